"""`init`: nothing → a project folder."""

from __future__ import annotations

import click

from youthreport.usage import ChineseCommand


@click.command(cls=ChineseCommand)
def init() -> int:
    """x"""
    return 0
