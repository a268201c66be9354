"""Text of any origin → text that a document can hold, and the private-use signs that travel through rendered XML."""

from __future__ import annotations

import re

# a printed figure or quotation: FIGURE code TEXT words END
FIGURE, TEXT, END = "\ue000", "\ue001", "\ue002"
WORDED = "\ue003"
# what somebody has still to supply: MISSING label MISSING_END
MISSING, MISSING_END = "\ue004", "\ue005"
# an optional clause: CLAUSE words KEPT or DROPPED
CLAUSE, KEPT, DROPPED = "\ue010", "\ue011", "\ue012"
# a picture of the section: PICTURE number PICTURE_END
PICTURE, PICTURE_END = "\ue020", "\ue021"
QUOTED = "?q"

_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ue000-\uf8ff\ud800-\udfff\ufffe\uffff]")
_BREAKS = re.compile(r"[ \t]*[\r\n\t\u2028\u2029]+[ \t]*")
PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]")


def clean(text: str) -> str:
    """`text` without what would break the document: control, private-use and surrogate characters, breaks."""
    text = PRIVATE.sub("", _BREAKS.sub("", _UNPRINTABLE.sub("", text)))
    for opening, harmless in (("{_{", "｛_｛"), ("}_}", "｝_｝"), ("{_%", "｛_%"), ("%_}", "%_｝")):
        text = text.replace(opening, harmless)  # docxtpl would turn them into tags
    return text


def unprintable(text: str) -> bool:
    """Whether the text holds a character that no document may hold, or one of the signs."""
    return bool(_UNPRINTABLE.search(text) or PRIVATE.search(text))
