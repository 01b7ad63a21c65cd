"""The service over HTTP, against a real server that says what a test has written down."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from eval.over_http import ATTEMPTS, served_at
from service.answer import Ask
from service.errors import MissingKey, Refused, ServiceUnreachable, UnknownDocument
from service.wire import to_json
from tests.eval.towns_set import answer_of

QUESTION = Ask("How much did the mill of Ardelve 0 grind in 2019?")
Said = tuple[int, dict[str, str], str]
LISTED: Said = (200, {}, '{"documents": [], "next": null}')


@contextmanager
def saying(*replies: Said) -> Iterator[tuple[str, list[str]]]:
    """A server that gives these replies, the last one again and again; and the requests that came in."""
    came: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._say()

        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            self._say()

        def _say(self) -> None:
            came.append(f"{self.command} {self.path} {self.headers.get('Authorization', '')}".strip())
            status, headers, body = replies[min(len(came), len(replies)) - 1]
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body.encode())))
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, format: str, *_: object) -> None:  # noqa: A002  # the name that the library gives it
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}", came
        server.shutdown()


def problem(status: int, detail: str, **headers: str) -> Said:
    return status, {name.replace("_", "-"): value for name, value in headers.items()}, json.dumps({"detail": detail})


ANSWERED: Said = (200, {}, to_json(answer_of(QUESTION)))


def test_an_answer_over_http_is_the_value_in_process() -> None:
    with saying(LISTED, ANSWERED) as (url, came), served_at(url, "secret") as target:
        assert to_json(target.ask(QUESTION)) == to_json(answer_of(QUESTION))
    assert came == ["GET /v1/documents?limit=1 Bearer secret", "POST /v1/ask Bearer secret"]


def test_what_says_later_is_asked_again_after_the_time_it_names() -> None:
    waited: list[float] = []
    busy = problem(429, "slow down", Retry_After="7")
    replies = (LISTED, busy, problem(503, "starting"), ANSWERED)
    with saying(*replies) as (url, came), served_at(url, sleep=waited.append) as target:
        assert target.ask(QUESTION).status == "answered"
    assert len(came) == 4
    assert waited[0] == 7.0
    assert waited[1] > 0


def test_what_stays_unavailable_is_given_up() -> None:
    with (
        saying(LISTED, problem(503, "the index is being written")) as (url, came),
        served_at(url, sleep=lambda _: None) as target,
        pytest.raises(Refused, match="index is being written"),
    ):
        target.ask(QUESTION)
    assert len(came) == 1 + ATTEMPTS


@pytest.mark.parametrize(
    ("status", "error"), [(422, Refused), (404, UnknownDocument), (401, MissingKey), (500, Refused)]
)
def test_a_request_that_is_wrong_or_breaks_the_service_is_not_sent_again(status: int, error: type[Exception]) -> None:
    with (
        saying(LISTED, problem(status, "no")) as (url, came),
        served_at(url) as target,
        pytest.raises(error, match="no"),
    ):
        target.ask(QUESTION)
    assert len(came) == 2


def test_a_service_that_is_not_there_or_is_none_is_said_before_anything_is_asked() -> None:
    with saying(LISTED) as (url, _):
        pass
    waited: list[float] = []
    with pytest.raises(ServiceUnreachable, match="is it running"), served_at(url, sleep=waited.append):
        pass
    assert len(waited) == ATTEMPTS - 1
    with saying(problem(401, "wants a key")) as (url, _), pytest.raises(MissingKey, match="--api-key"), served_at(url):
        pass


def test_an_answer_of_another_form_is_no_answer() -> None:
    with (
        saying(LISTED, (200, {}, '{"answer": 5}')) as (url, _),
        served_at(url) as target,
        pytest.raises(ServiceUnreachable, match="a form that is not known"),
    ):
        target.ask(QUESTION)
