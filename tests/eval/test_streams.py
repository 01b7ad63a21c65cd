"""The benchmark of streams: what it measures, and what it counts as an error."""

from pathlib import Path

from eval.benchmarks.streams import Streamed, at_once, report, streamed
from service.http.app import create_app
from service.settings import Settings
from tests.service.conversations.talks import QUESTION, service_in
from tests.service.serving import served


def test_fifty_streams_at_once_are_all_told_to_their_end(tmp_path: Path) -> None:
    with served(create_app(service_in(tmp_path))) as port:
        found = at_once(port, [QUESTION, "When did it open?"], 50, 2)
    assert len(found) == 100
    assert [each.error for each in found] == [None] * 100
    assert all(0 < each.first <= each.end for each in found)


def test_a_stream_that_is_refused_or_not_answered_is_an_error(tmp_path: Path) -> None:
    with served(create_app(service_in(tmp_path), "secret")) as port:
        assert streamed(port, QUESTION).error == "status 401"
    assert streamed(port, QUESTION).error == "ConnectionRefusedError"


def test_a_stream_over_its_deadline_counts_what_it_was_told(tmp_path: Path) -> None:
    settings = Settings(deadline_s=0.01)
    with served(create_app(service_in(tmp_path), None, settings), settings) as port:
        assert streamed(port, QUESTION).error is not None


def test_the_table_names_every_error_and_the_first_event_against_the_embedding() -> None:
    alone = [Streamed(2.0, 9.0), Streamed(4.0, 11.0)]
    many = [*alone, Streamed(error="status 429"), Streamed(error="status 429")]
    text = report([1.0, 1.0], [1.5, 1.5], alone, many)
    assert "first event after 1.5 times the embedding" in text
    assert "2 errors of 6 streams" in text
    assert "error, 2 times: status 429" in text
