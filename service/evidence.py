"""What a store holds on a question: the passages chosen, their documents, the figures inside them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from corpus.documents import Document, DocumentId
from corpus.figures.figure import Figure
from corpus.figures.printing import figure_json
from index.passages import Passage
from index.store import Filters, Snapshot, Vector
from service.answer import PassageView
from service.retrieval import Candidate, chosen, retrieve
from service.unchecked import unread_reasons


@dataclass(frozen=True, slots=True)
class Evidence:
    """What was retrieved for a question, all of one generation."""

    candidates: Sequence[Candidate]
    matches: Sequence[Candidate]
    """The candidates that were chosen, the most useful first."""
    documents: Mapping[DocumentId, Document]
    """Those of the chosen passages, in the order of their best one."""
    figures: Sequence[Figure]
    """Those whose span lies in a chosen passage, each once, document after document."""
    compared: Sequence[Figure]
    """The figures of every passage that was found of the chosen documents, chosen or not: a source that is quoted is
    compared with the others in all that it says on the question. Those of chosen passages first."""
    unread: Sequence[str] = ()
    """Why figures of the documents were not read, and so cannot be compared: a reason each, which names them."""

    @property
    def passages(self) -> list[Passage]:
        """The chosen passages, the most useful first."""
        return [match.passage for match in self.matches]


def evidence_for(
    snapshot: Snapshot, words: Mapping[str, float], vector: Vector, filters: Filters | None, limit: int
) -> Evidence:
    """The evidence on a query, its words weighted and its vector, of at most `limit` passages."""
    candidates = retrieve(snapshot, words, vector, filters)
    return gathered(snapshot, candidates, chosen(candidates, limit))


def gathered(snapshot: Snapshot, candidates: Sequence[Candidate], matches: Sequence[Candidate]) -> Evidence:
    """The chosen matches with their documents and figures."""
    ids = list(dict.fromkeys(match.passage.document for match in matches))
    documents = snapshot.fetch(ids)
    stated = snapshot.figures_of(ids)
    figures = [figure for name in ids for figure in stated[name] if _is_in_any(figure, matches)]
    return Evidence(
        candidates=candidates,
        matches=matches,
        documents={name: documents[name] for name in ids},
        figures=figures,
        compared=[*figures, *_others(figures, stated, candidates)],
        unread=unread_reasons((documents[name] for name in ids), stated),
    )


def _others(
    figures: Sequence[Figure], stated: Mapping[DocumentId, Sequence[Figure]], candidates: Sequence[Candidate]
) -> list[Figure]:
    """The documents' figures in any passage found, without those already there."""
    there = {figure.id for figure in figures}
    found: dict[DocumentId, list[Candidate]] = defaultdict(list)
    for match in candidates:
        found[match.passage.document].append(match)
    rest = (figure for name, of_document in stated.items() for figure in of_document if figure.id not in there)
    return [figure for figure in rest if _is_in_any(figure, found[figure.document])]


def _is_in_any(figure: Figure, matches: Sequence[Candidate]) -> bool:
    return any(_is_in(figure, match.passage) for match in matches)


def _is_in(figure: Figure, passage: Passage) -> bool:
    value = figure.value
    return figure.document == passage.document and passage.start <= value.start and value.end <= passage.end


def views_of(evidence: Evidence) -> tuple[PassageView, ...]:
    """The chosen passages as readers get them, each with its source and the figures inside it."""
    return tuple(_view(match, evidence) for match in evidence.matches)


def _view(match: Candidate, evidence: Evidence) -> PassageView:
    passage, document = match.passage, evidence.documents[match.passage.document]
    return PassageView(
        id=passage.id,
        document=passage.document,
        title=document.title.value if document.title else None,
        publisher=document.publisher.value if document.publisher else None,
        published=str(document.published.value) if document.published else None,
        url=document.url,
        start=passage.start,
        end=passage.end,
        text=passage.text,
        score=match.score,
        why=match.why,
        figures=tuple(figure_json(figure) for figure in evidence.figures if _is_in(figure, passage)),
    )
