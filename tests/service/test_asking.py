import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.documents import DocumentId
from service.answer import Answer, Ask, AskFilters
from service.asking import LONGEST_QUESTION, MOST_PASSAGES, checked
from service.errors import BlankQuestion, InvalidAsk, InvalidFilter, InvalidLimit, LongQuestion
from service.wire import to_json
from tests.service.towns import BRIDGE, FERRY, ORCHARD, TOWNS, asker_of

ASKER = asker_of(*TOWNS)
TEXTS = {each.id: each.text for each in TOWNS}


def quotes_of(answer: Answer) -> list[str]:
    return [cited.quote for cited in answer.answer.citations]


def test_a_question_after_a_reason_gets_the_sentence_with_the_cause() -> None:
    answer = ASKER.ask(Ask("Why did the council close the bridge of Ardelve?"))
    assert quotes_of(answer)[0].startswith("The council closed the bridge of Ardelve on 3 March 2021 because")
    assert (answer.question, answer.status) == (answer.standalone_question, "answered")


def test_a_question_after_a_number_gets_the_sentence_with_that_number() -> None:
    answer = ASKER.ask(Ask("How many passengers did the ferry carry?"))
    assert "The ferry carried 61,000 passengers in 2021." in quotes_of(answer)


def test_a_question_after_a_person_gets_the_sentence_that_names_one() -> None:
    assert quotes_of(ASKER.ask(Ask("Who runs the ferry?")))[0].startswith("Maud Tarrant runs the ferry")


def test_a_few_words_that_ask_nothing_are_answered_too() -> None:
    answer = ASKER.ask(Ask("pears of Quillan"))
    assert answer.passages[0].document == "orchard.txt"
    assert "Growers in Quillan picked 310 tonnes of pears last autumn." in quotes_of(answer)


def test_what_asks_a_reader_to_subscribe_is_never_an_answer() -> None:
    answer = ASKER.ask(Ask("How many articles are in the newsletter?"))
    assert not any("Subscribe" in quote for quote in quotes_of(answer))


def test_every_offset_of_an_answer_is_true() -> None:
    for question in ("Why is the bridge closed?", "the ferry of Ardelve", "When did it close?"):
        answer = ASKER.ask(Ask(question))
        for view in answer.passages:
            assert TEXTS[DocumentId(view.document)][view.start : view.end] == view.text
            for figure in view.figures:
                assert view.start <= figure["start"] < figure["end"] <= view.end
                assert TEXTS[DocumentId(view.document)][figure["start"] : figure["end"]] == figure["text"]
        passages = {view.id: view for view in answer.passages}
        for cited in answer.answer.citations:
            assert answer.answer.text[cited.start : cited.end] == cited.quote
            assert TEXTS[DocumentId(cited.document)][cited.source_start : cited.source_end] == cited.quote
            assert cited.quote in passages[cited.passage].text


def test_a_passage_carries_its_source_and_its_figures() -> None:
    view = next(view for view in ASKER.ask(Ask("the ferry of Ardelve")).passages if view.document == "ferry.txt")
    assert (view.title, view.published, view.url) == ("The ferry of Ardelve", "2022-01-15", None)
    assert "61,000" in [figure["text"] for figure in view.figures]
    assert 0 < view.why.dense <= 1
    assert (view.why.dense_rank, view.why.lexical_rank) == (1, 1)


def test_the_same_question_gives_the_same_bytes_whatever_order_documents_came_in() -> None:
    ask = Ask("Why did the council close the bridge of Ardelve?")
    assert to_json(asker_of(ORCHARD, FERRY, BRIDGE).ask(ask)) == to_json(ASKER.ask(ask))


def test_search_gives_the_passages_of_the_answer() -> None:
    question = "Why is the bridge of Ardelve closed?"
    assert ASKER.search(Ask(question)) == ASKER.ask(Ask(question)).passages
    assert len(ASKER.search(Ask(question, 1))) == 1


def test_filters_keep_other_documents_out() -> None:
    found = ASKER.search(Ask("the bridge of Ardelve", filters=AskFilters(documents=("ferry.txt",))))
    assert {view.document for view in found} == {"ferry.txt"}
    year = AskFilters(published_from="2022", published_to="2022-12")
    found = ASKER.search(Ask("the bridge of Ardelve", filters=year))
    assert {view.document for view in found} == {"ferry.txt"}


def test_an_empty_corpus_says_that_it_does_not_know() -> None:
    answer = asker_of().ask(Ask("Why is the bridge closed?"))
    assert (answer.status, answer.answer.text, answer.passages, answer.conflicts) == ("not_in_corpus", "", (), ())
    assert answer.checked.reason is not None
    assert answer.checked.reason.startswith("not checked")


@pytest.mark.parametrize(
    ("ask", "error", "words"),
    [
        (Ask(" \n\t"), BlankQuestion, "at least one word"),
        (Ask("?!…"), BlankQuestion, "at least one word"),
        (Ask("a" * (LONGEST_QUESTION + 1)), LongQuestion, "4001 characters, 4000 are allowed"),
        (Ask("bridge", limit=0), InvalidLimit, f"1 to {MOST_PASSAGES}"),
        (Ask("bridge", limit=MOST_PASSAGES + 1), InvalidLimit, "51 passages"),
        (Ask("bridge", filters=AskFilters(published_from="spring")), InvalidFilter, "'spring' is no date"),
        (Ask("bridge", filters=AskFilters(published_to="2024-13")), InvalidFilter, "'2024-13' is no date"),
        (Ask("bridge", filters=AskFilters(published_to="2024-1-1-1")), InvalidFilter, "'2024-1-1-1' is no date"),
        (Ask("bridge", filters=AskFilters(published_from="2024", published_to="2023")), InvalidFilter, "exchange"),
    ],
)
def test_an_ask_that_cannot_be_answered_says_what_to_do(ask: Ask, error: type[InvalidAsk], words: str) -> None:
    with pytest.raises(error, match=words.replace("?", r"\?")):
        ASKER.ask(ask)


def test_an_ask_without_filters_lets_all_pass() -> None:
    assert checked(Ask("bridge")) is None


@settings(max_examples=60, deadline=None)
@given(st.text(min_size=1, max_size=60))
def test_any_text_is_answered_or_refused_by_name(question: str) -> None:
    try:
        answer = ASKER.ask(Ask(question))
    except InvalidAsk:
        assert not any(character.isalnum() for character in question)
    else:
        assert len(answer.answer.text.split()) <= 90
