"""What the list sheets of a workbook ask for: their columns and what each must satisfy, as frozen records."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ListSource:
    """How an indicator is computed from a list sheet.

    `how` is count (rows), sum, distinct, max or min (of the values of `column`).
    `where` keeps rows whose column holds one of the values; values "*" (anything) and "!" (blank) are wildcards.
    """

    sheet: str
    how: str
    column: str = ""
    where: tuple[tuple[str, tuple[str, ...]], ...] = ()


INSIDE, UNTIL, FREE = "inside", "until", "free"  # what the days of a list column must satisfy
DEADLINE, UNIT = "deadline", "unit"  # what a text column must tell


@dataclass(frozen=True, slots=True)
class ListColumn:
    """A column of a list sheet; `kind` is text, count, money, date, choice or flag (是/否).

    `next_period` is what the form of the next period shows there for a record that is carried over: "*" the same,
    "" nothing (every period says it anew), else that text.

    `dated` is what a day must satisfy: inside (the period), until (not after its end) or free (nothing is asked);
    "" for a column that holds no days. Rows that meet `inside_when` must lie inside though the others need not.
    Among the rows that meet `series_of` the column numbers a series from 1 on, every number once.
    `holds` says what a text must tell: deadline (a day of the coming half-year) or unit (one of the roster, or what
    begins with a word of `known`); "" asks nothing.
    `positive`: a number there that is 0 says nothing.
    """

    name: str
    kind: str
    required: bool = False
    choices: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    default: str = ""
    measure: str = ""
    note: str = ""
    width: int = 14
    next_period: str = "*"
    positive: bool = False
    dated: str = ""
    inside_when: tuple[tuple[str, tuple[str, ...]], ...] = ()
    series_of: tuple[tuple[str, tuple[str, ...]], ...] = ()
    holds: str = ""
    known: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ListSheet:
    """A list sheet of the return or of the district workbook.

    `types` are the unit types that get it (区级 for district sheets). `key` names the columns whose
    normalised values make two rows the same record. `date_column` is the day by which a record is counted and put
    in order. `stock` lists come filled from the last period.
    """

    name: str
    types: tuple[str, ...]
    columns: tuple[ListColumn, ...]
    key: tuple[str, ...]
    date_column: str = ""
    stock: bool = False
    compulsory: bool = False
    note: str = ""
    aliases: tuple[str, ...] = ()

    def column(self, name: str) -> ListColumn:
        """The column called `name`; KeyError if there is none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)


# The column of an adding-up return that says which unit below a record is of.
BELOW = ListColumn("下级单位", "text", note="由系统填写", width=24)
