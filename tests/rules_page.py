"""The declared rules → docs/rules.md; run `python -m tests.rules_page` after a change of the declarations."""

from __future__ import annotations

from pathlib import Path

from youthreport.catalogue import load_catalogue
from youthreport.outputs.explanation import rules_markdown

PAGE = Path(__file__).parents[1] / "docs" / "rules.md"

if __name__ == "__main__":
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(rules_markdown(load_catalogue()), encoding="utf-8", newline="\n")
    print(PAGE)
