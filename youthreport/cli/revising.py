"""`verify` and `refresh`: what a clerk is told of a paper that people have edited."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from youthreport.cli.options import FOLDER, narrator, stamp_of, verbosity
from youthreport.usage import ChineseArgument, ChineseCommand, PresentFile

DISAGREES = 1

_PAPER = click.argument(
    "file", cls=ChineseArgument, type=PresentFile(), metavar="公文文件", about="人工修改过的 .docx 文稿。"
)
_PROJECT = click.option(
    "--project", "folder", type=FOLDER, metavar="文件夹",
    help="项目文件夹；不填则取文稿所在的项目，文稿不在项目中时取当前文件夹所在的项目。",
)  # fmt: skip


@click.command(cls=ChineseCommand, options_metavar="[选项]")
@_PAPER
@_PROJECT
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", metavar="格式",
    help="输出格式：text 供人阅读（默认），json 供程序读取。",
)  # fmt: skip
@click.option(
    "--manifest", type=PresentFile(), metavar="清单",
    help="与这份 manifest.json 对应的那次成果核对，不重新读取报表。",
)  # fmt: skip
@verbosity
def verify(
    file: Path, folder: Path | None, form: str, manifest: Path | None, quiet: bool, verbose: bool
) -> int:
    """核对人工修改过的文稿：其中的数据是否仍与报表一致。"""
    from youthreport.pipeline import revising
    from youthreport.revision import as_json, verified_text

    done = revising.verify(file, folder, manifest, narrator(quiet))
    if form == "json":
        told: dict[str, Any] = as_json(file.name, done.comparison, done.claims, done.build_id)
        click.echo(json.dumps(told, ensure_ascii=False, indent=1))
    else:
        data = "现有数据" if manifest is None else "清单所指的那次成果"
        click.echo(verified_text(done.comparison, done.claims, data), nl=False)
    return 0 if done.comparison.agrees else DISAGREES


@click.command(cls=ChineseCommand, options_metavar="[选项]")
@_PAPER
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), metavar="文件",
    help="更新后另存的 .docx 文件，必须写明；原文件不改动。",
)  # fmt: skip
@_PROJECT
@click.option("--date", "day", metavar="日期", help="修订和批注的日期，如 2026-07-10；不填则取报告期末日。")
@verbosity
def refresh(
    file: Path, output: Path | None, folder: Path | None, day: str | None, quiet: bool, verbose: bool
) -> int:
    """把新数据以修订形式并入人工修改过的文稿，保留原有文字、批注和修订。"""
    from youthreport.pipeline import revising
    from youthreport.revision import refreshed_text

    if output is None:
        raise click.UsageError("缺少“--output”，要写明更新后另存的文件", click.get_current_context())
    done = revising.refresh(file, output, folder, stamp_of(day), narrator(quiet))
    click.echo(refreshed_text(done.refreshed, done.claims), nl=False)
    for moved in done.moved:
        click.echo(f"原有的同名文件已移至 {moved}，未被覆盖。")
    click.echo(f"已另存为：{done.output}")
    return 0
