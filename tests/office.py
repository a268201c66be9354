"""Documents → what LibreOffice makes of them: other formats, rows of text with their places in mm, ink on the page."""

from __future__ import annotations

import html
import re
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

MM = 25.4 / 72
DPI = 150
Ink = npt.NDArray[np.bool_]


def convert(files: Mapping[str, bytes], target: str, folder: Path) -> dict[str, Path]:
    """The files (by stem, .docx unless said) in the format `target`; skipped where the office tools are missing."""
    soffice = shutil.which("soffice") or shutil.which("libreoffice")
    if not soffice or not shutil.which("pdftotext") or not shutil.which("pdftoppm"):
        pytest.skip("LibreOffice and poppler are not installed: the rendered pages were not looked at")
    source, made = folder / "source", folder / "made"
    for place in (source, made):
        place.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (source / (name if "." in name else f"{name}.docx")).write_bytes(content)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [soffice, profile, "--headless", "--convert-to", target, "--outdir", str(made)]
    command += [str(path) for path in sorted(source.iterdir())]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    suffix = target.split(":", maxsplit=1)[0]
    return {name: made / f"{name.split('.')[0]}.{suffix}" for name in files}


@dataclass(frozen=True)
class Row:
    """One row of text with the edges of its box in mm from the page's left and top."""

    text: str
    left: float
    right: float
    top: float
    bottom: float


def pages(pdf: Path) -> list[list[Row]]:
    """The rows of every page from top to bottom; words whose boxes begin at about one height share a row."""
    told = subprocess.run(["pdftotext", "-bbox", str(pdf), "-"], check=True, capture_output=True, timeout=60)
    found = []
    for page in told.stdout.decode("utf-8").split("<page ")[1:]:
        words = re.findall(
            r'<word xMin="(.*?)" yMin="(.*?)" xMax="(.*?)" yMax="(.*?)">(.*?)</word>', page, re.DOTALL
        )
        boxes = [(*(float(n) * MM for n in word[:4]), html.unescape(word[4])) for word in words]
        found.append(_rows(boxes))
    return found


def _rows(boxes: list[tuple[float, float, float, float, str]]) -> list[Row]:
    rows: list[list[tuple[float, float, float, float, str]]] = []
    for box in sorted(boxes, key=lambda b: b[3]):  # Latin and Chinese words of a row end at about one height
        if rows and abs(box[3] - rows[-1][0][3]) < 1.6:
            rows[-1].append(box)
        else:
            rows.append([box])
    return [
        Row(
            "".join(b[4] for b in sorted(row)),
            min(b[0] for b in row),
            max(b[2] for b in row),
            min(b[1] for b in row),
            max(b[3] for b in row),
        )
        for row in rows
    ]


def row(page: list[Row], text: str) -> Row:
    """The only row of the page that holds this text."""
    found = [r for r in page if text in r.text]
    assert len(found) == 1, (text, [r.text for r in page])
    return found[0]


def ink(pdf: Path, page: int) -> Ink:
    """Where the page (counted from 1) is dark; rows and columns of DPI per inch."""
    command = ["pdftoppm", "-r", str(DPI), "-gray", "-f", str(page), "-l", str(page), str(pdf)]
    image = subprocess.run(command, check=True, capture_output=True, timeout=60).stdout
    head = re.match(rb"P5\s+(\d+)\s+(\d+)\s+255\s", image)
    assert head is not None
    grey = np.frombuffer(image[head.end() :], np.uint8).reshape(int(head[2]), int(head[1]))
    return grey < 160


def span(dark: npt.NDArray[np.bool_]) -> tuple[float, float]:
    """The first and the last dark place of a profile, in mm."""
    places = np.flatnonzero(dark)
    return float(places[0]) * 25.4 / DPI, float(places[-1] + 1) * 25.4 / DPI


def rules(dark: Ink, *, least: float = 100.0) -> list[tuple[float, float, float]]:
    """Horizontal rules longer than `least` mm: middle height, left and right end, in mm."""
    wide = np.flatnonzero(dark.sum(axis=1) * 25.4 / DPI > least)
    groups = np.split(wide, np.flatnonzero(np.diff(wide) > 1) + 1) if len(wide) else []
    return [((g[0] + g[-1] + 1) / 2 * 25.4 / DPI, *span(dark[g].any(axis=0))) for g in groups]
