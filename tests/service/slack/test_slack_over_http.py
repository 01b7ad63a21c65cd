"""Slack's requests over HTTP: signed over the raw body, within five minutes, each counted once."""

import json
import time
from collections.abc import Iterator
from urllib.parse import urlencode

import pytest

from service.slack.events_http import LARGEST_BODY
from service.slack.running import Running
from service.slack.testing import FakeSlack
from service.slack.testing.delivery import posted, signed_headers
from service.slack.testing.workspace import Message
from tests.service.slack.bots import QUESTION, answer, answers, bot, service_of, settle

JSON = {"Content-Type": "application/json"}
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@pytest.fixture(scope="module")
def slack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FakeSlack]:
    folder = tmp_path_factory.mktemp("bot")
    with FakeSlack() as made, bot(made, service_of(folder), folder, http=True) as running:
        assert isinstance(running, Running)
        yield made


def written(slack: FakeSlack) -> tuple[Message, bytes]:
    """A mention that Slack has not told of yet, and the body that would tell of it."""
    message = slack.workspace.write("C0VALLEY", "U0ANN", f"<@{slack.workspace.bot}> {QUESTION}")
    return message, json.dumps(slack.callback(message | {"type": "app_mention"})).encode()


def sent(slack: FakeSlack, body: bytes, headers: dict[str, str]) -> int:
    assert slack.postman.request_url is not None
    return posted(slack.postman.request_url, body, JSON | headers)[0]


def test_a_signed_request_is_taken_and_the_same_one_replayed_gets_no_second_answer(slack: FakeSlack) -> None:
    message, body = written(slack)
    headers = signed_headers(body, slack.signing_secret)
    assert [sent(slack, body, headers) for _ in range(3)] == [200, 200, 200]
    assert answer(slack, message)


def test_a_retry_with_the_same_id_and_slacks_retry_headers_gets_no_second_answer(slack: FakeSlack) -> None:
    message, body = written(slack)
    for number in range(4):
        again = {"X-Slack-Retry-Num": str(number), "X-Slack-Retry-Reason": "http_timeout"} if number else {}
        assert sent(slack, body, signed_headers(body, slack.signing_secret) | again) == 200
    assert answer(slack, message)


@pytest.mark.parametrize("late_s", [-301, 301, -86_400])
def test_a_timestamp_more_than_five_minutes_off_is_refused(slack: FakeSlack, late_s: int) -> None:
    message, body = written(slack)
    assert sent(slack, body, signed_headers(body, slack.signing_secret, time.time() + late_s)) == 401
    settle(slack)
    assert answers(slack, message) == []


def test_a_timestamp_just_within_five_minutes_is_taken(slack: FakeSlack) -> None:
    message, body = written(slack)
    assert sent(slack, body, signed_headers(body, slack.signing_secret, time.time() - 280)) == 200
    assert answer(slack, message)


@pytest.mark.parametrize(
    "wrong",
    [
        {"X-Slack-Signature": "v0=" + "0" * 64},
        {"X-Slack-Signature": ""},
        {"X-Slack-Signature": "v0=\xe9"},
        {"X-Slack-Request-Timestamp": "soon"},
        {"X-Slack-Request-Timestamp": "-1"},
        {"X-Slack-Request-Timestamp": "\xb2"},
        {"X-Slack-Request-Timestamp": ""},
    ],
)
def test_a_signature_or_timestamp_that_is_none_is_refused(slack: FakeSlack, wrong: dict[str, str]) -> None:
    message, body = written(slack)
    assert sent(slack, body, signed_headers(body, slack.signing_secret) | wrong) == 401
    settle(slack)
    assert answers(slack, message) == []


def test_a_body_that_was_changed_after_it_was_signed_is_refused(slack: FakeSlack) -> None:
    message, body = written(slack)
    for other in (body + b" ", body.replace(b'": "', b'":"', 1), b""):
        assert sent(slack, other, signed_headers(body, slack.signing_secret)) == 401
    settle(slack)
    assert answers(slack, message) == []


def test_a_request_signed_with_another_secret_or_not_at_all_is_refused(slack: FakeSlack) -> None:
    _, body = written(slack)
    assert sent(slack, body, signed_headers(body, "0" * 32)) == 401
    assert sent(slack, body, {}) == 401


@pytest.mark.parametrize("body", [b"{", b"\xff\xfe", b'"payload', b"payload=%7B"])
def test_signed_rubbish_is_a_bad_request_and_no_fault(slack: FakeSlack, body: bytes) -> None:
    assert sent(slack, body, signed_headers(body, slack.signing_secret)) in (400, 401)


def test_a_body_larger_than_any_of_slacks_is_refused(slack: FakeSlack) -> None:
    body = b"x" * (LARGEST_BODY + 1)
    assert sent(slack, body, signed_headers(body, slack.signing_secret)) == 413


def test_slacks_check_of_the_address_is_answered_with_its_challenge(slack: FakeSlack) -> None:
    body = json.dumps({"type": "url_verification", "challenge": "3eZbrw1a", "token": "x"}).encode()
    assert slack.postman.request_url is not None
    said = posted(slack.postman.request_url, body, JSON | signed_headers(body, slack.signing_secret))
    assert said[0] == 200
    assert "3eZbrw1a" in said[1]


def test_slacks_check_of_its_certificate_is_answered(slack: FakeSlack) -> None:
    body = urlencode({"ssl_check": "1", "token": "x"}).encode()
    assert slack.postman.request_url is not None
    assert posted(slack.postman.request_url, body, FORM | signed_headers(body, slack.signing_secret))[0] == 200
