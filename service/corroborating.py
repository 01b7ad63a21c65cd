"""Who else says what an answer says: sources that it does not cite, with the same figures or in nearly its words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from corpus.documents import Document, DocumentId
from corpus.figures.figure import Figure
from index.store import Filters, Snapshot, Vector
from service.answer import Answer, AnswerText, Citation, ConflictView, Why
from service.answering import SENTENCES, WORDS, told
from service.conflicts.likes import likes_of
from service.conflicts.pairing import pairs_of
from service.conflicts.stated import series_of
from service.evidence import Evidence, gathered
from service.retrieval import Candidate, chosen, retrieve
from service.scoring import coverage, rarity_of
from service.sentences import Sentence, sentences_in
from service.terms import terms_of

ALIKE = 0.6
"""The share of a sentence's words, rare ones counting more, from which on another says the same where the first states
no figure."""

Place = tuple[str, int]
"""A document, and where in it a figure begins."""


@dataclass(frozen=True, slots=True)
class Corroboration:
    """What other sources say of what an answer says."""

    evidence: Evidence
    answer: AnswerText
    """Their sentences that say the same; empty where none does."""


def corroboration_of(
    snapshot: Snapshot, before: Answer, vector: Vector, filters: Filters | None, limit: int
) -> Corroboration:
    """Passages of sources that the answer does not cite, nearest to its text, whose vector this is, and those of their
    sentences that say the same: where a cited sentence states figures, one that agrees with one of them.
    """
    cited = {citation.document for citation in before.answer.citations}
    agreeing = _agreeing(snapshot, before) | _of_the_same_sides(before)
    found = retrieve(snapshot, {before.answer.text: 1.0}, vector, filters)
    others = [candidate for candidate in found if candidate.passage.document not in cited]
    holding = [candidate for candidate in others if _holds_any(candidate, agreeing)]
    missed = _missed(snapshot, agreeing, holding, vector, cited) if filters is None else []
    first = [*holding, *missed]
    rest = [candidate for candidate in chosen(others, limit) if candidate not in first]
    evidence = gathered(snapshot, [*missed, *others], [*first, *rest][:limit])
    return Corroboration(evidence, told(_saying_so(evidence, before, agreeing)))


def _agreeing(snapshot: Snapshot, before: Answer) -> set[Place]:
    """Figures anywhere in the corpus that agree with one in a cited sentence."""
    ours = [figure for figure in _cited_figures(snapshot, before) if series_of(figure)]
    likes = likes_of(snapshot, ours)
    candidates = [
        (figure, match.figure, match.score) for figure, found in zip(ours, likes, strict=True) for match in found
    ]
    documents = snapshot.fetch(sorted({figure.document for pair in candidates for figure in pair[:2]}))
    agreed = [pair for pair in pairs_of(candidates, documents) if pair.difference is None]
    return {(figure.document, figure.value.start) for pair in agreed for figure in (pair.first, pair.second)}


def _cited_figures(snapshot: Snapshot, before: Answer) -> list[Figure]:
    """The figures of the cited sentences that still stand where they stood."""
    citations = before.answer.citations
    ids = list(dict.fromkeys(DocumentId(citation.document) for citation in citations))
    documents, stated = snapshot.fetch(ids), snapshot.figures_of(ids)
    standing = [citation for citation in citations if _stands(citation, documents)]
    return [
        figure
        for name in ids
        for figure in stated.get(name, ())
        if any(_is_in(figure, citation) for citation in standing)
    ]


def _stands(citation: Citation, documents: Mapping[DocumentId, Document]) -> bool:
    document = documents.get(DocumentId(citation.document))
    return document is not None and document.text[citation.source_start : citation.source_end] == citation.quote


def _is_in(figure: Figure, citation: Citation) -> bool:
    value = figure.value
    inside = citation.source_start <= value.start and value.end <= citation.source_end
    return inside and figure.document == citation.document


def _of_the_same_sides(before: Answer) -> set[Place]:
    """What stands on one side of a conflict with a value that the answer cites."""
    return {
        (source.document, source.start)
        for conflict in before.conflicts
        for side in conflict.sides
        if any(_cites(before, each.document, each.start) for each in side.sources)
        for source in side.sources
    }


def concerned_first(before: Answer) -> tuple[ConflictView, ...]:
    """The answer's conflicts, those first in which a value that it cites is on a side."""
    return tuple(sorted(before.conflicts, key=lambda conflict: not _is_concerned(before, conflict)))


def _is_concerned(before: Answer, conflict: ConflictView) -> bool:
    return any(_cites(before, each.document, each.start) for side in conflict.sides for each in side.sources)


def _cites(before: Answer, document: str, place: int) -> bool:
    return any(
        citation.document == document and citation.source_start <= place < citation.source_end
        for citation in before.answer.citations
    )


def _holds_any(candidate: Candidate, places: set[Place]) -> bool:
    passage = candidate.passage
    return any(document == passage.document and passage.start <= at < passage.end for document, at in places)


def _missed(
    snapshot: Snapshot, places: set[Place], found: Sequence[Candidate], vector: Vector, cited: set[str]
) -> list[Candidate]:
    """Passages that hold an agreeing figure and were not found by their words or their meaning."""
    there: set[str] = {candidate.passage.document for candidate in found}
    passages = []
    for document, at in sorted(places):
        if document not in there and document not in cited:
            held = (each for each in snapshot.passages_of(DocumentId(document)) if each.start <= at < each.end)
            passages += [*held][:1]
            there.add(document)
    cosines = snapshot.cosines_with(vector, passages)
    return [
        Candidate(passage, cosine, Why(cosine, None, None, None))
        for passage, cosine in zip(passages, cosines, strict=True)
    ]


def _has_figure(citation: Citation, before: Answer) -> bool:
    """Whether the cited sentence states a figure."""
    figures = (figure for passage in before.passages for figure in passage.figures)
    return any(
        figure["document"] == citation.document and citation.source_start <= figure["start"] < citation.source_end
        for figure in figures
    )


def _saying_so(evidence: Evidence, before: Answer, agreeing: set[Place]) -> list[Sentence]:
    """One sentence of each source that says the same, those with an agreeing figure first, within the limits."""
    quotes = [terms_of(citation.quote) for citation in before.answer.citations if not _has_figure(citation, before)]
    weights = [rarity_of(terms, evidence.candidates) for terms in quotes]
    ranked: list[tuple[float, Sentence]] = []
    for sentence in sentences_in(evidence.matches, evidence.documents, evidence.figures):
        agrees = any((figure.document, figure.value.start) in agreeing for figure in sentence.figures)
        alike = max((coverage(sentence.terms, rarity) for rarity in weights), default=0.0)
        if agrees or alike >= ALIKE:
            ranked.append((agrees + alike, sentence))
    taken: list[Sentence] = []
    for _, sentence in sorted(ranked, key=lambda each: -each[0]):
        words = sum(each.words for each in (*taken, sentence))
        told_already = sentence.document in {each.document for each in taken}
        if not told_already and len(taken) < SENTENCES and words <= WORDS:
            taken.append(sentence)
    return taken
