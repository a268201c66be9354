"""An assessment → JUnit XML: a suite per unit, a test case per finding, for dashboards that know nothing else."""

from __future__ import annotations

from collections.abc import Collection
from xml.etree import ElementTree as ET

from youthreport.columns import printable
from youthreport.model import Assessment, Finding, Severity
from youthreport.outputs.assessment.grouping import RANK, SEVERITIES, Group, groups


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
    cases = cases or [ET.Element("testcase", {"classname": printable(group.name), "name": "没有问题"})]
    failures = sum(finding in failing for finding in group.findings)
    attributes = {"tests": len(cases), "failures": failures, "errors": 0, "skipped": 0}
    suite = ET.Element("testsuite", {"name": printable(f"{group.name} {group.key}")})
    suite.attrib |= {name: str(number) for name, number in attributes.items()}
    if group.filings:
        files = {printable(filing.file): filing.status.value for filing in group.filings}
        properties = ET.SubElement(suite, "properties")
        properties.extend(
            ET.Element("property", {"name": name, "value": value}) for name, value in files.items()
        )
    suite.extend(cases)
    return suite


def _case(group: Group, finding: Finding, fails: bool) -> ET.Element:
    name = f"{finding.rule} {SEVERITIES[finding.severity]} {finding.cell}"
    # XML cannot hold control characters, not even escaped.
    case = ET.Element("testcase", {"classname": printable(group.name), "name": printable(name)})
    message, remedy = printable(finding.message), printable(finding.remedy)
    if fails:
        ET.SubElement(case, "failure", {"type": finding.rule, "message": message})
    else:
        ET.SubElement(case, "system-out")
    case[0].text = f"{message}\n怎么办：{remedy}"
    return case
