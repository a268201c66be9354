"""click's own words → Chinese: help pages and what is wrong with a command line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Any
from unicodedata import east_asian_width

import click


class Folder(click.ParamType):  # type: ignore[type-arg]  # generic in newer click only
    """A folder, whether or not it exists yet; a file of that name is refused."""

    name = "文件夹"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """The path as it was written."""
        path = Path(str(value))
        if path.is_file():
            self.fail(f"“{path}”是文件，这里要写文件夹", param, ctx)
        return path


class PresentFile(click.ParamType):  # type: ignore[type-arg]  # generic in newer click only
    """A file that is there; what it holds is for others to judge."""

    name = "文件"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """The path as it was written."""
        path = Path(str(value))
        if path.is_dir():
            self.fail(f"写成了文件夹“{path}”，这里要写文件", param, ctx)
        if not path.exists():
            self.fail(f"“{path}”不存在，请核对文件名和所在的文件夹", param, ctx)
        return path


class ChineseArgument(click.Argument):
    """An argument other than the project folder; `about` says in the help what to write."""

    def __init__(self, *args: Any, about: str, **more: Any) -> None:
        super().__init__(*args, **more)
        self.about = about


class _Chinese(click.Command):
    """A command whose help page is Chinese throughout."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Writes the line that begins with 用法."""
        pieces = " ".join(self.collect_usage_pieces(ctx))
        formatter.write_usage(ctx.command_path, pieces, prefix="用法：")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Writes the sections 参数 and 选项; hidden options are left out."""
        places = [p for p in self.params if isinstance(p, click.Argument)]
        options = [p for p in self.get_params(ctx) if isinstance(p, click.Option)]
        records = [_record(option, ctx) for option in options if not option.hidden]
        if places:
            _write_section(formatter, "参数", [(p.metavar or "", _about(p)) for p in places])
        _write_section(formatter, "选项", records)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """The option --help with a Chinese explanation; None for a command without it."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "显示本说明。"
        return option


class ChineseCommand(_Chinese):
    """A command that also names what was written too much."""

    allow_extra_args = True  # so that they come back from click and can be named here

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """The words that no argument took: none, because UsageError names them; while a shell completes they come back."""
        try:
            rest = super().parse_args(ctx, args)
        except click.BadOptionUsage as problem:
            problem.ctx = ctx  # the parser does not always say whose option it was
            raise
        if rest and not ctx.resilient_parsing:
            raise click.UsageError(f"多写了“{' '.join(rest)}”；名称中有空格时，请用英文引号括起来", ctx)
        return rest


class ChineseGroup(_Chinese, click.Group):
    """The commands of a program."""

    command_class = ChineseCommand

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Writes the options, then the section 命令 with what each command does; hidden ones are left out."""
        super().format_options(ctx, formatter)
        commands = [(name, self.get_command(ctx, name)) for name in self.list_commands(ctx)]
        lines = [(name, (c.help or "").strip()) for name, c in commands if c and not c.hidden]
        _write_section(formatter, "命令", lines)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """What click makes of the words; without any, the help goes to stderr and the run ends with 2."""
        if not args:
            click.echo(ctx.get_help(), err=True)
            ctx.exit(2)
        return super().parse_args(ctx, args)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command of the first word and the words after it; UsageError for an unknown one, with the nearest name."""
        known = self.list_commands(ctx)
        if args[0] not in known:
            near = get_close_matches(args[0], known, n=1)
            raise click.UsageError(f"没有“{args[0]}”这个命令{_guess(near)}", ctx)
        return super().resolve_command(ctx, args)


def _about(argument: click.Argument) -> str:
    return argument.about if isinstance(argument, ChineseArgument) else "不写则为当前文件夹所在的项目。"


def _record(option: click.Option, ctx: click.Context) -> tuple[str, str]:
    """The option and what it does, without click's English remarks on ranges; what must be given says so."""
    names, said = option.get_help_record(ctx) or ("", "")
    told = re.sub(r"\s*\[[^\]]*\]$", "", said)
    return names, f"{told.rstrip('。')}，必填。" if option.required else told


def _write_section(formatter: click.HelpFormatter, title: str, lines: Sequence[tuple[str, str]]) -> None:
    # click counts characters; a Chinese one takes two columns.
    widest = max(_columns(name) for name, _ in lines)
    formatter.write(f"\n{title}：\n")
    for name, said in lines:
        formatter.write(f"  {name}{' ' * (widest - _columns(name))}  {said}\n")


def _columns(text: str) -> int:
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)


def usage_message(problem: click.ClickException) -> str:
    """What is wrong with the command line and what to do, in Chinese."""
    context = getattr(problem, "ctx", None)
    command = context.command_path if context else "youthreport"
    return f"{_what(problem, context)}\n怎么办：请运行 {command} --help 查看用法。"


def _what(problem: click.ClickException, context: click.Context | None) -> str:
    match problem:
        case click.NoSuchOption():
            return f"没有“{problem.option_name}”这个选项{_guess(problem.possibilities or ())}"
        case click.BadOptionUsage():
            flags = (p for p in context.command.params if isinstance(p, click.Option)) if context else ()
            if any(p.is_flag and problem.option_name in p.opts for p in flags):
                return f"选项“{problem.option_name}”后面不带内容"
            return f"选项“{problem.option_name}”后面缺少内容"
        case click.MissingParameter():
            return f"缺少{_name(problem.param)}"
        case click.BadParameter(param=click.Option(type=click.Choice(choices=choices))):
            return f"{_name(problem.param)}只能是其中之一：{'、'.join(map(str, choices))}"
        case click.BadParameter():
            return f"{_name(problem.param)}{problem.message}"
        case _:
            return problem.message


def _name(param: click.Parameter | None) -> str:
    if param is None:
        return ""
    if isinstance(param, click.Option):
        return f"选项“{param.opts[-1]}”的内容"
    return f"“{param.metavar}”" if isinstance(param, ChineseArgument) else "项目文件夹"


def _guess(near: Sequence[str]) -> str:
    return f"，是不是想写“{near[0]}”？" if near else ""
