"""The run cannot go on → one sentence with the place and what to do, and an exit code."""

from __future__ import annotations


class YouthReportError(Exception):
    """The run ends here; `exit_code` follows the contract."""

    exit_code = 70

    def __init__(self, message: str, *, place: str = "", remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.place = place
        self.remedy = remedy

    def __str__(self) -> str:
        head = f"{self.place}：{self.message}" if self.place else self.message
        return f"{head}\n怎么办：{self.remedy}" if self.remedy else head


class ConfigurationError(YouthReportError):
    """youthreport.toml, the roster, the district workbook or the command line is unusable (2)."""

    exit_code = 2


class CatalogueError(ConfigurationError):
    """The catalogue contradicts itself (2)."""


class TemplateError(ConfigurationError):
    """A section file cannot be rendered (2)."""


class NoInputError(YouthReportError):
    """There is no return to work on (4)."""

    exit_code = 4


class FinalRefusedError(YouthReportError):
    """`build --final` with unexplained findings or missing figures (1)."""

    exit_code = 1


class OutputError(YouthReportError):
    """The output cannot be written (73)."""

    exit_code = 73


class LockedError(YouthReportError):
    """Another run holds the lock (75)."""

    exit_code = 75
