"""A section's parts → those that the paper cannot hold, each refused by its name at its place."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from docx.oxml.ns import qn

from youthreport.document import official
from youthreport.document.faults import Fault
from youthreport.document.lines import Line
from youthreport.document.pictures import unfit
from youthreport.document.signs import unprintable
from youthreport.document.styles import Styles
from youthreport.model import Severity

_REFUSED = {
    "commentReference": "批注",
    "commentRangeStart": "批注",
    "commentRangeEnd": "批注",
    "footnoteReference": "脚注",
    "endnoteReference": "尾注",
    "object": "嵌入对象",
    "AlternateContent": "文本框或图形",
    "ins": "修订",
    "del": "修订",
    "moveFrom": "修订",
    "moveTo": "修订",
    "rPrChange": "修订",
    "pPrChange": "修订",
    "tblPrChange": "修订",
    "trPrChange": "修订",
    "tcPrChange": "修订",
    "cellIns": "修订",
    "cellDel": "修订",
    "sdt": "内容控件",
    "altChunk": "嵌入文档",
    "subDoc": "子文档",
    "fldChar": "域",
    "fldSimple": "域",
    "instrText": "域",
    "hyperlink": "超链接",
    "ruby": "拼音指南",
    "oMath": "公式",
    "oMathPara": "公式",
    "framePr": "图文框或首字下沉",
    "ptab": "制表符",
    "cr": "手动换行",
    "sym": "符号字体的字符",
    "noBreakHyphen": "不间断连字符",
    "softHyphen": "可选连字符",
}
_REMEDIES = {
    "修订": "请先接受或拒绝全部修订再保存。",
    "超链接": "请在链接上点右键，取消超链接。",
    "自动编号": "请取消自动编号；标题和条目用标题1至标题4样式，序号由程序编排。",
    "制表符": "请删去制表符；首行缩进由样式规定。",
    "手动换行": "请把 Shift+Enter 换行改为回车分段，或连成一段。",
}
_OFF = ("0", "false", "off", "none")
_IN_RUN = ("rPr", "t", "drawing", "lastRenderedPageBreak")
_ONLY_A_NUMBER = re.compile(r"[\d\s\-—–－·•/第页共PAGE]*")


def obstacles(document: Any, lines: Sequence[Line], file: str) -> Iterator[Fault]:
    """Everything in the section that would be lost, and what of it will look different."""
    body = document.element.body
    at = {line.paragraph: line for line in lines}
    told: set[tuple[Any, str]] = set()
    for element in body.iter():
        what = _name(element, body, document.part)
        paragraph = _nearest(element) if what else None
        if what and (paragraph, what) not in told:
            told.add((paragraph, what))
            yield _refusal(what, at.get(paragraph), file)
    for line in lines:
        if unprintable(line.text):
            yield _refusal("无法显示的字符", line, file)
    yield from _styles(document, lines, file)
    yield from _margins(document, file)


def _nearest(element: Any) -> Any:
    """The paragraph around the element, else the first one inside it or before it."""
    around = next(element.iterancestors(qn("w:p")), None)
    within = next(element.iter(qn("w:p")), None) if around is None else around
    return next(element.itersiblings(qn("w:p"), preceding=True), None) if within is None else within


def _refusal(what: str, line: Line | None, file: str) -> Fault:
    remedy = _REMEDIES.get(what, f"请在这份模板里删去{what}。") + "改好后再重新生成。"
    message = f"模板里有{what}，生成时无法保留"
    if line is None:
        return Fault(Severity.ERROR, file, message, remedy)
    return Fault(Severity.ERROR, file, message, remedy, line.place, line.text, paragraph=line.number)


def _name(element: Any, body: Any, part: Any) -> str:
    """What the element is when it cannot be carried, else ""."""
    if not isinstance(element.tag, str):
        return ""
    local = element.tag.rpartition("}")[2]
    if local == "sectPr":
        return "" if element.getparent() is body else "分节符"
    if local == "drawing":
        return "" if _inside_alternatives(element) else unfit(element, part)
    if local in _DEPENDING:
        return _DEPENDING[local](element)
    if local in _REFUSED:
        return _REFUSED[local]
    parent = element.getparent()
    if parent is not None and parent.tag == qn("w:r") and local not in _IN_RUN:
        return f"无法识别的内容（{local}）"
    return ""


def _break(element: Any) -> str:
    return "分页符" if element.get(qn("w:type")) in ("page", "column") else "手动换行"


def _table(element: Any) -> str:
    return "嵌套的表格" if any(True for _ in element.iterancestors(qn("w:tc"))) else ""


def _tab(element: Any) -> str:
    """A character, not a stop of the paragraph."""
    return "制表符" if element.getparent().tag == qn("w:r") else ""


def _hidden(element: Any) -> str:
    """Hidden text, not a hidden paragraph mark."""
    mark_only = element.getparent().getparent().tag == qn("w:pPr")
    return "" if mark_only or element.get(qn("w:val")) in _OFF else "隐藏文字"


def _page_before(element: Any) -> str:
    return "" if element.get(qn("w:val")) in _OFF else "段前分页"


def _list(element: Any) -> str:
    """The list 0 takes a paragraph out of the list that its style is in."""
    return "" if element.get(qn("w:val")) == "0" else "自动编号"


def _shape(element: Any) -> str:
    if _inside_alternatives(element):
        return ""
    return "文本框" if element.tag == qn("w:txbxContent") else "旧格式的图片或图形"


_DEPENDING: Mapping[str, Callable[[Any], str]] = {
    "br": _break,
    "tbl": _table,
    "tab": _tab,
    "vanish": _hidden,
    "pageBreakBefore": _page_before,
    "numId": _list,
    "pict": _shape,
    "txbxContent": _shape,
}


def _inside_alternatives(element: Any) -> bool:
    """Whether it is one of the versions of a shape that is refused as a whole."""
    return any(str(around.tag).endswith("}AlternateContent") for around in element.iterancestors())


def _styles(document: Any, lines: Sequence[Line], file: str) -> Iterator[Fault]:
    """Paragraphs in styles that the paper does not have."""
    styles = Styles(document)
    for line in lines:
        if line.table is not None:
            continue  # all text of tables has one style
        name = styles.style_of(line.paragraph)
        if not name:
            remedy = "请给这一段重新选定样式：正文、标题或标题1至标题4。"
            yield Fault(
                Severity.ERROR, file, "段落的样式不存在", remedy, line.place, line.text, paragraph=line.number
            )
        elif name not in official.STYLE_IDS and styles.listed(name):
            yield _refusal("自动编号", line, file)
        elif name not in official.STYLE_IDS:
            yield Fault(
                Severity.WARNING,
                file,
                f"段落用了“{name}”样式，公文里没有规定它，成文时照这份模板的格式排",
                "请核对是否合规；一般请改用正文、标题或标题1至标题4。",
                line.place,
                line.text,
                paragraph=line.number,
            )


def _margins(document: Any, file: str) -> Iterator[Fault]:
    """Headers, footers and the page itself, which base.docx alone decides on."""
    for relation in document.part.rels.values():
        kind = relation.reltype.rpartition("/")[2]
        if relation.is_external or kind not in ("header", "footer"):
            continue
        root = relation.target_part.element
        text = "".join(t.text or "" for t in root.iter(qn("w:t")))
        name = "页眉" if kind == "header" else "页脚"
        if not _ONLY_A_NUMBER.fullmatch(text) or any(True for _ in root.iter(qn("w:drawing"), qn("w:pict"))):
            remedy = "页眉页脚由版式文件 base.docx 统一规定，请删去这里的内容。"
            message = f"模板里有{name}，生成时无法保留"
            yield Fault(Severity.ERROR, file, message, remedy, name, text)
    for section in document.element.body.iter(qn("w:pgSz")):
        if section.get(qn("w:orient")) == "landscape":
            message = "页面是横向的；成文时按版式文件的页面排"
            yield Fault(Severity.WARNING, file, message, "请改为纵向，并检查较宽的表格。")
