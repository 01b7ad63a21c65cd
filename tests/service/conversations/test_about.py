"""Which questions are about the answer before them; a word of their own makes them questions about the documents."""

import pytest

from service.conversations.about import about_answer


@pytest.mark.parametrize(
    "question",
    [
        "What do they disagree on?",
        "what do the sources disagree about",
        "Where do they differ?",
        "where do the reports differ?",
        "Do the sources agree?",
        "do they all agree?",
        "Does everyone agree on that?",
        "What is disputed?",
        "What’s disputed here?",
        "Is that contested?",
        "Are there any contradictions?",
        "Are there conflicts between the documents?",
        "Do these figures contradict each other?",
        "Show me the discrepancies.",
        "On which points are the sources at odds?",
        "How do the accounts differ?",
        "did the newspapers disagree?",
        "Which figures are disputed?",
        "Are the figures consistent?",
        "Who says otherwise?",
    ],
)
def test_a_question_after_differences_is_known_by_having_no_words_of_its_own(question: str) -> None:
    about = about_answer(question)
    assert about is not None
    assert (about.asked, about.topic) == ("differences", ())


@pytest.mark.parametrize(
    "question",
    [
        "Who else says so?",
        "who else says that?",
        "Who else reports that?",
        "Who confirms it?",
        "Is that confirmed by anyone else?",
        "is this confirmed elsewhere?",
        "Which other sources say so?",
        "Are there other sources for that?",
        "Any other sources?",
        "Does anyone else say so?",
        "who says so?",
        "Which documents state the same?",
        "Who also gives that figure?",
        "Do other sources support this?",
    ],
)
def test_a_question_after_others_who_say_so_is_known_too(question: str) -> None:
    about = about_answer(question)
    assert about is not None
    assert about.asked == "others"


@pytest.mark.parametrize(
    "question",
    [
        "Who else died in the fire?",
        "who else was there?",
        "Who else?",
        "What else?",
        "What else does it say?",
        "What do Holt and Brand disagree on?",
        "What did they disagree on?",
        "Did they agree?",
        "What did the council agree to pay?",
        "What was the conflict about?",
        "When did the conflict begin?",
        "What is the difference between the two bridges?",
        "How is it different?",
        "Who reported the fire?",
        "Who confirmed the appointment of the judge?",
        "What does the report say?",
        "What does it say about trade?",
        "Who said that the dam would hold?",
        "How many sources of water are there in other towns?",
        "Why do the sources of the river differ in temperature?",
        "Do the ministers agree?",
        "What did the dispute cost?",
        "",
        "?",
        "why?",
        "and in 2013?",
        "Who reported otherwise to the judge?",
        "How did the figures of the budget differ from 2013?",
    ],
)
def test_a_question_about_the_documents_is_none_of_these(question: str) -> None:
    assert about_answer(question) is None


def test_a_topic_behind_a_preposition_narrows_a_question_after_differences() -> None:
    about = about_answer("Do the sources agree on the cost of the line?")
    assert about is not None
    assert about.asked == "differences"
    assert set(about.topic) == {"cost", "line"}
