"""A built project and one thing that changes → whether `build --if-changed` builds again."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.commandline import SMALL, environment, small_project
from youthreport import fingerprint
from youthreport.cli import main
from youthreport.fingerprint import fingerprint as mark
from youthreport.places import Places
from youthreport.runs import history, read_manifest

HEAVY = ("pandas", "numpy", "openpyxl", "docx", "lxml", "docxtpl", "xlsxwriter", "python_calamine")


@pytest.fixture(scope="module")
def prototype(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_project(tmp_path_factory.mktemp("unchanged") / "2026S1")


@pytest.fixture
def project(prototype: Path, tmp_path: Path) -> Path:
    return shutil.copytree(prototype, tmp_path / "2026S1")


def build(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, bool, str]:
    """Exit code, whether nothing was found to have changed, and what was said."""
    capsys.readouterr()
    code = main(["build", "--if-changed", "-q", *words])
    said = capsys.readouterr().out
    return code, said.startswith("没有变化"), said


def heavy_after_build(project: Path) -> tuple[str, str]:
    """What an unattended build says, and its exit code with the heavy libraries that it had loaded by the end."""
    code = (
        "import sys; from youthreport.cli import main\n"
        f"code = main(['build', '-q', '--if-changed', {str(project)!r}])\n"
        f"print(code, sorted(set(sys.modules) & set({HEAVY!r})))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, env=environment(), check=True, encoding="utf-8"
    )
    said, told = done.stdout.splitlines()
    return said, told


def test_unchanged_is_told_without_the_libraries_that_build(project: Path) -> None:
    assert "'pandas'" in heavy_after_build(project)[1]
    before = {path: path.stat().st_mtime_ns for path in (project / "output").rglob("*")}
    said, told = heavy_after_build(project)
    assert (said[:4], told) == ("没有变化", "0 []")
    assert {path: path.stat().st_mtime_ns for path in (project / "output").rglob("*")} == before


# -- what is seen ---------------------------------------------------------------------------


def settings(project: Path) -> Path:
    path = project / "youthreport.toml"
    path.write_text(path.read_text(encoding="utf-8") + "\n# 一行说明\n", encoding="utf-8")
    return path


def renamed(project: Path) -> None:
    (project / "returns" / SMALL[0]).rename(project / "returns" / "改名.xlsx")


def same_size(path: Path) -> None:
    """Another content of the same length and time."""
    stat, content = path.stat(), path.read_bytes()
    path.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))


def own_template(project: Path) -> None:
    folder = project / "templates" / "sections"
    folder.mkdir(parents=True)
    (folder / "01_引言.docx").write_bytes(b"another")


CHANGES: dict[str, Callable[[Path], object]] = {
    "settings": settings,
    "roster": lambda p: same_size(p / "roster.xlsx"),
    "district": lambda p: same_size(p / "district.xlsx"),
    "a return, same size and time": lambda p: same_size(p / "returns" / SMALL[1]),
    "a return gone": lambda p: (p / "returns" / SMALL[0]).unlink(),
    "a return renamed": renamed,
    "an unreadable file": lambda p: (p / "returns" / "新.xlsx").write_bytes(b"x"),
    "an earlier period": lambda p: (p / "previous" / "2025S1.json").write_bytes(b"{}"),
    "templates": own_template,
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_every_input_is_seen(project: Path, change: Callable[[Path], object]) -> None:
    before = mark(Places(project), {}, {})
    assert mark(Places(project), {}, {}) == before
    change(project)
    assert mark(Places(project), {}, {}) != before


def test_litter_and_touching_are_no_change(project: Path) -> None:
    before = mark(Places(project), {}, {})
    (project / "returns" / f"~${SMALL[0]}").write_bytes(b"x")
    (project / "returns" / "新.xlsx.crdownload").write_bytes(b"x")
    (project / "returns" / SMALL[0]).touch()
    assert mark(Places(project), {}, {}) == before


def test_options_environment_and_program_are_seen(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    loaded = Places(project)
    before = mark(loaded, {"final": False}, {})
    assert mark(loaded, {"final": True}, {}) != before
    assert mark(loaded, {"final": False}, {"YOUTHREPORT_POLICY_MASK_NAMES": "true"}) != before
    assert mark(loaded, {"final": False}, {"HOME": "/nowhere"}) == before
    monkeypatch.setattr(fingerprint, "__version__", "9.9.9")
    assert mark(loaded, {"final": False}, {}) != before


def test_the_program_and_its_catalogue_are_seen(project: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(Path(fingerprint.__file__).parent, tmp_path / "other" / "youthreport")
    shutil.copytree(Path(fingerprint.__file__).parents[1] / "templates", tmp_path / "other" / "templates")
    code = (
        "import sys; from pathlib import Path; from youthreport.places import Places\n"
        "from youthreport.fingerprint import fingerprint\n"
        "print(fingerprint(Places(Path(sys.argv[1])), {}, {}))"
    )

    def told() -> str:
        env = environment() | {"PYTHONPATH": str(copy.parent)}
        return subprocess.check_output(
            [sys.executable, "-c", code, str(project)], env=env, text=True, cwd=tmp_path
        ).strip()

    before = told()
    assert before == mark(Places(project), {}, {})
    path = copy / "catalogue" / "indicators.toml"
    path.write_text(path.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert told() != before


# -- what happens ---------------------------------------------------------------------------


def test_outputs_that_are_gone_are_built_again(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert build(capsys, str(project))[:2] == (0, False)
    assert build(capsys, str(project))[:2] == (0, True)
    (project / "output" / "figures.json").unlink()
    assert build(capsys, str(project))[:2] == (0, False)
    shutil.rmtree(project / "output")
    assert build(capsys, str(project))[:2] == (0, False)
    assert (project / "output" / "figures.json").is_file()


def test_an_edited_paper_is_left_alone_while_nothing_changes(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    build(capsys, str(project))
    paper = next((project / "output").glob("*计划.docx"))
    paper.write_bytes(b"edited by hand")
    assert build(capsys, str(project))[:2] == (0, True)
    assert paper.read_bytes() == b"edited by hand"


def test_other_options_build_again(project: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    build(capsys, str(project))
    assert build(capsys, str(project), "--date", "2026-07-09")[:2] == (0, False)
    assert build(capsys, str(project), "--date", "2026-07-09")[:2] == (0, True)
    other = ("-o", str(tmp_path / "另存"))
    assert build(capsys, str(project), *other)[:2] == (0, False)
    assert build(capsys, str(project), *other)[:2] == (0, True)
    assert build(capsys, str(project), "--date", "2026-07-09")[:2] == (0, True)


def test_an_incomplete_build_that_has_not_changed_says_so(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (project / "returns" / SMALL[0]).unlink()
    assert build(capsys, str(project))[:2] == (3, False)
    code, unchanged, said = build(capsys, str(project))
    assert (code, unchanged, "不完整" in said) == (0, True, True)


def test_leftovers_of_a_killed_run_are_a_reason_to_build(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    build(capsys, str(project))
    (project / "output" / ".staging-killed").mkdir()
    (project / ".staging-output-killed").mkdir()
    assert build(capsys, str(project))[:2] == (0, False)
    assert not [*project.glob(".staging-*"), *(project / "output").glob(".staging-*")]


def test_a_broken_note_only_costs_a_build(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    build(capsys, str(project))
    for broken in ("", "[]", json.dumps({(project / "output").as_posix(): {"fingerprint": 3}})):
        (project / ".youthreport" / "builds.json").write_text(broken, encoding="utf-8")
        assert build(capsys, str(project))[:2] == (0, False)


# -- history --------------------------------------------------------------------------------


def test_the_last_builds_are_kept_as_the_settings_say(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("YOUTHREPORT_BUILD_HISTORY", "2")
    for day in ("2026-07-01", "2026-07-02", "2026-07-03"):
        assert main(["build", "-q", str(project), "--date", day]) == 0
    kept = history(project / ".youthreport")
    assert [one.number for one in kept] == [3, 2]
    told = read_manifest(kept[0].folder)
    assert told is not None
    assert told["build_id"] == kept[0].build_id
    stored = {path.name: path.read_bytes() for path in kept[0].folder.iterdir()}
    assert {"figures.json", "manifest.json"} < stored.keys()
    assert stored == {name: (project / "output" / name).read_bytes() for name in stored}
