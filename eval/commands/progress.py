"""How far a run is, on a terminal only."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from service.commands.terminal import messages


@contextmanager
def progress_of(total: int) -> Iterator[Callable[[int], None]]:
    """Takes how many questions are done."""
    console = messages()
    if not console.is_terminal:
        yield lambda _: None
        return
    from rich.progress import (  # noqa: PLC0415  # only for people
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("asking", total=total)
        yield lambda done: bar.update(task, completed=done)
