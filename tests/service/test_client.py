import re
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

import pytest
import uvicorn

from corpus.documents import Document, DocumentId
from index.hashing import HashingEmbedder
from index.memory import MemoryStore
from service.answer import Ask
from service.client import Crosscheck
from service.documents import DocumentList
from service.errors import MissingKey, ReadOnlyKey, Refused, ServiceUnreachable, UnknownConversation, UnknownDocument
from service.events import Done, answer_in
from service.http.app import create_app
from service.keys import Keys
from service.service import Service
from service.settings import Settings
from tests.service.serving import served

TEXT = "The bridge at Orsk cost 12 million euros."
QUESTION = "what did the bridge at Orsk cost?"


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    made = Service(MemoryStore(384), HashingEmbedder(), tmp_path_factory.mktemp("data"))
    made.add([Document(DocumentId(name), TEXT) for name in ("a.txt", "b/ä #?.txt")])
    yield made
    made.close()


@pytest.fixture(scope="module")
def address(service: Service) -> Iterator[str]:
    server = uvicorn.Server(uvicorn.Config(create_app(service, "secret"), port=0, log_level="error"))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        thread.join(0.01)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join()


@pytest.fixture
def client(address: str) -> Crosscheck:
    return Crosscheck(address, "secret")


def test_the_client_gives_the_values_that_the_service_gives(client: Crosscheck, service: Service) -> None:
    assert client.ask(Ask(QUESTION)) == service.ask(Ask(QUESTION))
    assert client.search(Ask(QUESTION, 2)) == service.search(Ask(QUESTION, 2))
    assert client.search(QUESTION) == service.search(Ask(QUESTION))
    assert client.documents(limit=1) == service.documents(None, 1)
    assert client.documents("a.txt") == service.documents("a.txt", 100)
    assert list(client.list()) == list(service.documents(None, 100).documents)
    assert client.ask(QUESTION) == client.ask(Ask(QUESTION))
    assert client.is_alive()
    assert client.read("b/ä #?.txt") == service.read("b/ä #?.txt")


def test_a_stream_gives_the_events_that_the_service_gives(client: Crosscheck, service: Service) -> None:
    assert list(client.stream(QUESTION)) == list(service.stream(Ask(QUESTION)))
    assert answer_in(client.stream(QUESTION)) == client.ask(QUESTION)


def test_the_client_converses_as_the_service_does(client: Crosscheck, service: Service) -> None:
    begun = client.begin("Costs")
    answer = client.ask(Ask(QUESTION, conversation=begun.id))
    assert list(client.stream(Ask(QUESTION, conversation=begun.id)))[-1] == Done(
        answer.status, answer.answer, answer.alternatives, answer.checked, begun.id
    )
    assert client.conversation(begun.id) == service.conversation(begun.id)
    assert [turn.number for turn in client.conversation(begun.id).turns] == [1, 2]
    assert client.conversations(limit=1) == service.conversations(None, 1)
    assert client.conversations("1").conversations == ()
    assert client.export(begun.id) == service.export(begun.id)
    assert client.begin().title is None
    client.forget(begun.id)
    with pytest.raises(UnknownConversation, match=begun.id):
        service.conversation(begun.id)


def test_an_unknown_conversation_is_the_same_error_as_in_process(client: Crosscheck) -> None:
    for use in (client.conversation, client.forget, client.export):
        with pytest.raises(UnknownConversation, match="no conversation 'gone ä' is kept here"):
            use("gone ä")
    with pytest.raises(UnknownConversation):
        next(client.stream(Ask(QUESTION, conversation="gone")))


def test_an_unknown_document_is_the_same_error_as_in_process(client: Crosscheck) -> None:
    with pytest.raises(UnknownDocument, match="nowhere"):
        client.read("nowhere")
    with pytest.raises(UnknownDocument, match="nowhere"):
        client.remove("nowhere")


def test_without_the_key_the_client_says_where_to_set_it(address: str) -> None:
    with pytest.raises(MissingKey, match="CROSSCHECK_API_KEY"):
        Crosscheck(address).documents()


def test_a_refusal_keeps_the_services_words(client: Crosscheck) -> None:
    with pytest.raises(Refused, match="#/limit") as refused:
        client.ask(Ask(QUESTION, limit=99))
    assert refused.value.status == 422


def test_a_refusal_names_its_request(client: Crosscheck) -> None:
    with pytest.raises(Refused) as refused:
        client.ask(Ask(QUESTION, limit=99))
    assert re.fullmatch("[0-9a-f]{32}", refused.value.request_id or "")


@contextmanager
def serving(handler: type[BaseHTTPRequestHandler]) -> Iterator[str]:
    """The address at which the handler answers."""
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


class Busy(BaseHTTPRequestHandler):
    """Refuses as often as it is told to, and then answers as a service without documents does."""

    refusals: ClassVar[list[tuple[int, str | None]]] = []

    def do_GET(self) -> None:  # the name that http.server calls
        status, retry_after = self.refusals.pop(0) if self.refusals else (200, None)
        content = b'{"documents": [], "next": null}' if status == 200 else b'{"detail": "too much to do"}'
        self.send_response(status)
        if retry_after is not None:
            self.send_header("Retry-After", retry_after)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.do_GET()

    def log_message(self, *_: object) -> None:
        """Nothing."""


@pytest.fixture
def busy() -> Iterator[str]:
    with serving(Busy) as address:
        yield address


@pytest.mark.parametrize("refusals", [[(429, "0")], [(429, "0"), (503, "0")], [(503, "Sun, 06 Nov 1994 08:49:37 GMT")]])
def test_a_service_that_will_have_time_later_is_asked_again(busy: str, refusals: list[tuple[int, str | None]]) -> None:
    Busy.refusals = list(refusals)
    assert Crosscheck(busy).documents() == DocumentList((), None)
    assert Busy.refusals == []


@pytest.mark.parametrize(
    ("refusal", "patience_s"), [((429, "7"), 5.0), ((503, None), 60.0), ((429, None), 60.0), ((500, "0"), 60.0)]
)
def test_a_refusal_that_no_patience_helps_is_raised_at_once(
    busy: str, refusal: tuple[int, str | None], patience_s: float
) -> None:
    Busy.refusals = [refusal, (200, None)]
    with pytest.raises(Refused, match="too much to do") as refused:
        Crosscheck(busy, patience_s=patience_s).documents()
    assert refused.value.status == refusal[0]
    assert len(Busy.refusals) == 1


def test_a_stream_is_asked_for_again_while_there_is_patience(busy: str) -> None:
    Busy.refusals = [(429, "0"), (503, "0"), (503, None)]
    with pytest.raises(Refused, match="too much to do"):
        next(Crosscheck(busy).stream(QUESTION))
    assert Busy.refusals == []


class Broken(BaseHTTPRequestHandler):
    """Begins a stream and says this in it."""

    told: ClassVar[bytes] = b""

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(200)
        self.end_headers()
        self.wfile.write(self.told)

    def log_message(self, *_: object) -> None:
        """Nothing."""


@pytest.fixture
def breaking() -> Iterator[str]:
    with serving(Broken) as address:
        yield address


@pytest.mark.parametrize(
    ("told", "error", "message"),
    [
        (b": still here\n\nevent: later\ndata: {}\n\n", ServiceUnreachable, "broke off"),
        (b"event: sentence\ndata: {}\n\n", ServiceUnreachable, "in a form that is not known"),
        (b"event: done\r\ndata: half", ServiceUnreachable, "broke off"),
        (b'event: error\ndata: {"status": 503,\ndata: "detail": "too late"}\n\n', Refused, "too late"),
        (b"event: error\ndata: oh\n\n", ServiceUnreachable, "in a form that is not known"),
    ],
)
def test_a_stream_that_goes_wrong_says_how(
    breaking: str, monkeypatch: pytest.MonkeyPatch, told: bytes, error: type[Exception], message: str
) -> None:
    monkeypatch.setattr(Broken, "told", told)
    with pytest.raises(error, match=message):
        list(Crosscheck(breaking).stream(QUESTION))


def test_nobody_at_the_address_is_said(busy: str) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        nobody = Crosscheck(f"http://127.0.0.1:{closed.getsockname()[1]}")
        assert not nobody.is_alive()
        with pytest.raises(ServiceUnreachable, match="is it running"):
            nobody.documents()


def test_a_read_only_key_is_the_same_error_as_in_process(tmp_path: Path) -> None:
    store = MemoryStore(384)
    secret = Keys(tmp_path).create("reader", "read")
    app = create_app(Service(store, HashingEmbedder(), tmp_path), None, Settings(data=tmp_path))
    with served(app) as port:
        client = Crosscheck(f"http://127.0.0.1:{port}", secret)
        assert list(client.list()) == []
        with pytest.raises(ReadOnlyKey, match="the key reader may only read"):
            client.add([Document(DocumentId("a"), TEXT)])


def test_something_else_at_the_address_is_named(address: str) -> None:
    class Elsewhere(BaseHTTPRequestHandler):
        def do_GET(self) -> None:  # the name that http.server calls
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"<h1>hello</h1>")

        def log_message(self, *_: object) -> None:
            """Nothing."""

    with HTTPServer(("127.0.0.1", 0), Elsewhere) as server:
        threading.Thread(target=server.handle_request).start()
        with pytest.raises(ServiceUnreachable, match="not as a Crosscheck"):
            Crosscheck(f"http://127.0.0.1:{server.server_port}").documents()
