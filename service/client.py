"""A client of a running Crosscheck service; it gives back the same values as the service in process."""

import json
from collections.abc import Sequence
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import TypeVar
from urllib.parse import quote, urlencode, urlsplit

from pydantic import TypeAdapter, ValidationError

from corpus.documents import Document
from service.answer import Answer, Ask, AskFilters, Found, PassageView
from service.documents import AddedDocument, AddedDocuments, DocumentList, DocumentView, row_of, view_of
from service.errors import MissingKey, Refused, ServiceUnreachable, UnknownDocument
from service.wire import Json, plain, to_json

T = TypeVar("T")


class Crosscheck:
    """One service, by its address ("http://127.0.0.1:8765"), with the key that it wants, if it wants one."""

    def __init__(self, address: str, api_key: str | None = None, timeout_s: float = 60.0) -> None:
        self._address = address
        self._headers = {"Content-Type": "application/json"}
        if api_key:
            self._headers["Authorization"] = f"Bearer {api_key}"
        self._timeout_s = timeout_s

    def ask(self, ask: Ask) -> Answer:
        """What the sources say, and where they differ."""
        return _read(Answer, self._call("POST", "/v1/ask", plain(ask)))

    def search(self, question: str, limit: int = 8, filters: AskFilters | None = None) -> tuple[PassageView, ...]:
        """The passages that bear on the question, best first."""
        body = plain(Ask(question, limit, filters or AskFilters()))
        return _read(Found, self._call("POST", "/v1/search", body)).passages

    def add(self, documents: Sequence[Document]) -> list[AddedDocument]:
        """What became of each; what was given and what was inferred about them stays known."""
        body = {"documents": [_sent(document) for document in documents]}
        return list(_read(AddedDocuments, self._call("POST", "/v1/documents", body)).documents)

    def documents(self, after: str | None = None, limit: int = 100) -> DocumentList:
        """At most `limit` documents behind `after`."""
        query = {"limit": limit} | ({"after": after} if after else {})
        return _read(DocumentList, self._call("GET", "/v1/documents?" + urlencode(query)))

    def read(self, document: str) -> DocumentView:
        """The document with its whole text; UnknownDocument where there is none."""
        return _read(DocumentView, self._call("GET", "/v1/documents/" + quote(document, safe="")))

    def remove(self, document: str) -> None:
        """The document gone; UnknownDocument where there was none."""
        self._call("DELETE", "/v1/documents/" + quote(document, safe=""))

    def is_alive(self) -> bool:
        """Whether a Crosscheck service answers there."""
        try:
            return self._call("GET", "/healthz") == {"status": "ok"}
        except (ServiceUnreachable, Refused):
            return False

    def _call(self, method: str, path: str, body: object = None) -> object:
        status, content = self._exchange(method, path, None if body is None else to_json(body).encode())
        try:
            said = json.loads(content) if content else None
        except ValueError as error:
            raise ServiceUnreachable(f"{self._address} answers, but not as a Crosscheck service does") from error
        if status < 400:
            return said
        raise _refusal(status, str(said.get("detail")) if isinstance(said, dict) else "no reason given")

    def _exchange(self, method: str, path: str, body: bytes | None) -> tuple[int, bytes]:
        parts = urlsplit(self._address)
        kind = HTTPSConnection if parts.scheme == "https" else HTTPConnection
        connection = kind(parts.hostname or "", parts.port, timeout=self._timeout_s)
        try:
            connection.request(method, path, body, self._headers)
            response = connection.getresponse()
            return response.status, response.read()
        except (OSError, HTTPException) as error:
            raise ServiceUnreachable(f"no answer from {self._address} ({error}): is it running?") from error
        finally:
            connection.close()


def _refusal(status: int, detail: str) -> Refused | UnknownDocument | MissingKey:
    if status == 404:
        return UnknownDocument(detail)
    if status == 401:
        return MissingKey(f"{detail}; set CROSSCHECK_API_KEY to it")
    return Refused(detail, status)


def _sent(document: Document) -> dict[str, Json]:
    """The document as a request carries it: with the origin of all that is known of it, empty fields left out."""
    view = view_of(document, (), 0)
    sent = {"id": view.id, "text": view.text, "url": row_of(document).url}
    facts = {"title": view.title, "publisher": view.publisher, "published": view.published}
    return {name: plain(value) for name, value in (sent | facts).items() if value is not None}


def _read(kind: type[T], said: object) -> T:
    try:
        return TypeAdapter(kind).validate_python(said)
    except ValidationError as error:
        raise ServiceUnreachable(f"the service answers in a form that is not known here: {error}") from error
