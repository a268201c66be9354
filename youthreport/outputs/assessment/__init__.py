"""An assessment → what `validate` and `status` show: text, JSON, JUnit XML and the page 审核情况.html."""

from youthreport.outputs.assessment.jsonreports import status_json, validation_json
from youthreport.outputs.assessment.junit import validation_junit
from youthreport.outputs.assessment.statustext import status_text
from youthreport.outputs.assessment.validatetext import validation_text

__all__ = ["status_json", "status_text", "validation_json", "validation_junit", "validation_text"]
