"""One command line → its lines in the log of the project that it works on."""

from __future__ import annotations

import functools
import shlex
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from youthreport.places import project_above

if TYPE_CHECKING:
    from youthreport.runs import Logbook


class Run:
    """A command line from its first word to its exit code.

    The log is opened once it is known which project is meant; a command that works on none leaves no log.
    """

    def __init__(self, arguments: Sequence[str]) -> None:
        self._arguments = tuple(arguments)
        self._book: Logbook | None = None

    @property
    def log(self) -> Path | None:
        """The file that the lines go to, None when there is none."""
        return self._book.file if self._book else None

    def begin(self, parameters: Mapping[str, Any]) -> None:
        """Open the log of the project that the command's parameters lead to."""
        from youthreport.runs.logbook import Logbook

        home = home_of(parameters)
        tell = (lambda text: click.echo(text, err=True)) if parameters.get("verbose") else None
        if home is not None or tell is not None:
            self._book = Logbook(home / ".youthreport" if home else None, tell)
            self._book.note(f"youthreport {shlex.join(self._arguments)}")

    def stage(self, text: str) -> None:
        """A new stage of the work begins."""
        if self._book is not None:
            self._book.stage(text)

    def note(self, text: str) -> None:
        """A line of its own."""
        if self._book is not None:
            self._book.note(text)

    def failure(self, text: str, trace: str = "") -> None:
        """What ended the run, with the traceback of a defect."""
        if self._book is not None:
            self._book.failure(text, trace)

    def end(self, code: int) -> None:
        """The last line."""
        if self._book is not None:
            self._book.close(code)


def logged(command: click.Command) -> click.Command:
    """The same command, which now opens the log before it does anything."""
    work = command.callback
    if work is None:
        return command

    @functools.wraps(work)
    def run(**parameters: Any) -> Any:
        """What the command itself gives back, its exit code; the log is opened before it begins."""
        if (current := click.get_current_context().find_object(Run)) is not None:
            current.begin(parameters)
        return work(**parameters)

    command.callback = run
    return command


def home_of(parameters: Mapping[str, Any]) -> Path | None:
    """The nearest project folder at or above a path that the command was given; None if there is none."""
    given = [parameters.get("project"), *(v for k, v in sorted(parameters.items()) if k != "project")]
    if "targets" in parameters and not parameters["targets"]:
        given.append(Path())  # `validate` without a name means the folder it stands in
    return next((home for path in _paths(given) if (home := project_above(path))), None)


def _paths(values: Iterable[Any]) -> Iterable[Path]:
    for value in values:
        if isinstance(value, Path):
            yield value
        elif isinstance(value, tuple):
            yield from _paths(value)
