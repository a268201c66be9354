"""An assessment → one self-contained page, 审核情况.html: progress, figures against last year, units, findings."""

from youthreport.outputs.page.render import overview_html, status_html

__all__ = ["overview_html", "status_html"]
