"""Wording rules and claims of the catalogue → what `explain` shows about each, by name."""

from __future__ import annotations

import re
from collections.abc import Mapping

from youthreport.model import Catalogue, ClaimRule, Word

_CODE = re.compile(r"[A-Za-z]\w*")


def explanations(catalogue: Catalogue) -> Mapping[str, str]:
    """A page of plain text per filter (`余`), wording rule (`W-YU`) and claim (`全部完成自评`, also with 断言. before it)."""
    words = {word.name: _page(word) for word in catalogue.wording.words}
    rules: dict[str, list[str]] = {}
    for word in catalogue.wording.words:
        rules.setdefault(word.rule, []).append(words[word.name])
    claims = {claim.label: _claim(claim, catalogue) for claim in catalogue.claims}
    prefixed = {f"断言.{label}": page for label, page in claims.items()}
    return {**words, **{rule: "\n\n".join(pages) for rule, pages in rules.items()}, **claims, **prefixed}


def _page(word: Word) -> str:
    examples = "；".join(f"{given} → {said or '（省去）'}" for given, said in word.examples)
    return "\n".join(
        (
            f"过滤器“{word.name}”（{word.rule}）",
            f"写法：{word.usage}",
            f"写成：{word.prints}",
            f"何时：{word.when}",
            f"例如：{examples}",
            f"依据：{word.source}",
        )
    )


def _claim(claim: ClaimRule, catalogue: Catalogue) -> str:
    labels = catalogue.labels
    grounds = (labels.get(ground, f"《{ground}》") for ground in evidence_of(claim, catalogue))
    return "\n".join(
        (
            f"断言“{claim.label}”",
            f"写法：{{% if 断言.{claim.label} %}}……{{% else %}}……{{% endif %}}",
            f"成立的条件：{claim.definition}",
            f"依据：{'、'.join(grounds)}",
            f"成立时：{claim.then}",
            f"不成立时：{claim.otherwise}",
        )
    )


def evidence_of(claim: ClaimRule, catalogue: Catalogue) -> tuple[str, ...]:
    """The codes and sheets that the claim rests on, each once."""
    _, *arguments = claim.function.split(":")
    known = {*catalogue.labels, *(sheet.name for sheet in catalogue.sheets)}
    named = (*_CODE.findall(claim.expression), *claim.complete, *arguments, *claim.evidence)
    return tuple(dict.fromkeys(name for name in named if name in known))
