"""Assessments → the JSON of `validate` and `status`, held against the contract's shape written as data."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.assessments import (
    COMPANY,
    NOTICE,
    PARK,
    SCHOOL,
    STREET,
    assessment,
    assessments,
    busy_day,
    filing,
    finding,
    status,
)
from youthreport.model import Assessment, District, FilingStatus, UnitState
from youthreport.outputs.assessment import status_json, validation_json

# The contract, "JSON". A type means any value of it, a set one of these values, a list any number of its element.
FINDING = {
    "rule": str,
    "severity": {"error", "warning", "notice"},
    "file": str,
    "sheet": str,
    "cell": str,
    "code": {str, None},
    "raw": str,
    "value": {int, float, str, None},
    "message": str,
    "remedy": str,
}
UNIT = {"code": str, "name": str}
VALIDATE = {
    "schema": {"youthreport/validate/1"},
    "period": str,
    "summary": dict.fromkeys(
        ("expected", "received", "accepted", "rejected", "missing", "errors", "warnings", "notices"), int
    ),
    "filings": [
        {
            "file": str,
            "sha256": str,
            "unit": {"or": (UNIT, None)},
            "status": {"accepted", "rejected", "superseded", "unreadable"},
            "findings": [FINDING],
        }
    ],
    "missing": [UNIT],
    "findings": [FINDING],
}


def departures(value: object, shape: object, place: str = "$") -> Iterator[str]:
    """Where the value is not what the shape says; keys that the shape does not name are allowed."""
    if isinstance(shape, dict) and "or" in shape:
        if value is not None:
            yield from departures(value, shape["or"][0], place)
    elif isinstance(shape, dict):
        if not isinstance(value, dict):
            yield f"{place}: {value!r} is no object"
            return
        for key, inner in shape.items():
            if key not in value:
                yield f"{place}.{key} is absent"
            else:
                yield from departures(value[key], inner, f"{place}.{key}")
    elif isinstance(shape, list):
        for number, element in enumerate(value if isinstance(value, list) else [NotImplemented]):
            yield from departures(element, shape[0], f"{place}[{number}]")
    else:
        allowed = shape if isinstance(shape, set) else {shape}
        if value not in allowed and type(value) not in allowed:
            yield f"{place}: {value!r}"


def told(given: Assessment) -> dict[str, object]:
    loaded = json.loads(validation_json(given))
    assert isinstance(loaded, dict)
    return loaded


@given(assessments())
def test_every_assessment_has_the_shape_of_the_contract(given: Assessment) -> None:
    assert list(departures(told(given), VALIDATE)) == []


@pytest.mark.parametrize(
    ("path", "wrong"),
    [(("summary", "errors"), "2"), (("filings", 0, "status"), "ok"), (("findings", 0, "cell"), None)],
)
def test_the_shape_sees_a_violation(path: tuple[str | int, ...], wrong: object) -> None:
    data = json.loads(validation_json(busy_day()))
    place = data
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = wrong
    assert len(list(departures(data, VALIDATE))) == 1
    del place[path[-1]]
    assert len(list(departures(data, VALIDATE))) == 1


def test_what_a_busy_day_comes_to() -> None:
    data = json.loads(validation_json(busy_day()))
    assert data["period"] == "2026S1"
    assert data["summary"] == {
        "expected": 4,
        "received": 3,
        "accepted": 2,
        "rejected": 1,
        "superseded": 0,
        "unreadable": 1,
        "missing": 1,
        "errors": 2,
        "warnings": 3,
        "notices": 9,
    }
    assert data["missing"] == [{"code": "LX04", "name": "数字产业园团总支"}]
    assert [(f["unit"] and f["unit"]["code"], f["status"], len(f["findings"])) for f in data["filings"]] == [
        (None, "unreadable", 1),
        ("JD01", "rejected", 1),
        ("QY03", "accepted", 0),
        ("XX02", "accepted", 11),
    ]
    assert [(f["rule"], f["file"]) for f in data["findings"]] == [("X27", "roster.xlsx")]


def test_a_finding_with_what_counts_and_what_was_seen() -> None:
    file = "returns/a.xlsx"
    full = finding(
        file, "E7", NOTICE, "M10", "已换算。", code="vol_hours", raw="1.5万", value=Decimal("15000")
    )
    data = told(assessment(filing(STREET, full, finding(file, "", raw=""), file=file)))
    blocked, converted = data["filings"][0]["findings"]  # type: ignore[index]
    assert (converted["value"], converted["code"], converted["raw"]) == (15000, "vol_hours", "1.5万")
    assert (blocked["value"], blocked["code"], blocked["cell"]) == (None, None, "")
    assert (blocked["open"], converted["open"]) == (True, False)


@pytest.mark.parametrize(
    ("value", "text"), [(Decimal("3.10"), "3.1"), (Decimal("12.0"), "12"), (0, "0"), ("无", '"无"')]
)
def test_numbers_are_json_numbers(value: object, text: str) -> None:
    made = validation_json(assessment(filing(STREET, finding("a", value=value))))
    assert f'"value": {text},' in made.decode()


def test_an_explained_doubt_is_no_longer_open() -> None:
    open_of = {f["rule"]: f["open"] for one in told(busy_day())["filings"] for f in one["findings"]}  # type: ignore[attr-defined]
    assert (open_of["X10"], open_of["X11"]) == (True, False)


def test_findings_of_the_district_and_across_files_stand_once_and_apart() -> None:
    own = finding("district.xlsx", "B7", rule="X35")
    across = finding("returns/a.xlsx", "A9", rule="X28")
    inside = finding("returns/a.xlsx", "E7")
    given = assessment(filing(STREET, inside, file="returns/a.xlsx"), across=[across, inside])
    district = District(filing(None, own, file="district.xlsx"), {})
    data = told(replace(given, district=district))
    assert [f["rule"] for f in data["findings"]] == ["X35", "X28"]  # type: ignore[attr-defined]
    assert data["summary"]["errors"] == 3  # type: ignore[index]


def test_outside_a_project_nothing_is_expected() -> None:
    data = told(assessment(filing(STREET), filing(COMPANY, status=FilingStatus.REJECTED)))
    summary = data["summary"]
    assert isinstance(summary, dict)
    assert [summary[key] for key in ("expected", "received", "accepted", "rejected", "missing")] == [
        0,
        2,
        1,
        1,
        0,
    ]


@given(st.randoms(use_true_random=False))
def test_the_order_of_reading_changes_no_byte(random) -> None:  # type: ignore[no-untyped-def]
    day = busy_day()
    filings = [replace(one, findings=shuffled(one.findings, random)) for one in day.filings]
    other = replace(day, filings=shuffled(filings, random), open_findings=shuffled(day.open_findings, random))
    assert validation_json(other) == validation_json(day)


def shuffled(values, random):  # type: ignore[no-untyped-def]
    return tuple(random.sample(list(values), len(values)))


def test_a_file_name_in_another_encoding_comes_back_as_it_was() -> None:
    name = b"returns/\xcc\xfd\xb7\xe3.xlsx".decode("utf-8", "surrogateescape")
    data = told(assessment(filing(STREET, file=name)))
    assert data["filings"][0]["file"] == name  # type: ignore[index]


def test_the_status_with_its_rates() -> None:
    data = json.loads(status_json(busy_day()))
    assert data["schema"] == "youthreport/status/1"
    assert data["summary"] == {
        "expected": 4, "received": 3, "accepted": 2, "on_time": 1, "late": 1, "undated": 0, "empty": 0,
        "rejected": 1, "missing": 1, "excused": 0, "rate": 0.5, "on_time_rate": 0.25,
    }  # fmt: skip
    assert [parent["name"] for parent in data["parents"]] == ["区教育局团委", "区直属"]
    assert [(unit["code"], unit["state"]) for unit in data["reminders"]] == [
        ("JD01", "退回"),
        ("LX04", "缺报"),
    ]
    assert data["units"][0] == {
        "code": "JD01", "name": "听枫街道团工委", "parent": "", "state": "退回",
        "file": "returns/听枫街道团工委.xlsx", "received": "2026-07-03", "reason": "",
        "errors": 1, "warnings": 0, "notices": 0,
    }  # fmt: skip


@given(st.lists(st.sampled_from(list(UnitState)), max_size=12))
def test_a_rate_never_exceeds_one_and_the_states_add_up(states: list[UnitState]) -> None:
    units = [
        status(unit, state) for unit, state in zip((STREET, SCHOOL, COMPANY, PARK) * 3, states, strict=False)
    ]
    count = json.loads(status_json(assessment(units=units)))["summary"]
    assert count["expected"] + count["excused"] == len(units)
    assert count["accepted"] + count["rejected"] + count["missing"] == count["expected"]
    assert count["on_time"] + count["late"] + count["undated"] == count["accepted"]
    assert count["empty"] <= count["rejected"]
    for rate in (count["rate"], count["on_time_rate"]):
        assert (rate is None) == (count["expected"] == 0)
        assert rate is None or 0 <= rate <= 1


def test_dates_are_iso_and_unknown_ones_null() -> None:
    units = [status(STREET, UnitState.LATE, received=date(2026, 7, 9)), status(SCHOOL, UnitState.UNDATED)]
    data = json.loads(status_json(assessment(units=units)))
    assert [unit["received"] for unit in data["units"]] == ["2026-07-09", None]
