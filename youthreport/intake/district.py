"""district.xlsx → the district's own filing, its texts and registers, or a ConfigurationError."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from youthreport.errors import ConfigurationError
from youthreport.fullnames import own_names
from youthreport.intake import settings
from youthreport.intake.content import read_content
from youthreport.intake.cover import period_code, read_cover
from youthreport.intake.named_units import DISTRICT_TYPE, NamedUnits
from youthreport.intake.numbers import read_number
from youthreport.intake.receipts import RECEIVED, read_receipts
from youthreport.intake.recognising import Found, Header, Layout, fold
from youthreport.intake.sheets import Workbook
from youthreport.model import (
    Catalogue,
    Choice,
    District,
    Entry,
    Filing,
    FilingStatus,
    OrgUnit,
    Period,
    Roster,
    TextValue,
)
from youthreport.quoting import quoted

_TEXTS = Layout(
    "文字要素",
    (
        Header("要素代码", ("代码",), True),
        Header("要素名称", ("名称",)),
        Header("内容", (), True),
        Header("有效年度", ("适用年度",)),
        Header("说明"),
    ),
)
_EXPLAINED = Layout(
    "核实说明",
    (Header("单位编码", (), True), Header("指标或规则", ("指标", "规则"), True), Header("说明", (), True)),
)
_EXCUSED = Layout("免报说明", (Header("单位编码", (), True), Header("理由", ("原因",), True)))
_CHOSEN = Layout(
    "选用",
    (
        Header("类别", (), True),
        Header("原文", ("事项", "问题"), True),
        Header("采用", ("是否采用",)),
        Header("顺序", ("序号",)),
        Header("改写", ("改写为",)),
    ),
)
_NO, _YES = ("否", "不", "×", "N"), ("是", "采用", "√", "✓", "Y")
_FINAL = Layout(
    "上期定稿值",
    (
        Header("指标代码", ("代码",), True),
        Header("指标名称"),
        Header("上年同期定稿值", ("定稿值", "数值"), True),
    ),
)
_REGISTERS = tuple(layout.name for layout in (_TEXTS, RECEIVED, _EXPLAINED, _EXCUSED, _FINAL, _CHOSEN))


def read_district(
    path: Path, name: str, catalogue: Catalogue, period: Period, roster: Roster | None = None
) -> District:
    """The district workbook; `name` is its path as messages show it.

    With a roster, the registers may call a unit by code, name or alias, and a row about nobody on it is a doubt.
    """
    data, book = settings.open_workbook(path, name, "区本级表")
    texts = _read_texts(book, name, catalogue)
    filing = _read_filing(book, name, catalogue, period)
    units = NamedUnits(name, roster, own_names(texts))
    excused = _read_excused(book, name, units)
    received = read_receipts(book, name, period, units)
    explained = _read_explanations(book, name, catalogue, units)
    found = (*filing.findings, *units.findings)
    return District(
        replace(filing, sha256=hashlib.sha256(data).hexdigest(), findings=found),
        texts,
        excused,
        received.any_revision,
        explained,
        _read_finals(book, name, catalogue),
        _read_choices(book, name),
        received.by_revision,
    )


def _read_filing(book: Workbook, name: str, catalogue: Catalogue, period: Period) -> Filing:
    """The district's own filing: its indicators and lists."""
    cover = read_cover(book.sheets, name)
    if period_code(cover.meta_period) not in (None, period.code):
        raise ConfigurationError(
            f"区本级表是“{cover.meta_period}”的，不是本期（{period}）",
            place=name,
            remedy="请使用本期的区本级表。",
        )
    content = read_content(
        book,
        cover,
        name,
        DISTRICT_TYPE,
        catalogue=catalogue,
        period=period,
        indicator_sheet="区级指标",
        other=_REGISTERS,
    )
    return Filing(
        name,
        "",
        OrgUnit(DISTRICT_TYPE, DISTRICT_TYPE, DISTRICT_TYPE),
        period.code,
        1,
        None,
        FilingStatus.ACCEPTED,
        content.entries,
        content.tables,
        (*cover.findings, *content.findings),
    )


def _read_texts(book: Workbook, name: str, catalogue: Catalogue) -> dict[str, TextValue]:
    found = settings.find_sheet(book, _TEXTS, name)
    assert found is not None
    known = {element.code for element in catalogue.texts} | {element.label for element in catalogue.texts}
    codes = {element.label: element.code for element in catalogue.texts}
    texts: dict[str, TextValue] = {}
    for row in settings.rows(found):
        written, content = settings.text(found, row, "要素代码"), settings.prose(found, row, "内容")
        code = codes.get(written, written)
        cell = found.cell(name, row, "要素代码")
        if not written or not content:
            continue
        if written not in known:
            raise ConfigurationError(
                f"不认识的要素代码“{written}”",
                place=str(cell),
                remedy="请按原表样填写要素代码，或删去这一行。",
            )
        if code in texts:
            raise ConfigurationError(f"要素代码“{written}”重复", place=str(cell), remedy="请只保留一行。")
        years = settings.text(found, row, "有效年度")
        texts[code] = TextValue(
            content,
            found.cell(name, row, "内容"),
            years,
            found.cell(name, row, "有效年度") if years else None,
        )
    return texts


def _unit_rows(book: Workbook, name: str, layout: Layout) -> Iterator[tuple[Found, int, str]]:
    """The rows of an optional register that name a unit."""
    found = settings.find_sheet(book, layout, name, required=False)
    for row in settings.rows(found) if found else ():
        code = settings.text(found, row, "单位编码") if found else ""
        if found and code:
            yield found, row, code


def _read_excused(book: Workbook, name: str, units: NamedUnits) -> dict[str, str]:
    pairs = {}
    for found, row, written in _unit_rows(book, name, _EXCUSED):
        reason = settings.prose(found, row, "理由")
        if not reason:
            raise ConfigurationError(
                "没有写明理由",
                place=str(found.cell(name, row, "理由")),
                remedy="请写明免报理由，它会印在数据说明里。",
            )
        pairs[units.code(found, row, written)] = reason
    return pairs


def _read_explanations(
    book: Workbook, name: str, catalogue: Catalogue, units: NamedUnits
) -> dict[tuple[str, str], str]:
    """The texts by unit and indicator code or rule; several rows on the same matter are kept as lines."""
    known = {fold(entry.id): entry.id for entry in catalogue.rules}
    for indicator in catalogue.indicators:
        known |= {fold(word): indicator.code for word in (indicator.name, indicator.label, indicator.code)}
    told_of: dict[tuple[str, str], list[str]] = {}
    for found, row, written in _unit_rows(book, name, _EXPLAINED):
        about, text = settings.text(found, row, "指标或规则"), settings.prose(found, row, "说明")
        if not text:
            continue
        if fold(about) not in known:
            told = f"不认识的指标或规则{quoted(about)}，本行不起作用"
            remedy = "请填写审核意见中的规则编号（如 X11），或指标的代码或名称；几项的请分行填写。"
            units.doubt("M29", found, row, "指标或规则", told, remedy, raw=about)
        code = units.code(found, row, written)
        told_of.setdefault((code, known.get(fold(about), about)), []).append(text)
    return {key: "\n".join(texts) for key, texts in told_of.items()}


def _read_finals(book: Workbook, name: str, catalogue: Catalogue) -> dict[str, Entry]:
    found = settings.find_sheet(book, _FINAL, name, required=False)
    finals: dict[str, Entry] = {}
    for row in settings.rows(found) if found else ():
        assert found is not None
        code, value = settings.text(found, row, "指标代码"), found.value(row, "上年同期定稿值")
        if not code or value is None:
            continue
        reading = read_number(value, _measure(code, catalogue), catalogue.measures, fraction=True)
        cell = found.cell(name, row, "上年同期定稿值")
        if reading.refused:
            raise ConfigurationError(
                reading.notes[0].message, place=str(cell), remedy=reading.notes[0].remedy
            )
        if not isinstance(reading.value, str | bool | date | None):
            finals[code] = Entry(code, reading.value, reading.raw, cell, reading.estimate)
    return finals


def _measure(code: str, catalogue: Catalogue) -> str:
    """The measure of that code, "" for a code that the catalogue does not have."""
    measures = {entry.code: entry.measure for entry in catalogue.computed}
    return next((i.measure for i in catalogue.indicators if i.code == code), measures.get(code, ""))


def _read_choices(book: Workbook, name: str) -> tuple[Choice, ...]:
    found = settings.find_sheet(book, _CHOSEN, name, required=False)
    choices = []
    for row in settings.rows(found) if found else ():
        assert found is not None
        kind, text = settings.text(found, row, "类别"), settings.prose(found, row, "原文")
        if not kind and not text:
            continue
        cell = found.cell(name, row, "原文")
        if not kind or not text:
            raise ConfigurationError(
                "《选用》的一行没有写全", place=str(cell), remedy="类别和原文都要填写；不用的请删去整行。"
            )
        adopted = _answer(settings.text(found, row, "采用"), str(found.cell(name, row, "采用")))
        place = _place(settings.text(found, row, "顺序"), str(found.cell(name, row, "顺序")))
        choices.append(Choice(kind, text, cell, adopted, place, settings.prose(found, row, "改写")))
    return tuple(choices)


def _answer(text: str, place: str) -> bool | None:
    if not text:
        return None
    if text.upper() in (*_NO, *_YES):
        return text.upper() in _YES
    raise ConfigurationError(f"“采用”一栏写了“{text}”", place=place, remedy="请填“是”或“否”，或者留空。")


def _place(text: str, place: str) -> int | None:
    if not text:
        return None
    if text.isdecimal() and int(text) > 0:
        return int(text)
    raise ConfigurationError(
        f"“顺序”一栏写了“{text}”", place=place, remedy="请填1、2、3这样的整数，或者留空。"
    )
