"""The sentences of the retrieved passages, as candidates for an answer: exact offsets, terms, figures, neighbours."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from corpus.boilerplate import boilerplate_spans
from corpus.documents import Document, DocumentId
from corpus.figures.figure import Figure
from corpus.sentences import sentences_of
from index.passages import Passage
from service.remembering import REMEMBERED
from service.retrieval import Candidate
from service.terms import terms_of

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a document, inside a passage that was retrieved."""

    document: DocumentId
    passage: Passage
    start: int
    end: int
    text: str
    terms: frozenset[str]
    figures: tuple[Figure, ...]
    score: float
    """The cosine of its passage as a share of the best one's."""
    before: tuple["Sentence", ...]
    """Up to `NEIGHBOURS` sentences that precede it in what was retrieved, the nearest first; headings and questions,
    which are none of the candidates, are among them."""

    @property
    def words(self) -> int:
        return len(self.text.split())


NEIGHBOURS = 3
LOOK_BACK = 400
"""How many characters before a passage are read along, to tell what is boilerplate."""


def sentences_in(
    retrieved: Sequence[Candidate], documents: Mapping[DocumentId, Document], figures: Sequence[Figure]
) -> list[Sentence]:
    """Every whole sentence of the passages once, documents in the order of their best passage, then in text order.

    Headings, questions, boilerplate and sentences that a passage's end cuts are left out.
    """
    passages: dict[DocumentId, list[Candidate]] = defaultdict(list)
    for match in retrieved:
        passages[match.passage.document].append(match)
    best = max((match.why.dense for match in retrieved), default=0.0)
    stated = _by_document(figures)
    return [
        sentence
        for document, matches in passages.items()
        for sentence in _document_sentences(documents[document], matches, stated[document], best)
    ]


def _by_document(figures: Sequence[Figure]) -> dict[DocumentId, list[Figure]]:
    stated: dict[DocumentId, list[Figure]] = defaultdict(list)
    for figure in figures:
        stated[figure.document].append(figure)
    return stated


def _document_sentences(
    document: Document, matches: Sequence[Candidate], figures: Sequence[Figure], best: float
) -> list[Sentence]:
    found: list[Sentence] = []
    for first, last in _regions([match.passage for match in matches]):
        before = max(document.text.rfind("\n", 0, max(0, first - LOOK_BACK)) + 1, first - 2 * LOOK_BACK, 0)
        run: list[Sentence] = []
        for stretch in _stretches(document, before, first, last):
            match = _holding(matches, before + stretch.start, before + stretch.end)
            if match:
                run.append(_sentence(match, before + stretch.start, stretch, figures, best, run))
        found += (sentence for sentence in run if is_prose(sentence.text))
    return found


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A sentence of a text, before it is known whose it is."""

    start: int
    end: int
    text: str
    terms: frozenset[str]


def _stretches(document: Document, before: int, first: int, last: int) -> tuple[_Stretch, ...]:
    """The sentences of document.text[first:last] that are no boilerplate, their offsets counted from `before`;
    remembered, as the same passages answer many questions.
    """

    def made() -> tuple[_Stretch, ...]:
        return _stretches_of(document.text[before:last], first - before)

    return REMEMBERED.found(document, (_stretches, before, first, last), made, lambda: 1_000 + 10 * (last - before))


def _stretches_of(text: str, first: int) -> tuple[_Stretch, ...]:
    """The sentences of text[first:] that are no boilerplate.

    What goes before is read only to tell boilerplate: a list of offers belongs to the prompt that announces it.
    """
    skipped = boilerplate_spans(text)
    spans = [(first + start, first + end) for start, end in sentences_of(text[first:])]
    return tuple(
        _Stretch(start, end, text[start:end], frozenset(terms_of(text[start:end])))
        for start, end in spans
        if not _meets((start, end), skipped)
    )


def _regions(passages: Sequence[Passage]) -> list[Span]:
    """The stretches that the passages cover, those that overlap as one, in text order."""
    regions: list[Span] = []
    for passage in sorted(passages, key=lambda passage: passage.start):
        if regions and passage.start <= regions[-1][1]:
            regions[-1] = (regions[-1][0], max(regions[-1][1], passage.end))
        else:
            regions.append((passage.start, passage.end))
    return regions


def _holding(matches: Sequence[Candidate], start: int, end: int) -> Candidate | None:
    """The best of the passages that hold the whole stretch."""
    return next((match for match in matches if match.passage.start <= start and end <= match.passage.end), None)


def _meets(span: Span, others: Sequence[Span]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in others)


def is_prose(text: str) -> bool:
    """Whether a stretch is a statement: it ends as one, asks nothing, has a few words, and most of them are words."""
    ending = text.rstrip("\"'”’)]»")[-1:]
    words = text.split()
    return ending in {".", "!", "…"} and len(words) >= 4 and 2 * sum(word[0].isalpha() for word in words) > len(words)


def _sentence(
    match: Candidate, start: int, stretch: _Stretch, figures: Sequence[Figure], best: float, run: Sequence[Sentence]
) -> Sentence:
    end = start + len(stretch.text)
    return Sentence(
        document=match.passage.document,
        passage=match.passage,
        start=start,
        end=end,
        text=stretch.text,
        terms=stretch.terms,
        figures=tuple(figure for figure in figures if start <= figure.value.start and figure.value.end <= end),
        score=match.why.dense / best if best > 0 else 0.0,
        before=tuple(reversed(run[-NEIGHBOURS:])),
    )
