"""An assessment → JUnit XML: a suite per unit, a test case per finding, for dashboards that know nothing else."""

from __future__ import annotations

import re
from collections.abc import Collection
from xml.etree import ElementTree as ET

from youthreport.model import Assessment, Finding, Severity
from youthreport.outputs.grouping import RANK, SEVERITIES, Group, groups

# What XML 1.0 cannot hold, not even escaped.
_UNSAYABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def validation_junit(assessment: Assessment, fail_on: Severity = Severity.ERROR) -> bytes:
    """The report as UTF-8. A standing finding at or above `fail_on` fails; a unit without findings passes."""
    failing = frozenset(f for f in assessment.open_findings if RANK[f.severity] <= RANK[fail_on])
    suites = [_suite(group, failing) for group in groups(assessment)]
    root = ET.Element("testsuites", {"name": f"youthreport validate {assessment.period}"})
    for attribute in ("tests", "failures"):
        root.set(attribute, str(sum(int(suite.get(attribute, "0")) for suite in suites)))
    root.extend(suites)
    ET.indent(root, " ")
    text: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return text + b"\n"


def _suite(group: Group, failing: Collection[Finding]) -> ET.Element:
    cases = [_case(group, finding, finding in failing) for finding in group.findings]
    cases = cases or [ET.Element("testcase", {"classname": _said(group.name), "name": "没有问题"})]
    failures = sum(finding in failing for finding in group.findings)
    attributes = {"tests": len(cases), "failures": failures, "errors": 0, "skipped": 0}
    suite = ET.Element("testsuite", {"name": _said(f"{group.name} {group.key}")})
    suite.attrib |= {name: str(number) for name, number in attributes.items()}
    suite.extend(cases)
    return suite


def _case(group: Group, finding: Finding, fails: bool) -> ET.Element:
    case = ET.Element("testcase", {"classname": _said(group.name), "name": _said(_name(finding))})
    text = _said(f"{finding.message}\n怎么办：{finding.remedy}")
    if fails:
        failure = {"type": finding.rule, "message": _said(finding.message)}
        ET.SubElement(case, "failure", failure).text = text
    else:
        ET.SubElement(case, "system-out").text = text
    return case


def _name(finding: Finding) -> str:
    return f"{finding.rule} {SEVERITIES[finding.severity]} {finding.cell}"


def _said(text: str) -> str:
    return _UNSAYABLE.sub("\ufffd", text)
