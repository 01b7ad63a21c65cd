"""`crosscheck ask`: an answer, and where its sources differ."""

import typer

from service.commands.answer_text import print_answer
from service.commands.options import Data, Json, Limit, Only, Publisher, Question, Since, Until
from service.commands.questions import ask_of
from service.commands.terminal import output, print_json
from service.composition import open_service
from service.settings import Settings


def ask(
    question: Question,
    limit: Limit = 8,
    publisher: Publisher = None,
    document: Only = None,
    since: Since = None,
    until: Until = None,
    data: Data = None,
    json: Json = False,
) -> None:
    """Ask a question: the answer with its sources, and every figure on which they conflict."""
    asked = ask_of(question, limit, document, publisher, since, until)
    with open_service(Settings.read(data), write=False) as service:
        answer = service.ask(asked)
    if json:
        print_json(answer)
    else:
        print_answer(answer, output())
    if answer.status == "not_in_corpus":
        raise typer.Exit(1)
