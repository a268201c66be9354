"""The register of rules, the declarations and the messages → none without the others, all in words that help."""

from __future__ import annotations

import ast
import inspect
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest

import youthreport.validation
from tests import test_rules_past as past
from tests import test_rules_relations as relations
from tests import test_rules_rows as rows_of
from tests.judged import CATALOGUE, COMPANY, OWN, SCHOOL, STREET, closed, filed, judged, rows, typed
from tests.test_truth import change, header_of
from youthreport.catalogue import load_catalogue
from youthreport.errors import CatalogueError
from youthreport.model import Filing, Finding, Severity
from youthreport.pipeline.inputs import Inputs, judge, read, worst_first
from youthreport.project import load_project
from youthreport.validation import checks, unexplained

SOURCES = sorted(Path(inspect.getfile(youthreport.validation)).parent.glob("*.py"))
# The rules that a filing alone, or against its past, can break.
OURS = {f"X{n:02d}" for n in (*range(1, 26), 32, 33, 34, 37, 38, 39)}


def registered() -> set[str]:
    """The rules that Python implements, by the register."""
    every = (
        *checks.ON_LISTS,
        *checks.ON_NUMBERS,
        *checks.ON_VALUES,
        *checks.BETWEEN_LISTS,
        *checks.BETWEEN_NUMBERS,
    )
    return {rule for rule, _ in every} - {checks.RELATIONS}


def spoken(source: str) -> set[str]:
    """The rule ids that a source text gives to findings."""
    literals = (n.value for n in ast.walk(ast.parse(source)) if isinstance(n, ast.Constant))
    return {text for text in literals if isinstance(text, str) and re.fullmatch(r"X\d\d", text)}


def test_every_declared_rule_is_implemented_and_nothing_else_is() -> None:
    declared = {rule.id: rule.kind for rule in CATALOGUE.rules if rule.id in OURS}
    assert set(declared) == OURS
    assert registered() == {rule for rule, kind in declared.items() if kind == "function"}
    assert {r.rule for r in CATALOGUE.relations} == {r for r, kind in declared.items() if kind == "relation"}


def test_no_check_speaks_under_a_rule_that_nobody_declared() -> None:
    known = {rule.id for rule in CATALOGUE.rules}
    for path in SOURCES:
        assert spoken(path.read_text("utf-8")) <= known, path.name


def test_a_check_speaks_under_the_rule_that_it_is_registered_for() -> None:
    for rule, check in (*checks.ON_LISTS, *checks.ON_VALUES, *checks.BETWEEN_LISTS, *checks.BETWEEN_NUMBERS):
        assert f'"{rule}"' in inspect.getsource(inspect.getmodule(check))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("file", "old", "new", "words"),
    [
        ("rules.toml", 'remedy = "请核对两处数字，改正后重新报送。"', 'remedy = ""', "没有写明 remedy"),
        ("rules.toml", 'why = "“其中”数', 'why = ""\n# "“其中”数', "没有写明 why"),
        ("rules.toml", 'title = "部分不大于总体"', 'title = " "', "没有写明 title"),
        ("rules.toml", 'id = "X14"', 'id = "X99"', "规则“X14”不存在"),
        ("relations.toml", 'rule = "X14"', 'rule = "X13"', "没有任何指标关系"),
        ("relations.toml", 'remedy = "请核对两处数字，改正后重新报送。"', 'remedy = ""', "要写成整句"),
        ("relations.toml", '"org_branch * 3"', '"org_branch * org_comm"', "不是代码与数字之积的和"),
        ("relations.toml", '"org_branch * 3"', '"org_branch / 3"', "不是代码与数字之积的和"),
        ("relations.toml", 'missing = "skip_all"', 'missing = "skip_some"', "缺数时的处理"),
    ],
)  # fmt: skip
def test_a_rule_that_does_not_help_is_refused(
    tmp_path: Path, file: str, old: str, new: str, words: str
) -> None:
    for path in Path(inspect.getfile(load_catalogue)).parent.glob("*.toml"):
        shutil.copy(path, tmp_path / path.name)
    text = (tmp_path / file).read_text("utf-8")
    assert old in text
    (tmp_path / file).write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(CatalogueError) as caught:
        load_catalogue(tmp_path)
    assert words in f"{caught.value.message}{caught.value.remedy}"


# -- what is said ----------------------------------------------------------------------------

# A sentence that says what should stand there, or what becomes of what stands there.
EXPECTED = re.compile("应|为准|按.*处理|只计一次|未计入|暂予计入|采用|必填|必报|没有可用的记录")


def everything_said() -> Iterator[Finding]:
    """One finding at least of each rule, from the cases of the other tests."""
    for name, (kind, values, _) in relations.CASES.items():
        assert kind
        yield from relations.findings(name, values)
    for rule, sheet, row, expected in rows_of.ROWS.values():
        if expected:
            yield from rows_of.told(rule, sheet, row, unit=OWN if sheet == "名额分配" else STREET)
    for value, members, schools, _ in past.PEERS:
        yield from past.among(value, members=members, schools=schools)
    yield from rows_of.told_homes("听枫书坊")
    yield from rows_of.told_homes("云上", roster=(STREET, SCHOOL))
    for given, more in _returns():
        judgement = judged(given, **more)  # type: ignore[arg-type]
        yield from (*judgement.filings[0].findings, *judgement.district.filing.findings)


def _returns() -> Iterator[tuple[Filing, dict[str, object]]]:
    yield filed(STREET), {}
    yield filed(STREET, {"youth_14_28": 90}), {}
    year = dict.fromkeys(past.CODES, 30)
    base = typed(STREET, "vol_acts_all", None, beside={"上年同期数": "7"})
    yield (
        filed(STREET, year | {"members": 29, "epi_vol": 29, "model_pub": -3}, base),
        {"earlier": (closed("2025S1", JD01=year | {"vol_acts_all": 9, "cadre_full": 300}),)},
    )
    rate = typed(SCHOOL, "xs_done", 24, beside={"备注": "转接率37%"})
    yield filed(SCHOOL, {"xs_due": 66}, rate), {}
    ledger = rows(STREET, "活动台账", rows_of.act(), rows_of.act(), ticked=True)
    yield filed(STREET, {"vol_acts_all": 9, "nm_works": 2}, ledger, rows(STREET, "新媒体")), {}
    honours = rows(COMPANY, "荣誉表彰", rows_of.CITY_TEAM)
    yield filed(COMPANY, None, honours, rows(COMPANY, "青年突击队", rows_of.team(队名="防汛队"))), {}
    yield filed(COMPANY, None, honours, rows(COMPANY, "青年突击队", rows_of.team())), {}
    lonely = rows(COMPANY, "青年突击队", rows_of.TITLED)
    yield filed(COMPANY, None, rows(COMPANY, "荣誉表彰", rows_of.honour()), lonely), {}
    teams = rows(STREET, "青年突击队", rows_of.team(依托项目="智慧港"))
    yield filed(STREET, None, teams), {"texts": {"ind_campaign": "9个产业项目"}}
    for number in (6, None):
        session = {"类别": "品牌活动", "日期": date(2026, 6, 12), "活动名称": "午餐会", "期次": number}
        yield filed(STREET), {"own": filed(OWN, None, rows(OWN, "品牌活动", session))}
    for until, who in (("尽快", "张三"), ("3月底前", "甲街道、张三")):
        plan = {"类别": "服务青年", "事项": "办夜校", "责任单位": who, "完成时限": until}
        yield filed(STREET, None, rows(STREET, "下半年计划", plan)), {}


FINDINGS = tuple(dict.fromkeys(everything_said()))


def test_every_rule_was_heard() -> None:
    assert {finding.rule for finding in FINDINGS} & OURS == OURS


@pytest.mark.parametrize("rule", sorted(OURS))
def test_every_message_says_where_what_what_else_and_what_to_do(rule: str) -> None:
    declared = CATALOGUE.rule(rule)
    allowed = {declared.severity, *(Severity(w) for w in Severity if f"{w}：" in declared.also)}
    for finding in (f for f in FINDINGS if f.rule == rule):
        assert finding.severity in allowed, finding
        assert finding.cell.file, finding
        assert finding.cell.sheet or "整表" in finding.message, finding
        assert finding.message.endswith(("。", "）")), finding
        assert EXPECTED.search(finding.message), finding
        assert finding.remedy.startswith(("请", "是不是")), finding
        assert finding.remedy.endswith("。"), finding
        assert re.search(r"[“《\d]", finding.message), finding
        # The person's own text, where there is one; a share such as 16/20 is nobody's text.
        if rule != "X33":
            assert finding.raw in finding.message, finding


# -- real files ------------------------------------------------------------------------------


def judged_sample(project: Path) -> tuple[Inputs, tuple[Finding, ...]]:
    inputs, assessment = judge(read(load_project(project), lambda _: None))
    return inputs, worst_first(assessment)


def test_the_clean_sample_is_accused_of_nothing(sample: Path) -> None:
    inputs, findings = judged_sample(sample)
    everyone = (*inputs.filings, inputs.district.filing)
    assert [f for f in findings if f.severity is Severity.ERROR] == []
    # more learners than members is legitimate: 非团员 study too
    assert {(f.rule, f.severity) for f in findings if f.rule in OURS} == {("X08", Severity.NOTICE)}
    assert unexplained(findings, everyone, inputs.district) == ()


STREET_FILE = "JD04_鹿鸣湾街道团工委.xlsx"


def put(book: openpyxl.Workbook, code: str, column: str, value: object) -> None:
    """A value into the row of an indicator."""
    sheet = book["指标表"]
    row = next(r for r in range(4, sheet.max_row + 1) if sheet.cell(r, 1).value == code)
    sheet.cell(row, header_of(sheet, column)[1]).value = value  # type: ignore[assignment]


def spoil(book: openpyxl.Workbook) -> None:
    """What a street's clerk may really do: another base, a rate, a tick too many, an old page of the ledger."""
    put(book, "vol_reg", "上年同期数", 99)
    put(book, "theme_act_cnt", "上年同期数", 90)
    put(book, "xs_done", "备注", "转接率12%")
    cover = book["封面"]
    row = next(r for r in range(1, 40) if str(cover.cell(r, 1).value).endswith("活动台账"))
    cover.cell(row, 2).value = "✓"
    ledger = book["活动台账"]
    top, day = header_of(ledger, "起始日期")
    ledger.cell(top + 1, day).value = date(2025, 12, 31)
    ledger.cell(top + 2, header_of(ledger, "参与人次")[1]).value = None
    ledger.cell(top + 3, header_of(ledger, "阵地")[1]).value = "云上青春会客厅"


def test_through_real_files(sample: Path) -> None:
    change(sample / "returns" / STREET_FILE, spoil)
    _, findings = judged_sample(sample)
    mine = [f for f in findings if f.cell.file.endswith(STREET_FILE) and f.rule in OURS]
    assert sorted((f.rule, f.cell.sheet, str(f.severity)) for f in mine) == [
        ("X02", "活动台账", "error"),
        ("X08", "青年大学习", "notice"),
        ("X09", "指标表", "warning"),
        ("X16", "封面", "warning"),
        ("X17", "活动台账", "warning"),
        ("X23", "活动台账", "error"),
        ("X32", "指标表", "warning"),
        ("X32", "指标表", "warning"),
    ]
    base = next(f for f in mine if f.rule == "X32" and f.code == "vol_reg")
    assert (base.cell.ref[0], base.raw) == ("F", "99")


def test_a_doubt_about_a_total_from_a_list_is_explained_beside_it(sample: Path) -> None:
    def grown(book: openpyxl.Workbook, reason: str) -> None:
        ledger = book["活动台账"]
        ledger.cell(header_of(ledger, "场次")[0] + 1, header_of(ledger, "场次")[1]).value = 90
        kind = header_of(ledger, "所属系列")
        ledger.cell(kind[0] + 1, kind[1]).value = "主题学习"
        put(book, "theme_act_cnt", "差异说明", reason)

    for reason, still in (("核实无误", True), ("今年起逐支部登记", False)):
        change(sample / "returns" / STREET_FILE, lambda book, reason=reason: grown(book, reason))  # type: ignore[misc]
        inputs, findings = judged_sample(sample)
        doubts = [f for f in findings if f.rule == "X10" and f.code == "theme_act_cnt"]
        assert len(doubts) == 1
        assert (doubts[0] in unexplained(findings, inputs.filings, inputs.district)) == still


def test_the_last_half_year_is_read_from_previous(sample: Path) -> None:
    inputs = read(load_project(sample), lambda _: None)
    assert [closed_.period for closed_ in inputs.earlier] == ["2025S1"]
    text = (sample / "previous" / "2025S1.json").read_text("utf-8")
    half = sample / "previous" / "2025S2.json"
    half.write_text(text.replace('"2025S1"', '"2025S2"'), encoding="utf-8")
    inputs = read(load_project(sample), lambda _: None)
    assert [closed_.period for closed_ in inputs.earlier] == ["2025S1", "2025S2"]
    assert replace(inputs, earlier=()) != inputs
