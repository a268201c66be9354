"""A finished paper, its templates and the papers of earlier periods → findings on its words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from youthreport.heading import title_of
from youthreport.model import Catalogue, Cell, District, Document, Finding, Severity
from youthreport.pipeline.inputs import Inputs
from youthreport.project import Project


def proofread(inputs: Inputs, document: Document, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """What is doubtful about the words of the paper, without what `findings` already say of a text of the district."""
    from youthreport.document import proofreading, section_files

    project = inputs.project
    sections = {path.name: path.read_bytes() for path in section_files(project.templates)}
    fixed = proofreading.fixed_text(list(sections.values()))
    earlier, unread = _earlier(project)
    found = proofreading.proofread(
        document.content, f"{title_of(project)}.docx", inputs.catalogue, project.period, fixed, earlier
    )
    known = {(finding.rule, finding.raw) for finding in findings}
    own = (finding for finding in found if (finding.rule, finding.raw) not in known)
    return (*unread, *own, *_typed_claims(sections, inputs.catalogue))


def _typed_claims(sections: Mapping[str, bytes], catalogue: Catalogue) -> Iterator[Finding]:
    """What the section files say as fixed text though only the data could prove it (W04).

    The paper does not show which of its words a claim has written; the sections do.
    """
    from youthreport.document.claiming import typed_claims
    from youthreport.document.render import opened

    for file, content in sections.items():
        for typed in typed_claims(opened(content, file).docx, catalogue):
            around = typed.line.text[max(typed.at - 12, 0) : typed.at + len(typed.phrase.text) + 12]
            message = f"模板中“{around}”的“{typed.phrase.text}”：{typed.phrase.why}。"
            place = Cell(file, "", typed.line.place)
            yield Finding("W04", typed.phrase.severity, place, message, typed.remedy, raw=typed.phrase.text)


def explained(finding: Finding, district: District) -> bool:
    """Whether 核实说明 gives grounds for a doubt about words: a row with its rule, for which no unit need stand."""
    in_words = finding.severity is Severity.WARNING and finding.cell.file.endswith(".docx")
    rules = {rule for (_, rule), text in district.explanations.items() if text.strip()}
    return in_words and finding.rule in rules


def _earlier(project: Project) -> tuple[list[str], list[Finding]]:
    """The texts of the papers in previous/, and a notice for each that cannot be read."""
    texts, unread = [], []
    for path in _papers(project.previous):
        try:
            texts.append(_text_of(path))
        except Exception:  # python-docx raises many kinds for a broken file; nothing depends on this one
            unread.append(
                Finding(
                    "W02",
                    Severity.NOTICE,
                    Cell(project.relative(path)),
                    "这份往期文稿读不了，没有与它比对。",
                    "需要比对的，请用 Word 或 WPS 打开，另存为 .docx。",
                )
            )
    return texts, unread


def _papers(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.glob("*.docx")) if not path.name.startswith("~$"))


def _text_of(path: Path) -> str:
    from youthreport.document.proofreading import text_of
    from youthreport.document.render import opened

    return text_of(opened(path.read_bytes(), path.name).docx)
