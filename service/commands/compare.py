"""`crosscheck compare`: two texts against each other, without a data folder."""

from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from corpus.documents import Document, DocumentId
from corpus.errors import UnreadableDocument
from service.commands.options import Json
from service.commands.rows import PIPE, Row, document_in, id_of, print_each
from service.commands.terminal import messages, output, print_json, safe
from service.settings import Settings

if TYPE_CHECKING:
    from index.embedding import Embedder


def compare(
    sources: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="[FILE|-] | DOCUMENT DOCUMENT",
            help='JSON Lines {"id", "a", "b", "published_a"?, "published_b"?}, - for a pipe; or two documents.',
            show_default=False,
        ),
    ] = None,
    json: Json = False,
) -> None:
    """Compare the figures of two texts: pairs of one measure, agreeing or not. Exit code 1 if a line was none."""
    from index.embedders import embedder_named  # noqa: PLC0415  # help needs no model

    given = sources or [PIPE]
    if len(given) > 2 or len(set(given)) < len(given):
        raise typer.BadParameter("expected one file of JSON Lines, or two different documents")
    documents = [_document(path) for path in given] if len(given) == 2 else []
    embedder = embedder_named(Settings.read().model)
    if not documents:
        print_each(given[0], lambda row: _compared_row(row, embedder))
    elif json:
        print_json(_comparison(f"{given[0]} {given[1]}", documents[0], documents[1], embedder))
    else:
        _print(documents[0], documents[1], embedder)


def _compared_row(row: Row, embedder: "Embedder") -> Row:
    identifier = id_of(row)
    first, second = (document_in(row, f"{identifier}/{name}", name, f"published_{name}") for name in ("a", "b"))
    return _comparison(identifier, first, second, embedder)


def _comparison(identifier: str | int, first: Document, second: Document, embedder: "Embedder") -> Row:
    """`{"id", "pairs"}`, and `"not_checked"` with the reason where figures were not compared."""
    from service.comparing import comparison_of  # noqa: PLC0415  # see above
    from service.pair_views import compared_pairs  # noqa: PLC0415  # see above

    found = comparison_of(first, second, embedder)
    row: Row = {"id": identifier, "pairs": compared_pairs(found, first, second)}
    reasons = "; ".join(reason.removeprefix("not checked: ") for reason in found.unchecked)
    return {**row, "not_checked": reasons} if reasons else row


def _print(first: Document, second: Document, embedder: "Embedder") -> None:
    from service.commands.comparison_text import print_comparison  # noqa: PLC0415  # see above
    from service.comparing import comparison_of  # noqa: PLC0415  # see above

    found = comparison_of(first, second, embedder)
    print_comparison(first, second, found, output())
    for reason in found.unchecked:
        messages().print(safe(reason), markup=False, soft_wrap=True)


def _document(path: Path) -> Document:
    """The one document of a file, with its path as id; UnreadableDocument where it holds none or many."""
    from corpus.loading import Unread, read_documents  # noqa: PLC0415  # see above

    found = list(islice(read_documents([path]), 2))
    if isinstance(found[0], Unread):
        raise UnreadableDocument(f"{found[0].source}: {found[0].reason}")
    if len(found) > 1:
        raise UnreadableDocument(f"{path}: met several documents, expected one: compare two files of one document each")
    return replace(found[0], id=DocumentId(str(path)))
