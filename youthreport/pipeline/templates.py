"""Template files, without data → every fault of them, and copies with the faults as comments."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from youthreport.catalogue import load_catalogue
from youthreport.errors import ConfigurationError
from youthreport.model import (
    Catalogue,
    Cell,
    ComputedFigure,
    District,
    Figure,
    Filing,
    FilingStatus,
    Indicator,
    Item,
    Listing,
    OrgUnit,
    Period,
    Rollup,
    Severity,
    TextValue,
    Vocabulary,
)
from youthreport.places import project_here
from youthreport.profile import COMMON
from youthreport.project import SETTINGS, Project, load_project

if TYPE_CHECKING:
    from youthreport.document.faults import Fault

_WHERE = "请写出项目文件夹、模板文件夹或模板文件的位置。"
_ANY_PERIOD = Period("2026S1")  # stands in where no project says which
_STAMP = datetime(2026, 1, 1, tzinfo=UTC)
_COUNT, _RATE = 128, Decimal(50)
_ITEMS = ("例一", "例二", "例三", "例四")


@dataclass(frozen=True, slots=True)
class Checked:
    """The faults of every file in order, and the annotated copies that were written."""

    files: tuple[str, ...]
    faults: tuple[Fault, ...]
    copies: tuple[Path, ...] = ()

    @property
    def sound(self) -> bool:
        """Whether no file has an error."""
        return all(fault.severity is not Severity.ERROR for fault in self.faults)


def check_templates(places: Sequence[Path], annotated: Path | None = None) -> Checked:
    """The faults of the templates of a project, of a templates folder or of single files; of the current project by default.

    With `annotated`, copies with the faults as comments are written there. ConfigurationError when nothing is found
    to check, or when the copies would replace the templates.
    """
    from youthreport.document import checking
    from youthreport.document.environment import environment
    from youthreport.document.master import footer_faults, master

    project, base, files = _found(places)
    catalogue = load_catalogue()
    vocabulary = specimens(catalogue, project.period if project else _ANY_PERIOD)
    profile = project.paper.profile if project else COMMON
    grounds = checking.Grounds(
        tuple(catalogue.measures),
        checking.looks_of(master(base, profile)[0]) if base else {},
        catalogue.stale if project else (),
        project.period if project else None,
        catalogue,
    )
    env = environment(vocabulary)
    faults = list(footer_faults(base)) if base else []
    for path in files:
        faults += checking.check(path.read_bytes(), path.name, env, vocabulary.context, grounds)
    copies = _annotate(files, faults, annotated) if annotated else ()
    return Checked(tuple(path.name for path in files), tuple(faults), copies)


def _found(places: Sequence[Path]) -> tuple[Project | None, Path | None, list[Path]]:
    """The project if one is named, the folder of base.docx if there is one, and the section files."""
    from youthreport.document import section_files

    if not places or (len(places) == 1 and (places[0] / SETTINGS).exists()):
        project = load_project(places[0] if places else project_here())
        return project, project.templates, section_files(project.templates)
    files: list[Path] = []
    bases: list[Path] = []
    for place in places:
        if place.is_file() and place.suffix.lower() == ".docx":
            files.append(place)
        elif (place / "sections").is_dir():
            bases.append(place)
            files += section_files(place)
        elif place.is_dir():
            bases.append(place.resolve().parent)
            files += _loose(place)
        else:
            raise ConfigurationError(
                "没有这个文件或文件夹，或它不是 .docx 模板", place=str(place), remedy=_WHERE
            )
    with_base = [base for base in bases if (base / "base.docx").exists()]
    once = {path.resolve(): path for path in files}
    return None, with_base[0] if with_base else None, list(once.values())


def _loose(folder: Path) -> list[Path]:
    files = sorted(path for path in folder.glob("*.docx") if not path.name.startswith("~$"))
    if not files:
        raise ConfigurationError(
            "这里没有模板文件（.docx）",
            place=str(folder),
            remedy="请写出项目文件夹、模板文件夹或模板文件的位置。",
        )
    return files


def _annotate(files: Sequence[Path], faults: Sequence[Fault], target: Path) -> tuple[Path, ...]:
    from youthreport.document.annotating import annotate
    from youthreport.document.render import opened
    from youthreport.errors import TemplateError
    from youthreport.runs import write_all

    if any(path.parent.resolve() == target.resolve() for path in files):
        raise ConfigurationError(
            "批注稿不能写进模板所在的文件夹", place=str(target), remedy="请在 --annotate 后换一个文件夹。"
        )
    made: dict[str, bytes] = {}
    for path in files:
        own = [fault for fault in faults if fault.file == path.name]
        try:
            opened(path.read_bytes(), path.name)
        except TemplateError:
            continue  # what cannot be opened cannot bear a comment
        if own:
            made[path.name] = annotate(path.read_bytes(), own, _STAMP)
    write_all(target, made)
    return tuple(target / name for name in made)


# -- specimens -----------------------------------------------------------------------------


def specimens(catalogue: Catalogue, period: Period) -> Vocabulary:
    """A vocabulary in which every figure, list and text says something, made of no data."""
    from youthreport.narrative import tell

    unit = OrgUnit("例", "例单位", catalogue.unit_types[0] if catalogue.unit_types else "例")
    cell = Cell("例")
    entries: tuple[Indicator | ComputedFigure, ...] = (*catalogue.indicators, *catalogue.computed)
    figures = {entry.code: _figure(entry) for entry in entries}
    listings = {
        items.code: Listing(
            items.code, items.label, tuple(Item(text, 1, period.start) for text in _ITEMS), items.definition
        )
        for items in catalogue.items
    }
    filing = Filing("例", "", None, period.code, 1, None, FilingStatus.ACCEPTED)
    texts = {
        element.code: TextValue("、".join(_ITEMS) if element.many else "例", cell)
        for element in catalogue.texts
    }
    rollup = Rollup(figures, listings, (unit,), (unit,), ())
    told = tell(rollup, District(filing, texts), catalogue, period)
    # a list that only gaps fill is empty here; it may be used all the same
    return replace(told, context={label: _full(value) for label, value in told.context.items()})


def _figure(entry: Indicator | ComputedFigure) -> Figure:
    value = _RATE if entry.measure == "%" else _COUNT
    return Figure(
        entry.code, entry.label, value, entry.measure, entry.basis, entry.aggregation, 1, 1,
        complete=True, previous=value, definition=entry.definition,
    )  # fmt: skip


def _full(value: object) -> object:
    listing = getattr(value, "listing", None)
    if isinstance(listing, Listing) and not listing.items:
        from youthreport.narrative.spoken import say_listing

        return say_listing(
            replace(listing, items=tuple(Item(text, 1, None) for text in _ITEMS)), listing.label
        )
    return value
