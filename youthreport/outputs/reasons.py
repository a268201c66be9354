"""Findings → why a cell does not count, in the words of the gravest finding on it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from youthreport.listing import ELSEWHERE
from youthreport.model import Cell, Finding, Source

# What a source says that was merely not counted; the finding on its cell says more.
_BARE = ("", "未计入", ELSEWHERE)


def reasons_of(findings: Iterable[Finding]) -> Mapping[Cell, str]:
    """The first finding on each cell, by its rule and message; `findings` come worst first."""
    told: dict[Cell, str] = {}
    for finding in findings:
        told.setdefault(finding.cell, f"{finding.rule}：{finding.message}")
    return told


def with_reason(source: Source, reasons: Mapping[Cell, str]) -> Source:
    """The source with the reason for which it does not count, where it does not say one itself."""
    if source.value is not None or source.note not in _BARE:
        return source
    return replace(source, note=reasons.get(source.cell, source.note or "缺报"))
