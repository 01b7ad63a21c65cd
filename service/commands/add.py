"""`crosscheck add`: documents from files and folders."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from corpus.documents import Document
from service.ahead import made_ahead
from service.commands.options import Data, Json
from service.commands.terminal import messages, print_json, safe
from service.composition import Writer, open_writer
from service.documents import AddedDocument
from service.settings import DOCUMENTS_ADDED, Settings

if TYPE_CHECKING:
    from corpus.loading import Unread

CHARACTERS_AT_ONCE = 100_000
"""A few seconds' work: people see that it goes on, and no request takes as long as a client waits."""
OUTCOMES = ("added", "changed", "unchanged", "unread")


def add(
    paths: Annotated[
        list[Path], typer.Argument(help="Files and folders: .txt, .md, .html, BEIR .jsonl.", show_default=False)
    ],
    file_bytes: Annotated[
        int | None, typer.Option(help="The largest file, in .jsonl line, that is read.", show_default=False)
    ] = None,
    data: Data = None,
    json: Json = False,
) -> None:
    """Add documents; what did not change is skipped, what cannot be read is named. Exit code 1 if nothing was read."""
    from corpus.loading import read_documents  # noqa: PLC0415  # readers of formats, which help needs none of

    counts: Counter[str] = Counter()
    unread: list[AddedDocument] = []
    settings = Settings.read(data, file_bytes=file_bytes)
    with open_writer(settings) as writer, _progress() as show:
        for done in add_all(read_documents(paths, settings.file_bytes), writer):
            counts[done.outcome] += 1
            if done.outcome == "unread":
                unread.append(done)
                messages().print(f"unread: {safe(done.id)}: {safe(done.reason or '')}", markup=False, soft_wrap=True)
            show(counts)
    if json:
        print_json({name: counts[name] for name in OUTCOMES} | {"problems": unread})
    messages().print(", ".join(f"{counts[name]:,} {name}" for name in OUTCOMES), markup=False)
    if not counts["added"] + counts["changed"] + counts["unchanged"]:
        raise typer.Exit(1)


def add_all(found: "Iterable[Document | Unread]", writer: Writer) -> Iterator[AddedDocument]:
    """What became of each source; those that could not be read are told first within their batch."""
    for batch in made_ahead(_batches(found)):
        documents = [item for item in batch if isinstance(item, Document)]
        yield from (_unread(item) for item in batch if not isinstance(item, Document))
        if documents:
            yield from writer.add(documents)


def _unread(source: "Unread") -> AddedDocument:
    place = source.path if source.line is None else f"{source.path}, line {source.line}"
    return AddedDocument(place, "unread", source.reason)


def _batches(found: "Iterable[Document | Unread]") -> "Iterator[list[Document | Unread]]":
    """Runs that are small enough to be acknowledged, shown and sent one by one."""
    batch: list[Document | Unread] = []
    characters = 0
    for item in found:
        batch.append(item)
        characters += len(item.text) if isinstance(item, Document) else 0
        if len(batch) >= DOCUMENTS_ADDED or characters >= CHARACTERS_AT_ONCE:
            yield batch
            batch, characters = [], 0
    if batch:
        yield batch


@contextmanager
def _progress() -> Iterator[Callable[[Counter[str]], None]]:
    """Shows the counts while they grow, on a terminal only."""
    console = messages()
    if not console.is_terminal:
        yield lambda _: None
        return
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn  # noqa: PLC0415  # only for people

    with Progress(BarColumn(), TextColumn("{task.description}"), TimeElapsedColumn(), console=console) as bar:
        task = bar.add_task("reading", total=None)
        yield lambda counts: bar.update(task, description=", ".join(f"{counts[name]:,} {name}" for name in OUTCOMES))
