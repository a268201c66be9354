"""A league organisation's name in full or in short → the same unit, and never one of two that could be meant."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.returns import STREET, form, read, the
from youthreport.fullnames import full_forms
from youthreport.intake.units import unit_named
from youthreport.model import FilingStatus, OrgUnit, Roster

UNITS = Roster(
    (
        STREET,  # 麦陇街道团工委
        OrgUnit("XX02", "砚湖中学团委", "学校"),
        OrgUnit("LX03", "星渚楼宇联合团总支", "两新"),
        OrgUnit("QY07", "共青团岚舟公司支部委员会", "企业"),
    )
)


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("共青团麦陇街道工委", "JD06"),
        ("共青团麦陇街道工作委员会", "JD06"),
        ("共青团 麦陇街道团工委", "JD06"),
        ("中国共产主义青年团麦陇街道工作委员会", "JD06"),
        ("共青团砚湖中学委员会", "XX02"),
        ("共青团星渚楼宇联合总支部委员会", "LX03"),
        ("星渚楼宇联合团总支部", "LX03"),
        ("岚舟公司团支部", "QY07"),
        ("麦陇街道工委", None),  # that is the party's
        ("共青团麦陇街道委员会", None),  # 团委 is not 团工委
        ("共青团麦陇街道", None),
        ("共青团麦陇街道支部委员会", None),
        ("共青团委员会", None),
    ],
)
def test_the_full_form_of_a_name_is_that_unit_and_no_other_kind(written: str, code: str | None) -> None:
    found = unit_named(written, UNITS)
    assert (found.code if found else None) == code


def test_a_return_under_the_full_form_is_taken_without_a_doubt(tmp_path: Path) -> None:
    book = form(STREET)
    book["封面"]["B4"].value = "共青团麦陇街道工委"
    filing = read(book, tmp_path)
    assert (filing.status, filing.unit) == (FilingStatus.ACCEPTED, STREET)
    assert the(filing, "M37").message == "“共青团麦陇街道工委”已识别为“麦陇街道团工委”。"


def test_the_full_form_names_another_unit_than_the_code(tmp_path: Path) -> None:
    book = form(STREET)
    book["封面"]["B4"].value = "共青团砚湖中学委员会"
    filing = read(book, tmp_path, roster=UNITS)
    assert filing.status is FilingStatus.REJECTED
    assert "与单位全称“共青团砚湖中学委员会”不一致" in the(filing, "X26").message


def test_between_two_units_nothing_is_guessed(tmp_path: Path) -> None:
    double = Roster(
        (STREET, OrgUnit("JD16", "麦陇街道新区团工委", "街道", aliases=("麦陇街道团工作委员会",)))
    )
    book = form(STREET)
    book["封面"]["B3"].value, book["封面"]["B4"].value = None, "共青团麦陇街道工委"
    book["_meta"]["B3"].value = None
    filing = read(book, tmp_path, roster=double)
    assert filing.status is FilingStatus.REJECTED
    assert "对应名册中的多个单位" in the(filing, "X26").message


def test_a_name_that_says_no_kind_has_no_other_form() -> None:
    assert full_forms("麦陇街道") == {"麦陇街道"}
