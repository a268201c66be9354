"""Templates that would run away, reach out of the sandbox or carry bad data → an end within seconds, or clean text."""

from __future__ import annotations

import io
import time
import zipfile
from datetime import datetime
from pathlib import Path

import pytest

from tests.sections import dump, make
from youthreport.document import write
from youthreport.document.environment import environment
from youthreport.errors import TemplateError
from youthreport.frame import Frame
from youthreport.model import Item, Listing, Part, Vocabulary, Wording


class Spoken:
    """A listing as the narrative gives it."""

    def __init__(self, *texts: str) -> None:
        self.listing = Listing("l", "清单", tuple(Item(text, 1, None) for text in texts))
        self.figure = None
        self.wording = Wording("清单", (Part("、".join(texts), quoted=True),))


CONTEXT: dict[str, object] = {
    "甲": Wording("甲", (Part("12", "c_a"),)),
    "长文": Wording("长文", (Part("字" * 100_000),)),
    "清单": Spoken(*(f"第{n}项" for n in range(60))),
    "断言": {"成立": True},
}
FILTERS = {"余": lambda value: value, "坏": lambda value: 1 / 0}


def text(folder: Path, section: str, **more: object) -> list[str]:
    (folder / "sections").mkdir(parents=True, exist_ok=True)
    (folder / "sections" / "01_节.docx").write_bytes(make(section))
    vocabulary = Vocabulary(CONTEXT | more, FILTERS, ())
    made = write(vocabulary, folder, Frame("题"), stamp=datetime(2026, 1, 1))
    return dump(made.content).splitlines()[2:]


def nested(depth: int, body: str) -> str:
    names = [f"项{n}" for n in range(depth)]
    return "".join(f"{{% for {n} in 清单 %}}" for n in names) + body + "{% endfor %}" * depth


RUNAWAYS = {
    "60 to the power of 6 rounds that print nothing": nested(6, ""),
    "60 to the power of 5 rounds of text": nested(5, "一句话说了又说。"),
    "a long text again and again": nested(2, "{{ 长文 }}"),
    "rounds inside a clause": "{% 从句 %}" + nested(5, "{{ 项0 }}") + "{% 完 %}",
    "a tower of powers": "{{ 9 ** 9999999 }}",
    "a huge string": "{{ '啊' * 300000000 }}",
    "a huge string by %": "{{ '%300000000d' % 5 }}",
    "a huge string by a filter": "{{ '%300000000d'|format(5) }}",
    "doubling by joining": "{% set x = '啊' %}" + "{% set x = x ~ x %}" * 40 + "{{ x }}",
    "doubling by blocks": "{% set x %}啊{% endset %}" + "{% set x %}{{ x }}{{ x }}{% endset %}" * 40,
    "a macro that calls itself": "{% macro m() %}{{ m() }}{{ m() }}{% endmacro %}{{ m() }}",
    "a range": "{% for n in range(1000000000) %}甲{% endfor %}",
    "a very long number": "{{ " + "9" * 5000 + " }}",
    "very deep brackets": "{{ " + "(" * 3000 + "甲" + ")" * 3000 + " }}",
    "very deep loops": nested(30, ""),
}


@pytest.mark.parametrize("section", RUNAWAYS.values(), ids=RUNAWAYS)
def test_a_template_that_runs_away_is_stopped(tmp_path: Path, section: str) -> None:
    start = time.monotonic()
    with pytest.raises(TemplateError) as caught:
        text(tmp_path, section)
    assert "01_节.docx 第1段" in str(caught.value)
    assert time.monotonic() - start < 10


def test_deep_conditions_are_no_runaway(tmp_path: Path) -> None:
    assert text(tmp_path, "{% if 甲 %}" * 60 + "{{ 甲 }}" + "{% endif %}" * 60) == ["12"]


def test_many_rows_are_no_runaway(tmp_path: Path) -> None:
    rows = [Wording("项", (Part(f"第{n}项"),)) for n in range(2000)]
    start = time.monotonic()
    told = text(tmp_path, "|名|\n|{%tr for 项 in 各项 %}|\n|{{ 项 }}|\n|{%tr endfor %}|", 各项=rows)
    assert (told[0], told[2000]) == ("|名|", "|第1999项|")
    assert time.monotonic() - start < 10


ESCAPES = [
    "{{ 甲.__class__ }}", "{{ 甲.parts }}", "{{ 甲['label'] }}", "{{ 甲.figure.sources }}", "{{ 断言.keys() }}", "{{ cycler }}",
    "{{ self }}", "{{ ''.join(['a']) }}", "{% include 'x' %}", "{% import 'x' as y %}", "{{ namespace(a=1) }}", "{{ lipsum() }}",
    "{{ 甲|attr('label') }}", "{{ 甲|e }}", "{{ 甲|safe }}", "{{ 清单|map('upper') }}", "{{ [甲]|first }}", "{{ {'a': 甲} }}",
    "{% if 甲 is defined %}{{ 甲 }}{% endif %}", "{% if 甲 > 5 %}{{ 甲 }}{% endif %}", "{{ 甲 + 甲 }}", "{{ '120' }}",
    "{{ '120' if 断言.成立 }}", "{{ 甲 and '120' }}", "{{ '120'|余 }}", "{{ 5 }}", "{% for 字 in '甲乙' %}{{ 字 }}{% endfor %}",
    "{{ 甲|坏 }}", "{%- if 断言.成立 %}甲{% endif %}", "{{r 甲 }}", "{%tc for x in 清单 %}",
]  # fmt: skip


@pytest.mark.parametrize("section", ESCAPES)
def test_only_labels_filters_and_claims_can_be_written(tmp_path: Path, section: str) -> None:
    with pytest.raises(TemplateError) as caught:
        text(tmp_path, f"好的。\n{section}")
    assert "01_节.docx 第2段" in str(caught.value)


def test_what_may_be_written_prints(tmp_path: Path) -> None:
    section = "{{ 甲|余 }}{% if 断言.成立 and not 断言.成立 %}乙{% elif 甲 %}，有{% endif %}，{{ 甲 if 断言.成立 else 长文 }}"
    assert text(tmp_path, section) == ["12，有，12"]
    assert text(tmp_path, "{% for 项 in 清单 %}{% if loop.first %}{{ 项 }}{% endif %}{% endfor %}。") == [
        "第0项。"
    ]


def test_the_environment_is_closed() -> None:
    env = environment(Vocabulary(CONTEXT, FILTERS, ()))
    assert (env.sandboxed, env.autoescape, env.undefined.__name__) == (True, True, "StrictUndefined")
    assert not env.globals
    assert not env.tests
    assert set(env.filters) == {"余", "坏", "*"}  # the last one counts rounds and cannot be named


BAD = {
    "a control character": ("甲\x07\x0b\x00乙", "甲乙"),
    "a form feed": ("甲\x0c乙", "甲乙"),
    "no character": ("甲\ufffe\uffff乙", "甲乙"),
    "half a character": ("甲\ud800乙\udc00丙", "甲乙丙"),
    "our own signs": ("\ue000c_a\ue00199\ue002\ue012甲", "c_a99甲"),
    "a private plane": ("甲\U000f0001乙", "甲乙"),
    "markup": ("A&B <w:p/> ]]>", "A&B <w:p/> ]]>"),
    "a tag": ("{{ 甲 }}{% if %}", "{{ 甲 }}{% if %}"),
    "a tag of docxtpl": ("{_{甲}_}{_%甲%_}", "｛_｛甲｝_｝｛_%甲%_｝"),
    "lines": ("甲\n乙\r\n丙\u2028丁", "甲乙丙丁"),
}


@pytest.mark.parametrize(("bad", "clean"), BAD.values(), ids=BAD)
def test_data_cannot_spoil_the_document(tmp_path: Path, bad: str, clean: str) -> None:
    told = text(tmp_path, "说：{{ 坏 }}，{{ 甲 }}。", 坏=Wording("坏", (Part(bad, quoted=True),)))
    assert told == [f"说：{clean}，12。"]


def test_a_bomb_instead_of_a_section_is_not_unpacked(tmp_path: Path) -> None:
    (tmp_path / "sections").mkdir()
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(3):
            archive.writestr(f"word/{number}.xml", b" " * 80_000_000)
    (tmp_path / "sections" / "01_节.docx").write_bytes(buffer.getvalue())
    with pytest.raises(TemplateError, match="过大"):
        write(Vocabulary({}, {}, ()), tmp_path, Frame("题"), stamp=datetime(2026, 1, 1))
