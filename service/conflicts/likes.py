"""The figures like each of some figures, copies of one statement counted once."""

from collections.abc import Sequence

from corpus.figures.figure import Figure
from index.store import FigureMatch, Snapshot

LIKES = 24
"""Different statements like one figure that are compared with it."""
FARTHEST = 64 * LIKES
"""Figures that are looked through for them, where most are copies of a few."""

Statement = tuple[str, int, tuple[tuple[str, int], ...]]
"""A figure's surface, its sentence's length and its words: the same in every copy of a text."""


def likes_of(snapshot: Snapshot, figures: Sequence[Figure]) -> list[list[FigureMatch]]:
    """For each figure the nearest `LIKES`, and where copies are among them the statements that these would crowd out.

    Without those a text that is kept thirty times would hide the source that differs from it.
    """
    found = snapshot.figures_like_all(figures, LIKES)
    limit = LIKES
    while limit < FARTHEST and (crowded := [at for at, matches in enumerate(found) if _is_crowded(matches, limit)]):
        limit *= 8
        for at, matches in zip(crowded, snapshot.figures_like_all([figures[at] for at in crowded], limit), strict=True):
            found[at] = matches
    return [_with_new_statements(matches) for matches in found]


def _is_crowded(matches: Sequence[FigureMatch], limit: int) -> bool:
    """Whether there may be more than the matches, of which too few are different statements."""
    return len(matches) == limit and len({_statement(match) for match in matches}) < LIKES


def _with_new_statements(matches: Sequence[FigureMatch]) -> list[FigureMatch]:
    """The first `LIKES`, and of what lies behind them each new statement once, until there are `LIKES` statements."""
    taken = list(matches[:LIKES])
    met = {_statement(match) for match in taken}
    for match in matches[LIKES:]:
        if len(met) < LIKES and _statement(match) not in met:
            met.add(_statement(match))
            taken.append(match)
    return taken


def _statement(match: FigureMatch) -> Statement:
    figure = match.figure
    return figure.text, figure.sentence_end - figure.sentence_start, figure.terms
