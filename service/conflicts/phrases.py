"""Words for people out of what figures hold: names with their article, nouns for stems, the word most of them share."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from corpus.documents import Document, DocumentId
from corpus.figures.figure import Figure
from corpus.figures.vocabulary import EVENTS, MEASURES
from corpus.figures.words import ADVERBS, ARTICLES, GENERIC, PRONOUNS, bare, stem, words_of

Documents = Mapping[DocumentId, Document]

_FEW_WORDS_BACK = 3
"""How far before a noun its article may stand: "the new railway line"."""
_QUANTIFIERS = frozenset("all both half some many most several few another other".split())
_ORDINALS = frozenset("first second third fourth fifth sixth seventh eighth ninth tenth".split())
_EMPTY = (GENERIC - {"people", "part", "new"}) | ARTICLES | ADVERBS | PRONOUNS | _QUANTIFIERS | _ORDINALS


def commonest(words: Iterable[str]) -> str | None:
    """What stands there most often; of several the longest, then the first by the alphabet. None where nothing is."""
    counts = Counter(words)
    return min(counts, key=lambda word: (-counts[word], -len(word), word)) if counts else None


def counted_nouns(figures: Sequence[Figure], documents: Documents) -> list[str]:
    """What the figures count, as written but for the capital that begins a sentence, without words in front that say
    nothing of it; "last year" is nothing.
    """
    small = _small_words(figures, documents)
    found = (_trimmed(figure.counted.split(), small) for figure in figures if figure.counted)
    return [noun for noun in found if noun]


def _small_words(figures: Sequence[Figure], documents: Documents) -> frozenset[str]:
    """The words of the figures' sentences that are written without a capital somewhere."""
    sentences = (documents[figure.document].text[figure.sentence_start : figure.sentence_end] for figure in figures)
    return frozenset(word for sentence in sentences for word in sentence.split() if word.islower())


def _trimmed(words: list[str], small: frozenset[str]) -> str:
    while words and bare(words[0]) in _EMPTY:
        words.pop(0)
    if not words or bare(words[-1]) in _EMPTY:
        return ""
    lower = words[0].lower()
    common = lower in small or (words[0].istitle() and (stem(lower) in MEASURES or stem(lower) in EVENTS))
    return " ".join((lower if common else words[0], *words[1:]))


def the_name(name: str, figures: Sequence[Figure], documents: Documents) -> str:
    """A name with "the" where the texts write it so: "the Kestrel Line", "Vladimir Putin"."""
    texts = [" ".join(documents[document].text.split()) for document in _documents(figures)]
    plain = sum(text.count(name) for text in texts)
    articled = sum(text.count(f"the {name}") + text.count(f"The {name}") for text in texts)
    return f"the {name}" if articled * 2 >= plain > 0 else name


def the_noun(stemmed: str, figures: Sequence[Figure], documents: Documents) -> str | None:
    """The thing that a stem stands for: by a name that the sentences give it ("the Kestrel Line"), else the noun as
    written, with its article if it has one.
    """
    names = (name for figure in figures for name in figure.names if stem(name.split()[-1]) == stemmed)
    if name := commonest(name for name in names if " " in name):
        return the_name(name, figures, documents)
    noun = commonest(noun for figure in figures for noun in _nouns(stemmed, figure, documents))
    return the_name(noun, figures, documents) if noun and noun[0].isupper() else noun


def _nouns(stemmed: str, figure: Figure, documents: Documents) -> Iterable[str]:
    """The words of a figure's sentence with the stem: names as they are, a noun with its article or behind "of"."""
    text = documents[figure.document].text
    words = words_of(text, figure.sentence_start, figure.sentence_end)
    for at, word in enumerate(words):
        if stem(word.lower) == stemmed and word.lower not in _EMPTY:
            if word.is_name and at > 0:
                yield word.text.removesuffix("’s").removesuffix("'s")
                continue
            before = {item.lower for item in words[max(0, at - _FEW_WORDS_BACK) : at]}
            if before & ARTICLES:
                yield f"the {word.lower}"
            elif at > 0 and words[at - 1].lower == "of":
                yield word.lower


def as_written(stems: Sequence[str], figure: Figure, documents: Documents) -> str:
    """The words of a figure's sentence that have these stems, in the sentence's order, neighbours side by side."""
    words = words_of(documents[figure.document].text, figure.sentence_start, figure.sentence_end)
    places = {stem(word.lower): at for at, word in reversed(list(enumerate(words))) if stem(word.lower) in set(stems)}
    written = ""
    for before, at in zip([-1, *sorted(places.values())], sorted(places.values()), strict=False):
        joint = " " if at == before + 1 else ", "
        written += f"{joint if written else ''}{words[at].lower}"
    return written


def _documents(figures: Sequence[Figure]) -> list[DocumentId]:
    return sorted({figure.document for figure in figures})
