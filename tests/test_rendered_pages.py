"""Papers as LibreOffice prints them → measured against GB/T 9704: lines, edges, page numbers, every part's place."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from tests.office import DPI, Row, convert, ink, pages, row, rules, span
from tests.papers import COPIES, ORGAN, full_frame, paper
from youthreport.document.compose import Block
from youthreport.document.glyphs import plain
from youthreport.document.paging import endings
from youthreport.document.paper import assemble
from youthreport.frame import Annex, Frame, Imprint, Table
from youthreport.gbt9704 import pt
from youthreport.model import Part
from youthreport.profile import COMMON, PROFILES, STRICT

LEFT, RIGHT, TOP, BOTTOM = 28.0, 184.0, 37.0, 262.0  # the type area of 5.2.1 in mm
EM = 15.75 * 25.4 / 72  # one 字 of size 3
SMALL = 14 * 25.4 / 72
WITHIN = 1.0
DENSE = "\n".join("国" * (26 + 9 * 28) for _ in range(8))  # every line full
FILLED = (6, 12, 14, 16, 18, 20)  # paragraphs: from half a page to a page and a line
EVEN = (6, 20, 28, 34)
SEALS = {"open": False, "sealed": True}


def _imprint(even_page: bool = False) -> Imprint:
    return Imprint(COPIES, "共青团云溪区委员会办公室", "2026年7月6日", even_page)


def _short(paragraphs: int) -> str:
    return "\n".join("国" * 20 + "。" for _ in range(paragraphs))


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Every paper that is measured here, printed in one go."""
    folder = tmp_path_factory.mktemp("rendered")

    def made(frame: Frame, text: str) -> bytes:
        return paper(folder / "templates", frame, text).content

    text = f"## 甲\n### 一节\n#### 做法。{'国' * 120}。\n{'国' * 60}。"
    files = {"loose": made(Frame("题", profile=replace(COMMON, line=pt(29))), DENSE)}
    for name, profile in PROFILES.items():
        files[f"dense-{name}"] = made(Frame("题", profile=profile), DENSE)
        files[f"full-{name}"] = made(full_frame(profile), text)
        for seal, sealed in SEALS.items():
            frame = Frame("题", organ=ORGAN, signed="2026年7月6日", profile=replace(profile, seal=sealed))
            files[f"{seal}-{name}"] = made(frame, text)
        for count in FILLED:
            frame = Frame("题", organ=ORGAN, signed="2026年7月6日", imprint=_imprint(), profile=profile)
            files[f"filled-{name}-{count}"] = made(frame, _short(count))
    for count in EVEN:
        frame = Frame("题", organ=ORGAN, signed="2026年7月6日", imprint=_imprint(even_page=True))
        files[f"even-{count}"] = made(frame, _short(count))
    cells = (((Part("1"),), (Part("长" * 1200),)), ((Part("2"),), (Part("短"),)))
    tall = Annex("表", (Table(("序号", "内容"), cells, (1, 4)),))
    files["tall-row"] = made(Frame("题", annexes=(tall,)), text)
    files["long-date"] = made(Frame("题", organ="团区委", signed="2026年12月26日"), text)
    blank_pages = 'pdf:writer_pdf_Export:{"IsSkipEmptyPages":{"type":"boolean","value":"false"}}'
    return convert(files, blank_pages, folder)


# -- the type area ---------------------------------------------------------------------------


@pytest.mark.parametrize("name", PROFILES)
def test_a_dense_page_holds_22_lines_of_28_characters(printed: dict[str, Path], name: str) -> None:
    lines = [r.text for r in pages(printed[f"dense-{name}"])[1] if "国" in r.text]
    assert len(lines) == 22
    # paragraphs begin with two empty 字
    assert {len(line) for line in lines} == {28, 26}
    assert lines.count("国" * 28) >= 19


def test_lines_of_29_points_are_seen_to_be_too_high(printed: dict[str, Path]) -> None:
    assert len([r for r in pages(printed["loose"])[1] if "国" in r.text]) == 21


@pytest.mark.parametrize("name", PROFILES)
def test_the_text_fills_the_type_area_to_a_millimetre(printed: dict[str, Path], name: str) -> None:
    lines = [r for r in pages(printed[f"dense-{name}"])[1] if "国" in r.text]
    dark = ink(printed[f"dense-{name}"], 2)
    dark[int((BOTTOM + 2) / 25.4 * DPI) :] = False  # the page number is below
    left, right = span(dark.any(axis=0))
    top, bottom = span(dark.any(axis=1))
    assert (left, right) == (pytest.approx(LEFT, abs=WITHIN), pytest.approx(RIGHT, abs=WITHIN))
    pitch = (lines[-1].top - lines[0].top) / 21
    if name == STRICT.name:  # the characters themselves fill 225 mm
        assert (top, bottom) == (pytest.approx(TOP, abs=WITHIN), pytest.approx(BOTTOM, abs=WITHIN))
    else:  # the lines do
        assert pitch * 22 == pytest.approx(BOTTOM - TOP, abs=WITHIN)
        assert TOP - WITHIN < top < bottom < BOTTOM + WITHIN


@pytest.mark.parametrize("name", PROFILES)
def test_page_numbers_stand_7_mm_below_and_one_character_inside(printed: dict[str, Path], name: str) -> None:
    for number, page in enumerate(pages(printed[f"full-{name}"]), start=1):
        foot = page[-1]
        assert re.sub(r"\s", "", foot.text) == f"—{number}—"
        dark = ink(printed[f"full-{name}"], number)
        dark[: int((foot.top - 1) / 25.4 * DPI)] = False
        # the dashes are the widest ink of that row
        dashes = np.flatnonzero(dark.sum(axis=1) == dark.sum(axis=1).max())
        assert dashes.mean() * 25.4 / DPI == pytest.approx(BOTTOM + 7, abs=WITHIN)
        left, right = span(dark.any(axis=0))
        inside = RIGHT - right if number % 2 else left - LEFT
        assert inside == pytest.approx(SMALL, abs=WITHIN)


# -- the parts of the paper ------------------------------------------------------------------


@pytest.mark.parametrize("name", PROFILES)
def test_without_a_seal_the_date_stands_two_characters_right_of_the_organ(
    printed: dict[str, Path], name: str
) -> None:
    page = pages(printed[f"open-{name}"])[0]
    organ, date = row(page, ORGAN), row(page, "2026")
    assert organ.right == pytest.approx(RIGHT - 2 * EM, abs=WITHIN)
    assert date.left == pytest.approx(organ.left + 2 * EM, abs=WITHIN)
    assert _lines_between(page, "国。", ORGAN) == pytest.approx(2, abs=0.1)  # one blank line


def test_a_date_longer_than_the_organ_keeps_its_distance(printed: dict[str, Path]) -> None:
    page = pages(printed["long-date"])[0]
    organ, date = row(page, "团区委"), row(page, "2026")
    assert date.left == pytest.approx(organ.left + 2 * EM, abs=WITHIN)
    # LibreOffice widens the gaps round digits, Word does not
    assert date.right == pytest.approx(RIGHT - 2 * EM, abs=5 * 0.25 * EM)


@pytest.mark.parametrize("name", PROFILES)
def test_under_a_seal_the_organ_is_centred_over_the_date(printed: dict[str, Path], name: str) -> None:
    page = pages(printed[f"sealed-{name}"])[0]
    organ, date = row(page, ORGAN), row(page, "2026")
    assert (organ.left + organ.right) / 2 == pytest.approx((date.left + date.right) / 2, abs=0.5)
    assert date.right == pytest.approx(RIGHT - 4 * EM, abs=5 * 0.25 * EM / 2 + 0.2)
    assert _lines_between(page, "国。", ORGAN) == pytest.approx(3, abs=0.1)  # two, for the seal's upper half


def _lines_between(page: list[Row], above: str, below: str) -> float:
    texts = [r for r in page if "国" in r.text]
    pitch = texts[1].bottom - texts[0].bottom
    last = [r for r in page if above in r.text][-1]
    return (row(page, below).bottom - last.bottom) / pitch


@pytest.mark.parametrize("name", PROFILES)
def test_the_head_of_a_numbered_paper(printed: dict[str, Path], name: str) -> None:
    page = pages(printed[f"full-{name}"])[0]
    mark, number = row(page, "文件"), row(page, "云溪团发")
    assert (mark.left + mark.right) / 2 == pytest.approx((LEFT + RIGHT) / 2, abs=WITHIN)
    assert mark.left >= LEFT - WITHIN
    (height, left, right) = next(r for r in rules(ink(printed[f"full-{name}"], 1)) if r[0] > number.bottom)
    assert (left, right) == (pytest.approx(LEFT, abs=WITHIN), pytest.approx(RIGHT, abs=WITHIN))
    assert 3 < height - _foot(printed[f"full-{name}"], number) < 5  # 4 mm, 7.2.7
    assert number.left == pytest.approx(LEFT + EM, abs=WITHIN)
    assert number.right == pytest.approx(RIGHT - EM, abs=WITHIN)
    assert "签发人：张某某" in number.text
    # the mark begins 35 mm below the top of the text area, 7.2.4
    dark = ink(printed[f"full-{name}"], 1)
    assert span(dark.any(axis=1))[0] - PROFILES[name].top.mm == pytest.approx(35, abs=2)


def _foot(pdf: Path, text: Row) -> float:
    """Where the ink of a row ends, in mm from the top."""
    dark = ink(pdf, 1)
    dark[int((text.bottom + 1) / 25.4 * DPI) :] = False
    return span(dark.any(axis=1))[1]


@pytest.mark.parametrize("name", PROFILES)
def test_title_and_addressee(printed: dict[str, Path], name: str) -> None:
    page = pages(printed[f"full-{name}"])[0]
    for title in ("云溪团区委2026年度", "上半年工作总结及下半年工作计划"):
        line = row(page, title)
        assert (line.left + line.right) / 2 == pytest.approx((LEFT + RIGHT) / 2, abs=WITHIN)
    assert row(page, "共青团滨河市委员会：").left == pytest.approx(LEFT, abs=WITHIN)
    assert row(page, "一、甲").left == pytest.approx(LEFT + 2 * EM, abs=WITHIN)
    assert any("国" in line.text for line in page)  # the first page shows some of the text


@pytest.mark.parametrize("name", PROFILES)
def test_annexes_begin_new_pages_and_their_names_are_aligned(printed: dict[str, Path], name: str) -> None:
    every = pages(printed[f"full-{name}"])
    first, second = (next(n for n, page in enumerate(every) if page[0].text == f"附件{i}") for i in (1, 2))
    note = [line for page in every[:first] for line in page if re.match(r"附件：1\.|2\.数据", line.text)]
    assert len(note) == 2
    assert [line.text for line in note] == ["附件：1.云溪区2026年下半年共青团重点任务分解表", "2.数据说明"]
    assert note[0].left == pytest.approx(LEFT + 2 * EM, abs=WITHIN)
    assert note[1].left == pytest.approx(LEFT + 5 * EM, abs=WITHIN)
    for page, title in ((every[first], "云溪区2026年"), (every[second], "数据说明")):
        assert page[0].left == pytest.approx(LEFT, abs=WITHIN)
        pitch = PROFILES[name].line.mm
        # label on the first line, title on the third; a larger size on its line shifts the box a little
        assert page[1].text.startswith(title)
        assert page[1].bottom - page[0].bottom == pytest.approx(2 * pitch, abs=1.5)


@pytest.mark.parametrize("name", PROFILES)
def test_tables_stay_inside_repeat_their_header_and_clip_no_cell(printed: dict[str, Path], name: str) -> None:
    pdf = printed[f"full-{name}"]
    every = pages(pdf)
    start = next(n for n, page in enumerate(every) if page[0].text == "附件1")
    end = next(n for n, page in enumerate(every) if page[0].text == "附件2")
    assert end - start >= 2  # the table runs on
    for number in range(start, end):
        page = every[number]
        assert sum("工作任务" in line.text for line in page) == 1
        lines = rules(ink(pdf, number + 1))
        for height, left, right in lines:
            assert (left, right) == (pytest.approx(LEFT, abs=WITHIN), pytest.approx(RIGHT, abs=WITHIN))
            assert height < BOTTOM + WITHIN
        heights = [height for height, _, _ in lines]
        inside = [r for r in page if heights[0] < r.bottom < heights[-1]]
        assert inside
        assert not [r for r in inside for height in heights if r.top + 1.2 < height < r.bottom - 1.2]
    told = "".join(line.text for page in every[start:end] for line in page)
    assert told.count("底前") == 12


def test_a_row_taller_than_a_page_is_split_and_nothing_of_it_is_cut_off(printed: dict[str, Path]) -> None:
    pdf = printed["tall-row"]
    every = pages(pdf)
    assert sum(line.text.count("长") for page in every for line in page) == 1200
    for number, page in enumerate(every[1:], start=2):
        heights = [height for height, _, _ in rules(ink(pdf, number))]
        assert not [r for r in page if "长" in r.text and r.bottom > heights[-1] + 0.5]


@pytest.mark.parametrize("name", PROFILES)
def test_the_bounds_of_paging_hold_what_is_printed(
    printed: dict[str, Path], name: str, tmp_path: Path
) -> None:
    """Annexes alone: their blocks are known here without a section."""
    frame = full_frame(PROFILES[name])
    alone = convert({"annexes": paper(tmp_path / "t", frame, "文。").content}, "pdf", tmp_path)["annexes"]
    ends = {end.page for end in endings(assemble([Block("Normal", plain("文。"))], frame), frame.profile)}
    assert min(ends) <= len(pages(alone)) <= max(ends)
    assert max(ends) - min(ends) <= 1


@pytest.mark.parametrize("name", PROFILES)
@pytest.mark.parametrize("count", FILLED)
def test_the_imprint_ends_the_last_page_wherever_the_text_ends(
    printed: dict[str, Path], name: str, count: int
) -> None:
    pdf = printed[f"filled-{name}-{count}"]
    every = pages(pdf)
    assert [n for n, page in enumerate(every) if any("抄送" in r.text for r in page)] == [len(every) - 1]
    lines = rules(ink(pdf, len(every)))
    assert len(lines) == 3
    assert lines[-1][0] == pytest.approx(BOTTOM, abs=WITHIN)
    for _, left, right in lines:
        assert (left, right) == (pytest.approx(LEFT, abs=WITHIN), pytest.approx(RIGHT, abs=WITHIN))
    page = every[-1]
    assert row(page, "抄送").left == pytest.approx(LEFT + SMALL, abs=WITHIN)
    turned = page[page.index(row(page, "抄送")) + 1]
    assert turned.left == pytest.approx(LEFT + 4 * SMALL, abs=WITHIN)
    issued = row(page, "印发")
    assert issued.left == pytest.approx(LEFT + SMALL, abs=WITHIN)
    assert issued.right == pytest.approx(RIGHT - SMALL, abs=WITHIN)
    assert not [r for r in page if "国" in r.text and r.bottom > lines[0][0]]
    signed = next(page for page in every if any(ORGAN in r.text and "办公室" not in r.text for r in page))
    assert any("国" in r.text for r in signed)  # 7.3.5.5


@pytest.mark.parametrize("count", EVEN)
def test_an_imprint_may_ask_for_an_even_page(printed: dict[str, Path], count: int) -> None:
    every = pages(printed[f"even-{count}"])
    assert len(every) % 2 == 0
    assert any("抄送" in r.text for r in every[-1])
    blank = [n for n, page in enumerate(every) if not page]
    # 7.5: neither a blank page nor the imprint's page behind it bears a number
    assert ("—" in every[-1][-1].text) is (blank == [])
