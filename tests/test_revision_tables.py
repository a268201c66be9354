"""A table in an edited paper and other rows in the data → what is said of whole rows, and of single cells."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.edited import Edit, built, comments, refreshed, texts, verified
from tests.validity import faults
from youthreport.revision import Change, verified_text

HEAD = "## 数据说明\n|序号|事项|涉及单位|数量|\n"
ROWS = (
    "应报送|全区|{{ 团员 }}个",
    "未报送|丙中学团委、丁公司团委|{{ 五星 }}个",
    "已合并计入|乙街道团工委|{{ 之家 }}场",
)


def table(folder: Path, *rows: str, **values: str) -> bytes:
    """A paper with a table of these rows, which are numbered."""
    return built(folder, section=HEAD + "\n".join(f"|{n}|{row}|" for n, row in enumerate(rows, 1)), **values)


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The paper as it was built."""
    return table(tmp_path_factory.mktemp("base"), *ROWS)


def test_a_row_that_the_data_no_longer_list_is_told_once_and_as_a_row(base: bytes, tmp_path: Path) -> None:
    """The running number of the row behind it has changed too, which says nothing."""
    now = table(tmp_path, ROWS[0], ROWS[2])
    found = verified(base, base, now)
    (told,) = found.sentences
    assert (told.change, told.paper, told.place) == (
        Change.WITHDRAWN,
        "未报送｜丙中学团委、丁公司团委｜57个",
        "表1第3行",
    )
    assert "现有数据不再支持这一行，建议删去" in verified_text(found, ())
    done = refreshed(base, base, now)
    assert comments(done.content) == [
        ("数据更新", "按现在的数据，这一行不再成立，建议删去：\n未报送｜丙中学团委、丁公司团委｜57个")
    ]
    assert refreshed(done.content, base, now, now).content == done.content
    assert faults(done.content, tmp_path) == []


def test_a_row_that_people_deleted_themselves_is_not_missed(base: bytes, tmp_path: Path) -> None:
    edited = Edit(base).delete_row("未报送").content
    assert verified(edited, base, table(tmp_path, ROWS[0], ROWS[2])).sentences == ()


NEW_ROW = "免报|戊社区团支部|{{ 学校 }}个"


def test_a_row_that_only_the_data_of_today_list_is_proposed_behind_the_one_before(
    base: bytes, tmp_path: Path
) -> None:
    now = table(tmp_path, *ROWS[:2], NEW_ROW, ROWS[2])
    found = verified(base, base, now)
    assert [(s.change, s.now, s.place) for s in found.sentences] == [
        (Change.MISSING, "免报｜戊社区团支部｜8个", "表1第3行第4列")
    ]
    assert "表1第3行第4列：其后应补一行“免报｜戊社区团支部｜8个”" in verified_text(found, ())


def test_a_row_that_people_took_over_is_no_longer_missing(base: bytes, tmp_path: Path) -> None:
    now = table(tmp_path / "now", *ROWS[:2], NEW_ROW, ROWS[2])
    edited = Edit(base).add_row("3", "免报", "戊社区团支部", "8个", behind="未报送").content
    assert verified(edited, base, now).agrees
    gone = verified(edited, base, base, now)
    assert [(s.change, s.paper, s.place) for s in gone.sentences] == [
        (Change.WITHDRAWN, "免报｜戊社区团支部｜8个", "表1第4行")
    ]


def test_of_a_row_that_stays_only_the_cell_that_changed_is_told(base: bytes, tmp_path: Path) -> None:
    now = table(tmp_path, ROWS[0], "未报送|丙中学团委|{{ 五星 }}个", ROWS[2], 五星="1")
    found = verified(base, base, now)
    assert [(s.change, s.paper, s.now, s.place) for s in found.sentences] == [
        (Change.REWORDED, "丙中学团委、丁公司团委", "丙中学团委", "表1第3行第3列")
    ]
    assert "1个" in texts(refreshed(base, base, now).content)


def test_the_order_of_rows_says_nothing(base: bytes, tmp_path: Path) -> None:
    assert verified(base, base, table(tmp_path, ROWS[2], ROWS[0], ROWS[1])).agrees
