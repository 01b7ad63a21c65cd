from corpus.documents import Document
from corpus.figures.extract import figures_of
from index.passages import Passage
from index.store import Match
from service.hosts import hosts_of, is_about_hosts
from service.questions import question_of
from service.scoring import coverage, given, rarity_of, worths_of
from service.sentences import Sentence, is_prose, sentences_in
from service.standing import standing_of
from service.terms import term_of
from tests.service.towns import document


def matches_of(found: Document, *spans: tuple[int, int]) -> list[Match]:
    passages = [Passage(found.id, start, end, found.text[start:end]) for start, end in spans]
    return [Match(passage, 0.8 - place / 10, "dense") for place, passage in enumerate(passages)]


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


def test_a_question_about_no_visit_has_no_hosts() -> None:
    assert hosts_of(question_of("why did Limora sell copper?"), read("The trip to Limora was short.")) == frozenset()


def test_the_corpus_answers_where_the_passage_is_near_or_the_words_are_there() -> None:
    found = read("Boats left the harbour of Skelda early.")
    rarity = {term_of("boats"): 1.0, term_of("harbour"): 1.0}
    assert standing_of(0.3, found, rarity) == "answered"
    assert standing_of(0.2, found, rarity) == "partly"
    assert standing_of(0.3, found, {"bee": 1.0}) == "not_in_corpus"
    assert standing_of(0.7, found, {"bee": 1.0}) == "answered"
    assert standing_of(0.7, [], {}) == "partly"
    assert standing_of(0.0, [], {}) == "not_in_corpus"


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
