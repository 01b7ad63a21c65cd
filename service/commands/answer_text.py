"""An answer as a person reads it in a terminal: the answer with footnotes, what sources differ on, the passages."""

from collections.abc import Sequence

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from service.answer import Answer, Citation, PassageView
from service.commands.conflict_text import conflict_block
from service.commands.terminal import safe
from service.origins import Origin, origin_in, origins_of

WIDEST = 110
"""Lines longer than this are hard to read, however wide the terminal is."""
_STATUS = {
    "partly": "The corpus answers only part of this.",
    "not_in_corpus": "The corpus does not say.",
}


def print_answer(answer: Answer, console: Console) -> None:
    """The whole answer, at most WIDEST columns wide."""
    width = min(console.width, WIDEST)
    console.print(Group(*_parts(answer, width)), width=width)


def _parts(answer: Answer, width: int) -> list[RenderableType]:
    parts: list[RenderableType] = [Text(), Text(safe(answer.question.strip()), style="bold cyan"), Text()]
    if answer.standalone_question.strip() != answer.question.strip():
        searched = Text("Searched for: ", style="dim").append(safe(answer.standalone_question), style="default")
        parts += [searched, Text()]
    if answer.status in _STATUS:
        parts += [Text(_STATUS[answer.status], style="yellow"), Text()]
    if answer.answer.text:
        parts += [Padding(_answer_text(answer), (0, 0, 1, 2)), Padding(_footnotes(answer), (0, 0, 1, 2))]
    if answer.alternatives:
        parts += [Padding(_alternatives(answer), (0, 0, 1, 2))]
    if answer.conflicts:
        parts += [_heading(_differ(len(answer.conflicts)))]
        parts += [conflict_block(conflict, width) for conflict in answer.conflicts]
    parts += [Padding(_checked(answer), (0, 0, 1, 0))]
    if answer.passages:
        parts += [_heading("Passages"), passage_lines(answer.passages)]
    return parts


def _heading(text: str) -> RenderableType:
    return Padding(Rule(Text(text, style="bold"), align="left", style="dim"), (0, 0, 1, 0))


def _differ(conflicts: int) -> str:
    return "Sources differ on one figure" if conflicts == 1 else f"Sources differ on {conflicts} figures"


def _answer_text(answer: Answer) -> Text:
    """The answer with [1], [2] behind what each citation covers."""
    numbers = _numbers(answer.answer.citations)
    shown, at = Text(), 0
    for citation in sorted(answer.answer.citations, key=lambda citation: citation.end):
        shown.append(safe(answer.answer.text[at : citation.end]))
        shown.append(f" [{numbers[citation.document]}]", style="cyan")
        at = citation.end
    shown.append(safe(answer.answer.text[at:]))
    return shown


def _numbers(citations: Sequence[Citation]) -> dict[str, int]:
    """Each cited document's number, in the order in which the answer cites them."""
    ordered = dict.fromkeys(citation.document for citation in sorted(citations, key=lambda citation: citation.start))
    return {document: number for number, document in enumerate(ordered, start=1)}


def _footnotes(answer: Answer) -> RenderableType:
    origins = origins_of(answer)
    notes = Table.grid(padding=(0, 1))
    for document, number in _numbers(answer.answer.citations).items():
        notes.add_row(Text(f"[{number}]", style="cyan"), source_line(origin_in(origins, document)))
    return notes


def _alternatives(answer: Answer) -> RenderableType:
    """The values of which each may be meant, with who states them."""
    rows = Table.grid(padding=(0, 1))
    for each in answer.alternatives:
        told = ", ".join(dict.fromkeys(source.publisher or source.title or source.document for source in each.sources))
        rows.add_row("•", Text(safe(each.text), style="bold").append(f" — {safe(told)}", style="dim not bold"))
    return Group(Text("Each of these may be meant:"), rows)


def source_line(source: PassageView | Origin) -> Text:
    """Title, publisher, date and id of a document."""
    shown = Text(safe(source.title or source.document))
    for part in (source.publisher, source.published, source.document if source.title else None):
        if part:
            shown.append(f" · {safe(part)}", style="dim")
    return shown


def _checked(answer: Answer) -> Text:
    checked = answer.checked
    if not checked.complete:
        reason = (checked.reason or "no reason is known").removeprefix("not checked: ")
        return Text(f"Not everything was checked: {safe(reason)}", style="yellow")
    figures = "1 figure" if checked.figures == 1 else f"{checked.figures:,} figures"
    said = f"{figures} checked against {checked.compared:,} like them in the whole corpus."
    return Text(said if answer.conflicts else f"No conflict found: {said}", style="dim")


def passage_lines(passages: Sequence[PassageView], *, whole: bool = False) -> RenderableType:
    """One block a passage: source and score, then its text with the figures bold; briefly, unless `whole`."""
    rows = Table.grid(padding=(0, 2), expand=True)
    rows.add_column(justify="right", no_wrap=True)
    rows.add_column(ratio=1)
    for passage in passages:
        text = _passage_text(passage)
        rows.add_row(Text(f"{passage.score:.2f}", style="dim"), source_line(passage))
        if whole:
            rows.add_row("", Text(_why(passage), style="dim"))
        rows.add_row("", Padding(text if whole else _brief(text), (0, 0, 1, 0)))
    return rows


def _why(passage: PassageView) -> str:
    """What each side of the search gave the passage."""
    meaning = f"meaning {passage.why.dense:.2f}" + _place(passage.why.dense_rank)
    if passage.why.lexical is None:
        return meaning
    return f"{meaning}, words {passage.why.lexical:.1f}{_place(passage.why.lexical_rank)}"


def _place(rank: int | None) -> str:
    return "" if rank is None else f" (#{rank})"


def _passage_text(passage: PassageView) -> Text:
    shown = Text(safe(passage.text).replace("\n", " "))
    for figure in passage.figures:
        shown.stylize("bold", figure["start"] - passage.start, figure["end"] - passage.start)
    return shown


def _brief(text: Text, characters: int = 180) -> Text:
    if len(text) <= characters:
        return text
    cut = text.plain.rfind(" ", 0, characters)
    brief = text[: cut if cut > 0 else characters]
    return brief.append(" …", style="dim")
