"""A spoken thing and a way of putting it → the spoken thing in those words."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from youthreport.errors import TemplateError
from youthreport.model import Listing, Number, Part
from youthreport.narrative import wording as words
from youthreport.narrative.spoken import Spoken, is_comparison, is_rate, joined

STOPS = "。；;，,、.！!"
# Chinese name → rule, what it does; `explain` may show it
MEANINGS: dict[str, str] = {
    "概数": "按数值择一：近N、N余或原数（W-YU、W-JIN）",
    "余": "N余：大于N而不足下一整数；恰为整数时写原数（W-YU）",
    "近": "近N：略低于整数时用，否则写原数（W-JIN）",
    "约": "约N：只用于含估计值的数，精确数照写（W-YUE）",
    "超": "超过N：严格大于N；恰为整数时写“达N”（W-CHAO）",
    "达": "达N：只截断，不进位（W-DA）",
    "万": "以万为单位，保留一位小数并截断，有余数写“余”（W-WAN）",
    "万元": "以万元为单位，不足一万写元，已带单位（W-WAN）",
    "率": "百分数，截断保留一位小数；严格相等才写100%（W-RATE）",
    "整率": "向下取整的百分数，用在“以上”之前（W-WENDING）",
    "同比": "同比增长、下降或与上年同期持平；率写百分点；无上年定稿值则省去（W-TONGBI）",
    "汉字": "汉字数字，用于“连续第九年”（W-LIANXU）",
    "汉字数": "十以内写汉字，二写“两”（W-CN_NUM）",
    "列举": "列举前n项，尚有未列项时加“等”（W-DENG）",
    "列举数": "列举前n项并写总数：A、B等5个；全部列出时写“共”（W-DENG）",
    "首项": "清单的第一项",
    "分项": "一是……；二是……",
}


def build() -> dict[str, Callable[..., object]]:
    """The filters by their Chinese names; each takes and gives back a spoken thing."""
    numeric: dict[str, Callable[[Number], str]] = {
        "概数": words.roughly,
        "余": words.more_than,
        "近": words.nearly,
        "约": words.plain,
        "超": words.over,
        "达": words.reaching,
        "万": words.in_wan,
        "万元": words.in_wan_yuan,
    }
    filters: dict[str, Callable[..., object]] = {name: _numeric(name, say) for name, say in numeric.items()}
    filters |= {"率": _rate("率", words.rate), "整率": _rate("整率", words.whole_rate), "同比": compared}
    filters |= {"汉字": _chinese("汉字", words.chinese), "汉字数": _chinese("汉字数", words.chinese_count)}
    return filters | {"列举": listed, "列举数": listed_of, "首项": first, "分项": points}


def _expect(value: object, name: str) -> Spoken:
    if isinstance(value, Spoken):
        return value
    str(value)  # an undefined label raises here, with its own name
    raise TemplateError(
        f"过滤器“{name}”不能用在这里", remedy="请把它写在指标或清单的名称之后，例如 {{ 新建团组织数|余 }}。"
    )


def _figure(value: object, name: str) -> tuple[Spoken, Number | None]:
    """The spoken figure and its number; None if it has nothing to reword."""
    spoken = _expect(value, name)
    if spoken.figure is None and spoken:
        raise TemplateError(
            f"“{spoken.label}”不是数字，不能用过滤器“{name}”", remedy="请去掉该过滤器，或换成数字指标。"
        )
    return spoken, spoken.figure.value if spoken.figure and spoken else None


def _listing(value: object, name: str) -> tuple[Spoken, Listing | None]:
    """The spoken listing and its items; a text counts as a listing of nothing more than itself."""
    spoken = _expect(value, name)
    if spoken.figure is not None:
        raise TemplateError(f"“{spoken.label}”不是清单，不能用过滤器“{name}”", remedy="请去掉该过滤器。")
    return spoken, spoken.listing if spoken else None


def _numeric(name: str, say: Callable[[Number], str]) -> Callable[[object], Spoken]:
    def reword(value: object) -> Spoken:
        spoken, number = _figure(value, name)
        if number is None or spoken.figure is None or is_rate(spoken.figure):
            return spoken
        text = say(number)
        if spoken.figure.estimated:  # an estimate never gains precision from a filter
            text = words.about(number) + ("元" if name == "万元" else "")
        return spoken.saying(Part(text, spoken.figure.code))

    return reword


def _rate(name: str, say: Callable[[Number], str]) -> Callable[[object], Spoken]:
    def reword(value: object) -> Spoken:
        spoken, number = _figure(value, name)
        if number is None or spoken.figure is None:
            return spoken
        if name == "整率" and not spoken.figure.complete:
            return spoken.saying()  # “各期均在…以上” is said of all units or not at all
        text = say(number)
        return spoken.saying() if text == "0%" else spoken.saying(Part(text, spoken.figure.code))

    return reword


def _chinese(name: str, say: Callable[[int], str]) -> Callable[[object], Spoken]:
    def reword(value: object) -> Spoken:
        spoken, number = _figure(value, name)
        if number is None or spoken.figure is None:
            return spoken
        if spoken.figure.estimated or number != int(number):
            return spoken.saying()
        return spoken.saying(Part(say(int(number)), spoken.figure.code))

    return reword


def compared(value: object) -> Spoken:
    """W-TONGBI; absent without a finalised base above 0, or with an estimate."""
    spoken = _expect(value, "同比")
    figure = spoken.figure
    if figure is None or figure.value is None or figure.estimated:
        return spoken.saying()
    if is_comparison(figure):
        return _change(spoken, figure.code, words.compared(Decimal(figure.value)), "")
    # An incomplete sum against last year's whole compares two different sets of units.
    if not figure.complete or figure.previous is None or figure.previous <= 0:
        return spoken.saying()
    if is_rate(figure):
        points = Decimal(figure.value) - Decimal(figure.previous)
        return _change(spoken, figure.code, words.compared_points(points), "个百分点")
    return _change(spoken, figure.code, words.compared(words.change(figure.value, figure.previous)), "")


def _change(spoken: Spoken, code: str, told: tuple[str, str], unit: str) -> Spoken:
    word, number = told
    if not number:
        return spoken.saying(Part(word))
    return spoken.saying(Part(word), Part(number, code), *([Part(unit)] if unit else []))


def listed(value: object, count: int = 3) -> Spoken:
    """W-DENG: the first `count` items, with 等 only if one is left out."""
    spoken, listing = _listing(value, "列举")
    if listing is None:
        return spoken
    more = [Part("等")] if len(listing.items) > count else []
    return spoken.saying(*joined(listing, count), *more)


def listed_of(value: object, count: int = 3, measure: str = "个", total: object = None) -> Spoken:
    """W-DENG with the total: `A、B等5个`, all listed `A、B共2个`, a single one by its name.

    `total` is the figure that counts the same things, where there is one; a smaller one is not printed.
    """
    spoken, listing = _listing(value, "列举数")
    if listing is None:
        return spoken
    amount, code = len(listing.items), listing.code
    figure = total.figure if isinstance(total, Spoken) else None
    if total is not None:
        if figure is None or figure.value is None or figure.estimated or figure.value < min(amount, count):
            return listed(spoken, count)
        amount, code = int(figure.value), figure.code
    if amount == 1:
        return spoken.saying(*joined(listing, 1))
    link = "等" if amount > min(count, len(listing.items)) else "共"
    return spoken.saying(*joined(listing, count), Part(link), Part(str(amount), code), Part(measure))


def first(value: object) -> Spoken:
    """The first item of a listing."""
    spoken, listing = _listing(value, "首项")
    return spoken if listing is None else spoken.saying(*joined(listing, 1))


def points(value: object, count: int = 5) -> Spoken:
    """The first `count` items as 一是……；二是……, a single one without number."""
    spoken, listing = _listing(value, "分项")
    if listing is None:
        return spoken
    texts = [item.text.strip().rstrip(STOPS) for item in listing.items[:count]]
    if len(texts) == 1:
        return spoken.saying(Part(texts[0], quoted=True))
    parts: list[Part] = []
    for position, text in enumerate(texts, start=1):
        opening = words.numbered(position)
        parts += [Part(opening if position == 1 else f"；{opening}"), Part(text, quoted=True)]
    return spoken.saying(*parts)
