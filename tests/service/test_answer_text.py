from io import StringIO

import pytest
from rich.console import Console

from service.answer import (
    Answer,
    AnswerText,
    Checked,
    Citation,
    ConflictType,
    ConflictView,
    PassageView,
    SideSource,
    SideView,
    Span,
    Status,
    Why,
)  # fmt: skip
from service.commands.answer_text import print_answer
from service.commands.conflict_text import holding

BRIDGE = "🚧 The bridge at Orsk cost 12 million euros, the mayor said."
AUDIT = "Auditors put the cost of the bridge at 14.5 million euros."


def side(document: str, sentence: str, value: str, *, retrieved: bool = True, as_of: str | None = None) -> SideView:
    start = 100 + sentence.index(value)
    source = SideSource(
        document, None, f"{document} Post", "2023-06", as_of, None, start, start + len(value), value,
        Span(100, 100 + len(sentence), sentence),
    )  # fmt: skip
    return SideView(1.0, 1.0, "equal", "euro", value, retrieved, (source,))


def answer(
    *sides: SideView, status: Status = "answered", kind: ConflictType = "contradiction", complete: bool = True
) -> Answer:
    quote = BRIDGE
    why = Why(0.9, 1, None, None)
    passage = PassageView("a#0", "a.txt", "Title A", None, "2023", None, 0, len(quote), quote, 0.9, why, ())
    conflict = ConflictView("c", "cost of the bridge", kind, "r", 1, 1, "", "They differ.", 2, (), None, sides, ())
    return Answer(
        "what did it cost?",
        "what did it cost?",
        status,
        AnswerText(quote, (Citation(0, len(quote), "a.txt", "a#0", 0, len(quote), quote),)),
        (passage,),
        (conflict,) if sides else (),
        Checked(2, 1, complete, None if complete else "the deadline passed"),
    )


def shown(value: Answer, width: int = 100, *, styled: bool = False) -> str:
    console = Console(file=StringIO(), width=width, force_terminal=styled, color_system="standard" if styled else None)
    print_answer(value, console)
    assert isinstance(console.file, StringIO)
    return console.file.getvalue()


TWO = (side("Orsk", BRIDGE, "12 million euros"), side("Audit", AUDIT, "14.5 million euros"))


def test_sides_stand_next_to_each_other_where_there_is_room() -> None:
    (line,) = [line for line in shown(answer(*TWO)).splitlines() if "│ 12 million euros" in line]
    assert "│ 14.5 million euros" in line


def test_sides_stand_one_below_the_other_where_it_is_narrow() -> None:
    (line,) = [line for line in shown(answer(*TWO), width=60).splitlines() if "│ 12 million euros" in line]
    assert "14.5" not in line


@pytest.mark.parametrize("width", [20, 40, 79, 100, 200])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    assert all(len(line) <= width for line in shown(answer(*TWO), width).splitlines())


def test_the_value_is_bold_in_its_sentence_behind_an_emoji_too() -> None:
    assert "cost \x1b[1m12 million euros\x1b[0m" in shown(answer(*TWO), 200, styled=True)


def test_the_kind_the_reason_and_the_origins_are_told() -> None:
    text = shown(answer(*TWO, kind="different_scope"))
    assert "cost of the bridge  different scope" in text
    assert "Why: They differ." in text
    assert "— Orsk Post · 2023-06" in text


def test_a_side_found_outside_the_passages_says_so() -> None:
    assert "12 million euros  not among the passages" in shown(
        answer(side("a", BRIDGE, "12 million euros", retrieved=False))
    )


def test_footnotes_stand_behind_what_they_cover() -> None:
    text = shown(answer(*TWO))
    assert "the mayor said. [1]" in text
    assert "[1] Title A · 2023 · a.txt" in text


def test_what_was_not_checked_is_never_called_without_conflict() -> None:
    assert "No conflict found" in shown(answer())
    text = shown(answer(complete=False))
    assert "Not everything was checked: the deadline passed" in text
    assert "No conflict" not in text


def test_what_sources_write_cannot_command_the_terminal() -> None:
    hostile = "It cost 12 million\x1b[2J euros \u202eekat\x07."
    text = shown(answer(side("a", hostile, "12 million")), styled=False)
    assert not set("\x1b\x07\u202e") & set(text)
    assert "12 million�[2J euros" in text


def test_markup_of_rich_in_a_source_is_text() -> None:
    assert "[bold]12[/bold]" in shown(answer(side("a", "It cost [bold]12[/bold] euros.", "12")))


@pytest.mark.parametrize(
    ("as_of", "said"),
    [
        ("2012", "as of 2012"),
        ("2023-08-27 to 2024-08-27", "from 2023-08-27 to 2024-08-27"),
        ("since 2018", "since 2018"),
    ],
)
def test_for_when_a_value_holds_is_said_in_words(as_of: str, said: str) -> None:
    assert holding(as_of) == said
    assert f"({said})" in shown(answer(side("a", BRIDGE, "12 million euros", as_of=as_of)))
