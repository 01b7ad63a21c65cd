"""Which figure of another article is of the same measure: cases whose answer the values give away, made without labels.

In two articles of one story equal uncommon values of one series are of one measure, other values of the series are not.
Scorers are shown everything but the values. Sentences that are near-copies are left out, and so is, beyond its third
case, a value that comes again and again.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from corpus.documents import Document, DocumentId
from corpus.figures.extract import figures_of
from corpus.figures.figure import Figure
from eval.stories import COPY, StoryPair
from service.adding import masked_sentences
from service.conflicts.differing import values_agree
from service.conflicts.stated import EVENT_SERIES, Stated, stated
from service.conflicts.surroundings import Surroundings, surroundings_of

MOST_OF_A_VALUE = 3
"""Cases of one value in one direction, of all stories together."""
_TOKEN = re.compile(r"\w+")
_WITH_UNIT = frozenset({"money", "quantity"})


@dataclass(frozen=True, slots=True)
class Side:
    """A figure ready to be compared, with its sentence in which every value is masked."""

    stated: Stated
    masked: str
    surroundings: Surroundings

    @property
    def figure(self) -> Figure:
        """The figure itself."""
        return self.stated.figure


@dataclass(frozen=True, slots=True)
class PairingCase:
    """A figure, and the figures of its series in another article: those of its value, and the others."""

    story: str
    asked: Side
    equal: tuple[Side, ...]
    rivals: tuple[Side, ...]
    """Values that cannot be read as one with the figure's."""
    own: tuple[Side, ...]
    """The other values of the series in the figure's own article, which compete for its equal."""

    @property
    def in_one_sentence(self) -> bool:
        """Whether a rival stands in the sentence of an equal."""
        places = {side.figure.sentence_start for side in self.equal}
        return any(side.figure.sentence_start in places for side in self.rivals)

    @property
    def is_of_events(self) -> bool:
        """Whether the values are dates, ordinals or ages, which belong to an event or a person."""
        return self.asked.stated.series in EVENT_SERIES

    @property
    def key(self) -> tuple[str, int, str, int]:
        """Document and offset of the figure, and of the first of its equals."""
        asked, equal = self.asked.figure, self.equal[0].figure
        return asked.document, asked.value.start, equal.document, equal.value.start


def cases_of(pairs: Sequence[StoryPair]) -> list[PairingCase]:
    """The cases of some story pairs, in their order, each pair both ways round."""
    sides = {document.id: sides_of(document) for pair in pairs for document in (pair.first, pair.second)}
    met: set[tuple[object, frozenset[str]]] = set()
    times: Counter[object] = Counter()
    cases = []
    for case in _all_cases(pairs, sides):
        told = frozenset((case.asked.masked, *(side.masked for side in case.equal)))
        value = case.asked.figure.value
        way = (case.asked.figure.document < case.equal[0].figure.document, value.kind, value.low, value.high)
        if times[way] < MOST_OF_A_VALUE and (way, told) not in met:
            met.add((way, told))
            times[way] += 1
            cases.append(case)
    return cases


def sides_of(document: Document) -> Mapping[str, list[Side]]:
    """A document's comparable figures by their series."""
    figures = figures_of(document)
    by_series: dict[str, list[Side]] = {}
    for figure, masked in zip(figures, masked_sentences(document, figures), strict=True):
        side = Side(stated(figure, document), masked, surroundings_of(figure, document))
        if side.stated.series is not None:
            by_series.setdefault(side.stated.series, []).append(side)
    return by_series


def _all_cases(
    pairs: Sequence[StoryPair], sides: Mapping[DocumentId, Mapping[str, list[Side]]]
) -> Iterator[PairingCase]:
    for pair in pairs:
        for one, other in ((pair.first.id, pair.second.id), (pair.second.id, pair.first.id)):
            for series, ours in sides[one].items():
                theirs = sides[other].get(series, [])
                for asked in ours:
                    if is_uncommon(asked.figure) and (case := _case(pair.story, asked, ours, theirs)):
                        yield case


def _case(story: str, asked: Side, ours: Sequence[Side], theirs: Sequence[Side]) -> PairingCase | None:
    """The case of one figure; None where no sentence of other words states its value, or nothing competes."""
    equal = tuple(side for side in theirs if _is_equal(asked.figure, side.figure))
    told_anew = tuple(side for side in equal if not near_copies(asked.masked, side.masked))
    rivals = tuple(side for side in theirs if not values_agree(asked.figure, side.figure))
    own = tuple(side for side in ours if not values_agree(asked.figure, side.figure))
    return PairingCase(story, asked, told_anew, rivals, own) if told_anew and rivals else None


def _is_equal(first: Figure, second: Figure) -> bool:
    a, b = first.value, second.value
    return (a.low, a.high, a.currency, a.unit) == (b.low, b.high, b.currency, b.unit) and values_agree(first, second)


def is_uncommon(figure: Figure) -> bool:
    """Whether a value is hardly met twice by chance: of two digits or more that are not the noughts at its end, a sum
    of money or a quantity, a day.
    """
    value = figure.value
    if value.precision is not None:
        return value.precision == "day" and value.year_basis != "unknown"
    if value.kind in _WITH_UNIT:
        return True
    digits = re.sub(r"\D", "", f"{value.low:.12g}") if isinstance(value.low, int | float) else ""
    return len(digits.strip("0")) > 1


def near_copies(first: str, second: str) -> bool:
    """Whether two sentences are one but for a few words."""
    a, b = (frozenset(_TOKEN.findall(text.lower())) for text in (first, second))
    return len(a & b) >= COPY * len(a | b)
