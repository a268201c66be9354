"""A name → its page: the catalogue and the wording filters, introduced to the stage that explains them."""

from __future__ import annotations

from youthreport.catalogue import load_catalogue


def explain(name: str) -> str:
    """The text that explains the name; ConfigurationError (2) when nothing bears it."""
    from youthreport.narrative import explanations
    from youthreport.outputs.explanation import explain as explain_name

    catalogue = load_catalogue()
    return explain_name(name, catalogue, explanations(catalogue))
