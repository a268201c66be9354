"""版头 → its blocks: 发文机关标志, 发文字号 and 签发人, the red rule (GB/T 9704 7.2.4-7.2.7)."""

from __future__ import annotations

from docx.oxml.ns import nsdecls

from youthreport import gbt9704
from youthreport.document import official
from youthreport.document.compose import Block
from youthreport.document.signs import clean
from youthreport.document.title import width
from youthreport.document.told import told
from youthreport.frame import Letterhead
from youthreport.gbt9704 import Length
from youthreport.profile import Profile

_SIGNER = "签发人："
_SIGNERS_PER_LINE = 2
_BLANK = Block(official.NORMAL)


def letterhead(head: Letterhead, profile: Profile) -> tuple[Block, ...]:
    """The blocks down to the blank lines above the title; nothing without a mark or a number."""
    if not (head.mark.strip() or head.number.strip() or head.signers):
        return ()
    drop = official.setting_xml(line=gbt9704.ORGAN_MARK_DROP)
    mark = (Block(official.NORMAL, properties=drop), _mark(head.mark, profile)) if head.mark.strip() else ()
    above = (_BLANK,) * (gbt9704.LINES_ABOVE_NUMBER if mark else 0)
    lines = _signed_lines(head, profile) if head.signers else _number_line(head, profile)
    return (*mark, *above, *lines, *(_BLANK,) * gbt9704.LINES_ABOVE_TITLE)


def _mark(text: str, profile: Profile) -> Block:
    """One centred line, as large as fits between the margins."""
    text = clean(text).strip()
    fitting = Length(int(profile.text_width.points / max(width(text), 1)))
    size = min(gbt9704.LARGEST_ORGAN_MARK, fitting)
    line = official.setting_xml(line=size)
    run = official.text_xml(text, official.size_xml(size))
    return Block(official.ORGAN_MARK, raw=_paragraph(official.ORGAN_MARK, line, run))


def _number_line(head: Letterhead, profile: Profile) -> tuple[Block, ...]:
    return (
        Block(official.DOCUMENT_NUMBER, told(head.number), official.setting_xml(under=_red_rule(profile))),
    )


def _signed_lines(head: Letterhead, profile: Profile) -> tuple[Block, ...]:
    """Two signers a line, all names under the first; the number stands on the last line (7.2.5, 7.2.6)."""
    names = [clean(name).strip() for name in head.signers]
    rows = [names[i : i + _SIGNERS_PER_LINE] for i in range(0, len(names), _SIGNERS_PER_LINE)]
    column = max(map(width, names)) + 1
    right = gbt9704.CHARACTERS_PER_LINE - gbt9704.HEAD_INSET
    first = right - column * len(rows[0]) + 1
    stops = [gbt9704.HEAD_INSET, first - width(_SIGNER), *(first + column * n for n in range(len(rows[0])))]
    tabs = [("left", gbt9704.CHARACTER * stop) for stop in stops]
    blocks = []
    for number, row in enumerate(rows):
        last = number == len(rows) - 1
        set_so = official.setting_xml(tabs=tabs, align="left", under=_red_rule(profile) if last else "")
        # the label ends where the names' tab stop is: no tab between them
        runs = official.text_xml(f"\t{clean(head.number).strip() if last else ''}\t")
        runs += official.text_xml("\t" if number else _SIGNER)
        runs += official.text_xml("\t".join(row), font=profile.fonts.heading2)
        blocks.append(Block(official.DOCUMENT_NUMBER, raw=_paragraph(official.DOCUMENT_NUMBER, set_so, runs)))
    return tuple(blocks)


def _red_rule(profile: Profile) -> str:
    """The rule 4 mm under the characters, which end some way above the foot of their line."""
    foot = (profile.line - gbt9704.SIZE_3) * 0.4
    return official.border_xml("bottom", gbt9704.RED_RULE, gbt9704.RED, gbt9704.RED_RULE_GAP - foot)


def _paragraph(style: str, properties: str, runs: str) -> str:
    named = f'<w:pStyle w:val="{official.STYLE_IDS[style]}"/>'
    return f"<w:p {nsdecls('w')}><w:pPr>{named}{properties}</w:pPr>{runs}</w:p>"
