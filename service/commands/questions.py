"""A question typed on the command line, checked as HTTP checks one."""

import typer

from corpus.documents import PartialDate
from service.answer import Ask, AskFilters
from service.settings import QUESTION_CHARACTERS


def ask_of(
    question: str,
    limit: int,
    documents: list[str] | None,
    publishers: list[str] | None,
    since: str | None,
    until: str | None,
) -> Ask:
    """The ask; typer.BadParameter, which ends with exit code 2, where a part of it cannot be meant."""
    first, last = _date(since, "--from"), _date(until, "--to")
    if first and last and first.first > last.last:
        raise typer.BadParameter(f"--from {since} lies behind --to {until}")
    filters = AskFilters(
        tuple(documents or ()), tuple(publishers or ()), (first and str(first)) or None, (last and str(last)) or None
    )
    return Ask(_question(question), limit, filters)


def _question(question: str) -> str:
    if not question.strip():
        raise typer.BadParameter('the question is empty: write it in quotes, crosscheck ask "why ...?"')
    if len(question) > QUESTION_CHARACTERS:
        raise typer.BadParameter(f"the question has {len(question):,} characters, the most is {QUESTION_CHARACTERS:,}")
    if any("\ud800" <= character <= "\udfff" for character in question):
        raise typer.BadParameter("the question is not UTF-8")
    return question


def _date(text: str | None, option: str) -> PartialDate | None:
    if text is None:
        return None
    try:
        return PartialDate.parse(text)
    except (ValueError, TypeError) as error:
        raise typer.BadParameter(f'{option} {text}: not a date: write "2024", "2024-08" or "2024-08-18"') from error
