"""Options that several commands share."""

from pathlib import Path
from typing import Annotated

import typer

Data = Annotated[
    Path | None,
    typer.Option(
        "--data",
        metavar="FOLDER",
        help="The data folder. By default CROSSCHECK_DATA, else this user's own.",
        show_default=False,
    ),
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON, the same as over HTTP.")]
Limit = Annotated[int, typer.Option("--limit", "-n", min=1, max=50, help="The most passages.")]
Publisher = Annotated[
    list[str] | None, typer.Option("--publisher", help="Only documents of this publisher; repeat for more.")
]
Only = Annotated[list[str] | None, typer.Option("--document", help="Only this document; repeat for more.")]
Since = Annotated[
    str | None, typer.Option("--from", metavar="DATE", help='Only what was published from then on ("2024-08").')
]
Until = Annotated[str | None, typer.Option("--to", metavar="DATE", help="Only what was published until then.")]
Question = Annotated[list[str], typer.Argument(help="The question, in quotes or not.", show_default=False)]
