"""The bytes of an edited paper, its builds and today's paper → how they differ, found out in a bounded child."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar

from youthreport import bounded
from youthreport.revision.asserting import Proofs
from youthreport.revision.comparing import compare
from youthreport.revision.exact import Exact
from youthreport.revision.reading import read
from youthreport.revision.records import Comparison, Origin, Text
from youthreport.revision.refreshing import Refreshed, apply
from youthreport.revision.review import Note
from youthreport.wordfile import CRASHED, STARVED, Package, Refusal, build_ids, open_package, period_of

SECONDS = 120.0
MEGABYTES = 2048
NOT_OURS = Refusal(
    "不是本程序生成的文稿：里面没有数据标记，也没有生成编号",
    "请选择由 build 生成、再经人工修改的 .docx；如果是复制正文另建的文件，请改用原文件。",
)
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Job:
    """An edited paper, the papers of the builds that it comes from (the oldest first) and today's paper.

    `labels` are names of figures by code, `measures` the words that follow numbers. `build_id` and `period` are those of
    today's data, `exact` its values by code, `notes` the comments
    of its review copy; `stamp` dates what `refresh` writes; `proofs` say which words assert something and what proves them.
    """

    edited: bytes
    bases: tuple[bytes, ...]
    now: bytes
    labels: Mapping[str, str]
    measures: tuple[str, ...]
    build_id: str = ""
    stamp: datetime = datetime(2000, 1, 1)
    period: str = ""
    exact: Mapping[str, Exact] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()
    proofs: Proofs = field(default_factory=Proofs)


def origin_of(content: bytes) -> Origin | Refusal:
    """What a document tells of where it comes from; a Refusal when it is no paper of ours."""
    return _bounded(_origin_of, content)


def verify(job: Job) -> Comparison | Refusal:
    """How the edited paper agrees with the data."""
    return _bounded(_verify, job)


def refresh(job: Job) -> Refreshed | Refusal:
    """The edited paper with the new data in it."""
    return _bounded(_refresh, job)


def _bounded(work: Callable[[object], R | Refusal], argument: object) -> R | Refusal:
    done = bounded.run(work, argument, seconds=SECONDS, megabytes=MEGABYTES)
    if isinstance(done, bounded.Death):
        return CRASHED if done.reason == "crash" else STARVED
    return done


def _origin_of(content: object) -> Origin | Refusal:
    assert isinstance(content, bytes)
    package = open_package(content)
    if isinstance(package, Refusal):
        return package
    ids = build_ids(package)
    return Origin(ids, period_of(package)) if ids or read(package).marks else NOT_OURS


def _verify(job: object) -> Comparison | Refusal:
    assert isinstance(job, Job)
    package = open_package(job.edited)
    return package if isinstance(package, Refusal) else _compare(package, job)


def _refresh(job: object) -> Refreshed | Refusal:
    assert isinstance(job, Job)
    package = open_package(job.edited)
    if isinstance(package, Refusal):
        return package
    return apply(package, _compare(package, job), Origin((job.build_id,), job.period), job.stamp, job.notes)


def _compare(package: Package, job: Job) -> Comparison:
    bases = [text for base in job.bases if (text := _text(base)) is not None]
    now = _text(job.now)
    assert now is not None  # the program has just written it
    return compare(read(package), bases, now, job.labels, job.measures, job.exact, job.proofs)


def _text(content: bytes) -> Text | None:
    package = open_package(content)
    return None if isinstance(package, Refusal) else read(package)
