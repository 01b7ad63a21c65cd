"""From a document to its figures, in one pass: values, the sentence of each, and what each is a value of."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from corpus.boilerplate import boilerplate_spans
from corpus.documents import Document, DocumentId, PartialDate
from corpus.figures.dates import dates_in
from corpus.figures.durations import durations_in
from corpus.figures.events import NO_EVENT, Event, event_at, event_counted, is_dateline, setting_of
from corpus.figures.figure import Figure, TimeScope, Value
from corpus.figures.lengths import lengths_in
from corpus.figures.lives import ends_of_range, life_of
from corpus.figures.measured import (
    NOTHING,
    PRONOUNS,
    Measured,
    measured_by_amount,
    measured_by_count,
    measured_by_verb,
    only_acts,
    spoken_on,
    subject_of,
)
from corpus.figures.names import names_in, plain_words
from corpus.figures.nouns import joined_noun, noun_of
from corpus.figures.orders import Ordered, last_time, not_for, ordered_at
from corpus.figures.ordinals import ordinals_in
from corpus.figures.phrases import Phrase, verb_before
from corpus.figures.quantities import quantities_in
from corpus.figures.reference import has_personal_pronoun, person_before
from corpus.figures.scope import attribution_of, holds_at, inherited, modality_of, rate_of, role_of, runs_on
from corpus.figures.sentence import TIMES, Sentence, plain_start
from corpus.figures.vocabulary import EVENTS, event_of
from corpus.figures.words import Word, is_content, stem, words_of
from corpus.language import is_english
from corpus.sentences import sentences_of, shortened

_HAPPENINGS = frozenset(EVENTS.values()) - {"death"}
"""Events that are told for themselves; others, and deaths, tell of the people or things counted."""
_EARLIER = re.compile(r"(?P<when>(?:Before|Prior to|Until) (?:the|his|her|its|their) [^,.\d]{3,60}),")
LONGEST_SENTENCE = 1_000
"""Characters; what runs on without a stop is read in stretches of no more, for a sentence's figures are read each with
all of its words. Hardly one sentence in ten thousand is longer."""
MOST_FIGURES = 20_000
"""Figures of one document that are read; a book or a yearbook of a megabyte stays below. What lies beyond is said to be
not checked."""
_OLDEST = 115
"""Years: a bare number that a person "was" is an age up to here."""


def values_in(text: str, published: PartialDate | None = None) -> list[Value]:
    """Every value that the text states, in text order, none overlapping; boilerplate included.

    A date with neither `low` nor `high` is one that cannot be resolved without a publication date ("Monday").
    """
    values = dates_in(text, published, unresolved=True)
    for extractor in (ordinals_in, durations_in, quantities_in):
        values = values + extractor(text, [(value.start, value.end) for value in values])
        values.sort(key=lambda value: value.start)
    return values


def figures_of(document: Document) -> list[Figure]:
    """The document's figures in text order, the first `MOST_FIGURES`; what stands in boilerplate is none of its own.

    A document that is not English has none: they are not read.
    """
    if not is_english(document.text):
        return []
    published = document.published.value if document.published else None
    skipped = boilerplate_spans(document.text)
    spans = list(shortened(document.text, sentences_of(document.text), LONGEST_SENTENCE))
    values = [value for value in values_in(document.text, published) if not _inside(value.start, skipped)]
    plain = plain_words(document.text)
    figures: list[Figure] = []
    topic, spoken_of = NOTHING, -1
    for place, span, group in _by_sentence(spans, values):
        sentence = Sentence.read(document.text, span, group, published, plain)
        reader = _Reader(document.id, sentence, spans, place, topic if spoken_of == place - 1 else NOTHING)
        found = reader.figures()
        figures.extend(found.figures)
        topic, spoken_of = found.topic, place
        if len(figures) >= MOST_FIGURES:
            break
    return figures[:MOST_FIGURES]


def _inside(place: int, spans: Sequence[tuple[int, int]]) -> bool:
    at = bisect_right(spans, (place, spans[-1][1] + 1)) - 1 if spans else -1
    return at >= 0 and spans[at][0] <= place < spans[at][1]


def _by_sentence(
    spans: Sequence[tuple[int, int]], values: Sequence[Value]
) -> Iterator[tuple[int, tuple[int, int], list[Value]]]:
    """Number and span of each sentence that states values, with them; a value belongs to where it begins."""
    starts = [start for start, _ in spans]
    groups: dict[int, list[Value]] = {}
    for value in values:
        groups.setdefault(max(0, bisect_right(starts, value.start) - 1), []).append(value)
    for place, group in sorted(groups.items()):
        start, end = spans[place]
        yield place, (start, max(end, *(value.end for value in group))), group


def _with_phrase(terms: tuple[tuple[str, int], ...], phrase: Phrase | None) -> tuple[tuple[str, int], ...]:
    """The terms with those of the phrase, which may stand in another sentence, next to the figure."""
    if phrase is None:
        return terms
    near = {stem(word.lower): 1 for word in phrase.words if is_content(word)}
    return tuple(sorted({**dict(terms), **near}.items(), key=lambda item: (item[1], item[0])))


@dataclass(frozen=True, slots=True)
class _Found:
    figures: list[Figure]
    topic: Measured
    """What the sentence's last amount is of: what "it" in the next sentence may stand for."""


@dataclass(frozen=True, slots=True)
class _Reader:
    document: DocumentId
    sentence: Sentence
    spans: Sequence[tuple[int, int]]
    place: int
    topic: Measured

    def figures(self) -> _Found:
        """The sentence's figures; a time that an ordinal took in ("first since 2018") is part of the ordinal's."""
        values = self.sentence.values
        ordinals = (value for value in values if value.kind == "ordinal")
        ordered = {value: found for value in ordinals if (found := ordered_at(self.sentence, value))}
        taken = [(event.value.start, event.value.end) for event in ordered.values()]
        figures: list[Figure] = []
        topic = NOTHING
        for value in values:
            if value in ordered:
                figures.append(self._ordinal(ordered[value]))
            elif any(start <= value.start < end for start, end in taken):
                continue
            elif value.kind == "duration" and (before := self._not_for(value)):
                figures.append(self._ordinal(before))
            elif value.kind not in TIMES:
                measured = self._measured(value)
                topic = measured if measured.phrase and value.kind != "count" else topic
                figures.append(self._amount(value, measured))
            elif (name := life_of(self.sentence, value)) is not None:
                figures.extend(self._life(value, name))
            elif value.low is not None or value.high is not None:
                figures.append(self._dated(value))
            else:
                lengths = lengths_in(self.sentence.text, value.start, value.end)
                figures.extend(self._amount(length, NOTHING) for length in lengths)
        return _Found(figures, topic)

    def _not_for(self, value: Value) -> Ordered | None:
        first, _ = self.sentence.span_of(value)
        return not_for(self.sentence.words, value, first, self.sentence.published)

    def _figure(
        self,
        value: Value,
        measured: Measured,
        event: Event = NO_EVENT,
        holds: TimeScope | None = None,
        ordered: Ordered | None = None,
    ) -> Figure:
        sentence, phrase = self.sentence, measured.phrase
        first, last = sentence.span_of(value)
        return Figure(
            document=self.document,
            value=value,
            text=sentence.text[value.start : value.end],
            sentence_start=sentence.start,
            sentence_end=sentence.end,
            head=phrase.head if phrase else None,
            counted=phrase.text if phrase else None,
            noun=noun_of(sentence, value) if value.kind == "count" else None,
            of=measured.of,
            modifiers=phrase.modifiers if phrase else (),
            when=self._when(),
            verb=verb_before(sentence.words, first),
            terms=_with_phrase(sentence.terms_around(first, last), phrase),
            names=sentence.names_near(first),
            role=role_of(sentence.words, first, last, value.kind),
            per=rate_of(sentence.words, last),
            holds=holds,
            modality=modality_of(sentence.words, first, last, value.kind),
            attribution=attribution_of(sentence.text[sentence.start : sentence.end]),
            event=event.name or None,
            agent=event.agent,
            places=event.places,
            previous=ordered.previous if ordered else None,
            gap_years=ordered.gap_years if ordered else None,
        )

    def _when(self) -> str | None:
        """The first time of the sentence that cannot be resolved: a weekday, or "before the war" at its head."""
        earlier = _EARLIER.match(self.sentence.text[self.sentence.start : self.sentence.end])
        if earlier:
            return earlier["when"].lower()
        open_times = [value for value in self.sentence.dates() if value.low is None and value.high is None]
        return self.sentence.text[open_times[0].start : open_times[0].end].lower() if open_times else None

    def _amount(self, value: Value, measured: Measured) -> Figure:
        sentence = self.sentence
        first, last = sentence.span_of(value)
        if value.kind == "count" and self._is_age(value, first, last):
            value = replace(value, kind="age", unit="year", dimension="age")
        if value.kind == "age":
            return self._figure(value, NOTHING, self._aged(first), self._published())
        if runs_on(sentence.words, first, last, measured.phrase):
            holds = inherited(sentence.published)
        else:
            holds = holds_at(value, sentence)
        return self._figure(value, measured, setting_of(sentence, value), holds)

    def _is_age(self, value: Value, first: int, last: int) -> bool:
        """Whether a number is what a person "was": nothing behind it, a name in front, and few enough years."""
        behind = self.sentence.word(last)
        bare = not behind or not behind[0].isalnum()
        plausible = isinstance(value.low, float) and value.low <= _OLDEST
        is_was = first > 1 and self.sentence.word(first - 1) in {"was", "is", "turned", "turns"}
        is_was = is_was and self.sentence.word(first - 2) not in {"it", "which", "that", "this"}
        return bare and plausible and is_was and any(name.first < first for name in self.sentence.names)

    def _aged(self, first: int) -> Event:
        """Whose age it is: the nearest name in front, else behind."""
        names = sorted(self.sentence.names, key=lambda name: (name.first > first, abs(name.first - first)))
        return Event("age", (names[0].text,) if names else (), (), first)

    def _measured(self, value: Value) -> Measured:
        """What an amount is of; "it" stands for what the sentence before spoke of."""
        first, last = self.sentence.span_of(value)
        words = self.sentence.without_values()
        joined = joined_noun(self.sentence, value) if value.kind == "count" else None
        if joined is not None:
            return Measured(Phrase((joined,)))
        found = (measured_by_count if value.kind == "count" else measured_by_amount)(words, first, last)
        if found.phrase is not None:
            return found
        if any(word.lower in {"it", "they"} for word in words[:first]):
            before = self.topic if self.topic.phrase else self._subject_before(words[:first])
            found = spoken_on(words, first, before)
        return found if found.phrase else measured_by_verb(words, first)

    def _subject_before(self, said: Sequence[Word]) -> Measured:
        """The subject of the sentence before, of which this one says something. What only does something with an amount
        is no measure of it: "the port" that "handled 8 million tonnes", but "coal", without an article, may be.
        """
        if self.place == 0:
            return NOTHING
        start, end = self.spans[self.place - 1]
        words = words_of(self.sentence.text, start, end)
        subject = subject_of(plain_start(words, names_in(words, self.sentence.plain)))
        pronoun = next((place for place, word in enumerate(said) if word.lower in PRONOUNS), len(said))
        bare = subject.phrase is not None and subject.phrase.words[0].start == start
        return subject if bare or not only_acts(said[pronoun:]) else NOTHING

    def _dated(self, value: Value) -> Figure:
        """A date with the event it places; one that only says when an amount holds places none."""
        sentence = self.sentence
        first, last = sentence.span_of(value)
        opens_report = is_dateline(sentence.words, first, last)
        if opens_report and not self._names_its_day(value):
            return self._figure(value, NOTHING, holds=self._published())
        event = event_at(sentence.words, sentence.names, first, last, dateline=opens_report)
        before = last_time(sentence.words, value, first, event)
        if before is not None:
            measured = Measured(before.phrase)
            return self._figure(before.value, measured, self._with_person(before.event), self._published(), before)
        if event is None or self._only_places(value, event):
            return self._figure(value, NOTHING, holds=self._published())
        return self._figure(value, NOTHING, self._with_person(event), self._published())

    def _life(self, value: Value, name: str) -> list[Figure]:
        """The birth and the death of whom a range of dates stands behind in brackets."""
        events = ("birth", "death")
        parts = ends_of_range(self.sentence.text, value)
        return [
            self._figure(part, NOTHING, Event(event_of(event) or event, (name,), (), -1), self._published())
            for event, part in zip(events, parts, strict=False)
        ]

    def _names_its_day(self, dateline: Value) -> bool:
        """Whether the sentence behind a dateline tells its event to the day: "travelled on Thursday"."""
        behind = [value for value in self.sentence.dates() if value.start > dateline.end]
        return any(value.precision == "day" or (value.low is None and value.high is None) for value in behind)

    def _published(self) -> TimeScope | None:
        return inherited(self.sentence.published)

    def _only_places(self, value: Value, event: Event) -> bool:
        """Whether a date is the scope of an amount: a year beside one, a day whose event is what befell the counted."""
        start, end = self.sentence.segment_of(value)
        amounts = [other for other in self.sentence.values if other.kind not in {*TIMES, "ordinal", "age", "duration"}]
        if value.precision != "day":
            return any(start <= other.start < end for other in amounts)
        if event.name in _HAPPENINGS:
            return False
        spans = [self.sentence.span_of(other) for other in amounts]
        return any(-3 <= event.index - last <= 3 or -3 <= first - event.index <= 3 for first, last in spans)

    def _with_person(self, event: Event | None) -> Event:
        """The event with the person for whom a pronoun stands, where it names nobody itself."""
        if event is None:
            return NO_EVENT
        if any(name[:1].isupper() for name in event.agent) or not has_personal_pronoun(self.sentence.words):
            return event
        person = person_before(self.sentence.text, self.spans, self.place)
        return replace(event, agent=person) if person else event

    def _ordinal(self, ordered: Ordered) -> Figure:
        sentence = self.sentence
        first, last = sentence.span_of(ordered.value)
        event = ordered.event or event_counted(sentence, first, last, ordered.phrase)
        holds = holds_at(ordered.value, sentence)
        return self._figure(ordered.value, Measured(ordered.phrase), self._with_person(event), holds, ordered)
