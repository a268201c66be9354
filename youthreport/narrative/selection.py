"""Problems and plan items of all returns, and the district's 选用 → what the paper says of them, in which order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from youthreport.deadlines import latest
from youthreport.listing import normalised
from youthreport.model import (
    Asserting,
    Choice,
    District,
    Finding,
    Item,
    ItemList,
    Listing,
    Period,
    Rollup,
    Severity,
)
from youthreport.narrative.listing_words import DEADLINE, STOPS
from youthreport.phrases import superlatives
from youthreport.phrases.asserted import asserted
from youthreport.phrases.typed import typed_numbers

PROBLEMS, PLAN = "存在问题", "下半年计划"  # the sheets whose items the district chooses from
KIND = "类别"
TYPED, SUPERLATIVE, CLAIMED = "W01", "X36", "W04"
_AS_REPORTED = "按报送的原文改写，或去掉这个词"
GOAL, MEASURE = "量化目标", "计量单位"
TASK, DUTY = "事项", "责任单位"
_BRACKET = re.compile(r"[（(][^（）()]*[）)]$")  # where the district itself may say who and until when


@dataclass(frozen=True, slots=True)
class Selected:
    """A listing after the district's choice: `shown` in the text, `every` item that was not dropped."""

    kind: str
    shown: Listing
    every: Listing
    findings: tuple[Finding, ...] = ()


def kind_of(items: ItemList) -> str:
    """The word that 选用 has for the items of that list; "" for lists that nobody chooses from."""
    if items.sheet == PROBLEMS:
        return PROBLEMS
    return dict(items.where).get(KIND, ("",))[0] if items.sheet == PLAN else ""


def select(
    items: ItemList,
    rollup: Rollup,
    district: District,
    plan: Period,
    measures: Iterable[str] = (),
    asserting: Iterable[Asserting] = (),
) -> Selected:
    """The items in order: those with a place, then the adopted, then the others; if any is adopted, only adopted ones
    are shown. A problem stands by how many units named it, and never names one. Numbers before one of the measure
    words, and words that assert something, are doubted where the district's own wording adds them to the item.
    """
    kind = kind_of(items)
    listing = rollup.listings.get(items.code) or Listing(items.code, items.label, ())
    chosen = {normalised(choice.text): choice for choice in district.choices if choice.kind == kind}
    found, findings, used = [], [], set()
    for item in _in_order(listing, kind):
        choice = _choice(item, chosen)
        if choice is not None:
            used.add(normalised(choice.text))
        said = told(item, plan) if kind != PROBLEMS else item
        worded, doubt = _worded(said, choice, kind, rollup, plan)
        findings += [doubt] if doubt else _added(said, choice, measures, asserting, rollup)
        if choice is None or choice.adopted is not False:
            found.append((worded, choice))
    ordered = [found[n] for n in sorted(range(len(found)), key=lambda n: _place(found[n][1], n))]
    adopted = [item for item, choice in ordered if choice is not None and choice.adopted]
    every = tuple(item for item, _ in ordered)
    findings += [_stray(choice) for key, choice in chosen.items() if key not in used]
    return Selected(
        kind,
        replace(listing, items=tuple(adopted) or every),
        replace(listing, items=every),
        tuple(findings),
    )


def unknown_kinds(district: District, kinds: Iterable[str]) -> tuple[Finding, ...]:
    """Rows of 选用 whose category exists nowhere."""
    known = set(kinds)
    return tuple(_stray(choice) for choice in district.choices if choice.kind not in known)


def _in_order(listing: Listing, kind: str) -> tuple[Item, ...]:
    """Problems by the number of units, so that one that says a thing thrice does not outweigh two; plans as they come."""
    if kind != PROBLEMS:
        return listing.items
    by_units = sorted(range(len(listing.items)), key=lambda n: (-len(_units(listing.items[n])), n))
    return tuple(listing.items[n] for n in by_units)


def _units(item: Item) -> set[str]:
    return {source.unit for source in item.sources}


def _choice(item: Item, chosen: Mapping[str, Choice]) -> Choice | None:
    names = [item.text, *(record.get(TASK, "") for record in item.records)]
    return next((chosen[key] for name in names if (key := normalised(name)) in chosen), None)


def _place(choice: Choice | None, position: int) -> tuple[bool, int, bool, int]:
    placed = choice is not None and choice.place is not None
    rank = choice.place if choice is not None and choice.place is not None else 0
    return (not placed, rank, not (choice is not None and choice.adopted), position)


def _worded(
    said: Item, choice: Choice | None, kind: str, rollup: Rollup, plan: Period
) -> tuple[Item, Finding | None]:
    """The item in the paper's words, and a doubt when the district's own words name a unit among the problems."""
    rewritten = choice.rewritten.strip().rstrip(STOPS) if choice is not None else ""
    if choice is None or not rewritten:
        return said, None
    if kind == PROBLEMS and (unit := _named(choice.rewritten, rollup)):
        return said, Finding(
            "W-PROB",
            Severity.WARNING,
            choice.cell,
            f"存在的问题不点名到单位，改写中却写了“{unit}”，正文仍用原来的文字",
            "请在《选用》的改写一栏去掉单位名称，如改为“有的单位”。",
            raw=choice.rewritten,
        )
    reworded = replace(said, text=rewritten, reworded=rewritten)
    return (_responsible(reworded, rewritten, plan) if said.records else reworded), None


def _added(
    said: Item,
    choice: Choice | None,
    measures: Iterable[str],
    asserting: Iterable[Asserting],
    rollup: Rollup,
) -> list[Finding]:
    """Numbers (W01), superlatives (X36) and claims (W04) in the district's own words that the return does not say."""
    if choice is None or not choice.rewritten:
        return []
    words = choice.rewritten
    found = [(TYPED, phrase, "按报送的数改写，或去掉这个数") for phrase in typed_numbers(words, measures)]
    found += [(SUPERLATIVE, phrase, _AS_REPORTED) for phrase in superlatives(words)]
    found += [(CLAIMED, one.phrase, _AS_REPORTED) for one in asserted(words, asserting, strict=True)]
    reported = "，".join(distinct((said.text, *_goals(said, rollup))))
    return [
        Finding(
            rule,
            Severity.WARNING,
            choice.cell,
            f"《选用》改写中的“{phrase.text}”不在报送的原文里：{phrase.why}",
            f"报送的是“{reported}”。请{remedy}；确有依据的，请在区本级表《核实说明》的单位编码处填“区级”、"
            f"规则处填{rule}，写明依据。",
            raw=phrase.text,
        )
        for rule, phrase, remedy in found
        if phrase.text not in reported
    ]


def _goals(item: Item, rollup: Rollup) -> list[str]:
    """The targets of the item as its units and the annex say them: each, and all together."""
    amounts = [record.get(GOAL, "") for record in item.records]
    measures = [record.get(MEASURE, "") for record in item.records]
    goals = [f"{amount}{measure}" for amount, measure in zip(amounts, measures, strict=True)]
    together = rollup.figures.get(item.goal)
    return [*goals, f"{together.value}{together.measure}"] if together is not None else goals


def _named(text: str, rollup: Rollup) -> str:
    units = (*rollup.expected, *(unit for unit, _ in rollup.excused))
    names = (name for unit in units for name in (unit.name, *unit.aliases) if len(name) > 1)
    return next((name for name in names if name in text), "")


def told(item: Item, plan: Period) -> Item:
    """A plan item with who is responsible and until when: `举办青年夜校（云栈街道团工委等单位，11月底前）`."""
    if not item.records:
        return item
    return _responsible(item, item.records[0].get(TASK) or item.text, plan)


def _responsible(item: Item, task: str, plan: Period) -> Item:
    """The item as that task with who and until when, as far as the words of the task do not say it themselves."""
    duties = distinct(record.get(DUTY, "") for record in item.records)
    bracket = _BRACKET.search(task)
    named = bracket is not None and any(duty in bracket[0] for duty in duties)
    who = duties[0] + ("等单位" if len(duties) > 1 else "") if duties and not named else ""
    until = latest(distinct(record.get(DEADLINE, "") for record in item.records), plan)
    if until and until in task:
        return replace(item, text=_with(task, who), until=until, brief="")
    return replace(item, text=_with(task, who, until), until=until, brief=_with(task, who))


def _with(task: str, *more: str) -> str:
    inside = "，".join(part for part in more if part)
    return f"{task}（{inside}）" if inside else task


def distinct(texts: Iterable[str]) -> tuple[str, ...]:
    """The texts that say something, each once, in order."""
    return tuple(dict.fromkeys(text.strip() for text in texts if text.strip()))


def _stray(choice: Choice) -> Finding:
    return Finding(
        "W-PLAN",
        Severity.WARNING,
        choice.cell,
        f"《选用》中的“{choice.text}”在各单位报送的“{choice.kind}”中没有找到",
        "请从公文或附件中原样复制这一项的文字到“原文”，并核对类别；不再使用的请删去这一行。",
        raw=choice.text,
    )
