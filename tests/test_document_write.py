"""Section files and a vocabulary → what the paper says, piece by piece."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import docx
import pytest
from lxml import etree

from tests.sections import dump, make
from youthreport.document import write
from youthreport.document.base import build_base
from youthreport.errors import TemplateError
from youthreport.frame import Frame
from youthreport.model import Document, Figure, Part, Vocabulary, Wording
from youthreport.profile import COMMON

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def figure(label: str, text: str, *, nothing: bool = False) -> Wording:
    return Wording(label, (Part(text, f"c_{label}"),), nothing=nothing)


CONTEXT: dict[str, object] = {
    "甲": figure("甲", "12"),
    "乙": figure("乙", "34"),
    "零": figure("零", "0", nothing=True),
    "缺": Wording("缺", absent=True),
    "引文": Wording("引文", (Part("“办好3件事，，”", quoted=True),)),
    "报告期": "2026年上半年",
    "空文": "",
    "断言": {"全部完成": True, "连续": False},
    "各项": [figure("x", "5"), figure("y", "6")],
}


def _refuse(_value: object) -> object:
    raise TemplateError("这里不能用“率”", remedy="请去掉该过滤器。")


FILTERS = {"概数": lambda value: value, "率": _refuse, "分零": lambda value: 1 // 0}


def paper(folder: Path, *sections: str, title: str = "工作总结", **changes: object) -> Document:
    (folder / "sections").mkdir(parents=True, exist_ok=True)
    for number, text in enumerate(sections):
        (folder / "sections" / f"{number:02}_节.docx").write_bytes(make(text))
    vocabulary = Vocabulary(CONTEXT | changes, FILTERS, ())
    frame = Frame(title, organ="共青团云溪区委员会", signed="2026年7月6日")
    return write(vocabulary, folder, frame, stamp=datetime(2026, 7, 6, 9))


def body_of(document: Document) -> list[str]:
    lines = dump(document.content).splitlines()
    return lines[2:-3]


def xml_of(document: Document, part: str = "word/document.xml") -> Any:
    with zipfile.ZipFile(io.BytesIO(document.content)) as archive:
        return etree.fromstring(archive.read(part))


CLAUSES = [
    ("有{% 从句 %}甲{{ 缺 }}个，{% 完 %}乙{{ 乙 }}个。", "有乙34个。"),
    ("{% 从句 %}甲{{ 缺 }}个{% 完 %}，乙{{ 乙 }}个。", "乙34个。"),
    ("甲{{ 甲 }}个{% 从句 %}，缺{{ 缺 }}个{% 完 %}，乙{{ 乙 }}个。", "甲12个，乙34个。"),
    ("甲{{ 甲 }}个，{% 从句 %}缺{{ 缺 }}个{% 完 %}，乙{{ 乙 }}个。", "甲12个，乙34个。"),
    ("甲{{ 甲 }}个、{% 从句 %}缺{{ 缺 }}个{% 完 %}。", "甲12个。"),
    ("甲{{ 甲 }}个。{% 从句 %}缺{{ 缺 }}个。{% 完 %}乙{{ 乙 }}个。", "甲12个。乙34个。"),
    ("甲{{ 甲 }}个。{% 从句 %}缺{{ 缺 }}个{% 完 %}，乙{{ 乙 }}个。", "甲12个。乙34个。"),
    ("甲{{ 甲 }}个{% 从句 %}，零{{ 零 }}个{% 完 %}；乙。", "甲12个；乙。"),
    ("甲{{ 甲 }}个（{% 从句 %}其中{{ 缺 }}个{% 完 %}）。", "甲12个。"),
    ("甲{{ 甲 }}个，{% 从句 %}缺{{ 缺 }}个{% 完 %}", "甲12个。"),
    ("甲{{ 甲 }}{% 从句 %}{% 从句 %}，{{ 零 }}{% 完 %}{% 从句 %}，{{ 缺 }}{% 完 %}等{% 完 %}。", "甲12。"),
    (
        "甲{{ 甲 }}{% 从句 %}，共{% 从句 %}{{ 缺 }}和{% 完 %}{% 从句 %}{{ 乙 }}{% 完 %}项{% 完 %}。",
        "甲12，共34项。",
    ),
    ("甲{{ 甲 }}{% 从句 %}，{{ 空文 }}{% 完 %}。", "甲12。"),
    ("零{{ 零 }}个。", "零0个。"),
    ("摘自{{ 引文 }}，{% 从句 %}{{ 缺 }}{% 完 %}。", "摘自“办好3件事，，”。"),
    ("共{{ 甲 }}个，其中{% 从句 %}缺{{ 缺 }}个{% 完 %}。", "共12个。"),
    (
        "共{{ 甲 }}个，其中{% 从句 %}缺{{ 缺 }}个{% 完 %}{% 从句 %}、乙{{ 乙 }}个{% 完 %}。",
        "共12个，其中乙34个。",
    ),
    (
        "共{{ 甲 }}个，其中{% 从句 %}缺{{ 缺 }}个{% 完 %}、{% 从句 %}乙{{ 乙 }}个{% 完 %}。",
        "共12个，其中乙34个。",
    ),
    ("共{{ 甲 }}个，其中{% 从句 %}缺{{ 缺 }}个{% 完 %}，成效明显。", "共12个，成效明显。"),
    ("有甲{{ 甲 }}个和{% 从句 %}缺{{ 缺 }}个{% 完 %}。", "有甲12个。"),
    ("{% 从句 %}缺{{ 缺 }}个{% 完 %}和{% 从句 %}乙{{ 乙 }}个{% 完 %}。", "乙34个。"),
    ("办事{{ 甲 }}件，性格温和{% 从句 %}（{{ 缺 }}）{% 完 %}，办事公道。", "办事12件，性格温和，办事公道。"),
    ("甲{{ 甲 }}个，{% 从句 %}缺{{ 缺 }}个，{% 完 %}及时处理。", "甲12个，及时处理。"),
    ("开展“{% 从句 %}{{ 缺 }}{% 完 %}”活动{{ 甲 }}场。", "开展活动12场。"),
    ("要做好{% 从句 %}（{{ 缺 }}）{% 完 %}以下{{ 甲 }}项工作：", "要做好以下12项工作："),
    ("甲{{ 甲 }}个{% 从句 %}，缺{{ 缺 }}个{% 完 %}；", "甲12个；"),
]


@pytest.mark.parametrize(("template", "expected"), CLAUSES)
def test_a_dropped_clause_closes_up(tmp_path: Path, template: str, expected: str) -> None:
    document = paper(tmp_path, template)
    assert body_of(document) == [expected]
    assert document.absent == ()


def test_a_paragraph_without_any_told_clause_goes_with_its_heading(tmp_path: Path) -> None:
    document = paper(
        tmp_path,
        "## 甲。\n### 空节\n{{ 报告期 }}，{% 从句 %}{{ 缺 }}个{% 完 %}。\n### 乙节\n#### 做法。共{{ 乙 }}个。\n## 末",
    )
    assert body_of(document) == ["## 一、甲", "### （一）乙节", "#### 1.做法。共34个。"]


def test_headings_are_numbered_across_sections_without_gaps(tmp_path: Path) -> None:
    first = (
        "## 甲\n### 一节\n#### 其一。文。\n#### 其二{{ 缺 }}{% 从句 %}{{ 缺 }}{% 完 %}。文。\n##### 细。文。"
    )
    document = paper(tmp_path, first, "### 二节\n#### 其三。文。\n## 乙\n### 三节\n文。")
    assert [line.split(" ", 1)[1][:3] for line in body_of(document)[:-1]] == [
        "一、甲", "（一）", "1.其", "2.其", "（1）", "（二）", "1.其", "二、乙", "（一）",
    ]  # fmt: skip


def test_what_is_missing_outside_a_clause_is_said_and_highlighted(tmp_path: Path) -> None:
    document = paper(tmp_path, "甲{{ 缺 }}个{% 从句 %}，{{ 缺 }}{% 完 %}，{{ 空文 }}。")
    assert body_of(document) == ["甲【待补充：缺】个，【待补充：文字】。"]
    assert document.absent == ("缺", "文字")
    marked = [run for run in xml_of(document).iter(f"{W}r") if run.find(f"{W}rPr/{W}highlight") is not None]
    assert "".join(marked[0].itertext()) == "【待补充：缺】"


def test_bookmarks_hold_exactly_the_wording(tmp_path: Path) -> None:
    document = paper(
        tmp_path, "先说。甲{{ 甲|概数 }}个，又{{ 甲 }}个。后{{ 引文 }}。", "|名|数|\n|甲|{{ 甲 }}|"
    )
    root = xml_of(document)
    found = {}
    for start in root.iter(f"{W}bookmarkStart"):
        inside, element = "", start.getnext()
        while element.tag != f"{W}bookmarkEnd":
            inside += "".join(element.itertext())
            element = element.getnext()
        assert element.get(f"{W}id") == start.get(f"{W}id")
        found[start.get(f"{W}name")] = inside
    assert found == {"yr_c_甲_1": "12", "yr_c_甲_2": "12", "yq_1": "“办好3件事，，”", "yr_c_甲_3": "12"}
    assert [p.sentence for p in document.printed] == ["甲12个，又12个。", "甲12个，又12个。", "12"]
    ids = [start.get(f"{W}id") for start in root.iter(f"{W}bookmarkStart")]
    assert len(ids) == len(set(ids))


def test_no_mark_survives_and_special_characters_do(tmp_path: Path) -> None:
    bad = Wording("坏", (Part("A&B<c>\x07\ue000{_{x}_}\ud800\n完"),))
    document = paper(tmp_path, "{{ 坏 }}，{{ 甲 }}。", 坏=bad)
    text = body_of(document)[0]
    assert text == "A&B<c>｛_｛x｝_｝完，12。"
    assert not re.search("[\ue000-\uf8ff]", dump(document.content))


def test_conditions_over_paragraphs_and_table_rows(tmp_path: Path) -> None:
    text = (
        "{%p if 断言.全部完成 %}\n甲{{ 甲 }}。\n{%p endif %}\n{%p if 断言.连续 %}\n乙。\n{%p endif %}\n"
        "|名|数|\n|{%tr for 项 in 各项 %}|\n|名|{{ 项 }}|\n|{%tr endfor %}|"
    )
    document = paper(tmp_path, text)
    assert body_of(document) == ["甲12。", "|名|数|", "|名|5|", "|名|6|"]
    table = next(xml_of(document).iter(f"{W}tbl"))
    assert len(list(table.iter(f"{W}tblHeader"))) == 1


FAULTS = [
    ("甲{{ 夹 }}个", ["没有叫“夹”的要素", "{{ 夹 }}"]),
    ("甲{{ 甲|概书 }}个", ["概书", "概数"]),
    ("{% if 断言.全部完了 %}甲{% endif %}", ["全部完了", "全部完成"]),
    ("甲{% 从句 %}{{ 甲 }}", ["没有配对"]),
    ("甲{{ 5 }}个", ["数字"]),
    ("甲{{ 甲|率 }}", ["这里不能用", "{{ 甲|率 }}", "请去掉"]),
    ("甲{{ 9 ** 9 }}", ["不能作运算"]),
    ("甲｛｛ 甲 ｝｝", ["全角"]),
    ("甲{% 从句 %}，{{ 甲 }}\n乙{% 完 %}", ["不能跨越段落"]),
    ("甲{{ 断言.__class__ }}", ["__class__"]),
    (
        "{%p if 断言.连续 %}\n甲。\n{%p if 断言.全部完了 %}\n乙。\n{%p endif %}\n{%p endif %}",
        ["第4段", "全部完了"],
    ),
    ("甲{% if 断言.连续 %}{{ 夹 }}{% endif %}", ["{{ 夹 }}"]),
    ("甲{{ 甲 }}，{{ 乙 }}，{{ 甲|分零 }}", ["{{ 甲|分零 }}", "除以了零"]),
    ("|甲|乙|\n|丙|{{ 夹 }}|", ["第1个表格第2行第2列", "{{ 夹 }}"]),
    (
        "|甲|\n|{%tr for 项 in 各项 %}|\n|{{ 项|率 }}|\n|{%tr endfor %}|",
        ["第1个表格第3行第1列", "{{ 项|率 }}", "这里不能用"],
    ),
    ("{%p for 项 in 各项 %}\n丙{{ 项|分零 }}。\n{%p endfor %}", ["第3段", "{{ 项|分零 }}", "除以了零"]),
    ("甲{% for 项 in 甲 %}{{ 项 }}{% endfor %}", ["第2段", "{% for 项 in 甲 %}", "只有清单可以循环"]),
    ("甲{{ 各项 }}", ["{{ 各项 }}", "不是文字"]),
    ("甲{% 从向 %}{{ 甲 }}{% 完 %}", ["没有叫“从向”的标签", "从句"]),
    ("甲{{ 甲｜概数 }}", ["全角符号", "｜ 应为 |", "{{ 甲|概数 }}"]),
    ("甲{{ '“好” }}", ["中文引号"]),
    ("甲{{ 甲 }", ["没有写完整"]),
    ("{%p if 断言.连续 %}甲", ["和别的文字写在一起"]),
    ("{%tr if 断言.连续 %}", ["只能用在表格里"]),
    ("{%p if 断言.连续 %}\n甲。", ["没有配对", "{%p endif %}"]),
    ("甲{% if 断言.连续 %}{% 从句 %}{% endif %}{% 完 %}", ["“从句”应以 {% 完 %} 结束"]),
    ("## （一）手写的序号", ["手写了序号“（一）”"]),
]


@pytest.mark.parametrize(("template", "said"), FAULTS)
def test_faults_name_file_paragraph_and_remedy(tmp_path: Path, template: str, said: list[str]) -> None:
    with pytest.raises(TemplateError) as caught:
        paper(tmp_path, f"好的{{{{ 甲 }}}}。\n{template}")
    text = str(caught.value)
    assert all(part in text for part in ("00_节.docx", "怎么办"))
    assert "第1段" not in text
    assert all(part in text for part in said), text


def test_a_build_names_one_fault_and_counts_the_others(tmp_path: Path) -> None:
    with pytest.raises(
        TemplateError, match=r"没有叫“夹”的要素[\s\S]*另有 2 处问题，可用 youthreport check-templates"
    ):
        paper(tmp_path, "{{ 夹 }}，{{ 乙|概书 }}\n{% 完 %}")


def test_tags_in_the_footer_of_an_own_base_are_refused(tmp_path: Path) -> None:
    document = docx.Document(io.BytesIO(build_base()))
    document.sections[0].footer.paragraphs[0].add_run("{{ 甲 }}")
    document.save(str(tmp_path / "base.docx"))
    with pytest.raises(TemplateError, match=r"base\.docx 页脚“.*\{\{ 甲 \}\}”：版式文件的页脚里有标签"):
        paper(tmp_path, "甲。")


def test_a_tag_split_over_runs_still_works(tmp_path: Path) -> None:
    (tmp_path / "sections").mkdir()
    document = docx.Document(io.BytesIO(make("甲")))
    for piece in ("{", "{ 甲", " }", "}个"):
        document.paragraphs[0].add_run(piece).font.name = "宋体"
    document.save(str(tmp_path / "sections" / "00_节.docx"))
    assert body_of(paper(tmp_path)) == ["甲12个"]


def test_same_inputs_give_the_same_bytes(tmp_path: Path) -> None:
    text = "## 甲\n甲{{ 甲 }}{% 从句 %}，{{ 乙 }}{% 完 %}。\n|a|b|\n|c|{{ 甲 }}|"
    assert paper(tmp_path / "a", text).content == paper(tmp_path / "b", text).content


def test_every_run_says_east_asia_and_no_theme_font_is_left(tmp_path: Path) -> None:
    document = paper(tmp_path, "## 甲\n“甲”{{ 甲 }}——乙。")
    assert all(
        run.find(f"{W}rPr/{W}rFonts").get(f"{W}hint") == "eastAsia" for run in xml_of(document).iter(f"{W}r")
    )
    assert "Theme" not in etree.tostring(xml_of(document, "word/styles.xml")).decode()


def test_the_open_xml_rules_hold(tmp_path: Path) -> None:
    validator = pytest.importorskip("openxml_audit")
    path = tmp_path / "paper.docx"
    path.write_bytes(paper(tmp_path, "## 甲\n甲{{ 甲 }}，{{ 缺 }}。\n|a|b|\n|c|{{ 甲 }}|").content)
    assert validator.OpenXmlValidator().validate(str(path)).is_valid


def test_a_style_is_known_by_its_name_whatever_its_id(tmp_path: Path) -> None:
    (tmp_path / "sections").mkdir()
    document = docx.Document(io.BytesIO(make("甲。\n## 乙\n丙。")))
    heading: Any = next(document.element.body.iter(f"{W}pStyle"))
    for element in (document.styles["Heading 1"].element, heading):
        # WPS gives built-in styles ids such as "2": only the name counts
        element.set(f"{W}styleId" if element.tag == f"{W}style" else f"{W}val", "2")
    path = tmp_path / "sections" / "00_节.docx"
    document.save(str(path))
    assert body_of(paper(tmp_path)) == ["甲。", "## 一、乙", "丙。"]


def test_a_clause_of_whole_paragraphs(tmp_path: Path) -> None:
    text = "{%p 从句 %}\n缺{{ 缺 }}个。\n共{{ 甲 }}个。\n{%p 完 %}\n{%p 从句 %}\n又{{ 乙 }}个。\n{%p 完 %}"
    document = paper(tmp_path, text)
    assert body_of(document) == ["又34个。"]
    assert document.absent == ()


def test_the_third_level_may_have_the_other_mark(tmp_path: Path) -> None:
    (tmp_path / "sections").mkdir()
    (tmp_path / "sections" / "01_a.docx").write_bytes(make("#### 做法。文。\n#### 又一。文。"))
    frame = Frame("题", profile=replace(COMMON, level3="1、"))
    made = write(Vocabulary({}, {}, ()), tmp_path, frame, stamp=datetime(2026, 1, 1))
    assert dump(made.content).splitlines()[2:] == ["#### 1、做法。文。", "#### 2、又一。文。"]


def test_a_reported_zero_outside_a_clause_is_printed_as_zero(tmp_path: Path) -> None:
    zero = Figure("z", "无", 0, "个", "期内数", "sum", 1, 1)
    spoken = SimpleNamespace(wording=Wording("无", nothing=True), figure=zero)
    document = paper(tmp_path, "共{{ 无 }}个{% 从句 %}，其中{{ 无 }}{% 完 %}。", 无=spoken)
    assert body_of(document) == ["共0个。"]
    assert document.printed[0].bookmark == "yr_z_1"
