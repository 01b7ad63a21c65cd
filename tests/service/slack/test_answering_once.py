"""Each question is answered once, whatever Slack repeats, refuses or does not say, and whatever ends in between."""

import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from service.answer import Answer, Ask
from service.conversations.views import ConversationRow
from service.errors import ServiceUnreachable
from service.service import Service
from service.slack import wording
from service.slack.bot import client_of
from service.slack.incoming import Place, Posed
from service.slack.journal import Journal
from service.slack.posting import Poster
from service.slack.testing import FakeSlack
from service.slack.tokens import Tokens
from service.slack.working import Crosscheck, Worker
from tests.service.slack.bots import QUESTION, QUICK, answer, answers, bot, eventually, service_of, settle, several


class Gate:
    """A service in front of which one can stand: it is away until let in, and may be slow."""

    def __init__(self, service: Crosscheck) -> None:
        self.service = service
        self.is_away = False
        self.slow_s = 0.0
        self.asked: list[str] = []

    def ask(self, ask: Ask) -> Answer:
        self.asked.append(ask.question)
        if self.is_away:
            raise ServiceUnreachable("no answer from http://127.0.0.1:1 (refused): is it running?")
        time.sleep(self.slow_s)
        return self.service.ask(ask)

    def begin(self, title: str | None = None) -> ConversationRow:
        if self.is_away:
            raise ServiceUnreachable("no answer from http://127.0.0.1:1 (refused): is it running?")
        return self.service.begin(title)


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Service:
    return service_of(tmp_path_factory.mktemp("data"))


@pytest.fixture
def slack() -> Iterator[FakeSlack]:
    with FakeSlack() as made:
        yield made


def test_the_same_event_again_gets_no_second_answer_not_even_after_a_restart(
    slack: FakeSlack, service: Service, tmp_path: Path
) -> None:
    with bot(slack, service, tmp_path):
        asked, told = slack.mention(QUESTION)
        answer(slack, asked)
        for each in told:
            slack.event(each.payload["event"], each.payload["event_id"])
        assert answer(slack, asked)
    with bot(slack, service, tmp_path):
        for each in told:
            slack.event(each.payload["event"], each.payload["event_id"])
        slack.event(told[0].payload["event"])  # the same message under another event's name
        assert answer(slack, asked)


def test_two_workers_on_one_event_give_one_answer(slack: FakeSlack, service: Service, tmp_path: Path) -> None:
    with bot(slack, service, tmp_path), bot(slack, service, tmp_path):
        assert slack.sockets.open == 2
        asked = [slack.mention(QUESTION)[0] for _ in range(8)]
        for message in asked:
            slack.tell(message)
        for message in asked:
            assert answer(slack, message)


def test_an_event_that_nobody_acknowledged_comes_again_and_is_answered(
    slack: FakeSlack, service: Service, tmp_path: Path
) -> None:
    slack.postman.retry_after_s = (0.2, 0.5, 1.0)
    asked, told = slack.mention(QUESTION)
    time.sleep(0.1)
    with bot(slack, service, tmp_path):
        answer(slack, asked)
    assert all(each.acknowledged and each.attempts > 1 for each in told)


def test_a_socket_that_breaks_is_replaced_at_once_and_nothing_is_lost(
    slack: FakeSlack, service: Service, tmp_path: Path
) -> None:
    with bot(slack, service, tmp_path):
        slack.sockets.drop()
        asked, _ = slack.mention(QUESTION)
        begun = time.monotonic()
        answer(slack, asked)
        assert time.monotonic() - begun < 3
        slack.sockets.refresh()
        eventually(lambda: slack.sockets.connected == 3)
        again, _ = slack.mention(QUESTION)
        answer(slack, again)


def test_429_is_heeded_for_as_long_as_slack_says(slack: FakeSlack, service: Service, tmp_path: Path) -> None:
    slack.limit("chat.postMessage", 2, 1)
    with bot(slack, service, tmp_path):
        asked = [slack.mention(QUESTION)[0] for _ in range(3)]
        for message in asked:
            answer(slack, message)
    posts = [(at, status) for method, at, status in slack.web.calls if method == "chat.postMessage"]
    refused = [at for at, status in posts if status == 429]
    assert len(refused) == 2
    for at in refused:
        assert not [other for other, _ in posts if at + 0.05 < other < at + 0.95]


def test_an_answer_that_slack_took_without_saying_so_is_not_posted_again(
    slack: FakeSlack, service: Service, tmp_path: Path
) -> None:
    slack.stumble("chat.postMessage", done=True)
    with bot(slack, service, tmp_path) as running:
        asked, _ = slack.mention(QUESTION)
        eventually(lambda: running.journal.counts().answered == 1)
        assert answer(slack, asked)


def test_an_answer_that_slack_did_not_take_is_posted_again(slack: FakeSlack, service: Service, tmp_path: Path) -> None:
    slack.stumble("chat.postMessage", done=False)
    slack.stumble("conversations.replies", done=False)
    slack.limit("conversations.replies", 1, 1)
    with bot(slack, service, tmp_path):
        asked, _ = slack.mention(QUESTION)
        assert answer(slack, asked)


def test_a_worker_that_ended_between_its_post_and_its_note_leaves_no_second_answer(
    slack: FakeSlack, service: Service, tmp_path: Path
) -> None:
    slack.workspace.write("C0VALLEY", "U0ANN", "x")
    with bot(slack, service, tmp_path, lease_s=0.3) as running:
        asked, _ = slack.mention(QUESTION)
        answer(slack, asked)
        row = running.journal.row(1)
    assert row is not None
    ended = Journal(tmp_path / "slack.db", "ended", 0.3)
    with ended._database.writing() as transaction:  # as it stood when the process ended
        transaction.run("UPDATE questions SET state = 'posting', posted = NULL, owner = 'ended', lease = 0")
    with bot(slack, service, tmp_path, lease_s=0.3) as running:
        eventually(lambda: running.journal.counts().answered == 1)
        assert answer(slack, asked)
        assert running.journal.row(1) == replace(row, posted=answers(slack, asked)[0]["ts"], attempts=row.attempts + 1)
    ended.close()


def test_a_question_that_another_worker_has_taken_over_is_not_posted(
    slack: FakeSlack, service: Service, tmp_path: Path
) -> None:
    class Overtaken(Gate):
        def ask(self, ask: Ask) -> Answer:
            said = super().ask(ask)
            time.sleep(0.4)  # longer than the lease, and nobody prolongs it
            assert other.claim() is not None
            return said

    one, other = (Journal(tmp_path / "slack.db", name, 0.3) for name in ("one", "other"))
    asked = slack.workspace.write("C0VALLEY", "U0ANN", QUESTION)
    one.note(Posed("Ev1", "message", Place("C0VALLEY", asked["ts"], asked["ts"]), "U0ANN", QUESTION))
    poster = Poster(client_of(Tokens(slack.web.bot_token), slack.api), slack.workspace.bot)
    row = one.claim()
    assert row is not None
    Worker(one, Overtaken(service), poster, QUICK).work(row)
    assert answers(slack, asked) == []
    assert other.row(row.id) is not None
    one.close()
    other.close()


def test_while_the_service_is_away_one_friendly_message_comes_and_the_answer_once_it_is_back_even_after_a_restart(
    slack: FakeSlack, service: Service, tmp_path: Path
) -> None:
    gate = Gate(service)
    gate.is_away = True
    with bot(slack, gate, tmp_path):
        asked, _ = slack.mention(QUESTION)
        slack.command(QUESTION)
        eventually(lambda: answers(slack, asked))
        eventually(lambda: slack.workspace.replies)
        time.sleep(0.6)
        assert [each["text"] for each in answers(slack, asked)] == [wording.AWAY]
        assert [each.body["text"] for each in slack.workspace.replies] == [wording.AWAY]
    with bot(slack, gate, tmp_path):
        time.sleep(0.4)
        assert [each["text"] for each in answers(slack, asked)] == [wording.AWAY]
        gate.is_away = False
        assert "4.1 million" in several(slack, asked, 2)[-1]["text"]
        eventually(lambda: len(slack.workspace.replies) == 2)
        settle(slack)
        assert len(answers(slack, asked)) == 2
        assert "4.1 million" in slack.workspace.replies[-1].body["text"]


def test_a_stop_finishes_what_was_begun(slack: FakeSlack, service: Service, tmp_path: Path) -> None:
    gate = Gate(service)
    gate.slow_s = 0.6
    with bot(slack, gate, tmp_path):
        asked, _ = slack.mention(QUESTION)
        eventually(lambda: gate.asked)
    assert len(answers(slack, asked)) == 1


def test_an_answer_to_a_command_comes_as_a_direct_message_once_its_address_is_used_up(
    slack: FakeSlack, service: Service, tmp_path: Path
) -> None:
    gate = Gate(service)
    gate.is_away = True
    with bot(slack, gate, tmp_path):
        slack.command(QUESTION)
        eventually(lambda: slack.workspace.replies)
        for address in slack.web.addresses.values():
            address.until = 0.0
        gate.is_away = False
        assert "4.1 million" in eventually(lambda: slack.workspace.said_by_bot("DU0ANN"))[0]["text"]


def test_blocks_that_slack_refuses_are_left_out_and_the_text_is_posted(
    slack: FakeSlack, service: Service, tmp_path: Path
) -> None:
    slack.fail("chat.postMessage", "invalid_blocks")
    with bot(slack, service, tmp_path):
        asked, _ = slack.mention(QUESTION)
        said = answer(slack, asked)
    assert "blocks" not in said
    assert "4.1 million" in said["text"]


@pytest.mark.parametrize("error", ["token_revoked", "internal_error", "fatal_error"])
def test_what_slack_may_take_later_is_tried_again(
    slack: FakeSlack, service: Service, tmp_path: Path, error: str
) -> None:
    with bot(slack, service, tmp_path):
        slack.fail("chat.postMessage", error, times=2)
        asked, _ = slack.mention(QUESTION)
        answer(slack, asked)


def test_what_slack_will_never_take_is_given_up(slack: FakeSlack, service: Service, tmp_path: Path) -> None:
    with bot(slack, service, tmp_path) as running:
        slack.fail("chat.postMessage", "is_archived")
        slack.mention(QUESTION)
        eventually(lambda: running.journal.counts().failed == 1)


def test_a_question_that_meets_a_fault_of_ours_again_and_again_is_given_up_and_that_is_said(
    slack: FakeSlack, service: Service, tmp_path: Path
) -> None:
    class Broken(Gate):
        def ask(self, ask: Ask) -> Answer:
            raise ZeroDivisionError

    with bot(slack, Broken(service), tmp_path) as running:
        asked, _ = slack.mention(QUESTION)
        eventually(lambda: running.journal.counts().failed == 1)
        assert [each["text"] for each in answers(slack, asked)] == [wording.BROKEN]


def test_a_conversation_that_was_deleted_begins_anew(slack: FakeSlack, service: Service, tmp_path: Path) -> None:
    with bot(slack, service, tmp_path) as running:
        asked, _ = slack.mention(QUESTION)
        answer(slack, asked)
        kept = running.journal.conversation(asked["channel"], asked["ts"])
        assert kept is not None
        service.forget(kept)
        slack.say("and who said so?", thread=asked["ts"])
        several(slack, asked, 2)
        assert running.journal.conversation(asked["channel"], asked["ts"]) not in (None, kept)


def test_only_the_people_and_channels_of_the_lists_are_answered(
    slack: FakeSlack, service: Service, tmp_path: Path
) -> None:
    with bot(slack, service, tmp_path, slack_channels="C0VALLEY, im", slack_users="U0ANN U0BEN"):
        for channel, user in (("C0OTHER", "U0ANN"), ("C0VALLEY", "U0EVE"), ("DU0EVE", "U0EVE")):
            slack.say(f"<@{slack.workspace.bot}> {QUESTION}", channel, user)
        refused = slack.command(QUESTION, user="U0EVE")
        asked, _ = slack.mention(QUESTION, user="U0BEN")
        alone, _ = slack.direct(QUESTION)
        said = answer(slack, asked)
        answer(slack, alone)
        assert wording.NOT_HERE in str(refused.said)
        assert {each["channel"] for each in slack.workspace.said_by_bot()} == {"C0VALLEY", "DU0ANN"}
        slack.press(said, "crosscheck_passages", user="U0EVE")
        eventually(lambda: wording.NOT_HERE in [each.body["text"] for each in slack.workspace.replies])
        assert slack.workspace.windows == {}
