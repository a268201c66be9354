"""Organ and date → the signature, with room for a seal or without (GB/T 9704 7.3.5), and 附注 (7.3.6)."""

from __future__ import annotations

from dataclasses import replace

from youthreport import gbt9704
from youthreport.document import official
from youthreport.document.compose import Block
from youthreport.document.glyphs import plain
from youthreport.document.signs import clean
from youthreport.document.title import width
from youthreport.document.told import told
from youthreport.frame import Frame


def signature(frame: Frame) -> tuple[Block, ...]:
    """Blank lines, organ and date, kept together; nothing when neither is given."""
    organ, signed = clean(frame.organ).strip(), clean(frame.signed).strip()
    if not organ and not signed:
        return ()
    sealed = frame.profile.seal
    above = gbt9704.LINES_UNDER_SEAL if sealed else gbt9704.LINES_ABOVE_SIGNATURE
    organ_at, date_at = _under_seal(organ, signed) if sealed else _without_seal(organ, signed)
    lines = [Block(official.SIGNATURE)] * above
    lines += [Block(official.SIGNATURE, plain(organ), organ_at)] if organ else []
    lines += [Block(official.SIGNATURE, plain(signed), date_at)] if signed else []
    return (*(keeping(line) for line in lines[:-1]), lines[-1])


def note(frame: Frame) -> tuple[Block, ...]:
    """附注 in full-width parentheses under the date; nothing without one."""
    glyphs = told(frame.note.strip().strip("（）()"))
    return (Block(official.NOTE, (*plain("（"), *glyphs, *plain("）"))),) if glyphs else ()


def keeping(block: Block) -> Block:
    """The block, never parted from the next one by a page's end."""
    keep = official.setting_xml(keep=True)
    if block.tabular or block.raw or block.properties.startswith(keep):
        return block
    return replace(block, properties=keep + block.properties)


def _without_seal(organ: str, signed: str) -> tuple[str, str]:
    """The organ 2 字 from the right, the date's first character 2 字 right of the organ's (7.3.5.2)."""
    overhang = max(0.0, width(signed) - (width(organ) - gbt9704.DATE_BEHIND_ORGAN)) if organ else 0.0
    right = gbt9704.ORGAN_RIGHT + overhang  # a longer date keeps its 2 字, the organ moves left
    ahead = right + width(organ) - gbt9704.DATE_BEHIND_ORGAN if organ else right + width(signed)
    left = max(0.0, gbt9704.CHARACTERS_PER_LINE - ahead)
    organ_at = official.setting_xml(indent=official.indent_xml(right=right), align="right")
    # placed from the left: independent of how wide a program sets the digits
    return organ_at, official.setting_xml(indent=official.indent_xml(left=left), align="left")


def _under_seal(organ: str, signed: str) -> tuple[str, str]:
    """The date 4 字 from the right, the organ centred over it (7.3.5.1); a long organ pushes both to the left."""
    centre = gbt9704.SEALED_DATE_RIGHT + width(signed) / 2
    half = min(max(centre, width(organ) / 2), gbt9704.CHARACTERS_PER_LINE / 2)
    indent = official.indent_xml(left=gbt9704.CHARACTERS_PER_LINE - 2 * half)
    placed = official.setting_xml(indent=indent, align="center")
    return placed, placed
