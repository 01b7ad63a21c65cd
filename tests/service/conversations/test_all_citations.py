"""Every citation of every answer to the sample set's questions is true: asked, asked on, streamed, kept, exported."""

import json
from pathlib import Path

from corpus.documents import Document
from corpus.loading import read_documents
from eval.eval_set import OWN_SETS
from eval.sample import SAMPLE
from index.hashing import HashingEmbedder
from index.memory import MemoryStore
from service.answer import Answer, Ask, SideSource
from service.answering import SENTENCES, WORDS
from service.events import answer_in
from service.service import Service
from service.wire import to_json
from tests.service.conversations.test_export import check_notes


def sources_of(answer: Answer) -> list[SideSource]:
    of_sides = [side.sources for conflict in answer.conflicts for side in conflict.sides]
    return [source for sources in (*of_sides, *(each.sources for each in answer.alternatives)) for source in sources]


def check(answer: Answer, texts: dict[str, str]) -> int:
    """How many citations the answer has, all of them true and within the limits, as are all sides and alternatives."""
    said = answer.answer
    assert len(said.citations) <= SENTENCES
    assert len(said.text.split()) <= WORDS
    for cited in said.citations:
        assert said.text[cited.start : cited.end] == cited.quote
        assert texts[cited.document][cited.source_start : cited.source_end] == cited.quote
        document, _, span = cited.passage.rpartition("#")
        first, last = map(int, span.split("-"))
        assert document == cited.document
        assert first <= cited.source_start
        assert cited.source_end <= last
    for source in sources_of(answer):
        assert texts[source.document][source.start : source.end] == source.text
        assert texts[source.document][source.sentence.start : source.sentence.end] == source.sentence.text
    return len(said.citations)


def test_every_citation_of_every_answer_is_true_however_it_is_asked(tmp_path: Path) -> None:
    documents = [each for each in read_documents([SAMPLE / "documents"]) if isinstance(each, Document)]
    texts: dict[str, str] = {document.id: document.text for document in documents}
    service = Service(MemoryStore(384), HashingEmbedder(), tmp_path)
    service.add(documents)
    rows = [json.loads(line) for line in (OWN_SETS / "sample" / "questions.jsonl").read_text("utf-8").splitlines()]
    cited = 0
    for row in rows:
        begun = service.begin()
        asked = [row["question"], "Who else says so?", "What do they disagree on?"]
        answers = [service.ask(Ask(question, conversation=begun.id)) for question in asked]
        cited += sum(check(answer, texts) for answer in answers)
        streamed = answer_in(service.stream(Ask(row["question"])))
        assert streamed.answer == answers[0].answer
        kept = service.conversation(begun.id)
        assert [to_json(turn.answer) for turn in kept.turns] == [to_json(answer) for answer in answers]
        assert check_notes(service, service.export(begun.id)) >= len(
            {each.quote for each in answers[0].answer.citations}
        )
    assert cited > 2 * len(rows)
