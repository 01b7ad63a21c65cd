"""The Slack for tests refuses what Slack refuses, in Slack's words: else tests against it would say nothing."""

import json
import time
from collections.abc import Iterator
from typing import Any

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.signature import SignatureVerifier
from slack_sdk.web import WebClient
from slack_sdk.webhook import WebhookClient

from service.slack.testing import FakeSlack
from service.slack.testing.delivery import signed_headers
from service.slack.testing.limits import wrong_with_blocks, wrong_with_view

Block = dict[str, Any]


def text(said: str, kind: str = "mrkdwn") -> Block:
    return {"type": kind, "text": said}


def section(said: str) -> Block:
    return {"type": "section", "text": text(said)}


def button(**more: str) -> Block:
    return {"type": "button", "text": text("Go", "plain_text"), "action_id": "go"} | more


def rich(*elements: Block) -> Block:
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": list(elements)}]}


@pytest.fixture(scope="module")
def slack() -> Iterator[FakeSlack]:
    with FakeSlack() as made:
        yield made


@pytest.fixture
def client(slack: FakeSlack) -> WebClient:
    return WebClient(slack.web.bot_token, slack.api, retry_handlers=[])


def refused(client: WebClient, method: str, **arguments: object) -> str:
    with pytest.raises(SlackApiError) as refusal:
        client.api_call(method, json=arguments)
    return str(refusal.value.response["error"])


def test_a_message_that_is_well_is_kept_and_has_a_ts(slack: FakeSlack, client: WebClient) -> None:
    posted = client.chat_postMessage(channel="C0VALLEY", text="x", blocks=[section("*x*")])
    assert slack.workspace.thread("C0VALLEY", posted["ts"])[0]["blocks"] == [section("*x*")]


@pytest.mark.parametrize(
    ("blocks", "fault"),
    [
        ([section("x" * 3_001)], "must be less than 3001 characters [json-pointer:/blocks/0/text/text]"),
        ([section("")], "must be more than 0 characters [json-pointer:/blocks/0/text/text]"),
        ([section("x")] * 51, "no more than 50 items allowed [json-pointer:/blocks]"),
        ([{"type": "carousel"}], "unsupported type: carousel [json-pointer:/blocks/0/type]"),
        (
            [section("x") | {"block_id": "x" * 256}],
            "less than 256 characters [json-pointer:/blocks/0/block_id]",
        ),
        (
            [{"type": "context", "elements": [text("x")] * 11}],
            "1 to 10 items [json-pointer:/blocks/0/elements]",
        ),
        ([{"type": "actions", "elements": []}], "must have 1 to 25 items [json-pointer:/blocks/0/elements]"),
        ([{"type": "actions", "elements": [button(), button()]}], "`action_id` already exists"),
        ([{"type": "actions", "elements": [button(value="x" * 2_001)]}], "less than 2001 characters"),
        ([{"type": "actions", "elements": [button(action_id="x" * 256)]}], "less than 256 characters"),
        (
            [{"type": "actions", "elements": [button() | {"text": text("x" * 76, "plain_text")}]}],
            "less than 76 characters",
        ),
        ([{"type": "actions", "elements": [button() | {"text": text("x")}]}], "must be one of plain_text"),
        ([rich({"type": "text", "text": ""})], "must be more than 0 characters"),
        ([rich()], "must have at least one item"),
        ([rich({"type": "link", "url": "javascript:alert(1)", "text": "x"})], "must be a valid url"),
        ([{"type": "section"}], "must have text or fields"),
        ([{"type": "section", "fields": [text("x" * 2_001)]}], "less than 2001 characters"),
    ],
)
def test_blocks_over_a_limit_are_invalid_and_the_place_is_named(
    client: WebClient, blocks: list[Block], fault: str
) -> None:
    assert fault in "\n".join(wrong_with_blocks(blocks))
    assert refused(client, "chat.postMessage", channel="C0VALLEY", text="x", blocks=blocks) == "invalid_blocks"


def test_blocks_too_long_together_texts_too_long_and_nothing_at_all_are_refused(client: WebClient) -> None:
    five = [section("x" * 2_900)] * 5
    assert refused(client, "chat.postMessage", channel="C0VALLEY", text="x", blocks=five) == "msg_blocks_too_long"
    assert refused(client, "chat.postMessage", channel="C0VALLEY", text="x" * 40_001) == "msg_too_long"
    assert refused(client, "chat.postMessage", channel="C0VALLEY") == "no_text"
    assert refused(client, "chat.postMessage", channel="", text="x") == "channel_not_found"


def test_a_window_has_a_short_title_and_a_trigger_that_is_fresh(slack: FakeSlack, client: WebClient) -> None:
    view = {"type": "modal", "title": text("x" * 25, "plain_text"), "blocks": [section("x")] * 101}
    assert len(wrong_with_view(view)) == 2
    well = {"type": "modal", "title": text("x", "plain_text"), "blocks": [section("x")]}
    assert refused(client, "views.open", trigger_id="none", view=json.dumps(well)) == "invalid_trigger_id"
    stale = slack.web.trigger("U0ANN")
    slack.web.triggers[stale] = (time.monotonic() - 3.1, "U0ANN")
    assert refused(client, "views.open", trigger_id=stale, view=json.dumps(well)) == "expired_trigger_id"
    assert client.views_open(trigger_id=slack.web.trigger("U0ANN"), view=well)["view"]["id"]


def test_tokens_and_scopes_are_checked(slack: FakeSlack) -> None:
    assert refused(WebClient("xoxb-of-nobody", slack.api), "auth.test") == "invalid_auth"
    assert refused(WebClient(slack.web.app_token, slack.api), "auth.test") == "not_allowed_token_type"
    assert refused(WebClient(None, slack.api), "auth.test") == "not_authed"
    with FakeSlack(scopes=frozenset({"chat:write"})) as poor:
        client = WebClient(poor.web.bot_token, poor.api)
        with pytest.raises(SlackApiError) as refusal:
            client.conversations_replies(channel="G0CELLAR", ts="1.1")
        assert refusal.value.response["error"] == "missing_scope"
        assert refusal.value.response["needed"] == "groups:history"
        assert poor.mention("why?")[1] == []


def test_too_many_requests_are_429_with_retry_after(slack: FakeSlack, client: WebClient) -> None:
    slack.limit("auth.test", 1, 7)
    with pytest.raises(SlackApiError) as refusal:
        client.auth_test()
    assert refusal.value.response.status_code == 429
    assert refusal.value.response.headers["Retry-After"] == "7"
    assert client.auth_test()["ok"]


def test_an_address_for_replies_is_good_five_times(slack: FakeSlack) -> None:
    webhook = WebhookClient(slack.web.response_url("C0VALLEY", "U0ANN"))
    assert [webhook.send(text="x").status_code for _ in range(6)] == [200] * 5 + [404]


def test_metadata_is_told_of_only_to_those_who_ask(slack: FakeSlack, client: WebClient) -> None:
    metadata = {"event_type": "t", "event_payload": {"a": "b"}}
    ts = client.chat_postMessage(channel="C0META", text="x", metadata=metadata)["ts"]
    found = [
        client.conversations_replies(channel="C0META", ts=ts, include_all_metadata=on)["messages"][0]
        for on in (True, False)
    ]
    assert [each.get("metadata") for each in found] == [metadata, None]


def test_signatures_are_those_that_slacks_own_library_checks() -> None:
    body = '{"text": "ü"}'.encode()
    assert SignatureVerifier("secret").is_valid_request(body, signed_headers(body, "secret"))
    assert not SignatureVerifier("secret").is_valid_request(body + b" ", signed_headers(body, "secret"))
