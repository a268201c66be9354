"""Project and district → what stands at the head and the foot of the paper: title, organ, date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from youthreport.model import District
from youthreport.project import Project


@dataclass(frozen=True, slots=True)
class Heading:
    """The title without 书名号, the signing organ, and the date as GB/T 9704 7.3.5.4 writes it ("" = none)."""

    title: str
    organ: str
    signed: str


def heading_of(project: Project, district: District) -> Heading:
    """The heading of the project's paper; youthreport.toml goes before 文字要素."""
    halves = ("上半年", "下半年") if project.period.half == 1 else ("下半年", "下一年上半年")
    title = f"{project.short}{project.period.year}年度{halves[0]}工作总结及{halves[1]}工作计划"
    day = project.date
    signed = f"{day.year}年{day.month}月{day.day}日" if day else _text(district, "sign_date")
    return Heading(title, _text(district, "sign_org") or project.name, signed)


def default_stamp(project: Project) -> datetime:
    """The moment written into files when none is given: the end of the period, so that bytes repeat."""
    end = project.period.end
    return datetime(end.year, end.month, end.day, tzinfo=UTC)


def _text(district: District, code: str) -> str:
    value = district.texts.get(code)
    return value.text if value else ""
