"""What the page shows → the bytes of 审核情况.html: one file without network, scripts from outside or a clock."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from importlib.resources import files
from typing import TYPE_CHECKING

from youthreport.columns import printable
from youthreport.model import Assessment, Figure, Rule, Severity
from youthreport.outputs.assessment.grouping import SEVERITIES, counts
from youthreport.outputs.assessment.statustext import summary
from youthreport.outputs.assessment.tally import tally
from youthreport.outputs.assessment.validatetext import verdict
from youthreport.outputs.page.bars import pairs
from youthreport.outputs.page.findings import rules_used, sections
from youthreport.outputs.page.progress import chased, parents, period_name, progress
from youthreport.outputs.page.units import units

if TYPE_CHECKING:
    from jinja2 import Template


def overview_html(
    assessment: Assessment,
    title: str,
    figures: Sequence[Figure] | None = None,
    base: str = "",
    rules: Sequence[Rule] = (),
) -> bytes:
    """The whole page as UTF-8. `title` is its heading.

    `base` is the relative way from the page's folder to the project's (`../`); "" makes no links to files.
    `figures` of the rollup are set against last year; None: nothing was added up, the part is left out.
    `rules` of the catalogue give the rules their titles and reasons.
    """
    told = sections(assessment, base)
    compared = () if figures is None else pairs(figures)
    return _page(
        assessment,
        title,
        base,
        verdict=verdict(assessment),
        sections=told,
        rules=rules_used(told, rules),
        pairs=compared,
        uncompared=None if figures is None else sum(f.value is not None for f in figures) - len(compared),
    )


def status_html(assessment: Assessment, title: str, base: str = "") -> bytes:
    """The page without findings and figures: progress, who must be chased, and every unit."""
    told = "".join(reversed(summary(tally(assessment.units))))
    return _page(assessment, title, base, verdict=told, sections=None, rules=(), pairs=(), uncompared=None)


def _page(assessment: Assessment, title: str, base: str, **more: object) -> bytes:
    style, script = _asset("page.css"), _asset("page.js")
    html = _template().render(
        title=printable(title),
        period=period_name(assessment),
        count=tally(assessment.units),
        progress=progress(assessment),
        parents=parents(assessment),
        chased=chased(assessment),
        units=units(assessment, base),
        words=SEVERITIES,
        weights=counts(assessment.current),
        Severity=Severity,
        style=style,
        script=script,
        policy=_policy(style, script),
        **more,
    )
    return html.encode("utf-8")


def _template() -> Template:
    # Imported here: `validate` in its other formats must not pay for it.
    from jinja2 import Environment, StrictUndefined
    from markupsafe import Markup

    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["own"] = Markup  # for our own style and script only
    return environment.from_string(_asset("page.html"))


def _asset(name: str) -> str:
    # Read as text, so that a checkout with CRLF gives the same bytes; browsers hash what they parsed, which is LF.
    return files(__package__).joinpath(name).read_text(encoding="utf-8").replace("\r\n", "\n")


def _policy(style: str, script: str) -> str:
    """A content policy under which only our own style and script run, whatever text the page quotes."""
    return (
        f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
