"""A client of a running Crosscheck service; it gives back the same values as the service in process.

    crosscheck = Crosscheck("http://127.0.0.1:8765")
    answer = crosscheck.ask("what did the Kestrel Line cost?")
    for event in crosscheck.stream("what did the Kestrel Line cost?"):  # service.events says which there are
        ...

Whatever goes wrong is a leaf of corpus.errors.CrosscheckError.
"""

import json
import random
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from time import monotonic, sleep
from typing import NamedTuple, TypeAlias, TypeVar
from urllib.parse import quote, urlencode, urlsplit

from pydantic import ValidationError

from corpus.documents import Document
from corpus.errors import CrosscheckError
from service.answer import Answer, Ask, Found, PassageView
from service.conversations.views import ConversationList, ConversationRow, ConversationView
from service.documents import AddedDocument, AddedDocuments, DocumentList, DocumentRow, DocumentView, row_of, view_of
from service.errors import MissingKey, ReadOnlyKey, Refused, ServiceUnreachable, UnknownConversation, UnknownDocument
from service.events import Done, Event
from service.received import adapter_of, event_of, problem_in, received
from service.settings import DOCUMENTS_LISTED
from service.wire import Json, plain, to_json

T = TypeVar("T")


LONGEST_PAUSE_S = 30.0
"""However long a service asks one to wait: it may have somewhat more to do than it thought."""


Added: TypeAlias = list[AddedDocument]


class Reply(NamedTuple):
    """What came back, before anything is read into it."""

    status: int
    headers: Mapping[str, str]
    content: bytes

    @property
    def pause_s(self) -> float | None:
        """How long to wait before asking again, where the service asks for that; None where it does not."""
        given = self.headers.get("retry-after")
        if self.status not in (429, 503) or given is None:
            return None
        return min(float(given), LONGEST_PAUSE_S) if given.isascii() and given.isdecimal() else 1.0


class Crosscheck:
    """One service, by its address ("http://127.0.0.1:8765"), with the key that it wants, if it wants one.

    Where the service has too much to do (429, or 503 with Retry-After), it is asked again as often and as long as
    `patience_s` allows: every request may be repeated, an add too. Safe to use from several threads.
    """

    def __init__(
        self, address: str, api_key: str | None = None, timeout_s: float = 60.0, patience_s: float = 30.0
    ) -> None:
        self._address = address
        self._headers = {"Content-Type": "application/json"}
        if api_key:
            self._headers["Authorization"] = f"Bearer {api_key}"
        self._timeout_s = timeout_s
        self._patience_s = patience_s

    def ask(self, ask: Ask | str) -> Answer:
        """What the sources say, and where they differ."""
        return _read(Answer, self._call("POST", "/v1/ask", plain(Ask(ask) if isinstance(ask, str) else ask)))

    def stream(self, ask: Ask | str) -> Iterator[Event]:
        """The same as it comes about; who takes no more of it should close it."""
        body = to_json(plain(Ask(ask) if isinstance(ask, str) else ask)).encode()
        until = monotonic() + self._patience_s
        while True:
            with self._connected("POST", "/v1/ask", body, accept="text/event-stream") as response:
                if response.status < 400:
                    yield from self._events(response)
                    return
                reply = _reply(response)
            if not _paused(reply, until):
                self._said(reply)

    def search(self, ask: Ask | str) -> tuple[PassageView, ...]:
        """The passages that bear on the question, best first."""
        body = plain(Ask(ask) if isinstance(ask, str) else ask)
        return _read(Found, self._call("POST", "/v1/search", body)).passages

    def add(self, documents: Sequence[Document]) -> Added:
        """What became of each; what was given and what was inferred about them stays known."""
        body = {"documents": [_sent(document) for document in documents]}
        return list(_read(AddedDocuments, self._call("POST", "/v1/documents", body)).documents)

    def documents(self, after: str | None = None, limit: int = 100) -> DocumentList:
        """At most `limit` documents behind `after`."""
        query = {"limit": limit} | ({"after": after} if after else {})
        return _read(DocumentList, self._call("GET", "/v1/documents?" + urlencode(query)))

    def list(self) -> Iterator[DocumentRow]:
        """All documents in the order of their ids; those that come or go meanwhile may be among them or not."""
        after: str | None = None
        while True:
            page = self.documents(after, DOCUMENTS_LISTED)
            yield from page.documents
            after = page.next
            if after is None:
                return

    def read(self, document: str) -> DocumentView:
        """The document with its whole text; UnknownDocument where there is none."""
        return _read(DocumentView, self._call("GET", "/v1/documents/" + quote(document, safe="")))

    def remove(self, document: str) -> None:
        """The document gone; UnknownDocument where there was none."""
        self._call("DELETE", "/v1/documents/" + quote(document, safe=""))

    def begin(self, title: str | None = None) -> ConversationRow:
        """A new conversation; without a title it takes its first question for one."""
        return _read(ConversationRow, self._call("POST", "/v1/conversations", {"title": title}))

    def conversations(self, after: str | None = None, limit: int = 50) -> ConversationList:
        """At most `limit` conversations behind a page's `next`, last changed first."""
        query = {"limit": limit} | ({"after": after} if after else {})
        return _read(ConversationList, self._call("GET", "/v1/conversations?" + urlencode(query)))

    def conversation(self, conversation: str) -> ConversationView:
        """The conversation with the answers as they were given; UnknownConversation where there is none."""
        return _read(ConversationView, self._call("GET", _path_of(conversation)))

    def forget(self, conversation: str) -> None:
        """The conversation gone with all its turns; UnknownConversation where there is none."""
        self._call("DELETE", _path_of(conversation))

    def export(self, conversation: str) -> str:
        """The conversation as Markdown, its quotes in footnotes; UnknownConversation where there is none."""
        reply = self._patient("GET", _path_of(conversation) + "/export", None)
        if reply.status >= 400:
            self._said(reply)
        return reply.content.decode()

    def is_alive(self) -> bool:
        """Whether a Crosscheck service answers there."""
        try:
            return self._call("GET", "/healthz") == {"status": "ok"}
        except (ServiceUnreachable, Refused):
            return False

    def _call(self, method: str, path: str, body: object = None) -> object:
        return self._said(self._patient(method, path, None if body is None else to_json(body).encode()))

    def _said(self, reply: Reply) -> object:
        """What the reply says, where it is no refusal; the refusal raised, where it is one."""
        try:
            said = json.loads(reply.content) if reply.content else None
        except ValueError as error:
            raise ServiceUnreachable(f"{self._address} answers, but not as a Crosscheck service does") from error
        if reply.status < 400:
            return said
        raise _refusal(reply.status, said if isinstance(said, dict) else {})

    def _patient(self, method: str, path: str, body: bytes | None) -> Reply:
        """The reply, asked for again while the service says that it will have time later and there is patience left."""
        until = monotonic() + self._patience_s
        while True:
            with self._connected(method, path, body) as response:
                reply = _reply(response)
            if not _paused(reply, until):
                return reply

    @contextmanager
    def _connected(
        self, method: str, path: str, body: bytes | None, accept: str = "application/json"
    ) -> Iterator[HTTPResponse]:
        """The response, to be read while this lasts; ServiceUnreachable where none comes or it breaks off."""
        parts = urlsplit(self._address)
        kind = HTTPSConnection if parts.scheme == "https" else HTTPConnection
        connection = kind(parts.hostname or "", parts.port, timeout=self._timeout_s)
        try:
            connection.request(method, path, body, self._headers | {"Accept": accept})
            yield connection.getresponse()
        except (OSError, HTTPException) as error:
            raise ServiceUnreachable(f"no answer from {self._address} ({error}): is it running?") from error
        finally:
            connection.close()

    def _events(self, response: HTTPResponse) -> Iterator[Event]:
        """The parts of the answer, to its end; an error that is told in between is raised."""
        for each in received(response):
            with _in_known_form():
                event, problem = event_of(each), problem_in(each) if each.name == "error" else None
            if problem is not None:
                raise _refusal(int(problem.get("status", 500)), problem)
            if event is not None:
                yield event
            if isinstance(event, Done):
                return
        raise ServiceUnreachable(f"the answer from {self._address} broke off: ask again")


def _reply(response: HTTPResponse) -> Reply:
    headers = {name.lower(): value for name, value in response.getheaders()}
    return Reply(response.status, headers, response.read())


def _paused(reply: Reply, until: float) -> bool:
    """Whether to ask again, after the pause that the service wanted; False where none is left before `until`."""
    if reply.pause_s is None:
        return False
    pause_s = reply.pause_s * random.uniform(1.0, 1.5)  # noqa: S311 - so that those refused together part
    if monotonic() + pause_s > until:
        return False
    sleep(pause_s)
    return True


def _refusal(status: int, problem: Mapping[str, object]) -> CrosscheckError:
    detail, request_id = str(problem.get("detail", "no reason given")), problem.get("request_id")
    if status == 404:
        return (UnknownConversation if str(problem.get("type")).endswith("-conversation") else UnknownDocument)(detail)
    if status == 401:
        return MissingKey(f"{detail}; set CROSSCHECK_API_KEY to it")
    if status == 403:
        return ReadOnlyKey(detail)
    return Refused(detail, status, None if request_id is None else str(request_id))


def _path_of(conversation: str) -> str:
    return "/v1/conversations/" + quote(conversation, safe="")


def _sent(document: Document) -> dict[str, Json]:
    """The document as a request carries it: with the origin of all that is known of it, empty fields left out."""
    view = view_of(document, (), 0)
    sent = {"id": view.id, "text": view.text, "url": row_of(document).url}
    facts = {"title": view.title, "publisher": view.publisher, "published": view.published}
    return {name: plain(value) for name, value in (sent | facts).items() if value is not None}


def _read(kind: type[T], said: object) -> T:
    with _in_known_form():
        value: T = adapter_of(kind).validate_python(said)
    return value


@contextmanager
def _in_known_form() -> Iterator[None]:
    try:
        yield
    except ValidationError as error:
        raise ServiceUnreachable(f"the service answers in a form that is not known here: {error}") from error
