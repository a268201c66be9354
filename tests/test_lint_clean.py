"""Papers of many makers that keep to the standard → nothing found, and words that only look like faults."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests import raw_papers as papers
from tests.conftest import BuiltSample
from tests.raw_papers import (
    BASE,
    annexes,
    blank,
    body,
    cell,
    head1,
    imprint,
    paper,
    par,
    red,
    row,
    run,
    table,
    title,
)
from tests.test_lint_faults import found


def told(content: bytes, **options: str) -> list[str]:
    """The findings, each as one line that a failing test shows."""
    return [f"{f.rule.id} {f.place} {f.message} {f.quote}" for f in found(content, **options).faults]


def numbered_paper() -> bytes:
    """With 版头 above and 版记 below."""
    top = (
        par(run("000001"), first=0)
        + par(run("特急", font="黑体"), first=0)
        + red("共青团澄岚区委员会文件")
        + blank()
        + par(run("澄团发〔2026〕5号"), align="center", first=0)
        + par(run(inner="<w:pict/>"), first=0)
        + blank()
    )
    flow = {"head": top, **dict(BASE.items())}
    return paper(blocks="".join(flow.values()) + imprint())


def sealed() -> bytes:
    """The date four characters from the right, the organ centred above it."""
    return paper(
        {
            "organ_gap": blank(),
            "organ": par(run("共青团澄岚区委员会"), align="center", first=0, left=28 - 2 * 7.25),
            "day": par(run("2026年7月6日"), align="right", first=0, right=4),
        }
    )


def placed_by_spaces() -> bytes:
    """Organ and date pushed to the right by typed spaces, as many clerks do."""
    return paper(
        {
            "organ_gap": blank(),
            "organ": par(run("　" * 17 + "共青团澄岚区委员会"), first=0),
            "day": par(run("　" * 19 + "2026年7月6日"), first=0),
        }
    )


def from_wps() -> bytes:
    """A character grid instead of closer characters, the page number in a text box, no odd and even sides in it."""
    boxed = (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx><w:txbxContent>{}</w:txbxContent>'
        "</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><w:txbxContent>{}</w:txbxContent></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )
    feet = {}
    for kind, side in (("default", "right"), ("even", "left")):
        number = papers.footer(side)
        feet[kind] = f"<w:p>{boxed.format(number, number)}</w:p>"
    section = papers.SECTION.replace(
        'w:type="lines" w:linePitch="579"', 'w:type="linesAndChars" w:linePitch="579" w:charSpace="-1024"'
    )
    blocks = "".join(BASE.values()).replace('<w:spacing w:val="-5"/>', "")
    return paper(blocks=blocks, footers=feet, section=section)


STYLED = papers.STYLES + "".join(
    f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/><w:basedOn w:val="a"/><w:pPr>'
    f'{number}<w:snapToGrid w:val="0"/><w:spacing w:line="579" w:lineRule="exact"/>'
    f'<w:ind w:firstLineChars="{first}" w:firstLine="{first * 3}"/><w:jc w:val="{align}"/>{outline}</w:pPr>'
    f'<w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="{font}"/>'
    f'<w:spacing w:val="{-5 if size == 32 else 0}"/><w:sz w:val="{size}"/></w:rPr></w:style>'
    for key, name, font, size, first, align, number, outline in (
        ("b", "Body Text", "仿宋_GB2312", 32, 200, "both", "", ""),
        ("t", "Title", "方正小标宋简体", 44, 0, "center", "", ""),
        ("1", "heading 1", "黑体", 32, 200, "both", '<w:numPr><w:numId w:val="1"/></w:numPr>', '<w:outlineLvl w:val="0"/>'),
        ("2", "heading 2", "楷体_GB2312", 32, 200, "both", '<w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr>', '<w:outlineLvl w:val="1"/>'),
    )
)  # fmt: skip
COUNTED = (
    '<w:abstractNum w:abstractNumId="0">'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%2）"/></w:lvl>'
    '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
)


def styled(style: str, text: str) -> str:
    """A paragraph that has everything from its style."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t>{text}</w:t></w:r></w:p>'


def from_word() -> bytes:
    """Styles instead of direct formatting, headings numbered by Word."""
    flow = (
        styled("t", "关于加强青年志愿服务工作的意见"),
        styled("b", ""),
        styled("b", "为推动青年志愿服务工作规范有序开展，提出以下意见。"),
        styled("1", "总体要求"),
        styled("b", "坚持自愿、无偿、平等、诚信、合法的原则。"),
        styled("1", "主要任务"),
        styled("2", "健全组织网络"),
        styled("b", "建立区、镇（街道）、村（社区）三级志愿服务组织。"),
        styled("2", "完善激励机制"),
        styled("b", "推行志愿服务时长认定，做到“一人一册”。"),
    )
    return paper(blocks="".join(flow), styles=STYLED, numbering=COUNTED)


def regulation() -> bytes:
    """Articles with items that begin like headings but are none."""
    items = (
        "第一条　为规范青年之家管理，制定本办法。",
        "第二条　青年之家应当具备下列条件：",
        "（一）有固定的活动场所；",
        "（二）有必要的活动设施；",
        "（三）有专人负责日常管理。",
        "第三条　有下列情形之一的，予以摘牌：",
        "（一）连续一年未开展活动的；",
        "（二）经整改仍达不到要求的。",
    )
    heads = title("澄岚区青年之家管理办法") + blank()
    return paper(blocks=heads + "".join(body(item) for item in items))


def speech() -> bytes:
    """No organ is addressed and nobody signs."""
    return paper(
        blocks=title("在全区共青团工作会议上的讲话")
        + par(run("（2026年7月6日）", font="楷体_GB2312"), align="center", first=0)
        + blank()
        + par(run("同志们："), first=0)
        + body("今天我们召开会议，总结上半年工作，部署下半年任务。下面，我讲三点意见。")
        + head1("一、肯定成绩，坚定信心")
        + body("一是服务大局有作为。二是自身建设有进步。")
        + head1("二、正视不足，补齐短板")
        + body("“雄关漫道真如铁，")
        + body("“而今迈步从头越。”我们要有这样的气概。")
        + par(run("谢谢大家！"))
    )


def with_tables() -> bytes:
    """A table inside the text area, a long one with a repeated header, captions and notes."""
    short = table(
        row(cell("单位", width=4422), cell("人数", width=4423)),
        row(cell("12,345", width=4422), cell("2026.07.06", width=4423)),
    )
    rows = [
        row(cell("序号"), cell("单位"), header=True),
        *(row(cell(str(n)), cell("____")) for n in range(1, 40)),
    ]
    caption = par(run("表1　各单位报送情况"), align="center", first=0)
    return paper(
        {"two_text": BASE["two_text"] + caption + short, "three_text": BASE["three_text"] + table(*rows)}
    )


def with_landscape() -> bytes:
    """An upright paper with a wide table on a page of its own."""
    upright = f'<w:p><w:pPr><w:sectPr><w:footerReference w:type="default" r:id="fdefault"/><w:footerReference w:type="even" r:id="feven"/>{papers.SECTION}</w:sectPr></w:pPr></w:p>'
    wide = papers.SECTION.replace('w:w="11906" w:h="16838"', 'w:w="16838" w:h="11906" w:orient="landscape"')
    label = par(run("附件", font="黑体"), first=0)
    note = par(run("附件：检查安排表"), left=5, first=-3)
    flow = {**BASE, "three_text": BASE["three_text"] + blank() + note}
    blocks = (
        "".join(flow.values())
        + upright
        + label
        + blank()
        + title("检查安排表")
        + table(row(cell("甲"), cell("乙")), width=13000)
    )
    return paper(blocks=blocks, section=wide)


GUARDED = (
    "详见https://www.example.org/a?b=1,2;c=3，或发送邮件至qingnian.gzb@example.org，联系电话0451-87654321转8012。",
    "会议定于上午9:30开始，比分为3:2，比例尺为1:500，合格率99.5%，参与12,345人次。",
    "执行GB/T 9704—2012、GB/T 15834-2011和ISO 9001:2015标准。",
    "根据《关于进一步加强工作的通知(试行)》（团发〔2026〕5号）和《2025.12.31前完成任务清单,附表》要求。",
    "推广Youth League Online (YLO), version 2.0. It works, and it's free! 平台，使用App扫码登录。",
    "公式为f(x)=ax+b，型号为A-1、B-2，文件名为工作总结(终稿).docx，压缩包为data_v2.zip。",
    "1921—2026年，北京—上海线路，第三、四季度和三、四年级学生，六、七月份安排。",
    "增长5%～10%，选派3～5人，（京）字第001号，教室为3-5室，代码为10-12-15。",
    "“青春先锋”“青年榜样”等品牌，《甲》（试行）、《乙》等文件，第一、二批名单。",
    "近百名青年、三四个支部、十余场活动、约30人、20人左右参加，建团104年来成绩显著。",
    "会议提出“三个一”要求：一是学习；二是调研；三是整改……取得实效——这是关键。",
    "一、二、三产业融合发展，1.5万名青年参与，2.3倍于上年，10.5%的支部达标。",
    "联系人为李××，手机号码为138****1234，身份证号为110***********1234。",
    "他说：“只要用心用情，”接着又说，“就一定能做好。”",
    "北京－上海航线、中国—东盟博览会、2024—2026年度，均按计划推进。",
    "一、二季度完成任务过半，三、四月份进度加快。",
    "王小明（女，28岁）、张三（男，30岁）等2名同志，1个（含）以上。",
    "见附件1、附件2，参照表1－2和图3，A、B两类，a)项和b)项除外。",
    "项目代码为2026-360100-01，邮编为330000，网址www.example.gov.cn，微信公众号“QN_青年”。",
    "坚持“1＋3＋N”工作模式，落实“三会两制一课”，共覆盖18～35岁青年，占60%以上。",
    "建筑面积为120㎡，气温为－5～10℃，海拔为+8848.86米，12:00—14:00休息。",
    "党的二十届四中全会、“五四”运动、“3·5学雷锋纪念日”活动、“6·26”禁毒宣传。",
    "证书编号为XJ-2026-0012，身份证末位可为X，尺寸为20×30厘米，共3×4组。",
)  # fmt: skip


def guarded() -> bytes:
    """Everything that is written by other rules than those of Chinese prose."""
    return paper({"three_text": "".join(body(text) for text in GUARDED)})


def with_notes() -> bytes:
    """A formula, a footnote mark, a ruby text, a link and a table of contents."""
    link = f'<w:hyperlink r:id="x">{run("青年之家")}</w:hyperlink>'
    formula = "<m:oMath><m:r><m:t>x=1,y=2</m:t></m:r></m:oMath>"
    ruby = (
        "<w:ruby><w:rt><w:r><w:t>qing</w:t></w:r></w:rt><w:rubyBase>" + run("青") + "</w:rubyBase></w:ruby>"
    )
    note = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    text = par(
        run("登录"),
        link,
        run("平台，按公式"),
        formula,
        run("计算，建设"),
        run(inner=ruby),
        run("年阵地。"),
        note,
    )
    contents = (
        '<w:sdt><w:sdtContent><w:p><w:pPr><w:pStyle w:val="TOC1"/></w:pPr><w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        '<w:r><w:instrText> TOC \\o "1-3" </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        "<w:r><w:t>一、总体要求.....1</w:t></w:r></w:p><w:p><w:r><w:t>三、工作要求.....2</w:t></w:r>"
        '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p></w:sdtContent></w:sdt>'
    )
    return paper({"two_text": text, "gap": blank() + contents + blank()})


def names() -> bytes:
    """Lists of names set with gaps, and a form to fill in, in annexes."""
    listed = {
        "annex1_text": par(run("张 三　李小明　王 五　赵 六"), first=2),
        "annex2_text": body("姓名：____　职务：____　电话：____"),
    }
    return paper(annexes() | listed)


CLEAN: dict[str, Callable[[], bytes]] = {
    "notice": paper,
    "annexes": lambda: paper(annexes()),
    "numbered": numbered_paper,
    "imprint": lambda: paper({"imprint": papers.imprint_with_room()}),
    "sealed": sealed,
    "by spaces": placed_by_spaces,
    "wps": from_wps,
    "word": from_word,
    "regulation": regulation,
    "speech": speech,
    "tables": with_tables,
    "landscape": with_landscape,
    "guarded": guarded,
    "notes": with_notes,
    "names": names,
}


@pytest.mark.parametrize("name", CLEAN)
def test_nothing_is_found_in_a_clean_paper(name: str) -> None:
    assert told(CLEAN[name]()) == []


@pytest.mark.parametrize("text", GUARDED)
def test_words_that_only_look_like_faults(text: str) -> None:
    assert told(paper({"three_text": body(text)})) == []


def test_both_readings_of_the_type_area_are_right_unless_one_is_asked_for() -> None:
    tight = paper(
        section=papers.STRICT, blocks="".join(BASE.values()).replace('w:line="579"', 'w:line="592"')
    )
    assert told(tight) == told(tight, profile="strict") == []
    assert {line[:3] for line in told(paper(), profile="strict")} == {"G02"}


def test_a_house_style_of_the_third_level() -> None:
    content = paper(
        {"item1": body("1、团员发展情况。重点检查程序。"), "item2": body("2、团干部配备情况。重点检查配备。")}
    )
    assert told(content, level3="1、") == []
    assert {line[:3] for line in told(content)} == {"G30"}


def test_the_built_paper_is_clean(built: BuiltSample) -> None:
    assert told(built.paper.read_bytes()) == []


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_a_paper_that_libreoffice_saved_again_is_clean(tmp_path: Path) -> None:
    source = tmp_path / "通知.docx"
    source.write_bytes(paper(annexes()))
    profile = (tmp_path / "profile").as_uri()
    subprocess.run(
        ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", "docx:MS Word 2007 XML",
         "--outdir", str(tmp_path / "again"), str(source)],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    again = (tmp_path / "again" / "通知.docx").read_bytes()
    assert again != source.read_bytes()
    assert told(again) == []
