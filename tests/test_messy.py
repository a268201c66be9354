"""The worst day of the sample district → exactly the findings that each file was spoiled for, and no others.

`python -m tests.test_messy` writes the golden list and the README's table anew, for a person to review.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

import pytest

from youthreport.cli import main

ROOT = Path(__file__).parents[1]
MESSY = ROOT / "sample_data" / "2026S1-messy"
GOLDEN = Path(__file__).parent / "golden" / "messy.txt"
sys.path.append(str(ROOT / "sample_data"))

from broken_files import SHOWS  # noqa: E402
from worst_day import FILED  # noqa: E402

# The rule by which each of the forty messes is told; several where one mess has several faces.
RULES = {
    1: "M01", 2: "M02", 3: "M03", 4: "M04", 5: "M05", 6: "M06", 7: "X02", 8: "M08", 9: "M09", 10: "M10", 11: "M11",
    12: "M12", 13: "M13", 14: "X09", 15: "X03", 16: "M16", 17: "M17", 18: "M18", 19: "M19", 20: "M20", 21: "M21",
    22: "M22", 23: "X10 X07", 24: "X33", 25: "M25", 26: "M26", 27: "M27", 28: "M28", 29: "M29", 30: "M30", 31: "M31",
    32: "M32", 33: "M33", 34: "M34", 35: "X17", 36: "X26", 37: "M37 X26", 38: "M38", 39: "X18 X28", 40: "X16",
}  # fmt: skip
STATUS = {"accepted": "采用", "rejected": "退回", "superseded": "被替代", "unreadable": "无法读取"}
WORDS = {"error": "错误", "warning": "核实", "notice": "提示"}


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What `validate` says of the messy district, through the command line."""
    return judge(tmp_path_factory.mktemp("messy") / "told.json")


def judge(target: Path) -> dict[str, Any]:
    assert main(["validate", str(MESSY), "-q", "--format", "json", "-o", str(target)]) == 1
    report: dict[str, Any] = json.loads(target.read_text(encoding="utf-8"))
    return report


def lines(report: dict[str, Any]) -> list[str]:
    """One line for each finding: file, sheet and cell, rule, severity, code, raw text and value."""
    found = [finding for filing in report["filings"] for finding in filing["findings"]]
    return sorted(
        f"{f['file'].removeprefix('returns/')}\t{f['sheet']}!{f['cell']}\t{f['rule']} {f['severity']}\t"
        f"{f['code'] or ''}\t{json.dumps(f['raw'], ensure_ascii=False)}\t{json.dumps(f['value'])}"
        for f in (*found, *report["findings"])
    )


def shows() -> dict[str, str]:
    """What each file below returns/ shows."""
    return {filed.name: filed.shows for filed in FILED} | SHOWS


def table(report: dict[str, Any]) -> str:
    """The table of the README: each file, what it shows, what became of it, and by which rules."""
    rows = ["| 文件 | 情形（编号见常见问题四十种） | 结果 | 审核结果 |", "|---|---|---|---|"]
    filings = {f["file"].removeprefix("returns/"): f for f in report["filings"]}
    for name, text in sorted(shows().items()):
        filing = filings.get(name)
        status = STATUS[filing["status"]] if filing else "不读取"
        rows.append(f"| `{name}` | {text} | {status} | {_rules(filing['findings']) if filing else ''} |")
    return "\n".join(rows) + "\n"


def _rules(findings: list[dict[str, Any]]) -> str:
    kinds = dict.fromkeys((list(WORDS).index(f["severity"]), f["severity"], f["rule"]) for f in findings)
    return "、".join(f"{WORDS[severity]}{rule}" for _, severity, rule in sorted(kinds))


def test_every_finding_is_expected_and_there_are_no_others(told: dict[str, Any]) -> None:
    assert lines(told) == GOLDEN.read_text(encoding="utf-8").splitlines()


def test_the_readme_says_what_each_file_shows(told: dict[str, Any]) -> None:
    assert table(told) in (MESSY / "README.md").read_text(encoding="utf-8")


def test_every_file_of_the_plan_is_there_and_no_other() -> None:
    there = {
        p.relative_to(MESSY / "returns").as_posix() for p in (MESSY / "returns").rglob("*") if p.is_file()
    }
    assert there == set(shows())


def test_each_of_the_forty_messes_is_shown_where_the_plan_says_so(told: dict[str, Any]) -> None:
    found = {
        filing["file"].removeprefix("returns/"): {f["rule"] for f in filing["findings"]}
        | {f["rule"] for f in told["findings"] if f["file"] == filing["file"]}
        for filing in told["filings"]
    }
    seen = set()
    for name, text in shows().items():
        for number in map(int, re.findall(r"\d+", text.rpartition("（")[2]) if text.endswith("）") else ()):
            quiet = number == 38 and name.endswith((".ods", ".et"))  # read like any other, without a word
            assert quiet or found[name] & set(RULES[number].split()), (name, number)
            seen.add(number)
    assert seen == set(RULES)


def test_missing_and_duplicate_units_are_told(told: dict[str, Any]) -> None:
    missing = {unit["code"] for unit in told["missing"]}
    assert {"JD03", "JG01"} <= missing
    assert not missing & {"QY02", "XX09"}, "merged and excused units are not missing"
    status = {f["file"].removeprefix("returns/"): f["status"] for f in told["filings"]}
    assert status["星渚楼宇.xlsx"] == "superseded"
    assert status["QY03_云岫科技（领导改过）.xlsx"] == "rejected"


def write_anew() -> None:
    """The golden list and the README's table."""
    target = GOLDEN.with_suffix(".json")
    report = judge(target)
    target.unlink()
    GOLDEN.write_text("\n".join(lines(report)) + "\n", encoding="utf-8", newline="\n")
    readme = MESSY / "README.md"
    head = readme.read_text(encoding="utf-8").partition("| 文件 |")[0]
    readme.write_text(head + table(report), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    write_anew()
