"""Numbers at the edges of the bands → the words that may stand for them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from youthreport.catalogue import load_catalogue
from youthreport.narrative import numerals, percent
from youthreport.narrative.wording import Words

words = Words(load_catalogue().wording)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (9, "9"), (10, "10"), (11, "10余"), (100, "100"), (128, "120余"), (999, "990余"), (1000, "1000"),
        (1001, "1000余"), (9999, "9900余"), (10000, "1万"), (10999, "1万余"), (12345, "1.2万余"),
    ],
)  # fmt: skip
def test_yu(value: int, text: str) -> None:
    assert words.more_than(value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [(45, "近50"), (44, "44"), (94, "94"), (95, "近100"), (100, "100"), (190, "近200"), (9500, "近1万")],
)
def test_jin(value: int, text: str) -> None:
    assert words.nearly(value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [(8, "8"), (95, "近100"), (94, "90余"), (100, "100"), (128, "120余"), (196, "近200"), (9960, "近1万")],
)
def test_roughly_chooses_one_word(value: int, text: str) -> None:
    assert words.roughly(value) == text


@pytest.mark.parametrize(
    ("value", "text"), [(100, "约100"), (98, "约100"), (12, "约12"), (1234, "约1200"), (21000, "约2.1万")]
)
def test_about_stays_within_five_per_cent(value: int, text: str) -> None:
    assert words.about(value) == text


@pytest.mark.parametrize(
    ("value", "text"), [(30000, "达3万"), (30001, "超过3万"), (128, "超过120"), (5, "5")]
)
def test_over_is_strict(value: int, text: str) -> None:
    assert words.over(value) == text


def test_reaching_truncates() -> None:
    assert [words.reaching(v) for v in (9999, 10000, 19999)] == ["达9999", "达1万", "达1.9万"]


def test_wan_is_cut_to_one_decimal() -> None:
    assert [words.in_wan(v) for v in (9999, 12000, 12001)] == ["9999", "1.2万", "1.2万余"]
    assert [words.in_wan(Decimal(v)) for v in ("5600.50", "123456")] == ["5600.5", "12.3万余"]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("36.36363", "36.3%"), ("62.998", "62.9%"), ("99.999", "99.9%"), ("100", "100%"), ("100.04", "超过100%"),
        ("0", "0%"), ("0.04", "不足0.1%"), ("62", "62%"), ("62.04", "62.0%"), ("200", "200%"),
    ],
)  # fmt: skip
def test_rate(value: str, text: str) -> None:
    assert percent.rate(Decimal(value)) == text


def test_whole_rate_floors() -> None:
    assert [percent.whole_rate(Decimal(v)) for v in ("85.99", "86", "103.2")] == ["85%", "86%", "103%"]


def test_comparison() -> None:
    assert percent.compared(percent.change(9, 8)) == ("同比增长", "12.5%")
    assert percent.compared(percent.change(7, 8)) == ("同比下降", "12.5%")
    assert percent.compared(percent.change(8, 8)) == ("与上年同期持平", "")
    assert percent.compared(percent.change(100001, 100000)) == ("同比略有增长", "")
    assert percent.compared_points(Decimal("-1.25")) == ("同比下降", "1.2")
    assert percent.compared_points(Decimal("1.25")) == ("同比提高", "1.2")


@pytest.mark.parametrize(
    ("value", "text"),
    [(0, "零"), (9, "九"), (10, "十"), (12, "十二"), (20, "二十"), (101, "一百零一"), (110, "一百一十"),
     (1005, "一千零五"), (10010, "一万零一十"), (120000, "十二万")],
)  # fmt: skip
def test_chinese(value: int, text: str) -> None:
    assert numerals.chinese(value) == text


@pytest.mark.parametrize(
    ("value", "measure", "text"),
    [(1, "场", "一"), (2, "场", "两"), (2, "名", "两"), (10, "个", "十"), (11, "个", "11"), (2, "人次", "2"), (2, "元", "2")],
)  # fmt: skip
def test_small_counts_are_spelled_before_measure_words(value: int, measure: str, text: str) -> None:
    assert words.count(value, measure) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (94, "90余"), (95, "近百"), (99, "近百"), (100, "100"), (101, "百余"), (189, "百余"), (190, "190"), (199, "近200"),
        (949, "940余"), (950, "近千"), (1000, "1000"), (1001, "千余"), (9499, "9400余"), (9500, "近万"), (10001, "万余"),
    ],
)  # fmt: skip
def test_hundreds(value: int, text: str) -> None:
    assert words.hundreds(value) == text


@pytest.mark.parametrize(
    ("value", "usual", "in_wan", "in_digits"),
    [
        (9999, "9999 9900余", "9999 9900余", "9999 9900余"),
        (10000, "10000 1万", "1万 1万", "10000 10000"),
        (18158, "18158 1.8万余", "1.8万余 1.8万余", "18158 18000余"),
    ],
)
def test_large_numbers_are_written_alike_throughout_a_paper(
    value: int, usual: str, in_wan: str, in_digits: str
) -> None:
    for large, text in (("", usual), ("万", in_wan), ("数字", in_digits)):
        said = Words(words.rules, large)
        assert f"{said.exact(value)} {said.more_than(value)}" == text


@given(st.integers(min_value=1, max_value=10**8))
def test_no_word_overstates(value: int) -> None:
    def number(text: str) -> Decimal:
        digits = text.strip("超过达余近约")
        return Decimal(digits.rstrip("万")) * (10_000 if digits.endswith("万") else 1)

    assert number(words.more_than(value)) <= value
    assert number(words.over(value)) <= value
    assert number(words.reaching(value)) <= value
    assert number(words.nearly(value)) * Decimal("0.9") <= value
    assert abs(number(words.about(value)) - value) <= number(words.about(value)) / 20
