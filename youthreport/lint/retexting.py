"""Edits of paragraph texts → the text elements rewritten, each character keeping the formatting of its run."""

from __future__ import annotations

from collections.abc import Iterable

from youthreport.lint.formatting import write
from youthreport.lint.paper import Atom
from youthreport.lint.registry import Retext
from youthreport.lint.xml import Element


def apply_edits(edits: Iterable[Retext]) -> list[Retext]:
    """Make the edits that do not overlap an earlier one; which were made. The others wait for the next round."""
    of_paragraph: dict[int, list[Retext]] = {}
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end)):
        before = of_paragraph.setdefault(id(edit.paragraph), [])
        if not before or before[-1].end < edit.start:
            before.append(edit)
    made = [edit for some in of_paragraph.values() for edit in some]
    # From the end of each paragraph to its beginning, so that the places of the others stay true.
    for edit in sorted(made, key=lambda edit: edit.start, reverse=True):
        _apply(edit)
    return made


def _apply(edit: Retext) -> None:
    atoms = edit.paragraph.atoms[edit.start : edit.end]
    if not atoms:
        before = edit.paragraph.atoms[edit.start - 1]
        _replace(before, before.index + 1, 0, edit.new)
        return
    common = min(len(atoms), len(edit.new))
    for position in range(len(atoms) - 1, -1, -1):
        atom = atoms[position]
        last = position == common - 1
        new = edit.new[position:] if last else edit.new[position : position + 1]
        _replace(atom, atom.index, 1, new if position < common else "")


def _replace(atom: Atom, index: int, length: int, new: str) -> None:
    node: Element | None = atom.node
    if node is None:
        if atom.control is not None:
            atom.control.getparent().remove(atom.control)
        return
    text = node.text or ""
    write(node, text[:index] + new + text[index + length :])
