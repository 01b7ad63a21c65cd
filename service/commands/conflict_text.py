"""One conflict in a terminal: its sides next to each other where there is room, else one below the other."""

from collections.abc import Sequence

from rich.box import ROUNDED
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from service.answer import ConflictView, SideSource, SideView
from service.commands.terminal import safe

COLUMN = 38
"""A sentence in fewer columns than this is hard to read: then sides stand one below the other."""
LABELS = {
    "contradiction": ("contradiction", "bold red"),
    "different_scope": ("different scope", "bold magenta"),
    "different_occurrence": ("different occurrence", "bold blue"),
    "change_over_time": ("change over time", "bold green"),
}
"""Each type of conflict for people, and its style."""


def conflict_block(conflict: ConflictView, width: int) -> RenderableType:
    """Measure and type, the sides, and why they differ."""
    label, style = LABELS[conflict.type]
    heading = Text(safe(conflict.measure), style="bold").append("  ").append(label, style=style)
    why = Text("Why: ", style="dim").append(safe(conflict.explanation), style="default")
    return Padding(Group(heading, sides_table(conflict.sides, width - 2), why), (0, 0, 1, 2))


def sides_table(sides: Sequence[SideView], width: int) -> Table:
    """As many sides in a row as leave each COLUMN columns, two at the most."""
    in_a_row = max(1, min(2, len(sides), width // COLUMN))
    table = Table(box=ROUNDED, show_header=False, show_lines=True, border_style="dim", width=width)
    for _ in range(in_a_row):
        table.add_column(ratio=1, overflow="fold")
    for first in range(0, len(sides), in_a_row):
        table.add_row(*(_side(side) for side in sides[first : first + in_a_row]))
    return table


def _side(side: SideView) -> RenderableType:
    value = Text(safe(side.text), style="bold")
    if not side.retrieved:
        value.append("  not among the passages", style="dim not bold")
    return Group(value, *(_statement(sources) for sources in _by_sentence(side.sources)))


def _by_sentence(sources: Sequence[SideSource]) -> list[list[SideSource]]:
    """Sources that stand in one sentence together, in their order."""
    grouped: dict[tuple[str, int], list[SideSource]] = {}
    for source in sources:
        grouped.setdefault((source.document, source.sentence.start), []).append(source)
    return list(grouped.values())


def _statement(sources: Sequence[SideSource]) -> RenderableType:
    """A sentence with all that it says for this side bold, and where it stands."""
    sentence = sources[0].sentence
    shown = Text(safe(sentence.text).replace("\n", " "))
    for source in sources:
        shown.stylize("bold", source.start - sentence.start, source.end - sentence.start)
    return Group(shown, _origin(sources[0]))


def _origin(source: SideSource) -> Text:
    """Publisher and date; the document where nothing says who published it; for when the value holds."""
    parts = [source.publisher or source.title or source.document, source.published]
    shown = Text("— " + " · ".join(safe(part) for part in parts if part), style="dim")
    if source.as_of and source.as_of != source.published:
        shown.append(f" ({safe(holding(source.as_of))})")
    return shown


def holding(as_of: str) -> str:
    """For when a value holds, in words: "as of 2012", "from 2023-08 to 2024-08", "since 2018"."""
    if as_of.startswith(("since ", "until ")):
        return as_of
    return f"from {as_of}" if " to " in as_of else f"as of {as_of}"
