"""A read paper: its paragraphs with every character's place in the XML, its sections and tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import groupby

from youthreport.lint.looks import ParagraphLook, RunLook
from youthreport.lint.package import Package
from youthreport.lint.standard import Profile
from youthreport.lint.xml import Element

OBJECT = "\ufffc"  # stands in a text for a picture, a formula or a symbol
QUOTE = 24  # characters of a quotation in a finding


class Role(StrEnum):
    """What a paragraph is in a paper, as far as it can be told with confidence."""

    BLANK = "空行"
    MASTHEAD = "版头"
    TITLE = "标题"
    SUBTITLE = "副标题"
    ADDRESSEE = "主送机关"
    HEADING = "层次标题"
    BODY = "正文"
    ANNEX_NOTE = "附件说明"
    ORGAN = "署名"
    DATE = "成文日期"
    POSTSCRIPT = "附注"
    ANNEX_LABEL = "附件标识"
    ANNEX = "附件正文"
    COPIES = "抄送"
    ISSUE = "印发"
    TABLE = "表格"
    CONTENTS = "目录"
    OTHER = "其他"


@dataclass(frozen=True, slots=True)
class Atom:
    """One character's place: the text element and the index in it; without either it cannot be edited.

    `control` is the element of a tab or a line break, which can only be taken out.
    """

    node: Element | None
    index: int
    run: Element | None
    look: RunLook
    control: Element | None = None


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading's level 1-4 and number; `mark` ends its numbering, `lead` the part in the heading's font.

    `alone`: nothing but the heading stands in the paragraph. `sure`: its font may be judged.
    `counted` by the word processor: the number is not in the text.
    """

    level: int
    number: int
    mark: int
    lead: int
    alone: bool
    sure: bool
    counted: bool = False


@dataclass(slots=True)
class Paragraph:
    """One paragraph; `number` counts those of the body from 1, None in tables, boxes and footers."""

    element: Element
    number: int | None
    place: str
    text: str
    atoms: tuple[Atom, ...]
    look: ParagraphLook
    style: str
    label: str = ""
    section: int = 0
    boxed: bool = False
    breaks_page: bool = False
    holds_object: bool = False
    in_contents: bool = False
    role: Role = Role.OTHER
    heading: Heading | None = None
    in_annex: bool = False
    table: Table | None = None
    spans: tuple[tuple[RunLook, int, int], ...] = ()

    @property
    def stripped(self) -> str:
        """The text without white space around it."""
        return self.text.strip()

    @property
    def blank(self) -> bool:
        """Nothing to be seen in it."""
        return not self.stripped and not self.holds_object

    @property
    def quote(self) -> str:
        """How the paragraph begins."""
        return shortened(self.stripped)

    def stretches(self, start: int = 0, end: int | None = None) -> Iterator[tuple[RunLook, str]]:
        """Neighbouring characters that look alike."""
        if not self.spans:
            self.spans = tuple(_spans(self.atoms))
        last = len(self.text) if end is None else end
        for look, begins, ends in self.spans:
            if begins < last and ends > start:
                yield look, self.text[max(start, begins) : min(last, ends)]

    def size(self) -> int:
        """The size of most characters in half-points, 0 without text."""
        return most_common((look.size, len(text.strip())) for look, text in self.stretches())


@dataclass(frozen=True, slots=True)
class Section:
    """One section's page: lengths in twips; `footers` holds the part name of each type in force."""

    index: int
    element: Element
    width: int
    height: int
    top: int
    bottom: int
    left: int
    right: int
    footer: int
    grid: str
    line_pitch: int
    char_space: int
    footers: dict[str, str] = field(default_factory=dict)

    @property
    def landscape(self) -> bool:
        """A page that lies on its side, for a wide table (clause 8)."""
        return self.width > self.height

    @property
    def text_width(self) -> int:
        """The width of the type area in twips."""
        return self.width - self.left - self.right

    @property
    def text_height(self) -> int:
        """The height of the type area in twips."""
        return self.height - self.top - self.bottom


@dataclass(slots=True)
class Table:
    """One table that stands in the body; `paragraphs` are those of its cells in order."""

    element: Element
    index: int
    section: int
    paragraphs: list[Paragraph] = field(default_factory=list)


@dataclass(slots=True)
class Paper:
    """Everything that the checks look at; read anew after each round of mending."""

    package: Package
    profile: Profile
    level3: str
    paragraphs: list[Paragraph]
    boxes: list[Paragraph]
    tables: list[Table]
    sections: list[Section]

    def having(self, *roles: Role) -> list[Paragraph]:
        """The paragraphs of those roles in order."""
        return [paragraph for paragraph in self.paragraphs if paragraph.role in roles]

    @property
    def every(self) -> list[Paragraph]:
        """All paragraphs of body, tables and boxes."""
        return [*self.paragraphs, *self.boxes]

    @property
    def settled(self) -> list[Paragraph]:
        """The main text whose type is laid down: body and headings outside annexes and contents."""
        return [p for p in self.having(Role.BODY, Role.HEADING) if not p.in_annex]

    def neighbour(self, paragraph: Paragraph, step: int) -> Paragraph | None:
        """The paragraph before (-1) or after (1) in the flow of the body; None at its ends."""
        index = next(i for i, other in enumerate(self.paragraphs) if other is paragraph) + step
        return self.paragraphs[index] if 0 <= index < len(self.paragraphs) else None


def _spans(atoms: Iterable[Atom]) -> Iterator[tuple[RunLook, int, int]]:
    place = 0
    for look, some in groupby(atoms, key=lambda atom: atom.look):
        length = sum(1 for _ in some)
        yield look, place, place + length
        place += length


def most_common(weighted: Iterable[tuple[int, int]]) -> int:
    """The key with the greatest weight, the smaller key among equals; 0 without any."""
    weights: dict[int, int] = {}
    for key, weight in weighted:
        weights[key] = weights.get(key, 0) + weight
    return min(weights, key=lambda key: (-weights[key], key), default=0)


def shortened(text: str) -> str:
    """At most QUOTE characters of a text on one line."""
    line = " ".join(text.replace(OBJECT, "").split())
    return line if len(line) <= QUOTE else line[:QUOTE] + "…"
