"""A name as a person writes it → the text of its page, or what was probably meant."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping

from youthreport.columns import printable
from youthreport.errors import ConfigurationError
from youthreport.listing import normalised
from youthreport.model import Catalogue
from youthreport.outputs.explanation.entries import Entry, entry_page
from youthreport.outputs.explanation.expressions import quoted
from youthreport.outputs.explanation.page import Page, page, text
from youthreport.outputs.explanation.rules import rule_page

_GUESSES = 5
_NEAR = 60
_CLAIMS = "断言."


def explain(name: str, catalogue: Catalogue, wordings: Mapping[str, str]) -> str:
    """The pages of everything that bears the name: rule, code, label or name of the catalogue, wording filter.

    `wordings` says what each filter does. ConfigurationError when nothing bears the name, with what comes near.
    """
    wanted = _bare(name)
    found = [*_pages(wanted, catalogue, wordings)]
    if not found:
        near = _near(wanted, catalogue, wordings)
        guess = f"是不是想查{'、'.join(map(quoted, near))}？" if near else ""
        raise ConfigurationError(
            f"没有“{printable(name)}”这个名称",
            remedy=guess
            + "请写规则编号（如 X03）、指标的代码或名称（如 star5、五星支部数），或写法名称（如 概数）。",
        )
    return "\n".join(map(text, found))


def _pages(wanted: str, catalogue: Catalogue, wordings: Mapping[str, str]) -> Iterator[Page]:
    yield from (rule_page(rule, catalogue) for rule in catalogue.rules if _same(rule.id, wanted))
    entries = [entry for entry in _entries(catalogue) if any(_same(word, wanted) for word in _words(entry))]
    yield from (entry_page(entry, catalogue) for entry in entries)
    for word, meaning in wordings.items():
        if _same(word, wanted):
            yield page(f"{word}（写法）", [("模板写法", f"{{{{ 指标名称|{word} }}}}"), ("含义", meaning)])


def _entries(catalogue: Catalogue) -> tuple[Entry, ...]:
    groups = (catalogue.indicators, catalogue.computed, catalogue.items, catalogue.texts, catalogue.claims)
    return tuple(entry for group in groups for entry in group)


def _words(entry: Entry) -> tuple[str, ...]:
    """Everything by which people may call an entry."""
    name = str(getattr(entry, "name", ""))
    return tuple(filter(None, (entry.code, entry.label, name, name.removeprefix("其中："))))


def _near(wanted: str, catalogue: Catalogue, wordings: Mapping[str, str]) -> list[str]:
    """What the name may have been meant to be, the likeliest first: names that contain it, then similar ones."""
    from rapidfuzz import fuzz, process

    told = [word for entry in _entries(catalogue) for word in _words(entry)]
    words = list(dict.fromkeys([*(rule.id for rule in catalogue.rules), *told, *wordings]))
    containing = [word for word in words if wanted and wanted.casefold() in word.casefold()]
    similar = process.extract(wanted, words, scorer=fuzz.ratio, limit=_GUESSES, score_cutoff=_NEAR)
    return list(dict.fromkeys([*containing[:_GUESSES], *(word for word, _, _ in similar)]))[:_GUESSES]


def _same(word: str, wanted: str) -> bool:
    return normalised(word) == normalised(wanted)


def _bare(name: str) -> str:
    """The name without what stands round it in a template or a sentence."""
    plain = unicodedata.normalize("NFKC", name).strip("{}% ")
    return plain.removeprefix(_CLAIMS).removeprefix("|").strip()
