"""`crosscheck search`: passages only."""

import typer

from service.answer import Found
from service.commands.answer_text import passage_lines
from service.commands.options import Data, Json, Limit, Only, Publisher, Question, Since, Until
from service.commands.questions import ask_of
from service.commands.terminal import messages, output, print_json
from service.composition import open_service
from service.settings import Settings


def search(
    question: Question,
    limit: Limit = 8,
    publisher: Publisher = None,
    document: Only = None,
    since: Since = None,
    until: Until = None,
    data: Data = None,
    json: Json = False,
) -> None:
    """Find passages, best first, with what their meaning and their words gave."""
    asked = ask_of(question, limit, document, publisher, since, until)
    with open_service(Settings.read(data), write=False) as service:
        found = Found(asked.question, service.search(asked))
    if json:
        print_json(found)
    else:
        output().print(passage_lines(found.passages, whole=True))
    if not found.passages:
        messages().print("No passage was found.")
        raise typer.Exit(1)
