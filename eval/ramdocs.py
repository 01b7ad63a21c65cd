"""Questions over documents that hold right and wrong answers and namesakes: `python -m eval.ramdocs data/ramdocs`.

Each question is asked of a store that holds its own documents only. (RAMDocs: Wang et al. 2025, arXiv 2504.13079.)
"""

import argparse
import json
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, combinations, product
from pathlib import Path

from corpus.documents import Document
from corpus.loading import read_documents
from eval.gold import Json
from index.embedders import embedder_named
from index.embedding import Embedder
from index.memory import MemoryStore
from service.adding import Adder
from service.answer import Answer, Ask
from service.asking import Asker
from service.wire import plain

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_MONTH = re.compile(r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Place:
    """A value as the gold writes it, and the document that states it."""

    document: str
    value: str


@dataclass(frozen=True, slots=True)
class Question:
    """A question with what is known of its documents."""

    id: str
    text: str
    answers: tuple[str, ...]
    documents: tuple[str, ...]
    clashes: tuple[tuple[Place, Place], ...]
    """A right and a wrong value, each with its document, where the difference is one of figures."""
    namesakes: tuple[tuple[tuple[Place, Place], ...], ...]
    """For every two right values, of different things of one name: each document of the one with each of the other."""
    one_answer_only: bool


@dataclass(frozen=True, slots=True)
class QuestionReport:
    """What the answer to one question holds of the gold, and what beyond it."""

    question: Question
    contradicted: bool
    """Whether some right and wrong value stand in two sides that contradict each other."""
    answer_contradicted: bool
    """Whether a contradiction has a side that states a right answer."""
    confused: tuple[tuple[tuple[Place, Place], ...], ...]
    """Namesakes of which some two documents were set against each other as something else than different scope."""
    beyond: tuple[Json, ...]
    """Conflicts that set no right value against a wrong one, and no namesakes apart as different scope."""
    figures: int
    """How many figures of its documents were compared."""


@dataclass(frozen=True, slots=True)
class RamdocsReport:
    """The four numbers, each with what it counts."""

    clashes: int
    contradicted: int
    one_answer: int
    """One-answer questions whose passages state figures."""
    one_answer_contradicted: int
    one_answer_numeric: int
    """Those of them whose answer is a figure itself."""
    namesakes: int
    namesakes_apart: int
    questions: int
    beyond: int


def tokens_of(value: str) -> frozenset[str]:
    """The numbers of a value without their commas, and its months: what makes it the value it is."""
    numbers = (found.group().replace(",", "") for found in _NUMBER.finditer(value))
    months = (found.group().lower() for found in _MONTH.finditer(value))
    return frozenset((*numbers, *months))


def states(surface: str, value: str) -> bool:
    """Whether a figure's surface holds all numbers and months of a value that has some."""
    wanted = tokens_of(value)
    return bool(wanted) and wanted <= tokens_of(surface)


def side_stating(conflict: Json, place: Place) -> int | None:
    """The number of the side in which that document states that value."""
    for number, side in enumerate(conflict["sides"]):
        if any(
            source["document"] == place.document and states(source["text"], place.value) for source in side["sources"]
        ):
            return number
    return None


def type_between(conflict: Json, first: Place, second: Place) -> str | None:
    """The type that a conflict gives to two places, None where it does not set them against each other."""
    a, b = side_stating(conflict, first), side_stating(conflict, second)
    if a is None or b is None or a == b:
        return None
    between = [pair["type"] for pair in conflict["pairs"] if {pair["a"], pair["b"]} == {a, b}]
    return str(between[0] if between else conflict["type"])


def report_on(question: Question, conflicts: Sequence[Json], figures: int) -> QuestionReport:
    """The conflicts of an answer against the gold."""
    clash = [_types(conflict, question.clashes) for conflict in conflicts]
    apart = [_types(conflict, chain.from_iterable(question.namesakes)) for conflict in conflicts]
    confused = tuple(
        namesakes
        for namesakes in question.namesakes
        if any(_types(conflict, namesakes) - {"different_scope"} for conflict in conflicts)
    )
    return QuestionReport(
        question=question,
        contradicted=any("contradiction" in types for types in clash),
        answer_contradicted=any(_contradicts(conflict, question.answers) for conflict in conflicts),
        confused=confused,
        beyond=tuple(
            conflict
            for conflict, wrong, same_name in zip(conflicts, clash, apart, strict=True)
            if not wrong and "different_scope" not in same_name
        ),
        figures=figures,
    )


def _types(conflict: Json, places: Iterable[tuple[Place, Place]]) -> frozenset[str]:
    """The types that a conflict gives to those of the places that it sets against each other."""
    found = (type_between(conflict, first, second) for first, second in places)
    return frozenset(kind for kind in found if kind is not None)


def _contradicts(conflict: Json, answers: Sequence[str]) -> bool:
    """Whether a side that contradicts another states one of the answers, in whatever document."""
    contradicting = {pair[end] for pair in conflict["pairs"] if pair["type"] == "contradiction" for end in ("a", "b")}
    sides = [conflict["sides"][number] for number in contradicting]
    return any(states(source["text"], answer) for side in sides for source in side["sources"] for answer in answers)


def summed(reports: Sequence[QuestionReport]) -> RamdocsReport:
    """The counts over all questions."""
    clashing = [report for report in reports if report.question.clashes]
    one_answer = [report for report in reports if report.question.one_answer_only and report.figures]
    namesakes = [report for report in reports if report.question.namesakes]
    return RamdocsReport(
        clashes=len(clashing),
        contradicted=sum(report.contradicted for report in clashing),
        one_answer=len(one_answer),
        one_answer_contradicted=sum(report.answer_contradicted for report in one_answer),
        one_answer_numeric=sum(any(map(tokens_of, report.question.answers)) for report in one_answer),
        namesakes=sum(len(report.question.namesakes) for report in namesakes),
        namesakes_apart=sum(len(report.question.namesakes) - len(report.confused) for report in namesakes),
        questions=len(reports),
        beyond=sum(len(report.beyond) for report in reports),
    )


def read_questions(path: Path, texts: Mapping[str, str]) -> list[Question]:
    """The questions of a file, with the text of each document by its id."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]
    return [_question(row, texts) for row in rows]


def _question(row: Json, texts: Mapping[str, str]) -> Question:
    clashes = [conflict for conflict in row["conflicts"] if conflict["numeric"]]
    return Question(
        id=row["id"],
        text=row["question"],
        answers=tuple(row["answers"]),
        documents=tuple(row["sources"]),
        clashes=tuple((_places(conflict)) for conflict in clashes),
        namesakes=tuple(_namesakes(row, texts)),
        one_answer_only=row["one_answer_only"],
    )


def _places(conflict: Json) -> tuple[Place, Place]:
    first, second = (Place(*place) for place in zip(conflict["sources"], conflict["values"], strict=True))
    return first, second


def _namesakes(row: Json, texts: Mapping[str, str]) -> Iterator[tuple[tuple[Place, Place], ...]]:
    """For every two different right answers that are figures, the documents that state the one or the other alone."""
    wrong = {conflict["sources"][1] for conflict in row["conflicts"]}
    stated: dict[str, list[Place]] = {}
    for document in row["sources"]:
        held = [answer for answer in dict.fromkeys(row["answers"]) if states(texts[document], answer)]
        if len(held) == 1 and document not in wrong:
            stated.setdefault(held[0], []).append(Place(document, held[0]))
    for one, other in combinations(stated.values(), 2):
        yield tuple(product(one, other))


def answers_to(
    questions: Iterable[Question], documents: Mapping[str, Document], embedder: Embedder
) -> Iterator[tuple[Question, Answer]]:
    """Each question's answer from a store of its own that holds its documents only."""
    for question in questions:
        store = MemoryStore(embedder.dimension)
        for _ in Adder(store, embedder).add_all(documents[name] for name in question.documents):
            pass
        yield question, Asker(store, embedder).ask(Ask(question.text))


def measure(folder: Path, embedder: Embedder) -> list[QuestionReport]:
    """The report on each question of a folder with corpus.jsonl and questions.jsonl."""
    read = read_documents([folder / "corpus.jsonl"])
    documents = {str(document.id): document for document in read if isinstance(document, Document)}
    questions = read_questions(folder / "questions.jsonl", {name: known.text for name, known in documents.items()})
    return [
        report_on(question, [plain(conflict) for conflict in answer.conflicts], answer.checked.figures)  # type: ignore[misc]
        for question, answer in answers_to(questions, documents, embedder)
    ]


def lines_of(report: RamdocsReport) -> list[str]:
    """The numbers for people."""
    return [
        f"numeric clash found as contradiction   {report.contradicted} of {report.clashes}",
        f"one answer, contradicted all the same  {report.one_answer_contradicted} of {report.one_answer}",
        f"  of which the answer is a figure      {report.one_answer_numeric}",
        f"namesakes apart                        {report.namesakes_apart} of {report.namesakes}",
        f"rows beyond the gold, a question       {report.beyond / report.questions:.2f}",
    ]


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the numbers; `--verbose` adds the questions that went wrong."""
    parser = argparse.ArgumentParser(prog="python -m eval.ramdocs", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--verbose", action="store_true", help="list the questions that went wrong")
    given = parser.parse_args(arguments)
    reports = measure(given.folder, embedder_named())
    print("\n".join(lines_of(summed(reports))))
    if given.verbose:
        for report in reports:
            print("".join(_details(report)), end="")
    return 0


def _details(report: QuestionReport) -> Iterator[str]:
    question = report.question
    if question.clashes and not report.contradicted:
        first, second = question.clashes[0]
        yield f"missed    {question.id} {question.text}: {first.value} / {second.value}\n"
    if question.one_answer_only and report.answer_contradicted:
        yield f"one only  {question.id} {question.text}: {question.answers}\n"
    for first, second in (namesakes[0] for namesakes in report.confused):
        yield f"namesakes {question.id} {first.document} {first.value} / {second.document} {second.value}\n"
    for row in report.beyond:
        sides = " / ".join(f"{side['sources'][0]['document']} {side['text']!r}" for side in row["sides"])
        yield f"beyond    {question.id} {row['type']}, {row['measure']}: {sides}\n"


if __name__ == "__main__":
    sys.exit(main())
