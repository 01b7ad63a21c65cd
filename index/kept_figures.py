"""Figures read back from the truth, each decoded once."""

from collections.abc import Iterable
from itertools import islice
from threading import Lock
from typing import NamedTuple

from corpus.documents import DocumentId
from corpus.figures.figure import Figure
from index.database import Transaction, json_list
from index.errors import StoreUnavailable
from index.records import figure_from

MOST_CHARACTERS = 8_000_000
"""Of the records of the figures that are kept; decoded, a character takes six bytes, and never more than twelve."""
_AT_ONCE = 10_000


class _Read(NamedTuple):
    """A figure, and how long its record is."""

    figure: Figure
    characters: int


class KeptFigures:
    """Decoded figures by row number. A number is never given twice, so what is here is never wrong, only perhaps gone
    from the truth; whoever asks for a number knows that it is there.
    """

    def __init__(self) -> None:
        self._read: dict[int, _Read] = {}
        self._characters = 0
        self._forgotten_at = 0
        """The last generation in which figures went: who reads an older one leaves nothing here, or they came back."""
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._read)

    def of(self, transaction: Transaction, numbers: Iterable[int]) -> dict[int, Figure]:
        """The figures of these rows."""
        wanted = list(numbers)
        figures = {number: read.figure for number in wanted if (read := self._read.get(number)) is not None}
        missing = iter([number for number in wanted if number not in figures])
        while some := list(islice(missing, _AT_ONCE)):
            found = _read(transaction, some)
            self._keep(found, int(transaction.meta("generation")))
            figures.update((number, read.figure) for number, read in found.items())
        return figures

    def forget(self, numbers: Iterable[int], generation: int) -> None:
        """These rows are gone from the truth since that generation. Who reads an older one reads them again."""
        with self._lock:
            self._forgotten_at = max(self._forgotten_at, generation)
            for number in numbers:
                gone = self._read.pop(number, None)
                self._characters -= gone.characters if gone else 0

    def _keep(self, found: dict[int, _Read], generation: int) -> None:
        with self._lock:
            if generation < self._forgotten_at:
                return
            new = {number: read for number, read in found.items() if number not in self._read}
            more = sum(read.characters for read in new.values())
            if self._characters + more > MOST_CHARACTERS:
                self._read.clear()
                self._characters = 0
            if more <= MOST_CHARACTERS:
                self._read.update(new)
                self._characters += more


def _read(transaction: Transaction, numbers: list[int]) -> dict[int, _Read]:
    rows = transaction.rows(
        "SELECT figures.row, id, record FROM figures JOIN documents ON documents.row = figures.document "
        "WHERE figures.row IN (SELECT value FROM json_each(?))",
        (json_list(numbers),),
    )
    return {number: _Read(_figure(number, document, record), len(record)) for number, document, record in rows}


def _figure(number: int, document: str, record: str) -> Figure:
    try:
        return figure_from(DocumentId(document), record)
    except (ValueError, TypeError, KeyError) as exc:
        raise StoreUnavailable(f"figure row {number} of {document} is damaged: run crosscheck doctor") from exc
