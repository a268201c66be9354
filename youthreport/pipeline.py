"""A project folder → blank returns or the finished paper: the spine, every stage in order."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from youthreport import __version__
from youthreport.catalogue import load_catalogue
from youthreport.errors import FinalRefusedError, NoInputError
from youthreport.model import (
    Catalogue,
    District,
    Document,
    Filing,
    FilingStatus,
    Finding,
    Frozen,
    Number,
    OrgUnit,
    Rollup,
    Roster,
    Severity,
    Vocabulary,
)
from youthreport.project import Project, load_project, read_frozen, return_files

if TYPE_CHECKING:
    from youthreport.forms import Known

Narrate = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Inputs:
    """What was read from the project folder, nothing judged yet."""

    project: Project
    catalogue: Catalogue
    roster: Roster
    district: District
    filings: tuple[Filing, ...]
    frozen: Frozen | None


@dataclass(frozen=True, slots=True)
class Built:
    """What `build` did: where it published, what it moved aside, and why it may be incomplete."""

    output: Path
    document: Path
    moved: tuple[Path, ...]
    rollup: Rollup
    findings: tuple[Finding, ...]
    gaps: tuple[str, ...]
    figures: int
    characters: int

    @property
    def complete(self) -> bool:
        """True when every expected unit counted and no compulsory figure is open."""
        return not self.gaps


def build(
    folder: Path, *, output: Path | None, final: bool, stamp: datetime | None, narrate: Narrate
) -> Built:
    """The whole job: read, judge, add up, tell, write, publish.

    Errors: ConfigurationError (2), NoInputError (4), FinalRefusedError (1), OutputError (73), LockedError (75).
    """
    from youthreport.runs import lock

    project = load_project(folder)
    with lock(project.state):
        inputs = read(project, narrate)
        inputs, findings = judge(inputs)
        narrate("正在汇总……")
        rollup = total(inputs)
        vocabulary = tell(inputs, rollup)
        narrate("正在成文……")
        moment = stamp or default_stamp(project)
        document = compose(inputs, vocabulary, moment)
        every = (*findings, *document.findings)
        gaps = gaps_of(inputs, rollup, document)
        if final:
            refuse_unless_final(gaps, every)
        return publish(inputs, rollup, vocabulary, document, every, gaps, output, moment, final)


def read(project: Project, narrate: Narrate) -> Inputs:
    """Everything in the project folder; NoInputError when `returns/` holds no file."""
    from youthreport.intake import read_district, read_filing, read_roster

    catalogue = load_catalogue()
    period = project.period
    roster = read_roster(project.roster, project.roster.name)
    district = read_district(project.district, project.district.name, catalogue, period)
    files = return_files(project)
    if not files:
        raise NoInputError(
            "报送文件夹中没有可读取的报表",
            place=str(project.returns),
            remedy="请把各单位报来的表格放入 returns 文件夹后再运行。",
        )
    narrate(f"正在读取 {len(files)} 份报表……")
    filings = tuple(
        read_filing(path, path.relative_to(project.folder).as_posix(), roster, catalogue, period)
        for path in files
    )
    frozen = read_frozen(project.previous / f"{period.same_half_last_year.code}.json")
    return Inputs(project, catalogue, roster, district, filings, frozen)


def judge(inputs: Inputs) -> tuple[Inputs, tuple[Finding, ...]]:
    """The inputs with statuses set and what does not count taken out, and all findings, worst first."""
    from youthreport.validation import judge_all

    judged = judge_all(
        inputs.filings, inputs.district, inputs.roster, inputs.catalogue, inputs.project.period
    )
    found = [*judged.district.filing.findings, *judged.findings]
    for filing in judged.filings:
        found.extend(filing.findings)
    rank = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTICE: 2}
    unique = dict.fromkeys(found)
    findings = tuple(sorted(unique, key=lambda f: (rank[f.severity], str(f.cell), f.rule)))
    return replace(inputs, filings=judged.filings, district=judged.district), findings


def total(inputs: Inputs) -> Rollup:
    """All figures and listings of the period."""
    from youthreport.rollup import total as total_filings

    return total_filings(
        inputs.filings,
        inputs.district,
        inputs.roster,
        inputs.catalogue,
        inputs.project.period,
        inputs.frozen,
        inputs.project.policy,
    )


def tell(inputs: Inputs, rollup: Rollup) -> Vocabulary:
    """Everything that a section may say."""
    from youthreport.narrative import tell as tell_rollup

    return tell_rollup(
        rollup, inputs.district, inputs.catalogue, inputs.project.period, inputs.project.policy
    )


def compose(inputs: Inputs, vocabulary: Vocabulary, stamp: datetime) -> Document:
    """The paper itself."""
    from youthreport.document import write

    project = inputs.project
    return write(
        vocabulary,
        project.templates,
        title=title_of(project),
        organ=text_of(inputs.district, "sign_org") or project.name,
        signed=signed_on(project) or text_of(inputs.district, "sign_date"),
        stamp=stamp,
        level3=project.level3,
    )


def signed_on(project: Project) -> str:
    """The date under the paper as GB/T 9704 7.3.5.4 writes it, "" when none is set."""
    day = project.date
    return f"{day.year}年{day.month}月{day.day}日" if day else ""


def title_of(project: Project) -> str:
    """《X团区委XXXX年度上半年工作总结及下半年工作计划》 without the brackets."""
    halves = ("上半年", "下半年") if project.period.half == 1 else ("下半年", "下一年上半年")
    return f"{project.short}{project.period.year}年度{halves[0]}工作总结及{halves[1]}工作计划"


def text_of(district: District, code: str) -> str:
    """The district's text of that code, "" if it has none."""
    value = district.texts.get(code)
    return value.text if value else ""


def default_stamp(project: Project) -> datetime:
    """The moment written into files when none is given: the end of the period, so that bytes repeat."""
    end = project.period.end
    return datetime(end.year, end.month, end.day, tzinfo=UTC)


def gaps_of(inputs: Inputs, rollup: Rollup, document: Document) -> tuple[str, ...]:
    """Why the paper is incomplete, one sentence each; empty when it is complete (exit codes 0 and 3)."""
    gaps = [f"缺报：{unit.name}（{unit.code}）" for unit in rollup.missing]
    gaps += [
        f"未能读取：{filing.file}" for filing in inputs.filings if filing.status is FilingStatus.UNREADABLE
    ]
    gaps += [f"未采用：{filing.file}" for filing in inputs.filings if filing.status is FilingStatus.REJECTED]
    for indicator in inputs.catalogue.indicators:
        figure = rollup.figures.get(indicator.code)
        if indicator.compulsory and figure and figure.reported < figure.expected:
            gaps.append(f"必报指标不全：{indicator.name}（{figure.reported}/{figure.expected}）")
    gaps += [f"文稿待补充：{label}" for label in document.absent]
    return tuple(gaps)


def refuse_unless_final(gaps: tuple[str, ...], findings: tuple[Finding, ...]) -> None:
    """FinalRefusedError when something is open that a final paper may not leave open."""
    doubts = [f for f in findings if f.severity in (Severity.ERROR, Severity.WARNING)]
    if gaps or doubts:
        first = "；".join([*gaps, *(f.message for f in doubts)][:5])
        raise FinalRefusedError(
            f"定稿条件不满足：缺口{len(gaps)}处，错误和待核实{len(doubts)}处。{first}",
            remedy="请先补报、更正或在核实说明中写明原因，再定稿；需要先看稿时去掉 --final。",
        )


def publish(
    inputs: Inputs,
    rollup: Rollup,
    vocabulary: Vocabulary,
    document: Document,
    findings: tuple[Finding, ...],
    gaps: tuple[str, ...],
    output: Path | None,
    stamp: datetime,
    final: bool,
) -> Built:
    """The outputs written all together, and what happened."""
    from youthreport.outputs import figures_json, manifest_json, write_ledger
    from youthreport.runs import publish as publish_files

    project = inputs.project
    title = title_of(project)
    files = {
        f"{title}.docx": document.content,
        "数据台账.xlsx": write_ledger(rollup, inputs.filings, findings, vocabulary.claims, document.printed),
        "figures.json": figures_json(rollup, document.printed, vocabulary.claims, project.period),
    }
    files["manifest.json"] = manifest_json(
        files=files,
        inputs=input_hashes(project),
        program=__version__,
        catalogue=inputs.catalogue.version,
        templates=template_hash(project.templates),
        options={"final": final, "date": stamp.date().isoformat()},
        stamp=stamp,
    )
    target = output or project.output
    done = publish_files(target, files, project.state)
    return Built(
        target,
        target / f"{title}.docx",
        done.edited,
        rollup,
        findings,
        gaps,
        len(document.printed),
        count_text(document),
    )


def count_text(document: Document) -> int:
    """How many characters the paper has, blanks not counted."""
    import io

    import docx

    paper = docx.Document(io.BytesIO(document.content))
    return sum(len("".join(p.text.split())) for p in paper.paragraphs)


def input_hashes(project: Project) -> Mapping[str, str]:
    """SHA-256 of every input file by its path inside the project."""
    files = [project.folder / "youthreport.toml", project.roster, project.district, *return_files(project)]
    frozen = project.previous / f"{project.period.same_half_last_year.code}.json"
    files += [frozen] if frozen.is_file() else []
    return {
        path.relative_to(project.folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in files
    }


def template_hash(templates: Path) -> str:
    """SHA-256 over the names and bytes of all template files."""
    digest = hashlib.sha256()
    for path in sorted(templates.rglob("*.docx")):
        digest.update(path.relative_to(templates).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def forms(folder: Path, *, units: tuple[str, ...], output: Path | None, narrate: Narrate) -> tuple[Path, ...]:
    """One blank return per valid unit of the roster (or per named unit); the paths written.

    ConfigurationError when a named unit is not on the roster.
    """
    from youthreport.errors import ConfigurationError
    from youthreport.forms import write_return
    from youthreport.intake import read_roster
    from youthreport.runs import write_files

    project = load_project(folder)
    catalogue = load_catalogue()
    roster = read_roster(project.roster, project.roster.name)
    chosen = roster.valid_at(project.period.end)
    if unknown := sorted(set(units) - {unit.code for unit in chosen}):
        raise ConfigurationError(
            f"名册中没有单位编码“{'、'.join(unknown)}”",
            place=project.roster.name,
            remedy="请核对 --unit 后的单位编码。",
        )
    chosen = tuple(unit for unit in chosen if not units or unit.code in units)
    frozen = read_frozen(project.previous / f"{project.period.same_half_last_year.code}.json")
    narrate(f"正在制作 {len(chosen)} 份空白报表……")
    target = output or project.folder / "forms"
    files = {
        f"{safe_name(unit)}.xlsx": write_return(
            unit, catalogue, project.period, known_of(unit, roster, frozen)
        )
        for unit in chosen
    }
    return write_files(target, files)


def known_of(unit: OrgUnit, roster: Roster, frozen: Frozen | None) -> Known:
    """What earlier periods know of the unit; values of units merged into it are added up."""
    from youthreport.forms import Known

    if frozen is None:
        return Known({}, {})
    merged = [unit.code, *(u.code for u in roster.units if u.merged_into == unit.code)]
    last_year: dict[str, Number] = {}
    for code in merged:
        for key, value in frozen.units.get(code, {}).items():
            last_year[key] = last_year.get(key, 0) + value
    stock: dict[str, tuple[Mapping[str, str], ...]] = {}
    for code in merged:
        for sheet, rows in frozen.lists.get(code, {}).items():
            stock[sheet] = (*stock.get(sheet, ()), *rows)
    return Known(last_year, stock)


def safe_name(unit: OrgUnit) -> str:
    """A file name that Windows takes."""
    name = "".join(c if c not in '<>:"/\\|?*' and ord(c) >= 32 else "_" for c in unit.name)
    return f"{unit.code}_{name}".rstrip(". ")
