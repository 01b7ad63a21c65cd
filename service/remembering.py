"""What was worked out of documents and of their figures, kept from one ask to the next within a number of bytes."""

from collections import OrderedDict
from collections.abc import Callable
from functools import wraps
from sys import getsizeof
from threading import Lock
from typing import Any, TypeVar

from corpus.documents import Document, DocumentId
from corpus.figures.figure import Figure

T = TypeVar("T")

MOST_BYTES = 48_000_000
"""All that is remembered, texts included. Documents that were not asked about for longest are forgotten first."""
_ABSENT = object()


class _Notes:
    """What was worked out of one document."""

    __slots__ = ("bytes", "document", "found")

    def __init__(self, document: Document) -> None:
        self.document = document
        self.found: dict[object, Any] = {}
        self.bytes = getsizeof(document.text)


class Memory:
    """The notes of many documents, the one that was looked at last at the end; safe to use from several threads.

    A document counts with its text once, however many figures of it are known: were each kept by itself, each would
    hold a copy of the text, for every ask reads its documents anew.
    """

    def __init__(self, most_bytes: int) -> None:
        self._most = most_bytes
        self._notes: OrderedDict[DocumentId, _Notes] = OrderedDict()
        self._lock = Lock()
        self.bytes = 0

    def found(self, document: Document, key: object, make: Callable[[], T], size: Callable[[], int]) -> T:
        """What is known of the document under the key, made and kept where nothing is; `size` is in bytes."""
        notes = self._of(document)
        known: T = notes.found.get(key, _ABSENT)
        if known is _ABSENT:
            known = make()
            self._keep(notes, key, known, size())
        return known

    def _of(self, document: Document) -> _Notes:
        notes = self._notes.get(document.id)
        if notes is None or (notes.document is not document and notes.document != document):
            return self._begun(document)
        notes.document = document  # whoever asks will ask again, of this very one: it is compared by identity then
        try:
            self._notes.move_to_end(document.id)
        except KeyError:  # another thread has just forgotten it
            return self._begun(document)
        return notes

    def _begun(self, document: Document) -> _Notes:
        notes = _Notes(document)
        with self._lock:
            before = self._notes.pop(document.id, None)
            self.bytes -= before.bytes if before else 0
            self._make_room(notes.bytes)
            if self.bytes + notes.bytes <= self._most:
                self._notes[document.id] = notes
                self.bytes += notes.bytes
        return notes

    def _keep(self, notes: _Notes, key: object, found: object, size: int) -> None:
        with self._lock:
            if self._notes.get(notes.document.id) is not notes or key in notes.found:
                return
            self._make_room(size)
            if self._notes.get(notes.document.id) is notes:
                notes.found[key] = found
                notes.bytes += size
                self.bytes += size

    def _make_room(self, size: int) -> None:
        """So many bytes free, or all; the lock is held."""
        while self._notes and self.bytes + size > self._most:
            _, oldest = self._notes.popitem(last=False)
            self.bytes -= oldest.bytes


REMEMBERED = Memory(MOST_BYTES)


def remembered(
    size: Callable[[Document], int], memory: Memory = REMEMBERED
) -> Callable[[Callable[[Document], T]], Callable[[Document], T]]:
    """Makes a function of a document remember; `size` is what its result takes, in bytes, at most."""

    def decorated(make: Callable[[Document], T]) -> Callable[[Document], T]:
        @wraps(make)
        def kept(document: Document) -> T:
            return memory.found(document, make, lambda: make(document), lambda: size(document))

        return kept

    return decorated


def remembered_of_figure(
    size: Callable[[Figure], int], memory: Memory = REMEMBERED
) -> Callable[[Callable[[Figure, Document], T]], Callable[[Figure, Document], T]]:
    """The same for a function of a figure and its document."""

    def decorated(make: Callable[[Figure, Document], T]) -> Callable[[Figure, Document], T]:
        @wraps(make)
        def kept(figure: Figure, document: Document) -> T:
            return memory.found(document, (make, figure), lambda: make(figure, document), lambda: size(figure))

        return kept

    return decorated
