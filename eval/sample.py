"""The planted documents asked of the real service, and what it found counted: `python -m eval.sample [FOLDER ...]`."""

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from corpus.documents import Document
from corpus.loading import read_documents
from eval.cases import Case, case_in
from eval.gold import Gold, GoldConflict, Json, Judgement, answered, judged, without_repeats
from service.answer import Ask
from service.composition import open_service
from service.settings import Settings
from service.wire import to_json

SAMPLE = Path(__file__).parent.parent / "corpus" / "sample"
BEYOND_ALLOWED = 1
"""How many rows beyond the gold the answers of one case may hold."""


@dataclass(frozen=True, slots=True)
class AnswerReport:
    """How much of what answers a question its answer cites."""

    question: str
    status: str
    gold: int
    cited: int
    absent: tuple[str, ...]
    """Documents that hold gold sentences and are not among the passages."""


@dataclass(frozen=True, slots=True)
class CaseReport:
    """What the service found of a case."""

    name: str
    documents: int
    gold: int
    judgement: Judgement
    answers: tuple[AnswerReport, ...]

    @property
    def passed(self) -> bool:
        """Whether all was found and typed, nothing forbidden, hardly anything beyond, and every question answered."""
        judgement = self.judgement
        wrong = judgement.missed or judgement.mistyped or judgement.forbidden
        return not wrong and len(judgement.beyond) <= BEYOND_ALLOWED and all(answer.cited for answer in self.answers)


def answers_of(case: Case) -> tuple[int, dict[str, Json]]:
    """How many documents were kept, and the answer to each question, from the real service over a folder of its own."""
    documents = [document for document in read_documents([case.documents]) if isinstance(document, Document)]
    with TemporaryDirectory() as data, open_service(Settings(data=Path(data))) as service:
        added = service.add(documents)
        answers = {question: json.loads(to_json(service.ask(Ask(question)))) for question in case.questions}
    return sum(document.outcome == "added" for document in added), answers


def report_on(case: Case, documents: int, answers: Mapping[str, Json]) -> CaseReport:
    """The answers against the gold: a conflict must be in the answer to its own question, a forbidden pair in none."""
    rows = without_repeats(row for answer in answers.values() for row in answer["conflicts"])
    overall = judged(rows, case.gold)
    by_question = [judged(answer["conflicts"], _gold_for(question, case)) for question, answer in answers.items()]
    judgement = Judgement(
        found=tuple(name for part in by_question for name in part.found),
        mistyped=tuple(name for part in by_question for name in part.mistyped),
        missed=tuple(name for part in by_question for name in part.missed),
        beyond=overall.beyond,
        forbidden=overall.forbidden,
    )
    gold = sum(not conflict.optional for conflict in case.gold.conflicts)
    answered_questions = [_answer_report(question, answer, case) for question, answer in answers.items()]
    return CaseReport(
        case.name, documents, gold, judgement, tuple(report for report in answered_questions if report.gold)
    )


def lines_of(report: CaseReport) -> list[str]:
    """A report as a person reads it: one line of counts, then one for everything that is wrong."""
    judgement = report.judgement
    return [
        _counts_line(report),
        *(f"       missed     {name}" for name in judgement.missed),
        *(f"       wrong type {name}: {kind}" for name, kind in judgement.mistyped),
        *(f"       forbidden  {pair.a.text!r} / {pair.b.text!r} ({pair.why})" for pair in judgement.forbidden),
        *(f"       beyond     {_row_line(row)}" for row in judgement.beyond),
        *(f"       unanswered {answer.question} ({answer.status})" for answer in report.answers if not answer.cited),
    ]


def total_line(reports: Sequence[CaseReport]) -> str:
    """The counts of several cases together."""
    judgements = [report.judgement for report in reports]
    return (
        f"all {len(reports)}: conflicts found {sum(len(one.found) for one in judgements)} of "
        f"{sum(report.gold for report in reports)}, wrong type {sum(len(one.mistyped) for one in judgements)}, "
        f"missed {sum(len(one.missed) for one in judgements)}; beyond the gold "
        f"{sum(len(one.beyond) for one in judgements)}; forbidden {sum(len(one.forbidden) for one in judgements)}"
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """0 where every case passed, otherwise 1."""
    parser = argparse.ArgumentParser(prog="python -m eval.sample", description=__doc__)
    parser.add_argument("folders", nargs="*", type=Path, default=[SAMPLE], help="documents/ and gold; seeds/ and gold/")
    parser.add_argument("--question", help="what to ask where a folder names no question")
    parser.add_argument("--json", action="store_true", help="one JSON object a folder")
    parser.add_argument("--counts", action="store_true", help="only the counts, so that a held-out set stays unseen")
    given = parser.parse_args(arguments)
    reports = []
    for folder in given.folders:
        case = case_in(folder, given.question)
        reports.append(report_on(case, *answers_of(case)))
        shown = lines_of(reports[-1])[: 1 if given.counts else None]
        print(to_json(reports[-1]) if given.json else "\n".join(shown), flush=True)
    if len(reports) > 1 and not given.json:
        print(total_line(reports))
    return 0 if all(report.passed for report in reports) else 1


def _gold_for(question: str, case: Case) -> Gold:
    wanted = tuple(conflict for conflict in case.gold.conflicts if _is_asked_by(conflict, question, case))
    return Gold(wanted, (), ())


def _is_asked_by(conflict: GoldConflict, question: str, case: Case) -> bool:
    return case.question is not None or conflict.question == question


def _answer_report(question: str, answer: Json, case: Case) -> AnswerReport:
    gold = [row for row in case.gold.answers if row.question in (None, question)]
    passages = {passage["document"] for passage in answer["passages"]}
    absent = tuple(dict.fromkeys(row.document for row in gold if row.document not in passages))
    return AnswerReport(question, answer["status"], len(gold), sum(answered(answer, row) for row in gold), absent)


def _counts_line(report: CaseReport) -> str:
    judgement = report.judgement
    cited = sum(bool(answer.cited) for answer in report.answers)
    return (
        f"{'ok  ' if report.passed else 'FAIL'} {report.name}: {report.documents} documents; conflicts found "
        f"{len(judgement.found)} of {report.gold}, wrong type {len(judgement.mistyped)}, missed "
        f"{len(judgement.missed)}; beyond the gold {len(judgement.beyond)}; forbidden {len(judgement.forbidden)}; "
        f"questions answered {cited} of {len(report.answers)}"
    )


def _row_line(row: Json) -> str:
    sides = [f"{side['sources'][0]['text']!r} in {side['sources'][0]['document']}" for side in row["sides"]]
    return f"{row['type']}, {row['measure']}: {' / '.join(sides)}"


if __name__ == "__main__":
    sys.exit(main())
