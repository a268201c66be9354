"""Templates and no data → every fault at its place, with the nearest right name, and on request as comments in a copy."""

from __future__ import annotations

import io
from datetime import datetime
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn

from tests.conftest import SAMPLE
from tests.sections import make
from youthreport.catalogue import load_catalogue
from youthreport.cli import main
from youthreport.document.annotating import annotate
from youthreport.document.base import build_base
from youthreport.document.faults import Fault
from youthreport.errors import ConfigurationError
from youthreport.model import Period
from youthreport.pipeline.templates import Checked, check_templates, specimens

TEMPLATES = Path(__file__).parents[1] / "templates"


def checked(folder: Path, text: str) -> tuple[Fault, ...]:
    """The faults of one section, within the sample's project so that its period counts."""
    project = folder / "2026S1"
    (project / "templates" / "sections").mkdir(parents=True, exist_ok=True)
    (project / "youthreport.toml").write_bytes((SAMPLE / "youthreport.toml").read_bytes())
    (project / "templates" / "sections" / "01_节.docx").write_bytes(make(text))
    return check_templates([project]).faults


def test_the_shipped_templates_have_no_fault() -> None:
    assert check_templates([SAMPLE]).faults == ()
    assert check_templates([TEMPLATES]) == Checked(
        tuple(p.name for p in sorted((TEMPLATES / "sections").glob("*.docx"))), ()
    )


FAULTS = [
    ("新建{{ 新建青年之件 }}个。", "error", "{{ 新建青年之件 }}", "没有叫“新建青年之件”的要素", "是不是想写“新建青年之家”"),
    ("{% for 任务项 in 思想引领重点举措 %}{{ 任务项项 }}{% endfor %}。", "error", "{{ 任务项项 }}", "没有叫“任务项项”的要素", "是不是想写“任务项”"),
    ("{% for 项 in 学习活动形式 %}{% if loop.frist %}{{ 项 }}{% endif %}{% endfor %}。", "error", "{% if loop.frist %}", "没有叫“loop.frist”的写法", "是不是想写“loop.first”"),
    ("{% for 项 in 学习活动形式 %}{{ loop.indx }}{{ 项 }}{% endfor %}。", "error", "{{ loop.indx }}", "没有叫“loop.indx”的写法", "是不是想写“loop.index”"),
    ("共{{ 团员总数|于 }}人。", "error", "{{ 团员总数|于 }}", "没有叫“于”的过滤器", "请在模板里改正名称"),
    ("共{{ 团员总数|列示(3) }}人。", "error", "{{ 团员总数|列示(3) }}", "没有叫“列示”的过滤器", "是不是想写“列举”"),
    ("{% if 断言.全部自评 %}好{% endif %}。", "error", "{% if 断言.全部自评 %}", "没有叫“全部自评”的断言", "是不是想写“全部完成自评”"),
    ("以{{ 学习活动形式|余 }}形式。", "error", "{{ 学习活动形式|余 }}", "不是数字，不能用过滤器“余”", "请去掉该过滤器"),
    ("共{{ 团员总数|列举(3) }}人。", "error", "{{ 团员总数|列举(3) }}", "不是清单，不能用过滤器“列举”", "请去掉该过滤器"),
    ("率{{ 团员总数|整率 }}以上。", "error", "{{ 团员总数|整率 }}", "不是百分数", "请去掉该过滤器"),
    ("{% if 断言.先后荣获 %}好{{ 率|率 }}{% else %}{{ 坏 }}{% endif %}。", "error", "{{ 坏 }}", "没有叫“坏”的要素", "请在模板里改正名称"),
    ("{{ 团员总数|余(团员) }}人。", "error", "{{ 团员总数|余(团员) }}", "没有叫“团员”的要素", "是不是想写“团员总数”"),
    ("近{{ 区内宣讲场次|余 }}场。", "error", "{{ 区内宣讲场次|余 }}", "“近”写在数字前面", "改用过滤器"),
    ("超过{{ 团员总数 }}人。", "error", "{{ 团员总数 }}", "“超过”写在数字前面", "改用过滤器"),
    ("{{ 区内宣讲场次 }}余场。", "error", "{{ 区内宣讲场次 }}", "“余”写在数字后面", "改用过滤器"),
    ("{{ 区内宣讲场次 }}左右。", "error", "{{ 区内宣讲场次 }}", "“左右”写在数字后面", "改用过滤器"),
    ("累计签约项目{{ 签约志愿项目数 }}个。", "error", "{{ 签约志愿项目数 }}", "“累计”写在数字前面", "|累计('开展')"),
    ("截至目前已开展{{ 品牌活动期数 }}期。", "error", "{{ 品牌活动期数 }}", "“截至目前”写在数字前面", "改用过滤器"),
    ("新建{{ 新建团组织数 }}个，{{ 新建团组织数|同比 }}。", "warning", "{{ 新建团组织数|同比 }}", "“同比”在没有可比的数时不写", "{% 从句 %}"),
    ("{{ 热线办结件数|全部(热线受理件数, '办结') }}。", "warning", "{{ 热线办结件数|全部(热线受理件数, '办结') }}", "“全部”在没有可比的数时不写", "{% 从句 %}"),
    ("培训12场。", "warning", "", "“12场”：这个数是手写的", "让数字由数据得出"),
    ("培训三百余人次。", "warning", "", "“三百余人次”：这个数是手写的", "让数字由数据得出"),
    ("参与率达到95%。", "warning", "", "“95%”：这个数是手写的", "让数字由数据得出"),
    ("编号为7。", "warning", "", "“7”：这里有手写的数字", "让数字由数据得出"),
    ("2026年上半年。", "warning", "", "“2026年”：日期是手写的", "{{ 报告年度 }}"),
    ("建成全市首个基地。", "warning", "", "“首个”", "《核实说明》写明依据"),
    ("贯彻党的十九大精神。", "error", "", "“十九大精神”", "请改用本年度通行的提法"),
    ("联合XX学院。", "error", "", "“XX”", "请填上实际内容"),
    ("参与人数近百余人。", "error", "", "“近百余”", "请只留一个词"),
    ("共{{ 团员总数｜余 }}人。", "error", "{{ 团员总数｜余 }}", "第8个字 ｜ 应为 |", "是不是想写 {{ 团员总数|余 }}？"),
    ("以{{ 学习活动形式|列举（3） }}。", "error", "{{ 学习活动形式|列举（3） }}", "第13个字 （ 应为 (、第15个字 ） 应为 )", "是不是想写 {{ 学习活动形式|列举(3) }}？"),
    ("以{{ 学习活动形式|列举(３) }}。", "error", "{{ 学习活动形式|列举(３) }}", "第14个字 ３ 应为 3", "列举(3)"),
    ("{{ 集体荣誉清单|先后（“荣获”，3） }}。", "error", "{{ 集体荣誉清单|先后（“荣获”，3） }}", "第18个字 ， 应为 ,", "是不是想写 {{ 集体荣誉清单|先后('荣获',3) }}？"),
    ("共{{ 签约志愿项目数|累计(“签约”) }}个。", "notice", "{{ 签约志愿项目数|累计(“签约”) }}", "第15个字 “ 应为 '、第18个字 ” 应为 '", "{{ 签约志愿项目数|累计('签约') }}"),
    ("{% if 断言．全部完成自评 %}好{% endif %}。", "error", "{% if 断言．全部完成自评 %}", "第9个字 ． 应为 .", "{% if 断言.全部完成自评 %}"),
    ("{% if（断言.全部完成自评）%}好{% endif %}。", "error", "{% if（断言.全部完成自评）%}", "第6个字 （ 应为 (", "{% if (断言.全部完成自评)%}"),
    ("{% if 五星支部数＝1 %}好{% endif %}。", "error", "{% if 五星支部数＝1 %}", "第12个字 ＝ 应为 =", "英文半角"),
    ("{% if 断言.全部完成自评 %}好{% else：%}中{% endif %}。", "error", "{% else：%}", "第8个字 ： 应删去", "是不是想写 {% else %}？"),
    ("{{ 团员数｜余 }}人。", "error", "{{ 团员数｜余 }}", "没有叫“团员数”的要素", "是不是想写“团员总数”"),
    ("{% 从句 ％}好{% 完 %}。", "error", "", "全角括号“％}”", "是不是想写 {% 从句 %}？"),
    ("以{{ 学习活动形式|列举('三') }}。", "error", "{{ 学习活动形式|列举('三') }}", "标签无法算出", "“列举”的写法是 {{"),
    ("{{ ‘甲’ }}", "notice", "{{ ‘甲’ }}", "标签里有中文引号", "英文半角"),
    ("## 一、工作", "error", "", "手写了序号“一、”", "请删去手写的序号"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "severity", "tag", "message", "remedy"), FAULTS, ids=[f[0] for f in FAULTS])
def test_each_fault_is_told_at_its_place(
    tmp_path: Path, text: str, severity: str, tag: str, message: str, remedy: str
) -> None:
    found = [fault for fault in checked(tmp_path, f"好的。\n{text}") if message in fault.message]
    assert len(found) == 1
    fault = found[0]
    assert (fault.severity.value, fault.file, fault.place, fault.tag) == (
        severity,
        "01_节.docx",
        "第2段",
        tag,
    )
    assert remedy in fault.remedy


SOUND = [
    "开展{{ 主题学习活动场次|概数 }}场，各期学习率均在{{ 最低参学率|整率 }}以上。",
    "“十四五”时期，拨打12355热线，落实“三会两制一课”，“3·5”学雷锋。",
    "附近的{{ 青年之家总数 }}个，签约{{ 签约志愿项目数 }}个，共{{ 团员总数 }}人以及团干部。",
    "{% for 项 in 学习活动形式 %}{% if loop.first %}{{ 项 }}{% endif %}{% endfor %}，两个维护，千家万户，第九届。",
    "新建{{ 新建团组织数 }}个{% 从句 %}，{{ 新建团组织数|同比 }}{% 完 %}。",
    "{%p 从句 %}\n增长情况：{{ 新建团组织数|同比 }}。\n{%p 完 %}",
    "{{ 签约志愿项目数|累计('签约（线上）：项目') }}个。",
    "{{ 签约志愿项目数|累计('签约项目') }}个，截至{{ 期末日期 }}，{{ 集体荣誉清单|先后('荣获', 3) }}。",
]


@pytest.mark.parametrize("text", SOUND)
def test_sound_text_is_left_alone(tmp_path: Path, text: str) -> None:
    assert checked(tmp_path, text) == ()


def test_all_faults_of_a_section_are_told_in_its_order(tmp_path: Path) -> None:
    found = checked(tmp_path, "{{ 坏 }}，{{ 劣 }}\n好。\n{% 完 %}\n|甲|\n|{{ 差 }}|")
    assert [(fault.place, fault.tag) for fault in found] == [
        ("第1段", "{{ 坏 }}"), ("第1段", "{{ 劣 }}"), ("第3段", "{% 完 %}"), ("第1个表格第2行第1列", "{{ 差 }}"),
    ]  # fmt: skip


def test_other_looks_of_a_style_are_named(tmp_path: Path) -> None:
    document = docx.Document(io.BytesIO(make("## 工作\n正文。")))
    document.styles["Heading 1"].element.rPr.find(qn("w:rFonts")).set(qn("w:eastAsia"), "微软雅黑")
    (tmp_path / "sections").mkdir()
    document.save(str(tmp_path / "sections" / "01_节.docx"))
    (tmp_path / "base.docx").write_bytes(build_base())
    found = check_templates([tmp_path]).faults
    assert [(fault.severity.value, fault.message) for fault in found] == [
        ("warning", "“Heading 1”样式在这份模板里是微软雅黑 16磅，成文时按版式文件排成黑体 16磅")
    ]


def test_every_label_filter_and_claim_of_the_vocabulary_says_something_in_specimens() -> None:
    context = specimens(load_catalogue(), Period("2026S1")).context
    empty = [label for label, value in context.items() if not value]
    # printed only where the period holds the day, or where nothing is missing
    assert set(empty) <= {"国际志愿者日", "学雷锋日", "国际禁毒日"}


def test_faults_become_comments_in_a_copy_and_the_template_stays(tmp_path: Path) -> None:
    section = tmp_path / "sections" / "01_节.docx"
    section.parent.mkdir()
    section.write_bytes(make("好的。\n新建{{ 坏 }}个，培训12场。\n|甲|\n|{{ 差 }}|"))
    before = section.read_bytes()
    done = check_templates([tmp_path], tmp_path / "批注")
    assert section.read_bytes() == before
    assert done.copies == (tmp_path / "批注" / "01_节.docx",)
    copy = docx.Document(str(done.copies[0]))
    told = {comment.comment_id: comment.text for comment in copy.comments}
    at = {}
    for paragraph in copy.element.body.iter(qn("w:p")):
        for mark in paragraph.iter(qn("w:commentReference")):
            at[told[int(mark.get(qn("w:id")))]] = "".join(t.text for t in paragraph.iter(qn("w:t")))
    assert len(at) == 3
    for said, text in at.items():
        word = "坏" if "坏" in said else "差" if "差" in said else "12场"
        assert word in text
        assert said.startswith(("【错误】", "【核实】"))
    again = check_templates([tmp_path], tmp_path / "再批注").copies[0]
    assert again.read_bytes() == done.copies[0].read_bytes()


def test_a_fault_of_the_whole_file_stands_at_its_beginning() -> None:
    fault = Fault(load_catalogue().rules[0].severity, "节.docx", "页面是横向的", "请改为纵向。")
    copy = docx.Document(io.BytesIO(annotate(make("甲。\n乙。"), [fault], datetime(2026, 1, 1))))
    marked = [p.text for p in copy.paragraphs if list(p._p.iter(qn("w:commentReference")))]
    assert marked == ["甲。"]


def test_copies_never_replace_templates(tmp_path: Path) -> None:
    (tmp_path / "sections").mkdir()
    (tmp_path / "sections" / "01_节.docx").write_bytes(make("{{ 坏 }}"))
    with pytest.raises(ConfigurationError, match="批注稿不能写进模板所在的文件夹"):
        check_templates([tmp_path / "sections"], tmp_path / "sections")


def test_a_broken_file_is_a_fault_among_others(tmp_path: Path) -> None:
    (tmp_path / "甲.docx").write_bytes(b"PK\x03\x04 broken")
    (tmp_path / "乙.docx").write_bytes(make("{{ 坏 }}"))
    done = check_templates([tmp_path], tmp_path / "批注")
    assert [(fault.file, "打不开" in fault.message) for fault in done.faults] == [
        ("乙.docx", False),
        ("甲.docx", True),
    ]
    assert [path.name for path in done.copies] == ["乙.docx"]


@pytest.mark.parametrize("place", ["没有", "空", "名册.xlsx"])
def test_nothing_to_check_is_a_wrong_command_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], place: str
) -> None:
    (tmp_path / "空").mkdir()
    (tmp_path / "名册.xlsx").write_bytes(b"")
    assert main(["check-templates", str(tmp_path / place)]) == 2
    assert "怎么办：" in capsys.readouterr().err


def test_the_exit_code_and_the_words_of_the_command(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check-templates", str(SAMPLE)]) == 0
    assert capsys.readouterr().out == "已检查 9 份模板：错误 0 处，核实 0 处，提示 0 处。\n"
    (tmp_path / "节.docx").write_bytes(make("培训12场。"))
    assert main(["check-templates", "-q", str(tmp_path / "节.docx")]) == 0  # a doubt is no error
    (tmp_path / "节.docx").write_bytes(make("{{ 新建青年之件 }}"))
    assert (
        main(["check-templates", "-q", str(tmp_path / "节.docx"), "--annotate", str(tmp_path / "批注")]) == 1
    )
    told = capsys.readouterr().out
    assert (
        "[错误] 节.docx 第1段“{{ 新建青年之件 }}”的标签 {{ 新建青年之件 }}：没有叫“新建青年之件”的要素。"
        in told
    )
    assert "    是不是想写“新建青年之家”？" in told
    assert f"已写入带批注的副本：{tmp_path / '批注' / '节.docx'}" in told
