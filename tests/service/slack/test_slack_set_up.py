"""Setting it up: the manifest grants what is used, tokens stay secret, the doctor names what mends."""

import logging
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from service.http.app import create_app
from service.settings import Settings
from service.slack import errors
from service.slack.errors import BadTokens, SlackError
from service.slack.manifest import manifest, scopes
from service.slack.testing import FakeSlack
from service.slack.testing.web_api import METHOD_SCOPES
from service.slack.testing.workspace import EVENT_SCOPES, HISTORY
from service.slack.tokens import Redacting, Tokens, tokens_in
from tests.doors import CommandDoor, Said
from tests.service.serving import served
from tests.service.slack.bots import QUESTION, answer, bot, service_of

ROOM = Path(errors.__file__).parent


@pytest.fixture
def slack() -> Iterator[FakeSlack]:
    with FakeSlack() as made:
        yield made


def test_the_manifest_has_just_the_scopes_that_its_events_and_the_code_need() -> None:
    read = manifest()
    code = "\n".join(path.read_text("utf-8") for path in ROOM.glob("*.py"))
    called = {
        name.replace("_", ".", 1) for name in re.findall(r"_?client\.((?:chat|conversations|views|auth)_\w+)\(", code)
    }
    assert {re.sub(r"_(\w)", lambda found: found[1].upper(), name) for name in called} == set(METHOD_SCOPES)
    needed = {scope for scope in METHOD_SCOPES.values() if scope and "*" not in scope} | set(HISTORY.values())
    needed |= {EVENT_SCOPES[event] for event in read["settings"]["event_subscriptions"]["bot_events"]}
    needed |= {"commands"} if read["features"]["slash_commands"] else set()
    assert scopes() == needed
    assert set(read["settings"]["event_subscriptions"]["bot_events"]) == set(EVENT_SCOPES)
    assert read["settings"]["socket_mode_enabled"]
    assert read["settings"]["interactivity"]["is_enabled"]


def test_the_command_prints_the_manifest(capsys: pytest.CaptureFixture[str]) -> None:
    assert CommandDoor(capsys).run("slack", "manifest").data == (ROOM / "slack-manifest.yaml").read_text("utf-8")


@pytest.mark.parametrize(
    ("environment", "http", "message"),
    [
        ({}, False, "SLACK_BOT_TOKEN is not set: it is xoxb-…, under OAuth"),
        ({"SLACK_BOT_TOKEN": "xoxb-1234567890ab"}, False, "SLACK_APP_TOKEN is not set"),
        ({"SLACK_BOT_TOKEN": "xoxb-1234567890ab"}, True, "SLACK_SIGNING_SECRET is not set"),
        (
            {"SLACK_BOT_TOKEN": "xoxp-swordfish123", "SLACK_APP_TOKEN": "xapp-1234567890"},
            False,
            "does not look like one",
        ),
    ],
)
def test_a_token_that_is_missing_or_of_another_kind_is_named_without_its_value(
    environment: dict[str, str], http: bool, message: str
) -> None:
    with pytest.raises(BadTokens) as refusal:
        tokens_in(environment, http=http)
    assert message in str(refusal.value)
    assert "swordfish" not in str(refusal.value)


def test_no_token_is_a_setting_and_none_is_shown_by_its_holder() -> None:
    tokens = Tokens("xoxb-swordfish", "xapp-swordfish", "swordfish")
    assert "swordfish" not in repr(tokens)
    assert not [name for name in Settings.__dataclass_fields__ if "token" in name or "secret" in name]


@pytest.mark.parametrize(
    "said",
    [
        "token xoxb-11-22-swordfish", "xoxe.xoxp-1-swordfish", "xapp-1-A0-swordfish", "0123456789abcdefswordfish",
        "wss://wss.slack.com/link/?ticket=swordfish&app_id=A0", "https://hooks.slack.com/commands/T0/12/swordfish",
        "https://hooks.slack.com/actions/T0/12/swordfish", "Authorization: Bearer swordfish",
    ],
)  # fmt: skip
def test_no_line_of_the_log_holds_a_secret_not_even_in_a_traceback(said: str) -> None:
    redacting = Redacting(Tokens("xoxb-11", "xapp-11", "0123456789abcdefswordfish"))
    made = logging.LogRecord("slack_sdk", logging.ERROR, "x.py", 1, "failed: %s", (said,), None)
    assert redacting.filter(made)
    assert "swordfish" not in made.getMessage()
    error = ValueError(said)
    made = logging.LogRecord("a", 40, "x.py", 1, "failed", (), (ValueError, error, None))
    redacting.filter(made)
    assert "ValueError" in made.getMessage()
    assert "swordfish" not in made.getMessage()


def test_a_bot_at_work_logs_no_token_at_any_level(
    slack: FakeSlack, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.handler.addFilter(Redacting(tokens_in(slack.environment)))
    with caplog.at_level(logging.DEBUG), bot(slack, service_of(tmp_path), tmp_path):
        asked, _ = slack.mention(QUESTION)
        slack.command(QUESTION)
        answer(slack, asked)
    lines = [record.getMessage() for record in caplog.records]
    assert len(lines) > 20
    for secret in (slack.web.bot_token, slack.web.app_token, slack.signing_secret, *slack.web.addresses):
        assert not [line for line in lines if secret in line]


def examined(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> tuple[Said, dict[str, dict[str, str]]]:
    said = CommandDoor(capsys).run("slack", "doctor", "--json", *arguments)
    return said, {check["name"]: check for check in said.data["checks"]}


@pytest.fixture
def set_up(slack: FakeSlack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeSlack]:
    for name, value in (slack.environment | {"CROSSCHECK_SLACK_STATE": str(tmp_path / "slack.db")}).items():
        monkeypatch.setenv(name, value)
    with served(create_app(service_of(tmp_path / "data"))) as port:
        monkeypatch.setenv("CROSSCHECK_URL", f"http://127.0.0.1:{port}")
        yield slack


def test_the_doctor_finds_nothing_where_all_is_well(set_up: FakeSlack, capsys: pytest.CaptureFixture[str]) -> None:
    said, checks = examined(capsys)
    assert said.data["ok"]
    assert list(checks) == [
        "settings", "SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "bot token", "scopes", "journal", "socket", "service",
    ]  # fmt: skip
    assert "0 answered" in checks["journal"]["detail"]
    assert set_up.web.bot_token not in str(said)


@pytest.mark.parametrize(
    ("name", "mend"),
    [
        ("bot token", "install the app again"),
        ("scopes", "OAuth & Permissions"),
        ("socket", "connections:write"),
        ("service", "CROSSCHECK_URL"),
        ("journal", "CROSSCHECK_SLACK_STATE"),
        ("SLACK_APP_TOKEN", "export SLACK_APP_TOKEN="),
    ],
)
def test_the_doctor_names_what_is_wrong_and_what_mends_it(
    set_up: FakeSlack,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    name: str,
    mend: str,
) -> None:
    if name == "bot token":
        set_up.fail("auth.test", "token_revoked")
    elif name == "scopes":
        set_up.web.scopes -= {"im:history"}
    elif name == "socket":
        set_up.web.app_scopes = frozenset()
    elif name == "service":
        monkeypatch.setenv("CROSSCHECK_URL", "http://127.0.0.1:1")
    elif name == "journal":
        (tmp_path / "slack.db").write_text("no database, by far no database" * 40)
    else:
        monkeypatch.setenv("SLACK_APP_TOKEN", "xoxb-of-another-kind")
    _, checks = examined(capsys)
    assert [check for check, found in checks.items() if not found["ok"]] == [name]
    assert mend in checks[name]["mend"]


def test_run_without_tokens_says_which_and_where(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    said = CommandDoor(capsys).run("slack", "run")
    assert said.outcome == "failed"
    assert "SLACK_BOT_TOKEN is not set" in said.message
    assert "Traceback" not in said.message


def test_run_with_a_token_that_slack_does_not_take_says_so(
    set_up: FakeSlack, capsys: pytest.CaptureFixture[str]
) -> None:
    set_up.fail("auth.test", "invalid_auth", times=9)
    said = CommandDoor(capsys).run("slack", "run")
    assert "Slack does not take SLACK_BOT_TOKEN (invalid_auth): run crosscheck slack doctor" in said.message


def test_run_where_slack_cannot_be_reached_says_so(
    set_up: FakeSlack, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CROSSCHECK_SLACK_API", "http://127.0.0.1:1/api/")
    said = CommandDoor(capsys).run("slack", "run")
    assert said.outcome == "failed"
    assert "no answer from http://127.0.0.1:1/api/" in said.message


def test_every_error_of_the_room_is_in_its_tree() -> None:
    tree = errors.__doc__ or ""
    leaves = [each for each in vars(errors).values() if isinstance(each, type) and issubclass(each, SlackError)]
    assert len(leaves) == 7
    assert [each.__name__ for each in leaves if each.__name__ not in tree] == []
