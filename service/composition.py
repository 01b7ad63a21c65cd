"""The one place that names the concrete classes and puts a service together.

They are imported where they are used: a command that only shows its help, or sends a request, needs none of them.
"""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from logging import getLogger
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from corpus.documents import Document
from service.documents import AddedDocument
from service.errors import NothingKept
from service.settings import Settings

if TYPE_CHECKING:
    from service.service import Service

_log = getLogger(__name__)


class Writer(Protocol):
    """Whatever can change what is kept: the service in this process, or the one that runs in another."""

    def add(self, documents: Sequence[Document]) -> list[AddedDocument]:
        """What became of each document, in their order."""
        ...

    def remove(self, document: str) -> None:
        """The document gone; UnknownDocument where there was none."""
        ...


@contextmanager
def open_service(settings: Settings, *, write: bool = True, address: str | None = None) -> Iterator["Service"]:
    """The service over the data folder. A writer is alone with it, and tells others its `address` if it has one.

    A reader needs a folder in which something was added (NothingKept).
    """
    from index.embedded import EmbeddedStore  # noqa: PLC0415  # see above
    from index.embedders import embedder_named  # noqa: PLC0415  # see above
    from index.manifest import ModelIdentity  # noqa: PLC0415  # see above
    from index.passages import BUDGET  # noqa: PLC0415  # see above
    from index.tokens import ENCODING  # noqa: PLC0415  # see above
    from service.service import Service  # noqa: PLC0415  # see above

    if not write:
        check_kept(settings.data)
    if settings.cache is not None:  # read by index.models, here and in the process that compiles
        os.environ["CROSSCHECK_CACHE"] = str(settings.cache)
    embedder = embedder_named(settings.model)
    runtime = type(embedder).__name__.removesuffix("Embedder").lower()
    model = ModelIdentity(embedder.name, embedder.dimension, ENCODING, runtime, BUDGET)
    store = EmbeddedStore.open(settings.data, model, write=write, address=address)
    _tell_of(store.rebuilt, write=write)
    try:
        yield Service(store, embedder, settings.data, lambda: tuple(store.rebuilt))
    finally:
        store.close()


@contextmanager
def open_writer(settings: Settings) -> Iterator[Writer]:
    """The service that already writes to the data folder, over HTTP, if one does; otherwise one in this process."""
    from index.lock import lock_holder  # noqa: PLC0415  # see above

    holder = lock_holder(settings.data)
    if holder is not None and holder.address is not None:
        from service.client import Crosscheck  # noqa: PLC0415  # see above

        yield Crosscheck(holder.address, settings.api_key)
        return
    with open_service(settings) as service:
        yield service


def _tell_of(rebuilt: Sequence[str], *, write: bool) -> None:
    """A cache that is missing is none to a reader's surprise: a service that runs writes them now and then."""
    for reason in rebuilt:
        if write or not reason.endswith(": missing"):
            keep = "" if write else "; crosscheck rebuild keeps what was made"
            _log.warning("a cache could not be used and was made anew (%s)%s", reason, keep)


def check_kept(data: Path) -> None:
    """NothingKept where the data folder does not exist or is empty."""
    if not data.is_dir() or not any(data.iterdir()):
        raise NothingKept(f"nothing is kept in {data}: add documents with crosscheck add PATH, or name another --data")
