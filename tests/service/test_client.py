import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
import uvicorn

from corpus.documents import Document, DocumentId
from index.hashing import HashingEmbedder
from index.memory import MemoryStore
from service.answer import Ask, AskFilters
from service.client import Crosscheck
from service.errors import MissingKey, Refused, ServiceUnreachable, UnknownDocument
from service.http.app import create_app
from service.service import Service

TEXT = "The bridge at Orsk cost 12 million euros."
QUESTION = "what did the bridge at Orsk cost?"


@pytest.fixture(scope="module")
def service() -> Service:
    made = Service(MemoryStore(384), HashingEmbedder(), Path("in memory"))
    made.add([Document(DocumentId(name), TEXT) for name in ("a.txt", "b/ä #?.txt")])
    return made


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
    assert client.search(QUESTION, 2) == service.search(QUESTION, 2, AskFilters())
    assert client.documents(limit=1) == service.documents(None, 1)
    assert client.documents("a.txt") == service.documents("a.txt", 100)
    assert client.read("b/ä #?.txt") == service.read("b/ä #?.txt")


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
