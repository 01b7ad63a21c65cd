"""Noun phrases around a value, found by closed classes and word shapes: what is counted, what is measured."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.figures.vocabulary import CARRIERS, CHANGES
from corpus.figures.words import (
    ADVERBS,
    ARTICLES,
    AUXILIARIES,
    CLOSED,
    CONJUNCTIONS,
    PREPOSITIONS,
    PRONOUNS,
    SUBORDINATORS,
    Word,
    stem,
)

_PLURALS = frozenset("people children men women police cattle staff crew troops media data personnel livestock".split())
_NOT_PLURAL = frozenset("was has is this its his us less across gas bus plus versus news always perhaps".split())
_LONGEST_PHRASE = 6
"""Words between a number and the noun it counts: longer phrases are rarer than mistaken ones."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase: its words in order, the last of which is the head; never empty."""

    words: tuple[Word, ...]

    @property
    def head(self) -> str:
        return stem(self.words[-1].lower)

    @property
    def modifiers(self) -> tuple[str, ...]:
        return tuple(stem(part) for word in self.words[:-1] for part in word.lower.split("-") if part)

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)


def _is_plural(word: Word) -> bool:
    lower = word.lower
    if lower in _PLURALS:
        return True
    return (
        len(lower) > 3 and lower.endswith("s") and not lower.endswith(("ss", "us", "is")) and lower not in _NOT_PLURAL
    )


def _ends_phrase(word: Word) -> bool:
    return not word.is_word or word.lower in CLOSED


def _is_finite(word: Word) -> bool:
    """Whether a word behind a noun looks like its verb: "attended", "arrived"; not the participle in front of one."""
    return word.lower.endswith("ed") and word.text[0].islower()


def _nouns_after(words: Sequence[Word], index: int) -> Iterator[Word]:
    for word in words[index : index + _LONGEST_PHRASE]:
        if _ends_phrase(word) or word.text[0].isdigit():
            return
        yield word


def noun_after(words: Sequence[Word], index: int, *, plural: bool) -> Phrase | None:
    """The phrase that begins at words[index]: up to its first plural noun where one is expected ("500 Russian
    companies operate"), else up to a verb, a closed-class word or a mark ("$40 million rail contract").
    """
    phrase: list[Word] = []
    for word in _nouns_after(words, index):
        if phrase and _is_finite(word):
            break
        phrase.append(word)
        if plural and _is_plural(word):
            return Phrase(tuple(phrase))
    while phrase and (phrase[-1].lower.endswith("ly") or stem(phrase[-1].lower) in {"higher", "lower"}):
        phrase.pop()
    return Phrase(tuple(phrase)) if phrase else None


def noun_behind_preposition(words: Sequence[Word], index: int) -> Phrase | None:
    """The phrase behind "of", "in" or "worth of" at words[index]: "$3.4 billion in trade", "12 of the passengers"."""
    if index >= len(words) or words[index].lower not in {"of", "in", "worth"}:
        return None
    index += 1
    while index < len(words) and (words[index].lower in ARTICLES or words[index].lower == "of"):
        index += 1
    return noun_after(words, index, plural=False)


def _clause_start(words: Sequence[Word], index: int) -> int:
    """Where the clause that ends before words[index] begins: behind the nearest mark, conjunction or subordinator."""
    for place in range(index - 1, -1, -1):
        word = words[place]
        if not word.is_word and word.text not in {"'", "’", "%", "$", "-"}:
            return place + 1
        if word.lower in SUBORDINATORS or word.lower in {"but", "and"}:
            return place + 1
    return 0


def _segments(words: Sequence[Word]) -> list[tuple[str, list[Word]]]:
    """The clause cut at its prepositions and verbs: each run of noun words with the word that stands in front."""
    runs: list[tuple[str, list[Word]]] = [("", [])]
    for word in words:
        lower = word.lower
        if lower in ARTICLES or lower in ADVERBS or not word.is_word or word.text[0].isdigit():
            continue
        if lower in PREPOSITIONS or lower in AUXILIARIES or lower in PRONOUNS or lower in CONJUNCTIONS:
            runs.append((lower, []))
        else:
            runs[-1][1].append(word)
    return [run for run in runs if run[1]]


def _without_verb(run: list[Word]) -> list[Word]:
    """The run up to its verb: "trade turnover reached" is "trade turnover", "trade amounting" is "trade"."""
    for place, word in enumerate(run):
        lower = word.lower
        if place and word.text[0].islower() and (lower.endswith(("ed", "ing")) or _is_change_verb(word)):
            return run[:place]
    return run


_IRREGULAR = frozenset(
    "rose fell grew hit stood cost made paid spent won lost sold bought sank shrank became came took gave went began "
    "says said sees saw totals reaches stands hits costs exceeds earns".split()
)


def _is_change_verb(word: Word) -> bool:
    return word.lower in _IRREGULAR


def noun_before(words: Sequence[Word], index: int) -> Phrase | None:
    """The phrase whose value stands at words[index]: the subject of the clause, or what its "of" carries.

    "the value of bilateral trade is", "with Russian-Azerbaijani trade amounting to", "trade turnover reached".
    """
    runs = _segments(words[_clause_start(words, index) : index])
    for place, (_, run) in enumerate(runs):
        noun = _without_verb(run)
        follows_of = place + 1 < len(runs) and runs[place + 1][0] == "of"
        if not noun or (stem(noun[-1].lower) in CARRIERS and follows_of):
            continue
        if runs[place][0] in {"in", "at", "on", "by", "during"} and place + 1 < len(runs):
            continue
        return Phrase(tuple(noun))
    return None


def verb_before(words: Sequence[Word], index: int) -> str | None:
    """The stem of the nearest verb-like word before words[index] in its clause, or None."""
    for place in range(index - 1, max(_clause_start(words, index) - 1, index - 9), -1):
        word = words[place]
        lower = word.lower
        if not word.is_word or not word.text[0].islower() or (lower in CLOSED and lower not in AUXILIARIES):
            continue
        if lower.endswith(("ed", "ing")) or lower in _IRREGULAR or lower in AUXILIARIES or stem(lower) in CHANGES:
            return stem(lower)
    return None
