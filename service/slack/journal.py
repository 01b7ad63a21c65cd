"""The journal: what was asked in Slack, what became of it, and who works on it, in a SQLite file that several
processes of one machine share.

A question is acknowledged to Slack once it is here, so that no end of a process loses it. A worker claims it for a
while (a lease, which it prolongs while it lives); when the lease runs out, another takes it up. Questions of one
thread are worked on one after the other.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, NamedTuple

from pydantic import ValidationError

from index.database import Database, Transaction
from service.answer import Answer
from service.received import adapter_of
from service.slack.errors import ForeignJournal
from service.slack.incoming import Place, Posed
from service.slack.journal_schema import SCHEMA

KEPT_S = 30 * 24 * 3_600.0
"""How long what was answered is kept: for its buttons, and to know a delivery that comes again."""
ASIDES_KEPT_S = 3_600.0
"""How long replies in other threads than the bot's are kept: a mention that comes late makes follow-ups of them."""
State = Literal["waiting", "posting", "done", "failed"]
_COLUMNS = (
    "id, event, kind, channel, ts, thread, response_url, user, text, noted, attempts, state, told, answer, posted"
)
_OPEN = "state IN ('waiting', 'posting')"


@dataclass(frozen=True, slots=True)
class Row:
    """A question as the journal holds it. `posting`: its answer is made, and a post of it was begun, at least."""

    id: int
    posed: Posed
    noted: float
    attempts: int
    state: State
    told: bool
    """Whether the one who asked was told that the service is away."""
    answer: Answer | None
    posted: str | None


class Counts(NamedTuple):
    """How many questions wait, were answered, and could not be."""

    waiting: int
    answered: int
    failed: int


class Journal:
    """One bot's journal; safe to use from several threads and processes."""

    def __init__(self, path: Path, owner: str, lease_s: float = 30.0, now: Callable[[], float] = time.time) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        self._database = Database(path, SCHEMA, write=True)
        # What a loss of power may undo, as Slack itself can be asked or nothing hangs on it: no wait for the disk.
        self._passing = Database(path, SCHEMA, write=True, durable=False)
        self._path = path
        self._owner = owner
        self._lease_s = lease_s
        self._now = now

    def belong_to(self, team: str, bot: str) -> None:
        """The journal bound to this app; ForeignJournal where it is another's."""
        app = f"{team} {bot}"
        with self._database.writing() as transaction:
            transaction.run("INSERT OR IGNORE INTO meta VALUES ('app', ?)", (app,))
            kept = transaction.meta("app")
        if kept != app:
            raise ForeignJournal(
                f"{self._path} belongs to another app ({kept}, this is {app}): name another file with "
                "CROSSCHECK_SLACK_STATE"
            )

    def note(self, posed: Posed) -> bool:
        """Whether there is something new to answer; not if it was noted under this event or this message before.

        A reply that is not addressed to the bot counts in the bot's threads only. Elsewhere it is put aside: Slack may
        bring a mention later than what was written below it, where the first delivery of it failed.
        """
        with self._database.writing() as transaction:
            if not posed.addressed and not _knows(transaction, posed.place):
                self._put_aside(transaction, posed)
                return False
            new = self._noted(transaction, posed)
            if posed.place.thread and posed.addressed:
                self._begin_thread(transaction, posed.place)
            return new

    def _put_aside(self, transaction: Transaction, posed: Posed) -> None:
        place = posed.place
        values = (place.channel, place.ts, place.thread, posed.event, posed.user, posed.text, self._now())
        transaction.run("INSERT OR IGNORE INTO asides VALUES (?, ?, ?, ?, ?, ?, ?)", values)

    def _noted(self, transaction: Transaction, posed: Posed) -> bool:
        place, now = posed.place, self._now()
        where = place.channel, place.ts, place.thread, place.response_url
        return bool(
            transaction.rows(
                "INSERT INTO questions (event, kind, channel, ts, thread, response_url, user, text, noted, due)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING RETURNING id",
                (posed.event, posed.kind, *where, posed.user, posed.text, now, now),
            )
        )

    def _begin_thread(self, transaction: Transaction, place: Place) -> None:
        """The thread is the bot's from this message on, with what was written below it and came before it."""
        now = self._now()
        transaction.run("INSERT OR IGNORE INTO threads VALUES (?, ?, NULL, ?)", (place.channel, place.thread, now))
        below = "FROM asides WHERE channel = ? AND thread = ? AND ts > ?"
        where = place.channel, place.thread, place.ts
        transaction.run(
            "INSERT OR IGNORE INTO questions (event, kind, channel, ts, thread, user, text, noted, due)"
            f" SELECT event, 'message', channel, ts, thread, user, text, noted, noted {below} ORDER BY ts",
            where,
        )
        transaction.run(f"DELETE {below}", where)

    def claim(self) -> Row | None:
        """The question that waits longest and is free, now this worker's; None where there is none."""
        now = self._now()
        free = (
            f"SELECT {_COLUMNS} FROM questions q WHERE {_OPEN} AND due <= ? AND lease <= ?"
            " AND (thread IS NULL OR NOT EXISTS (SELECT 1 FROM questions e WHERE e.channel = q.channel"
            f" AND e.thread = q.thread AND e.ts < q.ts AND e.{_OPEN})) ORDER BY id LIMIT 1"
        )
        with self._database.reading() as transaction:
            if not transaction.rows(free, (now, now)):
                return None
        with self._passing.writing() as transaction:
            found = transaction.rows(free, (now, now))
            if not found:
                return None
            transaction.run(
                "UPDATE questions SET owner = ?, lease = ?, attempts = attempts + 1 WHERE id = ?",
                (self._owner, now + self._lease_s, found[0][0]),
            )
        return _row(found[0])

    def prolong(self) -> None:
        """The claims of this worker, for another lease."""
        with self._passing.writing() as transaction:
            transaction.run(f"UPDATE questions SET lease = ? WHERE owner = ? AND {_OPEN}", (self._until, self._owner))

    def begin_posting(self, row: Row, answer: Answer | None) -> bool:
        """Whether the question is still this worker's, so that it may post; from now on the answer is kept."""
        kept = None if answer is None else adapter_of(Answer).dump_json(answer).decode()
        return self._mine(row, "state = 'posting', answer = ?, lease = ?", kept, self._until, database=self._database)

    def done(self, row: Row, posted: str | None) -> bool:
        """The answer is in Slack; its thread is one of the bot's, if it began one."""
        return self._mine(row, "state = 'done', posted = ?, response_url = NULL, owner = NULL", posted)

    def fail(self, row: Row) -> bool:
        """Nothing will come of the question any more."""
        return self._mine(row, "state = 'failed', response_url = NULL, owner = NULL")

    def defer(self, row: Row, seconds: float, state: State) -> bool:
        """The question free again, to be taken up after so many seconds."""
        return self._mine(row, "state = ?, due = ?, lease = 0, owner = NULL", state, self._now() + seconds)

    def tell(self, row: Row) -> bool:
        """Whether it falls to this worker to say that the service is away: once for a question."""
        with self._passing.writing() as transaction:
            return bool(
                transaction.rows("UPDATE questions SET told = 1 WHERE id = ? AND told = 0 RETURNING id", (row.id,))
            )

    def recall(self) -> None:
        """The service answers: all questions that wait for it are due now."""
        with self._passing.writing() as transaction:
            transaction.run(
                "UPDATE questions SET due = ? WHERE state = 'waiting' AND told = 1 AND due > ?", (self._now(),) * 2
            )

    def release(self) -> None:
        """The claims of this worker free at once, for those who go on."""
        with self._passing.writing() as transaction:
            transaction.run(f"UPDATE questions SET lease = 0, owner = NULL WHERE owner = ? AND {_OPEN}", (self._owner,))

    def conversation(self, channel: str, thread: str) -> str | None:
        """The conversation of a thread, where one was begun."""
        with self._database.reading() as transaction:
            found = transaction.rows(
                "SELECT conversation FROM threads WHERE channel = ? AND thread = ?", (channel, thread)
            )
        return found[0][0] if found else None

    def converse(self, channel: str, thread: str, conversation: str | None) -> None:
        """The thread is one of the bot's, and this its conversation."""
        with self._passing.writing() as transaction:
            transaction.run(
                "INSERT INTO threads VALUES (?, ?, ?, ?)"
                " ON CONFLICT DO UPDATE SET conversation = excluded.conversation",
                (channel, thread, conversation, self._now()),
            )

    def row(self, question: int) -> Row | None:
        """The question by its number."""
        with self._database.reading() as transaction:
            found = transaction.rows(f"SELECT {_COLUMNS} FROM questions WHERE id = ?", (question,))
        return _row(found[0]) if found else None

    def vote(self, question: int, user: str, *, useful: bool) -> None:
        """What the user thinks of the answer now."""
        with self._database.writing() as transaction:
            transaction.run("INSERT OR REPLACE INTO votes VALUES (?, ?, ?, ?)", (question, user, useful, self._now()))

    def votes(self, question: int) -> dict[str, bool]:
        """Who found the answer useful, and who did not."""
        with self._database.reading() as transaction:
            found = transaction.rows("SELECT user, useful FROM votes WHERE question = ?", (question,))
        return {user: bool(useful) for user, useful in found}

    def counts(self) -> Counts:
        """What is kept."""
        with self._database.reading() as transaction:
            by_state: dict[str, int] = dict(transaction.rows("SELECT state, count(*) FROM questions GROUP BY state"))
        open_ = by_state.get("waiting", 0) + by_state.get("posting", 0)
        return Counts(open_, by_state.get("done", 0), by_state.get("failed", 0))

    def prune(self) -> None:
        """What was answered long ago is forgotten, with its votes; threads that nobody wrote in for as long, too."""
        before = self._now() - KEPT_S
        with self._passing.writing() as transaction:
            transaction.run("DELETE FROM questions WHERE state IN ('done', 'failed') AND noted < ?", (before,))
            transaction.run("DELETE FROM asides WHERE noted < ?", (self._now() - ASIDES_KEPT_S,))
            transaction.run("DELETE FROM votes WHERE question NOT IN (SELECT id FROM questions)")
            transaction.run(
                "DELETE FROM threads WHERE noted < ? AND NOT EXISTS (SELECT 1 FROM questions q"
                " WHERE q.channel = threads.channel AND q.thread = threads.thread)",
                (before,),
            )

    def close(self) -> None:
        """No more."""
        self._passing.close()
        self._database.close()

    @property
    def _until(self) -> float:
        return self._now() + self._lease_s

    def _mine(self, row: Row, change: str, *values: str | float | None, database: Database | None = None) -> bool:
        """Whether the question was this worker's still, and is changed."""
        sql = f"UPDATE questions SET {change} WHERE id = ? AND owner = ? AND {_OPEN} RETURNING id"
        with (database or self._passing).writing() as transaction:
            return bool(transaction.rows(sql, (*values, row.id, self._owner)))


def _knows(transaction: Transaction, place: Place) -> bool:
    """Whether the thread is one of the bot's."""
    known = "SELECT 1 FROM threads WHERE channel = ? AND thread = ?"
    return bool(transaction.rows(known, (place.channel, place.thread)))


def _row(found: tuple[Any, ...]) -> Row:
    id_, event, kind, channel, ts, thread, response_url, user, text, noted, attempts, state, told, answer, posted = (
        found
    )
    posed = Posed(event, kind, Place(channel, ts, thread, response_url), user, text)
    return Row(id_, posed, noted, attempts, state, bool(told), _answer(answer), posted)


def _answer(kept: str | None) -> Answer | None:
    """None too for an answer that another version wrote in another form: it is made again."""
    if kept is None:
        return None
    try:
        made: Answer = adapter_of(Answer).validate_json(kept)
    except ValidationError:
        return None
    return made
