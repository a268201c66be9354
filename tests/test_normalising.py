"""Everyday cell contents → numbers, dates and flags: never a silent zero, never an exception."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from youthreport.intake.dates import read_date
from youthreport.intake.normalising import read_choice, read_flag, read_number
from youthreport.intake.numerals import parse_chinese
from youthreport.model import Period

PERIOD = Period("2026S1")
MEASURES = {"人": ("名", "位"), "人次": (), "场": ("次",), "元": ("块",), "个": ()}


def number(value: object, measure: str = "人", *, fraction: bool = False):
    return read_number(value, measure, MEASURES, fraction=fraction)


@pytest.mark.parametrize(
    ("raw", "value", "rule"),
    [
        ("１２", 12, "M01"),
        ("12人", 12, "M02"),
        ("12 名", 12, "M02"),
        ("无", 0, "M05"),
        ("暂无", 0, "M05"),
        ("十二", 12, "M08"),
        ("一百二十", 120, "M08"),
        ("两", 2, "M08"),
        ("两万三千人", 23000, "M08"),
        ("1,234", 1234, "M09"),
        ("1，234", 1234, "M09"),
        ("1 234", 1234, "M09"),
        ("12,34", 1234, "M09"),
        ("1.2万", 12000, "M10"),
        ("3万余", 30000, "M04"),
        ("约100", 100, "M04"),
        ("100余", 100, "M04"),
        ("100+", 100, "M04"),
        ("上百", 100, "M04"),
        ("近百", 100, "M04"),
        ("百余人", 100, "M04"),
        (" 12 ", 12, "M16"),
        ("12\u200b", 12, "M16"),
        ("12", 12, "M16"),
        ("12(含线上3)", 12, "M17"),
        ("12\n其中线上3", 12, "M17"),
        ("12.0", 12, "M16"),
        ("12（人）", 12, "M02"),
    ],
)
def test_messes_that_count(raw: str, value: int, rule: str) -> None:
    reading = number(raw)
    assert reading.value == value
    assert rule in {note.rule for note in reading.notes}
    assert reading.raw == raw


@pytest.mark.parametrize(
    ("raw", "rule"),
    [
        ("12场", "M03"),
        ("12+3", "M18"),
        ("5*4", "M18"),
        ("3-5", "M18"),
        ("3/4", "M18"),
        ("-3", "M22"),
        ("(3)", "M22"),
        (-3, "M22"),
        ("12.5", "M21"),
        (12.5, "M21"),
        ("#REF!", "M20"),
        ("#####", "M20"),
        (date(2026, 3, 4), "M13"),
        (True, "M00"),
        ("很多", "M00"),
        ("数百", "M04"),
        ("95%", "M12"),
        ("1 2", "M09"),
        ("十二场", "M03"),
        (float("nan"), "M20"),
    ],
)
def test_messes_that_are_refused(raw: object, rule: str) -> None:
    reading = number(raw)
    assert reading.value is None
    assert reading.refused
    assert rule in {note.rule for note in reading.notes}


def test_blank_and_dash_are_missing_not_zero() -> None:
    assert number(None).value is None
    assert not number("  ").notes
    assert number("/").value is None
    assert number("—").notes[0].rule == "M06"


def test_estimates_are_marked() -> None:
    assert number("约100").estimate
    assert not number("100人").estimate


def test_fractions_only_where_allowed() -> None:
    assert number("12.50", "元", fraction=True).value == Decimal("12.5")
    assert number("1.2", "人次").notes[-1].rule == "M11"


def test_raw_is_what_a_person_sees() -> None:
    assert number(12.0).raw == "12"
    assert number(0.1, fraction=True).raw == "0.1"


@settings(deadline=None)
@given(
    st.one_of(
        st.text(max_size=30),
        st.text("0123456789,. 万千百十一二三两零〇余约近多%()（）-/+人次场元年月日至无", max_size=12),
    )
)
def test_no_text_raises_and_reading_is_idempotent(text: str) -> None:
    for fraction in (False, True):
        reading = number(text, fraction=fraction)
        if reading.value is not None:
            assert number(str(reading.value), fraction=fraction).value == reading.value
        if reading.value == 0:
            assert any(char in "0０零〇○无没" for char in text) or "未开展" in text
    day = read_date(text, PERIOD)
    if day.value is not None:
        assert read_date(str(day.value), PERIOD).value == day.value
    assert read_flag(text).value in (True, False, None)
    read_choice(text, ("线上", "线下"))


@settings(deadline=None)
@given(
    st.one_of(
        st.integers(),
        st.floats(),
        st.booleans(),
        st.dates(),
        st.datetimes(),
        st.times(),
        st.timedeltas(),
        st.none(),
    )
)
def test_no_value_raises(value: object) -> None:
    reading = number(value, fraction=True)
    assert reading.value is None or value == 0 or reading.value != 0
    read_date(value, PERIOD)
    read_flag(value)
    read_choice(value, ("线上",))


@pytest.mark.parametrize(
    "raw",
    [
        "2026.3.5",
        "2026年3月5日",
        "20260305",
        20260305,
        46086,
        "3月5日",
        "3-5",
        "2026/3/5",
        "2026-03-05 14:00",
        "三月五日",
        "3月5日至3月7日",
        "2026-03-05",
    ],
)
def test_dates(raw: object) -> None:
    assert read_date(raw, PERIOD).value == date(2026, 3, 5)


@pytest.mark.parametrize("raw", ["每周五", "长期", 3.5, "2026-02-30", "三五", "x", True])
def test_unreadable_dates_are_errors(raw: object) -> None:
    reading = read_date(raw, PERIOD)
    assert reading.value is None
    assert reading.refused


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("十", 10),
        ("一百零五", 105),
        ("一百二", 120),
        ("二〇二六", 2026),
        ("廿五", 25),
        ("一千二百万", 12_000_000),
        ("三万五", 35_000),
        ("三五", None),
        ("百百", None),
        ("一一", None),
        ("万万", None),
        ("三万零五", 30_005),
        ("一亿零三百万", 103_000_000),
    ],
)
def test_numerals(text: str, value: int | None) -> None:
    assert parse_chinese(text) == value
