"""Project and district → what stands around the text of the paper: heads, signature, imprint."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from youthreport.frame import Annex, Frame, Table
from youthreport.model import District, Part, Vocabulary, Wording
from youthreport.paper_settings import spoken_date
from youthreport.project import Project

# Behind the title in the file name of the copy whose figures carry comments.
REVIEWED = "（审阅稿）"
_EMPTY = (Part("—"),)  # a cell that has nothing to say, so that nobody takes it for one that was forgotten
_LONG = 10  # characters of a cell from which on its column is set flush left


def frame_of(project: Project, district: District, vocabulary: Vocabulary | None = None) -> Frame:
    """The frame of the project's paper, with the vocabulary's annexes; youthreport.toml goes before 文字要素."""
    paper = project.paper
    organ = _text(district, "sign_org") or project.name
    signed = spoken_date(paper.date) or _text(district, "sign_date")
    return Frame(
        title=title_of(project),
        short=project.short,
        organ=organ if paper.sign else "",
        signed=signed if paper.sign else "",
        addressee=paper.addressee,
        note=paper.note,
        letterhead=paper.letterhead,
        imprint=paper.imprint,
        annexes=annexes_of(vocabulary) if vocabulary else (),
        profile=paper.profile,
    )


def annexes_of(vocabulary: Vocabulary) -> tuple[Annex, ...]:
    """The annexes that the vocabulary tells, each a table."""
    return tuple(
        Annex(told.title, (_table(told.header, told.rows, told.widths),)) for told in vocabulary.annexes
    )


def _table(header: tuple[str, ...], rows: Sequence[Sequence[Wording]], widths: Sequence[float]) -> Table:
    """Rows of wordings as a table; columns of sentences flush left, others centred."""
    cells = tuple(tuple(wording.parts or _EMPTY for wording in row) for row in rows)
    left = (at for at in range(len(header)) if any(len(str(row[at])) >= _LONG for row in rows))
    return Table(header, cells, tuple(widths), frozenset(left))


def title_of(project: Project) -> str:
    """The title without 书名号."""
    halves = ("上半年", "下半年") if project.period.half == 1 else ("下半年", "下一年上半年")
    return f"{project.short}{project.period.year}年度{halves[0]}工作总结及{halves[1]}工作计划"


def default_stamp(project: Project) -> datetime:
    """The moment written into files when none is given: the end of the period, so that bytes repeat."""
    end = project.period.end
    return datetime(end.year, end.month, end.day, tzinfo=UTC)


def _text(district: District, code: str) -> str:
    value = district.texts.get(code)
    return value.text if value else ""
