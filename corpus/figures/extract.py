"""From a document to its figures, in one pass: values, the sentence of each, and what each is a value of."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.boilerplate import boilerplate_spans
from corpus.documents import Document, DocumentId, PartialDate
from corpus.figures.dates import dates_in
from corpus.figures.durations import durations_in
from corpus.figures.events import Event, Ordered, event_at, last_time, ordered_event
from corpus.figures.figure import Figure, TimeScope, Value
from corpus.figures.names import Name, names_in
from corpus.figures.ordinals import ordinals_in
from corpus.figures.phrases import Phrase, noun_after, noun_before, noun_behind_preposition, verb_before
from corpus.figures.quantities import quantities_in
from corpus.figures.scope import attribution_of, holds_at, modality_of, role_of
from corpus.figures.vocabulary import event_of
from corpus.figures.words import Word, is_content, stem, words_of
from corpus.sentences import sentences_of

_TIMES = frozenset({"date", "date_range"})
_MEASURED = frozenset({"money", "percent", "percentage_points", "quantity", "duration", "age", "multiple"})


def values_in(text: str, published: PartialDate | None = None) -> list[Value]:
    """Every value that the text states, in text order, none overlapping; boilerplate included."""
    values = dates_in(text, published)
    for extractor in (durations_in, ordinals_in, quantities_in):
        values = values + extractor(text, [(value.start, value.end) for value in values])
        values.sort(key=lambda value: value.start)
    return values


def figures_of(document: Document) -> list[Figure]:
    """The document's figures in text order; what stands in boilerplate is none of its own."""
    published = document.published.value if document.published else None
    skipped = boilerplate_spans(document.text)
    spans = sentences_of(document.text)
    values = [value for value in values_in(document.text, published) if not _inside(value.start, skipped)]
    figures: list[Figure] = []
    for (start, end), group in _by_sentence(spans, values):
        sentence = _Sentence.read(document.id, document.text, start, end, group, published)
        figures.extend(sentence.figures())
    return figures


def _inside(place: int, spans: Sequence[tuple[int, int]]) -> bool:
    at = bisect_right(spans, (place, len(spans) and spans[-1][1] + 1)) - 1
    return at >= 0 and spans[at][0] <= place < spans[at][1]


def _by_sentence(
    spans: Sequence[tuple[int, int]], values: Sequence[Value]
) -> Iterator[tuple[tuple[int, int], list[Value]]]:
    """Each sentence that states values, with them; a value over a sentence's end belongs to where it begins."""
    starts = [start for start, _ in spans]
    groups: dict[int, list[Value]] = {}
    for value in values:
        groups.setdefault(max(0, bisect_right(starts, value.start) - 1), []).append(value)
    for place, group in sorted(groups.items()):
        start, end = spans[place]
        yield (start, max(end, *(value.end for value in group))), group


@dataclass(frozen=True, slots=True)
class _Sentence:
    document: DocumentId
    text: str
    start: int
    end: int
    words: Sequence[Word]
    word_starts: Sequence[int]
    names: Sequence[Name]
    values: Sequence[Value]
    published: PartialDate | None
    attribution: str | None

    @classmethod
    def read(
        cls,
        document: DocumentId,
        text: str,
        start: int,
        end: int,
        values: Sequence[Value],
        published: PartialDate | None,
    ) -> "_Sentence":
        words = words_of(text, start, end)
        starts = [word.start for word in words]
        speaker = attribution_of(text[start:end])
        return cls(document, text, start, end, words, starts, names_in(words), values, published, speaker)

    def figures(self) -> list[Figure]:
        """The sentence's figures; a time that an ordinal took in ("first since 2018") is part of the ordinal's."""
        ordered = {value: event for value in self.values if value.kind == "ordinal" if (event := self._ordered(value))}
        taken = [(event.value.start, event.value.end) for event in ordered.values()]
        figures = []
        for value in self.values:
            if value in ordered:
                figures.append(self._ordinal(ordered[value]))
            elif not any(start <= value.start < end for start, end in taken):
                figures.append(self._dated(value) if value.kind in _TIMES else self._measured(value))
        return figures

    def _span(self, value: Value) -> tuple[int, int]:
        """The words that the value takes: first, and one behind the last."""
        first = max(0, bisect_right(self.word_starts, value.start) - 1)
        return first, max(first + 1, bisect_left(self.word_starts, value.end))

    def _times(self, besides: Value | None = None) -> list[Value]:
        return [value for value in self.values if value.kind in _TIMES and value != besides]

    def _terms(self, first: int, last: int) -> tuple[tuple[str, int], ...]:
        """Stems of the content words outside every value, the nearest to words[first:last] first."""
        nearest: dict[str, int] = {}
        for place, word in enumerate(self.words):
            if not is_content(word) or any(value.start <= word.start < value.end for value in self.values):
                continue
            distance = max(1, first - place if place < first else place - last + 1)
            for part in word.lower.split("-"):
                if len(part) > 1:
                    key = stem(part)
                    nearest[key] = min(distance, nearest.get(key, distance))
        return tuple(sorted(nearest.items(), key=lambda item: (item[1], item[0])))

    def _near_names(self, first: int) -> tuple[str, ...]:
        ranked = sorted(self.names, key=lambda name: (abs(name.first - first), name.first))
        return tuple(dict.fromkeys(name.text for name in ranked))

    def _figure(
        self,
        value: Value,
        phrase: Phrase | None,
        event: Event | None = None,
        holds: TimeScope | None = None,
        ordered: Ordered | None = None,
    ) -> Figure:
        first, last = self._span(value)
        return Figure(
            document=self.document,
            value=value,
            text=self.text[value.start : value.end],
            sentence_start=self.start,
            sentence_end=self.end,
            head=phrase.head if phrase else None,
            counted=phrase.text if phrase else None,
            modifiers=phrase.modifiers if phrase else (),
            verb=verb_before(self.words, first),
            terms=self._terms(first, last),
            names=self._near_names(first),
            role=role_of(self.words, first, last, value.kind),
            per=self._rate(last),
            holds=holds,
            modality=modality_of(self.words, first, last),
            attribution=self.attribution,
            event=event.name if event else None,
            agent=event.agent if event else (),
            places=event.places if event else (),
            previous=ordered.previous if ordered else None,
            gap_years=ordered.gap_years if ordered else None,
        )

    def _rate(self, last: int) -> str | None:
        behind = [word.lower for word in self.words[last : last + 3] if word.is_word]
        if len(behind) > 1 and behind[0] in {"per", "a", "an", "every", "each"} and behind[1] in _PER:
            return behind[1]
        return None

    def _measured(self, value: Value) -> Figure:
        holds = holds_at(value.start, self._times(), self.published)
        return self._figure(value, self._phrase(value), holds=holds)

    def _phrase(self, value: Value) -> Phrase | None:
        """What is counted stands behind a count; what is measured behind "in" or "of", or in front of its verb."""
        first, last = self._span(value)
        words = self._up_to_next(value)
        if value.kind == "count":
            behind = noun_behind_preposition(words, last) if self._word(last) == "of" else None
            return behind or noun_after(words, last, plural=True) or noun_before(words, first)
        return noun_behind_preposition(words, last) or noun_after(words, last, plural=False) or noun_before(words, first)

    def _up_to_next(self, value: Value) -> Sequence[Word]:
        """The sentence's words before the next value: "last year" behind "$3.4 billion" is no noun that it counts."""
        ahead = [other.start for other in self.values if other.start >= value.end]
        return self.words[: bisect_left(self.word_starts, min(ahead))] if ahead else self.words

    def _word(self, place: int) -> str:
        return self.words[place].lower if place < len(self.words) else ""

    def _dated(self, value: Value) -> Figure:
        first, last = self._span(value)
        event = event_at(self.words, self.names, first, last)
        before = last_time(self.words, value, first, event)
        if before is None:
            return self._figure(value, None, event=event)
        return self._figure(
            before.value, before.phrase, before.event, holds_at(value.start, [], self.published), before
        )

    def _ordered(self, value: Value) -> Ordered | None:
        """The ordinal with the noun it orders; "the first since 2018", "the first of its kind" borrow the event's."""
        first, last = self._span(value)
        while self._word(last) == "such":
            last += 1
        phrase = noun_after(self.words, last, plural=False)
        if phrase is None or phrase.head in _PLACEHOLDERS:
            phrase = self._borrowed(first, last) or phrase
        if phrase is None:
            return None
        times = [item for item in self.values if item.kind in _TIMES or item.kind == "duration"]
        return ordered_event(self.words, value, phrase, times, self.published)

    def _borrowed(self, first: int, last: int) -> Phrase | None:
        """The word of the sentence that names the event, for an ordinal that has no noun of its own."""
        event = event_at(self.words, self.names, first, last)
        return Phrase((self.words[event.index],)) if event else None

    def _ordinal(self, ordered: Ordered) -> Figure:
        value = ordered.value
        first, last = self._span(value)
        around = event_at(self.words, self.names, first, last)
        assert ordered.phrase is not None
        name = event_of(ordered.phrase.words[-1].lower) or ordered.phrase.head
        event = Event(name, around.agent if around else (), around.places if around else (), first)
        times = [item for item in self._times() if not value.start <= item.start < value.end]
        return self._figure(value, ordered.phrase, event, holds_at(value.start, times, self.published), ordered)


_PLACEHOLDERS = frozenset({"time", "kind", "sort", "one"})
"""Nouns behind an ordinal that stand for the event of the sentence: "for the first time", "the first of its kind"."""
_PER = frozenset(
    "second minute hour day week month quarter year person head capita household barrel tonne ton litre".split()
)
