"""`crosscheck list`: what is kept."""

from collections.abc import Callable, Iterator

from rich.table import Table

from service.commands.options import Data, Json
from service.commands.terminal import messages, output, print_json, safe
from service.composition import open_service
from service.documents import DocumentList, DocumentRow
from service.settings import Settings


def list_documents(data: Data = None, json: Json = False) -> None:
    """List the documents, with publisher and date."""
    with open_service(Settings.read(data), write=False) as service:
        rows = list(_all(service.documents))
    if json:
        print_json({"documents": rows})
        return
    _print(rows)
    messages().print("1 document" if len(rows) == 1 else f"{len(rows):,} documents", style="dim")


def _all(documents: Callable[[str | None, int], DocumentList]) -> Iterator[DocumentRow]:
    """Every document, a page at a time."""
    after: str | None = None
    while True:
        page = documents(after, 500)
        yield from page.documents
        if page.next is None:
            return
        after = page.next


def _print(rows: list[DocumentRow]) -> None:
    """Columns on a terminal; tab-separated in a pipe, where other programs cut lines."""
    console = output()
    if not console.is_terminal:
        for row in rows:
            print("\t".join(safe(part or "") for part in (row.id, row.published, row.publisher, row.title)))
        return
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim")
    for name in ("document", "published", "publisher", "title"):
        table.add_column(name, overflow="ellipsis", no_wrap=True)
    for row in rows:
        table.add_row(*(safe(part or "") for part in (row.id, row.published, row.publisher, row.title)))
    console.print(table, markup=False)
