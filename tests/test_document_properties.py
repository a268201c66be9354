"""Any sentences of optional clauses, any of them missing → text that reads as if it had been written so."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.sections import dump, make
from tests.test_narrative_law import CATALOGUE, PERIOD, world_of
from tests.test_narrative_law import paper as whole_paper
from youthreport.document import write
from youthreport.frame import Frame
from youthreport.model import Part, Vocabulary, Wording
from youthreport.narrative import tell

KNOWN, MISSING, ZERO = "甲", "缺", "零"
CONTEXT = {
    KNOWN: Wording(KNOWN, (Part("12", "c_a"),)),
    MISSING: Wording(MISSING, absent=True),
    ZERO: Wording(ZERO, (Part("0", "c_z"),), nothing=True),
}
UNSOUND = re.compile(
    r"[、，；：。！？]{2}|（）|“”|《》|（[、，]|[、，；：]）|^[、，；：。）]|[、，]$|(?:其中|包括|以及|[和及与或])(?:[、，。；]|$)|(?<!\d)0个|待补充"
)
labels = st.sampled_from([KNOWN, KNOWN, MISSING, ZERO])
nouns = st.sampled_from(["项目", "阵地", "活动", "队伍"])


def written(*paragraphs: str) -> list[str]:
    """The body of a paper with these section lines, headings with their marks."""
    with TemporaryDirectory() as folder:
        sections = Path(folder) / "sections"
        sections.mkdir()
        (sections / "01_节.docx").write_bytes(make("\n".join(paragraphs)))
        made = write(Vocabulary(CONTEXT, {}, ()), Path(folder), Frame("题"), stamp=datetime(2026, 1, 1))
    return dump(made.content).splitlines()[2:]


def optional(text: str) -> str:
    return f"{{% 从句 %}}{text}{{% 完 %}}"


cores = st.builds(lambda noun, label: f"{noun}{{{{ {label} }}}}个", nouns, labels)
several = st.lists(cores, min_size=1, max_size=4)
SHAPES = {
    "commas inside, behind": several.map(lambda c: "".join(optional(f"{x}，") for x in c) + "成效明显。"),
    "commas inside, before": several.map(lambda c: "成效明显" + "".join(optional(f"，{x}") for x in c) + "。"),
    "commas between": several.map(lambda c: "，".join(map(optional, c)) + "。"),
    "commas between, a lead": several.map(lambda c: "全区有" + "，".join(map(optional, c)) + "，取得实效。"),
    "enumeration": several.map(lambda c: "建成阵地{{ 甲 }}个，其中" + "、".join(map(optional, c)) + "。"),
    "enumeration, commas inside": several.map(lambda c: "建成{{ 甲 }}个，包括" + optional(c[0]) + "".join(optional(f"、{x}") for x in c[1:]) + "。"),
    "in brackets": several.map(lambda c: "成效明显（" + "，".join(map(optional, c)) + "）。"),
    "in quotation marks": cores.map(lambda c: f"开展“{optional(c)}”行动。"),
    "joined": st.tuples(cores, cores).map(lambda c: f"{optional(c[0])}和{optional(c[1])}。"),
    "joined to a fixed one": cores.map(lambda c: f"建成阵地{{{{ 甲 }}}}个和{optional(c)}，成效明显。"),
    "joined, in its own clause": cores.map(lambda c: "建成阵地{{ 甲 }}个" + optional(f"以及{c}") + "。"),
    "sentences": several.map(lambda c: "".join(optional(f"{x}。") for x in c)),
    "semicolons": several.map(lambda c: "；".join(map(optional, c)) + "。"),
    "no end": several.map(lambda c: "，".join(map(optional, c))),
}  # fmt: skip
sentences = st.one_of(*SHAPES.values())
nested = st.lists(sentences, min_size=1, max_size=2).map(lambda s: optional("".join(s)))
paragraphs = st.lists(sentences | nested, min_size=1, max_size=3).map("".join)


@pytest.mark.parametrize("shape", SHAPES)
@given(data=st.data())
@settings(deadline=None, max_examples=15)
def test_what_is_missing_takes_its_punctuation_along(shape: str, data: st.DataObject) -> None:
    assert [line for line in written(data.draw(SHAPES[shape])) if UNSOUND.search(line)] == []


@given(text=paragraphs)
@settings(deadline=None, max_examples=40)
def test_sentences_of_all_shapes_together_read_soundly(text: str) -> None:
    told = written(text)
    assert [line for line in told if UNSOUND.search(line)] == []
    assert "".join(told).count("12") <= text.count(KNOWN)


@given(text=paragraphs)
@settings(deadline=None, max_examples=25)
def test_with_everything_known_nothing_is_mended(text: str) -> None:
    whole = text.replace(MISSING, KNOWN).replace(ZERO, KNOWN)
    plain = re.sub(r"\{%.*?%\}", "", whole).replace("{{ 甲 }}", "12")
    assert written(whole) == [plain]


@pytest.mark.parametrize(
    "text",
    [
        "甲12个，，乙",
        "甲12个，。",
        "共12个，其中。",
        "（）",
        "，甲",
        "甲12个和。",
        "乙0个",
        "（，甲）",
        "甲，",
    ],
)
def test_the_eye_for_unsound_sentences_sees_them(text: str) -> None:
    assert UNSOUND.search(text)


def test_the_eye_for_unsound_sentences_passes_sound_ones() -> None:
    assert not UNSOUND.search("建成阵地12个，其中项目10个和队伍2个（活动12个）。")


# -- numbers of headings -------------------------------------------------------------------

HANZI = "一二三四五六七八九十"
headings = st.tuples(st.integers(1, 4), st.booleans())


def number_of(level: int, text: str) -> int:
    """The number before a heading of that level; 0 when it is not written as it should be."""
    match = re.match(
        (r"([一二三四五六七八九十])、", r"（([一二三四五六七八九十])）", r"(\d+)\.", r"（(\d+)）")[level - 1],
        text,
    )
    if match is None:
        return 0
    return HANZI.index(match[1]) + 1 if match[1] in HANZI else int(match[1])


@given(drawn=st.lists(headings, min_size=1, max_size=14))
@settings(deadline=None, max_examples=40)
def test_numbers_have_no_gap_whatever_drops(drawn: list[tuple[int, bool]]) -> None:
    lines = []
    for level, stands in drawn:
        label = KNOWN if stands else MISSING
        marks = "#" * (level + 1)
        lead = "做法。" if level > 2 else "工作"
        lines.append(
            f"{marks} {lead}" if level < 3 else f"{marks} {lead}" + optional(f"有{{{{ {label} }}}}个。")
        )
        if level < 3:
            lines.append(optional(f"有{{{{ {label} }}}}个。"))
    assert gaps(written(*lines)) == []


def gaps(lines: list[str]) -> list[str]:
    """The headings whose number does not follow the one before."""
    counts, wrong = [0, 0, 0, 0], []
    for line in lines:
        level = len(line) - len(line.lstrip("#")) - 1
        if level >= 1:
            counts[level - 1] += 1
            counts[level:] = [0] * (4 - level)
            if number_of(level, line.lstrip("# ")) != counts[level - 1]:
                wrong.append(line)
    return wrong


@given(seed=st.integers(0, 2**32))
@settings(deadline=None, max_examples=12)
def test_the_shipped_sections_read_soundly_for_any_figures(seed: int) -> None:
    made = whole_paper(tell(*world_of(seed), CATALOGUE, PERIOD))
    lines = dump(made).splitlines()
    assert gaps(lines) == []
    sound = re.compile(UNSOUND.pattern.replace("|待补充", ""))
    assert [line for line in lines if sound.search(line)] == []


def test_a_gap_in_numbers_is_seen() -> None:
    assert gaps(["## 一、甲", "### （一）乙", "### （三）丙", "## 三、丁"]) == ["### （三）丙", "## 三、丁"]
