"""Options that the evaluation commands share."""

from typing import Annotated

import typer

from eval.errors import BadGate
from eval.gates import Gate, gates_of

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
