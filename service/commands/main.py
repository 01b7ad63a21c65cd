"""`crosscheck`: its subcommands are the entry points of the group `crosscheck.commands`, of whatever room."""

import os
import sys
from collections.abc import Callable
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from corpus.errors import CrosscheckError
from service.commands.terminal import messages, safe
from service.errors import InvalidAsk
from service.settings import CONFIG

GROUP = "crosscheck.commands"
FIRST = ("serve", "ask", "chat", "search", "add", "list", "remove", "info")
"""The order of the help; other rooms' commands follow by name."""


def main(arguments: list[str] | None = None) -> None:
    """Runs one command and leaves with its exit code: 0 done, 1 found nothing or failed, 2 wrong usage."""
    given = sys.argv[1:] if arguments is None else arguments
    try:
        application(_asked(given))(given, prog_name="crosscheck")
    except CrosscheckError as error:
        messages().print(
            Text("crosscheck: ", style="bold red").append(safe(str(error)), style="default"), soft_wrap=True
        )
        sys.exit(2 if isinstance(error, InvalidAsk) else 1)
    except BrokenPipeError:  # the reader of a pipe has seen enough ("crosscheck list | head")
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or Python fails once more when it leaves
        sys.exit(1)


def application(asked: str | None = None) -> typer.Typer:
    """The command line with the subcommand that is asked for, which need not wait for the imports of others; with every
    installed one where none is, or one that there is not.
    """
    points = entry_points(group=GROUP)
    app = typer.Typer(
        help="Answers from your documents, with every figure on which the sources conflict.",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(_root)
    for point in sorted([point for point in points if point.name == asked] or points, key=_place):
        command: Callable[..., object] | typer.Typer = point.load()
        if isinstance(command, typer.Typer):  # several commands under one name: crosscheck eval run
            app.add_typer(command, name=point.name)
        else:
            app.command(point.name)(command)
    return app


def _root(
    config: Annotated[
        Path | None,
        typer.Option("--config", metavar="FILE", help="The settings file; also CROSSCHECK_CONFIG.", show_default=False),
    ] = None,
) -> None:
    """Answers from your documents, with every figure on which the sources conflict."""
    if config is not None:  # whoever reads settings looks there, in the processes that this one starts too
        os.environ[CONFIG] = str(config)


def _asked(given: list[str]) -> str | None:
    """The subcommand among the arguments."""
    rest = given[2:] if given[:1] == ["--config"] else given[given[:1] != [] and given[0].startswith("--config=") :]
    return rest[0] if rest else None


def _place(point: EntryPoint) -> tuple[int, str]:
    return (FIRST.index(point.name) if point.name in FIRST else len(FIRST), point.name)


if __name__ == "__main__":
    main()
