"""`crosscheck remove`: documents gone from every later answer."""

from typing import Annotated

import typer

from service.commands.options import Data, Json
from service.commands.terminal import messages, print_json, safe
from service.composition import check_kept, open_writer
from service.errors import UnknownDocument
from service.settings import Settings


def remove(
    documents: Annotated[list[str], typer.Argument(help="Ids, as crosscheck list shows them.", show_default=False)],
    data: Data = None,
    json: Json = False,
) -> None:
    """Remove documents by id; exit code 1 if one of them was not there."""
    settings = Settings.read(data)
    check_kept(settings.data)
    removed, unknown = [], []
    with open_writer(settings) as writer:
        for document in documents:
            try:
                writer.remove(document)
                removed.append(document)
            except UnknownDocument:
                unknown.append(document)
    if json:
        print_json({"removed": removed, "unknown": unknown})
    for document in unknown:
        messages().print(f"not kept: {safe(document)}", markup=False)
    messages().print(f"{len(removed):,} removed", markup=False)
    if unknown:
        raise typer.Exit(1)
