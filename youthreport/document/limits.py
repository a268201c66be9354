"""A template's syntax tree → the same tree with every loop counted; whatever else a template could do is refused."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from jinja2 import nodes
from jinja2.exceptions import SecurityError

from youthreport.model import Listing, Part, Wording

COUNTED = "*"  # the filter around every loop; no template can name it
MOST_ROUNDS = 100_000
MOST_CHARACTERS = 20_000_000  # of rendered XML; a longer section is a runaway loop

_ALLOWED = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.If,
    nodes.For,
    nodes.CallBlock,
    nodes.ExtensionAttribute,
    nodes.Name,
    nodes.Const,
    nodes.Getattr,
    nodes.Filter,
    nodes.Keyword,
    nodes.And,
    nodes.Or,
    nodes.Not,
    nodes.CondExpr,
)
_REFUSED = (
    (nodes.BinExpr, "模板里不能作运算"),
    (nodes.UnaryExpr, "模板里不能作运算"),
    (nodes.Concat, "模板里不能拼接文字"),
    (nodes.Compare, "模板里不能比较大小，请用断言，或直接写 {% if 要素名 %}（有且不为零时成立）"),
    (nodes.Call, "模板里不能调用函数"),
    (nodes.Getitem, "模板里不能用方括号取值"),
    (nodes.Test, "模板里不能用 is，请直接写 {% if 要素名 %} 或用断言"),
    ((nodes.Assign, nodes.AssignBlock), "模板里不能用 set，请直接写要素名"),
    ((nodes.Macro, nodes.Import, nodes.FromImport, nodes.Include), "模板里不能用宏或引入别的模板"),
    ((nodes.Extends, nodes.Block), "模板里不能继承别的模板"),
)
_ELSE = "模板里不许这样写"


class Budget:
    """What one section may still spend on rounds of loops and on characters."""

    def __init__(self) -> None:
        self._rounds = MOST_ROUNDS
        self._characters = MOST_CHARACTERS

    def spend(self, characters: int, rounds: int = 0) -> None:
        """SecurityError when the section has spent more than it may."""
        self._rounds -= rounds
        self._characters -= characters
        if self._rounds < 0 or self._characters < 0:
            raise SecurityError("循环的次数过多，生成的内容过长")

    def counted(self, value: object, cost: int) -> Iterator[object]:
        """The items of a loop, each paid for with `cost` characters of fixed text."""
        for item in items_of(value):
            self.spend(cost, 1)
            yield item


def items_of(value: object) -> Iterable[object]:
    """What a loop over `value` runs through: the items of a listing as quoted wordings, the elements of a list."""
    listing = getattr(value, "listing", None)
    if isinstance(listing, Listing):
        return [
            Wording(listing.label, (Part(item.text, quoted=not listing.typed),)) for item in listing.items
        ]
    if isinstance(value, list | tuple):
        return value
    raise TypeError("只有清单可以循环")


def restrict(tree: nodes.Template, holders: frozenset[str]) -> nodes.Template:
    """The tree with its loops counted; SecurityError for what a template must not do.

    Attributes are read of `holders` only: all else that can be reached through them would be printed without a cell.
    """
    for line, why in refusals(tree, holders):
        raise RefusedError(why, line)
    for loop in tree.find_all(nodes.For):
        text = sum(len(data.data) for data in loop.find_all(nodes.TemplateData))
        cost = nodes.Const(text, lineno=loop.lineno)
        loop.iter = nodes.Filter(loop.iter, COUNTED, [cost], [], None, None, lineno=loop.lineno)
    return tree


class RefusedError(SecurityError):
    """Something that no template may do, with its line."""

    def __init__(self, message: str, lineno: int) -> None:
        super().__init__(message)
        self.lineno = lineno


def refusals(tree: nodes.Node, holders: frozenset[str]) -> Iterator[tuple[int, str]]:
    """Line and reason of everything in the tree that no template may do."""
    ours = {id(block.call) for block in tree.find_all(nodes.CallBlock)}
    for node in _descend(tree):
        if isinstance(node, nodes.For) and node.recursive:
            yield node.lineno, _ELSE
        elif isinstance(node, nodes.Getattr) and not _held(node, holders):
            yield node.lineno, f"没有“.{node.attr}”这种写法，请只写要素名"
        elif not isinstance(node, _ALLOWED) and id(node) not in ours:
            yield node.lineno, next((why for kind, why in _REFUSED if isinstance(node, kind)), _ELSE)
    for output in tree.find_all(nodes.Output):
        for printed in output.nodes:
            if _typed(printed):
                yield printed.lineno, "标签里只能写要素名称，文字和数字不能写在 {{ }} 里"


def _descend(node: nodes.Node) -> Iterator[nodes.Node]:
    """The node and all below it."""
    yield node
    for child in node.iter_child_nodes():
        yield from _descend(child)


def _held(node: nodes.Getattr, holders: frozenset[str]) -> bool:
    return isinstance(node.node, nodes.Name) and node.node.name in holders


def _typed(node: nodes.Node) -> bool:
    """Whether the expression prints words that stand in the tag itself."""
    if isinstance(node, nodes.Const):
        return True
    if isinstance(node, nodes.CondExpr):
        return any(_typed(branch) for branch in (node.expr1, node.expr2) if branch is not None)
    if isinstance(node, nodes.Filter):
        return node.node is not None and _typed(node.node)
    return isinstance(node, nodes.And | nodes.Or) and (_typed(node.left) or _typed(node.right))
