"""Where the check for conflicts could not run the answer says so, names the document and the reason."""

import json
import sys
from collections.abc import Callable
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import Any

import pytest

from corpus.documents import Document
from corpus.figures import extract
from corpus.figures.extract import figures_of
from index.hashing import HashingEmbedder
from service import unchecked
from service.answer import Answer, Ask, Checked
from service.commands.main import main
from service.comparing import MOST_FIGURES as COMPARED
from service.comparing import comparison_of
from service.conflicts.finding import MOST_FIGURES as ASKED
from service.unchecked import named, unread_in, unread_reasons, with_unread
from tests.service.towns import BRIDGE, asker_of, document

BRUECKE = document(
    "bruecke.txt",
    "Die alte Brücke von Ardelve trägt 9.900 Autos am Tag. Der Rat hat die Brücke von Ardelve am 9. April 2021 "
    "gesperrt, weil zwei Seile gerissen sind und das Geld für neue nicht reicht.",
    title="Ardelve verliert die Brücke",
)
QUESTION = Ask("Die alte Brücke von Ardelve: how many cars a day does the bridge of Ardelve carry?")


def ask(*documents: Document) -> Answer:
    return asker_of(*documents).ask(QUESTION)


def test_a_document_of_another_language_is_found_and_its_figures_are_not_checked() -> None:
    answer = ask(BRIDGE, BRUECKE)
    assert {passage.document for passage in answer.passages} == {"bridge.txt", "bruecke.txt"}
    assert not any(passage.figures for passage in answer.passages if passage.document == "bruecke.txt")
    assert not answer.checked.complete
    assert answer.checked.reason == "not checked: language (bruecke.txt is not in English)"
    assert answer.checked.figures > 0


def test_english_documents_alone_are_checked_completely() -> None:
    answer = asker_of(BRIDGE).ask(Ask("how many cars a day does the bridge of Ardelve carry?"))
    assert answer.checked.figures > 0
    assert answer.checked == Checked(answer.checked.figures, 0, complete=True, reason=None)


def test_documents_that_share_a_reason_are_named_together_and_many_are_counted() -> None:
    documents = [document(f"{number}.txt", BRUECKE.text) for number in range(5)]
    (reason,) = unread_reasons(documents, {})
    assert reason == "not checked: language (0.txt, 1.txt, 2.txt and 2 more are not in English)"
    assert named(["a", "b"]) == "a, b"


def test_reasons_stand_beside_each_other() -> None:
    checked = with_unread(Checked(1, 2, complete=False, reason="not checked: a"), ["not checked: b"])
    assert checked == Checked(1, 2, complete=False, reason="not checked: a; not checked: b")
    assert with_unread(Checked(1, 2, complete=True), []) == Checked(1, 2, complete=True)


def test_figures_beyond_the_most_of_a_document_are_said_to_be_unread(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (extract, unchecked):
        monkeypatch.setattr(module, "MOST_FIGURES", 20)
    yearbook = document("yearbook.txt", "The fleet of Ardelve landed 310 tonnes of fish for $5 million. " * 11)
    assert len(figures_of(yearbook)) == 20
    assert unread_in(yearbook, 20) == "figures beyond the first 20"
    answer = asker_of(yearbook).ask(Ask("How many tonnes of fish did the fleet of Ardelve land?"))
    assert answer.checked.reason == "not checked: figures beyond the first 20 (of yearbook.txt)"
    assert not answer.checked.complete


def test_figures_beyond_the_most_of_a_question_are_said_to_be_unchecked() -> None:
    lines = [
        f"The bridge of Ardelve carried {1000 + number} cars on day {number} of its year." for number in range(500)
    ]
    answer = asker_of(document("counts.txt", "\n".join(lines))).ask(Ask("cars on the bridge of Ardelve", limit=50))
    assert answer.checked.figures > ASKED
    assert answer.checked.reason is not None
    assert answer.checked.reason.startswith("not checked: ")
    assert "those beyond the first 400 of a question (in counts.txt)" in answer.checked.reason
    assert not answer.checked.complete


def test_figures_beyond_the_most_of_a_text_are_said_to_be_uncompared() -> None:
    first = document("sums.txt", "".join(f"It paid ${number} for a boat. " for number in range(COMPARED + 3)))
    found = comparison_of(first, BRIDGE, HashingEmbedder())
    assert found.unchecked == ["not checked: 3 of 503 figures, those beyond the first 500 of sums.txt"]


Printed = Callable[..., tuple[list[dict[str, Any]], str]]


@pytest.fixture
def printed(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Printed:
    monkeypatch.setenv("CROSSCHECK_MODEL", "hashing")

    def made(*arguments: str, row: dict[str, object] | None = None) -> tuple[list[dict[str, Any]], str]:
        monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO(json.dumps(row).encode())))
        with pytest.raises(SystemExit) as left:
            main(list(arguments))
        out, err = capsys.readouterr()
        assert left.value.code == 0
        return [json.loads(line) for line in out.splitlines() if line[:1] == "{"], err

    return made


def test_a_line_of_another_language_has_no_figures_and_says_why(printed: Printed) -> None:
    rows, _ = printed("figures", row={"id": 1, "text": "Le pont a coûté 12 millions d'euros selon la mairie."})
    assert rows == [{"id": 1, "figures": [], "not_checked": "language"}]
    rows, _ = printed("figures", row={"id": 1, "text": "Nothing to count."})
    assert rows == [{"id": 1, "figures": []}]


def test_comparing_with_a_text_of_another_language_says_which_was_not_checked(printed: Printed) -> None:
    rows, _ = printed("compare", row={"id": 1, "a": BRIDGE.text, "b": BRUECKE.text})
    assert rows == [{"id": 1, "pairs": [], "not_checked": "language (1/b is not in English)"}]


def test_two_documents_of_which_one_is_of_another_language_are_compared_with_a_note(
    printed: Printed, tmp_path: Path
) -> None:
    first, second = tmp_path / "bridge.txt", tmp_path / "bruecke.txt"
    first.write_text(BRIDGE.text)
    second.write_text(BRUECKE.text)
    _, err = printed("compare", str(first), str(second))
    assert err == f"not checked: language ({second} is not in English)\n"
