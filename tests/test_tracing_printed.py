"""A number of the sample's paper, as a reader would copy it → the figure that it is, and no other."""

from __future__ import annotations

import json

import pytest

from tests.conftest import BuiltSample
from youthreport.cli import main


def traced(built: BuiltSample, words: str, capsys: pytest.CaptureFixture[str]) -> list[str]:
    capsys.readouterr()
    assert main(["trace", "-q", str(built.project), words, "--format", "json"]) == 0
    return [match["code"] for match in json.loads(capsys.readouterr().out)["matches"]]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("60%", "org_task_rate"),  # and not the 60 名 of another sentence
        ("优秀团员60名", "sel_member"),
        ("16.8%", "wx_fans_yoy"),
        ("42.1%", "org_new"),
        ("98.9%", "xs_rate"),
        ("89%", "qn_min_rate"),
        ("超过12.6万", "wx_fans"),
        ("12.6万", "wx_fans"),  # without its hedge
        ("98.9", "xs_rate"),  # without its %
        ("百分之98.9", "xs_rate"),
        ("16.8", "wx_fans_yoy"),
        ("同比增长16.8", "wx_fans_yoy"),
        ("60", "sel_member"),  # the plain number goes before the rate
        ("yr_members_1", "members"),  # the name that verify tells
    ],
)
def test_a_printed_number_is_found(
    built: BuiltSample, words: str, code: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert traced(built, words, capsys) == [code]


@pytest.mark.parametrize("words", ["6%", "12.6%", "9.8%", "6.8"])
def test_a_piece_of_a_number_is_none(
    built: BuiltSample, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["trace", "-q", str(built.project), words]) == 2
    assert "没有" in capsys.readouterr().err


def said(built: BuiltSample, words: str, capsys: pytest.CaptureFixture[str]) -> str:
    capsys.readouterr()
    assert main(["trace", "-q", str(built.project), words]) == 0
    return capsys.readouterr().out


def test_a_change_shows_both_of_its_numbers(built: BuiltSample, capsys: pytest.CaptureFixture[str]) -> None:
    counted = said(built, "42.1%", capsys)
    assert "42.1%：（本期27－上年同期19）÷上年同期19" in counted
    fans = said(built, "16.8%", capsys)
    assert "（本期末数－上年同期末数）÷上年同期末数" in fans
    assert "126800" in fans
    assert "108500" in fans
    assert "previous/2025S1.json" in fans
