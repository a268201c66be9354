"""The sample's paper → what no reader may ever find in it, and what must be there."""

from __future__ import annotations

import io
import itertools
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from lxml import etree

from tests.conftest import BuiltSample
from tests.sections import dump
from youthreport.cli import main
from youthreport.document.base import build_base

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
LEFTOVERS = re.compile(
    r"\{\{|\}\}|\{%|%\}|None|nan|NaN|【待补充|(?<!\d)0(?:名|个|场|人次|项|支)|[\ue000-\uf8ff]"
)
DOUBLED = re.compile(r"[，、；：。]{2,}|[（《“]\s*[，、；。]|[，、；][）》]|近\d*余|约\d+余|超过.{1,8}以上")


def paragraphs(path: Path) -> list[str]:
    """All paragraphs, table cells included."""
    paper = docx.Document(str(path))
    cells = [c.text for t in paper.tables for r in t.rows for c in r.cells]
    return [p.text for p in paper.paragraphs] + cells


def test_the_sample_builds_whole(built: BuiltSample) -> None:
    assert built.exit_code == 0


def test_the_whole_paper_reads_as_its_golden_text(
    built: BuiltSample, golden: Callable[[str, str], None]
) -> None:
    """After a change of data, wording or templates: pytest tests/test_paper.py --regenerate, and read what changed."""
    golden("paper.txt", dump(built.paper.read_bytes()))


def test_golden_texts_are_not_regenerated_where_nobody_reads_them() -> None:
    command = [
        sys.executable,
        "-m",
        "pytest",
        "--regenerate",
        "-p",
        "no:cacheprovider",
        "tests/test_templates.py",
    ]
    done = subprocess.run(
        command,
        check=False,
        cwd=Path(__file__).parents[1],
        env={**os.environ, "CI": "true"},
        capture_output=True,
        timeout=60,
    )
    assert done.returncode == pytest.ExitCode.USAGE_ERROR
    assert b"refused in CI" in done.stderr


def test_nothing_is_left_of_the_template(built: BuiltSample) -> None:
    assert [text for text in paragraphs(built.paper) if LEFTOVERS.search(text)] == []


def test_the_search_for_leftovers_sees_them() -> None:
    assert all(LEFTOVERS.search(text) for text in ("{{ 甲 }}", "新建0个", "共nan场", "【待补充：甲】"))
    assert not LEFTOVERS.search("新建10个，2026年")


def test_punctuation_is_never_doubled_and_hedges_never_contradict(built: BuiltSample) -> None:
    assert [text for text in paragraphs(built.paper) if DOUBLED.search(text)] == []


def test_the_search_for_doubled_punctuation_sees_it() -> None:
    assert all(DOUBLED.search(text) for text in ("甲，，乙", "甲，。", "近100余场", "（，甲）"))


def test_the_paper_has_more_than_2500_characters(built: BuiltSample) -> None:
    assert len("".join("".join(paragraphs(built.paper)).split())) > 2500


CHAPTERS = "一二三四五六七八九十"


def headings(texts: list[str], pattern: str) -> list[str]:
    """The numbers that begin the paragraphs matching the pattern."""
    return [match[1] for text in texts if (match := re.match(pattern, text))]


def test_numbering_has_no_gap(built: BuiltSample) -> None:
    told = [p.text for p in docx.Document(str(built.paper)).paragraphs]
    texts = list(itertools.takewhile(lambda text: not text.startswith("附件："), told))
    assert len(texts) < len(told)  # the annexes have numbers of their own
    chapters = headings(texts, r"([一二三四五六七八九十])、")
    assert chapters == list(CHAPTERS[: len(chapters)])
    assert len(chapters) == 3
    for above, below in (
        (r"[一二三四五六七八九十]、", r"（([一二三四五六七八九十])）"),
        (r"（[一二三四五六七八九十]）", r"(\d)\."),
    ):
        run = 0
        for text in texts:
            if re.match(above, text):
                run = 0
            elif match := re.match(below, text):
                run += 1
                assert match[1] in (CHAPTERS[run - 1], str(run)), text


def test_every_bookmark_holds_a_figure_of_figures_json(built: BuiltSample) -> None:
    body = etree.fromstring(zipfile.ZipFile(built.paper).read("word/document.xml"))
    held: dict[str, list[str]] = {}
    for start in body.iter(f"{W}bookmarkStart"):
        match = re.fullmatch(r"yr_(\w+)_(\d+)", start.get(f"{W}name"))
        if not match:
            continue
        text, node = "", start.getnext()
        while node is not None and node.tag != f"{W}bookmarkEnd":
            text += "".join(node.itertext(f"{W}t"))
            node = node.getnext()
        held.setdefault(match[1], []).append(text)
        assert int(match[2]) == len(held[match[1]])
    assert held
    assert {code: built.figures[code]["printed"] for code in held} == held


def test_two_builds_are_the_same_bytes(built: BuiltSample, sample: Path) -> None:
    assert main(["build", "-q", str(sample)]) == 0
    first = {p.name: p.read_bytes() for p in sorted(built.output.iterdir()) if p.is_file()}
    second = {p.name: p.read_bytes() for p in sorted((sample / "output").iterdir()) if p.is_file()}
    assert [name for name in first if first[name] != second.get(name)] == []


def rendered(paper: Path, folder: Path) -> Path:
    """The paper as a PDF; the test is skipped where LibreOffice or poppler is missing."""
    soffice = shutil.which("soffice")
    if not soffice or not shutil.which("pdfinfo"):
        pytest.skip("LibreOffice and poppler are not installed: the rendered pages were not looked at")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [soffice, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(paper)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return next(folder.glob("*.pdf"))


def pdf_words(paper: Path, folder: Path) -> list[tuple[str, float]]:
    """Every stretch of text with its right edge in points."""
    page = folder / "page.html"
    subprocess.run(["pdftotext", "-bbox", str(rendered(paper, folder)), str(page)], check=True, timeout=60)
    found = re.findall(r'xMax="([\d.]+)"[^>]*>([^<]*)</word>', page.read_text("utf-8"))
    return [(word, float(edge)) for edge, word in found]


def test_the_paper_renders_on_a4_pages(built: BuiltSample, tmp_path: Path) -> None:
    command = ["pdfinfo", str(rendered(built.paper, tmp_path))]
    told = subprocess.run(command, check=True, capture_output=True, text=True, encoding="utf-8").stdout
    pages = re.search(r"Pages:\s+(\d+)", told)
    assert pages is not None
    assert 5 <= int(pages[1]) <= 20
    assert "A4" in told


def test_the_shipped_base_is_the_one_that_the_code_describes() -> None:
    """After a change of official.py or base.py write templates/base.docx anew with build_base()."""
    shipped = Path(__file__).parents[1] / "templates" / "base.docx"
    with zipfile.ZipFile(shipped) as held, zipfile.ZipFile(io.BytesIO(build_base())) as made:
        assert {n: held.read(n) for n in held.namelist()} == {n: made.read(n) for n in made.namelist()}


def test_no_mark_of_punctuation_hangs_outside_the_text_area(built: BuiltSample, tmp_path: Path) -> None:
    """GB/T 9704 5.2.1: the text area ends 26 mm from the right edge; half a millimetre is the renderer's."""
    bbox = pdf_words(built.paper, tmp_path)
    right = (210 - 26 + 0.5) * 72 / 25.4
    assert [word for word, edge in bbox if edge > right] == []


ANNEXES = {"annex_tasks": "重点任务分解表", "annex_data": "数据说明"}


def test_the_annexes_follow_the_text_each_with_a_repeated_header(built: BuiltSample) -> None:
    paper = docx.Document(str(built.paper))
    told = [p.text for p in paper.paragraphs]
    at = told.index("附件：1.\t重点任务分解表")
    assert told[at + 1] == "2.\t数据说明"
    assert [told[told.index(label) + 2] for label in ("附件1", "附件2")] == list(ANNEXES.values())
    tasks, notes = paper.tables[-2:]
    assert [cell.text for cell in tasks.rows[0].cells] == ["序号", "任务", "量化目标", "责任单位", "完成时限"]
    assert [row.cells[0].text for row in tasks.rows[1:]] == [str(n) for n in range(1, len(tasks.rows))]
    assert [cell.text for cell in notes.rows[0].cells] == ["序号", "事项", "涉及单位", "说明"]
    assert all(len(list(table._tbl.iter(f"{W}tblHeader"))) == 1 for table in (tasks, notes))
    names = [mark.get(f"{W}name") for mark in tasks._tbl.iter(f"{W}bookmarkStart")]
    assert any(name.startswith("yr_") for name in names)
    assert any(name.startswith("yq_") for name in names)  # 12月底前 stands in a return


@pytest.mark.parametrize("key", ANNEXES)
def test_each_annex_can_be_switched_off(sample: Path, key: str) -> None:
    settings = sample / "youthreport.toml"
    text = settings.read_text("utf-8").replace("[policy]\n", f"[policy]\n{key} = false\n")
    settings.write_text(text, encoding="utf-8")
    assert main(["build", "-q", str(sample)]) == 0
    told = paragraphs(next((sample / "output").glob("*计划.docx")))
    left = next(title for other, title in ANNEXES.items() if other != key)
    assert f"附件：{left}" in [text.replace("\t", "") for text in told]  # a single annex has no number
    assert ANNEXES[key] not in told
