"""What was found out about an edited paper → text for a clerk, plain values for a program."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from youthreport.revision.differing import difference
from youthreport.revision.proposing import proof
from youthreport.revision.records import (
    AGREEING,
    Assertion,
    Change,
    ClaimChange,
    Comparison,
    FigureState,
    SentenceState,
    State,
    Suspect,
)
from youthreport.revision.refreshing import Refreshed

SCHEMA = "youthreport/verify/1"
_AROUND = 12
ASSERTED = "人工写入的结论，没有数据证明，请删去或核实"
RENAMED = "数据前后的文字改过，请核对"
REPHRASED = "写法不同，数值相符"
_LONGEST = 60

_HEADS = {
    State.EDITED: "人工改过，与数据不符",
    State.RELABELLED: "数没有改，前后的文字改成了另一项数据的",
    State.OUTDATED: "没有改过，但数据已变化",
    State.MISPLACED: "移到了别的句子里",
    State.DELETED: "已不在文中",
}
# Without the build nobody can say what was done by hand, nor that something used to stand there.
_HEADS_WITHOUT_BUILD = {
    State.EDITED: "与现有数据不同",
    State.RELABELLED: "数相同，前后的文字是另一项数据的",
    State.OUTDATED: "与现有数据不同",
    State.MISPLACED: "与现有数据生成的文稿不在同一句",
    State.DELETED: "现有数据有，文中没有",
}


def as_json(
    file: str, compared: Comparison, claims: Iterable[ClaimChange], build_id: str
) -> dict[str, object]:
    """The result of `verify` for programs."""
    return {
        "schema": SCHEMA,
        "file": file,
        "builds": list(compared.builds),
        "base": compared.base,
        "build_id": build_id,
        "agrees": compared.agrees,
        "summary": {
            **{state.value: len(compared.of(state)) for state in State},
            "renamed": sum(figure.renaming is not None for figure in compared.figures),
            "unmarked": sum(_lost(figure) for figure in compared.figures),
            "moved": sum(figure.moved for figure in compared.figures),
            "sentences": len(compared.sentences),
            "suspects": len(compared.suspects),
            "assertions": len(compared.assertions),
        },
        "figures": [_figure(figure) for figure in compared.figures],
        "sentences": [
            {"change": s.change.value, "was": s.was, "paper": s.paper, "now": s.now, "place": s.place}
            for s in compared.sentences
        ],
        "suspects": [
            {"text": s.text, "sentence": s.sentence, "place": s.place, "copied": s.copied}
            for s in compared.suspects
        ],
        "assertions": [_asserted(one) for one in compared.assertions],
        "claims": [
            {"name": c.name, "was": c.was, "holds": c.holds, "because": c.because, "used": c.used}
            for c in claims
        ],
    }


def _asserted(one: Assertion) -> dict[str, object]:
    return {
        "text": one.text,
        "means": one.means,
        "sentence": one.sentence,
        "place": one.place,
        "claim": one.claim or None,
        "holds": one.holds,
        "because": one.because,
    }


def _figure(figure: FigureState) -> dict[str, object]:
    return {
        "name": figure.name,
        "code": figure.code,
        "label": figure.label,
        "state": figure.state.value,
        "was": figure.was,
        "paper": figure.paper,
        "now": figure.now,
        "sentence": figure.sentence,
        "place": figure.place,
        "marked": figure.marked,
        "moved": figure.moved,
        "words": None
        if figure.renaming is None
        else {"was": figure.renaming.was, "paper": figure.renaming.paper, "other": figure.renaming.other},
    }


def verified_text(compared: Comparison, claims: Sequence[ClaimChange], data: str = "现有数据") -> str:
    """What disagrees first, what is only worth knowing after it, the verdict last; with a final line break.

    `data` is what the paper was compared with, as the verdict calls it.
    """
    lines = [] if compared.base else [_no_base()]
    for state, head in (_HEADS if compared.base else _HEADS_WITHOUT_BUILD).items():
        lines += _figures(head, compared.of(state), compared.sentences)
    lines += _group("没有标记的数字，来源不明", (_suspect(suspect) for suspect in compared.suspects))
    lines += _group(ASSERTED, (_assertion(one) for one in compared.assertions))
    lines += _group("与数据不符的句子", (_sentence(sentence) for sentence in compared.sentences))
    lines += _claims(claims)
    lines += _worth_knowing(compared)
    return "\n".join([*lines, _verdict(compared, data)]) + "\n"


def _worth_knowing(compared: Comparison) -> list[str]:
    agreeing = compared.of(*AGREEING)
    lost = [f for f in compared.figures if _lost(f)]
    head = "标记已丢失，按所在句子找回" if compared.base else "没有标记，按所在句子找到"
    lines = _group(head, (_line(figure) for figure in lost))
    lines += _group("与原稿不同，但符合现在的数据", (_line(f) for f in agreeing if f.state is State.CURRENT))
    lines += _group(REPHRASED, (_rephrased(f) for f in agreeing if f.state is State.REPHRASED))
    lines += _group(RENAMED, (_renamed(f) for f in _worth_checking(compared)))
    moved = [f for f in agreeing if f.moved]
    head = "位置有移动，数字没有变" if compared.base else "数字一致，位置与现有数据生成的文稿不同"
    return lines + _group(head, (_line(figure) for figure in moved))


def _lost(figure: FigureState) -> bool:
    return figure.paper is not None and not figure.marked


def _verdict(compared: Comparison, data: str) -> str:
    agreeing, total = len(compared.of(*AGREEING)), len(compared.figures)
    head = f"共核对数据 {total} 处，与{data}一致 {agreeing} 处，不一致 {total - agreeing} 处"
    more = [
        f"{word} {count} 处"
        for word, count in (
            ("来源不明的数字", len(compared.suspects)),
            ("没有数据证明的话", len(compared.assertions)),
            ("不符的句子", len(compared.sentences)),
        )
        if count
    ]
    return "；".join([head, *more]) + ("。" if compared.agrees else "。请逐项核对，或用 refresh 并入新数据。")


def _no_base() -> str:
    return "没有找到这份文稿生成时的原稿，只能与现有数据核对，分不清是人工改动还是数据有变化。\n"


def _group(head: str, lines: Iterable[str]) -> list[str]:
    told = list(lines)
    return [f"{head}（{len(told)} 处）", *(f"  · {line}" for line in told), ""] if told else []


def _figures(head: str, figures: Sequence[FigureState], sentences: Sequence[SentenceState]) -> list[str]:
    """A line for each figure; those of sentences that are to go are only counted, as the sentence is told below."""
    going = [s for s in sentences if s.change is Change.WITHDRAWN]
    told = [f for f in figures if f.now is not None or not any(s.covers(f) for s in going)]
    rest = len(figures) - len(told)
    more = [f"在建议删去的句子或表格行中的 {rest} 处，见下"] if rest else []
    lines = _group(head, [*map(_line, told), *more])
    return [f"{head}（{len(figures)} 处）", *lines[1:]] if lines else []


def _worth_checking(compared: Comparison) -> list[FigureState]:
    """The figures in other words that do not name another one."""
    return [f for f in compared.figures if f.renaming is not None and f.state is not State.RELABELLED]


def _renamed(figure: FigureState) -> str:
    """The words around a figure as built and now."""
    words = figure.renaming
    assert words is not None  # only such figures come here
    now = f"，现在应为 {_short(figure.now)}" if figure.now not in (None, figure.paper) else ""
    other = f"，成了“{words.other}”的{now}" if words.other else ""
    return f"{figure.called}：“{words.was}”改为“{words.paper}”{other}。{figure.place}"


def _line(figure: FigureState) -> str:
    if figure.state is State.RELABELLED:
        return _renamed(figure)
    was = f"原稿 {_short(figure.was)}，" if figure.was is not None else ""
    paper = f"文中 {_short(figure.paper)}" if figure.paper is not None else "文中已无"
    now = f"现在应为 {_short(figure.now)}" if figure.now is not None else "现有数据已不再列出"
    place = f"{figure.place}" if figure.place else "原在"
    return f"{figure.called}：{was}{paper}，{now}。{place}“{_around(figure)}”"


def _rephrased(figure: FigureState) -> str:
    """The figure with both ways of writing, neither of which is wrong."""
    return f"{figure.called}：文中 {_short(figure.paper)}，成文写法为 {_short(figure.now)}。{figure.place}“{_around(figure)}”"


def _around(figure: FigureState) -> str:
    text, shown = figure.sentence, figure.paper or figure.was or ""
    start, end = max(0, figure.at - _AROUND), min(len(text), figure.at + len(shown) + _AROUND)
    return f"{'…' if start else ''}{text[start:end]}{'…' if end < len(text) else ''}".replace("\n", "")


def _short(text: str | None) -> str:
    text = (text or "").replace("\n", "")
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def _suspect(suspect: Suspect) -> str:
    copied = "（与原稿中的一句相同，应是复制而来）" if suspect.copied else ""
    return f"{suspect.text}：{suspect.place}“{_short(suspect.sentence)}”{copied}"


def _assertion(one: Assertion) -> str:
    return f"{one.text}：{one.place}“{_short(one.sentence)}”\n    {proof(one)}"


def _sentence(sentence: SentenceState) -> str:
    place, one = f"{sentence.place}：" if sentence.place else "", "行" if sentence.row else "句"
    match sentence.change:
        case Change.REWORDED:
            differs = difference(sentence.was, sentence.now)
            told = f"{place}“{sentence.paper}”\n    现在应为“{sentence.now}”"
            return f"{told}\n    与原稿相比，{differs}" if differs else told
        case Change.WITHDRAWN:
            return f"{place}“{sentence.paper}”\n    现有数据不再支持这一{one}，建议删去"
        case Change.MISSING:
            return f"{place}其后应补一{one}“{sentence.now}”"


def _claims(claims: Sequence[ClaimChange]) -> list[str]:
    """Those that the paper's sections ask for, one by one; of the others only how many there are."""
    lines = _group("结论有变化的断言", (_claim(claim) for claim in claims if claim.used))
    others = sum(not claim.used for claim in claims)
    note = f"另有 {others} 条断言的结论有变化，本文稿的模板没有用到，不影响文稿。"
    return [*lines, note] if others else lines


def _claim(claim: ClaimChange) -> str:
    verdict = "原不成立，现在成立" if claim.holds else "原成立，现在不成立"
    return f"{claim.name}：{verdict}{f'（{claim.because}）' if claim.because else ''}"


def refreshed_text(done: Refreshed, claims: Sequence[ClaimChange]) -> str:
    """What was replaced, what was left alone and why, what to decide; with a final line break."""
    lines = [] if done.comparison.base else [_no_base()]
    lines += _group("已更新（以修订形式写入）", (_line(figure) for figure in done.updated))
    known = done.comparison.base
    left = "人工改过，没有动，请核对" if known else "与现有数据不同，没有动，请核对"
    lines += _group(left, (_line(figure) for figure in done.left))
    gone = done.comparison.of(State.DELETED)
    cut = "已从文中删去，没有补回" if known else "现有数据有，文中没有，没有补上"
    lines += _figures(cut, gone, done.proposals)
    lines += _figures("要连同句子一起改，没有动，见批注", done.stuck, done.proposals)
    rephrased = done.comparison.of(State.REPHRASED)
    lines += _group(f"{REPHRASED}，没有动", (_rephrased(figure) for figure in rephrased))
    lines += _group(f"{RENAMED}（没有动）", (_renamed(f) for f in _worth_checking(done.comparison)))
    lines += _group("建议修改的句子，已写成批注", (_sentence(sentence) for sentence in done.proposals))
    lines += _group("审阅批注所在的数已不在文中，批注没有动，请核对", map(_short, done.noted.stray))
    suspects = done.comparison.suspects
    lines += _group("没有标记的数字，没有动，请核对", (_suspect(suspect) for suspect in suspects))
    lines += _group(f"{ASSERTED}，见批注", (_assertion(one) for one in done.comparison.assertions))
    lines += _claims(claims)
    return "\n".join([*lines, _sum(done)]) + "\n"


def _sum(done: Refreshed) -> str:
    gone = len(done.comparison.of(State.DELETED))
    noted = len(done.noted.renewed)
    typed = len(done.comparison.assertions)
    doubts = f"另有没有数据证明的话 {typed} 处，没有动。" if typed else ""
    if not (done.updated or done.left or done.stuck or done.proposals or gone or noted):
        return f"文稿中的数据与现有数据一致，不需要更新。{doubts}"
    left = len(done.left) + len(done.stuck)
    cut = f"{'已删去' if done.comparison.base else '文中没有'} {gone} 处，" if gone else ""
    more = f"，更新审阅批注 {noted} 处" if noted else ""
    return f"{cut}更新数据 {len(done.updated)} 处，保留原样 {left} 处，建议修改句子 {len(done.proposals)} 处{more}。{doubts}"
