"""The report on answers written by hand."""

from pathlib import Path
from typing import Any

from eval.cases import Case
from eval.gold import ForbiddenPair, Gold, GoldAnswer, GoldConflict, GoldSide, GoldSpan
from eval.sample import lines_of, report_on, total_line


def span(document: str, start: int) -> GoldSpan:
    return GoldSpan(document, start, start + 2, "12", start, start + 2)


def conflict(name: str, start: int, question: str) -> GoldConflict:
    sides = (GoldSide((span("a", start),)), GoldSide((span("b", start),)))
    return GoldConflict(name, ("contradiction",), sides, question, optional=False)


def row(a: int, b: int) -> dict[str, Any]:
    places = (("a", a), ("b", b))
    sides = [
        {"sources": [{"document": document, "start": start, "end": start + 2, "text": "12"}]}
        for document, start in places
    ]
    return {"type": "contradiction", "measure": "loaves", "sides": sides, "pairs": []}


def answer(*conflicts: dict[str, Any], cites: int | None = None) -> dict[str, Any]:
    citations = [] if cites is None else [{"document": "a", "source_start": cites, "source_end": cites + 20}]
    passages = [{"document": "a"}]
    return {
        "status": "answered",
        "answer": {"citations": citations},
        "passages": passages,
        "conflicts": list(conflicts),
    }


def case(*conflicts: GoldConflict, forbidden: tuple[ForbiddenPair, ...] = ()) -> Case:
    answers = (GoldAnswer("first?", "a", 0, 20), GoldAnswer("first?", "b", 0, 20))
    return Case("bakery", Path("documents"), None, Gold(conflicts, forbidden, answers))


def test_a_conflict_counts_in_the_answer_to_its_own_question_only() -> None:
    both = case(conflict("x", 10, "first?"), conflict("y", 50, "second?"))
    report = report_on(both, 2, {"first?": answer(row(10, 10), row(50, 50), cites=0), "second?": answer()})
    assert report.judgement.found == ("x",)
    assert report.judgement.missed == ("y",)
    assert report.judgement.beyond == ()
    assert not report.passed


def test_a_row_that_every_answer_repeats_is_beyond_the_gold_once() -> None:
    extra = row(70, 90)
    report = report_on(
        case(conflict("x", 10, "first?")), 2, {"first?": answer(row(10, 10), extra, cites=0), "why?": answer(extra)}
    )
    assert report.judgement.beyond == (extra,)
    assert report.passed


def test_a_second_row_beyond_the_gold_fails() -> None:
    rows = (row(10, 10), row(70, 90), row(30, 90))
    assert not report_on(case(conflict("x", 10, "first?")), 2, {"first?": answer(*rows, cites=0)}).passed


def test_a_forbidden_pair_in_any_answer_fails() -> None:
    pair = ForbiddenPair(span("a", 70), span("b", 90), "loaves; cakes")
    report = report_on(
        case(conflict("x", 10, "first?"), forbidden=(pair,)),
        2,
        {"first?": answer(row(10, 10), cites=0), "why?": answer(row(70, 90))},
    )
    assert report.judgement.forbidden == (pair,)
    assert not report.passed


def test_a_question_whose_sentences_are_not_cited_is_unanswered() -> None:
    report = report_on(case(conflict("x", 10, "first?")), 2, {"first?": answer(row(10, 10), cites=400)})
    assert report.answers[0].cited == 0
    assert report.answers[0].absent == ("b",)
    assert not report.passed
    assert lines_of(report) == [
        (
            "FAIL bakery: 2 documents; conflicts found 1 of 1, wrong type 0, missed 0; beyond the gold 0; forbidden 0; "
            "questions answered 0 of 1"
        ),
        "       unanswered first? (answered)",
    ]


def test_the_total_adds_the_cases_up() -> None:
    good = report_on(case(conflict("x", 10, "first?")), 2, {"first?": answer(row(10, 10), cites=0)})
    bad = report_on(case(conflict("x", 10, "first?")), 2, {"first?": answer(row(70, 90), cites=0)})
    assert total_line([good, bad]) == (
        "all 2: conflicts found 1 of 2, wrong type 0, missed 1; beyond the gold 1; forbidden 0"
    )
