"""Claims typed as fixed text → a doubt at their place with what proves them; proven, denied and intended ones are left alone."""

from __future__ import annotations

import shutil
from pathlib import Path

import docx
import openpyxl
import pytest

from tests.sections import make
from youthreport.catalogue import load_catalogue
from youthreport.cli import main
from youthreport.document.faults import Fault
from youthreport.model import Severity
from youthreport.phrases.asserted import asserted
from youthreport.pipeline.templates import check_templates

TEMPLATES = Path(__file__).parents[1] / "templates"
CATALOGUE = load_catalogue()
SLIP = "各单位均已全部完成任务，实现全覆盖，连续第五年蝉联第一，同比大幅增长。"
SLIPS = ["均", "全部", "全覆盖", "连续第五年", "蝉联", "第一", "同比大幅增长"]


def checked(folder: Path, text: str) -> tuple[Fault, ...]:
    """The doubts about a section that says this in the chapter on the work done, or in chapters of its own."""
    (folder / "节.docx").write_bytes(make(text if text.startswith("## ") else f"## 工作情况\n{text}"))
    return check_templates([folder / "节.docx"]).faults


def words(faults: tuple[Fault, ...]) -> list[str]:
    return [fault.message.partition("”")[0][1:] for fault in faults]


def test_every_claim_that_is_fixed_text_is_doubted_at_its_place(tmp_path: Path) -> None:
    faults = checked(tmp_path, SLIP)
    assert words(faults) == SLIPS
    assert {(fault.severity, fault.file, fault.place) for fault in faults} == {
        (Severity.WARNING, "节.docx", "第2段")
    }
    assert all(SLIP in str(fault) for fault in faults)


DOUBTED = [
    ("微心愿全部实现。", "全部", "{% if 断言.心愿全部实现 %}"),
    ("应参评支部全数完成自评。", "全数", "{% if 断言.全部完成自评 %}"),
    ("“三会两制一课”实现全覆盖。", "全覆盖", "{% if 断言.三会两制一课全覆盖 %}"),
    ("毕业学生团员应转尽转。", "应转尽转", "{% if 断言.全部完成转接 %}"),
    ("各单位全员报送。", "全员", "{% if 断言."),
    ("受理诉求件件有回应。", "件件", "{% if 断言.全部办结 %}"),
    ("参学率均高于九成。", "均", "|整率"),
    ("每个支部都完成了自评。", "每个支部都", "断言.全部完成自评"),
    ("带领全区各级团组织开展主题学习。", "各级团", "{% if 断言.主题学习覆盖团组织数 %}"),
    ("青年讲师来自各界。", "各界", "{% if 断言.讲师团各界别 %}"),
    ("连续第{{ 连续举办年数 }}年举办评选。", "连续第…年", "{{ 连续举办年数|连续 }}"),
    ("连续三届获评先进。", "连续三届", "{{ 连续举办年数|连续 }}"),
    ("团员数较上年增长。", "较上年增长", "{{ 指标名称|同比 }}"),
    ("增加{{ 新建团组织数 }}个。", "增加", "{{ 指标名称|同比 }}"),
    ("人数翻了一番。", "翻了一番", "{{ 指标名称|同比 }}"),
    ("获评选第三名。", "第三名", "《荣誉表彰》"),
    ("工作走在全市前列。", "走在全市前列", "《荣誉表彰》"),
    ("新建{{ 新建团组织数 }}个，其中两新领域较多。", "其中", "{% if 断言.两新构成可比 %}其中{% endif %}"),
    ("先后荣获多项表彰。", "先后", "|先后('荣获', 3)"),
    ("坚持一月一会。", "一月一会", "{% if 断言.活动频次 %}"),
    ("线上线下同步开展。", "线上线下", "{% if 断言.开展方式 %}"),
    ("团的吸引力不断增强。", "吸引力不断增强", "{% if 断言.定性结论吸引力 %}"),
    ("{{ 签约志愿项目数|累计('全部签约') }}个。", "全部", "{% if 断言."),
    ("{% if 断言.全部完成自评 %}好{% else %}自评全部完成{% endif %}。", "全部", "断言.全部完成自评"),
    ("{% if 断言.活动频次 %}自评全部完成{% endif %}。", "全部", "断言.全部完成自评"),
    ("{% if 断言.全部完成自评 or 断言.活动频次 %}自评全部完成{% endif %}。", "全部", "断言.全部完成自评"),
    ("{% if 断言.全部完成自评 %}好{% endif %}自评全部完成。", "全部", "断言.全部完成自评"),
    ("|名|\n|任务全部完成|", "全部", "断言."),
    ("## 下半年工作计划\n在上半年已全部完成的基础上再加力。", "全部", "断言."),
    ("## 下半年工作计划\n连续第五年举办评选。", "连续第五年", "|连续"),
    ("## 上半年工作计划完成情况\n任务全部完成。", "全部", "断言."),
]  # fmt: skip


@pytest.mark.parametrize(("text", "word", "remedy"), DOUBTED, ids=[row[0] for row in DOUBTED])
def test_a_claim_without_proof_is_doubted_with_what_proves_it(
    tmp_path: Path, text: str, word: str, remedy: str
) -> None:
    faults = checked(tmp_path, text)
    assert words(faults) == [word]
    assert remedy in faults[0].remedy
    assert "《核实说明》的单位编码处填“区级”、规则处填W04" in faults[0].remedy


SOUND = [
    "{% if 断言.全部完成自评 %}{{ 应参加对标定级支部数 }}个支部已全部完成自评{% else %}好{% endif %}。",
    "{% if not 断言.全部完成自评 %}好{% else %}已全部完成自评{% endif %}。",
    "{% if 断言.活动频次 %}好{% elif 断言.全部完成自评 %}已全部完成自评{% endif %}。",
    "{%p if 断言.应报送单位覆盖 %}\n各级团组织全员报送。\n{%p endif %}",
    "团的吸引力{% if 断言.定性结论吸引力 %}不断增强{% else %}总体稳固{% endif %}。",
    "新建{{ 新建团组织数 }}个，{% if 断言.两新构成可比 %}其中{% endif %}两新领域{{ 两新新建团组织数 }}个。",
    "各期学习率均在{{ 最低参学率|整率 }}以上。",
    "{{ 热线办结件数 }}件，{{ 集体荣誉清单|先后('荣获', 3) }}。",
    "发展不够均衡，低于全区平均水平，人均两场，均可参加，均由区级统计。",
    "开展第一批评选，赶赴第一线，第一时间响应，第一次会议，坚持质量第一。",
    "第一，加强学习；第二，改进作风。",
    "投入全部精力，全员育人，社会各界的关心支持，各级领导的指导。",
    "乐在其中，融入其中，不分先后，先后顺序。",
    "持续用力，坚持平时服务，激发增长点和增长动力，促进青年增长才干。",
    "尚未实现全覆盖，没有全部完成，部分支部不能全员参加，全覆盖仍有差距。",
    "力争全部完成，逐步实现全覆盖，要求各单位全员参加，目标是应建尽建。",
    "推出“全覆盖”行动，组织《全部》学习。",
    "## 下半年工作计划\n实现全覆盖，任务全部完成，各级团组织争先，业绩同比增长。",
]


@pytest.mark.parametrize("text", SOUND)
def test_what_is_proven_denied_or_intended_is_left_alone(tmp_path: Path, text: str) -> None:
    assert [fault for fault in checked(tmp_path, text) if "写成固定文字" in fault.message] == []


def test_the_shipped_sections_pass_by_how_they_are_written() -> None:
    assert check_templates([TEMPLATES]).faults == ()
    plain = [
        p.text
        for path in (TEMPLATES / "sections").glob("*.docx")
        for p in docx.Document(str(path)).paragraphs
    ]
    claims = [text for text in plain if "{% if 断言." in text]
    bare = "\n".join(text.replace("断言.", "断言之") for text in claims)
    assert len(asserted(bare, CATALOGUE.asserting)) > 5  # without their claims they would not


def test_every_kind_of_claim_says_what_to_write_instead() -> None:
    provable = {"进度", "全部", "均", "各级", "各界", "连续", "其中", "先后", "逐月", "线上线下", "成效"}
    assert provable <= {one.name for one in CATALOGUE.asserting}
    assert all(("{claim}" in one.write) == (one.name in provable) for one in CATALOGUE.asserting)


# -- in a build and in the district's own words ------------------------------------------------


def with_slip(sample: Path) -> None:
    shutil.copytree(TEMPLATES, sample / "templates")
    path = sample / "templates" / "sections" / "06_存在的问题.docx"
    section = docx.Document(str(path))
    section.paragraphs[1].text = SLIP
    section.save(str(path))


def explain(sample: Path, rule: str, reason: str, unit: str = "区级") -> None:
    book = openpyxl.load_workbook(sample / "district.xlsx")
    sheet = book["核实说明"]
    free = next(n for n in range(4, 99) if sheet.cell(n, 1).value is None)
    for column, value in enumerate((unit, rule, reason), start=1):
        sheet.cell(free, column, value)
    book.save(sample / "district.xlsx")


def test_a_typed_claim_bars_a_final_paper_until_it_is_explained(
    sample: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with_slip(sample)
    assert main(["check-templates", str(sample)]) == 0  # a doubt is no error
    assert "核实 7 处" in capsys.readouterr().out
    assert main(["build", str(sample)]) == 0
    told = capsys.readouterr().out
    assert all(f"的“{word}”：" in told for word in SLIPS)
    assert main(["build", "-q", "--final", str(sample)]) == 1
    assert "06_存在的问题.docx 第2段" in capsys.readouterr().err
    explain(sample, "X36", "率先开展见市级通报")  # grounds for a superlative are none for these
    assert main(["build", "-q", "--final", str(sample)]) == 1
    explain(sample, "W04", "市级通报2026年第3号载明", "澄岚团区委")  # by its own name as well
    capsys.readouterr()
    assert main(["build", "-q", "--final", str(sample)]) == 0, capsys.readouterr().err
    assert main(["freeze", "-q", str(sample)]) == 0, capsys.readouterr().err


def test_a_text_of_the_district_that_claims_is_doubted_at_its_cell(
    sample: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = openpyxl.load_workbook(sample / "district.xlsx")
    sheet = book["文字要素"]
    row = next(n for n in range(1, 99) if sheet.cell(n, 1).value == "anniv")
    sheet.cell(row, 3, "在任务全部完成之际")
    book.save(sample / "district.xlsx")
    main(["validate", str(sample)])
    told = capsys.readouterr().out
    assert "“纪念节点语”中的“全部”" in told
    assert "W04" in told
    assert f"C{row}" in told
