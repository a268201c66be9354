"""A figure that people wrote in other signs → told as another way of writing, never as a wrong number."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from tests.conftest import BuiltSample, Run
from tests.edited import Edit, built, comments, job
from youthreport.revision import Comparison, Refreshed, State, exacts, refresh, verify
from youthreport.revision.exact import Exact, same_value

MEMBERS = Exact(Decimal(9392), words="九千三百九十二")
ACTS = Exact(Decimal(139), words="一百三十九")
RATE = Exact(Decimal("98.94039735"), percent=True)
MONEY = Exact(Decimal(378540), words="三十七万八千五百四十")


@pytest.mark.parametrize(
    ("paper", "now", "exact", "same"),
    [
        ("139", "130余", ACTS, True),
        ("一百三十九", "130余", ACTS, True),
        ("138", "130余", ACTS, False),
        ("近140", "130余", ACTS, False),
        ("139", "130余", None, False),
        ("9,392", "9392", None, True),
        ("９３９２", "9392", None, True),
        ("93,92", "9392", MEMBERS, False),
        ("9392万", "9392", MEMBERS, False),
        ("九千三百九十二", "9392", MEMBERS, True),
        ("九千三百九十三", "9392", MEMBERS, False),
        ("98.94%", "98.9%", RATE, True),
        ("98.95%", "98.9%", RATE, False),
        ("98.94", "98.9%", RATE, False),
        ("99%", "98.9%", RATE, False),
        ("37.854万元", "37.8万余元", MONEY, True),
        ("378540元", "37.8万余元", MONEY, True),
        ("27", "42.1%", Exact(Decimal(27)), False),
        ("27%", "42.1%", Exact(Decimal(27)), False),
        ("", "9392", MEMBERS, False),
    ],
)
def test_the_same_value_in_other_signs(paper: str, now: str, exact: Exact | None, same: bool) -> None:
    assert same_value(paper, now, exact) == same


def test_what_is_no_number_has_no_exact_value() -> None:
    values: dict[str, tuple[object, str]] = {
        "a": (None, "个"), "b": (float("nan"), "个"), "c": (float("inf"), "%"), "d": ("9", "个"), "e": (True, "个"),
        "f": (1e30, "%"), "g": (12.5, "%"),
    }  # fmt: skip
    assert exacts(values, str) == {"g": Exact(Decimal("12.5"), percent=True)}


def test_it_is_left_while_the_data_say_that_value_and_listed_when_they_no_longer_do(tmp_path: Path) -> None:
    base = built(tmp_path / "base")
    edited = Edit(base).type_inside("yr_vol_acts_1", "189").type_over("yr_members_1", "9,392").content
    exact = {"vol_acts": Exact(Decimal(189)), "members": MEMBERS}
    found, done = (
        verify(replace(job(edited, base, base), exact=exact)),
        refresh(replace(job(edited, base, base), exact=exact)),
    )
    assert isinstance(found, Comparison)
    assert isinstance(done, Refreshed)
    assert [f.name for f in found.of(State.REPHRASED)] == ["yr_members_1", "yr_vol_acts_1"]
    assert (found.agrees, done.content, done.left) == (True, edited, ())
    now = built(tmp_path / "now", 场次="200余")
    later = refresh(replace(job(edited, base, now), exact=exact | {"vol_acts": Exact(Decimal(201))}))
    assert isinstance(later, Refreshed)
    assert [(f.name, f.paper, f.now) for f in later.left] == [("yr_vol_acts_1", "189", "200余")]
    assert len(comments(later.content)) == 1


def test_the_exact_number_of_the_data_is_told_as_such(built: BuiltSample, tmp_path: Path, run: Run) -> None:
    paper = tmp_path / "稿.docx"
    edit = Edit(built.paper.read_bytes()).type_inside("yr_theme_act_cnt_1", "139")
    edit.type_inside("yr_members_1", "九千三百九十二").type_inside("yr_xs_rate_1", "98.94%")
    paper.write_bytes(edit.content)
    done = run("verify", "-q", paper, "--project", built.project)
    assert (done.code, "写法不同，数值相符（3 处）" in done.out, "不一致 0 处" in done.out) == (0, True, True)
    assert "主题学习活动场次（yr_theme_act_cnt_1）：文中 139，成文写法为 130余。第8段" in done.out
    manifest = run(
        "verify",
        "-q",
        paper,
        "--project",
        built.project,
        "--manifest",
        built.output / "manifest.json",
        "--format",
        "json",
    )
    assert (manifest.code, manifest.json["agrees"], manifest.json["summary"]["rephrased"]) == (0, True, 3)
