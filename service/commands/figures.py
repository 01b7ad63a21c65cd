"""`crosscheck figures`: what figures each text of a file states. No model, no data folder."""

from pathlib import Path
from typing import Annotated

import typer

from service.commands.rows import PIPE, Row, document_in, id_of, print_each


def figures(
    source: Annotated[
        Path,
        typer.Argument(
            metavar="[FILE|-]", help='JSON Lines {"id", "text", "published"?}; - is a pipe.', show_default=False
        ),
    ] = PIPE,
) -> None:
    """Extract figures from texts, a JSON object a line; exit code 1 if a line was none."""
    print_each(source, figures_in_row)


def figures_in_row(row: Row) -> dict[str, object]:
    """`{"id", "figures"}` of a row, the figures in text order, as answers print them.

    And `"not_checked"` with the reason where not all were read: "language" for a text that is not English.
    """
    from corpus.figures.extract import figures_of  # noqa: PLC0415  # tables of units and names, which help needs not
    from corpus.figures.printing import figure_json  # noqa: PLC0415  # see above
    from service.unchecked import unread_in  # noqa: PLC0415  # see above

    identifier = id_of(row)
    document = document_in(row, str(identifier), "text", "published")
    figures = figures_of(document)
    answer: dict[str, object] = {"id": identifier, "figures": [figure_json(figure) for figure in figures]}
    reason = unread_in(document, len(figures))
    return {**answer, "not_checked": reason} if reason else answer
