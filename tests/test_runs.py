"""Real folders, full, broken and edited → what lock and publish do with them."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from youthreport.errors import LockedError, OutputError
from youthreport.runs import lock, publish, read_manifest, write_all, write_files
from youthreport.runs.beside import replace_at_once
from youthreport.runs.changes import Change
from youthreport.runs.swapping import swap


def build(paper: bytes = b"paper", **others: bytes) -> dict[str, bytes]:
    files = {"总结.docx": paper, "数据台账.xlsx": b"ledger", **others}
    outputs = [{"file": n, "sha256": hashlib.sha256(c).hexdigest()} for n, c in files.items()]
    return {**files, "manifest.json": json.dumps({"outputs": outputs}).encode()}


def contents(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


@pytest.fixture
def output(tmp_path: Path) -> Path:
    return tmp_path / "output"


@pytest.fixture
def state(tmp_path: Path) -> Path:
    return tmp_path / ".youthreport"


# -- lock ----------------------------------------------------------------------------------


def test_the_second_run_is_told_who_holds_the_lock(state: Path) -> None:
    with lock(state), pytest.raises(LockedError, match=f"进程号 {os.getpid()}") as caught, lock(state):
        pass
    assert caught.value.exit_code == 75
    with lock(state):
        pass
    assert not (state / "lock.json").exists()


def test_another_process_is_kept_out_and_a_killed_one_leaves_no_lock(state: Path) -> None:
    code = (
        "import sys, time; from pathlib import Path; from youthreport.runs import lock\n"
        "with lock(Path(sys.argv[1])):\n    print('held', flush=True); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", code, str(state)], stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        holder.stdout.readline()
        with pytest.raises(LockedError, match=str(holder.pid)), lock(state):
            pass
        holder.kill()
        holder.wait()
    with lock(state):
        pass


def test_a_state_folder_that_cannot_be(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(OutputError) as caught, lock(tmp_path / "file" / ".youthreport"):
        pass
    assert caught.value.exit_code == 73


# -- publish -------------------------------------------------------------------------------


def test_first_publication_and_nothing_else_left_behind(output: Path, state: Path) -> None:
    done = publish(output, build(), state)
    assert contents(output) == build()
    assert done.written == ("总结.docx", "数据台账.xlsx", "manifest.json")
    assert not list(output.glob(".staging-*"))
    assert read_manifest(output) is not None


def test_the_same_files_are_not_written_again(output: Path, state: Path) -> None:
    publish(output, build(), state)
    os.utime(output / "总结.docx", ns=(1, 1))
    done = publish(output, build(), state)
    assert done.written == ()
    assert (output / "总结.docx").stat().st_mtime_ns == 1


def test_new_data_replaces_what_we_wrote_and_what_we_no_longer_write_goes(output: Path, state: Path) -> None:
    publish(output, build(旧=b"old"), state)
    (output / "笔记.txt").write_bytes(b"mine")
    done = publish(output, build(b"paper 2"), state)
    assert contents(output) == {**build(b"paper 2"), "笔记.txt": b"mine"}
    assert (done.removed, done.edited) == (("旧",), ())


def test_an_edited_document_is_moved_aside(output: Path, state: Path) -> None:
    publish(output, build(), state)
    (output / "总结.docx").write_bytes(b"edited by hand")
    done = publish(output, build(b"paper 2"), state)
    (moved,) = done.edited
    assert moved.parent == output / "edited"
    assert moved.read_bytes() == b"edited by hand"
    assert moved.name.startswith("总结-")
    assert moved.suffix == ".docx"
    assert (output / "总结.docx").read_bytes() == b"paper 2"
    publish(output, build(b"paper 3"), state)
    assert moved.read_bytes() == b"edited by hand"


def test_an_edited_document_goes_aside_even_if_it_is_no_longer_built(output: Path, state: Path) -> None:
    publish(output, build(旧=b"old"), state)
    (output / "旧").write_bytes(b"edited by hand")
    done = publish(output, build(), state)
    assert [path.read_bytes() for path in done.edited] == [b"edited by hand"]
    assert not (output / "旧").exists()


def test_a_strangers_document_is_moved_aside(output: Path, state: Path) -> None:
    output.mkdir()
    (output / "总结.docx").write_bytes(b"not ours")
    assert [p.read_bytes() for p in publish(output, build(), state).edited] == [b"not ours"]


@pytest.mark.parametrize("manifest", [None, b"{", b'{"outputs": [{"file": "../x", "sha256": "0"}, 3]}'])
def test_a_lost_or_broken_manifest(output: Path, state: Path, manifest: bytes | None) -> None:
    publish(output, build(), state)
    (output / "manifest.json").unlink()
    if manifest is not None:
        (output / "manifest.json").write_bytes(manifest)
    publish(output, build(b"paper 2"), state)
    assert (output / "总结.docx").read_bytes() == b"paper 2"


def test_a_folder_in_the_place_of_a_file_leaves_everything_as_it_was(output: Path, state: Path) -> None:
    publish(output, build(), state)
    (output / "总结.docx").write_bytes(b"edited by hand")
    (output / "数据台账.xlsx").unlink()
    (output / "数据台账.xlsx" / "in").mkdir(parents=True)
    before = contents(output)
    with pytest.raises(OutputError, match=r"数据台账\.xlsx.*没有发布") as caught:
        publish(output, build(b"paper 2"), state)
    assert caught.value.exit_code == 73
    assert contents(output) == before
    assert not list(output.glob(".staging-*"))


def test_an_output_path_that_leads_through_a_file(tmp_path: Path, state: Path) -> None:
    (tmp_path / "file").write_bytes(b"keep")
    with pytest.raises(OutputError, match="怎么办"):
        publish(tmp_path / "file" / "output", build(), state)
    assert (tmp_path / "file").read_bytes() == b"keep"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere")
def test_a_read_only_output(output: Path, state: Path) -> None:
    publish(output, build(), state)
    output.chmod(0o555)
    try:
        with pytest.raises(OutputError, match="只读"):
            publish(output, build(b"paper 2"), state)
    finally:
        output.chmod(0o755)
    assert contents(output) == build()


@pytest.mark.parametrize("name", ["../out.docx", "/etc/out.docx", "", "a\\b.docx", "C:x.docx"])
def test_names_stay_inside(output: Path, state: Path, name: str) -> None:
    with pytest.raises(ValueError, match="output folder"):
        publish(output, {name: b""}, state)


def test_files_outside_a_build_spare_what_was_filled_in(output: Path) -> None:
    paths = write_files(output, {"甲.xlsx": b"blank", "乙.xlsx": b"blank"})
    assert paths == (output / "甲.xlsx", output / "乙.xlsx")
    paths[0].write_bytes(b"filled in")
    write_files(output, {"甲.xlsx": b"blank", "丙.xlsx": b"blank"})
    assert sorted(contents(output).values()) == [b"blank", b"blank", b"blank", b"filled in"]
    assert paths[1].is_file()


def test_filled_in_files_that_were_moved_aside_are_named(output: Path) -> None:
    first = write_all(output, {"甲.xlsx": b"blank", "乙.xlsx": b"blank"})
    assert (first.edited, first.written) == ((), ("乙.xlsx", "甲.xlsx"))
    (output / "甲.xlsx").write_bytes(b"filled in")
    again = write_all(output, {"甲.xlsx": b"blank", "乙.xlsx": b"blank"})
    assert [path.read_bytes() for path in again.edited] == [b"filled in"]
    assert again.unchanged == ("乙.xlsx",)


def killed_run(output: Path) -> Path:
    """An output folder as a run leaves it that was killed after the first of three replacements."""
    staging = output / ".staging-killed"
    staging.mkdir()
    sha = hashlib.sha256
    steps = [
        {"name": "总结.docx", "new": sha(b"half").hexdigest(), "old": True},
        {"name": "新.docx", "new": sha(b"fresh").hexdigest(), "old": False},
        {"name": "数据台账.xlsx", "new": sha(b"never").hexdigest(), "old": True},
    ]
    (staging / "journal.json").write_text(json.dumps(steps), encoding="utf-8")
    (staging / "0.old").write_bytes((output / "总结.docx").read_bytes())
    (staging / "2.old").write_bytes((output / "数据台账.xlsx").read_bytes())
    (output / "总结.docx").write_bytes(b"half")
    (output / "新.docx").write_bytes(b"fresh")
    return staging


def test_a_killed_run_is_undone_by_the_next(output: Path, state: Path) -> None:
    publish(output, build(), state)
    staging = killed_run(output)
    done = publish(output, build(), state)
    assert done.recovered
    assert (done.written, done.edited) == ((), ())
    assert contents(output) == build()
    assert not staging.exists()


def test_undoing_a_killed_run_spares_what_was_edited_since(output: Path, state: Path) -> None:
    publish(output, build(), state)
    killed_run(output)
    (output / "总结.docx").write_bytes(b"edited after the crash")
    done = publish(output, build(), state)
    assert [path.read_bytes() for path in done.edited] == [b"edited after the crash"]


def test_half_a_journal_means_that_nothing_had_happened(output: Path, state: Path) -> None:
    publish(output, build(), state)
    (output / ".staging-x").mkdir()
    (output / ".staging-x" / "journal.json").write_bytes(b'[{"name"')
    assert publish(output, build(), state).recovered
    assert contents(output) == build()


def test_leavings_without_a_journal_are_cleared(output: Path, state: Path) -> None:
    (output / ".staging-y").mkdir(parents=True)
    (output / ".staging-y" / "0.new").write_bytes(b"half")
    assert publish(output, build(), state).recovered
    assert contents(output) == build()


def test_a_removal_that_was_cut_off_is_undone(output: Path, state: Path) -> None:
    publish(output, build(), state)
    staging = output / ".staging-killed"
    staging.mkdir()
    (staging / "journal.json").write_text(
        json.dumps([{"name": "总结.docx", "new": None, "old": True}]), "utf-8"
    )
    (output / "总结.docx").rename(staging / "0.old")
    done = publish(output, build(), state)
    assert (done.written, contents(output)) == ((), build())


# -- the exchange in one step --------------------------------------------------------------

SWAPS = sys.platform in ("linux", "darwin")


def leftovers(output: Path) -> list[Path]:
    """What an exchange leaves beside or in the output folder when it does not clean up."""
    return [*output.parent.glob(".staging-*"), *output.glob(".staging-*")]


@pytest.mark.skipif(not SWAPS, reason="this system cannot exchange two folders in one step")
def test_two_folders_change_places(tmp_path: Path) -> None:
    for name in ("甲", "乙"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "who").write_text(name, encoding="utf-8")
    assert swap(tmp_path / "甲", tmp_path / "乙")
    assert (tmp_path / "甲" / "who").read_text(encoding="utf-8") == "乙"


def test_a_folder_that_is_not_there_is_not_exchanged(tmp_path: Path) -> None:
    (tmp_path / "甲").mkdir()
    assert not swap(tmp_path / "甲", tmp_path / "乙")
    assert (tmp_path / "甲").is_dir()


@pytest.mark.skipif(not SWAPS, reason="this system cannot exchange two folders in one step")
def test_the_output_is_exchanged_as_a_whole_and_the_rest_comes_along(output: Path, state: Path) -> None:
    publish(output, build(), state)
    (output / "草稿").mkdir()
    (output / "草稿" / "笔记.txt").write_bytes(b"mine")
    before = (output.stat().st_ino, (output / "草稿" / "笔记.txt").stat().st_ino)
    publish(output, build(b"paper 2"), state)
    assert output.stat().st_ino != before[0]
    assert (output / "草稿" / "笔记.txt").stat().st_ino == before[1]
    assert leftovers(output) == []


def test_a_folder_outside_the_project_is_never_exchanged(tmp_path: Path) -> None:
    desktop, project = tmp_path / "桌面", tmp_path / "项目"
    desktop.mkdir()
    (desktop / "照片.jpg").write_bytes(b"mine")
    inodes = (desktop.stat().st_ino, (desktop / "照片.jpg").stat().st_nlink)
    publish(desktop, build(), project / ".youthreport")
    publish(desktop, build(b"paper 2"), project / ".youthreport")
    write_all(desktop, {"更新稿.docx": b"refreshed"})
    assert (desktop.stat().st_ino, (desktop / "照片.jpg").stat().st_nlink) == inodes
    assert contents(desktop) == build(b"paper 2") | {"照片.jpg": b"mine", "更新稿.docx": b"refreshed"}
    assert leftovers(desktop) == []


def test_whoever_stands_in_the_output_folder_stays_in_it(
    output: Path, state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(output, build(), state)
    (output / "草稿").mkdir()
    monkeypatch.chdir(output / "草稿")
    publish(output, build(b"paper 2"), state)
    assert Path("../总结.docx").read_bytes() == b"paper 2"


@pytest.mark.skipif(not SWAPS, reason="this system cannot exchange two folders in one step")
def test_what_was_saved_while_the_exchange_was_under_way_is_kept(output: Path, state: Path) -> None:
    publish(output, build(), state)
    decided = Change("总结.docx", b"paper 2", hashlib.sha256(b"paper").hexdigest())
    (output / "总结.docx").write_bytes(b"saved a moment ago")
    saved = replace_at_once(output, [decided])
    assert saved is not None
    assert [path.read_bytes() for path in saved] == [b"saved a moment ago"]
    assert saved[0].parent == output / "edited"
    assert (output / "总结.docx").read_bytes() == b"paper 2"


@pytest.mark.parametrize("exchanged", [False, True], ids=["before", "after"])
def test_a_run_killed_before_or_after_the_exchange_leaves_nothing(
    output: Path, state: Path, exchanged: bool
) -> None:
    publish(output, build(), state)
    beside = output.parent / ".staging-output-killed"
    beside.mkdir()
    other = build(b"paper 0")
    for name, content in other.items():
        (beside / name).write_bytes(content)
    # The mark tells an old output from a new one that never came into its place.
    ((beside if exchanged else output) / ".staging-old").touch()
    if exchanged:
        (beside / "总结.docx").write_bytes(b"saved after the exchange")
    assert publish(output, build(), state).recovered
    kept = {"edited/总结-" + hashlib.sha256(b"saved after the exchange").hexdigest()[:8] + ".docx"}
    assert set(contents(output)) == set(build()) | (kept if exchanged else set())
    assert leftovers(output) == []


def test_files_are_replaced_one_by_one_where_folders_cannot_be_exchanged(
    output: Path, state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("youthreport.runs.beside.swap", lambda _one, _other: False)
    publish(output, build(), state)
    inode = output.stat().st_ino
    publish(output, build(b"paper 2"), state)
    assert (contents(output), output.stat().st_ino) == (build(b"paper 2"), inode)
    assert leftovers(output) == []
