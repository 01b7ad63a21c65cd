"""Citations: whether each quotes what it says it quotes, from a source that answers, and how much they cover."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from corpus.sentences import sentences_of

Citation = Mapping[str, Any]


def is_true(citation: Citation, answer: str, source: str | None) -> bool:
    """Whether the quote stands at its offsets in the answer and in the source; `source` None: there is none."""
    quote = citation["quote"]
    in_answer = answer[citation["start"] : citation["end"]]
    in_source = None if source is None else source[citation["source_start"] : citation["source_end"]]
    return bool(quote) and in_answer == quote == in_source


def true_citations(citations: Sequence[Citation], truths: Sequence[bool]) -> tuple[int, int]:
    """How many citations are true, and how many there are."""
    return sum(truths), len(citations)


def of_gold_sources(citations: Sequence[Citation], gold: Collection[str]) -> tuple[int, int]:
    """How many citations are of a document that answers, and how many there are."""
    return sum(citation["document"] in gold for citation in citations), len(citations)


def supported_sentences(answer: str, citations: Sequence[Citation], truths: Sequence[bool]) -> tuple[int, int]:
    """How many of the answer's sentences lie wholly in true citations, and how many there are."""
    covered = set[int]()
    for citation, is_so in zip(citations, truths, strict=True):
        if is_so:
            covered.update(range(citation["start"], citation["end"]))
    spans = sentences_of(answer)
    supported = sum(
        all(place in covered for place in range(start, end) if not answer[place].isspace()) for start, end in spans
    )
    return supported, len(spans)
