import pytest

from corpus.documents import Document
from corpus.figures.extract import figures_of
from index.passages import Passage
from service.answer import Why
from service.hosts import Sides, hosts_of, is_about, is_about_hosts, sides_of
from service.questions import question_of
from service.retrieval import Candidate
from service.scoring import coverage, given, only_restates, rarity_of, worths_of
from service.sentences import Sentence, is_prose, sentences_in
from tests.service.towns import document


def matches_of(found: Document, *spans: tuple[int, int]) -> list[Candidate]:
    passages = [Passage(found.id, start, end, found.text[start:end]) for start, end in spans]
    scores = [0.8 - place / 10 for place in range(len(passages))]
    whys = [Why(score, 1, None, None) for score in scores]
    return list(map(Candidate, passages, scores, whys))


def read(text: str, *spans: tuple[int, int]) -> list[Sentence]:
    found = document("a.txt", text)
    return sentences_in(matches_of(found, *(spans or ((0, len(text)),))), {found.id: found}, [])


def test_sentences_of_passages_that_overlap_are_read_once_and_cite_the_better_passage() -> None:
    text = "Boats left very early. Nets hung empty there. Gulls went far inland."
    found = read(text, (23, 68), (0, 45))
    assert [(each.text, each.passage.start) for each in found] == [
        ("Boats left very early.", 0),
        ("Nets hung empty there.", 23),
        ("Gulls went far inland.", 23),
    ]
    assert all(text[each.start : each.end] == each.text for each in found)


def test_a_sentence_knows_those_before_it_questions_included() -> None:
    found = read("Why did boats leave? Storms were very near. Nets hung empty there.")
    assert [each.text for each in found] == ["Storms were very near.", "Nets hung empty there."]
    assert [each.text for each in found[1].before] == ["Storms were very near.", "Why did boats leave?"]


def test_sentences_far_apart_in_a_document_are_no_neighbours() -> None:
    text = "Boats left very early. Nets hung empty there. Gulls went far inland."
    assert read(text, (0, 22), (46, 68))[1].before == ()


def test_headings_questions_and_tables_are_no_prose() -> None:
    assert is_prose("The pier was built in 1907.")
    assert is_prose("“Nobody asked us,” she said.”")
    assert not is_prose("A pier for the town")
    assert not is_prose("Who built the pier of the town?")
    assert not is_prose("12 14 19 3.")
    assert not is_prose("See above.")


def test_boilerplate_between_paragraphs_is_left_out() -> None:
    offer = "Sign up for our newsletter to get the latest stories in your inbox."
    text = f"Boats left very early.\n\n{offer}\n\nNets hung empty there."
    assert "inbox" not in " ".join(each.text for each in read(text))


def test_a_word_that_few_passages_use_weighs_more() -> None:
    texts = ["the quay of the town", "the town hall", "the town well", "companies of the town"]
    candidates = [match for text in texts for match in matches_of(document("a.txt", text), (0, len(text)))]
    rarity = rarity_of(("quay", "town", "compani"), candidates)
    assert rarity["quay"] == rarity["compani"] > rarity["town"] > 0
    assert coverage(frozenset({"quay", "compani"}), rarity) > 0.75
    assert coverage(frozenset(), {}) == 0.0


def test_what_the_host_wants_is_no_reason_for_the_visit() -> None:
    text = (
        "On Monday the envoy made his second trip to Peruvia, where he saw the capital Limora. "
        "Limora hopes to sell more copper. It also wants a loan. The envoy hopes to calm the lenders."
    )
    question = question_of("why did the envoy visit Limora?")
    found = read(text)
    hosts = hosts_of(question, found)
    assert hosts == {"limo", "peruv"}
    assert [is_about_hosts(each, hosts) for each in found] == [False, True, True, False]
    worths = worths_of(found, question, rarity_of(question.terms, matches_of(document("a.txt", text), (0, len(text)))))
    assert max(worths) == worths[3]


@pytest.mark.parametrize(
    "text",
    [
        "Those who rule in Limora want a loan.",
        "The new coalition in Limora wants a loan.",
        "The Peruvian government wants a loan.",
        "For its part, Limora wants a loan.",
        "Since the flood, Peruvia wants a loan.",
        "Her hosts want a loan.",
    ],
)
def test_hosts_are_told_from_the_opening_of_a_sentence(text: str) -> None:
    assert is_about_hosts(read(text)[0], frozenset({"limo", "peruv"}))


@pytest.mark.parametrize(
    "text",
    [
        "LIMORA, March 2 (Newswire) – The envoy wants a loan.",
        "In Limora she wants a loan.",
        "The envoy wants a loan from Limora.",
        "The government in Ostrava wants a loan.",
    ],
)
def test_a_dateline_or_a_mention_makes_nobody_a_host(text: str) -> None:
    assert not is_about_hosts(read(text)[0], frozenset({"limo", "peruv"}))


def test_visitors_are_told_by_the_country_whose_office_they_hold() -> None:
    text = (
        "Calden’s prime minister Ada Bruun visited Limora on Monday. What moves Calden is trade. "
        "Limora wants two loans."
    )
    found = read(text)
    sides = sides_of(question_of("why did Bruun visit Limora?"), found)
    assert sides == Sides(visitors=frozenset({"bruun", "cald"}), hosts=frozenset({"limo"}))
    assert [is_about(each, sides.visitors) for each in found] == [True, True, False]


def test_a_question_about_no_visit_has_no_sides() -> None:
    assert sides_of(question_of("why did Limora sell copper?"), read("The trip to Limora was short.")) == Sides()


def given_by(text: str, asked: str) -> list[float]:
    found = document("a.txt", text)
    candidates = matches_of(found, (0, len(text)))
    question = question_of(asked)
    sentences = sentences_in(candidates, {found.id: found}, figures_of(found))
    return [given(each, question, rarity_of(question.terms, candidates)) for each in sentences]


def test_a_figure_answers_better_before_the_adjective_that_the_question_measures_by() -> None:
    long, week = given_by("The pier is 300 metres long. For one week the pier was closed.", "How long is the pier?")
    assert long - week >= 0.5


def test_since_when_is_answered_by_a_year_behind_since() -> None:
    text = "It is the first pier since 1968. It was a good pier in 1968."
    since, placed = given_by(text, "Since when is it the first?")
    assert since == 1.0 > placed


def test_a_sentence_that_tells_what_happened_and_not_why_only_restates_the_question() -> None:
    found = read("Ada Bruun visited Limora on Monday. Ada Bruun visited Limora to sign a lease. Nets hung empty there.")
    question = question_of("why did Bruun visit Limora?")
    rarity = dict.fromkeys(question.terms, 1.0)
    assert [only_restates(each, question, rarity) for each in found] == [True, False, False]
    assert not only_restates(found[0], question_of("when did Bruun visit Limora?"), rarity)


def test_a_figure_answers_better_the_nearer_the_words_of_the_question_stand() -> None:
    text = "The old pier cost 40 million euros. For 12 million euros the town bought a ferry beside the pier."
    found = document("a.txt", text)
    question = question_of("How much did the pier cost?")
    candidates = matches_of(found, (0, len(found.text)))
    sentences = sentences_in(candidates, {found.id: found}, figures_of(found))
    rarity = rarity_of(question.terms, candidates)
    first, second = (given(each, question, rarity) for each in sentences)
    assert first > second >= 0.5
    assert given(read("The pier is old and long.")[0], question, rarity) == 0.0
