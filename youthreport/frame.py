"""What stands around the text of a paper → frozen records: heads, addressee, signature, annexes, imprint."""

from __future__ import annotations

from dataclasses import dataclass, field

from youthreport.model import Part
from youthreport.profile import COMMON, Profile


@dataclass(frozen=True, slots=True)
class Letterhead:
    """版头 of a numbered paper: 发文机关标志, 发文字号, 签发人 (only a paper to a higher organ names them)."""

    mark: str = ""
    number: str = ""
    signers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Imprint:
    """版记: 抄送 (without the label), 印发机关, 印发日期 as printed; `even_page` puts it on the back of a sheet."""

    copies: str = ""
    office: str = ""
    issued: str = ""
    even_page: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of an annex; `level` 1-4 makes it a heading that is numbered within the annex."""

    parts: tuple[Part, ...]
    level: int = 0


@dataclass(frozen=True, slots=True)
class Table:
    """A table of an annex.

    `header` is repeated on every page. Each row holds one cell per column, each cell its parts. `widths` are
    the columns' proportions, equal when empty. Cells of the columns in `left` are set flush left, others centred.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[tuple[Part, ...], ...], ...]
    widths: tuple[float, ...] = ()
    left: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Annex:
    """附件: its title as 附件说明 gives it (no 书名号, no final punctuation) and what it says."""

    title: str
    blocks: tuple[Paragraph | Table, ...] = ()


@dataclass(frozen=True, slots=True)
class Frame:
    """Everything around the text; what is "" or empty leaves no trace.

    `short` is the organisation's short name, which no title may be broken in. `addressee` (主送机关) without its
    colon, `note` (附注) without its parentheses, `signed` the date as printed.
    """

    title: str
    short: str = ""
    organ: str = ""
    signed: str = ""
    addressee: str = ""
    note: str = ""
    letterhead: Letterhead = field(default_factory=Letterhead)
    imprint: Imprint = field(default_factory=Imprint)
    annexes: tuple[Annex, ...] = ()
    profile: Profile = COMMON
