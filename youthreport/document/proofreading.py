"""A finished paper → what a reader would stumble over: typed numbers, wrong hedges, days, leftovers, repetitions."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import docx
from docx.oxml.ns import qn

from youthreport import phrases
from youthreport.document import official
from youthreport.document.styles import Styles
from youthreport.document.tags import without_tags
from youthreport.model import Catalogue, Cell, Finding, Period, Severity
from youthreport.phrases.proving import plans_ahead
from youthreport.phrases.typed import typed_numbers

WORDING, STALE, TYPED, REPEATED = "X36", "X35", "W01", "W02"
_OURS = re.compile(r"y[rq]_")
_WANTING = re.compile(r"【待补充：[^】]*】")
_NUMBERING = re.compile(r"^(?:第?[一二三四五六七八九十]+[、是]|（[一二三四五六七八九十\d]+）|\d+[.、．])\s*")
_SENTENCE = re.compile(r"[^。；！？]+")
_OWN = (official.TITLE, official.SIGNATURE, official.IMPRINT)
_SHOWN = 30
_LEAST = 12  # shorter sentences are alike by chance


@dataclass(frozen=True, slots=True)
class Passage:
    """One paragraph of a paper: its text, the stretches that came out of the data, and whether it speaks of plans."""

    text: str
    place: str
    told: tuple[tuple[int, int], ...]
    plans: bool = False


def proofread(
    content: bytes,
    file: str,
    catalogue: Catalogue,
    period: Period,
    fixed: str = "",
    earlier: Iterable[str] = (),
) -> tuple[Finding, ...]:
    """The findings on the words of a paper (a .docx named `file`) about that period, in its order.

    `fixed` is what the templates say by themselves, which every paper repeats; `earlier` are the texts of earlier papers.
    """
    repeated = _Repetition(fixed, earlier)
    found: list[Finding] = []
    for passage in passages(docx.Document(io.BytesIO(content))):
        text = _WANTING.sub(lambda wanting: "\ufffc" * len(wanting[0]), passage.text)
        told = _phrases(text, passage, catalogue, period)
        found += (_finding(rule, phrase, passage, file) for rule, phrase in told)
        found += (_repetition(sentence, passage, file) for sentence in repeated.of(passage))
    return tuple(dict.fromkeys(found))


def _phrases(
    text: str, passage: Passage, catalogue: Catalogue, period: Period
) -> Iterator[tuple[str, phrases.Phrase]]:
    wrong = (*phrases.contradictions(text), *phrases.leftovers(text), *phrases.superlatives(text))
    yield from ((WORDING, phrase) for phrase in (*wrong, *_days(text, passage, period)))
    yield from ((STALE, phrase) for phrase in phrases.stale(text, period.year, catalogue.stale))
    yield from ((TYPED, phrase) for phrase in typed_numbers(text, catalogue.measures, passage.told))


def _days(text: str, passage: Passage, period: Period) -> tuple[phrases.Phrase, ...]:
    """Days outside the period; plans may name days of the coming half as well."""
    outside = phrases.days_outside(text, period)
    if not passage.plans:
        return outside
    coming = {phrase.start for phrase in phrases.days_outside(text, period.next_half)}
    return tuple(phrase for phrase in outside if phrase.start in coming)


def _finding(rule: str, phrase: phrases.Phrase, passage: Passage, file: str) -> Finding:
    around = passage.text[max(phrase.start - 12, 0) : phrase.end + 12]
    message = f"文稿中“{around}”的“{phrase.text}”：{phrase.why}。"
    return Finding(
        rule, phrase.severity, Cell(file, "", passage.place), message, phrase.remedy, raw=phrase.text
    )


def _repetition(sentence: str, passage: Passage, file: str) -> Finding:
    return Finding(
        REPEATED,
        Severity.NOTICE,
        Cell(file, "", passage.place),
        f"“{_shortened(sentence)}”与往期文稿中的一句完全相同。",
        "请核对是否沿用了旧稿；情况确实相同的，可以不改。",
        raw=sentence,
    )


def _shortened(sentence: str) -> str:
    return sentence if len(sentence) <= _SHOWN else f"{sentence[:_SHOWN]}……"


class _Repetition:
    """Sentences of earlier papers, without those that come from the templates."""

    def __init__(self, fixed: str, earlier: Iterable[str]) -> None:
        self._fixed = _bare(fixed)
        self._earlier = {sentence for text in earlier for sentence in _sentences(text)}

    def of(self, passage: Passage) -> list[str]:
        """The sentences of the passage that an earlier paper has too."""
        return [
            sentence
            for sentence in _sentences(passage.text)
            if sentence in self._earlier and _bare(sentence) not in self._fixed
        ]


def _sentences(text: str) -> Iterator[str]:
    for line in text.splitlines():
        for match in _SENTENCE.finditer(line):
            sentence = _NUMBERING.sub("", match[0].strip())
            if len(sentence) >= _LEAST:
                yield sentence


def _bare(text: str) -> str:
    """Letters and digits alone, so that a clause between two of a template's does not hide them."""
    return re.sub(r"\W", "", text)


def text_of(document: Any) -> str:
    """The text of an opened .docx, one line per paragraph."""
    return "\n".join(passage.text for passage in passages(document))


def passages(document: Any) -> Iterator[Passage]:
    """The paragraphs of an opened .docx that say something, those in tables included.

    Title, signature and imprint are the program's own: their dates lie behind the period as they must.
    """
    styles = Styles(document)
    plans = False
    for number, paragraph in enumerate(document.element.body.iter(qn("w:p")), start=1):
        text, told = _read(paragraph)
        style = styles.style_of(paragraph)
        if style == official.HEADINGS[0]:
            plans = plans_ahead(text)
        if text.strip() and style not in _OWN:
            yield Passage(text, f"第{number}段", told, plans)


def _read(paragraph: Any) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The text of a paragraph and where our bookmarks lie in it."""
    text = ""
    opened: dict[str, int] = {}
    told: list[tuple[int, int]] = []
    for element in paragraph.iter(qn("w:t"), qn("w:bookmarkStart"), qn("w:bookmarkEnd")):
        if element.tag == qn("w:t"):
            text += element.text or ""
        elif element.tag == qn("w:bookmarkEnd"):
            start = opened.pop(element.get(qn("w:id")), None)
            told += [] if start is None else [(start, len(text))]
        elif _OURS.match(str(element.get(qn("w:name")))):
            opened[element.get(qn("w:id"))] = len(text)
    return text, tuple(told)


def fixed_text(sections: Sequence[bytes]) -> str:
    """What section templates say outside their tags."""
    return "\n".join(without_tags(text_of(docx.Document(io.BytesIO(content)))) for content in sections)
