"""Judged filings, figures and the paper → why the paper is incomplete, one sentence each."""

from __future__ import annotations

from youthreport.asking import ask
from youthreport.model import (
    Catalogue,
    District,
    Document,
    Filing,
    FilingStatus,
    Indicator,
    Rollup,
    Severity,
)


def gaps_of(
    catalogue: Catalogue, filings: tuple[Filing, ...], rollup: Rollup, document: Document
) -> tuple[str, ...]:
    """Why the paper is incomplete, one sentence each; empty when it is complete (exit codes 0 and 3)."""
    words = {FilingStatus.UNREADABLE: "未能读取", FilingStatus.REJECTED: "未采用"}
    gaps = [f"缺报：{unit.name}（{unit.code}）" for unit in rollup.missing]
    excused = {unit.code for unit, _ in rollup.excused}
    gaps += [
        f"{words[f.status]}：{f.file}{_reason(f)}"
        for f in filings
        if f.status in words and not (f.unit and f.unit.code in excused)
    ]
    for indicator in catalogue.indicators:
        if open_units := _silent(indicator, rollup):
            gaps.append(f"必报指标不全：{indicator.name}，缺 {'、'.join(open_units)}")
    gaps += [f"文稿待补充：{label}。{ask(label, catalogue, rollup)}。" for label in document.absent]
    return tuple(gaps)


def blank_texts(catalogue: Catalogue, district: District, document: Document) -> tuple[str, ...]:
    """The compulsory texts of the district that nobody filled in, one sentence each.

    Their clause goes without a trace, so that the paper itself does not show the gap; what it does show is left out.
    """
    given = {code for code, text in district.texts.items() if text.text.strip()}
    blank = (
        element.label
        for element in catalogue.texts
        if element.compulsory and not element.default and element.code not in given
    )
    return tuple(
        f"必填文字未填：{label}。请在区本级表《文字要素》中填写“{label}”。"
        for label in blank
        if label not in document.absent
    )


def _silent(indicator: Indicator, rollup: Rollup) -> list[str]:
    """The names of the units that must report the indicator, did report, and left it open."""
    figure = rollup.figures.get(indicator.code)
    told = {source.unit for source in figure.sources if source.value is not None} if figure else set()
    return [
        unit.name
        for unit in rollup.received
        if unit.type in indicator.compulsory
        and unit.name not in told
        # A system whose members report themselves says nothing of its own.
        and not (unit.is_system and unit.children_report)
    ]


def _reason(filing: Filing) -> str:
    """The first error of a file that does not count, as an addition to its name."""
    first = next((f.message for f in filing.findings if f.severity is Severity.ERROR), "")
    return f"（{first}）" if first else ""
