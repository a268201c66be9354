"""Small papers with known figures, and what people do to them in Word: typing over, deleting, moving, copying, tracking."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from copy import deepcopy
from datetime import datetime
from pathlib import Path
from typing import Any

import docx
from lxml import etree

from tests.sections import make
from youthreport.document import write
from youthreport.frame import Frame
from youthreport.model import Part, Vocabulary, Wording
from youthreport.revision import Comparison, Job, Refreshed, refresh, verify

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
ANCHORS = (f"{W}commentRangeStart", f"{W}commentRangeEnd")
SECTION = """
## 工作情况
### 组织建设
建好基层组织，全区有团员{{ 团员 }}名。抓好攻坚建团，新建团组织{{ 新建 }}个{% 从句 %}，同比增长{{ 同比 }}{% 完 %}，其中两新领域{{ 两新 }}个。
{% if 断言.全部 %}各支部已全部完成自评，五星支部{{ 五星 }}个。{% endif %}及时总结经验做法，推动各项任务落地见效。
### 志愿服务
坚持常态服务，开展志愿活动{{ 场次 }}场，参与{{ 人次 }}人次。每天开通服务热线12小时，做到件件有回应。
重点抓好以下事项：一是{{ 计划一 }}；二是{{ 计划二 }}。
{% if 断言.拓展 %}积极拓展服务阵地，新建青年之家{{ 之家 }}个。{% endif %}
|领域|团组织|
|两新|{{ 两新 }}|
|学校|{{ 学校 }}|
"""
CODES = {
    "团员": "members", "新建": "org_new", "同比": "org_new", "两新": "org_new_lx", "五星": "star5",
    "场次": "vol_acts", "人次": "vol_people", "之家": "yh_new", "学校": "org_school",
}  # fmt: skip
VALUES: Mapping[str, str] = {
    "团员": "9392", "新建": "27", "同比": "42.1%", "两新": "13", "五星": "57", "场次": "180余", "人次": "1万余",
    "之家": "5", "学校": "8", "计划一": "办好3场宣讲（云溪中学团委，11月底前）", "计划二": "组建2支突击队（城建集团团委）",
}  # fmt: skip
MEASURES = ("人", "名", "个", "场", "人次", "支", "小时")
STAMP = datetime(2026, 7, 1)


def built(
    folder: Path,
    build_id: str = "aaaaaaaa11111111",
    *,
    holds: str = "全部",
    section: str = SECTION,
    **values: str,
) -> bytes:
    """The paper with these figures; those whose text is "" are nothing. `holds` names the claims that hold."""
    (folder / "sections").mkdir(parents=True, exist_ok=True)
    (folder / "sections" / "01_节.docx").write_bytes(make(section))
    context: dict[str, object] = {"断言": {name: name in holds for name in ("全部", "拓展")}}
    for label, text in (VALUES | values).items():
        part = Part(text, CODES[label]) if label in CODES else Part(text, quoted=True)
        context[label] = Wording(label, (part,) if text else (), nothing=not text)
    frame = Frame("云溪团区委2026年度上半年工作总结", organ="共青团云溪区委员会", signed="2026年7月6日")
    return write(Vocabulary(context, {}, ()), folder, frame, stamp=STAMP, build_id=build_id).content


def job(edited: bytes, base: bytes, now: bytes, *later: bytes) -> Job:
    """The comparison of an edited paper with its build (and later ones) and with today's paper."""
    labels = {code: label for label, code in CODES.items()}
    return Job(edited, (base, *later), now, labels, MEASURES, "bbbbbbbb22222222", STAMP)


def verified(edited: bytes, base: bytes, now: bytes | None = None, *later: bytes) -> Comparison:
    """What `verify` finds."""
    found = verify(job(edited, base, now or base, *later))
    assert isinstance(found, Comparison), found
    return found


def refreshed(edited: bytes, base: bytes, now: bytes, *later: bytes) -> Refreshed:
    """What `refresh` makes of it."""
    done = refresh(job(edited, base, now, *later))
    assert isinstance(done, Refreshed), done
    return done


class Edit:
    """A document under somebody's hands; every method says what that person does."""

    def __init__(self, content: bytes) -> None:
        self.document = docx.Document(io.BytesIO(content))
        self.body: Any = self.document.element.body

    @property
    def content(self) -> bytes:
        """What is saved."""
        buffer = io.BytesIO()
        self.document.save(buffer)
        return buffer.getvalue()

    def paragraph(self, text: str) -> Any:
        """The only paragraph that holds the text."""
        found = [p for p in self.body.iter(f"{W}p") if text in text_of(p)]
        assert len(found) == 1, (text, [text_of(p) for p in found])
        return found[0]

    def mark(self, name: str) -> tuple[Any, list[Any], Any]:
        """A bookmark's beginning, the runs inside (what holds comments apart), and its end."""
        start = next(s for s in self.body.iter(f"{W}bookmarkStart") if s.get(f"{W}name") == name)
        end = next(e for e in self.body.iter(f"{W}bookmarkEnd") if e.get(f"{W}id") == start.get(f"{W}id"))
        inside, at = [], start.getnext()
        while at is not end:
            if at.tag not in ANCHORS and at.find(f"{W}commentReference") is None:
                inside.append(at)
            at = at.getnext()
        return start, inside, end

    def type_inside(self, name: str, text: str) -> Edit:
        """Change the number with the cursor inside it: the bookmark stays around it."""
        _, (first, *rest), _ = self.mark(name)
        set_text(first, text)
        for run in rest:
            run.getparent().remove(run)
        return self

    def type_over(self, name: str, text: str) -> Edit:
        """Select the number and type: Word takes the bookmark away."""
        start, inside, end = self.mark(name)
        if text:
            self.type_inside(name, text)
        else:
            for run in inside:
                run.getparent().remove(run)
        for element in (start, end):
            element.getparent().remove(element)
        return self

    def shrink(self, name: str, left: str, kept: str) -> Edit:
        """Type over the first part of the number: the bookmark keeps the rest."""
        start, (run, *_), _ = self.mark(name)
        before = deepcopy(run)
        set_text(before, left)
        set_text(run, kept)
        start.addprevious(before)
        return self

    def delete(self, text: str) -> Edit:
        """Delete the paragraph that holds the text."""
        paragraph = self.paragraph(text)
        paragraph.getparent().remove(paragraph)
        return self

    def delete_words(self, name: str, *, before: int, after: int) -> Edit:
        """Delete some runs before and behind a bookmark, and the bookmark with them."""
        start, inside, end = self.mark(name)
        gone = [start, *inside, end]
        for _ in range(before):
            gone.insert(0, gone[0].getprevious())
        for _ in range(after):
            gone.append(gone[-1].getnext())
        for element in gone:
            element.getparent().remove(element)
        return self

    def move(self, text: str, before: str) -> Edit:
        """Cut a paragraph and paste it before another one, bookmarks and all."""
        self.paragraph(before).addprevious(self.paragraph(text))
        return self

    def cut_and_paste(self, name: str, *, behind: str) -> Edit:
        """Put a bookmark and what is in it directly behind some words."""
        start, inside, end = self.mark(name)
        run = next(t.getparent() for t in self.body.iter(f"{W}t") if (t.text or "").endswith(behind))
        for element in (end, *reversed(inside), start):
            run.addnext(element)
        return self

    def copy(self, text: str, before: str) -> Edit:
        """Copy a paragraph: Word leaves the bookmarks where they were."""
        copied = deepcopy(self.paragraph(text))
        for tag in ("bookmarkStart", "bookmarkEnd"):
            for element in list(copied.iter(f"{W}{tag}")):
                element.getparent().remove(element)
        self.paragraph(before).addprevious(copied)
        return self

    def replace(self, old: str, new: str) -> Edit:
        """Change words outside figures."""
        nodes = [t for t in self.body.iter(f"{W}t") if old in (t.text or "")]
        assert len(nodes) == 1, (old, len(nodes))
        nodes[0].text = nodes[0].text.replace(old, new)
        return self

    def retype(self, words: str, *changes: tuple[str, str]) -> Edit:
        """Type the whole paragraph that holds these words anew, with these changes: all its bookmarks are gone."""
        paragraph = self.paragraph(words)
        said = text_of(paragraph)
        for old, new in changes:
            assert old in said, (old, said)
            said = said.replace(old, new)
        for child in [c for c in paragraph if c.tag != f"{W}pPr"]:
            paragraph.remove(child)
        etree.SubElement(etree.SubElement(paragraph, f"{W}r"), f"{W}t").text = said
        return self

    def write(self, text: str, before: str) -> Edit:
        """Write a paragraph of one's own."""
        paragraph = etree.SubElement(self.body, f"{W}p")
        run = etree.SubElement(paragraph, f"{W}r")
        etree.SubElement(run, f"{W}t").text = text
        self.paragraph(before).addprevious(paragraph)
        return self

    def add_row(self, *cells: str, behind: str) -> Edit:
        """Add a row to a table behind the one that holds the text, and fill it in."""
        (row,) = (r for r in self.body.iter(f"{W}tr") if behind in text_of(r))
        added = deepcopy(row)
        for tag in ("bookmarkStart", "bookmarkEnd"):
            for element in list(added.iter(f"{W}{tag}")):
                element.getparent().remove(element)
        for cell, text in zip(added.iter(f"{W}tc"), cells, strict=True):
            first, *rest = cell.iter(f"{W}r")
            set_text(first, text)
            for run in rest:
                run.getparent().remove(run)
        row.addnext(added)
        return self

    def delete_row(self, text: str) -> Edit:
        """Delete the row that holds the text."""
        (row,) = (r for r in self.body.iter(f"{W}tr") if text in text_of(r))
        row.getparent().remove(row)
        return self

    def track(self, name: str, text: str, author: str = "张书记") -> Edit:
        """Change the number with tracking on."""
        _, (first, *rest), end = self.mark(name)
        deleted, inserted = (_change(tag, author) for tag in ("del", "ins"))
        new = deepcopy(first)
        first.addprevious(deleted)
        deleted.extend([first, *rest])
        for node in deleted.iter(f"{W}t"):
            node.tag = f"{W}delText"
        set_text(new, text)
        inserted.append(new)
        end.addprevious(inserted)
        return self

    def split_runs(self) -> Edit:
        """Let every character have a run of its own, as checkers of spelling leave it."""
        for run in list(self.body.iter(f"{W}r")):
            node = run.find(f"{W}t")
            for char in reversed((node.text or "")[1:] if node is not None else ""):
                copied = deepcopy(run)
                set_text(copied, char)
                run.addnext(copied)
            if node is not None:
                set_text(run, (node.text or "")[:1])
        return self

    def renumber(self) -> Edit:
        """Give all bookmarks other ids."""
        for tag in ("bookmarkStart", "bookmarkEnd"):
            for element in self.body.iter(f"{W}{tag}"):
                element.set(f"{W}id", str(1000 - int(element.get(f"{W}id"))))
        return self


def _change(tag: str, author: str) -> Any:
    change = etree.Element(f"{W}{tag}")
    for key, value in (("id", "900"), ("author", author), ("date", "2026-07-03T08:00:00Z")):
        change.set(f"{W}{key}", value)
    return change


def set_text(run: Any, text: str) -> None:
    """The run says this and nothing else."""
    node = run.find(f"{W}t")
    node.text = text
    node.set(SPACE, "preserve")


def text_of(element: Any) -> str:
    """What a reader sees of it with all changes accepted."""
    return "".join(t.text or "" for t in element.iter(f"{W}t"))


def texts(content: bytes) -> list[str]:
    """The paragraphs as a reader sees them with all changes accepted."""
    return [text_of(p) for p in part(content).iter(f"{W}p")]


def part(content: bytes, name: str = "word/document.xml") -> Any:
    """A part of the file, parsed."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return etree.fromstring(archive.read(name))


def parts(content: bytes) -> dict[str, bytes]:
    """All parts of the file by name."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def settled(content: bytes, *, accept: bool) -> bytes:
    """The document after Word accepted or rejected every tracked change, comments left alone."""
    root = part(content)
    keep, drop = ("ins", "del") if accept else ("del", "ins")
    for change in list(root.iter(f"{W}{drop}")):
        change.getparent().remove(change)
    for change in list(root.iter(f"{W}{keep}")):
        for child in list(change):
            change.addprevious(child)
        change.getparent().remove(change)
    for node in root.iter(f"{W}delText"):
        node.tag = f"{W}t"
    return with_part(content, "word/document.xml", etree.tostring(root))


def with_part(content: bytes, name: str, data: bytes) -> bytes:
    """The file with another content of one part."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for member, old in (parts(content) | {name: data}).items():
            archive.writestr(member, data if member == name else old)
    return target.getvalue()


def comments(content: bytes) -> list[tuple[str, str]]:
    """Author and text of every comment."""
    if "word/comments.xml" not in parts(content):
        return []
    root = part(content, "word/comments.xml")
    return [
        (c.get(f"{W}author"), "\n".join(text_of(p) for p in c.iter(f"{W}p")))
        for c in root.iter(f"{W}comment")
    ]


def changes(content: bytes, author: str = "数据更新") -> list[tuple[str, str]]:
    """The tracked changes of that author as pairs of kind and text, in document order."""
    return [
        (re.sub(r"\{.*\}", "", e.tag), "".join(t.text or "" for t in e.iter(f"{W}t", f"{W}delText")))
        for e in part(content).iter(f"{W}ins", f"{W}del")
        if e.get(f"{W}author") == author
    ]


def states(told: dict[str, Any]) -> dict[str, tuple[str, object, object, object, bool]]:
    """The figures that are not as the build printed them, or whose mark is lost."""
    return {
        f["name"]: (f["state"], f["was"], f["paper"], f["now"], f["marked"])
        for f in told["figures"]
        if f["state"] != "unchanged" or not f["marked"]
    }
