"""A small eval set of our own, and a target that answers from nothing but the question."""

import json
from pathlib import Path

from eval.asking import Target
from service.answer import Answer, AnswerText, Ask, Checked, Citation, PassageView, Why
from service.documents import DocumentView, PassagePlace
from service.errors import InvalidLimit, UnknownDocument

TOWNS = ("Ardelve", "Brantow", "Corrie", "Dunmore", "Ettrick", "Fenwick", "Garve", "Huna", "Insch", "Kelso")


def text_of(number: int) -> str:
    town = f"{TOWNS[number % len(TOWNS)]} {number}"
    ground = f"The mill of {town} ground {1_000 + 37 * number} tonnes of oats in 2019."
    return f"{ground} Its wheel is {3 + number % 9} metres high."


def towns_set(folder: Path, questions: int, documents: int = 40, name: str = "towns") -> Path:
    """A set of as many questions, every fifth unanswerable, over documents of which each is about one mill."""
    home = folder / name
    home.mkdir(parents=True)
    with (home / "corpus.jsonl").open("w", encoding="utf-8") as corpus:
        for number in range(documents):
            corpus.write(json.dumps({"_id": f"mill {number}", "title": "", "text": text_of(number)}) + "\n")
    with (home / "questions.jsonl").open("w", encoding="utf-8") as asked:
        for number in range(questions):
            asked.write(json.dumps(row_of(number, documents)) + "\n")
    return home


def row_of(number: int, documents: int) -> dict[str, object]:
    mill = number % documents
    town = f"{TOWNS[mill % len(TOWNS)]} {mill}"
    if number % 5 == 4:
        return {"id": f"q{number}", "question": f"Who painted the portrait of {town}?", "answerable": False}
    start = text_of(mill).index("Its wheel")
    return {
        "id": f"q{number}",
        "question": f"How much did the mill of {town} grind in 2019?",
        "answers": [f"{1_000 + 37 * mill} tonnes"],
        "sources": [f"mill {mill}", {"document": f"mill {mill}", "start": 0, "end": start - 1}],
        "answerable": True,
        "conflicts": [],
        "number": number,
    }


def answer_of(ask: Ask) -> Answer:
    """The first sentence of the document whose number the question names; "portrait" is not in the corpus."""
    number = next(word for word in ask.question.replace("?", " ").split() if word.isdigit())
    text = text_of(int(number))
    quote = text[: text.index(" Its wheel")]
    is_known = "portrait" not in ask.question
    citation = Citation(0, len(quote), f"mill {number}", f"mill {number}#0-{len(text)}", 0, len(quote), quote)
    return Answer(
        question=ask.question,
        standalone_question=ask.question,
        status="answered" if is_known else "not_in_corpus",
        answer=AnswerText(quote, (citation,)) if is_known else AnswerText("", ()),
        passages=passages_of(ask, int(number), 0.8 if is_known else 0.2),
        conflicts=(),
        checked=Checked(1, 0, complete=True),
    )


def passages_of(ask: Ask, number: int, score: float = 0.8) -> tuple[PassageView, ...]:
    """The passage of that document behind one of another."""
    others = [(number + 1) % 40, number]
    return tuple(
        PassageView(
            f"mill {other}#0-{len(text_of(other))}", f"mill {other}", None, None, None, None, 0, len(text_of(other)),
            text_of(other), score - 0.1 * rank, Why(score - 0.1 * rank, rank + 1, None, None), (),
        )
        for rank, other in enumerate(others)
    )[: ask.limit]  # fmt: skip


def read(document: str) -> DocumentView:
    number = document.removeprefix("mill ")
    if not number.isdigit():
        raise UnknownDocument(f"no {document}")
    text = text_of(int(number))
    place = PassagePlace(f"{document}#0-{len(text)}", 0, len(text))
    return DocumentView(document, None, None, None, None, len(text), 0, (place,), text)


def found_for(ask: Ask) -> tuple[PassageView, ...]:
    return answer_of(ask).passages


def refusing(ask: Ask) -> Answer:
    """The same target on a bad day: every question of Corrie fails."""
    if "Corrie" in ask.question:
        raise InvalidLimit("too much about Corrie")
    return answer_of(ask)


TARGET = Target(ask=answer_of, search=found_for, read=read)
