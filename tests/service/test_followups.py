"""Follow-ups: what they are searched with, and that the query shown is the query used."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.answer import Ask, Turn
from service.asking import LONGEST_QUESTION
from service.errors import BlankQuestion, LongQuestion
from service.followups import (
    BACK,
    CONTEXT_SHARE,
    NAMES,
    STANDS_ALONE,
    TURNS,
    Query,
    asked_by,
    query_in,
    query_of,
    telling,
    weighed,
)
from service.service import Service
from service.wire import to_json
from tests.service.towns import EMBEDDER, TOWNS, asker_of, store_of

ASKER = asker_of(*TOWNS)
BRIDGE = Turn("Why did the council close the bridge of Ardelve?", "Two of its cables had rusted through.")


def context_of(*history: Turn) -> tuple[str, ...]:
    return query_of(Ask("And then?", history=history), LONGEST_QUESTION).context


def test_a_query_is_written_with_what_it_comes_after_and_read_again() -> None:
    query = Query("and trade?", ("How big is the port?", "Who runs the ferry?"))
    assert query.written == "and trade? (after: Who runs the ferry? / How big is the port?)"
    assert query_in(query.written) == query


def test_brackets_that_are_a_questions_own_stay_in_it() -> None:
    for text in ("What is the IAEA (the atomic agency)?", "(after: the war)", "What came (after: the war) then?"):
        assert query_in(text) == Query(text)


def test_a_context_without_a_telling_word_is_none() -> None:
    assert query_in("and trade? (after: and then?)") == Query("and trade?")


@given(st.lists(st.text(min_size=1, max_size=30), max_size=5))
def test_whatever_was_said_before_the_query_written_is_read_as_it_is(said: list[str]) -> None:
    query = query_of(Ask("And the ferry?", history=tuple(Turn(text, text) for text in said)), LONGEST_QUESTION)
    assert query_in(query.written) == query


def test_the_last_three_turns_that_tell_something_count_the_last_one_first() -> None:
    said = [Turn(f"Where is quay {number}?") for number in range(5)]
    assert context_of(*said[:3], Turn("And then?"), *said[3:]) == (
        "Where is quay 4?",
        "Where is quay 3?",
        "Where is quay 2?",
    )
    assert TURNS == 3


def test_an_earlier_question_that_was_written_with_its_own_context_counts_without_it() -> None:
    assert context_of(Turn("How old is she? (after: Who runs the ferry?)")) == ("How old is she?",)


def test_of_a_long_turn_the_end_counts_for_it_asks() -> None:
    (told,) = context_of(Turn("It rained a lot. " * 40 + "Who runs the ferry?"))
    assert told.endswith("Who runs the ferry?")
    assert len(told) <= 200


def test_turns_that_would_make_the_query_too_long_are_left_out() -> None:
    query = query_of(Ask("x" * 90, history=(Turn("Where is the pier?"), Turn("Who runs the ferry?"))), 125)
    assert query.context == ("Who runs the ferry?",)


def test_an_answers_names_count_where_a_name_was_asked_for() -> None:
    answer = "In May the harbour office hired Maud Tarrant of Ardelve, Ib Rask, Una Holt and others."
    assert context_of(Turn("Who runs the ferry of Ardelve?", answer)) == (
        "Who runs the ferry of Ardelve? Maud Tarrant Ib Rask",
    )
    assert context_of(Turn("Why is there a ferry?", answer)) == ("Why is there a ferry?",)
    assert NAMES == 4


@pytest.mark.parametrize("background", [0.1, 0.6])
@pytest.mark.parametrize(
    ("above", "weight"), [(0.3, None), (STANDS_ALONE, None), (0.15, 0.2), (0.0, 0.5), (-0.25, 1.0), (-0.6, 1.0)]
)
def test_the_less_a_question_finds_alone_the_more_its_history_counts(
    above: float, weight: float | None, background: float
) -> None:
    query = weighed(Query("and trade?", ("b", "a")), background + above, background)
    if weight is None:
        assert query == Query("and trade?")
    else:
        assert query.weights == pytest.approx((weight, BACK * weight))


def test_a_question_that_narrows_the_last_one_seeks_what_that_sought() -> None:
    context = ("When did the envoy visit Limora?",)
    assert asked_by(Query("and in 2013?", context)).sought == "time"
    assert asked_by(Query("What about Quillan?", context)).sought == "time"
    assert asked_by(Query("and trade?", context)).sought == "anything"
    assert asked_by(Query("Who went with her?", context)).sought == "person"
    assert asked_by(Query("and trade?", context)).terms == ("trade", "envoy", "visit", "limora")


def test_words_of_earlier_turns_count_by_how_far_back_they_were_said_and_at_most_a_share_of_the_questions_own() -> None:
    rarity = {"trade": 2.0, "envoy": 2.0, "visit": 1.0, "limora": 3.0}
    query = Query("and trade?", ("Did the envoy visit?", "Did the envoy visit Limora?"), (0.5, 0.25))
    assert telling(rarity, query) == pytest.approx({"trade": 2.0, "envoy": 1.0, "visit": 0.5, "limora": 0.75})
    capped = telling(rarity, query, CONTEXT_SHARE)
    assert capped == pytest.approx({"trade": 2.0, "envoy": 1 / 2.25, "visit": 0.5 / 2.25, "limora": 0.75 / 2.25})
    assert sum(capped.values()) == pytest.approx(2.0 * (1 + CONTEXT_SHARE))
    only_context = telling(rarity, replace(query, text="and then?"), CONTEXT_SHARE)
    assert only_context == pytest.approx({"envoy": 1.0, "visit": 0.5, "limora": 0.75})


def test_a_follow_up_is_answered_about_what_was_spoken_of() -> None:
    alone, after = (
        ASKER.ask(Ask("And who runs it?")),
        ASKER.ask(Ask("And who runs it?", history=(Turn("What carried 61,000 passengers?", "The ferry of Ardelve."),))),
    )
    assert alone.standalone_question == "And who runs it?"
    assert after.standalone_question == "And who runs it? (after: What carried 61,000 passengers? Ardelve)"
    assert after.question == "And who runs it?"
    assert after.answer.citations[0].quote.startswith("Maud Tarrant runs the ferry")


def test_the_query_shown_asked_again_gives_the_same_answer() -> None:
    history = (BRIDGE, Turn("Who runs the ferry?", "It is run by Maud Tarrant."))
    for question in ("And who runs it?", "How many passengers?", "and the cables?", "Growers in Quillan picked what?"):
        followed = ASKER.ask(Ask(question, history=history))
        again = ASKER.ask(Ask(question, query=followed.standalone_question))
        assert to_json(again) == to_json(followed)
        assert ASKER.search(Ask(question, history=history)) == followed.passages


def test_a_query_is_searched_in_place_of_the_question_and_its_history() -> None:
    asked = Ask("And who runs it?", history=(BRIDGE,), query="pears of Quillan")
    assert ASKER.ask(asked).passages == ASKER.ask(Ask("pears of Quillan")).passages
    assert (ASKER.ask(asked).question, ASKER.ask(asked).standalone_question) == ("And who runs it?", "pears of Quillan")


def test_a_question_that_stands_alone_is_answered_as_without_its_history() -> None:
    question = "The council closed the bridge of Ardelve on 3 March 2021 because two of its cables had rusted through?"
    history = (Turn("pears of Quillan", "Growers picked 310 tonnes."),)
    assert to_json(ASKER.ask(Ask(question, history=history))) == to_json(ASKER.ask(Ask(question)))


def test_a_query_is_held_to_what_a_question_is() -> None:
    with pytest.raises(BlankQuestion, match="the query is blank"):
        ASKER.ask(Ask("And?", query=" ?"))
    with pytest.raises(LongQuestion, match="the query has 4001 characters"):
        ASKER.ask(Ask("And?", query="a" * 4001))


def test_a_search_in_a_kept_conversation_is_searched_with_its_turns_and_keeps_nothing(tmp_path: Path) -> None:
    service = Service(store_of(*TOWNS), EMBEDDER, tmp_path)
    try:
        conversation = service.begin().id
        service.ask(Ask("What carried 61,000 passengers?", conversation=conversation))
        follow_up = Ask("And who runs it?", conversation=conversation)
        found = service.search(follow_up)
        assert len(service.conversation(conversation).turns) == 1
        answer = service.ask(follow_up)
    finally:
        service.close()
    assert answer.standalone_question.startswith("And who runs it? (after: What carried 61,000 passengers?")
    assert found == answer.passages
