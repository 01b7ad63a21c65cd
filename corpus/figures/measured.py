"""What an amount is an amount of: the noun it counts or measures, and the thing whose measure that is."""

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.figures.phrases import (
    Phrase,
    Run,
    clause_starts,
    counted_behind,
    is_behind_modal,
    is_subject,
    is_verb_shaped,
    noun_after,
    noun_behind_preposition,
    runs_of,
    verb_before,
)
from corpus.figures.vocabulary import CARRIERS, CHANGES, MEASURES
from corpus.figures.words import Word, stem

_COST = frozenset({"cost", "costs", "costing"})
_MEASURING = frozenset(
    stem(word)
    for word in (
        "is are was were be been go goes went gone amount amounted reach reached total totalled totaled stand "
        "stands stood come came comes hit exceed exceeded number numbered average averaged remain remained "
        "stay stayed equal equalled value valued estimate estimated put account accounted make makes made "
        "measure measured weigh weighed last lasted run ran near neared approach approached surpass surpassed "
        "pass passed top topped attain attained attend attended follow recorded registered including compared burned "
        "continue took take has have had"
    ).split()
)
"""Verbs whose subject is what the amount behind them is of."""
_MARKS = frozenset(stem(word) for word in "mark threshold milestone barrier level line".split())
"""Nouns behind an amount that only say that it was reached: "passed the $4 bn mark"."""
_FRAMES = frozenset({"in", "at", "on", "by", "during", "under", "before", "after", "since", "until", "despite"})
"""Prepositions that open a sentence with a setting, not with its subject."""
PRONOUNS = frozenset({"it", "they", "he", "she"})


def _does(words: Sequence[Word], run: Run) -> bool:
    """Whether the run is the subject of a verb that does something, and does not measure or change it."""
    last = run.phrase.words[-1]
    return only_acts([word for word in words if word.start > last.start])


def only_acts(words: Sequence[Word]) -> bool:
    """Whether there are verbs among the words, of which none measures or changes its subject."""
    shaped = (word for word in words if is_verb_shaped(word) and not word.lower.endswith("ing"))
    verbs = [*shaped, *(word for place, word in enumerate(words) if is_behind_modal(words, place))]
    measuring = _MEASURING | CHANGES
    return bool(verbs) and not any(stem(word.lower) in measuring or word.lower in _COST for word in verbs)


@dataclass(frozen=True, slots=True)
class Measured:
    """The counted or measured phrase, and the stem of the noun that it belongs to: "line" in "the cost of the line"."""

    phrase: Phrase | None
    of: str | None = None


NOTHING = Measured(None)


def measured_by_count(words: Sequence[Word], first: int, last: int) -> Measured:
    """What a count at words[first:last] counts: the noun behind it, else the subject of its clause."""
    behind = counted_behind(words, last)
    if behind is not None:
        return Measured(behind)
    return NOTHING if is_subject(words, first, last) else subject_before(words, first)


def measured_by_amount(words: Sequence[Word], first: int, last: int) -> Measured:
    """What money, a share or a quantity at words[first:last] is of: "in" or "of" it, in front of it, or the subject."""
    if (put := _put_into(words, first, last)) is not None:
        return Measured(Phrase((Word("investment", put.start, put.end),)))
    behind = noun_behind_preposition(words, last) or noun_after(words, last, plural=False)
    if behind is not None and behind.head in _MARKS:
        behind = None
    subject = NOTHING if is_subject(words, first, last) else subject_before(words, first)
    if behind is None:
        return subject
    return Measured(behind, subject.phrase.head if subject.phrase and subject.phrase.head != behind.head else None)


def _put_into(words: Sequence[Word], first: int, last: int) -> Word | None:
    """The verb of a sum that is "put into" something: an investment, whoever made it."""
    if last >= len(words) or words[last].lower != "into":
        return None
    return next((word for word in reversed(words[max(0, first - _VERB) : first]) if word.lower in _PUT), None)


_PUT = frozenset({"put", "puts", "putting"})
_VERB = 5
"""Words in front of a sum within which its verb stands."""


def subject_before(words: Sequence[Word], index: int) -> Measured:
    """The subject of the clause whose value stands at words[index], with what its "of" adds.

    "the value of bilateral trade is", "with Russian-Azerbaijani trade amounting to", "the line cost". A clause without
    a subject of its own ("..., and rose by") takes the sentence's.
    """
    end = index
    for start in clause_starts(words, index):
        runs = runs_of(words[start:end])
        if _opens_with_pronoun(words[start:end], runs):
            break
        subject = _subject_in(runs, words[start:index], nearest=end == index)
        if subject is not None:
            return subject
        end = max(start - 1, 0)
    return NOTHING


def _opens_with_pronoun(words: Sequence[Word], runs: Sequence[Run]) -> bool:
    first = runs[0].phrase.words[0].start if runs else None
    return any(word.lower in PRONOUNS and (first is None or word.start < first) for word in words)


def subject_of(words: Sequence[Word]) -> Measured:
    """What a whole sentence speaks of: its first noun."""
    return _subject_in(runs_of(words), ()) or NOTHING


def measured_by_verb(words: Sequence[Word], index: int) -> Measured:
    """For a value without a noun: the verb in front that names a measure ("has invested €1.1bn"), or nothing."""
    if verb_before(words, index) not in MEASURES:
        return NOTHING
    return next(
        (Measured(Phrase((word,))) for word in reversed(words[:index]) if stem(word.lower) in MEASURES), NOTHING
    )


def spoken_on(words: Sequence[Word], index: int, before: Measured) -> Measured:
    """What "it" in front of words[index] stands for: what the sentence before was of, or the cost of that."""
    cost = next((word for word in words[:index] if word.lower in _COST), None)
    if cost and before.phrase:
        return Measured(Phrase((cost,)), before.phrase.head)
    return before


def _subject_in(runs: Sequence[Run], words: Sequence[Word], *, nearest: bool = True) -> Measured | None:
    """The first run that can be a subject; of a clause further off only one with nothing in front of it.

    The subject of a verb that does not measure ("the president offered") is not what an amount is of: nothing then.
    """
    if not runs:
        return None
    cost = next((word for word in words if word.lower in _COST), None)
    for place, run in enumerate(runs):
        if (run.link in _FRAMES and place + 1 < len(runs)) or (run.link and not nearest):
            continue
        if _does(words, run):
            return NOTHING
        behind = runs[place + 1] if place + 1 < len(runs) and runs[place + 1].link == "of" else None
        if run.phrase.head in CARRIERS:
            if behind is not None:
                return Measured(behind.phrase)
            continue
        if run.phrase.is_name and not (cost or behind):
            continue
        if cost and stem(cost.lower) != run.phrase.head:
            return Measured(Phrase((cost,)), run.phrase.head)
        return Measured(run.phrase, behind.phrase.head if behind else None)
    return None
