"""All findings of reading → a declared rule, an announced severity, whole sentences, the person's own words."""

from __future__ import annotations

import re
from pathlib import Path

import openpyxl
import pytest

from tests.returns import CATALOGUE, PERIOD, blank, well_told
from youthreport.errors import ConfigurationError
from youthreport.intake import read_district, read_filing, read_roster
from youthreport.model import Cell, Finding, Roster, Severity

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "sample_data" / "2026S1"
RETURNS = sorted(path for path in (ROOT / "sample_data").glob("*/returns/**/*") if path.is_file())
GOOD = Finding(
    "M02", Severity.NOTICE, Cell("a.xlsx", "指标表", "E4"), "“12人”已去掉单位。", "请只填数字。", raw="12人"
)


@pytest.fixture(scope="module")
def roster() -> Roster:
    return read_roster(SAMPLE / "roster.xlsx", "roster.xlsx")


def test_every_finding_in_the_samples_is_well_told(roster: Roster) -> None:
    for path in RETURNS:
        for finding in read_filing(path, path.name, roster, CATALOGUE, PERIOD).findings:
            well_told(finding)


def test_the_clean_sample_holds_no_error_and_no_doubt(roster: Roster) -> None:
    severities = set()
    for path in sorted(p for p in (SAMPLE / "returns").rglob("*") if p.is_file()):
        severities |= {f.severity for f in read_filing(path, path.name, roster, CATALOGUE, PERIOD).findings}
    assert severities == {Severity.NOTICE}
    assert read_district(SAMPLE / "district.xlsx", "d", CATALOGUE, PERIOD).filing.findings == ()


@pytest.mark.parametrize(
    "change",
    [
        {"rule": "M99"},
        {"severity": Severity.ERROR},
        {"message": "“12人”已去掉单位"},
        {"message": "unit removed。"},
        {"message": "已去掉单位。"},
        {"remedy": ""},
        {"cell": Cell("")},
    ],
    ids=str,
)
def test_a_finding_told_badly_is_refused(change: dict[str, object]) -> None:
    well_told(GOOD)
    fields = {name: getattr(GOOD, name) for name in GOOD.__slots__} | change
    with pytest.raises((AssertionError, KeyError)):
        well_told(Finding(**fields))


def test_every_rule_that_reading_names_is_declared() -> None:
    declared = {rule.id for rule in CATALOGUE.rules}
    sources = "".join(path.read_text("utf-8") for path in (ROOT / "youthreport" / "intake").glob("*.py"))
    named = set(re.findall(r"\"([MX]\d\d)\"", sources))
    assert {"M00", "M38", "X26"} <= named <= declared


# -- the office's own workbooks ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"", "空文件"),
        (b"%PDF-1.4", "PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1junk", "损坏"),
        (blank()[:5000], "损坏"),
    ],
)
def test_a_roster_that_cannot_be_read_ends_the_run_with_the_reason(
    tmp_path: Path, content: bytes, word: str
) -> None:
    (tmp_path / "roster.xlsx").write_bytes(content)
    with pytest.raises(ConfigurationError, match=word) as caught:
        read_roster(tmp_path / "roster.xlsx", "roster.xlsx")
    assert (caught.value.place, bool(caught.value.remedy)) == ("roster.xlsx", True)


def test_a_stray_far_cell_in_the_roster_does_no_harm(tmp_path: Path, roster: Roster) -> None:
    book = openpyxl.load_workbook(SAMPLE / "roster.xlsx")
    book.worksheets[0]["XFD1048576"].value = "。"
    book.save(tmp_path / "roster.xlsx")
    assert read_roster(tmp_path / "roster.xlsx", "roster.xlsx") == roster
