"""Styles, theme and direct formatting → how a paragraph and a run really look."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from youthreport.lint.properties import ALIASES, Properties, layered, paragraph_properties, run_properties
from youthreport.lint.theme import theme_fonts
from youthreport.lint.xml import Element, child, get, number, value, w

_DEFAULT_SIZE = "20"  # half-points: what Word takes when nothing is said
_DEEPEST = 24  # styles based on styles; more is a circle


@dataclass(frozen=True, slots=True)
class RunLook:
    """How characters look: `font` is the East Asian one, "" when none is named; `size` in half-points.

    `defeated`: a theme font on the same element beats the named one. `spacing` in twips, `scale` in percent.
    """

    font: str
    latin: str
    size: int
    bold: bool
    italic: bool
    underlined: bool
    struck: bool
    hidden: bool
    color: str
    marked: bool
    spacing: int
    scale: int
    hint: str
    defeated: str

    @property
    def pitch(self) -> float:
        """The advance of a full-width character in twips, without the document grid."""
        return self.size * 10 * self.scale / 100 + self.spacing


@dataclass(frozen=True, slots=True)
class ParagraphLook:
    """How a paragraph stands: indents in 字 of its own size, `line`, `before` and `after` in twips.

    `rule` is exact, atLeast or auto (then `line` counts 240ths of a line).
    """

    align: str
    left: float
    right: float
    first: float
    line: int
    rule: str
    before: int
    after: int
    new_page: bool
    snaps: bool
    framed: bool
    outline: int | None
    list_id: str
    list_level: int


class Looks:
    """The styles of one document; answers are remembered per style."""

    def __init__(self, styles: Element | None, theme: Element | None, settings: Element | None) -> None:
        self._theme = theme_fonts(theme, settings)
        self._styles: dict[str, Element] = {}
        self._default: dict[str, str] = {}
        for style in [] if styles is None else styles.iterchildren(w("style")):
            key = get(style, "styleId") or ""
            self._styles[key] = style
            if get(style, "default") in {"1", "true", "on"}:
                self._default[get(style, "type") or ""] = key
        self._run_default = run_properties(child(styles, "docDefaults", "rPrDefault", "rPr"))
        self._paragraph_default = paragraph_properties(child(styles, "docDefaults", "pPrDefault", "pPr"))
        self._run_of: dict[str, Properties] = {}
        self._paragraph_of: dict[str, Properties] = {}

    def style_id(self, paragraph: Element) -> str:
        """The style of a paragraph, the default one when none is named."""
        named = value(paragraph, "pPr", "pStyle")
        return named if named in self._styles else self._default.get("paragraph", "")

    def style_name(self, paragraph: Element) -> str:
        """The style's name as people see it, in lower case; its id when it is not defined."""
        named = value(self._styles.get(self.style_id(paragraph)), "name")
        return (named or value(paragraph, "pPr", "pStyle") or "").casefold()

    def paragraph(self, element: Element, table_style: str, size: int) -> ParagraphLook:
        """How the paragraph stands; `size` in half-points turns lengths into 字."""
        style = self.style_id(element)
        merged = dict(self._paragraph_default)
        for level in (
            self._style_paragraph(table_style),
            self._style_paragraph(style),
            paragraph_properties(child(element, "pPr")),
        ):
            merged = layered(merged, level)
        return _paragraph_look(merged, size)

    def run(self, run: Element | None, paragraph: Element, table_style: str = "") -> RunLook:
        """How the run looks; without a run, how the paragraph's own mark does."""
        properties = child(run, "rPr") if run is not None else child(paragraph, "pPr", "rPr")
        character = value(properties, "rStyle")
        merged = dict(self._run_default)
        for level in (
            self._style_run(table_style),
            self._style_run(self.style_id(paragraph)),
            self._style_run(character if character in self._styles else ""),
            run_properties(properties),
        ):
            merged = layered(merged, level)
        return self._run_look(merged)

    def _run_look(self, found: Mapping[str, str]) -> RunLook:
        named = found.get("eastAsia", "")
        themed = self._theme.get(found.get("eastAsiaTheme", ""), "")
        latin = self._theme.get(found.get("asciiTheme", ""), "") or found.get("ascii", "")
        both = bool(named and themed and named != themed)
        underline = found.get("u", "none")
        return RunLook(
            font=themed or named,
            latin=latin,
            size=number(found.get("sz", _DEFAULT_SIZE), 20),
            bold="b" in found and found["b"] == "1",
            italic=found.get("i") == "1",
            underlined=underline != "none",
            struck="1" in (found.get("strike"), found.get("dstrike")),
            hidden=found.get("vanish") == "1",
            color=found.get("color", "auto").casefold(),
            marked=found.get("highlight", "none") != "none" or _is_shaded(found.get("shd", "auto")),
            spacing=number(found.get("spacing")),
            scale=min(600, max(1, number(found.get("w"), 100))),
            hint=found.get("hint", ""),
            defeated=named if both else "",
        )

    def _style_run(self, style: str) -> Properties:
        if style not in self._run_of:
            merged: Properties = {}
            for element in self._chain(style):
                merged = layered(merged, run_properties(child(element, "rPr")))
            self._run_of[style] = merged
        return self._run_of[style]

    def _style_paragraph(self, style: str) -> Properties:
        if style not in self._paragraph_of:
            merged: Properties = {}
            for element in self._chain(style):
                merged = layered(merged, paragraph_properties(child(element, "pPr")))
            self._paragraph_of[style] = merged
        return self._paragraph_of[style]

    def _chain(self, style: str) -> list[Element]:
        """The style after all that it is based on."""
        chain: list[Element] = []
        while style in self._styles and len(chain) < _DEEPEST:
            chain.append(self._styles[style])
            style = value(self._styles[style], "basedOn") or ""
        return chain[::-1]


def _paragraph_look(found: Mapping[str, str], size: int) -> ParagraphLook:
    align = ALIASES.get(found.get("jc", "left"), found.get("jc", "left"))
    hanging = _characters(found, "hanging", size)
    outline = found.get("outlineLvl", "")
    return ParagraphLook(
        align=align or "left",
        left=_characters(found, "left", size),
        right=_characters(found, "right", size),
        first=-hanging if hanging else _characters(found, "firstLine", size),
        line=number(found.get("line"), 240),
        rule=found.get("lineRule", "auto"),
        before=_gap(found, "before"),
        after=_gap(found, "after"),
        new_page=found.get("pageBreakBefore") == "1",
        snaps=found.get("snapToGrid") != "0",
        framed="framePr" in found,
        outline=int(outline) if outline in set("012345678") else None,
        list_id=found.get("numId", ""),
        list_level=min(8, max(0, number(found.get("ilvl")))),
    )


def _characters(found: Mapping[str, str], name: str, size: int) -> float:
    """An indent in 字; Word prefers the count of characters to the length."""
    counted = number(found.get(f"{name}Chars"))
    return counted / 100 if counted else number(found.get(name)) / (max(2, size) * 10)


def _gap(found: Mapping[str, str], name: str) -> int:
    """The space before or after in twips; hundredths of a line count as 2.4 twips each, as Word does."""
    if found.get(f"{name}Autospacing") in {"1", "true", "on"}:
        return 280
    lines = number(found.get(f"{name}Lines"))
    return round(lines * 2.4) if lines else number(found.get(name))


def _is_shaded(fill: str) -> bool:
    return fill.casefold() not in {"auto", "ffffff", ""}
