"""Files that are on their way into returns/, open, or copied by a sync client → what is read and what is said."""

from __future__ import annotations

import os
import sys
import threading
import time
from pathlib import Path

import pytest

from tests.commandline import SMALL, example_returns, small_project
from youthreport.arrivals import notices, returns_among
from youthreport.cli import main
from youthreport.model import Filing, FilingStatus
from youthreport.pipeline.arriving import read_settled


def made(folder: Path, *names: str) -> list[Path]:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(b"x")
    return [folder / name for name in names]


def read_names(folder: Path, files: list[Path]) -> list[str]:
    return [path.relative_to(folder).as_posix() for path in returns_among(files, folder)]


CONFLICTS = [
    "甲-冲突.xlsx",  # 坚果云 on Windows
    "甲-冲突-张三.xlsx",
    "甲-NSConflict-张三.xlsx",  # 坚果云 on Linux and macOS
    "甲(冲突).xlsx",
    "甲_冲突文件_办公室_20260701.xlsx",
    "甲 (办公室的电脑 的冲突副本 2026-07-01).xlsx",  # Dropbox
    "甲 (Office's conflicted copy 2026-07-01).xlsx",
    "甲 (conflicted copy 2026-07-01 101010).xlsx",  # Nextcloud
    "甲_conflict-20260701-101010.xlsx",  # ownCloud
    "甲.sync-conflict-20260701-101010-ABCDEFG.xlsx",  # Syncthing
    "甲 (SFConflict a@b.cn 2026-07-01-10-10-10).xlsx",  # Seafile
    "甲-DESKTOP-4F9A2KQ.xlsx",  # OneDrive
    "甲-LAPTOP-7HG2M1-2.xlsx",
]


@pytest.mark.parametrize("copy", CONFLICTS)
def test_a_conflict_copy_is_left_beside_its_original_and_named(tmp_path: Path, copy: str) -> None:
    files = made(tmp_path, "甲.xlsx", copy)
    assert read_names(tmp_path, files) == ["甲.xlsx"]
    (notice,) = notices(files, tmp_path)
    assert (notice.file, notice.waits) == (copy, True)
    assert "“甲.xlsx”的冲突副本" in notice.text


@pytest.mark.parametrize("copy", CONFLICTS)
def test_a_conflict_copy_without_its_original_may_be_the_only_return(tmp_path: Path, copy: str) -> None:
    files = made(tmp_path, copy, "别处/甲.xlsx", "乙.xlsx")
    assert copy in read_names(tmp_path, files)
    assert notices(files, tmp_path) == ()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("街道.xlsx", "街道矛盾冲突调解中心.xlsx"),
        ("甲.xlsx", "甲（1）.xlsx"),
        ("甲.xlsx", "甲-修改稿.xlsx"),
        ("甲.xlsx", "甲-冲突.et"),
        ("甲.xlsx", "甲-PC.xlsx"),
    ],
)
def test_other_names_are_returns(tmp_path: Path, one: str, other: str) -> None:
    files = made(tmp_path, one, other)
    assert sorted(read_names(tmp_path, files)) == sorted([one, other])


@pytest.mark.parametrize("owner", ["~$甲.xlsx", ".~甲.xlsx", ".~lock.甲.xlsx#"])
def test_an_open_workbook_is_read_as_it_was_saved_and_named(tmp_path: Path, owner: str) -> None:
    files = made(tmp_path, "甲.xlsx", owner)
    assert read_names(tmp_path, files) == ["甲.xlsx"]
    (notice,) = notices(files, tmp_path)
    assert (notice.waits, "“甲.xlsx”正被打开" in notice.text) == (False, True)
    # The owner file of a workbook that is gone says nothing.
    assert notices(files[1:], tmp_path) == ()


@pytest.mark.parametrize(
    "partial", ["乙.xlsx.crdownload", "未确认 1234.crdownload", "乙.xlsx.part", "街道/乙.xlsx.xltd"]
)
def test_a_download_under_way_is_named(tmp_path: Path, partial: str) -> None:
    files = made(tmp_path, "甲.xlsx", partial)
    assert read_names(tmp_path, files) == ["甲.xlsx"]
    (notice,) = notices(files, tmp_path)
    assert (notice.file, "还没有传完" in notice.text) == (partial, True)


# -- while we read --------------------------------------------------------------------------


def accepted(path: Path) -> Filing:
    return Filing(path.name, "", None, "2026S1", 1, None, FilingStatus.ACCEPTED)


def unreadable(path: Path) -> Filing:
    return Filing(path.name, "", None, "2026S1", 1, None, FilingStatus.UNREADABLE)


def test_a_file_that_changes_while_it_is_read_is_left(tmp_path: Path) -> None:
    still, growing, replaced, gone = made(tmp_path, "稳.xlsx", "长.xlsx", "换.xlsx", "没.xlsx")

    def read(path: Path) -> Filing:
        if path == growing:
            path.write_bytes(b"xx")
        if path == replaced:
            stat = path.stat()
            (tmp_path / "new").write_bytes(b"y")
            os.utime(tmp_path / "new", ns=(stat.st_atime_ns, stat.st_mtime_ns))
            os.replace(tmp_path / "new", path)
        if path == gone:
            path.unlink()
        return accepted(path)

    filings, left = read_settled((still, growing, replaced, gone), read, lambda path: path.name)
    assert [filing.file for filing in filings] == ["稳.xlsx"]
    assert [notice.file for notice in left] == ["长.xlsx", "换.xlsx", "没.xlsx"]
    assert all("留待下次" in notice.text and notice.waits for notice in left)


def test_half_a_file_that_grows_again_in_a_moment_is_left(tmp_path: Path) -> None:
    (path,) = made(tmp_path, "半.xlsx")
    timer = threading.Timer(0.1, path.write_bytes, [b"whole"])

    def read(path: Path) -> Filing:
        timer.start()
        return unreadable(path)

    filings, left = read_settled((path,), read, lambda path: path.name)
    assert (filings, [notice.file for notice in left]) == ((), ["半.xlsx"])


def test_a_broken_file_that_stands_still_is_judged_and_an_old_one_at_once(tmp_path: Path) -> None:
    young, old = made(tmp_path, "新.xlsx", "旧.xlsx")
    os.utime(old, (1_000_000_000, 1_000_000_000))
    assert [f.file for f in read_settled((young,), unreadable, str)[0]] == ["新.xlsx"]
    began = time.monotonic()
    assert [f.file for f in read_settled((old,), unreadable, str)[0]] == ["旧.xlsx"]
    assert time.monotonic() - began < 0.4


@pytest.mark.skipif(sys.platform != "linux", reason="other systems take no such names")
def test_a_name_in_gbk_is_read_and_shown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project = small_project(tmp_path / "2026S1")
    os.rename(
        project / "returns" / SMALL[0], os.fsencode(project / "returns") + "/街道报表.xlsx".encode("gbk")
    )
    os.close(os.open(os.fsencode(project / "returns") + b"/\xff\xfe.xlsx", os.O_CREAT))
    assert main(["build", "-q", str(project)]) == 3
    manifest = (project / "output" / "manifest.json").read_text(encoding="utf-8")
    assert "returns/街道报表.xlsx" in manifest
    assert main(["validate", "-q", "--format", "json", str(project)]) == 1
    assert main(["validate", "-q", "--format", "json", *map(str, (project / "returns").iterdir())]) == 1
    assert "街道报表.xlsx" in capsys.readouterr().out


# -- through the command line ---------------------------------------------------------------


def test_what_is_left_is_said_and_the_next_run_looks_again(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    project = small_project(tmp_path / "2026S1")
    copy = project / "returns" / f"{Path(SMALL[0]).stem}-冲突.xlsx"
    copy.write_bytes(example_returns()[SMALL[0]])
    assert main(["build", str(project)]) == 0
    told = capsys.readouterr()
    assert f"returns/{copy.name}：是同步软件留下的" in told.err
    assert f"· returns/{copy.name}：" in told.out
    assert main(["build", "-q", "--if-changed", str(project)]) == 0
    assert "没有变化" not in capsys.readouterr().out
    assert main(["build", "-q", "--final", str(project)]) == 1
    assert copy.name in capsys.readouterr().err
    copy.unlink()
    main(["build", "-q", "--if-changed", str(project)])
    assert main(["build", "-q", "--if-changed", str(project)]) == 0
    assert "没有变化" in capsys.readouterr().out
