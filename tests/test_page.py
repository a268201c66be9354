"""Assessments and figures → the page 审核情况.html, read as a parser reads it."""

from __future__ import annotations

import re
import time
from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal
from html.parser import HTMLParser
from itertools import pairwise
from urllib.parse import unquote, urlsplit

import pytest
from hypothesis import given, settings

from tests.assessments import ERROR, STREET, assessment, assessments, busy_day, crowd, filing, finding, status
from youthreport.catalogue import load_catalogue
from youthreport.model import Assessment, Figure, Number, OrgUnit, UnitState
from youthreport.outputs.page import overview_html, status_html
from youthreport.outputs.page.bars import pairs

TITLE = "澄岚区2026年上半年报表审核情况"
VOID = {"meta", "link", "input", "rect", "br"}


@dataclass
class Node:
    """An element with its attributes, children and own text."""

    tag: str
    attributes: dict[str, str]
    children: list[Node] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)

    def every(self, tag: str = "", css: str = "") -> list[Node]:
        """The elements below of that tag and class, in document order."""
        found = []
        for child in self.children:
            if tag in ("", child.tag) and css in ("", *child.attributes.get("class", "").split()):
                found.append(child)
            found += child.every(tag, css)
        return found

    @property
    def text(self) -> str:
        return "".join(self.texts)


class Page(HTMLParser):
    """The tree of a page; an element that is not closed where it should be is a fault."""

    def __init__(self, content: bytes) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Node("", {})
        self.open = [self.root]
        self.feed(content.decode("utf-8"))
        self.close()
        assert self.open == [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = Node(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(node)
        if tag not in VOID:
            self.open.append(node)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open[-1].children.append(Node(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop().tag == tag

    def handle_data(self, data: str) -> None:
        for node in self.open:
            node.texts.append(data)


def read(given: Assessment, *args: object, **more: object) -> Node:
    return Page(overview_html(given, TITLE, *args, **more)).root  # type: ignore[arg-type]


def shape(node: Node) -> list[str]:
    """Every tag with the names of its attributes: what text from outside must never change."""
    return [f"{n.tag} {sorted(n.attributes)}" for n in node.every()]


def figure(
    label: str, value: Number | None, previous: Number | None, measure: str = "个", **more: object
) -> Figure:
    given = {"reported": 36, "expected": 36, "complete": True} | more
    return Figure(label, label, value, measure, "期内数", "sum", previous=previous, **given)  # type: ignore[arg-type]


# -- what the page says --------------------------------------------------------------------


def test_the_page_is_chinese_self_contained_and_titled() -> None:
    root = read(busy_day(), (), "../")
    html, meta = root.every("html")[0], root.every("meta")
    assert html.attributes["lang"] == "zh-CN"
    assert {"charset": "utf-8"} in [m.attributes for m in meta]
    assert [n.text for n in (*root.every("title"), *root.every("h1"))] == [TITLE, TITLE]
    assert "2026年上半年" in root.every("p", "period")[0].text
    assert root.every("p", "verdict")[0].text.endswith("请更正错误。")


def test_progress_is_told_in_numbers_and_bars() -> None:
    rows = read(busy_day()).every("table", "bars")[0].every("tbody")[0].every("tr")
    assert [" ".join(cell.text for cell in row.every() if cell.text.strip()) for row in rows] == [
        "应报 4 100%", "实报 2 50%", "按时 1 25%", "缺报 1 25%", "退回 1 25%", "迟报 1 25%",
    ]  # fmt: skip
    assert [row.every("rect")[1].attributes["width"] for row in rows] == ["100.0", "50.0", *["25.0"] * 4]


def test_every_unit_stands_with_state_day_files_and_counts() -> None:
    rows = next(
        t for t in read(busy_day(), base="../").every("table") if t.attributes.get("id") == "unit-table"
    )
    told = [[cell.text for cell in row.children] for row in rows.every("tbody")[0].every("tr")]
    assert told == [
        ["JD01", "听枫街道团工委", "退回", "1", "0", "0", "2026-07-03", "returns/听枫街道团工委.xlsx退回"],
        ["XX02", "砚湖中学团委区教育局团委", "按时", "0", "2", "9", "2026-07-01", "returns/砚湖中学团委.xlsx已采用"],
        ["QY03", "澄岚轨道装备公司团委", "迟报", "0", "0", "0", "2026-07-09", "returns/澄岚轨道装备公司团委.xlsx已采用"],
        ["LX04", "数字产业园团总支", "缺报", "0", "0", "0", "", ""],
    ]  # fmt: skip


def test_every_finding_is_there_the_worst_unit_first() -> None:
    root = read(busy_day())
    assert [a.every("h3")[0].text for a in root.every("article")] == [
        "听枫街道团工委JD01", "未识别单位", "砚湖中学团委XX02", "应报单位名册",
    ]  # fmt: skip
    rows = root.every("li", "f")
    assert [row.attributes["data-r"] for row in rows] == ["X03", "M38", "X11", "X10", *["M01"] * 9, "X27"]
    assert not [node for node in root.every() if "hidden" in node.attributes and node.every("li", "f")]
    assert all("open" in details.attributes for details in root.every("details"))


def test_a_finding_says_what_was_found_what_was_written_and_what_to_do() -> None:
    row = read(busy_day()).every("li", "f")[0]
    assert re.sub(r"\s+", " ", row.text).strip() == (
        "错误 X03 指标表 E12 “五星支部数”9大于“已完成自评支部数”8。 原填：9个 请核对两处数字，改正后重新报送。"
    )


def test_an_explained_doubt_asks_for_nothing() -> None:
    row = read(busy_day()).every("li", "f")[2]
    assert (row.every("b", "done")[0].text, row.every("p", "remedy")) == ("已说明", [])


def test_whom_to_chase() -> None:
    told = [re.sub(r"\s+", " ", li.text) for li in read(busy_day()).every("ol", "chased")[0].every("li")]
    assert told == [
        "听枫街道团工委JD01 联系人：林某退回报表已退回，请更正后重报。",
        "数字产业园团总支LX04缺报尚未报送，请尽快报送。",
    ]


def test_the_rules_that_occur_are_explained() -> None:
    root = read(busy_day(), rules=load_catalogue().rules)
    told = [" ".join(dt.text.split()) for dt in root.every("dl", "rules")[0].every("dt")]
    assert [line[:3] for line in told] == ["M01", "M38", "X03", "X10", "X11", "X27"]
    assert told[2] == "X03部分不大于总体1 处"


def test_files_judged_outside_a_project() -> None:
    root = read(assessment(filing(STREET, finding("returns/听枫街道团工委.xlsx"))))
    assert root.every("table", "bars") == []
    assert root.every("p", "verdict")[0].text == "审核 1 份；错误 1、核实 0、提示 0：请更正错误。"
    assert [row.children[1].text for row in root.every("tbody")[0].every("tr")] == ["听枫街道团工委"]


def test_nothing_to_complain_about_is_said() -> None:
    assert "各单位报表均未发现问题" in read(assessment(filing(STREET))).text


def test_every_anchor_leads_somewhere() -> None:
    for root in (read(busy_day(), ()), read(crowd(3, 3)), read(assessment())):
        known = {node.attributes["id"] for node in root.every() if "id" in node.attributes}
        assert {a.attributes["href"][1:] for a in root.every("a") if a.attributes["href"][0] == "#"} <= known


def test_controls_have_labels_and_tables_have_headings() -> None:
    root = read(busy_day(), ())
    labelled = {id(node) for label in root.every("label") for node in label.every()}
    controls = [n for tag in ("input", "select") for n in root.every(tag)]
    assert controls
    assert all(id(node) in labelled for node in controls)
    for cell in (cell for row in root.every("thead") for cell in row.every("th")):
        assert cell.attributes["scope"] == "col"
        assert cell.text
    levels = [int(n.tag[1]) for n in root.every() if re.fullmatch("h[1-6]", n.tag)]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_the_status_page_has_no_findings() -> None:
    root = Page(status_html(busy_day(), "报送情况", "../")).root
    assert root.every("p", "verdict")[0].text == (
        "应报 4，实报 2（按时 1、迟报 1），退回 1，缺报 1，免报 0。报送率 50%，按时率 25%。"
    )
    assert (root.every("article"), root.every("form"), len(root.every("ol", "chased"))) == ([], [], 1)
    assert not [
        a
        for a in root.every("a")
        if a.attributes["href"].startswith("#u") and a.attributes["href"] != "#units"
    ]


# -- figures against last year -------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "value", "previous", "change", "note"),
    [
        (figure("甲", 12, 9), "12个", "9个", "增长33.3%", ""),  # cut off, not rounded
        (figure("甲", 9, 12), "9个", "12个", "下降25%", ""),
        (figure("甲", 10001, 10000), "10001个", "10000个", "增长不足0.1%", ""),
        (figure("甲", 9, 9), "9个", "9个", "与上年持平", ""),
        (figure("甲", Decimal("97.25"), Decimal("95.10"), "%"), "97.25%", "95.1%", "提高2.1个百分点", ""),
        (figure("甲", 5, 0), "5个", "0个", "", "上年为0，不计增幅"),
        (figure("甲", 5, 4, complete=False, reported=34), "5个", "4个", "", "只报 34/36 家，不作比较"),
        (figure("甲", 5, 4, estimated=True), "约5个", "4个", "", "含估计值，不作比较"),
    ],
)
def test_a_change_is_told_only_where_it_is_fair(
    given: Figure, value: str, previous: str, change: str, note: str
) -> None:
    (pair,) = pairs([given])
    assert (pair.value, pair.previous, pair.change, pair.note) == (value, previous, change, note)


def test_the_longer_bar_is_full_and_the_other_in_proportion() -> None:
    (pair,) = pairs([figure("甲", 9, 12)])
    assert (pair.length, pair.length_before) == (75.0, 100.0)
    (nothing,) = pairs([figure("甲", 0, 0)])
    assert (nothing.length, nothing.length_before, nothing.change) == (0.0, 0.0, "")


def test_figures_without_last_year_are_counted_not_shown() -> None:
    given = [figure("甲", 12, 9), figure("乙", 5, None), figure("丙", None, 4)]
    root = read(busy_day(), given)
    assert [p.text for p in root.every("p", "label")] == ["甲增长33.3%"]
    assert "另有 1 项没有上年同期定稿值" in root.text
    assert "没有上年同期定稿值，暂不能对比" in read(busy_day(), given[1:]).text
    assert "与上年同期对比" not in read(busy_day()).text


# -- text from outside ---------------------------------------------------------------------

ATTACKS = (
    "<script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "</style><img src=x onerror=alert(1)>",
    '" onmouseover="alert(1)',
    "' onfocus='alert(1)",
    "{{ 7*7 }}{% raw %}",
    "<!--",
    "]]>",
    "&lt;b&gt;",
    "javascript:alert(1)",
)


def hostile(text: str) -> Assessment:
    """An assessment with the text in every place that a return, a roster or a file name fills."""
    unit = OrgUnit(text, text, "街道", parent=text, contact=text)
    file = f"returns/{text}"
    found = finding(file, text, ERROR, message=text, remedy=text, sheet=text, raw=f"原{text}", code=text)
    return assessment(
        filing(unit, found, file=file),
        filing(None, finding(text, text), file=text),
        units=[status(unit, UnitState.RETURNED, file=file, reason=text)],
        across=[finding(text + "2", text, message=text)],
    )


@pytest.mark.parametrize("text", ATTACKS)
def test_text_from_outside_stays_text(text: str) -> None:
    figures = [figure(text, 2, 1, text)]
    attacked = read(hostile(text), figures, "../")
    plain = read(hostile("甲"), [figure("甲", 2, 1, "甲")], "../")
    assert Counter(shape(attacked)) == Counter(shape(plain))  # units are sorted by the text
    assert [li.every("p")[0].text for li in attacked.every("li", "f")].count(text) == 2
    assert len(attacked.every("script")) == 1


@given(assessments())
@settings(max_examples=30)
def test_whatever_was_read_the_page_is_sound(given: Assessment) -> None:
    root = read(given, (), "../")
    assert len(root.every("li", "f")) == len(given.every)
    assert len(root.every("script")) == 1
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]", root.text)


@pytest.mark.parametrize("text", [*ATTACKS, "//evil.example/x", "报表 #1?.xlsx", "a%2e.xlsx"])
def test_a_link_to_a_file_is_relative_whatever_the_file_is_called(text: str) -> None:
    hrefs = [a.attributes["href"] for a in read(hostile(text), base="../").every("a")]
    files = [href for href in hrefs if not href.startswith("#")]
    assert files
    for href in files:
        parts = urlsplit(href)
        assert (parts.scheme, parts.netloc, parts.query, parts.fragment) == ("", "", "", "")
        assert href.startswith("../")
    assert "../" + f"returns/{text}" in map(unquote, files)


def test_a_file_name_in_another_encoding_is_still_found() -> None:
    raw = b"returns/\xcc\xfd\xb7\xe3.xlsx"
    name = raw.decode("utf-8", "surrogateescape")
    link = next(
        a for a in read(assessment(filing(STREET, file=name)), base="../").every("td", "files")
    ).every("a")[0]
    assert link.attributes["href"] == "../returns/%CC%FD%B7%E3.xlsx"


def test_without_a_base_there_are_no_links_to_files() -> None:
    assert {a.attributes["href"][0] for a in read(busy_day()).every("a")} == {"#"}


def test_only_our_own_style_and_script_may_run() -> None:
    root = read(busy_day(), ())
    policy = next(m.attributes["content"] for m in root.every("meta") if "http-equiv" in m.attributes)
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    loading = [
        n for n in root.every() for name in ("src", "srcset", "action", "style") if name in n.attributes
    ]
    assert loading == []
    assert [n.attributes["href"] for n in root.every("link")] == ["data:,"]
    assert not [name for n in root.every() for name in n.attributes if name.startswith("on")]


# -- bytes and size ------------------------------------------------------------------


def test_same_inputs_same_bytes_without_a_clock() -> None:
    pages = [overview_html(busy_day(), TITLE, [figure("甲", 2, 1)], "../") for _ in range(2)]
    assert pages[0] == pages[1]
    assert not re.search(rb"20\d\d-\d\d-\d\dT", pages[0])


def test_two_thousand_findings_render_fast_and_small() -> None:
    given = crowd(40, 50)
    overview_html(given, TITLE, None, "../")
    start = time.perf_counter()
    content = overview_html(given, TITLE, None, "../")
    assert time.perf_counter() - start < 1
    assert len(content) < 1_500_000
