"""A label that nobody supplied → what to ask, and from whom, in one Chinese sentence."""

from __future__ import annotations

from collections.abc import Iterable

from youthreport.expression import codes_in
from youthreport.model import Catalogue, ComputedFigure, Indicator, Rollup

DISTRICT_TYPE = "区级"
COMPARISON = "的同比"  # what the label of a comparison that cannot be made ends with
_NAMED = 3  # more units than this are counted instead of named
_DEEP = 4  # figures made of figures made of figures


def ask(label: str, catalogue: Catalogue, rollup: Rollup) -> str:
    """What has to be filled in so that the paper can say `label`, by which units."""
    if label.endswith(COMPARISON):
        return (
            "请核对上年同期的定稿数（区本级表《上期定稿值》，或 previous 文件夹中的冻结文件）和本期是否报齐；"
            "不能比较时不写的，请在模板中把这一处放进“从句”"
        )
    if any(element.label == label for element in catalogue.texts):
        return f"请在区本级表《文字要素》中填写“{label}”"
    for items in catalogue.items:
        if items.label == label:
            return f"请各单位在《{items.sheet}》中登记，确实没有的改用其他句子"
    entry = next((entry for entry in _entries(catalogue) if entry.label == label), None)
    if entry is None:
        return "请核对模板中的这个名称"
    return "；".join(dict.fromkeys(_figure(entry, catalogue, rollup, _DEEP)))


def _figure(
    entry: Indicator | ComputedFigure, catalogue: Catalogue, rollup: Rollup, depth: int
) -> Iterable[str]:
    """What to ask for that figure, or for those of the figures it is made of that are missing."""
    parts = [part for code in _made_of(entry) if (part := _entry(code, catalogue)) and _open(code, rollup)]
    if parts and depth:
        for part in parts:
            yield from _figure(part, catalogue, rollup, depth - 1)
    elif isinstance(entry, Indicator):
        yield _units(entry, rollup)
    elif entry.list_source is not None:
        yield f"请各单位在《{entry.list_source.sheet}》中登记"
    else:
        yield f"请核对“{entry.label}”所依据的数据：{entry.definition}"


def _made_of(entry: Indicator | ComputedFigure) -> tuple[str, ...]:
    if isinstance(entry, Indicator):
        return codes_in(entry.expression) if entry.expression else ()
    if entry.expression:
        return codes_in(entry.expression)
    # the parts of a rate over a list are columns, not figures
    return () if entry.list_source else tuple(filter(None, (entry.numerator, entry.denominator)))


def _entry(code: str, catalogue: Catalogue) -> Indicator | ComputedFigure | None:
    return next((entry for entry in _entries(catalogue) if entry.code == code), None)


def _entries(catalogue: Catalogue) -> tuple[Indicator | ComputedFigure, ...]:
    return (*catalogue.indicators, *catalogue.computed)


def _open(code: str, rollup: Rollup) -> bool:
    figure = rollup.figures.get(code)
    return figure is None or figure.value is None


def _units(indicator: Indicator, rollup: Rollup) -> str:
    types = indicator.compulsory or indicator.reporters
    if set(indicator.reporters) == {DISTRICT_TYPE}:
        return f"请在区本级表中填写“{indicator.name}”"
    figure = rollup.figures.get(indicator.code)
    told = {source.unit for source in figure.sources if source.value is not None} if figure else set()
    names = [unit.name for unit in rollup.expected if unit.type in types and unit.name not in told]
    where = f"《{indicator.list_source.sheet}》" if indicator.list_source else f"“{indicator.name}”"
    if not names:
        return f"请有关单位填报{where}"
    more = f"等{len(names)}个单位" if len(names) > _NAMED else ""
    return f"请向{'、'.join(names[:_NAMED])}{more}催报{where}"
