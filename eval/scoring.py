"""The measures of one question, each as of how much out of how much, so that they add up over a set."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from eval.gold import ForbiddenPair, place_of, sets_apart
from eval.measures.catalogue import CONFLICT_TYPES, Share
from eval.measures.citations import of_gold_sources, supported_sentences, true_citations
from eval.measures.conflicts import (
    Outcome,
    Shown,
    beyond_gold,
    both_sides,
    outcome_of,
    precision_of,
    recall_of,
    standing_of,
)
from eval.measures.numbers import number_match
from eval.measures.retrieval import average_precision, hit, ndcg, recall, reciprocal_rank
from eval.measures.words import contains, exact, length, token_f1
from eval.questions import Question
from eval.wanted import Wanted, documents_of

Json = Mapping[str, Any]
Named = Iterator[tuple[str, Share]]


@dataclass(frozen=True, slots=True)
class Gold:
    """What is known of a whole set, beyond each question."""

    conflicts: tuple[Wanted, ...] = ()
    forbidden: tuple[ForbiddenPair, ...] = ()


@dataclass(frozen=True, slots=True)
class Score:
    """What one reply is worth."""

    id: str
    shares: Mapping[str, Share]
    """By the name of the measure; what cannot be measured on the question is not there."""
    outcomes: tuple[Outcome, ...]
    shown: tuple[Shown, ...]
    beyond: tuple[str, ...]
    """What tells each row beyond the gold from others, so that one that several answers show counts once."""
    best_match: float | None
    """The cosine of the nearest passage, None where there is none; scores compare within one question only."""
    answerable: bool | None
    error: str | None


def score_of(question: Question, reply: Json, gold: Gold, *, is_conversational: bool = False) -> Score:
    """The score of a reply as it is kept (asking.py); a question that failed has the worst that there is.

    In a set some of whose questions follow others, follow-ups and first turns are measured apart too.
    """
    answer = reply["answer"]
    rows: Sequence[Json] = answer["conflicts"] if answer else ()
    wanted = [conflict for conflict in question.conflicts or () if not conflict.optional]
    known = (*(question.conflicts or ()), *gold.conflicts)
    outcomes = tuple(outcome_of(conflict, rows) for conflict in wanted)
    shown = tuple(standing_of(row, known) for row in rows) if question.conflicts is not None else ()
    shares = dict(_retrieved(question, reply))
    if is_conversational and question.relevant:
        turn = "follow_up." if question.history else "first_turn."
        shares |= dict(_ranked(turn, ranked_documents(reply), question.relevant))
    shares |= dict(_told(question, answer)) | dict(_cited(question, reply)) | dict(_refused(question, answer))
    if question.conflicts is not None:
        shares |= dict(_conflicting(outcomes, shown))
        if gold.forbidden:
            shares["conflicts.forbidden"] = (float(any(_sets_forbidden_apart(row, gold) for row in rows)), 1.0)
    shares["failed"] = (float(answer is None), 1.0)
    passages = answer["passages"] if answer else ()
    best = max((passage["why"]["dense"] for passage in passages), default=None)
    beyond = tuple(place_of(row) for row, one in zip(rows, shown, strict=False) if one.standing == "beyond")
    return Score(question.id, shares, outcomes, shown, beyond, best, question.answerable, reply["error"])


def _sets_forbidden_apart(row: Json, gold: Gold) -> bool:
    documents = documents_of(row)
    near = (pair for pair in gold.forbidden if pair.a.document in documents and pair.b.document in documents)
    return any(sets_apart(row, pair) for pair in near)


def ranked_documents(reply: Json) -> list[str]:
    """The documents found, each at the rank of its best passage."""
    return list(dict.fromkeys(document for _, document in reply["found"]))


def ranked_passages(reply: Json) -> list[str]:
    """The passages found, best first."""
    return [passage for passage, _ in reply["found"]]


def _retrieved(question: Question, reply: Json) -> Named:
    if question.relevant:
        yield from _ranked("", ranked_documents(reply), question.relevant)
    if question.spans:
        yield from _ranked("passage.", ranked_passages(reply), dict.fromkeys(reply["relevant_passages"], 1))


def _ranked(prefix: str, ranked: Sequence[str], grades: Mapping[str, int]) -> Named:
    yield f"{prefix}ndcg@10", (ndcg(ranked, grades, 10), 1.0)
    yield f"{prefix}recall@10", (recall(ranked, grades, 10), 1.0)
    yield f"{prefix}recall@100", (recall(ranked, grades, 100), 1.0)
    yield f"{prefix}mrr", (reciprocal_rank(ranked, grades), 1.0)
    yield f"{prefix}map", (average_precision(ranked, grades), 1.0)
    yield f"{prefix}hit@5", (hit(ranked, grades, 5), 1.0)


def _told(question: Question, answer: Json | None) -> Named:
    text = answer["answer"]["text"] if answer else ""
    if text:
        yield "answer.words", (length(text), 1.0)
    if not question.answers or question.answerable is False:
        return
    yield "answer.exact", (exact(text, question.answers), 1.0)
    yield "answer.contains", (contains(text, question.answers), 1.0)
    yield "answer.f1", (token_f1(text, question.answers), 1.0)
    number = number_match(text, question.answers)
    if number is not None:
        yield "answer.number", (number, 1.0)


def _cited(question: Question, reply: Json) -> Named:
    """Failed questions count as one citation and one sentence that are false."""
    if reply["answer"] is None:
        yield from (("citation.true", (0.0, 1.0)), ("citation.supported", (0.0, 1.0)))
        if question.relevant:
            yield "citation.gold", (0.0, 1.0)
        return
    told = reply["answer"]["answer"]
    if told["citations"]:
        yield "citation.true", _share(true_citations(told["citations"], reply["true"]))
        if question.relevant and question.answerable is not False:
            right = {document for document, grade in question.relevant.items() if grade > 0}
            yield "citation.gold", _share(of_gold_sources(told["citations"], right))
    if told["text"]:
        yield "citation.supported", _share(supported_sentences(told["text"], told["citations"], reply["true"]))


def _refused(question: Question, answer: Json | None) -> Named:
    """A failed question is neither refused nor answered, which is wrong either way."""
    if question.answerable is None:
        return
    refused = answer is not None and answer["status"] == "not_in_corpus"
    if question.answerable:
        yield "refusal.answered", (float(answer is not None and not refused), 1.0)
    else:
        yield "refusal.recall", (float(refused), 1.0)
    yield "refusal.precision", (float(refused and not question.answerable), float(refused))


def _conflicting(outcomes: Sequence[Outcome], shown: Sequence[Shown]) -> Named:
    yield "conflicts.both_sides", _share(both_sides(outcomes))
    yield "conflicts.false_alarms_per_100", (100.0 * beyond_gold(shown), 1.0)
    for kind in (None, *CONFLICT_TYPES):
        suffix = f".{kind}" if kind else ""
        precise, found = _share(precision_of(shown, kind)), _share(recall_of(outcomes, kind))
        yield f"conflicts.precision{suffix}", precise
        yield f"conflicts.recall{suffix}", found
        yield f"conflicts.f1{suffix}", (*precise, *found)


def _share(counts: tuple[int, int]) -> Share:
    return (float(counts[0]), float(counts[1]))
