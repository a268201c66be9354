"""Rollup and the catalogue's claim rules → claims with verdict and evidence, and the 断言 of templates."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

from youthreport.model import Catalogue, Claim, ClaimRule, District, Figure, Number, Period, Rollup
from youthreport.narrative.evidence import FUNCTIONS
from youthreport.narrative.wording import plain

COMPARISONS = {
    "≥": lambda left, right: left >= right,
    "≤": lambda left, right: left <= right,
    "=": lambda left, right: left == right,
    ">": lambda left, right: left > right,
    "<": lambda left, right: left < right,
}
COMPARISON = re.compile(r"^(.+?)([≥≤=><])(.+)$")


class Verdicts(Mapping[str, bool]):
    """断言: each claim by its label as a bool; an unknown label is an AttributeError, so a strict template fails."""

    def __init__(self, holds: Mapping[str, bool]) -> None:
        self._holds = dict(holds)

    def __getattr__(self, name: str) -> bool:
        holds: dict[str, bool] = self.__dict__.get("_holds", {})
        if name not in holds:
            raise AttributeError(name)
        return holds[name]

    def __getitem__(self, name: str) -> bool:
        return self._holds[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._holds)

    def __len__(self) -> int:
        return len(self._holds)


def judge_claims(
    rollup: Rollup, district: District, catalogue: Catalogue, period: Period
) -> tuple[Claim, ...]:
    """Every claim of the catalogue with its verdict, in catalogue order."""
    return tuple(_judge(rule, rollup, district, catalogue, period) for rule in catalogue.claims)


def _judge(
    rule: ClaimRule, rollup: Rollup, district: District, catalogue: Catalogue, period: Period
) -> Claim:
    verdicts: list[tuple[bool, str]] = []
    if rule.expression:
        verdicts.append(_expression(rule.expression, rollup, catalogue))
    verdicts += [_complete(code, rollup, catalogue) for code in rule.complete]
    if rule.function:
        name, *arguments = rule.function.split(":")
        verdicts.append(FUNCTIONS[name](rollup, district, period, *arguments))
    if not verdicts:
        return Claim(rule.label, False, "没有规定依据")
    holds = all(verdict for verdict, _ in verdicts)
    return Claim(rule.label, holds, "；".join(reason for _, reason in verdicts))


def _expression(expression: str, rollup: Rollup, catalogue: Catalogue) -> tuple[bool, str]:
    verdicts = [_comparison(part.strip(), rollup, catalogue) for part in expression.split("且")]
    return all(verdict for verdict, _ in verdicts), "；".join(reason for _, reason in verdicts)


def _comparison(text: str, rollup: Rollup, catalogue: Catalogue) -> tuple[bool, str]:
    match = COMPARISON.match(text)
    if match is None:
        raise ValueError(f"not a comparison: {text}")
    left, sign, right = (part.strip() for part in match.groups())
    left_value, left_text = _side(left, rollup, catalogue)
    right_value, right_text = _side(right, rollup, catalogue)
    if left_value is None or right_value is None:
        return False, f"{left_text}{sign}{right_text}无法判断"
    holds = COMPARISONS[sign](left_value, right_value)
    return holds, f"{left_text}{sign}{right_text}{'成立' if holds else '不成立'}"


def _side(text: str, rollup: Rollup, catalogue: Catalogue) -> tuple[Number | None, str]:
    """Value and reading of a sum of codes and numbers; None if a part of it is missing or estimated."""
    total: Number | None = 0
    told: list[str] = []
    for term in (part.strip() for part in text.split("+")):
        value, words = _term(term, rollup, catalogue)
        told.append(words)
        total = None if total is None or value is None else Decimal(total) + value
    return total, "＋".join(told)


def _term(term: str, rollup: Rollup, catalogue: Catalogue) -> tuple[Number | None, str]:
    if re.fullmatch(r"\d+(\.\d+)?", term):
        return Decimal(term), term
    if (figure := rollup.figures.get(term)) is not None:
        return _of_figure(figure)
    if (listing := rollup.listings.get(term)) is not None:
        return len(listing.items), f"{listing.label}（{len(listing.items)}项）"
    return None, f"{_label(term, catalogue)}（未报）"


def _of_figure(figure: Figure) -> tuple[Number | None, str]:
    if figure.value is None:
        return None, f"{figure.label}（未报）"
    if figure.estimated:
        return None, f"{figure.label}（含估计值）"
    return figure.value, f"{figure.label}（{plain(figure.value)}）"


def _complete(code: str, rollup: Rollup, catalogue: Catalogue) -> tuple[bool, str]:
    figure = rollup.figures.get(code)
    if figure is None:
        return False, f"{_label(code, catalogue)}无人报送"
    return figure.complete, f"{figure.label}应报{figure.expected}个单位、实报{figure.reported}个"


def _label(code: str, catalogue: Catalogue) -> str:
    labels = {entry.code: entry.label for entry in catalogue.indicators}
    labels |= {entry.code: entry.label for entry in catalogue.computed}
    labels |= {entry.code: entry.label for entry in catalogue.items}
    return labels.get(code, code)
