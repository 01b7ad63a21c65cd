"""Two thousand events to the Slack bot, with drops, retries and two kills: `python -m eval.benchmarks.slack_run`.

Two workers of their own processes share a journal and ask a service of its own process over the sample documents. A
Slack in this process sends mentions (two events each), direct messages, follow-ups, chatter, edits and other apps'
messages, some twice; it cuts all sockets now and then, and two times a worker is killed with SIGKILL. Exit code 1 where
a question got no answer, or two.
"""

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import quantiles

from eval.benchmarks.soak import serving
from eval.benchmarks.start import KEEPING_BYTECODE
from eval.cases import case_in
from eval.sample import SAMPLE
from service.slack.journal import Journal
from service.slack.posting import ANSWER
from service.slack.testing import FakeSlack
from service.slack.testing.delivery import Delivery
from service.slack.testing.workspace import Message

EVENTS, RATE, WORKERS, KILLS = 2_000, 20.0, 2, 2
LEASE_S = 2.0
DROP_EVERY_S = 12.0
RETRIED = 0.1
"""Share of the events that come again although they were acknowledged."""
DOWN_S = 1.5
"""From a kill to the next start."""
SETTLE_S = 600.0
"""Seconds until a question that still waits counts as lost."""
CHANNELS = ("C0VALLEY", "C0HARBOUR", "G0CELLAR")
PEOPLE = tuple(f"U0P{number}" for number in range(8))


@dataclass
class Sent:
    """What was asked; how many events there were, and how many of them came once more."""

    questions: list[Message] = field(default_factory=list)
    events: int = 0
    again: int = 0


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the run came to."""

    answered: Counter[str]
    """How many answers each message got, by channel and ts."""
    lost: int
    twice: int
    unasked: int
    acks_s: list[float]
    unacknowledged: int
    seconds: float

    @property
    def is_well(self) -> bool:
        """Whether each question has one answer, and nothing else has any."""
        return self.lost == self.twice == self.unasked == 0


class Workers:
    """The bot's processes; one that was killed starts again after a while."""

    def __init__(self, slack: FakeSlack, service: str, state: Path, number: int) -> None:
        self._command = [str(Path(sys.executable).with_name("crosscheck")), "slack", "run", "--url", service]
        settings = {"CROSSCHECK_SLACK_STATE": str(state), "CROSSCHECK_SLACK_LEASE_S": str(LEASE_S)}
        self._environment = KEEPING_BYTECODE | slack.environment | settings | {"CROSSCHECK_LOG_LEVEL": "error"}
        self._running = [self._started() for _ in range(number)]
        self._due: list[float] = []
        self._journal = Journal(state, "watching")

    def kill(self) -> None:
        """One of them, at once."""
        killed = self._running.pop(0)
        killed.kill()
        killed.wait()
        self._due.append(time.monotonic() + DOWN_S)

    def revive(self) -> None:
        """Those whose time has come."""
        for due in [due for due in self._due if time.monotonic() >= due]:
            self._due.remove(due)
            self._running.append(self._started())

    @property
    def waiting(self) -> int:
        """How many questions are written down and not yet answered."""
        return self._journal.counts().waiting

    def stop(self) -> list[int]:
        """Asked to leave; how each did."""
        self._journal.close()
        for process in self._running:
            process.send_signal(signal.SIGTERM)
        return [process.wait(60) for process in self._running]

    def _started(self) -> "subprocess.Popen[bytes]":
        quiet = subprocess.DEVNULL
        return subprocess.Popen(self._command, env=self._environment, stdout=quiet)  # noqa: S603  # our own


@contextmanager
def at_work(slack: FakeSlack, service: str, number: int) -> Iterator[Workers]:
    """So many workers, connected."""
    with tempfile.TemporaryDirectory() as folder:
        workers = Workers(slack, service, Path(folder) / "slack.db", number)
        try:
            while slack.sockets.open < number:
                time.sleep(0.05)
            yield workers
        finally:
            workers.stop()


def send_one(slack: FakeSlack, sent: Sent, questions: Sequence[str], chance: random.Random) -> None:
    """Something that someone writes: mostly questions of every kind, also what the bot has to leave alone."""
    kind = chance.choices(["mention", "direct", "follow-up", "chatter", "edit", "app"], [30, 25, 25, 8, 6, 6])[0]
    roots = [each for each in sent.questions[-40:] if "thread_ts" not in each]
    if not roots:
        kind = "mention"
    told = _written(kind, slack, sent, roots, chance.choice(questions), chance)
    if chance.random() < RETRIED:
        again = chance.choice(told)
        slack.event(again.payload["event"], again.payload["event_id"])
        sent.again += 1
    sent.events += len(told)


def _written(
    kind: str, slack: FakeSlack, sent: Sent, roots: Sequence[Message], text: str, chance: random.Random
) -> list[Delivery]:
    """The deliveries of a message of this kind; what is a question is remembered as one."""
    user, channel, root = chance.choice(PEOPLE), chance.choice(CHANNELS), chance.choice(roots) if roots else {}
    if kind == "chatter":
        return slack.say(text, channel, user)[1]
    if kind == "app":
        return slack.say(f"<@{slack.workspace.bot}> {text}", channel, "U0APP", bot_id="B0OTHER")[1]
    if kind == "edit":
        changed = {"type": "message", "subtype": "message_changed", "hidden": True, "ts": slack.workspace.ts()}
        return [slack.event(changed | {"channel": root["channel"], "channel_type": "channel", "message": root})]
    if kind == "direct":
        message, told = slack.direct(text, user)
    elif kind == "follow-up":
        message, told = slack.say(text, root["channel"], root["user"], root["ts"])
    else:
        message, told = slack.mention(text, channel, user)
    sent.questions.append(message)
    return told


def run(
    slack: FakeSlack, workers: Workers, events: int, rate: float, kills: int, *, seed: int, drop_every_s: float
) -> Sent:
    """All events at their rate, with everything that goes wrong meanwhile."""
    chance, sent = random.Random(seed), Sent()  # noqa: S311  # not a secret
    questions = case_in(SAMPLE).questions
    killed_at = [events * (number + 1) // (kills + 1) for number in range(kills)]
    begun = time.monotonic()
    drop_at, posed = begun + drop_every_s, 0
    while sent.events < events:
        send_one(slack, sent, questions, chance)
        posed += 1
        if killed_at and sent.events >= killed_at[0]:
            killed_at.pop(0)
            workers.kill()
        if time.monotonic() >= drop_at:
            slack.sockets.drop()
            drop_at += drop_every_s
        workers.revive()
        time.sleep(max(0.0, begun + posed / rate - time.monotonic()))
    return sent


def settled(slack: FakeSlack, workers: Workers, sent: Sent) -> Outcome:
    """The outcome, once every question has its answer, or long after the last event."""
    begun = time.monotonic()
    while time.monotonic() - begun < SETTLE_S:
        workers.revive()
        seconds = time.monotonic() - begun
        if all(delivery.done.is_set() for delivery in list(slack.postman.deliveries)) and workers.waiting == 0:
            break
        time.sleep(0.5)
    time.sleep(2 * LEASE_S)  # what would be answered twice has time to be
    return outcome_of(slack, sent, seconds)


def outcome_of(slack: FakeSlack, sent: Sent, seconds: float) -> Outcome:
    """Answers counted by the message that they answer."""
    deliveries = list(slack.postman.deliveries)
    asked = {each.payload["event_id"]: place_of(each.payload["event"]) for each in deliveries}
    answered: Counter[str] = Counter()
    for message in slack.workspace.said_by_bot():
        if message["metadata"]["event_type"] == ANSWER:
            answered[asked[message["metadata"]["event_payload"]["question"]]] += 1
    questions = {place_of(message) for message in sent.questions}
    theirs = [each for each in deliveries if each.payload["event"].get("user") != slack.workspace.bot]
    return Outcome(
        answered,
        lost=len(questions - set(answered)),
        twice=sum(count > 1 for count in answered.values()),
        unasked=len(set(answered) - questions),
        acks_s=[seconds for each in theirs for seconds in each.acked_s],
        unacknowledged=sum(each.attempts - len(each.acked_s) for each in deliveries),
        seconds=seconds,
    )


def place_of(message: Message) -> str:
    """A message's name."""
    return f"{message['channel']} {message['ts']}"


def report(sent: Sent, outcome: Outcome, slack: FakeSlack) -> str:
    """What a person wants to know."""
    hundredths = quantiles(outcome.acks_s, n=100)
    p50, p99, longest = 1e3 * hundredths[49], 1e3 * hundredths[98], 1e3 * max(outcome.acks_s)
    lines = [
        f"{sent.events:,} events, {len(sent.questions):,} questions; {sent.again:,} events sent again on purpose",
        f"{slack.sockets.connected} connections; {outcome.unacknowledged:,} attempts without an acknowledgement",
        f"{outcome.lost} questions lost, {outcome.twice} answered twice, {outcome.unasked} messages answered unasked",
        f"ack p50 {p50:.0f} ms, p99 {p99:.0f} ms, longest {longest:.0f} ms",
        f"the last answer {outcome.seconds:.0f} s behind the last event",
    ]
    return "\n".join(lines)


def main() -> int:
    """The run and its report; the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--events", type=int, default=EVENTS)
    parser.add_argument("--rate", type=float, default=RATE, help="messages a second")
    parser.add_argument("--kills", type=int, default=KILLS)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    os.environ.pop("CROSSCHECK_API_KEY", None)
    with tempfile.TemporaryDirectory() as folder, serving(Path(folder) / "data") as (_, port), FakeSlack() as slack:
        slack.postman.retry_after_s = (0.2, 1.0, 3.0, 6.0, 10.0)
        with at_work(slack, f"http://127.0.0.1:{port}", WORKERS) as workers:
            sent = run(
                slack, workers, given.events, given.rate, given.kills, seed=given.seed, drop_every_s=DROP_EVERY_S
            )
            outcome = settled(slack, workers, sent)
    print(report(sent, outcome, slack))
    return 0 if outcome.is_well else 1


if __name__ == "__main__":
    sys.exit(main())
