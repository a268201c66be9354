"""Texts by place → comments of a sheet, above the sender's own; and ours of an earlier round → gone."""

from __future__ import annotations

from collections.abc import Mapping

from youthreport.markings import AUTHOR, MARKER
from youthreport.outputs.feedback.boxes import draw
from youthreport.outputs.feedback.markup import Element, child, found, made, namespace_of, put_text, twin
from youthreport.outputs.feedback.places import Place, area
from youthreport.outputs.feedback.workbook import Sheet, Workbook

_THEIRS = "—— 原有批注 ——\n"
_LONGEST = 3_000
_LIST = ("authors", "commentList")
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"


def add_notes(book: Workbook, sheet: Sheet, texts: Mapping[Place, str]) -> bool:
    """Puts the texts into comments. Whether a conversation had to become a plain comment for it."""
    part = book.package.linked(sheet.part, "comments") or _new_part(book, sheet)
    root = book.package.tree(part)
    entries, by_place = _entries(root)
    for place, text in texts.items():
        if place not in by_place:
            by_place[place] = made(entries, "comment", ref=place.ref, authorId=_author(root))
        _write(by_place[place], text)
    draw(book, sheet, {place: _whole(by_place[place]) for place in texts})
    return _unthread(book, sheet, texts)


def clear_notes(book: Workbook, sheet: Sheet) -> bool:
    """Takes what we wrote in an earlier round out of the comments. Whether there was any."""
    part = book.package.linked(sheet.part, "comments")
    # Programs that save it anew may cut our mark into pieces, where the script changes, but no finer.
    if not part or AUTHOR.encode() not in book.package.read(part):
        return False
    entries, by_place = _entries(book.package.tree(part))
    ours = {place: entry for place, entry in by_place.items() if _whole(entry).startswith(MARKER)}
    for entry in ours.values():
        if not _cut(entry):
            entries.remove(entry)
    draw(book, sheet, {p: "" if entry.getparent() is None else _whole(entry) for p, entry in ours.items()})
    if not len(entries):
        book.package.drop(part)
    return bool(ours)


def _entries(root: Element) -> tuple[Element, dict[Place, Element]]:
    entries = child(root, "commentList", _LIST)
    return entries, {where.first: entry for entry in entries if (where := area(entry.get("ref", "")))}


def _new_part(book: Workbook, sheet: Sheet) -> str:
    space = namespace_of(book.package.peek(sheet.part))
    blank = f'<comments xmlns="{space}"><authors/><commentList/></comments>'
    part = book.package.add(f"{book.folder}/comments", "xml", blank.encode(), _TYPE)
    book.package.link(sheet.part, f"{book.relations}/comments", part)
    return part


def _cut(entry: Element) -> bool:
    """Removes what stands above the sender's own text, whose fonts stay; False when there is no such text."""
    whole = _whole(entry)
    _, _, own = whole.partition(_THEIRS)
    spare = len(whole) - len(own)
    for piece in list(entry.iterfind("{*}text//{*}t")) if own else []:
        text = piece.text or ""
        if spare and spare >= len(text):
            owner = piece.getparent()
            run = owner if owner is not None and owner.tag.endswith("}r") else piece
            run.getparent().remove(run)  # type: ignore[union-attr]  # it stands below <text>
        elif spare:
            put_text(piece, text[spare:])
        spare -= min(spare, len(text))
    return bool(own)


def _write(entry: Element, text: str) -> None:
    own = found(entry, "text")
    runs = [twin(run) for run in own if run.tag.endswith(("}r", "}t"))] if own is not None else []
    for part in list(entry):
        entry.remove(part)
    body = made(entry, "text")
    _run(body, f"{MARKER}\n{text[:_LONGEST]}")
    if runs:
        _run(body, f"\n{_THEIRS}")
    for run in runs:
        (made(body, "r") if run.tag.endswith("}t") else body).append(run)


def _run(body: Element, text: str) -> None:
    run = made(body, "r")
    look = made(run, "rPr")
    made(look, "sz", val="9")
    made(look, "color", indexed="81")
    made(look, "rFont", val="宋体")
    made(look, "charset", val="134")
    put_text(made(run, "t"), text)


def _author(root: Element) -> str:
    authors = child(root, "authors", _LIST)
    names = [author.text for author in authors]
    if AUTHOR not in names:
        made(authors, "author").text = AUTHOR
        names.append(AUTHOR)
    return str(names.index(AUTHOR))


def _whole(entry: Element) -> str:
    return "".join(piece.text or "" for piece in entry.iterfind("{*}text//{*}t"))


def _unthread(book: Workbook, sheet: Sheet, texts: Mapping[Place, str]) -> bool:
    """Where we comment, a conversation becomes a plain comment: programs show either the one or the other."""
    part = book.package.linked(sheet.part, "threadedComment")
    refs = {place.ref for place in texts}
    root = book.package.tree(part) if part else None
    gone = [entry for entry in root if entry.get("ref") in refs] if root is not None else []
    for entry in gone:
        root.remove(entry)  # type: ignore[union-attr]  # entries have a root
    if root is not None and not len(root):
        book.package.drop(part)
    return bool(gone)
