import pytest

from service.cues import announces_reason, points_back, reason_given


@pytest.mark.parametrize(
    "text",
    [
        "The road was shut because the slope had moved.",
        "She flew to Oslo on Monday to sign the lease.",
        "The aim was a quieter harbour.",
        "The ministry wants a second runway.",
        "Lisbon attaches great importance to the cable.",
        "The plan is meant to calm the lenders.",
        "Prices rose owing to a poor harvest.",
        "What moves the town is the price of ore.",
        "The island is short of doctors.",
        "The ministry is anxious, besides, to finish the road.",
        "The company posed as a friend of the fishermen.",
        "The guests took an interest in the quarry.",
        "He is here to sign the lease.",
        "She would like a second runway.",
    ],
)
def test_a_purpose_or_a_cause_is_heard(text: str) -> None:
    assert reason_given(text) >= 1.0


@pytest.mark.parametrize(
    "text",
    [
        "The road is nine miles long.",
        "She flew to Oslo on Monday.",
        "Nobody came to the opening.",
        "The mayor denied that he wanted a second runway.",
        "The town is not interested in a second runway.",
        "He is the first minister to come in nine years.",
        "The town has come to terms with the lenders.",
        "Since then it has been quiet.",
        "The country has grown used to visitors with notebooks.",
        "The troops stayed long after the war.",
        "Trade comes to almost four millions, tourism to rather more.",
        "It is her first tour since becoming president.",
    ],
)
def test_a_plain_statement_or_a_denied_wish_gives_no_reason(text: str) -> None:
    assert reason_given(text) == 0.0


def test_several_turns_tell_more_than_one() -> None:
    assert reason_given("He came to ask for help because he wanted peace.") == 1.5


@pytest.mark.parametrize("text", ["The reasons lie elsewhere.", "Why now?", "The trip had two purposes."])
def test_a_short_sentence_may_announce_that_reasons_follow(text: str) -> None:
    assert announces_reason(text)


def test_a_sentence_that_gives_the_reason_behind_a_colon_announces_none() -> None:
    assert not announces_reason("He had one motive: the pipes were old.")


@pytest.mark.parametrize(
    ("text", "depends"),
    [
        ("This was the third attempt.", 1.0),
        ("It failed.", 1.0),
        ("She left at noon.", 0.5),
        ("However, the ferry ran.", 0.5),
        ("The ferry ran.", 0.0),
        ("Italy wants more.", 0.0),
    ],
)
def test_how_far_a_sentence_leans_on_the_one_before(text: str, depends: float) -> None:
    assert points_back(text) == depends
