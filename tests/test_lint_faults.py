"""Papers with one fault each → exactly that rule, at that place, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from tests import raw_papers as papers
from tests.raw_papers import (
    BASE,
    annexes,
    blank,
    body,
    cell,
    head1,
    head2,
    imprint,
    paper,
    par,
    row,
    run,
    table,
    title,
)
from youthreport.lint import Report, inspect, rules


@dataclass(frozen=True)
class Faulty:
    """A change of the base paper, the rule that it breaks, and words of the finding's place, quotation or message."""

    rule: str
    says: str
    changes: dict[str, str | None] = field(default_factory=dict)
    page: dict[str, object] = field(default_factory=dict)
    fixable: bool | None = None  # None: as declared

    @property
    def content(self) -> bytes:
        """The paper."""
        return paper(self.changes, **self.page)  # type: ignore[arg-type]


def sized(old: str, new: str) -> dict[str, object]:
    """The page with something of its section replaced."""
    assert old in papers.SECTION
    return {"section": papers.SECTION.replace(old, new)}


def everywhere(old: str, new: str) -> dict[str, object]:
    """The base paper with something replaced in all its paragraphs."""
    return {"blocks": "".join(BASE.values()).replace(old, new)}


def feet(**how: object) -> dict[str, object]:
    """Both footers made otherwise."""
    return {"footers": {"default": papers.footer("right", **how), "even": papers.footer("left", **how)}}  # type: ignore[arg-type]


def written(text: str) -> dict[str, str | None]:
    """The base paper with another paragraph of text at the end of its last chapter."""
    return {"three_text": body(text)}


def picture(height: int) -> str:
    """An inline picture of that height in points."""
    return run(
        inner=f'<w:drawing><wp:inline><wp:extent cx="1270000" cy="{height * 12700}"/></wp:inline></w:drawing>'
    )


IN_QUOTES = "他指出，“各单位要认真落实,不得拖延。”会议要求抓好贯彻。"
LONG_TABLE = table(*(row(cell("项目"), cell("内容")) for _ in range(30)))
MARKED = run("重点检查", extra='<w:highlight w:val="yellow"/>')
SEAL = "说明事项。"

PAGE = [
    Faulty("G01", "216×279", page=sized('w:w="11906" w:h="16838"', 'w:w="12240" w:h="15840"')),
    Faulty("G02", "左31.8", page=sized('w:left="1587"', 'w:left="1800"')),
    Faulty("G03", "27个字", page=everywhere('<w:spacing w:val="-5"/>', "")),
    Faulty("G04", "21行", page=everywhere('w:line="579"', 'w:line="580"')),
    Faulty(
        "G05",
        "1.5倍行距",
        page=everywhere('w:line="579" w:lineRule="exact"', 'w:line="360" w:lineRule="auto"'),
    ),
    Faulty("G06", "底数清", {"one_text": body("坚持问题导向，做到底数清、情况明、措施实。", line=480)}),
    Faulty("G07", "段后12磅", {"one_text": body("坚持问题导向，做到底数清、情况明。", after=240)}),
]
TYPE = [
    Faulty("G08", "宋体", {"two_text": par(run("各单位组织青年突击队56支，参与人数增长。", font="宋体"))}),
    Faulty(
        "G08",
        "微软雅黑",
        {
            "lead": par(
                run("为全面掌握基层情况，"),
                run("推动任务落实，", font="微软雅黑"),
                run("现将有关事项通知如下。"),
            )
        },
    ),
    Faulty(
        "G08", "楷体", {"two_text": par(run("各单位组织青年突击队56支，参与人数增长。", font="楷体_GB2312"))}
    ),
    Faulty("G09", "四号", {"two_text": par(run("各单位组织青年突击队56支，参与人数增长。", size=28))}),
    Faulty("G09", "四号", {"item1": par(run("1.团员发展情况。重点检查程序是否规范。", size=28))}),
    Faulty("G09", "四号", {"item1": par(run("1.团员发展情况", size=28))}),
    Faulty("G08", "宋体", {"item1": par(run("1.团员发展情况", font="宋体"))}),
    Faulty("G10", "仿宋（", {"two_text": par(run("各单位组织青年突击队56支，参与人数增长。", font="仿宋"))}),
    Faulty(
        "G11",
        "被主题字体宋体盖过",
        {
            "two_text": par(
                run(
                    "各单位组织青年突击队56支。",
                    fonts='w:ascii="Times New Roman" w:eastAsia="仿宋_GB2312" w:eastAsiaTheme="minorEastAsia"',
                )
            )
        },
    ),
    Faulty("G12", "Times New Roman", {"two_text": par(run("组织“青春先锋”突击队56支。", hint=False))}),
    Faulty("G13", "喆", {"two_text": body("先进个人王喆同志作了交流发言。")}),
    Faulty(
        "G14",
        "不是黑色",
        {"two_text": par(run("各单位组织青年突击队56支。", extra='<w:color w:val="FF0000"/>'))},
    ),
    Faulty(
        "G15", "下划线", {"two_text": par(run("各单位组织青年突击队56支。", extra='<w:u w:val="single"/>'))}
    ),
    Faulty(
        "G15",
        "删除线",
        {"two_text": par(run("各单位组织青年突击队56支。", extra="<w:strike/>"))},
        fixable=False,
    ),
]
HEAD = [
    Faulty("G16", "黑体", {"title2": par(run("基层团组织工作检查的通知", font="黑体", size=44), align="center", first=0)}),
    Faulty("G17", "三号", {"title": par(run("工作检查通知", font="方正小标宋简体", size=32, spacing=0), align="center", first=0), "title2": None}),
    Faulty("G18", "没有居中", {"title": par(run("工作检查通知", font="方正小标宋简体", size=44), first=0, align="left"), "title2": None}),
    Faulty("G18", "偏离中线", {"title2": par(run("基层团组织工作检查的通知", font="方正小标宋简体", size=44), align="center", first=2)}),
    Faulty("G19", "加粗", {"title2": par(run("基层团组织工作检查的通知", font="方正小标宋简体", size=44, extra="<w:b/>"), align="center", first=0)}),
    Faulty("G20", "“。”", {"title2": title("基层团组织工作检查的通知。")}),
    Faulty("G21", "25个字宽", {"title": title("关于开展2026年度上半年全区基层团组织工作检查的通知"), "title2": None}),
    Faulty("G22", "中间断开", {"title": title("关于开展2026"), "title2": title("年上半年工作检查的通知")}),
    Faulty("G22", "中间一行", {"title": title("关于开展2026年上半年基层"), "title2": title("团组织工作") + title("大检查和大调研活动的通知")}),
    Faulty("G23", "没有空行", {"gap": None}),
    Faulty("G24", "没有顶格", {"to": par(run("各镇（街道）团（工）委："), first=2)}),
    Faulty("G24", "空格", {"to": par(run("　　各镇（街道）团（工）委："), first=0)}),
    Faulty("G25", "半角冒号", {"to": par(run("各镇（街道）团（工）委:"), first=0)}),
]  # fmt: skip
LEVELS = [
    Faulty("G26", "应为“二、”，写成了“三、”", {"two": head1("三、检查内容"), "three": head1("四、工作要求")}),
    Faulty("G26", "重号", {"two_two": head2("（一）作用发挥情况")}),
    Faulty("G26", "跳号", {"item2": body("3.团干部配备情况。重点检查团干部是否配齐配强。")}),
    Faulty("G27", "缺少第三层", {"two_text": body("（1）志愿服务情况。重点检查志愿服务记录是否真实。")}),
    Faulty("G28", "“一．”", {"one": head1("一．总体要求")}),
    Faulty("G29", "“（一）、”", {"two_one": head2("（一）、组织建设情况")}),
    Faulty("G29", "“(一)”", {"two_one": head2("(一)组织建设情况")}),
    Faulty("G30", "“1、”", {"item1": body("1、团员发展情况。重点检查团员发展程序是否规范。")}),
    Faulty("G31", "“(1)”", {"item1": body("1.团员发展情况。重点检查以下内容。"), "item2": body("(1)发展程序是否规范。") + body("（2）团员档案是否齐全。")}),
    Faulty("G31", "“1）”", {"item1": body("1.团员发展情况。重点检查以下内容。"), "item2": body("1）发展程序是否规范。") + body("（2）团员档案是否齐全。")}),
    Faulty("G32", "第一层标题字体是仿宋_GB2312", {"one": body("一、总体要求")}),
    Faulty("G32", "第二层标题字体是黑体", {"two_one": head1("（一）组织建设情况")}),
    Faulty("G32", "第二层标题字体是仿宋", {"two_one": None, "item1": body("（一）团员发展情况。重点检查团员发展程序是否规范、档案是否齐全。"), "item2": None}),
    Faulty("G32", "第三层标题字体是黑体", {"item1": par(run("1.团员发展情况。", font="黑体"), run("重点检查发展程序是否规范。"))}),
    Faulty("G33", "四号", {"one": par(run("一、总体要求", font="黑体", size=28))}),
    Faulty("G34", "“。”", {"one": head1("一、总体要求。")}),
    Faulty("G34", "“：”", {"two_one": head2("（一）组织建设情况：")}),
]  # fmt: skip
PARAGRAPHS = [
    Faulty("G35", "没有缩进", {"two_text": body("各单位组织青年突击队56支。", first=0)}),
    Faulty("G35", "整段左缩进", {"two_text": body("各单位组织青年突击队56支。", left=2)}),
    Faulty("G36", "2个空格", {"two_text": body("　　各单位组织青年突击队56支。", first=0)}),
    Faulty("G36", "1个空格或制表符", {"two_text": par(run(inner="<w:tab/>"), run("各单位组织青年突击队56支。"), first=0)}),
    Faulty("G37", "工作 检查", {"two_text": body("各单位要高度重视这项工作 检查结果将予以通报。")}),
    Faulty("G38", "青年突击队↵", {"two_text": par(run("各单位组织青年突击队"), run(inner="<w:br/>"), run("参与志愿服务。"))}),
    Faulty("G39", "空了一行", {"one_text": (BASE["one_text"]) + blank()}),
]  # fmt: skip
FEET = [
    Faulty("G40", "没有页码", page={"footers": {}, "settings": ""}),
    Faulty("G40", "偶数页没有页码", page={"footers": {"default": papers.footer("right")}}),
    Faulty("G41", "“-1-”", page=feet(before="- ", after=" -") | {}),
    Faulty("G41", "“第1页”", page=feet(before="第", after="页")),
    Faulty("G42", "小五", page=feet(size=18)),
    Faulty("G42", "Times New Roman", page=feet(font="Times New Roman")),
    Faulty("G43", "没有分开", page={"settings": ""}),
    Faulty("G43", "双页码应当居左", page={"footers": {"default": papers.footer("right"), "even": papers.footer("right")}}),
    Faulty("G44", "17.5毫米", page=sized('w:footer="1451"', 'w:footer="992"')),
    Faulty("G44", "0.0字", page=feet(inset=0)),
]  # fmt: skip
CLOSING = [
    Faulty("G45", "位置不对", {"day": par(run("2026年7月6日"), align="right", first=0)}),
    Faulty("G45", "位置不对", {"organ": par(run("共青团澄岚区委员会"), align="center", first=0), "day": par(run("2026年7月6日"), align="center", first=0)}),
    Faulty("G45", "没有空一行", {"organ_gap": None}),
    Faulty("G46", "没有发文机关", {"organ": None, "day": par(run("2026年7月6日"), align="right", first=0, right=2)}),
    Faulty("G46", "没有成文日期", {"day": None}),
    Faulty("G47", "二〇二六年七月六日", {"organ": par(run("共青团澄岚区委员会"), align="right", first=0, right=4), "day": par(run("二〇二六年七月六日"), align="left", first=0, left=17)}),
    Faulty("G47", "2026.7.6", {"day": par(run("2026.7.6"), align="left", first=0, left=19)}),
    Faulty("G48", "07月", {"day": par(run("2026年07月6日"), align="left", first=0, left=19)}),
    Faulty("G49", "2026.7.20", written("请各单位于2026.7.20前报送自查报告。")),
    Faulty("G49", "2026-07-20", written("请各单位于2026-07-20前报送自查报告。")),
    Faulty("G50", "二〇二六年", written("这是二〇二六年的重点工作，请抓好落实。")),
    Faulty("G51", "26年上半年", written("26年上半年各项工作进展顺利。")),
    Faulty("G52", "6月31日", written("请各单位于6月31日前报送自查报告。")),
    Faulty("G53", "早于", {"title": title("2026年上半年"), "title2": title("团区委工作总结"), "day": par(run("2026年3月6日"), align="left", first=0, left=19)}),
    Faulty("G54", "此页无正文", {"organ_gap": body("（此页无正文）") + blank(), "organ": BASE["organ"], "day": BASE["day"]}),
]  # fmt: skip
ANNEXES = [
    Faulty("G55", "半角冒号", annexes(note1=par(run("附件:1.检查安排表"), left=6, first=-4))),
    Faulty("G56", "“1、”", annexes(note1=par(run("附件：1、检查安排表"), left=6, first=-4))),
    Faulty("G56", "“附件1：”", annexes(note1=par(run("附件1：检查安排表"), left=6, first=-4))),
    Faulty("G57", "“；”", annexes(note1=par(run("附件：1.检查安排表；"), left=6, first=-4))),
    Faulty("G58", "没有空行", annexes() | {"note_gap": ""}),
    Faulty("G59", "左空0.0字", annexes(note1=par(run("附件：1.检查安排表"), first=0))),
    Faulty("G60", "名称不一致", annexes(title2=title("自查工作报告提纲"))),
    Faulty("G60", "附件说明中没有“附件3”", annexes() | {
        "label3": par(run("附件3", font="黑体"), first=0, extra="<w:pageBreakBefore/>"), "annex3": title("填报说明")}),
    Faulty("G61", "没有另起一页", annexes(label2=par(run("附件2", font="黑体"), first=0))),
    Faulty("G62", "字体是仿宋", annexes(label2=par(run("附件2"), first=0, extra="<w:pageBreakBefore/>"))),
    Faulty("G62", "没有顶格", annexes(label2=par(run("附件2", font="黑体"), first=2, extra="<w:pageBreakBefore/>"))),
]  # fmt: skip
IMPRINT = [
    Faulty("G63", "（2026）", written("按照《关于做好有关工作的通知》（团发（2026）5号）要求抓好落实。")),
    Faulty("G64", "“第0”", written("按照团发〔2026〕第05号文件要求抓好落实。")),
    Faulty("G65", "没有句号", {"imprint": imprint(copies="抄送：区委办公室，区委组织部")}),
    Faulty("G65", "半角冒号", {"imprint": imprint(copies="抄送:区委办公室，区委组织部。")}),
    Faulty("G66", "16磅", {"imprint": imprint(size=32)}),
    Faulty("G67", "0.5磅", {"imprint": imprint(borders=papers.IMPRINT_BORDERS.replace('"8"', '"4"'))}),
    Faulty("G67", "0.75磅、0.5磅", {"imprint": papers.imprint_with_room(last=4)}),
    Faulty("G68", "没有“印发”", {"imprint": imprint(issued="共青团澄岚区委员会办公室　　2026年7月7日")}),
]  # fmt: skip
SIGNS = [
    Faulty("G69", "半角“,”", written("各单位要高度重视,抓好落实。")),
    Faulty("G69", "半角“.”", written("各单位要高度重视，抓好落实.")),
    Faulty("G69", "半角“:”", written("具体要求为:抓好落实，按时报送。")),
    Faulty("G69", "半角“,”", written(IN_QUOTES), fixable=False),
    Faulty("G70", "(试行)", written("按照管理办法(试行)的规定执行。")),
    Faulty("G71", "直引号", written('深入开展"青春先锋"主题活动。')),
    Faulty("G71", "不成对", written('深入开展"青春先锋主题活动。'), fixable=False),
    Faulty("G72", "““”没有对应", written("深入开展“青春先锋主题活动。")),
    Faulty("G72", "“）”没有对应", written("深入开展青春先锋）主题活动。")),
    Faulty("G72", "“《”没有对应", written("认真学习《实施方案，抓好落实。")),
    Faulty("G73", "“...”", written("举办宣讲、展演、联谊...等活动。")),
    Faulty("G73", "“。。。”", written("举办宣讲、展演、联谊。。。")),
    Faulty("G74", "“--”", written("主题是青春向党--建功澄岚。")),
    Faulty("G75", "“，。”", written("各单位要高度重视，抓好落实，。")),
    Faulty("G76", "顿号", written("认真学习《实施方案》、《管理办法》，抓好落实。")),
    Faulty("G76", "顿号", written("评选“先锋号”、“先锋队”等先进集体。")),
]  # fmt: skip
NUMBERS = [
    Faulty("G77", "５６", written("组织青年突击队５６支。")),
    Faulty("G77", "％", written("参学率达98％。")),
    Faulty("G78", "5-10%", written("比上年增长5-10%。")),
    Faulty("G78", "3-5人", written("每个检查组由3-5人组成。")),
    Faulty("G79", "三、四个", written("每个街道选取三、四个支部。")),
    Faulty("G80", "约30人左右", written("每个检查组约30人左右。")),
    Faulty("G81", "增长-3", written("团员人数比上年增长-3.5%。")),
    Faulty("G82", "写法不一致", written("参与志愿服务12,345人次，覆盖青年23456人次。")),
]  # fmt: skip
LEFTOVERS = [
    Faulty("G83", "XX", written("请与XX同志联系。")),
    Faulty("G83", "____", written("组织青年突击队____支。")),
    Faulty("G83", "【待补充", written("组织青年突击队【待补充：支数】支。")),
    Faulty("G83", "{{", written("组织青年突击队{{ 青年突击队数 }}支。")),
    Faulty("G84", "错误！未找到引用源", written("具体情况见错误！未找到引用源。")),
    Faulty(
        "G85",
        "1条批注",
        {"two_text": par(run("各单位组织青年突击队56支。"), '<w:r><w:commentReference w:id="0"/></w:r>')},
        {"comments": '<w:comment w:id="0" w:author="甲"><w:p/></w:comment>'},
    ),
    Faulty("G86", "1处修订", {"two_text": par(run("各单位组织青年突击队"), f'<w:ins w:id="1" w:author="甲">{run("56支。")}</w:ins>')}),
    Faulty("G87", "内部掌握", {"two_text": par(run("各单位组织青年突击队56支。"), run("内部掌握", extra="<w:vanish/>"))}),
    Faulty("G88", "重点检查", {"two_text": par(MARKED, run("青年突击队组织情况。"))}),
    Faulty("G89", "其它", written("其它事项另行通知。")),
    Faulty("G90", "2025年度工作总结", page={"core": papers.title_property("团区委2025年度工作总结")}),
]  # fmt: skip
TABLES = [
    Faulty("G91", "比版心宽", {"three_text": table(row(cell("项目", width=5500), cell("内容", width=5500)), width=11000)}),
    Faulty("G92", "30行", {"three_text": LONG_TABLE}),
    Faulty("G93", "字会被切掉", {"three_text": table(row(cell("项目", line=240), cell("内容")))}),
    Faulty("G94", "显示不全", {"three_text": par(picture(100), align="center", first=0)}),
]  # fmt: skip
FAULTS = [
    *PAGE,
    *TYPE,
    *HEAD,
    *LEVELS,
    *PARAGRAPHS,
    *FEET,
    *CLOSING,
    *ANNEXES,
    *IMPRINT,
    *SIGNS,
    *NUMBERS,
    *LEFTOVERS,
    *TABLES,
]


def found(content: bytes, **options: str) -> Report:
    """The report; a refusal is a failure of the test."""
    report = inspect(content, **options)
    assert isinstance(report, Report), report
    return report


@pytest.mark.parametrize("faulty", FAULTS, ids=lambda f: f"{f.rule}-{f.says[:12]}")
def test_one_fault_is_found_exactly(faulty: Faulty) -> None:
    faults = found(faulty.content).faults
    assert {fault.rule.id for fault in faults} == {faulty.rule}
    told = " ".join(f"{fault.place} {fault.quote} {fault.message}" for fault in faults)
    assert faulty.says in told
    expected = rules()[faulty.rule].fixable if faulty.fixable is None else faulty.fixable
    assert {fault.fixable for fault in faults} == {expected}


def test_every_rule_has_a_paper_that_breaks_it() -> None:
    assert {faulty.rule for faulty in FAULTS} == set(rules())


def test_there_are_at_least_forty_kinds_of_fault() -> None:
    assert len({faulty.rule for faulty in FAULTS}) >= 40
