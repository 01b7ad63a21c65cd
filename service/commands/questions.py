"""An ask from what was typed on the command line; the asker itself checks it."""

import typer

from service.answer import Ask, AskFilters


def ask_of(
    words: list[str],
    limit: int,
    documents: list[str] | None,
    publishers: list[str] | None,
    since: str | None,
    until: str | None,
) -> Ask:
    """The ask; typer.BadParameter, which ends with exit code 2, where the shell handed over what is not text."""
    question = " ".join(words)
    if any("\ud800" <= character <= "\udfff" for character in question):
        raise typer.BadParameter("the question is not UTF-8: set the terminal to UTF-8")
    return Ask(question, limit, AskFilters(tuple(documents or ()), tuple(publishers or ()), since, until))
