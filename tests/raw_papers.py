"""Papers made from raw WordprocessingML: one that keeps to the standard, and what a test changes in it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from xml.sax.saxutils import escape

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_NAMESPACES = (
    f'xmlns:w="{W}" xmlns:r="{_R}" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def run(
    text: str = "",
    *,
    font: str = "仿宋_GB2312",
    size: int = 32,
    spacing: int | None = None,
    hint: bool = True,
    extra: str = "",
    inner: str = "",
    fonts: str = "",
) -> str:
    """One `w:r`; `extra` are further run properties, `inner` stands in place of the text."""
    closer = (-5 if size == 32 else 0) if spacing is None else spacing
    mark = ' w:hint="eastAsia"' if hint else ""
    named = fonts or f'w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="{font}"'
    content = inner or f'<w:t xml:space="preserve">{escape(text)}</w:t>'
    return (
        f'<w:r><w:rPr><w:rFonts{mark} {named}/>{extra}<w:spacing w:val="{closer}"/>'
        f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr>{content}</w:r>'
    )


def par(
    *content: str,
    align: str = "both",
    first: float = 2,
    left: float = 0,
    right: float = 0,
    line: int = 579,
    rule: str = "exact",
    before: int = 0,
    after: int = 0,
    extra: str = "",
    unit: int = 315,
) -> str:
    """One `w:p` from runs; indents in 字."""
    name = "hanging" if first < 0 else "firstLine"
    indent = "".join(
        f' w:{key}Chars="{round(n * 100)}" w:{key}="{round(n * unit)}"'
        for key, n in (("left", left), ("right", right), (name, abs(first)))
    )
    spacing = f'w:before="{before}" w:after="{after}" w:line="{line}" w:lineRule="{rule}"'
    return (
        f'<w:p><w:pPr>{extra}<w:snapToGrid w:val="0"/><w:spacing {spacing}/><w:ind{indent}/>'
        f'<w:jc w:val="{align}"/></w:pPr>{"".join(content)}</w:p>'
    )


def body(text: str, **how: object) -> str:
    """A paragraph of the main text."""
    return par(run(text), **how)  # type: ignore[arg-type]


def title(text: str, **how: object) -> str:
    """A line of the title."""
    return par(run(text, font="方正小标宋简体", size=44), align="center", first=0, **how)  # type: ignore[arg-type]


def head1(text: str, **how: object) -> str:
    """A heading of the first level."""
    return par(run(text, font="黑体"), **how)  # type: ignore[arg-type]


def head2(text: str, **how: object) -> str:
    """A heading of the second level."""
    return par(run(text, font="楷体_GB2312"), **how)  # type: ignore[arg-type]


def blank() -> str:
    """A blank line."""
    return par()


def cell(
    text: str,
    *,
    width: int = 2000,
    size: int = 28,
    line: int = 480,
    rule: str = "exact",
    properties: str = "",
) -> str:
    """A cell of a table."""
    paragraph = par(run(text, size=size), align="center", first=0, line=line, rule=rule)
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{properties}</w:tcPr>{paragraph}</w:tc>'


def row(*cells: str, header: bool = False) -> str:
    """A row of a table."""
    mark = "<w:trPr><w:tblHeader/></w:trPr>" if header else ""
    return f"<w:tr>{mark}{''.join(cells)}</w:tr>"


def table(*rows: str, width: int = 8845, columns: int = 2, properties: str = "") -> str:
    """A table of the type area's width unless said otherwise."""
    grid = f'<w:gridCol w:w="{width // columns}"/>' * columns
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{width}" w:type="dxa"/><w:jc w:val="center"/>{properties}'
        f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{"".join(rows)}</w:tbl>'
    )


BASE: dict[str, str] = {
    "title": title("关于开展2026年上半年"),
    "title2": title("基层团组织工作检查的通知"),
    "gap": blank(),
    "to": par(run("各镇（街道）团（工）委，各直属团组织："), first=0),
    "lead": body("为全面掌握基层团组织建设情况，推动各项任务落实，现将上半年工作检查有关事项通知如下。"),
    "one": head1("一、总体要求"),
    "one_text": body("坚持问题导向，坚持实事求是，做到底数清、情况明、措施实，为下半年工作打好基础。"),
    "two": head1("二、检查内容"),
    "two_one": head2("（一）组织建设情况"),
    "item1": body("1.团员发展情况。重点检查团员发展程序是否规范、团员档案是否齐全、团费收缴是否及时。"),
    "item2": body("2.团干部配备情况。重点检查团干部是否配齐配强，是否存在长期空缺的情形。"),
    "two_two": head2("（二）作用发挥情况"),
    "two_text": body("各单位组织青年突击队56支、志愿服务活动180余场，参与人数比上年同期增长16.8%。"),
    "three": head1("三、工作要求"),
    "three_text": body("请各单位于2026年7月20日前将自查报告报送团区委办公室，联系电话：0451-12345678。"),
    "organ_gap": blank(),
    "organ": par(run("共青团澄岚区委员会"), align="right", first=0, right=2),
    "day": par(run("2026年7月6日"), align="left", first=0, left=19),
}  # fmt: skip


def annexes(*, note1: str = "", note2: str = "", label2: str = "", title2: str = "") -> dict[str, str]:
    """附件说明 with two annexes behind the signature; each part may be replaced."""
    label = run("附件1", fonts='w:ascii="黑体" w:hAnsi="黑体" w:eastAsia="黑体"')
    second = run("附件2", fonts='w:ascii="黑体" w:hAnsi="黑体" w:eastAsia="黑体"')
    broken = "<w:pageBreakBefore/>"
    tail = {key: BASE[key] for key in ("organ_gap", "organ", "day")}
    return {
        "note_gap": blank(),
        "note1": note1 or par(run("附件：1.检查安排表"), left=6, first=-4),
        "note2": note2 or par(run("2.自查报告提纲"), left=6, first=-1),
        **tail,
        "label1": par(label, first=0, extra=broken),
        "label1_gap": blank(),
        "annex1": title("检查安排表"),
        "annex1_text": body("检查组分三路，每路三人，具体时间另行通知。"),
        "label2": label2 or par(second, first=0, extra=broken),
        "label2_gap": blank(),
        "annex2": title2 or title("自查报告提纲"),
        "annex2_text": body("主要写明做法、成效、问题和打算。"),
    }


IMPRINT_BORDERS = (
    '<w:tblBorders><w:top w:val="single" w:sz="8"/><w:bottom w:val="single" w:sz="8"/>'
    '<w:insideH w:val="single" w:sz="6"/></w:tblBorders>'
)


def imprint(copies: str = "抄送：区委办公室，区委组织部。", issued: str = "共青团澄岚区委员会办公室　　2026年7月7日印发",
            borders: str = IMPRINT_BORDERS, **how: int) -> str:  # fmt: skip
    """版记 as a table of two rows."""
    return table(
        row(cell(copies, width=8845, line=520, **how)),  # type: ignore[arg-type]
        row(cell(issued, width=8845, line=520, **how)),  # type: ignore[arg-type]
        columns=1,
        properties=borders,
    )


def imprint_with_room(last: int = 8) -> str:
    """版记 with its rules on the cells, and a row below that reaches to the page's edge; `last` weighs the last rule."""

    def rules(top: int, bottom: int) -> str:
        told = f'<w:top w:val="single" w:sz="{top}"/><w:bottom w:val="single" w:sz="{bottom}"/>'
        return f"<w:tcBorders>{told}</w:tcBorders>"

    return table(
        row(cell("抄送：区委办公室。", width=8845, line=520, properties=rules(8, 6))),
        row(
            cell(
                "共青团澄岚区委员会办公室　　2026年7月7日印发",
                width=8845,
                line=520,
                properties=rules(6, last),
            )
        ),
        row(cell("", width=8845)),
        columns=1,
    )


def red(text: str, size: int = 80) -> str:
    """The organ's mark at the head of a numbered paper."""
    return par(
        run(text, font="方正小标宋简体", size=size, extra='<w:color w:val="FF0000"/>'),
        align="center",
        first=0,
        line=1200,
    )


SECTION = (
    '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1587" '
    'w:header="851" w:footer="1451" w:gutter="0"/><w:docGrid w:type="lines" w:linePitch="579"/>'
)
STRICT = SECTION.replace("2098", "1928").replace("1984", "1871").replace("579", "592")


def footer(
    side: str, before: str = "— ", after: str = " —", *, size: int = 28, font: str = "宋体", inset: float = 1
) -> str:
    """A footer with the page number."""
    fonts = f'w:ascii="{font}" w:hAnsi="{font}" w:eastAsia="{font}"'
    pieces = (
        run(before, size=size, fonts=fonts),
        run(inner='<w:fldChar w:fldCharType="begin"/>', size=size, fonts=fonts),
        run(inner='<w:instrText xml:space="preserve"> PAGE </w:instrText>', size=size, fonts=fonts),
        run(inner='<w:fldChar w:fldCharType="separate"/>', size=size, fonts=fonts),
        run("1", size=size, fonts=fonts),
        run(inner='<w:fldChar w:fldCharType="end"/>', size=size, fonts=fonts),
        run(after, size=size, fonts=fonts),
    )
    how = {"right": inset} if side == "right" else {"left": inset}
    return par(*pieces, align=side, first=0, line=280, unit=280, **how)  # type: ignore[arg-type]


FOOTERS = {"default": footer("right"), "even": footer("left")}
SETTINGS = "<w:evenAndOddHeaders/>"
STYLES = (
    '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:asciiTheme="minorHAnsi" w:eastAsiaTheme="minorEastAsia"/>'
    '<w:sz w:val="21"/></w:rPr></w:rPrDefault></w:docDefaults>'
    '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>'
)
THEME = (
    '<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:themeElements><a:fontScheme name="x">'
    '<a:majorFont><a:latin typeface="Cambria"/><a:ea typeface=""/><a:font script="Hans" typeface="宋体"/></a:majorFont>'
    '<a:minorFont><a:latin typeface="Calibri"/><a:ea typeface=""/><a:font script="Hans" typeface="宋体"/></a:minorFont>'
    "</a:fontScheme></a:themeElements></a:theme>"
)
_TYPES = {
    "styles": "wordprocessingml.styles",
    "settings": "wordprocessingml.settings",
    "theme": "theme",
    "numbering": "wordprocessingml.numbering",
    "comments": "wordprocessingml.comments",
    "footer": "wordprocessingml.footer",
}


def paper(
    changes: Mapping[str, str | None] | None = None,
    *,
    blocks: str | None = None,
    section: str = SECTION,
    footers: Mapping[str, str] = FOOTERS,
    settings: str = SETTINGS,
    styles: str = STYLES,
    numbering: str = "",
    comments: str = "",
    core: str = "",
) -> bytes:
    """A .docx of the base paper with some parts replaced, added at the end or (None) left out; or of other blocks."""
    parts = {**BASE, **(changes or {})}
    # Parts that are given again come in the order in which they are given, at the end.
    flow = [key for key in parts if key not in (changes or {})] if _reorders(changes) else list(parts)
    if _reorders(changes):
        flow += list(changes or {})
    text = "".join(parts[key] or "" for key in flow) if blocks is None else blocks
    files = {"styles": styles, "settings": settings}
    files |= {name: xml for name, xml in (("numbering", numbering), ("comments", comments)) if xml}
    references = "".join(f'<w:footerReference w:type="{kind}" r:id="f{kind}"/>' for kind in footers)
    document = f"<w:document {_NAMESPACES}><w:body>{text}<w:sectPr>{references}{section}</w:sectPr></w:body></w:document>"
    return _zipped(document, files, footers, core)


def _reorders(changes: Mapping[str, str | None] | None) -> bool:
    return bool(changes) and "organ_gap" in (changes or {})


def _zipped(document: str, files: Mapping[str, str], footers: Mapping[str, str], core: str) -> bytes:
    members = {"word/document.xml": document, "word/theme1.xml": THEME}
    relations = [("theme", "theme", "theme1.xml")]
    overrides = [("document", "wordprocessingml.document.main"), ("theme1", "theme")]
    for name, xml in files.items():
        members[f"word/{name}.xml"] = f"<w:{name} {_NAMESPACES}>{xml}</w:{name}>"
        relations.append((name, name, f"{name}.xml"))
        overrides.append((name, _TYPES[name]))
    for kind, xml in footers.items():
        members[f"word/footer_{kind}.xml"] = f"<w:ftr {_NAMESPACES}>{xml}</w:ftr>"
        relations.append((f"f{kind}", "footer", f"footer_{kind}.xml"))
        overrides.append((f"footer_{kind}", _TYPES["footer"]))
    types = "".join(
        f'<Override PartName="/word/{name}.xml" '
        f'ContentType="application/vnd.openxmlformats-officedocument.{kind}+xml"/>'
        for name, kind in overrides
    )
    members["word/_rels/document.xml.rels"] = _relations(relations)
    main = [("document", "officeDocument", "word/document.xml")]
    if core:
        members["docProps/core.xml"] = core
    root = _relations(main)
    if core:
        link = 'Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"'
        root = root.replace("</Rel", f'<Relationship Id="core" {link} Target="docProps/core.xml"/></Rel', 1)
    members["_rels/.rels"] = root
    members["[Content_Types].xml"] = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{types}</Types>'
    )
    return zipped({name: (_HEAD + xml).encode() for name, xml in members.items()})


def _relations(links: list[tuple[str, str, str]]) -> str:
    told = "".join(
        f'<Relationship Id="{key}" Type="{_R}/{kind}" Target="{target}"/>' for key, kind, target in links
    )
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{told}</Relationships>'


def zipped(members: Mapping[str, bytes]) -> bytes:
    """A zip file of those members."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return target.getvalue()


def title_property(text: str) -> str:
    """Core properties that name a title."""
    return (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{text}</dc:title></cp:coreProperties>'
    )
