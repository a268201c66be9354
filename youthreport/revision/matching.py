"""Two papers' sentences → which sentence of one is which of the other, reworded and moved ones too."""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from operator import attrgetter

from rapidfuzz import fuzz, process

from youthreport.revision.rows import Row, Table, in_table
from youthreport.revision.sentences import MARK, Sentence

_Paper = Sequence[Sentence]
# Percent of the characters that two sentences must share to be the same one reworded.
_ALIKE = 55.0
# A mark that both hold says as much as this many percent.
_SHARED = 30.0
_NEAREST = 3
# A figure, its measure word and a hedge: what stands in a cell that nothing else tells apart.
_SHORT_CELL = 6


def likeness(left: Sentence, right: Sentence) -> float:
    """0-100: how much of what they say apart from figures is the same."""
    return fuzz.ratio(left.shape, right.shape)


def align(left: Sequence[Sentence], right: Sequence[Sentence]) -> dict[int, int]:
    """Left numbers to right numbers, one to one, for two papers that the program wrote.

    Rows of tables go together: the cells of a row are only those of one row of the other paper.
    """
    tables = Table(left), Table(right)
    pairs = _aligned_among(left, right, tables[0].outside, tables[1].outside)
    rows = tables[0].rows, tables[1].rows
    for a, b in _aligned([row.whole for row in rows[0]], [row.whole for row in rows[1]]).items():
        pairs |= _cells(left, right, rows[0][a], rows[1][b])
    return pairs


def _cells(left: _Paper, right: _Paper, old: Row, new: Row) -> dict[int, int]:
    """The sentences of two rows column by column; a cell with one sentence on both sides is the same cell."""
    olds, news = _by_column(old), _by_column(new)
    pairs: dict[int, int] = {}
    for column in olds.keys() & news.keys():
        if len(olds[column]) == len(news[column]) == 1:
            pairs[olds[column][0]] = news[column][0]
        else:
            pairs |= _aligned_among(left, right, olds[column], news[column])
    return dict(sorted(pairs.items()))


def _by_column(row: Row) -> dict[str, list[int]]:
    columns: dict[str, list[int]] = defaultdict(list)
    for number, cell in zip(row.numbers, row.cells, strict=True):
        columns[cell.place.removeprefix(row.place)].append(number)
    return columns


def _aligned_among(
    left: _Paper, right: _Paper, lefts: Sequence[int], rights: Sequence[int]
) -> dict[int, int]:
    """The same for some sentences of both papers."""
    found = _aligned([left[n] for n in lefts], [right[n] for n in rights])
    return {lefts[a]: rights[b] for a, b in found.items()}


def _aligned(left: _Paper, right: _Paper) -> dict[int, int]:
    """First what says the same in the same order, then what says the same elsewhere, then what is nearest."""
    keys = [s.key for s in left], [s.key for s in right]
    pairs: dict[int, int] = {}
    for a, b, size in SequenceMatcher(None, *keys, autojunk=False).get_matching_blocks():
        pairs |= {a + i: b + i for i in range(size)}
    free: dict[str, deque[int]] = defaultdict(deque)
    for number in sorted(set(range(len(right))) - set(pairs.values())):
        free[keys[1][number]].append(number)
    for number in range(len(left)):
        if number not in pairs and free[keys[0][number]]:
            pairs[number] = free[keys[0][number]].popleft()
    return pairs | _reworded(left, right, pairs)


def _reworded(left: _Paper, right: _Paper, pairs: Mapping[int, int]) -> dict[int, int]:
    """The nearest by what they say apart from figures, or by their words: quoted items may have become plain ones."""
    taken = set(pairs.values())
    lefts = [n for n in range(len(left)) if n not in pairs]
    rights = [n for n in range(len(right)) if n not in taken]
    scores: dict[tuple[int, int], float] = {}
    for said in (attrgetter("key"), attrgetter("words")):
        choices = {n: said(right[n]) for n in rights}
        for a in lefts:
            for _, score, b in process.extract(
                said(left[a]), choices, scorer=fuzz.ratio, score_cutoff=_ALIKE, limit=_NEAREST
            ):
                scores[a, b] = max(score, scores.get((a, b), 0.0))
    more: dict[int, int] = {}
    for _, _, a, b in sorted(((score, -abs(a - b), a, b) for (a, b), score in scores.items()), reverse=True):
        if a not in more and b not in taken:
            more[a] = b
            taken.add(b)
    return more


def homes(built: Sequence[Sentence], edited: Sequence[Sentence]) -> dict[int, int]:
    """Where each sentence of the build stands in the edited paper; a sentence may now be part of a longer one."""
    votes = _votes(built, edited)
    found: dict[int, int] = {}
    taken: set[int] = set()
    rest: list[int] = []
    for number, sentence in enumerate(built):
        exact = next((e for e in votes.get(number, ()) if edited[e].key == sentence.key), None)
        if exact is None:
            rest.append(number)
        else:
            found[number] = exact
            taken.add(exact)
    _same_words(built, edited, rest, found, taken)
    _nearest(built, edited, votes, found, taken)
    _with_its_marks(votes, found, taken)
    _same_place(built, edited, found, taken)
    return found


def _votes(built: Sequence[Sentence], edited: Sequence[Sentence]) -> dict[int, list[int]]:
    """For each sentence of the build those that hold its marks now, the one with most first."""
    owner = {mark.name: number for number, sentence in enumerate(built) for mark in sentence.marks}
    counts: dict[int, Counter[int]] = defaultdict(Counter)
    for number, sentence in enumerate(edited):
        for mark in sentence.marks:
            # A bookmark that was left empty says where something used to stand.
            if mark.name in owner and mark.text.strip():
                counts[owner[mark.name]][number] += 1
    return {number: [e for e, _ in count.most_common()] for number, count in counts.items()}


def _same_words(
    built: Sequence[Sentence],
    edited: Sequence[Sentence],
    rest: list[int],
    found: dict[int, int],
    taken: set[int],
) -> None:
    """Sentences without marks, and those that lost all of them, whose words stand there unchanged, in order."""
    free = [n for n in range(len(edited)) if n not in taken]
    lost = [n for n in rest if n not in found]
    left, right = [built[n].words for n in lost], [edited[n].words for n in free]
    for a, b, size in SequenceMatcher(None, left, right, autojunk=False).get_matching_blocks():
        for i in range(size):
            found[lost[a + i]] = free[b + i]
            taken.add(free[b + i])


def _nearest(
    built: Sequence[Sentence],
    edited: Sequence[Sentence],
    votes: Mapping[int, list[int]],
    found: dict[int, int],
    taken: set[int],
) -> None:
    choices = {n: s.shape for n, s in enumerate(edited) if n not in taken}
    ranked = []
    for number in (n for n in range(len(built)) if n not in found):
        near = process.extract(built[number].shape, choices, scorer=fuzz.ratio, limit=_NEAREST)
        scores = {e: score for _, score, e in near}
        for e in votes.get(number, ()):
            scores[e] = likeness(built[number], edited[e]) + _SHARED
        ranked += [(score, -abs(number - e), number, e) for e, score in scores.items() if score >= _ALIKE]
    for _, _, number, e in sorted(ranked, reverse=True):
        if number not in found and (e not in taken or e in votes.get(number, ())):
            found[number] = e
            taken.add(e)


def _with_its_marks(votes: Mapping[int, list[int]], found: dict[int, int], taken: set[int]) -> None:
    """A sentence rewritten beyond recognition is where its figures are, if nothing else has become that one."""
    for number in sorted(votes.keys() - found.keys()):
        free = [e for e in votes[number] if e not in taken]
        if free:
            found[number] = free[0]
            taken.add(free[0])


def _same_place(
    built: Sequence[Sentence], edited: Sequence[Sentence], found: dict[int, int], taken: set[int]
) -> None:
    """A table cell that held little more than a figure (17场) is known by its row and column."""
    free = {s.place: n for n, s in enumerate(edited) if n not in taken}
    for number, sentence in enumerate(built):
        if number in found or sentence.place not in free or len(sentence.shape) > _SHORT_CELL:
            continue
        beside = sentence.shape.replace(MARK, "")
        if sentence.marks and in_table(sentence) and beside in edited[free[sentence.place]].words:
            found[number] = free.pop(sentence.place)
