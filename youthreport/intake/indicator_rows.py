"""A row of the indicator sheet → which indicator it reports, by code and by name."""

from __future__ import annotations

from youthreport.intake.readings import finding, shown
from youthreport.intake.recognising import Found, bare, fold
from youthreport.intake.rows import is_signature
from youthreport.model import Catalogue, Cell, Finding, Indicator, Severity
from youthreport.quoting import quoted

_SCALES = ("万", "千", "百万", "亿")


class IndicatorRows:
    """The rows of one indicator sheet."""

    def __init__(self, file: str, found: Found, catalogue: Catalogue, unit_type: str) -> None:
        self._file, self._found, self._catalogue = file, found, catalogue
        self._allowed = {i.code for i in catalogue.indicators_of(unit_type)}
        self._by_code = {i.code: i for i in catalogue.indicators}
        self._by_name = {key: i for i in catalogue.indicators for key in (fold(i.name), fold(i.label))}

    def indicator(self, row: int) -> tuple[Indicator | None, list[Finding]]:
        """The indicator that the row reports, None if it reports none of this unit's; with findings."""
        code, name = self._text(row, "指标代码"), self._text(row, "指标名称")
        if is_signature(self._words(row)):
            return None, []
        if not code and not name:
            return None, self._nameless(row)
        coded = self._by_code.get(code.lower())
        named = self._by_name.get(fold(name)) or self._by_name.get(bare(name))
        if coded is None and named is None:
            return None, self._unknown(row, name or code)
        indicator, findings = self._agreed(row, coded, named)
        if indicator.code not in self._allowed:
            return None, self._not_asked(row, indicator)
        return indicator, findings + self._other_unit(row, indicator)

    def _text(self, row: int, column: str) -> str:
        return shown(self._found.value(row, column)).strip()

    def _words(self, row: int) -> list[str]:
        cells = self._found.sheet.cells
        return [shown(cells[row, c]) for c in sorted(self._found.columns.values()) if (row, c) in cells]

    def _filled(self, row: int) -> bool:
        place = (row, self._found.columns["本期数"])
        return place in self._found.sheet.cells or place in self._found.sheet.formulas

    def _cell(self, row: int, column: str) -> Cell:
        return self._found.cell(self._file, row, column)

    def _warn(self, row: int, column: str, message: str, remedy: str, *, raw: str, code: str = "") -> Finding:
        place = self._cell(row, column)
        return finding("M29", Severity.WARNING, place, message, remedy, raw=raw, code=code or None)

    def _nameless(self, row: int) -> list[Finding]:
        if not self._filled(row):
            return []
        raw = self._text(row, "本期数")
        told = f"第{row}行没有指标代码和名称，所填的{quoted(raw)}未计入"
        return [self._warn(row, "本期数", told, "请把数字填到相应指标的行，或删去该格。", raw=raw)]

    def _unknown(self, row: int, name: str) -> list[Finding]:
        if not self._filled(row):
            return []
        column = "指标名称" if self._text(row, "指标名称") else "指标代码"
        told = f"第{row}行{quoted(name)}不在指标清单，所填的{quoted(self._text(row, '本期数'))}未计入"
        return [self._warn(row, column, told, "请不要增加指标行；其他情况请写在备注中。", raw=name)]

    def _not_asked(self, row: int, indicator: Indicator) -> list[Finding]:
        if not self._filled(row):
            return []
        raw = self._text(row, "本期数")
        told = f"“{indicator.name}”不由本类单位填报，所填的{quoted(raw)}未计入"
        return [self._warn(row, "本期数", told, "请删除该行。", raw=raw, code=indicator.code)]

    def _agreed(
        self, row: int, coded: Indicator | None, named: Indicator | None
    ) -> tuple[Indicator, list[Finding]]:
        """The indicator that code and name agree on; where they do not, the name prevails."""
        code, name = self._text(row, "指标代码"), self._text(row, "指标名称")
        if coded is None or named is None:
            indicator = coded or named
            assert indicator is not None
            return indicator, self._half_known(row, indicator, code, name)
        if coded is named or bare(coded.name) == bare(name):
            return coded, []
        told = f"代码{quoted(code)}与名称{quoted(name)}不是同一指标，按名称处理"
        return named, [self._warn(row, "指标代码", told, "请核对后改正指标代码。", raw=code, code=named.code)]

    def _half_known(self, row: int, indicator: Indicator, code: str, name: str) -> list[Finding]:
        """On a row of which only the code or only the name is known."""
        if not code or not name:
            return []
        by_name = code.lower() != indicator.code
        what, raw = (("代码", code), ("名称", name))[not by_name]
        told = f"指标{what}{quoted(raw)}不是原表样的写法，已按{'名称' if by_name else '代码'}识别为“{indicator.name}”"
        place = self._cell(row, f"指标{what}")
        remedy = "以后请不要修改指标代码和名称。"
        return [finding("M29", Severity.NOTICE, place, told, remedy, raw=raw, code=indicator.code)]

    def _other_unit(self, row: int, indicator: Indicator) -> list[Finding]:
        """On a 计量单位 that was changed: what is filled in is then counted in something else."""
        raw = self._text(row, "计量单位")
        unit = fold(raw)
        same = (indicator.measure, *self._catalogue.measures.get(indicator.measure, ()))
        if not unit or unit in {fold(name) for name in same} or not self._filled(row):
            return []
        told = f"计量单位被改为{quoted(raw)}，“{indicator.name}”的单位是“{indicator.measure}”"
        if unit.startswith(_SCALES):
            told += f"，所填的{quoted(self._text(row, '本期数'))}按“{indicator.measure}”计会相差很多"
        remedy = f"请按“{indicator.measure}”填写本期数，并改回计量单位。"
        return [self._warn(row, "计量单位", told, remedy, raw=raw, code=indicator.code)]
