"""Figures read back from the truth, each decoded once."""

from collections.abc import Iterable
from itertools import islice

from corpus.documents import DocumentId
from corpus.figures.figure import Figure
from index.database import Transaction, json_list
from index.errors import StoreUnavailable
from index.records import figure_from

_KEPT = 50_000
_AT_ONCE = 10_000


class KeptFigures:
    """Decoded figures by row number. A number is never given twice, so what is here is never wrong, only perhaps gone
    from the truth; whoever asks for a number knows that it is there.
    """

    def __init__(self) -> None:
        self._figures: dict[int, Figure] = {}

    def of(self, transaction: Transaction, numbers: Iterable[int]) -> dict[int, Figure]:
        """The figures of these rows."""
        wanted = list(numbers)
        figures = {number: figure for number in wanted if (figure := self._figures.get(number)) is not None}
        missing = (number for number in wanted if number not in figures)
        while some := list(islice(missing, _AT_ONCE)):
            figures.update(_read(transaction, some))
        if len(self._figures) + len(wanted) > _KEPT:
            self._figures.clear()
        self._figures.update(figures)
        return figures

    def forget(self, numbers: Iterable[int]) -> None:
        """These rows are gone from the truth. Whoever still reads an older generation reads them again."""
        for number in numbers:
            self._figures.pop(number, None)


def _read(transaction: Transaction, numbers: list[int]) -> dict[int, Figure]:
    rows = transaction.rows(
        "SELECT figures.row, id, record FROM figures JOIN documents ON documents.row = figures.document "
        "WHERE figures.row IN (SELECT value FROM json_each(?))",
        (json_list(numbers),),
    )
    return {number: _figure(number, document, record) for number, document, record in rows}


def _figure(number: int, document: str, record: str) -> Figure:
    try:
        return figure_from(DocumentId(document), record)
    except (ValueError, TypeError, KeyError) as exc:
        raise StoreUnavailable(f"figure row {number} of {document} is damaged: run crosscheck doctor") from exc
