"""`crosscheck chat`: questions asked on, in one conversation that is kept."""

import sys
from collections.abc import Iterator
from contextlib import suppress
from typing import Annotated

import typer

from service.answer import Ask, AskFilters
from service.commands.chatting import Chat
from service.commands.options import Data, Json, Limit, Only, Publisher, Since, Until
from service.commands.terminal import messages
from service.composition import open_converser
from service.settings import Settings

PROMPT = "› "


def chat(
    conversation: Annotated[
        str | None,
        typer.Option(
            "--conversation", "-c", metavar="ID", help="Go on with this one, or with the only one whose id begins so."
        ),
    ] = None,
    limit: Limit = 8,
    publisher: Publisher = None,
    document: Only = None,
    since: Since = None,
    until: Until = None,
    data: Data = None,
    json: Json = False,
) -> None:
    """Ask on: each question is searched with those before it. In a pipe a question a line; exit code 1 if the corpus
    did not answer one.
    """
    filters = AskFilters(tuple(document or ()), tuple(publisher or ()), since, until)
    with open_converser(Settings.read(data)) as converser:
        talk = Chat(converser, Ask("", limit, filters), conversation, json=json)
        typed = sys.stdin.isatty()
        for line in _typed() if typed else _piped():
            if not talk.take(line):
                break
    if not typed and not talk.all_answered:
        raise typer.Exit(1)


def _typed() -> Iterator[str]:
    """The lines that a person types, until they end the input or interrupt it."""
    with suppress(ImportError):
        import readline  # noqa: F401, PLC0415 - lines can be edited and called back, where the platform has it
    messages().print("Ask, and ask on. /help lists the commands, /quit leaves.", style="dim")
    while True:
        try:
            yield input(PROMPT)
        except (EOFError, KeyboardInterrupt):
            messages().print()
            return


def _piped() -> Iterator[str]:
    """The lines of a pipe or a file; what is not UTF-8 in one shows as what it is not."""
    for number, line in enumerate(sys.stdin.buffer):
        yield line.decode("utf-8-sig" if number == 0 else "utf-8", "replace")
