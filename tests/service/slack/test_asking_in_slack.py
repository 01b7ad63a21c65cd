"""Where people ask and how they are answered: mention, direct message, thread, command, buttons."""

import re
from collections.abc import Iterator

import pytest

from service.service import Service
from service.slack import wording
from service.slack.running import Running
from service.slack.testing import FakeSlack
from service.slack.testing.limits import wrong_with_blocks, wrong_with_view
from service.slack.testing.slack import buttons_of
from tests.service.slack.bots import QUESTION, Message, answer, answers, bot, eventually, service_of, settle, several


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Service:
    return service_of(tmp_path_factory.mktemp("data"))


@pytest.fixture(scope="module", params=["socket", "http"])
def both(
    service: Service, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[FakeSlack, Running]]:
    with (
        FakeSlack() as slack,
        bot(slack, service, tmp_path_factory.mktemp("bot"), http=request.param == "http") as running,
    ):
        yield slack, running


@pytest.fixture
def slack(both: tuple[FakeSlack, Running]) -> FakeSlack:
    return both[0]


@pytest.fixture
def running(both: tuple[FakeSlack, Running]) -> Running:
    return both[1]


def test_a_mention_fires_two_events_and_gets_one_answer_with_both_sides_in_its_thread(slack: FakeSlack) -> None:
    asked, told = slack.mention(QUESTION)
    said = answer(slack, asked)
    assert len(told) == 2
    assert said["thread_ts"] == asked["ts"]
    assert wrong_with_blocks(said["blocks"]) == []
    shown = str(said["blocks"])
    for part in (
        "4.1 million cubic metres",
        "3.4 million cubic metres",
        "contradiction",
        "May Post, 4 May 2024",
        "Why: ",
    ):
        assert part in shown
    assert "https://may.example/water" in shown
    assert "4.1 million cubic metres" in said["text"]
    assert "3.4 million cubic metres" in said["text"]
    assert [button["text"]["text"] for button in buttons_of(said)][-4:] == [
        "Show the passages",
        "Explain the difference",
        "Useful",
        "Not useful",
    ]


def test_a_follow_up_in_its_thread_needs_no_mention_and_goes_on_with_the_conversation(
    slack: FakeSlack, running: Running, service: Service
) -> None:
    asked, _ = slack.mention(QUESTION)
    answer(slack, asked)
    again, _ = slack.say("and who said so?", thread=asked["ts"])
    answer(slack, again, 2)
    tagged, _ = slack.mention("what did the engineer say?", thread=asked["ts"])
    answer(slack, tagged, 3)
    conversation = running.journal.conversation(asked["channel"], asked["ts"])
    assert conversation is not None
    assert [turn.question for turn in service.conversation(conversation).turns] == [
        QUESTION,
        "and who said so?",
        "what did the engineer say?",
    ]


def test_two_questions_in_one_thread_are_answered_in_their_order(slack: FakeSlack) -> None:
    asked, _ = slack.mention(QUESTION)
    for number in range(4):
        _, told = slack.say(f"and in year {2020 + number}?", thread=asked["ts"])
        assert told[0].done.wait(3)
    said = several(slack, asked, 5)
    order = [message["metadata"]["event_payload"]["question"] for message in said]
    by_event = {
        each.payload["event_id"]: each.payload["event"] for each in slack.postman.deliveries if "event" in each.payload
    }
    assert [by_event[event]["ts"] for event in order] == sorted(by_event[event]["ts"] for event in order)


def test_a_follow_up_that_comes_before_its_mention_is_answered_too(slack: FakeSlack) -> None:
    asked = slack.workspace.write("C0VALLEY", "U0ANN", f"<@{slack.workspace.bot}> {QUESTION}")
    before, told = slack.say("and who said so?", thread=asked["ts"])
    assert told[0].done.wait(3)
    slack.tell(asked)
    assert len(several(slack, before, 2)) == 2


def test_what_was_written_in_a_thread_before_the_bot_was_called_is_left_alone(slack: FakeSlack) -> None:
    begun, _ = slack.say("shall we swim?")
    slack.say("is there enough water?", thread=begun["ts"])
    settle(slack)
    called, _ = slack.mention(QUESTION, thread=begun["ts"])
    assert answer(slack, called)


def test_a_direct_message_is_answered_in_a_thread(slack: FakeSlack) -> None:
    asked, _ = slack.direct(QUESTION)
    assert answer(slack, asked)["thread_ts"] == asked["ts"]


def test_a_mention_alone_is_told_what_can_be_asked(slack: FakeSlack) -> None:
    asked, _ = slack.mention("")
    assert answer(slack, asked)["text"].startswith("Ask me a question")


def test_what_people_say_to_each_other_is_left_alone(slack: FakeSlack) -> None:
    asked, _ = slack.mention(QUESTION)
    answer(slack, asked)
    for text in ("<@U0BEN> what do you think?", ":+1: :tada:", "!!"):
        slack.say(text, thread=asked["ts"])
    chatter, _ = slack.say("how much water is there in the kettle?")
    below, _ = slack.say("none", thread=chatter["ts"])
    settle(slack)
    assert len(answers(slack, asked)) == 1
    assert answers(slack, chatter) == answers(slack, below) == []


def test_its_own_and_other_apps_messages_edits_and_deletions_are_ignored(slack: FakeSlack) -> None:
    before = len(slack.workspace.said_by_bot())
    called = f"<@{slack.workspace.bot}> {QUESTION}"
    slack.say(called, user=slack.workspace.bot)
    slack.say(called, user="U0APP", bot_id="B0OTHER")
    slack.say(called, user="U0APP", subtype="bot_message")
    for subtype in ("message_changed", "message_deleted", "channel_join"):
        slack.say(called.replace("<@", "< @"), subtype=subtype, channel="DU0ANN")
    slack.event({"type": "reaction_added", "user": "U0ANN", "ts": slack.workspace.ts(), "reaction": "tada"})
    settle(slack)
    assert all(delivery.acknowledged for delivery in slack.postman.deliveries)
    assert len(slack.workspace.said_by_bot()) == before


def test_a_refusal_is_kind_and_shows_what_comes_nearest(slack: FakeSlack) -> None:
    asked, _ = slack.mention("who won the chess tournament in Patagonia?")
    said = answer(slack, asked)
    assert wording.NOT_SAID in said["text"]
    assert wording.NEAREST in str(said["blocks"])
    assert "Water above Tarn" in str(said["blocks"])
    assert f"{wording.NEAREST} Water above Tarn · " in said["text"]


def test_the_command_is_answered_to_the_person_alone_and_shared_once_when_they_want(
    slack: FakeSlack, running: Running
) -> None:
    before = len(slack.workspace.replies)
    done = slack.command(QUESTION)
    private = eventually(lambda: slack.workspace.replies[before:])[0].body
    assert done.acknowledged
    assert private["response_type"] == "ephemeral"
    assert "4.1 million" in private["text"]
    known = len(slack.workspace.said_by_bot())
    for _ in range(2):
        slack.press(private, "crosscheck_share")
    shared = eventually(lambda: slack.workspace.said_by_bot()[known:])[0]
    settle(slack)
    assert len(slack.workspace.said_by_bot()) == known + 1
    assert "thread_ts" not in shared
    assert "<@U0ANN>" in str(shared["blocks"])
    assert "crosscheck_share" not in str(shared["blocks"])
    below, _ = slack.say("and who said so?", thread=shared["ts"])
    eventually(lambda: slack.workspace.said_by_bot(below["channel"], shared["ts"]))


def test_a_shared_answer_reaches_a_channel_of_which_the_bot_is_no_member(slack: FakeSlack) -> None:
    slack.workspace.away_from.add("C0FAR")
    before = len(slack.workspace.replies)
    slack.command(QUESTION, channel="C0FAR")
    private = eventually(lambda: slack.workspace.replies[before:])[0].body
    slack.press(private, "crosscheck_share")
    told = eventually(
        lambda: [each.body for each in slack.workspace.replies[before:] if each.body["response_type"] == "in_channel"]
    )
    assert "Shared by" in str(told[0]["blocks"])


def test_a_command_that_asks_about_a_payload_is_answered(slack: FakeSlack) -> None:
    before = len(slack.workspace.replies)
    assert slack.command("how much payload did the reservoir above Tarn hold?").done.wait(3)
    assert eventually(lambda: slack.workspace.replies[before:])


def test_an_empty_command_says_what_can_be_asked(slack: FakeSlack) -> None:
    for text in ("", "help"):
        done = slack.command(text)
        assert done.done.wait(3)
        assert "Ask me a question" in str(done.said)


@pytest.mark.parametrize(
    ("button", "title", "part"),
    [
        ("crosscheck_passages", "Passages", "was told"),
        ("crosscheck_differences", "Where sources differ", "engineer said"),
    ],
)
def test_buttons_open_a_window(slack: FakeSlack, button: str, title: str, part: str) -> None:
    asked, _ = slack.mention(QUESTION)
    said = answer(slack, asked)
    known = set(slack.workspace.windows)
    assert slack.press(said, button).done.wait(3)
    opened = eventually(lambda: set(slack.workspace.windows) - known).pop()
    view = slack.workspace.windows[opened].view
    assert view["title"]["text"] == title
    assert part in str(view["blocks"])
    assert wrong_with_view(view) == []


def test_what_people_think_of_an_answer_is_kept_each_person_once(slack: FakeSlack, running: Running) -> None:
    asked, _ = slack.mention(QUESTION)
    said = answer(slack, asked)
    row = int(next(each["value"] for each in buttons_of(said)))
    slack.press(said, "crosscheck_useful", user="U0BEN")
    slack.press(said, "crosscheck_useful")
    settle(slack)
    slack.press(said, "crosscheck_not_useful")
    eventually(lambda: running.journal.votes(row) == {"U0ANN": False, "U0BEN": True})
    eventually(lambda: any(wording.THANKS[False] == each.body["text"] for each in slack.workspace.replies))


def test_a_button_of_an_answer_that_is_gone_says_so(slack: FakeSlack) -> None:
    asked, _ = slack.mention(QUESTION)
    said = answer(slack, asked)
    stale: Message = {"channel": said["channel"], "ts": said["ts"], "blocks": _with_value(said["blocks"], "999999")}
    known = set(slack.workspace.windows)
    slack.press(stale, "crosscheck_passages")
    opened = eventually(lambda: set(slack.workspace.windows) - known).pop()
    assert wording.GONE in str(slack.workspace.windows[opened].view)


def test_a_question_that_no_corpus_could_answer_is_told_why(slack: FakeSlack) -> None:
    asked, _ = slack.mention("why? " * 1_200)
    assert re.search(r"I cannot look that up: .*4.?000", answer(slack, asked)["text"])


def _with_value(blocks: list[Message], value: str) -> list[Message]:
    return [
        block | {"elements": [each | {"value": value} for each in block["elements"]]}
        if block["type"] == "actions"
        else block
        for block in blocks
    ]
