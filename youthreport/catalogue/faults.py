"""A contradiction in the catalogue → the CatalogueError that a person can act on."""

from __future__ import annotations

from collections.abc import Iterable

from youthreport.errors import CatalogueError


def fault(file: str, entry: str, message: str, remedy: str) -> CatalogueError:
    """The error, its place made of the file and the entry's code, name or rule."""
    return CatalogueError(message, place=f"{file} “{entry}”" if entry else file, remedy=remedy)


def demand(value: str, allowed: Iterable[str], file: str, entry: str, what: str) -> None:
    """Nothing when `value` is among `allowed`; else the error, with the nearest allowed word."""
    words = tuple(allowed)
    if value not in words:
        raise fault(file, entry, f"{what}“{value}”不存在", advice(value, words))


def advice(value: str, words: tuple[str, ...]) -> str:
    """What to do about an unknown word: the nearest one if any is near, else the choices if they are few."""
    from rapidfuzz.process import extractOne

    near = extractOne(value, words, score_cutoff=60) if words else None
    if near:
        return f"是不是想写“{near[0]}”？请改正，或者先在相应的文件中增加“{value}”。"
    if 0 < len(words) <= 12:
        return f"请改为：{'、'.join(words)} 之一。"
    return f"请改正拼写，或者先在相应的文件中增加“{value}”。"
