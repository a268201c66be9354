"""Assessments → JUnit XML as dashboards read it."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest
from hypothesis import given

from tests.assessments import (
    ERROR,
    NOTICE,
    STREET,
    WARNING,
    assessment,
    assessments,
    busy_day,
    filing,
    finding,
)
from youthreport.columns import printable
from youthreport.model import Assessment, Severity
from youthreport.outputs.assessment import validation_junit

# Element → its children, its required attributes: what Jenkins, GitLab and their like accept.
SHAPE = {
    "testsuites": ({"testsuite"}, {"name", "tests", "failures"}),
    "testsuite": ({"properties", "testcase"}, {"name", "tests", "failures", "errors", "skipped"}),
    "properties": ({"property"}, set()),
    "property": (set(), {"name", "value"}),
    "testcase": ({"failure", "system-out"}, {"name", "classname"}),
    "failure": (set(), {"type", "message"}),
    "system-out": (set(), set()),
}


def tree(given: Assessment, fail_on: Severity = ERROR) -> ET.Element:
    return ET.fromstring(validation_junit(given, fail_on))


@given(assessments())
def test_whatever_was_read_the_file_is_sound(given: Assessment) -> None:
    root = tree(given)
    for element in root.iter():
        children, attributes = SHAPE[element.tag]
        assert {child.tag for child in element} <= children
        assert attributes <= set(element.attrib)
    for suite in root.iter("testsuite"):
        assert suite.get("tests") == str(len(suite.findall("testcase")))
        assert suite.get("failures") == str(len(suite.findall("testcase/failure")))
    assert root.get("tests") == str(sum(1 for _ in root.iter("testcase")))
    assert root.get("failures") == str(sum(1 for _ in root.iter("failure")))
    assert len(list(root.iter("failure"))) == sum(f.severity is ERROR for f in given.open_findings)


@pytest.mark.parametrize(
    ("fail_on", "rules"), [(ERROR, ["X03", "M38"]), (WARNING, ["X03", "M38", "X10", "X27"])]
)
def test_what_stands_open_at_the_chosen_severity_fails(fail_on: Severity, rules: list[str]) -> None:
    assert [failure.get("type") for failure in tree(busy_day(), fail_on).iter("failure")] == rules


def test_a_unit_without_findings_is_a_passed_test() -> None:
    suite = tree(assessment(filing(STREET))).find("testsuite")
    assert suite is not None
    assert suite.attrib == {
        "name": "听枫街道团工委 JD01",
        "tests": "1",
        "failures": "0",
        "errors": "0",
        "skipped": "0",
    }
    assert [case.get("name") for case in suite.iter("testcase")] == ["没有问题"]
    assert [p.attrib for p in suite.iter("property")] == [
        {"name": "returns/听枫街道团工委.xlsx", "value": "accepted"}
    ]


def test_a_test_names_rule_place_and_remedy() -> None:
    case = next(tree(busy_day()).iter("testcase"))
    assert case.get("name") == "X03 错误 returns/听枫街道团工委.xlsx 指标表!E12"
    assert case[0].text == "“五星支部数”9大于“已完成自评支部数”8。\n怎么办：请核对两处数字，改正后重新报送。"


@pytest.mark.parametrize("raw", ["12\x00", "\x1b[31m", "\ufffe", "\ud800", "]]>", "<!ENTITY x '1'>", "&x;"])
def test_text_from_a_cell_cannot_break_the_file(raw: str) -> None:
    case = tree(assessment(filing(STREET, finding("a", severity=NOTICE, message=f"“{raw}”不是数字。"))))
    assert f"“{printable(raw)}”不是数字。" in "".join(case.itertext())
