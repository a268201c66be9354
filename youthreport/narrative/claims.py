"""Rollup and the catalogue's claim rules → claims with verdict and evidence, and the 断言 of templates."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from youthreport.model import Catalogue, Claim, ClaimRule, District, Figure, Number, Period, Rollup
from youthreport.narrative.evidence import FUNCTIONS
from youthreport.narrative.texts import items_of
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
    return tuple(_Judge(rollup, district, catalogue, period).judge(rule) for rule in catalogue.claims)


@dataclass(frozen=True, slots=True)
class _Judge:
    """Weighs claims against the data of one period."""

    rollup: Rollup
    district: District
    catalogue: Catalogue
    period: Period

    def judge(self, rule: ClaimRule) -> Claim:
        """The claim: it holds when every condition of the rule does."""
        verdicts = [self._comparison(part.strip()) for part in rule.expression.split("且") if part.strip()]
        verdicts += [self._complete(code) for code in rule.complete]
        if rule.function:
            name, *arguments = rule.function.split(":")
            data = (self.rollup, self.district, self.period, self.catalogue.wording)
            verdicts.append(FUNCTIONS[name](*data, *arguments))
        holds = bool(verdicts) and all(verdict for verdict, _ in verdicts)
        because = "；".join(reason for _, reason in verdicts) or "没有规定依据"
        return Claim(rule.label, holds, because, rule.then if holds else rule.otherwise)

    def _comparison(self, text: str) -> tuple[bool, str]:
        match = COMPARISON.match(text)
        if match is None:
            raise ValueError(f"not a comparison: {text}")
        left, sign, right = (part.strip() for part in match.groups())
        left_value, left_text = self._side(left)
        right_value, right_text = self._side(right)
        if left_value is None or right_value is None:
            return False, f"{left_text}{sign}{right_text}无法判断"
        holds = COMPARISONS[sign](left_value, right_value)
        return holds, f"{left_text}{sign}{right_text}{'成立' if holds else '不成立'}"

    def _side(self, text: str) -> tuple[Number | None, str]:
        """Value and reading of a sum of codes and numbers; None if a part of it is missing or estimated."""
        total: Number | None = 0
        told: list[str] = []
        for term in (part.strip() for part in text.split("+")):
            value, words = self._term(term)
            told.append(words)
            total = None if total is None or value is None else Decimal(total) + value
        return total, "＋".join(told)

    def _term(self, term: str) -> tuple[Number | None, str]:
        if re.fullmatch(r"\d+(\.\d+)?", term):
            return Decimal(term), term
        if (figure := self.rollup.figures.get(term)) is not None:
            return _of_figure(figure)
        label = self.catalogue.labels.get(term, term)
        if (listing := self.rollup.listings.get(term)) is not None:
            return len(listing.items), f"{label}（{len(listing.items)}项）"
        if any(element.code == term for element in self.catalogue.texts):
            given = self.district.texts.get(term)
            count = len(items_of(given.text)) if given is not None else 0
            return count, f"{label}（{count}项）"
        return None, f"{label}（未报）"

    def _complete(self, code: str) -> tuple[bool, str]:
        figure = self.rollup.figures.get(code)
        if figure is None:
            return False, f"{self.catalogue.labels.get(code, code)}无人报送"
        told = f"{figure.label}应报{figure.expected}个单位、实报{figure.reported}个"
        if figure.unclear:
            return False, f"{told}，{len(figure.unclear)}个单位的清单有待核的行"
        if not figure.complete and figure.reported == figure.expected:
            return False, f"{told}，但有单位免报或其下级未报齐"
        return figure.complete, told


def _of_figure(figure: Figure) -> tuple[Number | None, str]:
    if figure.value is None:
        return None, f"{figure.label}（未报）"
    if figure.estimated:
        return None, f"{figure.label}（含估计值）"
    return figure.value, f"{figure.label}（{_short(figure.value)}）"


def _short(value: Number) -> str:
    """The number as people read it: no more than two decimals, marked when cut."""
    text = plain(value)
    whole, point, decimals = text.partition(".")
    return text if len(decimals) <= 2 else f"{whole}{point}{decimals[:2]}…"
