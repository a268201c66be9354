"""A paragraph element → its text as it will be printed, and where each character stands."""

from __future__ import annotations

from dataclasses import dataclass, field

from youthreport.lint.looks import Looks, RunLook
from youthreport.lint.paper import OBJECT, Atom
from youthreport.lint.xml import Element, child, get, local, w

# Text that was struck out in tracked changes, or is not text at all.
_GONE = frozenset({"del", "moveFrom", "pPr", "rPr", "instrText", "delText", "rt", "sdtPr", "fldData"})
_OBJECTS = frozenset({"drawing", "pict", "object", "sym"})
_FORMULA = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_ALTERNATIVE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"


@dataclass
class Fields:
    """Which complex fields are open; they may go over several paragraphs."""

    stack: list[str] = field(default_factory=list)

    def meet(self, kind: str | None) -> None:
        """A `w:fldChar` of that kind."""
        if kind == "begin":
            self.stack.append("code")
        elif kind == "separate" and self.stack:
            self.stack[-1] = "result"
        elif kind == "end" and self.stack:
            self.stack.pop()


@dataclass
class Characters:
    """What reading one paragraph gathers."""

    text: list[str] = field(default_factory=list)
    atoms: list[Atom] = field(default_factory=list)
    breaks_page: bool = False
    holds_object: bool = False
    boxes: list[Element] = field(default_factory=list)


class Reader:
    """Reads paragraphs in document order; remembers fields that are still open."""

    def __init__(self, looks: Looks) -> None:
        self._looks = looks
        self._fields = Fields()
        self.in_field = False

    def read(self, paragraph: Element, table_style: str = "") -> Characters:
        """The characters of one paragraph; text boxes are only named."""
        gathered = Characters()
        self.in_field = bool(self._fields.stack)
        self._walk(paragraph, paragraph, table_style, gathered, locked=False)
        return gathered

    def _walk(
        self, parent: Element, paragraph: Element, table_style: str, gathered: Characters, *, locked: bool
    ) -> None:
        for item in parent:
            name = local(item)
            if name == "r":
                look = self._looks.run(item, paragraph, table_style)
                self._run(item, item, look, gathered, locked)
            elif name.startswith(_FORMULA):
                self._object(item, gathered)
            elif name not in _GONE:
                inner = locked or name in {"hyperlink", "fldSimple"} or _is_bound(item)
                self._walk(item, paragraph, table_style, gathered, locked=inner)

    def _run(self, parent: Element, run: Element, look: RunLook, gathered: Characters, locked: bool) -> None:
        for item in parent:
            name = local(item)
            if name == "t":
                self._text(item, run, look, gathered, locked)
            elif name == "fldChar":
                self._fields.meet(get(item, "fldCharType"))
            elif name in {"tab", "ptab", "br", "cr", "noBreakHyphen"}:
                self._control(item, name, run, look, gathered, locked)
            elif name in _OBJECTS or name.startswith(_ALTERNATIVE):
                self._object(item, gathered)
            elif name == "ruby":
                for base in item.iterchildren(w("rubyBase")):
                    for inner in base.iterchildren(w("r")):
                        self._run(inner, inner, look, gathered, True)

    def _text(self, node: Element, run: Element, look: RunLook, gathered: Characters, locked: bool) -> None:
        if "code" in self._fields.stack:
            return
        editable = None if locked or self._fields.stack else node
        for index, character in enumerate(node.text or ""):
            gathered.text.append(" " if character in "\n\r" else character)
            gathered.atoms.append(Atom(editable, index, run, look))

    def _control(
        self, item: Element, name: str, run: Element, look: RunLook, gathered: Characters, locked: bool
    ) -> None:
        if "code" in self._fields.stack:
            return
        if name == "br" and get(item, "type") in {"page", "column"}:
            gathered.breaks_page = True
            return
        sign = {"tab": "\t", "ptab": "\t", "noBreakHyphen": "\u2011"}.get(name, "\n")
        gathered.text.append(sign)
        free = None if locked or self._fields.stack else item
        gathered.atoms.append(Atom(None, 0, run, look, free))

    def _object(self, item: Element, gathered: Characters) -> None:
        gathered.holds_object = True
        # The same box stands twice, for new and for old readers: only the new one is read.
        chosen = next(item.iter(f"{_ALTERNATIVE}Choice"), item)
        gathered.boxes += list(chosen.iter(w("txbxContent")))
        if not any(True for _ in chosen.iter(w("txbxContent"))):
            gathered.text.append(OBJECT)
            gathered.atoms.append(Atom(None, 0, None, _NOTHING))


def _is_bound(item: Element) -> bool:
    """A content control that is filled from elsewhere whenever the file is opened."""
    return local(item) == "sdt" and child(item, "sdtPr", "dataBinding") is not None


_NOTHING = RunLook("", "", 0, False, False, False, False, False, "auto", False, 0, 100, "", "")
