"""A sentence with everything read off it once: words, names, values, and what its pronouns stand for."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from corpus.documents import PartialDate
from corpus.figures.figure import Value
from corpus.figures.names import Name, names_in
from corpus.figures.words import Word, is_content, stem, words_of

TIMES = frozenset({"date", "date_range"})
BREAKS = frozenset({"(", ")", ";", ":", "—", "–"})
"""The marks that end a clause."""
_SEGMENT = frozenset({",", ";", ":", "(", ")", "—", "–"})


@dataclass(frozen=True, slots=True)
class Sentence:
    """text[start:end], its words with their places, and the values that it states, in order."""

    text: str
    start: int
    end: int
    words: Sequence[Word]
    word_starts: Sequence[int]
    names: Sequence[Name]
    values: Sequence[Value]
    published: PartialDate | None
    plain: AbstractSet[str]
    """Words that the document writes in lower case, and that are therefore no names."""
    inside: AbstractSet[int]
    """The places of the words that stand in values."""
    terms: Sequence[tuple[int, tuple[str, ...]]]
    """The place of each content word outside all values, with its stems."""
    numbered: Sequence[Word]
    """What `without_values` gives, made once."""

    @classmethod
    def read(
        cls,
        text: str,
        span: tuple[int, int],
        values: Sequence[Value],
        published: PartialDate | None,
        plain: AbstractSet[str],
    ) -> "Sentence":
        """The sentence at a span of the text."""
        words = words_of(text, *span)
        starts = [word.start for word in words]
        inside = _places_in(starts, values)
        terms = [(place, _stems(word)) for place, word in enumerate(words) if place not in inside and is_content(word)]
        names = names_in(words, plain)
        numbered = [replace(word, text="0") if place in inside else word for place, word in enumerate(words)]
        numbered = plain_start(numbered, names)
        return cls(text, *span, words, starts, names, values, published, plain, inside, terms, numbered)

    def span_of(self, value: Value) -> tuple[int, int]:
        """The words that a value takes: the first, and one behind the last."""
        first = max(0, bisect_right(self.word_starts, value.start) - 1)
        return first, max(first + 1, bisect_left(self.word_starts, value.end))

    def word(self, place: int) -> str:
        """The word at a place in lower case, "" behind the end."""
        return self.words[place].lower if place < len(self.words) else ""

    def without_values(self) -> list[Word]:
        """The words, those of values as numbers: "last year" behind "$3.4 billion" is no noun that it counts.

        A first word that is no name is in lower case.
        """
        return list(self.numbered)

    def dates(self, besides: Value | None = None) -> list[Value]:
        """The dates of the sentence that nothing else takes in."""
        return [value for value in self.values if value.kind in TIMES and not (besides and _within(value, besides))]

    def segment_of(self, value: Value) -> tuple[int, int]:
        """Offsets of the stretch between the marks around a value."""
        first, last = self.span_of(value)
        start = next((word.end for word in reversed(self.words[:first]) if word.text in _SEGMENT), self.start)
        end = next((word.start for word in self.words[last:] if word.text in _SEGMENT), self.end)
        return start, end

    def terms_around(self, first: int, last: int) -> tuple[tuple[str, int], ...]:
        """Stems of the content words outside all values with their distance from words[first:last], nearest first."""
        nearest: dict[str, int] = {}
        for place, stems in self.terms:
            distance = max(1, first - place if place < first else place - last + 1)
            for term in stems:
                nearest[term] = min(distance, nearest.get(term, distance))
        return tuple(sorted(nearest.items(), key=lambda item: (item[1], item[0])))

    def names_near(self, first: int) -> tuple[str, ...]:
        """The proper names, the nearest to words[first] first."""
        ranked = sorted(self.names, key=lambda name: (abs(name.first - first), name.first))
        return tuple(dict.fromkeys(name.text for name in ranked))


def plain_start(words: list[Word], names: Sequence[Name]) -> list[Word]:
    """The words of a sentence, the first in lower case where it is no name: its capital says nothing."""
    if words and not (names and names[0].first == 0):
        words[0] = replace(words[0], text=words[0].text.lower())
    return words


def _places_in(starts: Sequence[int], values: Sequence[Value]) -> frozenset[int]:
    """The places of the words that begin in one of the values, given where words start."""
    spans = ((bisect_left(starts, value.start), bisect_left(starts, value.end)) for value in values)
    return frozenset(place for first, last in spans for place in range(first, last))


def _stems(word: Word) -> tuple[str, ...]:
    return tuple(stem(part) for part in word.lower.split("-") if len(part) > 1)


def _within(value: Value, other: Value) -> bool:
    return other.start <= value.start < other.end
