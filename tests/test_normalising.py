"""Everyday cell contents → numbers, dates, flags, choices: never a silent zero, never an exception."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.returns import CATALOGUE, well_told
from youthreport.intake.dates import read_date
from youthreport.intake.normalising import read_choice, read_flag, read_text
from youthreport.intake.numbers import read_number
from youthreport.intake.numerals import parse_chinese
from youthreport.intake.readings import ErrorValue, Reading, shown
from youthreport.model import Cell, Period, Severity

PERIOD = Period("2026S1")
NOTICE, WARNING, ERROR = Severity.NOTICE, Severity.WARNING, Severity.ERROR
PLACE = Cell("a.xlsx", "指标表", "E4")


def number(value: object, measure: str = "人", *, fraction: bool = False) -> Reading:
    return read_number(value, measure, CATALOGUE.measures, fraction=fraction)


def said(reading: Reading) -> set[tuple[str, Severity]]:
    """The rules and severities; every note must be well told."""
    for finding in reading.findings(PLACE):
        well_told(finding)
    return {(note.rule, note.severity) for note in reading.notes}


@pytest.mark.parametrize(
    ("written", "measure", "value", "findings"),
    [
        ("１２", "人", 12, {("M01", NOTICE)}),
        ("12人", "人", 12, {("M02", NOTICE)}),
        ("12 名", "人", 12, {("M02", NOTICE)}),
        ("12（人）", "人", 12, {("M02", NOTICE)}),
        ("20件", "", 20, {("M02", NOTICE)}),
        ("约100", "人", 100, {("M04", WARNING)}),
        ("近100", "人", 100, {("M04", WARNING)}),
        ("100余", "人", 100, {("M04", WARNING)}),
        ("100+", "人", 100, {("M04", WARNING)}),
        ("100左右", "人", 100, {("M04", WARNING)}),
        ("上百", "人", 100, {("M04", WARNING), ("M08", NOTICE)}),
        ("百余人", "人", 100, {("M04", WARNING), ("M08", NOTICE), ("M02", NOTICE)}),
        ("无", "人", 0, {("M05", NOTICE)}),
        ("没有", "人", 0, {("M05", NOTICE)}),
        ("暂无。", "人", 0, {("M05", NOTICE)}),
        ("十二", "人", 12, {("M08", NOTICE)}),
        ("一百二十", "人", 120, {("M08", NOTICE)}),
        ("两", "人", 2, {("M08", NOTICE)}),
        ("两万三千人", "人", 23000, {("M08", NOTICE), ("M02", NOTICE)}),
        ("1,234", "人", 1234, {("M09", NOTICE)}),
        ("1，234", "人", 1234, {("M09", NOTICE)}),
        ("1 234", "人", 1234, {("M09", NOTICE)}),
        ("12,34", "人", 1234, {("M09", WARNING)}),
        ("1.2万", "人次", 12000, {("M10", NOTICE)}),
        ("1.2万人次", "人次", 12000, {("M10", NOTICE), ("M02", NOTICE)}),
        ("1.2w", "人次", 12000, {("M10", NOTICE)}),
        ("3万余", "人次", 30000, {("M10", NOTICE), ("M04", WARNING)}),
        ("12", "人", 12, {("M16", NOTICE)}),
        ("0", "人", 0, {("M16", NOTICE)}),
        (" 12 ", "人", 12, {("M16", NOTICE)}),
        ("12\u200b", "人", 12, {("M16", NOTICE)}),
        ("12.0", "人", 12, {("M16", NOTICE)}),
        ("12(含线上3)", "人", 12, {("M17", WARNING)}),
        ("12\n其中线上3", "人", 12, {("M17", WARNING)}),
        ("12，其中女5人", "人", 12, {("M17", WARNING)}),
        ("近１２０名", "人", 120, {("M04", WARNING), ("M02", NOTICE), ("M01", NOTICE)}),
        ("约１.２万人次（含线上３）", "人次", 12000, {("M17", WARNING), ("M04", WARNING), ("M10", NOTICE), ("M02", NOTICE), ("M01", NOTICE)}),
        (12, "人", 12, set()),
        (12.0, "人", 12, set()),
        (0, "人", 0, set()),
    ],
)  # fmt: skip
def test_messes_that_count(
    written: object, measure: str, value: int, findings: set[tuple[str, Severity]]
) -> None:
    reading = number(written, measure)
    assert (reading.value, reading.raw, said(reading)) == (value, shown(written), findings)


@pytest.mark.parametrize(
    ("written", "measure", "rule"),
    [
        ("12场", "人次", "M03"),
        ("十二场", "人", "M03"),
        ("￥1,200", "人", "M03"),
        ("1.2", "人次", "M11"),
        (1.2, "人次", "M11"),
        ("95%", "人", "M12"),
        ("９５％", "人", "M12"),
        ("百分之九十五", "人", "M12"),
        (date(2026, 3, 4), "人", "M13"),
        (datetime(2026, 3, 4, 8, 30), "人", "M13"),
        (time(3, 4), "人", "M13"),
        (timedelta(hours=30), "人", "M13"),
        ("线上3线下9", "人", "M17"),
        ("12+3", "人", "M18"),
        ("5*4", "人", "M18"),
        ("=12+3", "人", "M18"),
        ("3/4", "人", "M18"),
        ("3-5", "人", "M18"),
        ("3–5场", "场", "M18"),
        ("3场至5场", "场", "M18"),
        ("三到五", "人", "M18"),
        ("#REF!", "人", "M20"),
        ("#####", "人", "M20"),
        (ErrorValue("#DIV/0!"), "人", "M20"),
        (float("nan"), "人", "M20"),
        ("12.5", "人", "M21"),
        (12.5, "场", "M21"),
        ("-3", "人", "M22"),
        ("−3人", "人", "M22"),
        ("(3)", "人", "M22"),
        ("（1,200）", "人", "M22"),
        ("负三", "人", "M22"),
        (-3, "人", "M22"),
        (13800138000123.0, "人", "M23"),
        (True, "人", "M00"),
        ("很多", "人", "M00"),
        ("数百", "人", "M04"),
        ("不足100", "人", "M04"),
        ("1 2", "人", "M09"),
        ("1" + "," * 200, "人", "M00"),
    ],
)
def test_messes_that_are_refused(written: object, measure: str, rule: str) -> None:
    reading = number(written, measure)
    assert reading.value is None
    assert (rule, ERROR) in said(reading)


@pytest.mark.parametrize("written", [None, "", "  ", "\u3000", "\u200b"])
def test_blank_is_missing_and_no_finding(written: object) -> None:
    assert (number(written).value, number(written).notes) == (None, ())


@pytest.mark.parametrize("written", ["/", "—", "--", "－", "不适用", "N/A"])
def test_a_dash_is_missing_not_zero(written: str) -> None:
    assert (number(written).value, said(number(written))) == (None, {("M06", WARNING)})


def test_a_decimal_of_visits_is_told_what_it_would_be_in_full() -> None:
    assert "应填12000" in number("1.2", "人次").notes[0].remedy


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("￥1,200.50元", Decimal("1200.5")),
        ("¥1200元整", 1200),
        ("人民币1200元", 1200),
        ("1.2万元", 12000),
        ("12.50", Decimal("12.5")),
    ],
)
def test_money_with_its_currency(written: str, value: object) -> None:
    reading = number(written, "元", fraction=True)
    assert reading.value == value
    assert said(reading) <= {("M02", NOTICE), ("M09", NOTICE), ("M10", NOTICE), ("M16", NOTICE)}


def test_more_decimals_than_can_be_meant_are_refused() -> None:
    assert ("M21", ERROR) in said(number("0.12345678", "元", fraction=True))


@pytest.mark.parametrize(
    ("written", "severity"),
    [
        ("95%", NOTICE),
        ("９５％", NOTICE),
        ("百分之九十五", NOTICE),
        (0.95, WARNING),
        ("95", WARNING),
        (95, WARNING),
    ],
)
def test_a_rate_however_it_is_written(written: object, severity: Severity) -> None:
    reading = number(written, "%", fraction=True)
    assert reading.value == 95
    assert ("M12", severity) in said(reading)


def test_estimates_are_marked() -> None:
    assert number("约100").estimate
    assert not number("100人").estimate


def test_raw_is_what_a_person_sees() -> None:
    assert number(12.0).raw == "12"
    assert number(0.1, fraction=True).raw == "0.1"


@pytest.mark.parametrize(
    ("written", "findings"),
    [
        ("2026-03-05", set()),
        (date(2026, 3, 5), set()),
        (datetime(2026, 3, 5, 14, 0), set()),
        ("2026.3.5", {("M33", NOTICE)}),
        ("2026年3月5日", {("M33", NOTICE)}),
        ("2026/3/5", {("M33", NOTICE)}),
        ("２０２６．３．５", {("M33", NOTICE)}),
        ("2026-03-05 14:00", {("M33", NOTICE)}),
        ("2026年3月5日（星期四）", {("M33", NOTICE)}),
        ("20260305", {("M33", NOTICE)}),
        (20260305, {("M33", NOTICE)}),
        (46086, {("M33", NOTICE)}),
        (46086.58, {("M33", NOTICE)}),
        ("46086", {("M33", NOTICE)}),
        ("三月五日", {("M33", NOTICE)}),
        ("3月5日", {("M33", NOTICE)}),
        ("3-5", {("M33", NOTICE)}),
        ("3/5", {("M33", NOTICE)}),
        (3.5, {("M33", WARNING)}),
        ("3.5", {("M33", WARNING)}),
        (datetime(1900, 1, 3, 12, 0), {("M33", WARNING)}),  # 3.5 in a cell with a date format
        (datetime(1900, 1, 3, 1, 12), {("M33", WARNING)}),  # 3.05
        ("3月5日至3月7日", {("M34", NOTICE)}),
        ("3月5日-7日", {("M34", NOTICE)}),
        ("3月5-7日", {("M34", NOTICE)}),
        ("2026.3.5—2026.3.7", {("M34", NOTICE)}),
        ("3.5-3.7", {("M34", NOTICE)}),
    ],
)
def test_dates(written: object, findings: set[tuple[str, Severity]]) -> None:
    reading = read_date(written, PERIOD)
    assert (reading.value, said(reading)) == (date(2026, 3, 5), findings)


@pytest.mark.parametrize(
    ("written", "date1904", "value", "words"),
    [
        (3.5, False, date(2026, 3, 5), "“3.5”无法确定是3月5日还是数值，暂按2026-03-05处理。"),
        (
            datetime(1900, 1, 3, 12, 0),
            False,
            date(2026, 3, 5),
            "“1900-01-03 12:00”是在日期格中填了数值3.5，无法确定是3月5日还是数值，暂按2026-03-05处理。",
        ),
        (
            datetime(1904, 1, 4, 12, 0),
            True,
            date(2026, 3, 5),
            "“1904-01-04 12:00”是在日期格中填了数值3.5，无法确定是3月5日还是数值，暂按2026-03-05处理。",
        ),
        (5.2, False, date(2026, 5, 2), "“5.2”无法确定是5月2日、5月20日还是数值，暂按2026-05-02处理。"),
        (date(1900, 1, 5), False, None, "“1900-01-05”是在日期格中填了数值5，看不出是哪一天。"),
        (
            datetime(1900, 2, 28, 12, 0),
            False,
            None,
            "“1900-02-28 12:00”是在日期格中填了数值59.5，看不出是哪一天。",
        ),
    ],
)
def test_a_number_in_a_date_cell_is_asked_about_and_never_a_day_of_1900(
    written: object, date1904: bool, value: date | None, words: str
) -> None:
    reading = read_date(written, PERIOD, date1904=date1904)
    (note,) = reading.notes
    assert (reading.value, note.rule, note.message) == (value, "M33", words)
    assert "请按“2026-0" in note.remedy


@pytest.mark.parametrize("day", [date(1901, 5, 4), date(1922, 5, 5), date(1999, 12, 31)])
def test_a_day_of_long_ago_stays_that_day(day: date) -> None:
    assert (read_date(day, PERIOD).value, read_date(day, PERIOD).notes) == (day, ())


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("3月上旬", date(2026, 3, 1)),
        ("3月下旬", date(2026, 3, 21)),
        ("三月份", date(2026, 3, 1)),
        ("3-5月", date(2026, 3, 1)),
        ("3月至5月", date(2026, 3, 1)),
        ("2026年3月", date(2026, 3, 1)),
        ("2026-03", date(2026, 3, 1)),
    ],
)
def test_months_are_dates_in_doubt(written: str, value: date) -> None:
    reading = read_date(written, PERIOD)
    assert (reading.value, said(reading)) == (value, {("M34", WARNING)})


@pytest.mark.parametrize(
    ("written", "rule"),
    [
        ("每周五", "M34"),
        ("长期", "M34"),
        ("2026-02-30", "M33"),
        ("三五", "M33"),
        ("x", "M33"),
        (True, "M33"),
        (12, "M33"),
        (2026.3, "M33"),
        (time(3, 4), "M33"),
        (date(1899, 12, 31), "M33"),
        (ErrorValue("#N/A"), "M20"),
        ("#####", "M20"),
        ("上半年" * 60, "M33"),
    ],
)
def test_unreadable_dates_are_errors(written: object, rule: str) -> None:
    reading = read_date(written, PERIOD)
    assert (reading.value, said(reading)) == (None, {(rule, ERROR)})


def test_days_counted_from_1904() -> None:
    assert read_date(44624, PERIOD, date1904=True).value == date(2026, 3, 5)
    assert read_date(44624, PERIOD).value == date(2022, 3, 4)


def test_a_dash_for_a_date_is_missing_and_said_so() -> None:
    reading = read_date("/", PERIOD)
    assert (reading.value, said(reading)) == (None, {("M06", WARNING)})


@pytest.mark.parametrize(
    ("written", "value", "findings"),
    [
        ("是", True, set()),
        ("否", False, set()),
        (True, True, set()),
        ("√", True, {("M26", NOTICE)}),
        ("无", False, {("M26", NOTICE)}),
        (1, True, {("M26", NOTICE)}),
        ("大概是", None, {("M26", ERROR)}),
        (ErrorValue("#N/A"), None, {("M20", ERROR)}),
        (None, None, set()),
    ],
)
def test_flags(written: object, value: object, findings: set[tuple[str, Severity]]) -> None:
    reading = read_flag(written)
    assert (reading.value, said(reading)) == (value, findings)


def test_choices_that_mean_the_same_are_taken_and_others_kept_with_a_doubt() -> None:
    assert read_choice("线上", ("线上", "线下")).notes == ()
    same = read_choice(" 线 上。", ("线上", "线下"))
    assert (same.value, said(same)) == ("线上", {("M26", NOTICE)})
    other = read_choice("电话", ("线上", "线下"))
    assert (other.value, said(other)) == ("电话", {("M26", WARNING)})


@pytest.mark.parametrize(
    ("written", "choices", "meant"),
    [
        ("市级", ("国家", "省", "市", "区"), "市"),
        ("国家级", ("国家", "省", "市", "区"), "国家"),
        ("4星", ("五星", "四星", "不予定级"), "四星"),
        ("四星级", ("五星", "四星", "不予定级"), "四星"),
        ("本级", ("区", "本级"), "本级"),
    ],
)
def test_habits_of_writing_a_choice(written: str, choices: tuple[str, ...], meant: str) -> None:
    assert read_choice(written, choices).value == meant


def test_an_unknown_choice_is_told_what_becomes_of_it() -> None:
    (note,) = read_choice("校级", ("国家", "省", "市", "区")).notes
    assert "不归入其中任何一项" in note.message


def test_an_id_typed_as_a_number_has_lost_its_last_digits() -> None:
    reading = read_text(1.101011990030712e17)
    assert (reading.value, said(reading)) == (None, {("M00", ERROR)})
    assert read_text("110101199003071234").value == "110101199003071234"
    assert read_text(13800138000.0).value == "13800138000"


def test_error_text_in_a_text_column_is_an_error() -> None:
    assert said(read_text("#####")) == {("M20", ERROR)}
    assert said(read_text(ErrorValue("#REF!"))) == {("M20", ERROR)}


# What people write, mixed at random: it reaches deeper than arbitrary text.
WRITTEN = st.one_of(
    st.text(max_size=30),
    st.text("0123456789,. 万千百十一二三两零〇余约近多%()（）-/+人次场元年月日至无\n", max_size=12),
    st.text("０１２３，．wk￥¥整旬每周长期~—–其中含#REF!", max_size=10),
)
VALUES = st.one_of(
    WRITTEN,
    st.integers(),
    st.floats(),
    st.booleans(),
    st.decimals(),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.timedeltas(),
    st.none(),
    st.sampled_from(["#REF!", "#N/A", ""]).map(ErrorValue),
)
MEASURE = st.sampled_from(["", "人", "人次", "场", "元", "小时"])


@settings(deadline=None)
@given(VALUES, MEASURE, st.booleans())
def test_normalising_twice_is_normalising_once(value: object, measure: str, fraction: bool) -> None:
    once = number(value, measure, fraction=fraction)
    if once.value is not None:
        again = number(shown(once.value), measure, fraction=fraction)
        assert (again.value, again.refused) == (once.value, False)
    day = read_date(value, PERIOD)
    if day.value is not None:
        assert read_date(shown(day.value), PERIOD) == Reading(day.value, shown(day.value))
    choice = read_choice(value, ("线上", "线下"))
    if choice.value is not None:
        assert read_choice(choice.value, ("线上", "线下")).value == choice.value


@settings(deadline=None)
@given(VALUES, MEASURE, st.booleans())
def test_no_zero_is_silent(value: object, measure: str, fraction: bool) -> None:
    reading = number(value, measure, fraction=fraction)
    if reading.value == 0:
        assert value == 0 or (reading.notes and any(char in "0０零〇○无没未" for char in str(value)))


@settings(deadline=None)
@given(VALUES, MEASURE)
def test_whatever_a_cell_holds_becomes_a_value_a_blank_or_a_finding(value: object, measure: str) -> None:
    readings = [
        number(value, measure),
        read_date(value, PERIOD),
        read_flag(value),
        read_text(value),
        read_choice(value, ("线上",)),
    ]
    for reading in readings:
        for finding in reading.findings(PLACE):
            well_told(finding)
        if reading.value is None:
            blank = not "".join(c for c in reading.raw if c.isprintable()).strip(" \u3000。;；")
            assert reading.notes or blank, reading


@pytest.mark.parametrize("text", ["1" + " " * 32_000 + "x1", "(" * 32_000, "1,1" * 10_000, "年月日" * 10_000])
def test_a_cell_full_of_text_takes_no_time(text: str) -> None:
    for reading in (number(text), read_date(text, PERIOD), read_flag(text), read_choice(text, ("线上",))):
        assert reading.raw == text


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
