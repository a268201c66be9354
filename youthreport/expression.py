"""A sum of codes as text → its value, or None as soon as one part is missing."""

from __future__ import annotations

import ast
from collections.abc import Callable
from decimal import Decimal, localcontext
from functools import lru_cache

from youthreport.model import Number

Lookup = Callable[[str], Number | None]
COMPARED = {"≤": "不大于", "≥": "不小于", "=": "等于", ">": "大于", "<": "小于"}  # the signs of relations
DIGITS = 40  # enough that no quotient of real counts is cut where a truncating filter could see it


def evaluate(expression: str, lookup: Lookup) -> Number | None:
    """The value of codes and numbers joined by + - * / and parentheses.

    None when a code has no value or a divisor is 0. Raises SyntaxError for anything else in the text.
    """
    tree = _tree(expression)
    with localcontext() as context:
        context.prec = DIGITS
        return _value(tree.body, lookup)


@lru_cache(maxsize=1024)
def codes_in(expression: str) -> tuple[str, ...]:
    """The codes named in an expression, in order, each once."""
    tree = _tree(expression)
    names = sorted((n.col_offset, n.id) for n in ast.walk(tree) if isinstance(n, ast.Name))
    return tuple(dict.fromkeys(name for _, name in names))


def quotient(numerator: Number, denominator: Number, scale: int = 1) -> Decimal | None:
    """numerator × scale ÷ denominator without visible rounding; None when the denominator is 0."""
    if denominator == 0:
        return None
    with localcontext() as context:
        context.prec = DIGITS
        return Decimal(numerator) * scale / Decimal(denominator)


@lru_cache(maxsize=1024)
def _tree(expression: str) -> ast.Expression:
    """The parsed expression: a catalogue has few, and every return is checked with them."""
    return ast.parse(expression.strip(), mode="eval")


def _value(node: ast.expr, lookup: Lookup) -> Number | None:
    if isinstance(node, ast.Name):
        return lookup(node.id)
    if isinstance(node, ast.Constant) and isinstance(node.value, int | float):
        return node.value if isinstance(node.value, int) else Decimal(str(node.value))
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        inner = _value(node.operand, lookup)
        return None if inner is None else -inner
    if isinstance(node, ast.BinOp):
        return _combined(node.op, _value(node.left, lookup), _value(node.right, lookup))
    raise SyntaxError(f"unexpected {type(node).__name__} in an expression of codes")


def _combined(operator: ast.operator, left: Number | None, right: Number | None) -> Number | None:
    if left is None or right is None:
        return None
    if isinstance(operator, ast.Add):
        return left + right
    if isinstance(operator, ast.Sub):
        return left - right
    if isinstance(operator, ast.Mult):
        return left * right
    if isinstance(operator, ast.Div):
        return quotient(left, right)
    raise SyntaxError(f"unexpected {type(operator).__name__} in an expression of codes")
