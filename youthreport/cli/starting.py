"""`init`: asks what a new project needs to know, or takes it from options."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from youthreport.cli.options import FOLDER, verbosity
from youthreport.usage import ChineseArgument, ChineseCommand

if TYPE_CHECKING:
    from youthreport.model import Period
    from youthreport.pipeline.starting import Start, Started


_UNIT = "--unit 共青团某某区委员会（落款用的全称）"


@click.command(cls=ChineseCommand, options_metavar="[选项]")
@click.argument("folder", cls=ChineseArgument, type=FOLDER, metavar="文件夹", about="新项目放在哪里。")
@click.option("--unit", metavar="名称", help="单位全称，如 共青团某某区委员会。")
@click.option("--short", metavar="简称", help="公文标题用的简称；不写则由全称得出。")
@click.option("--period", metavar="报告期", help="如 2026S1（上半年）、2026S2（下半年）。")
@click.option("--deadline", metavar="日期", help="报送截止日期，可以以后再填。")
@click.option(
    "--from", "old", type=FOLDER, metavar="文件夹", help="从上期的项目文件夹带入名册、区本级表和往期数据。"
)
@click.option("--example", is_flag=True, help="放入几个示例单位和填好的报表，马上可以试着生成。")
@verbosity
def init(
    folder: Path,
    unit: str | None,
    short: str | None,
    period: str | None,
    deadline: str | None,
    old: Path | None,
    example: bool,
    quiet: bool,
    verbose: bool,
) -> int:
    """新建一个报告期的项目文件夹。"""
    from youthreport.pipeline import starting

    if example and old:
        raise click.UsageError("“--example”和“--from”只能写一个", click.get_current_context())
    start = _answers(unit, short, period, deadline, old)
    report_start(starting.init(folder, start, example=example, old=old), quiet, example)
    return 0


def _answers(
    unit: str | None, short: str | None, period: str | None, deadline: str | None, old: Path | None
) -> Start:
    """Everything that was not said is asked for on a terminal; elsewhere what is compulsory must be said."""
    from youthreport.model import Period
    from youthreport.pipeline.starting import Start, short_of
    from youthreport.project import load_project

    known = load_project(old, {}) if old else None
    ask = sys.stdin.isatty()
    name = unit or (known.name if known else "") or _ask(ask, "单位全称", "--unit", how=_UNIT)
    name = name.strip()
    brief = short or (known.short if known else "")
    if not brief:
        brief = _ask(ask, "公文标题用的简称", "--short", short_of(name))
    likely = known.period.next_half.code if known else _likely_period()
    how = _periods(known.period if known else None)
    code = _period(period or _ask(ask, "报告期", "--period", likely if ask else None, how))
    day = deadline or (_ask(ask, "报送截止日期（可不填）", "--deadline", "") if ask else "")
    return Start(name, brief.strip(), Period(code), _day(day))


def _ask(may: bool, what: str, option: str, default: str | None = None, how: str = "") -> str:
    """The answer, on a terminal; else the default, or a UsageError that says with `how` what to write."""
    if may:
        return str(click.prompt(what, default=default, err=True))
    if default is None:
        raise click.UsageError(f"缺少选项“{option}”（{what}）：请写 {how}", click.get_current_context())
    return default


def _periods(old: Period | None) -> str:
    """The periods that may be meant: after `old` the next half-year and the one after, else both of the likely year."""
    from youthreport.model import Period

    first = old.next_half if old else Period(f"{_likely_period()[:4]}S1")
    told = " 或 ".join(f"--period {period.code}（{period}）" for period in (first, first.next_half))
    return f"{told}；上期是 {old.code}" if old else told


def _likely_period() -> str:
    """The half-year that ended or is about to end."""
    today = date.today()
    return f"{today.year}S{1 if 4 <= today.month <= 9 else 2}" if today.month > 3 else f"{today.year - 1}S2"


def _period(code: str) -> str:
    from youthreport.settings.declared import PERIOD_CODE

    if not PERIOD_CODE.fullmatch(code.strip()):
        raise click.UsageError(
            f"报告期“{code}”应为四位年份加 S1（上半年）或 S2（下半年），如 2026S1",
            click.get_current_context(),
        )
    return code.strip()


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip()) if text.strip() else None
    except ValueError:
        raise click.UsageError(
            f"截止日期“{text}”应写成 2026-07-05 的形式", click.get_current_context()
        ) from None


def report_start(made: Started, quiet: bool, example: bool) -> None:
    """What is there now, and what to do next."""
    click.echo(f"已建好项目文件夹：{made.folder}")
    for remark in made.remarks:
        click.echo(f"· {remark}")
    if quiet:
        return
    click.echo(f"其中有：{'、'.join(made.files)}")
    if example:
        click.echo(f"可以马上运行 youthreport build {made.folder} 看看效果。")
        return
    click.echo(
        "下一步：在 roster.xlsx 填写应报单位，在 district.xlsx 补上标明“必填”的文字要素，"
        f"然后运行 youthreport forms {made.folder} 制作各单位的空白报表。"
    )
