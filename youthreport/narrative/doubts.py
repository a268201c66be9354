"""Figures with last year's beside them, and claims → what should be looked at before it is printed."""

from __future__ import annotations

from collections.abc import Iterable

from youthreport.model import Catalogue, Cell, Claim, District, Figure, Finding, Rollup, Severity
from youthreport.narrative import percent
from youthreport.narrative.spoken import is_rate, whole
from youthreport.narrative.texts import STOPS, closed

NAMED = 3
COMPARISON, QUALITY, PART, OPEN = "W-TONGBI", "W-QUAL", "W-QIZHONG", "W-DENG"
QUALITATIVE = "claim_"  # codes of claims that evaluate
PARTS = "part_"  # codes of claims that one figure is a part of another: `part ≤ whole`


def doubts(
    rollup: Rollup, claims: Iterable[Claim], district: District, catalogue: Catalogue
) -> tuple[Finding, ...]:
    """A changed set of units behind a 同比 (warning), striking changes and bleak evaluations (notices)."""
    place = Cell(district.filing.file)
    figures = [f for f in rollup.figures.values() if whole(f) and f.previous is not None and f.previous > 0]
    return (
        *_changed(figures, place),
        *_striking(figures, catalogue.wording.striking, place),
        *_bleak(claims, catalogue, place),
        *_larger(rollup, catalogue, place),
        *_open(district, catalogue),
    )


def _changed(figures: Iterable[Figure], place: Cell) -> Iterable[Finding]:
    """One finding for each way in which the units differ, with the figures that it touches."""
    groups: dict[tuple[tuple[str, ...], tuple[str, ...]], list[str]] = {}
    for figure in figures:
        if figure.joined or figure.left:
            groups.setdefault((figure.joined, figure.left), []).append(figure.label)
    for (joined, left), labels in groups.items():
        told = [f"{word}{_some(units)}" for word, units in (("增加", joined), ("减少", left)) if units]
        yield Finding(
            COMPARISON,
            Severity.WARNING,
            place,
            f"与上年同期相比，报送单位有变动（{'，'.join(told)}），{_some(labels)}的同比不是同一范围",
            "请核对是否可比。可比的，请在区本级表《核实说明》填写：单位编码“区级”、指标或规则“W-TONGBI”、原因；"
            "不可比的，请从模板中删去相应的同比。",
        )


def _striking(figures: Iterable[Figure], limit: int, place: Cell) -> Iterable[Finding]:
    labels = [
        figure.label
        for figure in figures
        if not is_rate(figure) and abs(percent.change(figure.value or 0, figure.previous or 1)) > limit
    ]
    if labels:
        yield Finding(
            COMPARISON,
            Severity.NOTICE,
            place,
            f"{_some(labels)}比上年同期变动超过{limit}%",
            "写入同比以前，请核对两年的数和口径。",
        )


def _bleak(claims: Iterable[Claim], catalogue: Catalogue, place: Cell) -> Iterable[Finding]:
    evaluating = {rule.label for rule in catalogue.claims if rule.code.startswith(QUALITATIVE)}
    for claim in claims:
        if claim.name in evaluating and not claim.holds:
            yield Finding(
                QUALITY,
                Severity.NOTICE,
                place,
                f"“{claim.name}”：{claim.because}，正文已改用平实的表述",
                "请核对指标；需要说明原因的，请写在存在的问题中。",
            )


def _larger(rollup: Rollup, catalogue: Catalogue, place: Cell) -> Iterable[Finding]:
    """W-QIZHONG: parts that are larger than their wholes, at the first cell that the part comes from."""
    for rule in catalogue.claims:
        if not rule.code.startswith(PARTS):
            continue
        part, total = (rollup.figures.get(code.strip()) for code in rule.expression.split("≤"))
        if part is None or total is None or part.value is None or total.value is None:
            continue
        if part.value > total.value:
            yield Finding(
                PART,
                Severity.WARNING,
                part.sources[0].cell if part.sources else place,
                f"“{part.label}”（{part.value}）大于“{total.label}”（{total.value}），部分不能大于总数，正文没有写“其中”",
                "请核对各单位的填报，把部分计入总数；两个数本不相属的，请在区本级表《核实说明》填写："
                f"该单位的编码、指标或规则“{PART}”、原因。",
            )


def _open(district: District, catalogue: Catalogue) -> Iterable[Finding]:
    """W-DENG: lists of the district that end in 等, which the paper prints only where it leaves an item out."""
    for element in catalogue.texts:
        given = district.texts.get(element.code)
        if given is None or not element.many or closed(given.text) == given.text.strip().rstrip(STOPS):
            continue
        yield Finding(
            OPEN,
            Severity.NOTICE,
            given.cell,
            f"“{element.label}”末尾的“等”没有写入正文，是否写“等”由程序按列出的项数决定",
            "请把各项写全；确无其他的，请删去“等”。",
            code=element.code,
            raw=given.text,
        )


def _some(names: Iterable[str]) -> str:
    every = list(names)
    more = f"等{len(every)}项" if len(every) > NAMED else ""
    return "、".join(every[:NAMED]) + more
