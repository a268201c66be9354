"""A paper opened and saved by LibreOffice → all marks still in place, in .docx and by way of .odt."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from lxml import etree

from tests.office import convert
from tests.papers import full_frame, paper
from tests.validity import W

TEXT = "## 甲\n共{{ 甲 }}个，又{{ 甲 }}个。\n|名|数|\n|乙|{{ 甲 }}|"


def marks(path: Path) -> dict[str, str]:
    """The text inside each bookmark of ours."""
    with zipfile.ZipFile(path) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    held: dict[str, str] = {}
    open_ones: dict[str, str] = {}
    for element in root.iter():
        if element.tag == f"{W}bookmarkStart" and element.get(f"{W}name").startswith(("yr_", "yq_")):
            open_ones[element.get(f"{W}id")] = element.get(f"{W}name")
            held[element.get(f"{W}name")] = ""
        elif element.tag == f"{W}bookmarkEnd":
            open_ones.pop(element.get(f"{W}id"), None)
        elif element.tag == f"{W}t":
            for name in open_ones.values():
                held[name] += element.text or ""
    assert not open_ones
    return held


@pytest.mark.parametrize("way", [("docx",), ("odt", "docx")], ids="-".join)
def test_no_mark_is_lost_on_the_way(tmp_path: Path, way: tuple[str, ...]) -> None:
    content = paper(tmp_path, full_frame(rows=3), TEXT).content
    path = tmp_path / "before.docx"
    path.write_bytes(content)
    before = marks(path)
    assert len(before) == 3 + 3 + 1
    for step, target in enumerate(way):
        path = convert({path.name: path.read_bytes()}, target, tmp_path / f"step{step}")[path.name]
    assert marks(path) == before
