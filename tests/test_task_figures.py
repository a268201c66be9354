"""Plan items of real workbooks → the numbers of the task table, each with exactly the cells that make it up."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from tests.accounting import account_for, figures_of, paper_in, text_of_paper
from tests.conftest import BuiltSample, Run
from tests.edited import changes, comments, states
from tests.projects import OTHER, SCHOOL, STREET, fill_list, hand_in, header, opened, start
from youthreport.cli import main
from youthreport.model import OrgUnit
from youthreport.revision.records import code_of
from youthreport.rollup.item_figures import stems

THIRD = OrgUnit("JD03", "丙街道团工委", "街道")
FOURTH = OrgUnit("JD04", "丁街道团工委", "街道")
PLAN = "下半年计划"
NIGHT, BOOKS, TEAMS, OWN, ROUGH = "举办青年夜校", "组织读书会", "组建突击队", "开展团干轮训", "走访青年"


def task(
    what: str, who: str, goal: object = None, measure: str = "场", kind: str = "思想引领"
) -> dict[str, object]:
    row = {
        "类别": kind,
        "事项": what,
        "责任单位": who,
        "完成时限": "11月底前",
        "计划指标": "其他",
        "计量单位": measure,
    }
    return row if goal is None else {**row, "量化目标": goal}


PLANS: dict[OrgUnit, list[dict[str, object]]] = {
    STREET: [
        task(NIGHT, STREET.name, 5),
        task(NIGHT, STREET.name, 5),  # twice in one return: counts once
        task(BOOKS, STREET.name, 2),
        task(TEAMS, STREET.name, 1, "支"),
    ],
    OTHER: [task(NIGHT, OTHER.name, 4), task(BOOKS, OTHER.name), task(TEAMS, OTHER.name, 1, "个")],
    SCHOOL: [task("举办青年 夜校", SCHOOL.name, "3"), task(ROUGH, SCHOOL.name, "约20", "人")],
    THIRD: [task(NIGHT, OTHER.name, 2)],
    FOURTH: [task(NIGHT, FOURTH.name, 0)],
}


@dataclass(frozen=True)
class Project:
    """A project that was built, and the rows of its task table."""

    folder: Path

    @property
    def rows(self) -> dict[str, list[str]]:
        """The cells of each task behind its name."""
        import docx

        tables = docx.Document(str(paper_in(self.folder / "output"))).tables
        found = [[cell.text for cell in row.cells] for table in tables for row in table.rows]
        head = next(n for n, row in enumerate(found) if "量化目标" in row)
        return {row[1]: row[2:] for row in found[head + 1 :] if len(row) == 5}

    @property
    def marks(self) -> dict[str, str]:
        """The text of each mark by its name."""
        return {m.name: m.text for m in text_of_paper(paper_in(self.folder / "output").read_bytes()).marks}

    def mark_of(self, label: str) -> str:
        """The mark of the figure of that label; it stands in the paper once."""
        (code,) = [code for code, f in figures_of(self.folder / "output").items() if f["label"] == label]
        (name,) = [name for name in self.marks if code_of(name) == code]
        return name


def cells(match: dict[str, Any]) -> dict[str, object]:
    """Place and value of each cell of a trace."""
    return {f"{s['file']}!{s['sheet']}!{s['cell']}": s["value"] for u in match["units"] for s in u["sources"]}


def place(folder: Path, file: str, task_name: str, column: str, at: int = 1) -> str:
    """Where a return (or the district) says it, looked up in the workbook itself."""
    sheet = openpyxl.load_workbook(folder / file)[PLAN]
    top, columns = header(sheet, "事项")
    named = [
        r for r in range(top + 1, sheet.max_row + 1) if sheet.cell(r, columns["事项"]).value == task_name
    ]
    return f"{file}!{PLAN}!{sheet.cell(named[at - 1], columns[column]).coordinate}"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Five units and the district plan the same and other things."""
    own = {PLAN: [task(NIGHT, "团区委", 6), task(OWN, "团区委", 4, kind="从严治团")]}
    folder = start(tmp_path_factory.mktemp("tasks") / "2026S1", list(PLANS), lists=own)
    for unit, rows in PLANS.items():
        hand_in(folder, unit, {}, {PLAN: rows})
    assert main(["build", "-q", str(folder)]) in (0, 3)
    return Project(folder)


# -- the paper ---------------------------------------------------------------------------


def test_a_task_of_several_units_is_printed_once_with_its_sum(project: Project) -> None:
    assert project.rows[NIGHT][:2] == ["20场", f"团区委、{STREET.name}、{OTHER.name}等5个单位"]


def test_a_target_that_one_unit_left_blank_is_no_number(project: Project) -> None:
    """Nothing is known of the whole then: a blank is not 0, and 2场 would be the target of one unit."""
    assert project.rows[BOOKS][0] == "—"
    assert not any(
        f["label"].startswith(BOOKS) for f in figures_of(project.folder / "output").values() if f["printed"]
    )


def test_targets_in_different_measures_are_no_number(project: Project) -> None:
    assert project.rows[TEAMS][0] == "—"


def test_an_estimated_target_is_hedged(project: Project) -> None:
    assert project.rows[ROUGH][0] == "约20人"
    figure = next(
        f for f in figures_of(project.folder / "output").values() if f["label"] == f"{ROUGH}：量化目标"
    )
    assert (figure["value"], figure["estimated"], figure["sources"][0]["raw"]) == (20, True, "约20")


def test_every_number_of_the_paper_is_accounted_for(project: Project) -> None:
    account_for(project.folder)


# -- trace -------------------------------------------------------------------------------


def test_the_mark_of_a_target_leads_to_its_cells_and_no_others(project: Project, run: Run) -> None:
    (match,) = run("trace", project.folder, project.mark_of(f"{NIGHT}：量化目标"), "--format", "json").json[
        "matches"
    ]
    files = (
        "returns/JD01.xlsx",
        "returns/JD02.xlsx",
        "returns/JD03.xlsx",
        "returns/JD04.xlsx",
        "district.xlsx",
    )
    expected = {
        place(project.folder, file, NIGHT, "量化目标"): n
        for file, n in zip(files, (5, 4, 2, 0, 6), strict=True)
    }
    expected[place(project.folder, "returns/XX01.xlsx", "举办青年 夜校", "量化目标")] = 3
    assert cells(match) == expected
    assert (match["value"], match["measure"], match["formula"]) == (20, "场", "6＋5＋4＋2＋0＋3＝20")
    assert [p["bookmark"] for p in match["printed"]] == [project.mark_of(f"{NIGHT}：量化目标")]


def test_the_same_row_again_is_shown_as_left_out(project: Project, run: Run) -> None:
    (match,) = run("trace", project.folder, project.mark_of(f"{NIGHT}：量化目标"), "--format", "json").json[
        "matches"
    ]
    (again,) = match["left_out"]
    assert f"{again['file']}!{PLAN}!{again['cell']}" == place(
        project.folder, "returns/JD01.xlsx", NIGHT, "量化目标", 2
    )
    assert "重复" in again["note"]


def test_the_number_of_units_leads_to_their_names(project: Project, run: Run) -> None:
    """JD03 names the unit that JD02 names: six units, five responsible ones."""
    (match,) = run("trace", project.folder, project.mark_of(f"{NIGHT}：责任单位数"), "--format", "json").json[
        "matches"
    ]
    assert match["value"] == len(cells(match)) == 5
    assert place(project.folder, "returns/JD02.xlsx", NIGHT, "责任单位") in cells(match)
    once = [s for s in match["left_out"] if s["file"] == "returns/JD03.xlsx"]
    assert [s["note"] for s in once] == ["与前面的记录相同，只计一次"]


def test_the_plan_of_the_district_leads_to_its_workbook(project: Project, run: Run) -> None:
    (match,) = run("trace", project.folder, project.mark_of(f"{OWN}：量化目标"), "--format", "json").json[
        "matches"
    ]
    assert cells(match) == {place(project.folder, "district.xlsx", OWN, "量化目标"): 4}


def test_a_task_is_found_by_its_words_its_number_and_the_code(project: Project, run: Run) -> None:
    code = code_of(project.mark_of(f"{NIGHT}：量化目标"))
    for name in (f"{NIGHT}：量化目标", "20场", code):
        found = run("trace", project.folder, name, "--format", "json").json["matches"]
        assert [match["code"] for match in found] == [code], name
    both = run("trace", "-q", project.folder, NIGHT).out
    assert f"{NIGHT}：量化目标（{code}）＝ 20场" in both
    assert "算法：6＋5＋4＋2＋0＋3＝20" in both
    assert f"{NIGHT}：责任单位数" in both


# -- ledger and review copy ----------------------------------------------------------------


def table(book: Workbook, name: str) -> list[dict[str, Any]]:
    head, *rows = book[name].iter_rows()
    return [{str(h.value): cell for h, cell in zip(head, row, strict=True)} for row in rows]


def test_the_ledger_leads_from_the_number_to_its_cells(project: Project) -> None:
    book = openpyxl.load_workbook(project.folder / "output" / "数据台账.xlsx")
    code = code_of(project.mark_of(f"{NIGHT}：量化目标"))
    (told,) = [row for row in table(book, "数据") if row["指标代码"].value == code]
    assert (told["文中写法"].value, told["数值"].value) == ("20", 20)
    assert "算法：6＋5＋4＋2＋0＋3＝20。" in told["指标释义"].value
    traced = [row for row in table(book, "溯源") if row["指标代码"].value == code]
    assert told["溯源"].hyperlink.location == f"'溯源'!A{traced[0]['指标代码'].row}"
    assert sum(row["计入值"].value or 0 for row in traced) == 20
    assert {row["工作表"].value for row in traced} == {PLAN}
    places = [
        f"{row['文件'].value}!{PLAN}!{row['单元格'].value}"
        for row in traced
        if row["计入值"].value is not None
    ]
    assert place(project.folder, "returns/JD02.xlsx", NIGHT, "量化目标") in places
    assert len(places) == 6
    assert all((row["单元格"].hyperlink or row["文件"].hyperlink) is not None for row in traced)
    long = [
        row for row in table(book, "明细") if row["指标代码"].value == code and row["是否计入"].value == "是"
    ]
    assert sum(row["数值"].value for row in long) == 20


def test_the_comment_names_the_cells_and_shows_the_sum(project: Project) -> None:
    review = next((project.folder / "output").glob("*（审阅稿）.docx")).read_bytes()
    (told,) = [text for _, text in comments(review) if f"{NIGHT}：量化目标" in text]
    assert "计算：6＋5＋4＋2＋0＋3＝20" in told
    cell = place(project.folder, "returns/JD02.xlsx", NIGHT, "量化目标").rpartition("!")[2]
    assert f"{OTHER.name} {PLAN}!{cell} 填“4”" in told
    assert told.count("填“") == 6


# -- verify and refresh ---------------------------------------------------------------------


def test_a_target_that_a_return_changed_is_updated_and_the_others_stay(
    project: Project, run: Run, tmp_path: Path
) -> None:
    """The same units plan one thing more, which comes before: marks do not change their names."""
    folder = Path(shutil.copytree(project.folder, tmp_path / "2026S1"))
    paper = tmp_path / "修改稿.docx"
    shutil.copy(paper_in(folder / "output"), paper)
    path = folder / "returns" / "JD02.xlsx"
    book = opened(path.read_bytes())
    sheet = book[PLAN]
    fill_list(sheet, [task(NIGHT, OTHER.name, 9), *PLANS[OTHER][1:]])
    book.save(path)
    name = project.mark_of(f"{NIGHT}：量化目标")
    told = run("verify", paper, "--project", folder, "--format", "json").json
    assert states(told) == {name: ("outdated", "20", "20", "25", True)}
    (figure,) = [f for f in told["figures"] if f["name"] == name]
    assert figure["label"] == f"{NIGHT}：量化目标"
    fresh = tmp_path / "更新稿.docx"
    assert run("refresh", paper, "-o", fresh, "--project", folder).code == 0
    assert changes(fresh.read_bytes()) == [("del", "20"), ("ins", "25")]
    assert run("verify", fresh, "--project", folder, "--format", "json").json["agrees"]
    assert main(["build", "-q", str(folder)]) in (0, 3)
    assert Project(folder).marks[name] == "25"
    assert Project(folder).marks.keys() == project.marks.keys()


def test_a_mark_keeps_its_name_while_other_tasks_come_before(project: Project, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(project.folder, tmp_path / "2026S1"))
    for unit, rows in PLANS.items():
        hand_in(folder, unit, {}, {PLAN: [task("开展宣讲", unit.name, 1), *rows]})
    assert main(["build", "-q", str(folder)]) in (0, 3)
    for label in (f"{NIGHT}：量化目标", f"{NIGHT}：责任单位数", f"{OWN}：量化目标"):
        assert Project(folder).mark_of(label) == project.mark_of(label)


# -- the names themselves -------------------------------------------------------------------


@given(
    st.sets(st.text(), min_size=1, max_size=12), st.sets(st.text(), max_size=12), st.text("abc_", min_size=1)
)
def test_names_are_valid_unique_and_do_not_depend_on_other_items(
    keys: set[str], more: set[str], code: str
) -> None:
    made = stems(f"p{code}", keys)
    assert len(set(made.values())) == len(keys)
    assert all(len(f"yr_{stem}_goal_99") <= 40 and code_of(f"yr_{stem}_goal_1") for stem in made.values())
    assert all(stems(f"p{code}", keys | more)[key] == made[key] for key in keys)


def test_the_sample_prints_no_number_of_a_task_that_its_cells_do_not_add_up_to(built: BuiltSample) -> None:
    figures = figures_of(built.output)
    marks = [m for m in text_of_paper(built.paper.read_bytes()).marks if re.search("_(goal|unit)_1$", m.name)]
    assert len(marks) > 30
    for mark in marks:
        figure = figures[mark.code]
        assert sum(s["value"] or 0 for s in figure["sources"]) == figure["value"] == int(mark.text)
        assert len(figure["sources"]) < 20
