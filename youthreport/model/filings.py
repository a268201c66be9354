"""What comes in: the roster, returns, the district workbook and closed periods as frozen records."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from youthreport.model.basics import Cell, FilingStatus, Finding, Number


@dataclass(frozen=True, slots=True)
class OrgUnit:
    """A unit of the roster; None as a date means no limit on that side."""

    code: str
    name: str
    type: str
    aliases: tuple[str, ...] = ()
    domain: str = ""
    parent: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    is_system: bool = False
    children_report: bool = False
    merged_into: str = ""
    contact: str = ""


@dataclass(frozen=True, slots=True)
class Roster:
    """The units that must report (应报单位名册)."""

    units: tuple[OrgUnit, ...]

    def by_code(self, code: str) -> OrgUnit | None:
        """The unit of that code, or None."""
        return next((u for u in self.units if u.code == code), None)

    def valid_at(self, day: date) -> tuple[OrgUnit, ...]:
        """The units valid on that day, merged ones left out."""
        return tuple(
            u
            for u in self.units
            if (u.valid_from is None or u.valid_from <= day)
            and (u.valid_to is None or day <= u.valid_to)
            and not u.merged_into
        )


@dataclass(frozen=True, slots=True)
class TextValue:
    """A text as a person sees it, and where it stands.

    `years` is 有效年度 of a text element as written, "" when it is always valid.
    """

    text: str
    cell: Cell
    years: str = ""
    years_cell: Cell | None = None


@dataclass(frozen=True, slots=True)
class Below:
    """What a return that adds up other returns says of the units below, beside its total.

    `complete`: none of them was missing, excused or partial; so it is where none is asked. `unlisted` is the part of the total that no row of the
    list holds (of units that gave only a total; negative for rows of units whose total does not count), `unpaired`
    the part of units that did not give the other half of a rate. `void`: the rows count for nothing here.
    """

    cell: Cell
    expected: int | None = None
    reported: int | None = None
    complete: bool = True
    unlisted: Number = 0
    unpaired: Number = 0
    void: bool = False

    @property
    def unasked(self) -> bool:
        """Whether no unit below has to tell it: of this return nothing is expected either."""
        return self.expected == 0


@dataclass(frozen=True, slots=True)
class Filled:
    """A return that is written already filled in, by indicator code and by sheet name.

    `values` are what 本期数 shows (a text such as 约128 for an estimate), `reasons` 差异说明.
    """

    cover: Mapping[str, str | int | date]
    values: Mapping[str, Number | str]
    below: Mapping[str, Below]
    reasons: Mapping[str, str]
    ticked: frozenset[str]
    rows: Mapping[str, tuple[Mapping[str, str], ...]]


@dataclass(frozen=True, slots=True)
class Entry:
    """One value of one unit. `value` None means 缺报 (blank or blocked): never 0.

    `beside` holds what was written into the other columns of the row (上年同期数, 差异说明, 备注) by their name;
    a row whose 本期数 is computed has an entry as soon as a unit wrote into one of the first two. `excluded` says
    why a value that was there does not count, where that is no fault of the cell ("" = it says so itself).
    """

    code: str
    value: Number | None
    raw: str
    cell: Cell
    estimate: bool = False
    explanation: str = ""
    last_year: Number | None = None
    beside: Mapping[str, TextValue] = field(default_factory=dict)
    below: Below | None = None
    excluded: str = ""


@dataclass(frozen=True, slots=True)
class ListRow:
    """One record of a list sheet; a column without a value is absent from `values`.

    Values are str, int, Decimal, date or bool (flag). `excluded` gives the reason why the row does
    not count ("" = it counts). `estimates` names the columns whose value is an estimate (约100).
    """

    number: int
    values: Mapping[str, str | int | Decimal | date | bool]
    cells: Mapping[str, Cell]
    raws: Mapping[str, str]
    cell: Cell
    excluded: str = ""
    estimates: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class ListTable:
    """What a filing says in one list sheet. `ticked` = 本期无此项; `present` False = no such sheet.

    `tick` is the place of the tick on the cover, without a file where the sheet itself says 无 or nothing is ticked.
    """

    sheet: str
    rows: tuple[ListRow, ...] = ()
    ticked: bool = False
    present: bool = True
    cell: Cell = field(default_factory=lambda: Cell(""))
    tick: Cell = field(default_factory=lambda: Cell(""))

    @property
    def said_at(self) -> Cell:
        """Where it is said that there is nothing this period: at the tick, else in the sheet."""
        return self.tick if self.ticked and self.tick.file else self.cell


@dataclass(frozen=True, slots=True)
class Filing:
    """One return file. `unit` is None when the file could not be matched with the roster."""

    file: str
    sha256: str
    unit: OrgUnit | None
    period: str
    revision: int
    submitted: date | None
    status: FilingStatus
    entries: tuple[Entry, ...] = ()
    tables: Mapping[str, ListTable] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Choice:
    """What the district decided about one problem or plan item that returns named (a row of 选用).

    `kind` is 存在问题 or a category of 下半年计划; `text` the item as it stands in the paper. `adopted` None = not said;
    `place` None = no order given; `rewritten` "" = the words stay.
    """

    kind: str
    text: str
    cell: Cell
    adopted: bool | None = None
    place: int | None = None
    rewritten: str = ""


@dataclass(frozen=True, slots=True)
class District:
    """The district workbook: its own filing (unit type 区级) and what only the district keeps.

    `excused` maps unit codes to reasons (免报说明); `received` maps them to dates (收表登记), `received_revisions`
    each of their revisions that the register tells apart, None where its rows contradict each other;
    `explanations` maps (unit code, rule or code) to texts (核实说明); `final_values` are 上期定稿值 by code; `choices` are
    the rows of 选用.
    """

    filing: Filing
    texts: Mapping[str, TextValue]
    excused: Mapping[str, str] = field(default_factory=dict)
    received: Mapping[str, date] = field(default_factory=dict)
    explanations: Mapping[tuple[str, str], str] = field(default_factory=dict)
    final_values: Mapping[str, Entry] = field(default_factory=dict)
    choices: tuple[Choice, ...] = ()
    received_revisions: Mapping[tuple[str, int], date | None] = field(default_factory=dict)

    def received_on(self, unit: str, revision: int) -> date | None:
        """The day of 收表登记 on which that revision came: by its own row, else by the one that names no revision."""
        if (unit, revision) in self.received_revisions:
            return self.received_revisions[unit, revision]
        return self.received.get(unit)


@dataclass(frozen=True, slots=True)
class Frozen:
    """A closed earlier period: figures by code, and per-unit values by unit code and indicator code.

    `incomplete` are the codes whose figure lacked units or held estimates: nothing is compared with them.
    """

    period: str
    figures: Mapping[str, Number]
    units: Mapping[str, Mapping[str, Number]] = field(default_factory=dict)
    lists: Mapping[str, Mapping[str, tuple[Mapping[str, str], ...]]] = field(default_factory=dict)
    incomplete: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class CarriedText:
    """A text element for the next period: what is filled in, its 有效年度, and what the clerk has to look at."""

    text: str = ""
    years: str = ""
    review: str = ""


@dataclass(frozen=True, slots=True)
class Carried:
    """What the district's workbook of the next period begins with.

    `values` fill 本期数 of figures that do not change from period to period, `last_year` 上年同期数, by code;
    `rows` the district's lists by sheet name.
    """

    texts: Mapping[str, CarriedText] = field(default_factory=dict)
    values: Mapping[str, Number] = field(default_factory=dict)
    last_year: Mapping[str, Number] = field(default_factory=dict)
    rows: Mapping[str, tuple[Mapping[str, str], ...]] = field(default_factory=dict)
