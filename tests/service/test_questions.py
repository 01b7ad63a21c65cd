import pytest

from service.questions import question_of
from service.terms import terms_of


@pytest.mark.parametrize(
    ("text", "sought"),
    [
        ("why did the envoy travel to Lima?", "reason"),
        ("What was the purpose of the journey to Lima?", "reason"),
        ("what led to the closure of the bridge", "reason"),
        ("When did the bridge open?", "time"),
        ("In which year was the harbour built?", "time"),
        ("How many boats were lost?", "amount"),
        ("What is the population of Ardelve?", "amount"),
        ("Who runs the ferry?", "person"),
        ("Where is the new school?", "place"),
        ("In what city did they meet?", "place"),
        ("trade with Peru", "anything"),
        ("Is the bridge open?", "anything"),
        ("Tell me about the ferry", "anything"),
        ("The school was shut in May. Why was it shut?", "reason"),
        ("People who fish met here. How many came?", "amount"),
    ],
)
def test_what_a_question_asks_for(text: str, sought: str) -> None:
    assert question_of(text).sought == sought


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("How many boats were lost?", ("count",)),
        ("How long did the strike last?", ("duration", "date_range")),
        ("How long is the bridge?", ("quantity", "duration")),
        ("What share of the houses was insured?", ("percent", "percentage_points")),
        ("How much did the bridge cost?", ("money",)),
        ("How old is the mayor?", ("age", "duration")),
        ("By how much was the bridge delayed?", ("duration",)),
        ("By how much did the price rise?", ("money",)),
        ("When did the bridge open?", ("date", "date_range")),
        ("Why did it open?", ()),
    ],
)
def test_the_kinds_of_figures_that_would_answer(text: str, kinds: tuple[str, ...]) -> None:
    assert question_of(text).kinds == kinds


def test_words_for_one_event_are_one_term() -> None:
    assert terms_of("her visit") == terms_of("the trip") == terms_of("They travelled") == ("visit",)


def test_terms_leave_out_the_words_of_asking() -> None:
    assert terms_of("why did the envoy go to Lima?") == ("envoy", "go", "lima")


def test_initials_are_no_pronoun() -> None:
    assert terms_of("exports of the US") == ("export", "us")


def test_a_question_of_function_words_has_no_terms() -> None:
    assert question_of("who is it?").terms == ()
