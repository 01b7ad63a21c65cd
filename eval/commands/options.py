"""Options that the evaluation commands share."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

import typer
from rich.text import Text

from eval.errors import BadEvalSet, BadGate, BadRun, ForeignFolder, UnlikeRuns
from eval.gates import Gate, gates_of
from service.commands.terminal import messages, safe

Gates = Annotated[
    list[str] | None,
    typer.Option(
        "--fail-under",
        metavar="NAME=VALUE",
        help="Exit code 1 where this measure is worse; repeat for more: --fail-under ndcg@10=0.6",
    ),
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def gates_from(written: list[str] | None) -> tuple[Gate, ...]:
    """The gates; wrong usage where one is none."""
    try:
        return gates_of(written or [])
    except BadGate as error:
        raise typer.BadParameter(str(error), param_hint="--fail-under") from error


@contextmanager
def wrong_usage() -> Iterator[None]:
    """Exit code 2 for sets and runs that cannot be used; 1 stays for what was measured and is too bad."""
    try:
        yield
    except (BadEvalSet, BadRun, ForeignFolder, UnlikeRuns) as error:
        told = Text("crosscheck: ", style="bold red").append(safe(str(error)), style="default")
        messages().print(told, soft_wrap=True)
        raise typer.Exit(2) from error
