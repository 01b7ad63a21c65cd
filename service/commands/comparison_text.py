"""Two documents against each other as a person reads it: what they differ on, then what they agree on."""

from collections.abc import Sequence

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from corpus.documents import Document
from index.passages import Passage
from service.answer import ConflictView
from service.commands.answer_text import WIDEST
from service.commands.conflict_text import conflict_block
from service.commands.terminal import safe
from service.comparing import Compared
from service.conflicts.confidence import confidence_of
from service.conflicts.grouping import GRAVITY, conflicts_from
from service.conflicts.pairing import apart_in
from service.conflicts.views import view_of
from service.pair_views import ComparedPair, compared_pairs


def print_comparison(first: Document, second: Document, found: Compared, console: Console) -> None:
    """The differences in two columns, the gravest and surest first; below them what agrees, a line each."""
    width = min(console.width, WIDEST)
    differing = differences(first, second, found)
    agreeing = [pair for pair in compared_pairs(found, first, second) if pair.type == "compatible"]
    parts: list[RenderableType] = [Text(), _heading(len(differing), len(agreeing)), Text()]
    parts += [conflict_block(conflict, width) for conflict in differing]
    if agreeing:
        parts += [Padding(_agreeing(agreeing), (0, 0, 1, 2))]
    console.print(Group(*parts), width=width)


def differences(first: Document, second: Document, found: Compared) -> list[ConflictView]:
    """The conflicts of the two as answers show them, with both whole documents for passages."""
    documents = {document.id: document for document in (first, second)}
    whole = {name: Passage(name, 0, len(document.text), document.text) for name, document in documents.items()}
    passages = {name: (passage,) for name, passage in whole.items()}
    conflicts = conflicts_from(found.pairs, apart_in(documents))
    views = [
        view_of(conflict, confidence_of(conflict, found.kinds), 1.0, documents, passages, list(whole.values()))
        for conflict in conflicts
    ]
    return sorted(views, key=lambda view: (GRAVITY[view.type], -view.confidence, view.id))


def _heading(differing: int, agreeing: int) -> RenderableType:
    figures = "1 figure differs" if differing == 1 else f"{differing:,} figures differ"
    return Rule(Text(f"{figures}, {agreeing:,} agree", style="bold"), align="left", style="dim")


def _agreeing(pairs: Sequence[ComparedPair]) -> RenderableType:
    rows = Table.grid(padding=(0, 2))
    for pair in pairs:
        rows.add_row(safe(pair.measure), safe(pair.a.text), safe(pair.b.text), Text(pair.rule, style="dim"))
    return rows
