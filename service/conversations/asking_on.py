"""A question in a conversation: asked of the documents, or of the answer before it where it is about that."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from service.answer import Answer, Ask
from service.asking import Asker, checked
from service.conversations.about import about_answer
from service.conversations.differences import differences_in
from service.events import PassagesFound

Steps = Iterator[PassagesFound | Answer]


def steps_of(asker: Asker, ask: Ask, before: Callable[[], Answer | None]) -> Steps:
    """The passages, then the answer; `before` gives the answer that the question may be about, None where there is
    none. A query that the asker gave is searched for, whatever the question is.
    """
    about = about_answer(ask.question) if ask.query is None else None
    answer = before() if about else None
    if about is None or answer is None:
        return asker.in_steps(ask)
    if about.asked == "others":
        return asker.who_else(ask, answer)
    checked(ask)
    told = differences_in(answer, ask.question, about.topic)
    return asker.in_steps(ask) if told is None else _told(told)


def answer_before(asker: Asker, ask: Ask) -> Answer | None:
    """The answer to the last turn of the ask's history that asks the documents, made anew; None where none answers."""
    for place in range(len(ask.history) - 1, -1, -1):
        question = ask.history[place].question
        if about_answer(question) is None and any(character.isalnum() for character in question):
            answer = asker.ask(replace(ask, question=question, history=ask.history[:place], query=None))
            return answer if answer.answer.text else None
    return None


def _told(answer: Answer) -> Steps:
    yield PassagesFound(answer.question, answer.standalone_question, answer.passages)
    yield answer
