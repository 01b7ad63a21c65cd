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
from corpus.errors import CrosscheckError
from service.answer import Answer, Ask
from service.conversations.views import ConversationList, ConversationRow, ConversationView
from service.documents import AddedDocument
from service.errors import NothingKept
from service.settings import Settings

if TYPE_CHECKING:
    from index.embedding import Embedder
    from index.manifest import ModelIdentity
    from service.doctor import Check
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


class Converser(Protocol):
    """Whatever answers and keeps conversations: a service in this process, or the one that runs in another."""

    def ask(self, ask: Ask) -> Answer:
        """What the sources say, kept where the ask names a conversation."""
        ...

    def begin(self, title: str | None = None) -> ConversationRow:
        """A new conversation."""
        ...

    def conversations(self, after: str | None = None, limit: int = 50) -> ConversationList:
        """Conversations, last changed first."""
        ...

    def conversation(self, conversation: str) -> ConversationView:
        """One with its turns; UnknownConversation where there is none."""
        ...

    def forget(self, conversation: str) -> None:
        """One gone; UnknownConversation where there was none."""
        ...

    def export(self, conversation: str) -> str:
        """One as Markdown; UnknownConversation where there is none."""
        ...


@contextmanager
def open_service(settings: Settings, *, write: bool = True, address: str | None = None) -> Iterator["Service"]:
    """The service over the data folder. A writer is alone with it, and tells others its `address` if it has one.

    A reader needs a folder in which something was added (NothingKept).
    """
    from index.embedded import EmbeddedStore  # noqa: PLC0415  # see above
    from index.embedders import embedder_named  # noqa: PLC0415  # see above
    from service.service import Service  # noqa: PLC0415  # see above

    if not write:
        check_kept(settings.data)
    _use_cache(settings)
    embedder = embedder_named(settings.model)
    store = EmbeddedStore.open(settings.data, identity_of(embedder), write=write, address=address)
    _tell_of(store.rebuilt, write=write)
    service = Service(store, embedder, settings.data, lambda: tuple(store.rebuilt))
    try:
        yield service
    finally:
        service.close()
        store.close()


def _use_cache(settings: Settings) -> None:
    """index.models reads the environment, here and in the process that compiles."""
    if settings.cache is not None:
        os.environ["CROSSCHECK_CACHE"] = str(settings.cache)


def identity_of(embedder: "Embedder") -> "ModelIdentity":
    """All that the vectors and passages of this embedder depend on."""
    from index.manifest import ModelIdentity  # noqa: PLC0415  # see above
    from index.passages import BUDGET  # noqa: PLC0415  # see above
    from index.tokens import ENCODING  # noqa: PLC0415  # see above

    runtime = type(embedder).__name__.removesuffix("Embedder").lower()
    return ModelIdentity(embedder.name, embedder.dimension, ENCODING, runtime, BUDGET)


def examined(settings: Settings) -> "Iterator[Check]":
    """What the doctor finds; a model is not compiled for it."""
    from service.doctor import checks  # noqa: PLC0415  # see above

    try:
        _use_cache(settings)
        model: ModelIdentity | CrosscheckError = identity_of(_checked_embedder(settings.model))
    except CrosscheckError as error:
        model = error
    yield from checks(settings, model)


def _checked_embedder(model: str) -> "Embedder":
    """The embedder, once all that the default model is made of has the expected digests."""
    from index.compiled import checked_compilation, compiled_folder  # noqa: PLC0415  # see above
    from index.embedders import embedder_named  # noqa: PLC0415  # see above
    from index.models import DEFAULT_MODEL, default_model_folder  # noqa: PLC0415  # see above
    from index.tokens import encoding  # noqa: PLC0415  # see above

    encoding()
    if model == DEFAULT_MODEL:
        default_model_folder()
        checked_compilation(compiled_folder())
    return embedder_named(model)


def rebuild_caches(settings: Settings) -> None:
    """The caches made anew from the truth and kept; the truth is only read."""
    from index.caches import remove_caches  # noqa: PLC0415  # see above

    check_kept(settings.data)
    remove_caches(settings.data)
    with open_service(settings):
        pass


@contextmanager
def open_writer(settings: Settings) -> Iterator[Writer]:
    """The service that already writes to the data folder, over HTTP, if one does; otherwise one in this process."""
    from index.lock import lock_holder  # noqa: PLC0415  # see above

    holder = lock_holder(settings.data)
    if holder is not None and holder.address is not None:
        from service.client import Crosscheck  # noqa: PLC0415  # see above

        yield Crosscheck(holder.address, settings.api_key, settings.add_deadline_s, settings.add_deadline_s)
        return
    with open_service(settings) as service:
        yield service


@contextmanager
def open_converser(settings: Settings) -> Iterator[Converser]:
    """The service that already writes to the data folder, over HTTP, if one does; otherwise one in this process, which
    reads documents and keeps conversations.
    """
    from index.lock import lock_holder  # noqa: PLC0415  # see above

    holder = lock_holder(settings.data)
    if holder is not None and holder.address is not None:
        from service.client import Crosscheck  # noqa: PLC0415  # see above

        yield Crosscheck(holder.address, settings.api_key)
        return
    with open_service(settings, write=False) as service:
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
