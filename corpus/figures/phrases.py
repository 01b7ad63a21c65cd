"""Noun phrases of a sentence, found by closed classes and word shapes: runs of nouns behind and before a value."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

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
_NO_NOUNS = frozenset(
    "long high wide deep tall old away further ago later earlier higher lower more less behind ahead above below apart "
    "each alone so abroad overseas altogether annually fewer out off respectively".split()
)
"""Words behind a value that are not what it measures."""
_IRREGULAR = frozenset(
    "rose fell grew hit stood cost made paid spent won lost sold bought sank shrank became came took gave went began "
    "says said sees saw totals reaches stands hits costs exceeds earns amounts comes runs covers employs carries holds "
    "needs wants makes takes gives keeps held kept met put set cut sank broke fled shot stole wrote threw withdrew led "
    "spoke drove rode ran flew swore struck left burnt drowned froze shook slid swept bore built given "
    "taken seen shown known done gone brought".split()
)
"""Verbs whose shape does not show that they are; "-ed" and "-ing" do."""
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

    @property
    def is_name(self) -> bool:
        """Whether it is nothing but capitalised words."""
        return all(word.is_name for word in self.words)


@dataclass(frozen=True, slots=True)
class Run:
    """Noun words in a row, with the closed-class word in front of them ("" at the start)."""

    link: str
    phrase: Phrase


def is_plural(word: Word) -> bool:
    """Whether a word is a noun's plural by its shape."""
    lower = word.lower
    if word.text.endswith(("'s", "’s", "s'", "s’")):
        return False
    if lower in _PLURALS:
        return True
    ends = lower.endswith("s") and not lower.endswith(("ss", "us", "is"))
    return len(lower) > 3 and ends and lower not in _NOT_PLURAL and lower not in _IRREGULAR


def is_verb_shaped(word: Word) -> bool:
    """Whether a word looks like a verb: by its ending, or as one of the irregular ones of news."""
    lower = word.lower
    return word.text[0].islower() and (lower.endswith(("ed", "ing")) or lower in _IRREGULAR)


def _ends_phrase(word: Word) -> bool:
    if word.text.isupper() and len(word.text) > 1:
        return False  # the US, IT, WHO
    return not word.is_word or word.lower in CLOSED or word.lower in _NO_NOUNS or word.text[0].isdigit()


def _nouns_after(words: Sequence[Word], index: int) -> Iterator[Word]:
    """The words that can be of a phrase that begins at words[index]; a name's number is passed over ("Type 31")."""
    index += index < len(words) and words[index].text in _QUOTES
    for at, word in enumerate(words[index : index + _LONGEST_PHRASE], index):
        if at > index and _belongs_to_name(words, at):
            continue
        if _ends_phrase(word):
            return
        yield word


def _belongs_to_name(words: Sequence[Word], at: int) -> bool:
    """The number of a name ("Type 31 frigates"), the stop of its letters ("U.S. communities")."""
    goes_on = at + 1 < len(words) and not _ends_phrase(words[at + 1])
    lettered = words[at].text == "." and "." in words[at - 1].text and words[at - 1].text.isupper()
    return goes_on and (lettered or (words[at].text[0].isdigit() and words[at - 1].is_name))


_QUOTES = frozenset("\"“‘'")


def noun_after(words: Sequence[Word], index: int, *, plural: bool) -> Phrase | None:
    """The phrase that begins at words[index]: up to its first plural noun where one is expected ("500 Russian
    companies operate"), else up to a verb, a closed-class word or a mark ("$40 million rail contract").
    """
    nouns = list(_nouns_after(words, index))
    phrase = _to_plural(words, nouns) if plural else None
    if phrase is None:
        phrase = []
        for word in nouns:
            if phrase and is_verb_shaped(word) and not word.lower.endswith("ing"):
                break
            phrase.append(word)
        while phrase and (phrase[-1].lower.endswith("ly") or is_verb_shaped(phrase[-1])):
            phrase.pop()
    return Phrase(tuple(phrase)) if phrase else None


def _to_plural(words: Sequence[Word], nouns: Sequence[Word]) -> list[Word] | None:
    """The nouns up to the plural that a count needs: "sports teams", "home runs"; None where they hold none."""
    for at, word in enumerate(nouns):
        if at and is_verb_shaped(word) and not word.lower.endswith(("ing", "s")):
            break
        if is_plural(word) or (word.lower in _BOTH and not _has_object(words, word)):
            last = at
            while last + 1 < len(nouns) and is_plural(nouns[last + 1]) and not _has_object(words, nouns[last + 1]):
                last += 1
            return list(nouns[: last + 1])
    return None


_BOTH = frozenset("runs hits costs stands needs gives makes says keeps holds wants".split()) & _IRREGULAR
"""Forms of verbs that are nouns too, where a count in front needs one."""


def _has_object(words: Sequence[Word], verb: Word) -> bool:
    """Whether an article or a pronoun behind the word shows that it is a verb: "16 songs includes her single"."""
    behind = next((word for word in words if word.start >= verb.end), None)
    return behind is not None and (behind.lower in ARTICLES or behind.lower in PRONOUNS)


def noun_behind_preposition(words: Sequence[Word], index: int) -> Phrase | None:
    """The phrase behind "of", "in" or "worth of" at words[index]: "$3.4 billion in trade", "12 of the passengers"."""
    if index >= len(words) or words[index].lower not in {"of", "in", "worth"}:
        return None
    index += 1
    while index < len(words) and _introduces(words[index]):
        index += 1
    phrase = noun_after(words, index, plural=False)
    return None if phrase is None or phrase.is_name or phrase.words[-1].lower == "own" else phrase


def _introduces(word: Word) -> bool:
    """Whether a word stands between "of" and the noun: an article, or the number of the whole ("40 of the 120")."""
    return word.lower in ARTICLES or word.lower in _OF_WHICH or word.text[0].isdigit()


_OF_WHICH = frozenset("of all next last first past top remaining".split())


_MORE = frozenset("more fewer less other further additional extra such".split())
"""Words between a count and what it counts that add nothing: "500 more police officers"."""


def counted_behind(words: Sequence[Word], last: int) -> Phrase | None:
    """What the words from words[last] on say that the count in front counts: "people" of "40 of the 120 people"."""
    if last + 1 < len(words) and (words[last].lower, words[last + 1].lower) == ("out", "of"):
        last += 1
    of = last < len(words) and words[last].lower == "of"
    behind = noun_behind_preposition(words, last) if of else None
    while last < len(words) and words[last].lower in _MORE:
        last += 1
    return behind or noun_after(words, last, plural=True)


_HARD = frozenset({";", ":", "(", "—", "–"})


def clause_starts(words: Sequence[Word], index: int) -> list[int]:
    """Where the clause that ends before words[index] may begin, the nearest first: behind marks, conjunctions and
    subordinators, back to the mark that ends the clause before or to the start of the sentence.
    """
    starts = []
    for place in range(index - 1, -1, -1):
        if _opens_clause(words[place]):
            starts.append(place + 1)
        if words[place].text in _HARD:
            return starts
    return [*starts, 0]


def _opens_clause(word: Word) -> bool:
    if word.is_word:
        return word.lower in SUBORDINATORS or word.lower in {"but", "and"}
    return word.text not in {"'", "’", "%", "$", "-", "€", "£"}


def is_subject(words: Sequence[Word], first: int, last: int) -> bool:
    """Whether the value at words[first:last] is itself what its clause is about: "..., and $4 bn was lost"."""
    opens = first > 1 and words[first - 1].lower in {"and", "but", "while"}
    return opens and last < len(words) and words[last].lower in _FINITE


_FINITE = frozenset("is are was were has had have will would".split())


def runs_of(words: Sequence[Word]) -> list[Run]:
    """The noun runs of some words, cut at closed-class words, marks, numbers and verbs."""
    runs: list[Run] = []
    link = ""
    run: list[Word] = []
    for word in [*words, None]:
        if word is not None and _joins(word) and not (run and is_verb_shaped(word)):
            run.append(word)
            continue
        if run and (len(run) > 1 or not is_verb_shaped(run[0])):
            runs.append(Run(link, Phrase(tuple(run))))
        if word is not None and (run or word.lower not in ARTICLES):
            link = word.lower if word.lower in PREPOSITIONS or word.lower in AUXILIARIES else ""
        run = []
    return runs


def _joins(word: Word) -> bool:
    lower = word.lower
    closed = lower in PREPOSITIONS or lower in AUXILIARIES or lower in PRONOUNS or lower in CONJUNCTIONS
    return (
        word.is_word
        and not closed
        and lower not in ARTICLES
        and lower not in ADVERBS
        and lower not in SUBORDINATORS
        and not word.text[0].isdigit()
    )


def verb_before(words: Sequence[Word], index: int) -> str | None:
    """The stem of the nearest verb-like word before words[index] in its clause, or None."""
    for place in range(index - 1, max(clause_starts(words, index)[0] - 1, index - 9), -1):
        word = words[place]
        if is_verb_shaped(word) or word.lower in AUXILIARIES or is_behind_modal(words, place):
            return stem(word.lower)
    return None


def is_behind_modal(words: Sequence[Word], place: int) -> bool:
    """Whether words[place] is a verb without an ending: "invest" of "would invest"."""
    plain = words[place].is_word and words[place].text[0].islower() and words[place].lower not in CLOSED | ADVERBS
    return plain and place > 0 and words[place - 1].lower in _MODALS


_MODALS = frozenset("will would shall should may might can could must".split())
