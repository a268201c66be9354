"""Sentences that the data say otherwise and figures that cannot be replaced alone → comments at their places."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from youthreport.revision.commenting import Comments
from youthreport.revision.differing import difference
from youthreport.revision.records import Assertion, Change, FigureState, SentenceState, Spot, State
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

    def of_left(
        self, figures: Iterable[FigureState], sentences: Iterable[SentenceState], *, known: bool
    ) -> None:
        """A comment on each figure that people changed, but where its whole sentence is to go.

        `known` False: the build is not at hand, so that nobody can say who changed it.
        """
        going = tuple(s for s in sentences if s.change is Change.WITHDRAWN)
        for figure in figures:
            if figure.spot is not None and not any(sentence.covers(figure) for sentence in going):
                self._say(figure.spot, _on_left(figure, known=known))

    def of_assertions(self, assertions: Iterable[Assertion]) -> None:
        """A comment on the words that assert something."""
        for one in assertions:
            if one.spot is not None:
                # Without figures or verdicts, which the next data change: it is to be said once.
                head = f"这里写了“{one.text}”，没有数据证明，没有动，请删去或核实。"
                self._say(one.spot, (head, f"“{one.clause}”：{_meant(one)}。"))

    def _say(self, spot: Spot, lines: Sequence[str]) -> None:
        paragraph = self._paragraphs[spot.paragraph]
        if "\n".join(lines) not in self._said and _may_bear_comments(paragraph):
            self._comments.add(paragraph, spot.start, spot.end, lines)
            self._said.add("\n".join(lines))


def proof(one: Assertion) -> str:
    """What the words assert, and which claim may prove it, with its verdict, in one line."""
    verdict = {None: "", True: "，现在成立，请核对说的是不是同一件事", False: "，现在不成立"}[one.holds]
    because = f"（{one.because}）" if one.because else ""
    return f"{_meant(one)}{verdict}{because}。"


def _meant(one: Assertion) -> str:
    claim = f"最接近的断言是“{one.claim}”" if one.claim else "报表里没有能证明这句话的断言"
    return f"意思是“{one.means}”，{claim}"


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


def _on_left(figure: FigureState, *, known: bool) -> tuple[str, ...]:
    if (words := figure.renaming) is not None:
        head = f"{figure.called}：数没有改，前后的文字却成了“{words.other}”的，没有动，请核对。"
        return head, f"文中为“{words.paper}”，原稿为“{words.was}”。"
    done = "移到了别的句子里" if figure.state is State.MISPLACED else "人工改过"
    head = f"{figure.called}：{f'这里{done}' if known else '这里与现有数据不同'}，没有动，请核对。"
    was = f"原稿为“{figure.was}”，" if figure.was is not None else ""
    now = "现有数据已不再列出这一项" if figure.now is None else f"按现在的数据应为“{figure.now}”"
    return head, f"文中为“{figure.paper}”，{was}{now}。"


def _on(figure: FigureState) -> tuple[str, ...]:
    name = figure.called
    if figure.now is None:
        return (f"现有数据已不再列出这一项，建议连同所在语句一起改：{name}", figure.paper or "")
    return (f"按现在的数据，这里应为（{name}）：", figure.now)


def _may_bear_comments(paragraph: Any) -> bool:
    """Word has none in footnotes."""
    return bool(paragraph.getroottree().getroot().tag == w("document"))
