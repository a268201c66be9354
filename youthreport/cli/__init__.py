"""argv → exit code: the only package that prints."""

from youthreport.cli.app import cli, entry, main

__all__ = ["cli", "entry", "main"]
