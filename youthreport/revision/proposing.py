"""Sentences that the data say otherwise and figures that cannot be replaced alone → comments at their places."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from youthreport.revision.commenting import Comments
from youthreport.revision.differing import difference
from youthreport.revision.records import Change, FigureState, SentenceState, Spot
from youthreport.revision.tracking import AUTHOR
from youthreport.wordfile import Package
from youthreport.wordfile.package import w

_INITIALS = "数"


class Proposals:
    """The comments of one refresh; what an earlier one has said already is not said again."""

    def __init__(self, package: Package, paragraphs: Sequence[Any], stamp: datetime) -> None:
        self._paragraphs = paragraphs
        self._comments = Comments(package, AUTHOR, _INITIALS, stamp)
        self._said = self._comments.said()

    def of_sentences(self, sentences: Iterable[SentenceState]) -> None:
        """A comment on each sentence, or at the point where a missing one belongs."""
        for sentence in sentences:
            self._say(sentence.spot or Spot(0, 0, 0), proposal(sentence))

    def of_figures(self, figures: Iterable[FigureState], sentences: Iterable[SentenceState]) -> None:
        """A comment on each figure that no comment on one of these sentences covers."""
        said = tuple(sentences)
        for figure in figures:
            if figure.spot is not None and not any(sentence.covers(figure) for sentence in said):
                self._say(figure.spot, _on(figure))

    def _say(self, spot: Spot, lines: Sequence[str]) -> None:
        paragraph = self._paragraphs[spot.paragraph]
        if "\n".join(lines) not in self._said and _may_bear_comments(paragraph):
            self._comments.add(paragraph, spot.start, spot.end, lines)
            self._said.add("\n".join(lines))


def proposal(sentence: SentenceState) -> tuple[str, ...]:
    """What the comment on a sentence says, by paragraph."""
    one = "行" if sentence.row else "句"
    match sentence.change:
        case Change.REWORDED:
            differs = difference(sentence.was, sentence.now)
            more = (f"与原稿相比，{differs}。",) if differs else ()
            return (f"按现在的数据，这一{one}应为：", sentence.now, *more)
        case Change.WITHDRAWN:
            return (f"按现在的数据，这一{one}不再成立，建议删去：", sentence.was)
        case Change.MISSING:
            return (f"按现在的数据，这里应补一{one}：", sentence.now)


def _on(figure: FigureState) -> tuple[str, ...]:
    name = f"{figure.label}（{figure.name}）" if figure.label else f"引用文字（{figure.name}）"
    if figure.now is None:
        return (f"现有数据已不再列出这一项，建议连同所在语句一起改：{name}", figure.paper or "")
    return (f"按现在的数据，这里应为（{name}）：", figure.now)


def _may_bear_comments(paragraph: Any) -> bool:
    """Word has none in footnotes."""
    return bool(paragraph.getroottree().getroot().tag == w("document"))
