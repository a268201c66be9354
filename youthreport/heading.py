"""Project and district → what stands around the text of the paper: heads, signature, imprint."""

from __future__ import annotations

from datetime import UTC, datetime

from youthreport.frame import Frame
from youthreport.model import District
from youthreport.paper_settings import spoken_date
from youthreport.project import Project


def frame_of(project: Project, district: District) -> Frame:
    """The frame of the project's paper, without annexes; youthreport.toml goes before 文字要素."""
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
        profile=paper.profile,
    )


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
