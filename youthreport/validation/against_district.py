"""What units report against what only the district knows → values that cannot both be right (relations.toml)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from youthreport.expression import COMPARED, codes_in, evaluate
from youthreport.model import Catalogue, Cell, Filing, FilingStatus, Finding, Number, Relation, Severity
from youthreport.validation.ground import DISTRICT_TYPE, Around, noted
from youthreport.validation.relations import HOLDS, Values, compared, place_of
from youthreport.validation.words import as_written, name_of, plain, side

Lookup = Callable[[str], Number | None]


@dataclass(frozen=True, slots=True)
class _Broken:
    """One unit's two sides of a relation that does not hold, by the number of its filing."""

    number: int
    left: Number
    right: Number
    lookup: Lookup


def related_to_district(filings: tuple[Filing, ...], around: Around) -> tuple[Filing, ...]:
    """The filings with a finding for each relation broken between a unit and the district's own figures.

    One side of such a relation is of figures that the district alone reports. The unit is asked; but where most units
    say the same against the district (and more than one does), the district's own cell is, once.
    """
    for relation in around.catalogue.relations:
        if _asks_the_district(relation, around.catalogue):
            filings = _judged(relation, filings, around.catalogue)
    return filings


def _asks_the_district(relation: Relation, catalogue: Catalogue) -> bool:
    own = [catalogue.indicator(c).reporters == (DISTRICT_TYPE,) for c in codes_in(relation.right)]
    units = [DISTRICT_TYPE in catalogue.indicator(c).reporters for c in codes_in(relation.left)]
    return bool(own) and all(own) and bool(units) and not any(units)


def _judged(relation: Relation, filings: tuple[Filing, ...], catalogue: Catalogue) -> tuple[Filing, ...]:
    ours = next((n for n, f in enumerate(filings) if f.unit and f.unit.type == DISTRICT_TYPE), None)
    own = compared(filings[ours], catalogue) if ours is not None else {}
    asked, broken = 0, []
    for number, filing in enumerate(filings):
        if filing.status is not FilingStatus.ACCEPTED or number == ours:
            continue
        one = _sides(relation, number, {**own, **_told(compared(filing, catalogue))})
        asked += one is not None
        if one is not None and not HOLDS[relation.operator](one.left, one.right):
            broken.append(one)
    judged = list(filings)
    if ours is not None and len(broken) > 1 and len(broken) * 2 > asked:
        judged[ours] = _doubted(judged[ours], relation, broken, filings, catalogue)
        return tuple(judged)
    for one in broken:
        judged[one.number] = _blamed(judged[one.number], relation, one, catalogue)
    return tuple(judged)


def _told(values: Values) -> dict[str, Number]:
    return {code: value for code, value in values.items() if value is not None}


def _sides(relation: Relation, number: int, values: Values) -> _Broken | None:
    codes = (*codes_in(relation.left), *codes_in(relation.right))
    if any(values.get(code) is None for code in codes):
        return None
    left, right = (
        evaluate(text, lambda code: values.get(code) or 0) for text in (relation.left, relation.right)
    )
    return None if left is None or right is None else _Broken(number, left, right, values.get)


def _blamed(filing: Filing, relation: Relation, one: _Broken, catalogue: Catalogue) -> Filing:
    first = side(relation.left, one.left, one.lookup, catalogue)
    second = side(relation.right, one.right, one.lookup, catalogue)
    message = f"{relation.message}{first}，{second}，前者应{COMPARED[relation.operator]}后者。"
    return _with(filing, relation, relation.blocks, message, relation.remedy, catalogue)


def _doubted(
    own: Filing, relation: Relation, broken: list[_Broken], filings: tuple[Filing, ...], catalogue: Catalogue
) -> Filing:
    code = codes_in(relation.right)[0]
    unit = filings[broken[0].number].unit
    name = unit.name if unit else filings[broken[0].number].file
    message = (
        f"{name_of(code, catalogue)}为{plain(broken[0].right)}，{len(broken)}个单位报送的"
        f"{name_of(relation.blocks, catalogue)}与它不符（如{name}为{plain(broken[0].left)}），"
        f"后者应{COMPARED[relation.operator]}前者。"
    )
    remedy = f"请核对{name_of(code, catalogue)}；填写无误的，请逐家退回核对。"
    return _with(own, relation, code, message, remedy, catalogue)


def _with(
    filing: Filing, relation: Relation, code: str, message: str, remedy: str, catalogue: Catalogue
) -> Filing:
    """The filing with that finding, its cell blocked when it is an error."""
    entry = next((e for e in filing.entries if e.code == code), None)
    raw = entry.raw if entry is not None else ""
    value = compared(filing, catalogue).get(code)
    error = relation.severity is Severity.ERROR
    if error:
        message += f"{name_of(code, catalogue)}暂不计入。"
        kept = tuple(replace(e, value=None) if e.code == code else e for e in filing.entries)
    place: Cell = place_of(code, filing, catalogue)
    told = Finding(
        relation.rule,
        relation.severity,
        place,
        f"{message}{as_written(raw, value)}",
        remedy,
        code=code,
        raw=raw or ("" if value is None else plain(value)),
        value=None if error else value,
    )
    return noted(replace(filing, entries=kept) if error else filing, [told])
