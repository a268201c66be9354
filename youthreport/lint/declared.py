"""rules.toml → the declared rules by id."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from youthreport.errors import CatalogueError
from youthreport.lint.records import Rule
from youthreport.model import Severity

_FILE = Path(__file__).with_name("rules.toml")


@lru_cache(maxsize=1)
def rules() -> MappingProxyType[str, Rule]:
    """All rules in the order of the file. CatalogueError when the file is unusable."""
    try:
        entries = tomllib.loads(_FILE.read_text("utf-8"))["rule"]
        declared = [Rule(**{**entry, "severity": Severity(entry["severity"])}) for entry in entries]
    except (OSError, ValueError, KeyError, TypeError) as problem:
        raise CatalogueError(
            f"公文格式检查规则无法读取（{problem}）", place=_FILE.name, remedy="请重新安装程序。"
        ) from problem
    return MappingProxyType({rule.id: rule for rule in declared})
