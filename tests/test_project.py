"""Project folders as clerks leave them → what load_project, return_files and read_frozen make of them."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from youthreport.errors import ConfigurationError
from youthreport.frame import Imprint, Letterhead
from youthreport.frozen import read_frozen
from youthreport.paper_settings import PaperSettings
from youthreport.profile import STRICT, Fonts
from youthreport.project import load_project, return_files

GOOD = """\
[organisation]
name = "共青团青云区委员会"
short = "团青云区委"

[period]
code = "2026S1"
deadline = 2026-07-10

[document]
level3 = "1、"
date = "2026-07-15"

[policy]
emergency_in_volunteering = true
"""


def settings(folder: Path, text: str = GOOD) -> Path:
    (folder / "youthreport.toml").write_text(text, encoding="utf-8")
    return folder


def refusal(folder: Path, text: str) -> str:
    with pytest.raises(ConfigurationError) as caught:
        load_project(settings(folder, text))
    assert caught.value.exit_code == 2
    return str(caught.value)


def test_everything_set_is_read(tmp_path: Path) -> None:
    project = load_project(settings(tmp_path))
    assert (project.name, project.short) == ("共青团青云区委员会", "团青云区委")
    assert project.period.code == "2026S1"
    assert project.deadline == date(2026, 7, 10)
    assert project.paper.date == date(2026, 7, 15)
    assert project.paper.profile.level3 == "1、"
    annexes = {"annex_tasks": "yes", "annex_data": "yes"}
    assert project.policy == {"emergency_in_volunteering": "yes", "mask_names": "", **annexes}
    assert project.options["emergency_in_volunteering"] is True
    assert project.state == tmp_path / ".youthreport"


def test_little_is_required(tmp_path: Path) -> None:
    project = load_project(settings(tmp_path, '[organisation]\nname = "甲"\n[period]\ncode = "2026S2"\n'))
    assert (project.short, project.deadline, project.paper) == ("甲", None, PaperSettings())
    assert "deadline" not in project.options


PAPER = """\
[document]
profile = "strict"
seal = true
bold_level3 = true
page_number = "1"
addressee = "共青团滨河市委员会"
note = "联系人：某某"

[fonts]
title = "华文中宋"

[header]
organ = "共青团青云区委员会文件"
number = "青团发〔2026〕3号"
signers = "张某某、李某"

[imprint]
copies = "各街道团工委"
office = "共青团青云区委员会办公室"
date = 2026-07-16
even_page = true
"""


def test_the_paper_looks_as_it_is_set(tmp_path: Path) -> None:
    identity = '[organisation]\nname = "甲"\n[period]\ncode = "2026S1"\n'
    paper = load_project(settings(tmp_path, identity + PAPER)).paper
    profile = replace(STRICT, seal=True, bold_level3=True, page_number="1", fonts=Fonts(title="华文中宋"))
    assert paper == PaperSettings(
        profile=profile,
        addressee="共青团滨河市委员会",
        note="联系人：某某",
        letterhead=Letterhead("共青团青云区委员会文件", "青团发〔2026〕3号", ("张某某", "李某")),
        imprint=Imprint("各街道团工委", "共青团青云区委员会办公室", "2026年7月16日", True),
    )


def test_a_byte_order_mark_is_no_mistake(tmp_path: Path) -> None:
    (tmp_path / "youthreport.toml").write_text(GOOD, encoding="utf-8-sig")
    assert load_project(tmp_path).period.code == "2026S1"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (GOOD.replace("deadline", "deadlin"), "是不是想写 deadline"),
        (GOOD.replace("[policy]", "[polisy]"), "是不是想写 policy"),
        (GOOD.replace("level3", "xyzzy"), "第 10 行"),
        (GOOD.replace('short = "团青云区委"', "short = 12"), "[organisation] short 的值 12"),
        (GOOD.replace("= true", '= "是"'), "应为 true 或 false"),
        (GOOD.replace("2026-07-10", "2026-07-10T08:00:00"), "应为日期"),
        (GOOD.replace("2026-07-15", "七月"), "[document] date"),
        (GOOD.replace("2026S1", "2026Q1"), "2026S1"),
        (GOOD.replace('"1、"', '"①"'), '[document] level3 的值 “①” 不合要求\n怎么办：应为"1." 或 "1、"'),
        (GOOD.replace("level3", "profile"), '应为"common" 或 "strict"'),
        (GOOD.replace("level3", "seel"), "是不是想写 seal"),
        (GOOD + "[imprints]", "是不是想写 imprint"),
        (GOOD + '[fonts]\nbody = "“仿宋”"', "[fonts] body 的值"),
        (GOOD + "[imprint]\ndate = 2026-13-01", "第 "),
        (GOOD + '[imprint]\ndate = "7月"', "[imprint] date"),
        (GOOD.replace('name = "共青团青云区委员会"', ""), "缺少 [organisation] name"),
        (GOOD.replace('"2026S1"', "“2026S1”"), "第 6 行"),
        ('organisation = "甲"', "小节"),
        ("[period", "第 1 行"),
    ],
)
def test_mistakes_are_named_with_what_to_write(tmp_path: Path, text: str, says: str) -> None:
    assert says in refusal(tmp_path, text)


def test_no_project_here(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "nowhere"):
        with pytest.raises(ConfigurationError, match="不是项目文件夹") as refused:
            load_project(folder)
        # A remedy names no command that does not exist.
        assert "init" not in str(refused.value)


def test_settings_saved_in_gbk(tmp_path: Path) -> None:
    (tmp_path / "youthreport.toml").write_bytes(GOOD.encode("gbk"))
    with pytest.raises(ConfigurationError, match="UTF-8"):
        load_project(tmp_path)


def test_own_templates_only_when_they_have_sections(tmp_path: Path) -> None:
    (tmp_path / "templates" / "sections").mkdir(parents=True)
    assert load_project(settings(tmp_path)).templates != tmp_path / "templates"
    (tmp_path / "templates" / "sections" / "01_引言.docx").write_bytes(b"")
    assert load_project(tmp_path).templates == tmp_path / "templates"


def test_returns_without_the_litter_of_other_programs(tmp_path: Path) -> None:
    project = load_project(settings(tmp_path))
    assert return_files(project) == ()
    names = [
        "乙.xlsx",
        "甲.xls",
        "街道/丙.et",
        "~$乙.xlsx",
        ".~lock.乙.xlsx#",
        ".hidden",
        "丁.xlsx.crdownload",
    ]
    names += ["戊.TMP", "Thumbs.db", ".git/config", "__MACOSX/乙.xlsx", "街道/读我.txt"]
    for name in names:
        path = project.returns / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")
    found = [path.relative_to(project.returns).as_posix() for path in return_files(project)]
    assert found == sorted(["乙.xlsx", "甲.xls", "街道/丙.et", "街道/读我.txt"])


FROZEN = {
    "schema": "youthreport/frozen/1",
    "period": "2025S1",
    "figures": {"yh_new": 12, "money": 3.10},
    "units": {"A01": {"yh_new": 12}},
    "lists": {"A01": {"青年之家": [{"名称": "青云驿站"}]}},
}


def test_a_frozen_period_comes_back_exactly(tmp_path: Path) -> None:
    path = tmp_path / "2025S1.json"
    assert read_frozen(path) is None
    path.write_text(json.dumps(FROZEN), encoding="utf-8")
    frozen = read_frozen(path)
    assert frozen is not None
    assert frozen.figures == {"yh_new": 12, "money": Decimal("3.1")}
    assert frozen.units["A01"]["yh_new"] == 12
    assert frozen.lists["A01"]["青年之家"] == ({"名称": "青云驿站"},)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        json.dumps(FROZEN | {"schema": "youthreport/frozen/2"}),
        json.dumps(FROZEN | {"period": "2025"}),
        json.dumps(FROZEN | {"period": "2024S1"}),
        json.dumps(FROZEN | {"figures": {"yh_new": "12"}}),
        json.dumps(FROZEN | {"figures": {"yh_new": True}}),
        json.dumps(FROZEN | {"figures": {"yh_new": None}}),
        json.dumps(FROZEN | {"figures": {"yh_new": float("nan")}}),
        json.dumps(FROZEN | {"units": {"A01": 3}}),
        json.dumps(FROZEN | {"lists": {"A01": {"青年之家": {}}}}),
    ],
)
def test_a_broken_frozen_period_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "2025S1.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigurationError, match=r"2025S1\.json.*\n怎么办："):
        read_frozen(path)
