"""What stands left of a filter → the figure or listing that it asks for, or a TemplateError with the remedy."""

from __future__ import annotations

from youthreport.errors import TemplateError
from youthreport.model import Figure, Listing, Number
from youthreport.narrative.spoken import Spoken, is_rate


def spoken_of(value: object, name: str) -> Spoken:
    """The spoken thing itself; TemplateError for anything else."""
    if isinstance(value, Spoken):
        return value
    str(value)  # an undefined label raises here, with its own name
    raise TemplateError(
        f"过滤器“{name}”不能用在这里", remedy="请把它写在指标或清单的名称之后，例如 {{ 新建团组织|余 }}。"
    )


def figure_of(value: object, name: str) -> tuple[Spoken, Figure | None, Number]:
    """The spoken figure and its number; None where there is nothing to reword (missing, zero or taken back)."""
    spoken = spoken_of(value, name)
    if spoken.figure is None and spoken:
        raise TemplateError(
            f"“{spoken.label}”不是数字，不能用过滤器“{name}”", remedy="请去掉该过滤器，或换成数字指标。"
        )
    figure = spoken.figure if spoken else None
    value_of = figure.value if figure is not None else None
    return spoken, figure if value_of is not None else None, value_of if value_of is not None else 0


def rate_of(value: object, name: str) -> tuple[Spoken, Figure | None, Number]:
    """As `figure_of`; TemplateError for a figure that is no percentage."""
    spoken, figure, number = figure_of(value, name)
    if figure is not None and not is_rate(figure):
        raise TemplateError(
            f"“{spoken.label}”不是百分数，不能用过滤器“{name}”",
            remedy="请去掉该过滤器，或换成率（如学社衔接率）。",
        )
    return spoken, figure, number


def other_of(value: object, name: str) -> Figure | None:
    """The figure given to a filter in brackets, also when it is zero; TemplateError for what is no figure."""
    spoken = spoken_of(value, name)
    if spoken.figure is None and spoken:
        raise TemplateError(
            f"过滤器“{name}”括号里的“{spoken.label}”不是数字", remedy="请换成数字指标的名称，不加引号。"
        )
    return spoken.figure


def listing_of(value: object, name: str) -> tuple[Spoken, Listing | None]:
    """The spoken listing and its items; a text counts as a listing of nothing more than itself."""
    spoken = spoken_of(value, name)
    if spoken.figure is not None:
        raise TemplateError(f"“{spoken.label}”不是清单，不能用过滤器“{name}”", remedy="请去掉该过滤器。")
    return spoken, spoken.listing if spoken else None
