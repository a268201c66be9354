"""`build`: what a clerk is told of the finished paper."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from youthreport.cli.options import FOLDER, in_project, narrator, stamp_of, verbosity
from youthreport.usage import ChineseCommand

if TYPE_CHECKING:
    from youthreport.model import Finding
    from youthreport.pipeline.building import Built, Paper
    from youthreport.preview import NoPreview, Preview

INCOMPLETE = 3
MOST_NOTICES = 5
SEVERITIES = (("error", "错误"), ("warning", "核实"), ("notice", "提示"))


@click.command(cls=ChineseCommand, options_metavar="[选项]")
@in_project
@click.option("-o", "--output", type=FOLDER, metavar="文件夹", help="成果存放文件夹，默认为项目的 output。")
@click.option("--final", is_flag=True, help="定稿：存在缺报、错误或未说明的疑点时不予生成。")
@click.option("--if-changed", is_flag=True, help="报表、设置、模板和程序都没有变化时不重新生成。")
@click.option(
    "--pdf/--no-pdf", default=None, help="是否同时用 LibreOffice 生成 PDF，供预览和打印；不写则按设置。"
)
@click.option("--date", "day", metavar="日期", help="写入文件的日期，如 2026-07-10；不填则取报告期末日。")
@verbosity
def build(
    project: Path,
    output: Path | None,
    final: bool,
    if_changed: bool,
    pdf: bool | None,
    day: str | None,
    quiet: bool,
    verbose: bool,
) -> int:
    """读取报表、审核汇总，生成工作总结及计划、数据台账。"""
    wanted: dict[str, Any] = {"output": output, "final": final, "stamp": stamp_of(day), "pdf": pdf}
    if if_changed and tell_unchanged(project, wanted):
        return 0
    from youthreport.pipeline import building

    built = building.build(project, narrate=narrator(quiet), **wanted)
    if isinstance(built, building.Closed):
        click.echo(
            f"本期已经冻结（{built.file}），没有生成新的成果，原有文件未改动。"
            "确需更正的，请先运行 youthreport freeze --unfreeze 撤销冻结。"
        )
        return 0
    if quiet:
        click.echo(one_line(built))
    else:
        report_build(built)
        report_preview(built.preview)
    return 0 if built.complete else INCOMPLETE


def tell_unchanged(project: Path, wanted: Mapping[str, Any]) -> bool:
    """Say that nothing has changed since the last build, if that is so; nothing heavy is loaded for it."""
    from youthreport.pipeline.unchanged import unchanged

    same = unchanged(project, **wanted)
    if same is None:
        return False
    how = "" if same.complete else "（上次的成果不完整，仍有缺口）"
    click.echo(f"没有变化，没有重新生成{how}：{same.document}")
    return True


def one_line(built: Built) -> str:
    """All of it in one line, as the body of the mail that cron sends: the verdict first, the place last."""
    paper, rollup = built.paper, built.paper.rollup
    project = paper.inputs.project
    gaps = f"（不完整，缺口 {len(paper.gaps)} 处，如：{_first(paper.gaps[0])}）" if paper.gaps else ""
    told = [
        f"{project.short}{project.period}：已生成{gaps}",
        f"应报 {len(rollup.expected)}、实报 {len(rollup.received)}",
        counts_of(paper),
    ]
    if built.moved:
        told.append(f"{len(built.moved)} 个人工修改过的文件已移至 {built.moved[0].parent}")
    if paper.inputs.left:
        told.append(f"{len(paper.inputs.left)} 个文件未读取或正被打开，详见运行记录")
    if message := getattr(built.preview, "message", ""):
        told.append(_first(message))
    return "；".join([*told, str(built.document)])


def _first(text: str) -> str:
    """The first sentence, without its full stop."""
    return text.split("。", maxsplit=1)[0].replace("\n", "")


def counts_of(paper: Paper) -> str:
    """How many findings of each severity concern somebody, as `validate` counts them, and how many only a build finds.

    Those on a return that another one supersedes went with it; the ledger keeps them.
    """
    judged, current = frozenset(paper.assessment.every), frozenset(paper.assessment.current)
    told = [finding for finding in paper.findings if finding in current or finding not in judged]
    late = sum(finding not in judged for finding in told)
    counts = "，".join(f"{word} {sum(f.severity == s for f in told)} 处" for s, word in SEVERITIES)
    return f"{counts}（其中 {late} 处是成文时发现的）" if late else counts


def report_build(built: Built) -> None:
    """What the clerk needs to know after a build: moved papers, gaps, doubts, one closing line."""
    paper = built.paper
    for moved in built.moved:
        click.echo(
            f"成果文件夹中的文件已被人工修改，已移至 {moved}，未被覆盖；可用 refresh 命令把新数据并入修改稿。"
        )
    for notice in paper.inputs.left:
        click.echo(f"· {notice}")
    for gap in paper.gaps:
        click.echo(f"· {gap}")
    report_words(paper.findings)
    click.echo(f"{counts_of(paper)}，详见数据台账。")
    rollup = paper.rollup
    click.echo(
        f"已生成{'' if built.complete else '（不完整）'}：{built.document}（应报 {len(rollup.expected)}、"
        f"实报 {len(rollup.received)}，数据 {len(paper.document.printed)} 处）"
    )


def report_words(findings: Iterable[Finding]) -> None:
    """The doubts about the words of the paper and its templates, which no return can mend; repetitions are counted."""
    from youthreport.model import Severity

    words = [finding for finding in findings if finding.cell.file.endswith(".docx")]
    for finding in words:
        if finding.severity is not Severity.NOTICE:
            click.echo(f"· {finding.cell}：{finding.message}{finding.remedy}")
    notices = [finding for finding in words if finding.severity is Severity.NOTICE]
    for finding in notices[:MOST_NOTICES]:
        click.echo(f"· {finding.cell}：{finding.message}")
    if len(notices) > MOST_NOTICES:
        click.echo(f"· 文稿中还有 {len(notices) - MOST_NOTICES} 处提示，详见数据台账。")


def report_preview(shown: Preview | NoPreview | None) -> None:
    """Why there is no PDF, or which fonts it shows in place of the document's."""
    from youthreport.preview import NoPreview

    if isinstance(shown, NoPreview):
        click.echo(shown.message)
    elif shown is not None and shown.substituted:
        click.echo(
            f"PDF 中部分字体已替代：本机没有{'、'.join(shown.substituted)}，实际使用{'、'.join(shown.used)}。"
            "版式可供核对，正式打印请用装有这些字体的电脑。"
        )
