"""A project folder and the next period → the files that the next project begins with: the spine of `init --from`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from youthreport.catalogue import load_catalogue
from youthreport.errors import ConfigurationError
from youthreport.frozen import is_frozen, read_frozen
from youthreport.model import Carried, Catalogue, Frozen, Period
from youthreport.project import PERIOD_CODE, Project

DISTRICT_TYPE = "区级"


@dataclass(frozen=True, slots=True)
class CarriedOver:
    """`files` by posix path inside the new project folder; `remarks` are what the clerk should know, one sentence each.

    youthreport.toml is not among the files: its name, period and deadline are for `init` to write.
    """

    files: Mapping[str, bytes]
    remarks: tuple[str, ...]


def carry_over(old: Project, period: Period) -> CarriedOver:
    """The roster, the district's workbook with texts and history, closed periods and own templates.

    ConfigurationError when the period does not come after the old project's, or something there is broken.
    """
    from youthreport.closing import carried_district, carried_roster
    from youthreport.forms import write_district, write_roster
    from youthreport.intake import read_district, read_roster
    from youthreport.model import Roster

    if period.code <= old.period.code:
        raise ConfigurationError(
            f"新的报告期（{period}）应在上期（{old.period}）之后", place="--period", remedy="请核对报告期。"
        )
    catalogue = load_catalogue()
    roster = Roster(carried_roster(read_roster(old.roster, old.roster.name)))
    district = read_district(old.district, old.district.name, catalogue, old.period)
    previous = _previous(old, period)
    last_year = _frozen(old, period.same_half_last_year, previous)
    carried = carried_district(district, catalogue, old.period, period, last_year)
    types = [kind for kind in catalogue.unit_types if kind != DISTRICT_TYPE]
    files = {
        "roster.xlsx": write_roster(roster.units, types),
        "district.xlsx": write_district(catalogue, period, roster, {}, carried),
        **previous,
        **_templates(old),
    }
    return CarriedOver(files, _remarks(old, period, carried, catalogue, last_year))


def _previous(old: Project, period: Period) -> dict[str, bytes]:
    """The closed periods before the new one, the old project's own among them."""
    found = sorted(old.previous.glob("*.json")) if old.previous.is_dir() else []
    return {
        f"previous/{path.name}": path.read_bytes()
        for path in found
        if PERIOD_CODE.fullmatch(path.stem) and path.stem < period.code
    }


def _frozen(old: Project, period: Period, previous: Mapping[str, bytes]) -> Frozen | None:
    file = old.frozen_file(period)
    return read_frozen(file) if f"previous/{file.name}" in previous else None


def _templates(old: Project) -> dict[str, bytes]:
    """The organisation's own templates; none where the shipped ones are used."""
    own = old.folder / "templates"
    if old.templates != own:
        return {}
    return {
        f"templates/{path.relative_to(own).as_posix()}": path.read_bytes()
        for path in sorted(own.rglob("*.docx"))
        if not path.name.startswith("~$")
    }


def _remarks(
    old: Project, period: Period, carried: Carried, catalogue: Catalogue, last_year: Frozen | None
) -> tuple[str, ...]:
    told = []
    if not is_frozen(old):
        told.append(
            f"{old.period}还没有冻结，各单位数据和存量名单没有带入；请在上期文件夹运行 youthreport freeze，"
            f"再把 previous/{old.period.code}.json 复制到新文件夹的 previous 中。"
        )
    if last_year is None:
        told.append(
            f"没有{period.same_half_last_year}的冻结数据，需要写同比的，请在 district.xlsx 的《上期定稿值》填写。"
        )
    labels = {element.code: element.label for element in catalogue.texts}
    review = [labels[code] for code, text in carried.texts.items() if text.review]
    if review:
        told.append(
            f"district.xlsx 的《文字要素》中有 {len(review)} 项需要核对（说明栏标有“请核对”）：{'、'.join(review)}。"
        )
    return tuple(told)


def write_carried(files: Mapping[str, bytes], folder: Path) -> None:
    """Put the files into the new project folder. OutputError when that cannot be done."""
    from youthreport.runs import write_all

    write_all(folder, files)
