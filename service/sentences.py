"""The sentences of the retrieved passages, as candidates for an answer: exact offsets, terms, figures, neighbours."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from corpus.boilerplate import boilerplate_spans
from corpus.documents import Document, DocumentId
from corpus.figures.figure import Figure
from corpus.sentences import sentences_of
from index.passages import Passage
from index.store import Match
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
    """The score of its passage as a share of the best one's."""
    before: tuple["Sentence", ...]
    """Up to `NEIGHBOURS` sentences that precede it in what was retrieved, the nearest first; headings and questions,
    which are none of the candidates, are among them."""

    @property
    def words(self) -> int:
        return len(self.text.split())


NEIGHBOURS = 3
LOOK_BACK = 400
"""How many characters before a region are read for the prompt that a list of offers belongs to."""


def sentences_in(
    retrieved: Sequence[Match], documents: Mapping[DocumentId, Document], figures: Sequence[Figure]
) -> list[Sentence]:
    """Every whole sentence of the passages once, documents in the order of their best passage, then in text order.

    Headings, questions, boilerplate and sentences that a passage's end cuts are left out.
    """
    passages: dict[DocumentId, list[Match]] = defaultdict(list)
    for match in retrieved:
        passages[match.passage.document].append(match)
    best = max((match.score for match in retrieved), default=0.0)
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
    document: Document, matches: Sequence[Match], figures: Sequence[Figure], best: float
) -> list[Sentence]:
    found: list[Sentence] = []
    for region in _regions([match.passage for match in matches]):
        skipped = _boilerplate(document.text, region)
        run: list[Sentence] = []
        for start, end in _spans(document.text, region):
            match = _holding(matches, start, end)
            if match and not _meets((start, end), skipped):
                run.append(_sentence(match, (start, end), figures, best, run))
        found += (sentence for sentence in run if is_prose(sentence.text))
    return found


def _boilerplate(text: str, region: Span) -> list[Span]:
    """What of a region is boilerplate, judged with some of the text before it and without reading a long document."""
    start = text.rfind("\n", 0, max(0, region[0] - LOOK_BACK)) + 1
    return [(start + first, start + last) for first, last in boilerplate_spans(text[start : region[1]])]


def _regions(passages: Sequence[Passage]) -> list[Span]:
    """The stretches that the passages cover, those that overlap as one, in text order."""
    regions: list[Span] = []
    for passage in sorted(passages, key=lambda passage: passage.start):
        if regions and passage.start <= regions[-1][1]:
            regions[-1] = (regions[-1][0], max(regions[-1][1], passage.end))
        else:
            regions.append((passage.start, passage.end))
    return regions


def _spans(text: str, region: Span) -> list[Span]:
    start, end = region
    return [(start + first, start + last) for first, last in sentences_of(text[start:end])]


def _holding(matches: Sequence[Match], start: int, end: int) -> Match | None:
    """The best of the passages that hold the whole stretch."""
    return next((match for match in matches if match.passage.start <= start and end <= match.passage.end), None)


def _meets(span: Span, others: Sequence[Span]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in others)


def is_prose(text: str) -> bool:
    """Whether a stretch is a statement: it ends as one, asks nothing, has a few words, and most of them are words."""
    ending = text.rstrip("\"'”’)]»")[-1:]
    words = text.split()
    return ending in {".", "!", "…"} and len(words) >= 4 and 2 * sum(word[0].isalpha() for word in words) > len(words)


def _sentence(match: Match, span: Span, figures: Sequence[Figure], best: float, run: Sequence[Sentence]) -> Sentence:
    start, end = span
    text = match.passage.text[start - match.passage.start : end - match.passage.start]
    return Sentence(
        document=match.passage.document,
        passage=match.passage,
        start=start,
        end=end,
        text=text,
        terms=frozenset(terms_of(text)),
        figures=tuple(figure for figure in figures if start <= figure.value.start and figure.value.end <= end),
        score=match.score / best if best > 0 else 0.0,
        before=tuple(reversed(run[-NEIGHBOURS:])),
    )
