"""A return with faults → judged → its copy → corrected in the copy → judged again and clean; and the folder of copies."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tests.feedback_kit import FILLS, opened, opinion, saved, sheets_of
from youthreport.markings import OPINION_SHEET
from youthreport.model import Assessment, FilingStatus, Severity
from youthreport.outputs.feedback import REMINDERS, feedback_files
from youthreport.pipeline.inputs import judge, read
from youthreport.project import load_project
from youthreport.runs import publish

RETURN = "JD05_云栈街道团工委"


@dataclass(frozen=True)
class Judged:
    """A project judged: the assessment, and what goes into its feedback folder."""

    assessment: Assessment
    files: dict[str, bytes]


def judged(folder: Path) -> Judged:
    """The project as it lies there."""
    project = load_project(folder)
    inputs, told = judge(read(project, lambda _: None))
    files = feedback_files(
        told, inputs.catalogue, lambda file: (folder / file).read_bytes(), sheets_of, project.deadline
    )
    return Judged(told, dict(files))


def spoil(path: Path) -> None:
    """Faults of several kinds, as a branch makes them."""
    book = opened(path.read_bytes())
    book["指标表"]["E5"] = "约五百多"
    book["指标表"]["E9"] = -3
    book["活动台账"]["C5"] = "2026-13-45"
    path.write_bytes(saved(book))


def test_a_corrected_copy_is_accepted_as_it_is(sample: Path) -> None:
    path = sample / "returns" / f"{RETURN}.xlsx"
    spoil(path)
    first = judged(sample)
    name = f"{RETURN}（审核意见）.xlsx"
    assert set(first.files) == {name, REMINDERS}
    assert "云栈街道，您好！" in first.files[REMINDERS].decode("utf-8-sig")

    book = opened(first.files[name])
    assert {row[3] for row in opinion(first.files[name])[1:]} >= {"E5", "E9", "C5"}
    book["指标表"]["E5"] = 577
    book["指标表"]["E9"] = 21
    book["活动台账"]["C5"] = date(2026, 1, 14)
    cover = next(row for row in book["封面"].iter_rows() if row[0].value == "版次")
    cover[1].value = 2
    (sample / "returns" / name).write_bytes(saved(book))

    second = judged(sample)
    states = {filing.file: filing.status for filing in second.assessment.filings}
    assert states[f"returns/{name}"] is FilingStatus.ACCEPTED
    assert states[f"returns/{RETURN}.xlsx"] is FilingStatus.SUPERSEDED
    assert second.files == {}
    own = next(filing for filing in second.assessment.filings if filing.file == f"returns/{name}")
    assert [finding for finding in own.findings if finding.severity is not Severity.NOTICE] == []


def test_a_copy_that_is_half_corrected_comes_back_with_the_rest(sample: Path) -> None:
    path = sample / "returns" / f"{RETURN}.xlsx"
    spoil(path)
    book = opened(judged(sample).files[f"{RETURN}（审核意见）.xlsx"])
    book["指标表"]["E5"] = 577
    path.unlink()
    (sample / "returns" / f"{RETURN}（审核意见）.xlsx").write_bytes(saved(book))

    second = opened(judged(sample).files[f"{RETURN}（审核意见2）.xlsx"])
    fills = {cell.coordinate: cell.fill.start_color.rgb for row in second["指标表"]["E5:E9"] for cell in row}
    assert fills["E5"] not in FILLS.values()
    assert fills["E9"] == FILLS[Severity.ERROR]
    assert second["指标表"]["E5"].comment is None
    assert [title for title in second.sheetnames if OPINION_SHEET in title] == [OPINION_SHEET]


def test_the_clean_sample_has_nothing_to_send_back(sample: Path) -> None:
    files = judged(sample).files
    assert {name for name in files if name != REMINDERS} == set()


def test_old_copies_go_and_what_a_person_changed_stays(sample: Path, tmp_path: Path) -> None:
    """How the copies reach the folder: `runs.publish`, which knows what the last run put there."""
    folder, state = tmp_path / "退回", sample / ".youthreport"
    publish(folder, {"甲（审核意见）.xlsx": b"1", "乙（审核意见）.xlsx": b"1"}, state)
    (folder / "乙（审核意见）.xlsx").write_bytes(b"with a note of the clerk")
    publish(folder, {"乙（审核意见）.xlsx": b"2"}, state)
    assert not (folder / "甲（审核意见）.xlsx").exists()
    assert (folder / "乙（审核意见）.xlsx").read_bytes() == b"2"
    assert [path.read_bytes() for path in (folder / "edited").iterdir()] == [b"with a note of the clerk"]
