"""A section without data, and specimens of all figures and lists → every fault of it, its wording included."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from youthreport import phrases
from youthreport.document import official
from youthreport.document.claiming import typed_claims
from youthreport.document.compose import blocks_of
from youthreport.document.environment import LOOP, OPTIONAL, OPTIONAL_END, Environment
from youthreport.document.faults import Fault
from youthreport.document.inspecting import fault_at, inspect
from youthreport.document.lines import Line, lines_of
from youthreport.document.pictures import Picture
from youthreport.document.render import opened, render
from youthreport.document.styles import Carried, Styles, differences
from youthreport.document.tags import Tag, broken, loop_name, tags_of
from youthreport.document.trying import CAUGHT, explained, tried
from youthreport.errors import TemplateError
from youthreport.model import Catalogue, Part, Period, Severity, StalePhrase, Wording
from youthreport.phrases.typed import typed_digits, typed_numbers

# not the end of another word: 附近, 签约, 赶超 …
_BEFORE = re.compile(
    r"(?:将近|接近|(?<![附最靠邻远相亲逼走拉就新])近|大约|(?<![签契预节公条邀制特集])约"
    r"|超过|(?<!赶)超|逾|突破|不少于|不低于|至少|不足)$"
)
_AFTER = re.compile(r"(?:余|多|左右|上下|以上|以下)")
_RUNNING = re.compile(r"(?:累计|共计|截至目前)[一-鿿]{0,12}$")
_FULL_RATE = re.compile(r"\|\s*整率")  # made to stand before 以上
_HEDGED = "请去掉“{}”，改用过滤器（|余、|近、|约、|超、|以上），由程序按实际值选用。"
_RUN = "请去掉“{}”，改用过滤器（|累计 或 |累计('开展')），由程序按指标的口径选用。"
_CONDITIONAL = re.compile(r"\|\s*(同比|增减|进度|全部|其中|连续)(?!\w)")
_GUARD = "请连同前面的逗号和有关词句，用 {% 从句 %} 和 {% 完 %} 括起来。"
_ROUND = {"first": True, "last": True, "index": 1, "index0": 0, "length": 1, "revindex": 1, "revindex0": 0}
_BRANCH = {"elif", "else"}


@dataclass(frozen=True, slots=True)
class Grounds:
    """What a template is checked by: measure words, the looks of the paper's styles, and with a period stale phrases.

    `catalogue` knows the words that assert something and the claims that prove them.
    """

    measures: tuple[str, ...]
    looks: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    stale: tuple[StalePhrase, ...] = ()
    period: Period | None = None
    catalogue: Catalogue | None = None


def check(
    content: bytes, file: str, env: Environment, context: Mapping[str, object], grounds: Grounds
) -> tuple[Fault, ...]:
    """All faults of a section file, in the order of its paragraphs; `context` holds specimens."""
    try:
        document = opened(content, file).docx
    except TemplateError as error:
        return (Fault(Severity.ERROR, file, error.message, error.remedy),)
    found = list(inspect(document, file, env, context))
    lines = lines_of(document.element.body)
    at_fault = {(fault.paragraph, fault.tag) for fault in found}
    found += [
        fault
        for line in _Reader(file, env, context, grounds).faults(lines)
        for fault in line
        if (fault.paragraph, fault.tag) not in at_fault or not fault.tag
    ]
    if grounds.catalogue:
        found += _claimed(document, file, grounds.catalogue)
    found += _unlike(document, lines, file, grounds)
    if not any(fault.severity is Severity.ERROR for fault in found):
        found += _whole(content, file, env, context)
    return tuple(sorted(dict.fromkeys(found), key=lambda fault: fault.paragraph))


def _whole(content: bytes, file: str, env: Environment, context: Mapping[str, object]) -> Iterator[Fault]:
    """What only rendering the section as a whole brings to light."""
    try:
        carried, pictures = Carried(), list[Picture]()
        body, _ = render(content, file, context, env, carried, pictures)
        blocks_of(body, carried, pictures)
    except TemplateError as error:
        yield Fault(Severity.ERROR, file, error.message, error.remedy)


def _claimed(document: Any, file: str, catalogue: Catalogue) -> Iterator[Fault]:
    """Claims that are fixed text: doubts, for there may be grounds for them."""
    for typed in typed_claims(document, catalogue):
        message = f"“{typed.phrase.text}”：{typed.phrase.why}"
        yield fault_at(typed.line, file, message, typed.remedy, severity=typed.phrase.severity)


def _unlike(document: Any, lines: Iterable[Line], file: str, grounds: Grounds) -> Iterator[Fault]:
    """Styles of the paper that look otherwise in the section."""
    styles = Styles(document)
    names = [styles.style_of(line.paragraph) for line in lines if line.table is None]
    for name, here, there in differences(names, styles, grounds.looks):
        message = f"“{name}”样式在这份模板里是{here}，成文时按版式文件排成{there}"
        yield Fault(Severity.WARNING, file, message, "不影响成文；想让两者一致，请从程序自带的模板改起。")


class _Reader:
    """Reads a section paragraph by paragraph with specimens in place of its tags."""

    def __init__(self, file: str, env: Environment, context: Mapping[str, object], grounds: Grounds) -> None:
        self._file, self._env, self._grounds = file, env, grounds
        self._context = dict(context)
        self._clauses = 0  # optional clauses open at the paragraph under way

    def faults(self, lines: Sequence[Line]) -> Iterator[list[Fault]]:
        """The faults of each paragraph."""
        for line in lines:
            tags = tags_of(line.text)
            said: dict[int, str] = {}
            found = []
            for tag in tags:
                if tag.word == "for" and (name := loop_name(tag)):
                    self._context |= {name: Wording(name, (Part("例"),)), LOOP: _ROUND}
                try:
                    said[tag.start] = tried(tag, self._env, self._context)
                except CAUGHT as error:
                    message, remedy = explained(error)
                    found.append(fault_at(line, self._file, message, f"{self._usage(tag)}{remedy}", tag))
            found += self._hedged(line, tags)
            found += self._unguarded(line, tags)
            found += self._worded(line, tags, said)
            yield found

    def _usage(self, tag: Tag) -> str:
        """How the filters of the tag are written."""
        words = self._grounds.catalogue.wording.words if self._grounds.catalogue else ()
        used = re.findall(r"\|\s*(\w+)", tag.rest)
        return "".join(f"“{word.name}”的写法是 {word.usage}。" for word in words if word.name in used)

    def _hedged(self, line: Line, tags: Sequence[Tag]) -> Iterator[Fault]:
        """Hedges typed next to a tag that prints a number."""
        for tag in tags:
            if not tag.prints or not self._numeric(tag):
                continue
            before = _BEFORE.search(line.text[: tag.start])
            running = _RUNNING.search(line.text[: tag.start])
            after = _AFTER.match(line.text[tag.start + len(tag.text) :])
            if before:
                message = f"“{before[0]}”写在数字前面，数字变了就可能不实"
                yield fault_at(line, self._file, message, _HEDGED.format(before[0]), tag)
            if running:
                word = running[0][:4] if running[0].startswith("截至") else running[0][:2]
                message = f"“{word}”写在数字前面，这个数若只是本期的数就不实"
                yield fault_at(line, self._file, message, _RUN.format(word), tag)
            if after and not _FULL_RATE.search(tag.text):
                message = f"“{after[0]}”写在数字后面，数字变了就可能不实"
                yield fault_at(line, self._file, message, _HEDGED.format(after[0]), tag)

    def _unguarded(self, line: Line, tags: Sequence[Tag]) -> Iterator[Fault]:
        """Wordings that may have nothing to say, outside an optional clause."""
        for tag in tags:
            if tag.word in (OPTIONAL, OPTIONAL_END):
                self._clauses += 1 if tag.word == OPTIONAL else -1
            elif tag.prints and self._clauses <= 0 and (found := _CONDITIONAL.search(tag.rest)):
                message = f"“{found[1]}”在没有可比的数时不写，前后的词句却会留下"
                yield fault_at(line, self._file, message, _GUARD, tag, Severity.WARNING)

    def _numeric(self, tag: Tag) -> bool:
        label = re.match(r"\w+", tag.rest)
        value = self._context.get(label[0]) if label else None
        return getattr(value, "figure", None) is not None

    def _worded(self, line: Line, tags: Sequence[Tag], said: Mapping[int, str]) -> Iterator[Fault]:
        """Phrases that no paper may print and numbers typed by hand, between and across the tags."""
        text, told = _filled(line.text, tags, said)
        wrong = [*phrases.contradictions(text), *phrases.superlatives(text)]
        if not broken(line.text):  # a tag that is not whole has been told of
            wrong += phrases.leftovers(text)
        wrong += typed_digits(text, told)
        wrong += typed_numbers(text, self._grounds.measures, told)
        if period := self._grounds.period:
            wrong += phrases.stale(text, period.year, self._grounds.stale)
        taken: set[tuple[int, int]] = set()
        for phrase in sorted(wrong, key=lambda p: (p.start, -p.end)):
            inside = any(a <= phrase.start and phrase.end <= b for a, b in told)
            if inside or any(a <= phrase.start and phrase.end <= b for a, b in taken):
                continue  # what a specimen says is not the template's, and one phrase is told once
            taken.add((phrase.start, phrase.end))
            message = f"“{phrase.text}”：{phrase.why}"
            yield fault_at(line, self._file, message, phrase.remedy, severity=phrase.severity)


def _filled(text: str, tags: Sequence[Tag], said: Mapping[int, str]) -> tuple[str, list[tuple[int, int]]]:
    """The paragraph with what its tags say, and where they say it. Branches of a condition are kept apart."""
    filled, told, at = "", [], 0
    for tag in tags:
        filled += text[at : tag.start]
        words = said.get(tag.start, "") if tag.prints else "｜" if tag.word in _BRANCH else ""
        if tag.prints:
            told.append((len(filled), len(filled) + len(words)))
        filled += words
        at = tag.start + len(tag.text)
    return filled + text[at:], told


def looks_of(document: Any) -> dict[str, tuple[str, str]]:
    """Font and size of the paper's styles in the master document."""
    styles = Styles(document)
    return {name: styles.look(name) for name in official.STYLE_IDS}
