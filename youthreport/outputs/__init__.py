"""Figures, findings and claims → the files beside the paper: 数据台账.xlsx, figures.json, manifest.json."""

from youthreport.outputs.figures import figures_json
from youthreport.outputs.ledger import write_ledger
from youthreport.outputs.manifest import Origin, manifest_json

__all__ = ["Origin", "figures_json", "manifest_json", "write_ledger"]
