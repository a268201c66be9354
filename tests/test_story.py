"""One district through a year, told at the command line.

A draft is built, people edit it, cron builds again, a late return and a corrected one come in, the edited paper is
brought up to date, the period is closed, and the next year begins with it. At each step every number of the paper
is accounted for by the cells that somebody filled in, or by name as one that somebody made.
"""

from __future__ import annotations

import hashlib
import json
import shlex
from datetime import date
from pathlib import Path

import openpyxl

from tests.accounting import ADDED_UP, account_for, explained, figures_of, paper_in
from tests.conftest import Outcome, Run
from tests.edited import Edit, changes, comments, settled, states, texts
from tests.projects import OTHER, SCHOOL, STREET, act, hand_in, header, merge, snapshot, start
from tests.validity import faults
from youthreport.model import Period

NEXT = Period("2027S1")
SECTION = """
## 工作情况
### 组织建设
在区委领导下稳步推进各项工作，全区有团员{{ 团员总数 }}人{% 从句 %}，{{ 团员总数|同比 }}{% 完 %}，团支部{{ 团支部数 }}个，新建团组织{{ 新建团组织数 }}个。学社衔接率{{ 学社衔接率|率 }}。
### 志愿服务
开展志愿服务{{ 志愿服务活动场次|余 }}场，参与{{ 志愿服务参与人次|余 }}人次，及时回应青年需求。
### 报送情况
应报送单位{{ 应报单位数 }}个，实际报送{{ 实报单位数 }}个{% if 断言.应报送单位覆盖 %}，做到了全员报送{% endif %}。
|项目|数量|
|团总支和支部|{{ 团总支和支部数 }}个|
"""
SCHOOL_VALUES = {
    "members": 40, "members_14_28": 38, "youth_14_28": 200, "org_comm": 1, "org_general": 2, "org_branch": 12,
    "branch_due": 12, "cadre_full": 1, "cadre_jz": 2, "xs_due": 20, "xs_done": 19, "rec_act": 4,
}  # fmt: skip
BY_HAND = {
    "yr_org_branch_1": ("edited", "20", "22", "32", True),
    "yr_vol_acts_all_1": ("edited", "3", "6", "4", False),
}


def test_a_year_in_which_every_number_is_accounted_for(tmp_path: Path, run: Run) -> None:
    project = start(
        tmp_path / "2026S1", [STREET, OTHER, SCHOOL], section=SECTION, more='deadline = "2026-07-05"\n'
    )
    two_of_three_report(project, run)
    edited = people_edit_the_paper_where_it_lies(project, run)
    moved = a_late_and_a_corrected_return_come_in(project, run, edited)
    verify_names_what_is_wrong(moved, run)
    fresh = refresh_brings_in_what_nobody_touched(moved, tmp_path / "更新稿.docx", run)
    final = people_settle_what_is_left(project, fresh, run)
    diff_tells_what_changed_and_why(project, run)
    the_period_is_closed(project, final, run)
    second = next_year_begins_with_it(project, tmp_path / NEXT.code, run)
    the_first_build_of_next_year_compares(project, second, run)


# -- this year -------------------------------------------------------------------------------


def two_of_three_report(project: Path, run: Run) -> None:
    acts = [act(name, 场次=1) for name in ("甲一", "甲二", "甲三")]
    hand_in(project, STREET, {"members": 100}, {"活动台账": acts})
    hand_in(project, OTHER, {"members": 60})
    assert run("build", "-q", project).code == 3
    account_for(project)
    assert lines(paper_in(project / "output").read_bytes())[:3] == [
        "在区委领导下稳步推进各项工作，全区有团员160人，团支部20个，新建团组织0个。"
        "学社衔接率【待补充：学社衔接率】。",
        "开展志愿服务3场，参与60人次，及时回应青年需求。",
        "应报送单位3个，实际报送2个。",
    ]
    members = run("trace", "-q", project, "团员160人", "--format", "json").json["matches"][0]
    assert {u["name"]: u["value"] for u in members["units"]} == {STREET.name: 100, OTHER.name: 60}
    refused = run("freeze", "-q", project)
    assert (refused.code, "缺报：丙中学团委" in refused.err) == (1, True)


def people_edit_the_paper_where_it_lies(project: Path, run: Run) -> bytes:
    """Prose and one number by typing into it, another one typed over so that its bookmark is gone."""
    paper = paper_in(project / "output")
    edit = Edit(paper.read_bytes()).replace("稳步推进", "扎实推进")
    edit.type_inside("yr_org_branch_1", "22").type_over("yr_vol_acts_all_1", "6")
    edit.document.add_comment(edit.document.paragraphs[3].runs[0], "请核", author="张书记", initials="张")
    content = edit.content
    paper.write_bytes(content)
    said = cron(project, run)
    assert (said.code, said.out[:4], "仍有缺口" in said.out) == (0, "没有变化", True)
    assert paper.read_bytes() == content
    return content


def a_late_and_a_corrected_return_come_in(project: Path, run: Run, edited: bytes) -> Path:
    hand_in(project, SCHOOL, SCHOOL_VALUES, day=date(2026, 7, 8))
    status = run("status", "-q", project, "--format", "json").json["summary"]
    assert (status["received"], status["on_time"], status["late"], status["missing"]) == (3, 2, 1, 0)
    said = cron(project, run)
    (moved,) = (project / "output" / "edited").iterdir()
    assert (said.code, said.err, moved.read_bytes()) == (0, "", edited)
    assert f"1 个人工修改过的文件已移至 {moved.parent}" in said.out
    account_for(project)

    more = {"活动台账": [act("乙一", 场次=1)]}
    hand_in(project, OTHER, {"members": 50}, more, revision=2, file="乙街道（更正）.xlsx")
    told = run("validate", "-q", project, "--format", "json")
    assert (told.code, {f["file"]: f["status"] for f in told.json["filings"]}) == (
        0,
        {
            "returns/JD01.xlsx": "accepted",
            "returns/JD02.xlsx": "superseded",
            "returns/XX01.xlsx": "accepted",
            "returns/乙街道（更正）.xlsx": "accepted",
        },
    )
    assert (cron(project, run).code, cron(project, run).out[:4]) == (0, "没有变化")
    assert [p.read_bytes() for p in (project / "output" / "edited").iterdir()] == [edited]
    account_for(project)
    return moved


def verify_names_what_is_wrong(moved: Path, run: Run) -> None:
    told = run("verify", moved, "--format", "json")
    assert (told.code, told.json["base"], told.json["suspects"]) == (1, True, [])
    assert states(told.json) == BY_HAND | {
        "yr_members_1": ("outdated", "160", "160", "190", True),
        "yr_vol_people_1": ("outdated", "60", "60", "80", True),
        "yr_units_received_1": ("outdated", "2", "2", "3", True),
        "yr_branch_all_1": ("outdated", "40", "40", "54", True),
        "yr_units_received_2": ("outdated", "2", "2", "3", True),
    }
    assert [(s["change"], s["paper"], s["now"]) for s in told.json["sentences"]] == [
        ("reworded", "学社衔接率【待补充：学社衔接率】。", "学社衔接率95%。"),
        ("reworded", "应报送单位3个，实际报送2个。", "应报送单位3个，实际报送3个，做到了全员报送。"),
        ("withdrawn", "未报送｜丙中学团委｜没有可采用的报送表，其数据未计入", ""),
    ]
    # Of all claims that changed, the only one that a sentence of this paper hangs on.
    assert [claim["name"] for claim in told.json["claims"] if claim["used"]] == ["应报送单位覆盖"]
    assert len(told.json["claims"]) > 1
    said = run("verify", "-q", moved).out
    assert "团支部数（yr_org_branch_1）：原稿 20，文中 22，现在应为 32。第6段" in said
    assert "标记已丢失，按所在句子找回（1 处）\n  · 志愿服务活动场次（yr_vol_acts_all_1）" in said


def refresh_brings_in_what_nobody_touched(moved: Path, out: Path, run: Run) -> Path:
    done = run("refresh", "-q", moved, "-o", out)
    assert (done.code, "人工改过，没有动，请核对（2 处）" in done.out) == (0, True)
    content = out.read_bytes()
    assert changes(content) == [
        ("del", "160"), ("ins", "190"), ("del", "60"), ("ins", "80"), ("del", "40"), ("ins", "54"),
        ("del", "2"), ("ins", "3"),
    ]  # fmt: skip
    assert comments(content) == [
        ("张书记", "请核"),
        (
            "数据更新",
            "按现在的数据，这一句应为：\n学社衔接率95%。\n与原稿相比，“【待补充：学社衔接率】”改为“95%”。",
        ),
        (
            "数据更新",
            "按现在的数据，这一句应为：\n应报送单位3个，实际报送3个，做到了全员报送。\n"
            "与原稿相比，“2个”改为“3个，做到了全员报送”。",
        ),
        (
            "数据更新",
            "按现在的数据，这一行不再成立，建议删去：\n未报送｜丙中学团委｜没有可采用的报送表，其数据未计入",
        ),
        *(
            (
                "数据更新",
                f"{label}（{name}）：这里人工改过，没有动，请核对。\n文中为“{paper}”，原稿为“{was}”，按现在的数据应为“{now}”。",
            )
            for label, (name, (_, was, paper, now, _)) in zip(
                ("团支部数", "志愿服务活动场次"), BY_HAND.items(), strict=True
            )
        ),
    ]
    assert faults(content, out.parent) == []
    assert lines(settled(content, accept=False)) == lines(moved.read_bytes())
    again = out.with_name("再更新.docx")
    project = moved.parents[2]
    assert run("refresh", "-q", out, "-o", again, "--project", project).code == 0
    assert again.read_bytes() == content
    return out


def people_settle_what_is_left(project: Path, fresh: Path, run: Run) -> Path:
    """They accept the changes and follow the proposals, then put their own two numbers right."""
    edit = Edit(settled(fresh.read_bytes(), accept=True)).replace("【待补充：学社衔接率】", "95%")
    edit.retype("应报送单位3个", ("实际报送2个", "实际报送3个，做到了全员报送")).delete_row("未报送")
    final = paper_in(project / "output")
    final.write_bytes(edit.content)
    told = run("verify", final, "--format", "json")
    assert (told.code, told.json["sentences"], told.json["suspects"]) == (1, [], [])
    assert {name: s for name, s in states(told.json).items() if s[0] != "current"} == BY_HAND | {
        "yr_units_expected_1": ("unchanged", "3", "3", "3", False)  # typed anew
    }

    edit.type_inside("yr_org_branch_1", "32").retype("开展志愿服务6场", ("6场", "4场"))
    saved = edit.content
    final.write_bytes(saved)
    assert run("verify", "-q", final).code == 0
    assert lines(saved)[:3] == [
        "在区委领导下扎实推进各项工作，全区有团员190人，团支部32个，新建团组织0个。学社衔接率95%。",
        "开展志愿服务4场，参与80人次，及时回应青年需求。",
        "应报送单位3个，实际报送3个，做到了全员报送。",
    ]
    assert cron(project, run).out.startswith("没有变化")
    assert final.read_bytes() == saved
    return final


def diff_tells_what_changed_and_why(project: Path, run: Run) -> None:
    kept = min((project / ".youthreport" / "history").iterdir())
    told = {f["code"]: f for f in run("diff", kept, project, "--format", "json").json["figures"]}
    old, new = figures_of(kept), figures_of(project / "output")
    differ = {code for code in new if new[code]["value"] != old[code]["value"]}
    assert {code for code, f in told.items() if f["old"]["value"] != f["new"]["value"]} == differ
    assert [
        code for code in differ if new[code]["aggregation"] in ADDED_UP and not explained(told[code])
    ] == []
    assert (told["members"]["delta"], told["vol_acts_all"]["delta"], "xs_rate" in differ) == (30, 1, True)
    assert {
        (c["change"], c["new"]["unit"], c["old"] and c["old"]["value"], c["new"]["value"])
        for c in told["members"]["cells"]
    } == {("changed", OTHER.name, 60, 50), ("added", SCHOOL.name, None, 40)}


def the_period_is_closed(project: Path, final: Path, run: Run) -> None:
    assert run("freeze", "-q", project).code == 0
    document = json.loads((project / "previous" / "2026S1.json").read_text("utf-8"))["document"]
    assert document["sha256"] == hashlib.sha256(final.read_bytes()).hexdigest()
    before = snapshot(project)
    said = cron(project, run)
    assert (said.code, "已经冻结" in said.out, snapshot(project) == before) == (0, True, True)
    assert run("verify", "-q", final).code == 0


# -- next year -------------------------------------------------------------------------------


def next_year_begins_with_it(project: Path, second: Path, run: Run) -> Path:
    """乙街道 has been merged into 甲街道, whose form knows the figures of both."""
    assert run("init", "-q", second, "--from", project, "--period", NEXT.code).code == 0
    merge(second, OTHER.code, STREET.code)
    assert run("forms", "-q", second).code == 0
    form = openpyxl.load_workbook(next((second / "forms").glob("JD01*")))["指标表"]
    top, columns = header(form, "指标代码")
    known = {
        row[columns["指标代码"] - 1].value: row[columns["上年同期数"] - 1].value
        for row in form.iter_rows(min_row=top + 1)
    }
    assert (known["members"], known["org_branch"]) == (100 + 50, 10 + 10)
    return second


def the_first_build_of_next_year_compares(project: Path, second: Path, run: Run) -> None:
    acts = {"活动台账": [act("甲甲", day=NEXT.start, 场次=1)]}
    hand_in(second, STREET, {"members": 165, "org_branch": 20}, acts, period=NEXT)
    hand_in(second, SCHOOL, SCHOOL_VALUES, period=NEXT)
    stale = run("validate", "-q", second, "--fail-on", "warning")
    assert (stale.code, "疑为旧表未更新" in "".join(stale.out.split())) == (1, True)
    hand_in(second, SCHOOL, SCHOOL_VALUES | {"youth_14_28": 210, "rec_act": 5, "cadre_jz": 3}, period=NEXT)
    assert run("build", "-q", second).code == 0
    account_for(second)
    assert lines(paper_in(second / "output").read_bytes())[:3] == [
        "在区委领导下稳步推进各项工作，全区有团员205人，同比增长7.8%，团支部32个，新建团组织0个。学社衔接率95%。",
        "开展志愿服务1场，参与20人次，及时回应青年需求。",
        "应报送单位2个，实际报送2个，做到了全员报送。",
    ]
    closed = json.loads((project / "previous" / "2026S1.json").read_text("utf-8"))["figures"]
    now = figures_of(second / "output")
    compared = {code: f["previous"] for code, f in now.items() if f["previous"] is not None}
    assert {code: closed[code] for code in compared} == compared
    assert (compared["members"], compared["vol_acts_all"], compared["org_branch"]) == (190, 4, 32)


# -- helpers ---------------------------------------------------------------------------------


def cron(project: Path, run: Run) -> Outcome:
    """What the line that `schedule` prints runs every night."""
    line = run("schedule", project, "--print", "cron").out
    words = shlex.split(line.rstrip("\n").split(" ", 5)[5].replace(r"\%", "%"))
    return run(*words[words.index("-m") + 2 :])


def lines(content: bytes) -> list[str]:
    """The paragraphs that are whole sentences."""
    return [text for text in texts(content) if text.endswith("。")]
