"""On what the sources of an answer differ, told in their own sentences."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from service.answer import Answer, AnswerText, Citation, ConflictView
from service.answering import laid_out
from service.disputed import fitting
from service.terms import terms_of


def differences_in(before: Answer, question: str, topic: Sequence[str]) -> Answer | None:
    """The answer to a question after the differences: a sentence of each side of the first conflicts of the answer
    before, and these conflicts whole. Where there are none it is the answer before, with how much was compared.

    With a topic only conflicts that speak of it count; None where none does.
    """
    conflicts = tuple(conflict for conflict in before.conflicts if _speaks_of(conflict, topic))
    if topic and not conflicts:
        return None
    told = _told(conflicts) if conflicts else before.answer
    return replace(before, question=question, status="answered", answer=told, conflicts=conflicts, alternatives=())


def _told(conflicts: Sequence[ConflictView]) -> AnswerText:
    """A sentence of each side of the first conflicts, as far as there is room for two sides at least of each."""
    kept: list[Citation] = []
    for conflict in conflicts:
        longer = list(kept)
        for side in conflict.sides:
            longer += fitting(side, longer)
        if len(longer) >= len(kept) + 2:
            kept = longer
    return laid_out(kept)


def _speaks_of(conflict: ConflictView, topic: Sequence[str]) -> bool:
    """Whether its measure and its sentences together hold every term of the topic."""
    return set(topic) <= {term for text in _texts_of(conflict) for term in terms_of(text)}


def _texts_of(conflict: ConflictView) -> Iterator[str]:
    yield conflict.measure
    for side in conflict.sides:
        yield from (source.sentence.text for source in side.sources)
