"""This running program → how another program starts it again: interpreter, arguments, folder to start in."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

_INSTALLED = ("site-packages", "dist-packages")


@dataclass(frozen=True, slots=True)
class Launcher:
    """`folder` is the checkout that the program must be started in, None when it is installed."""

    interpreter: Path
    folder: Path | None

    def arguments(self, *words: str) -> Sequence[str]:
        """The whole command line for those words of ours."""
        # -P: a file in the current folder that is named like a library must not be taken for it.
        safe = () if self.folder else ("-P",)
        return (str(self.interpreter), *safe, "-m", "youthreport", *words)


def this_program() -> Launcher:
    """How the program that runs now was started; the interpreter's own path, with links left as they are."""
    home = Path(__file__).resolve().parent.parent
    return Launcher(Path(sys.executable).absolute(), None if home.name in _INSTALLED else home)
