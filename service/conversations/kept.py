"""Conversations in a SQLite file of their own beside the documents, so that several processes may keep turns in it."""

import secrets
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from index.database import Database, Row, Transaction
from index.errors import StoreUnavailable
from service.answer import Answer, Ask, Turn
from service.conversations.views import ConversationList, ConversationRow, ConversationView, TurnView
from service.errors import FullConversation, InvalidTitle, UnknownConversation, UnknownPlace
from service.wire import to_json

if TYPE_CHECKING:
    from pydantic import TypeAdapter

CONVERSATIONS_FILE = "conversations.db"
VERSION = 1
LONGEST_TITLE = 200
"""Characters of a title that is given."""
SHOWN_QUESTION = 80
"""Characters of a first question that are the title where none is given."""
MOST_TURNS = 200
"""Turns of one conversation: with their answers a few megabytes, which are read back at once."""
CONVERSATIONS_LISTED = 200
"""The most conversations on one page of the list."""

# `place` counts changes: the order of the list, and where a page of it begins. Answers are compressed JSON. What is
# deleted is overwritten, so that the file no longer holds it.
_SCHEMA = f"""
PRAGMA secure_delete = ON;
CREATE TABLE IF NOT EXISTS conversations (
    id TEXT PRIMARY KEY,
    place INTEGER NOT NULL,
    title TEXT,
    begun TEXT NOT NULL,
    changed TEXT NOT NULL,
    turns INTEGER NOT NULL
);
CREATE UNIQUE INDEX IF NOT EXISTS conversations_by_place ON conversations (place);
CREATE TABLE IF NOT EXISTS turns (
    conversation TEXT NOT NULL,
    number INTEGER NOT NULL,
    asked TEXT NOT NULL,
    question TEXT NOT NULL,
    meant TEXT NOT NULL,
    query TEXT NOT NULL,
    said TEXT NOT NULL,
    answer BLOB NOT NULL,
    PRIMARY KEY (conversation, number)
);
PRAGMA user_version = {VERSION}
"""
_ROW = "id, title, begun, changed, turns"
_NEXT_PLACE = "(SELECT coalesce(max(place), 0) + 1 FROM conversations)"
_BEHIND_ALL = 2**63 - 1


def utc_now() -> str:
    """The time as conversations tell it: "2024-08-18T09:30:00Z"."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


class Conversations:
    """The conversations of one data folder; safe to share by threads, and to use beside other processes.

    The file is made by the first conversation: a folder without one, which may be read only, holds none.
    """

    def __init__(self, path: Path, now: Callable[[], str] = utc_now) -> None:
        self._path = path
        self._now = now
        self._opening = Lock()
        self._database: Database | None = None

    def begin(self, title: str | None = None) -> ConversationRow:
        """A new conversation, on disk when this returns; InvalidTitle where the title cannot be one."""
        shown = _checked(title)
        key, now = secrets.token_hex(16), self._now()
        with self._opened().writing() as transaction:
            values = (key, shown, now, now)
            transaction.run(f"INSERT INTO conversations VALUES (?, {_NEXT_PLACE}, ?, ?, ?, 0)", values)  # noqa: S608
        return ConversationRow(key, shown, now, now, 0)

    def page(self, after: str | None = None, limit: int = 50) -> ConversationList:
        """At most `limit` conversations behind a page's `next`, last changed first."""
        before = _place_of(after)
        found = self._rows(
            f"SELECT {_ROW}, place FROM conversations WHERE place < ? ORDER BY place DESC LIMIT ?",  # noqa: S608
            (before, limit + 1),
        )
        rows = tuple(ConversationRow(*row[:-1]) for row in found[:limit])
        return ConversationList(rows, str(found[limit - 1][-1]) if len(found) > limit else None)

    def read(self, conversation: str) -> ConversationView:
        """The conversation with its turns; UnknownConversation where there is none of that id."""
        with self._reading(conversation) as transaction:
            row = _row_in(transaction, conversation)
            turns = transaction.rows(
                "SELECT number, asked, question, query, answer FROM turns WHERE conversation = ? ORDER BY number",
                (conversation,),
            )
        return ConversationView(row.id, row.title, row.begun, row.changed, tuple(map(_turn, turns)))

    def history(self, conversation: str, most: int) -> tuple[Turn, ...]:
        """The last turns, oldest first, each with what was meant by its question."""
        with self._reading(conversation) as transaction:
            _row_in(transaction, conversation)
            turns = transaction.rows(
                "SELECT meant, said FROM turns WHERE conversation = ? ORDER BY number DESC LIMIT ?",
                (conversation, most),
            )
        return tuple(Turn(*row) for row in reversed(turns))

    def check_room(self, conversation: str) -> None:
        """FullConversation where no further turn has room."""
        with self._reading(conversation) as transaction:
            _check_room(_row_in(transaction, conversation))

    def last_answer(self, conversation: str) -> Answer | None:
        """What was answered last; None where nothing was yet."""
        found = self._rows(
            "SELECT answer FROM turns WHERE conversation = ? AND said <> '' ORDER BY number DESC LIMIT 1",
            (conversation,),
        )
        return _answer(found[0][0]) if found else None

    def keep(self, conversation: str, ask: Ask, answer: Answer) -> int:
        """The number of the turn that the ask and its answer are now, on disk; those of several processes at once
        follow one another. UnknownConversation or FullConversation where it cannot be kept.
        """
        now = self._now()
        with self._opened().writing() as transaction:
            row = _row_in(transaction, conversation)
            _check_room(row)
            number = row.turns + 1
            meant = ask.query or ask.question
            kept = zlib.compress(to_json(answer).encode())
            said = (now, ask.question, meant, answer.standalone_question, answer.answer.text, kept)
            transaction.run("INSERT INTO turns VALUES (?, ?, ?, ?, ?, ?, ?, ?)", (conversation, number, *said))
            changed = (now, number, row.title or _title_from(ask.question), conversation)
            transaction.run(
                f"UPDATE conversations SET place = {_NEXT_PLACE}, changed = ?, turns = ?, title = ? WHERE id = ?",  # noqa: S608
                changed,
            )
        return number

    def forget(self, conversation: str) -> None:
        """The conversation gone with all its turns; UnknownConversation where there was none."""
        if self._found() is None:
            raise _unknown(conversation)
        with self._opened().writing() as transaction:
            _row_in(transaction, conversation)
            transaction.run("DELETE FROM turns WHERE conversation = ?", (conversation,))
            transaction.run("DELETE FROM conversations WHERE id = ?", (conversation,))

    def close(self) -> None:
        """The file given back; the next use opens it again."""
        with self._opening:
            database, self._database = self._database, None
        if database is not None:
            database.close()

    def _opened(self) -> Database:
        """The file, made where there is none."""
        with self._opening:
            if self._database is None:
                self._database = opened(self._path, write=True)
            return self._database

    def _found(self) -> Database | None:
        """The file to read from, None where there is none; one that may not be written is read all the same."""
        with self._opening:
            if self._database is None and self._path.exists():
                self._database = _opened_to_read(self._path)
            return self._database

    def _rows(self, sql: str, parameters: Sequence[object]) -> list[Row]:
        database = self._found()
        if database is None:
            return []
        with database.reading() as transaction:
            return transaction.rows(sql, parameters)

    @contextmanager
    def _reading(self, conversation: str) -> Iterator[Transaction]:
        """A transaction that reads; UnknownConversation where nothing was ever kept."""
        database = self._found()
        if database is None:
            raise _unknown(conversation)
        with database.reading() as transaction:
            yield transaction


def _opened_to_read(path: Path) -> Database:
    try:
        return opened(path, write=True)
    except StoreUnavailable:
        return opened(path, write=False)


def opened(path: Path, *, write: bool) -> Database:
    """The file of conversations; StoreUnavailable where it cannot be used, or is of a newer Crosscheck."""
    if path.exists() and (version := version_of(path)) > VERSION:
        raise StoreUnavailable(f"{path} is of version {version}, this reads {VERSION}: install the newer Crosscheck")
    return Database(path, _SCHEMA, write=write)


def version_of(path: Path) -> int:
    """The version of the file's tables, 0 where it has none yet."""
    database = Database(path, "", write=False)
    try:
        with database.reading() as transaction:
            return int(transaction.rows("PRAGMA user_version")[0][0])
    finally:
        database.close()


def _row_in(transaction: Transaction, conversation: str) -> ConversationRow:
    rows = transaction.rows(f"SELECT {_ROW} FROM conversations WHERE id = ?", (conversation,))  # noqa: S608
    if not rows:
        raise _unknown(conversation)
    return ConversationRow(*rows[0])


def _turn(row: Row) -> TurnView:
    number, asked, question, query, answer = row
    return TurnView(number, asked, question, query, _answer(answer))


def _answer(kept: bytes) -> Answer:
    return _answers().validate_json(zlib.decompress(kept))


@cache
def _answers() -> "TypeAdapter[Answer]":
    from pydantic import TypeAdapter  # noqa: PLC0415 - whoever keeps nothing need not wait for it

    return TypeAdapter(Answer)


def _checked(title: str | None) -> str | None:
    """The title in one line, None for a blank one."""
    shown = " ".join((title or "").split())
    if len(shown) > LONGEST_TITLE:
        raise InvalidTitle(f"the title has {len(shown)} characters, {LONGEST_TITLE} are allowed: give a shorter one")
    return shown or None


def _title_from(question: str) -> str:
    words = " ".join(question.split())
    return words if len(words) <= SHOWN_QUESTION else words[:SHOWN_QUESTION].rstrip() + " …"


def _place_of(after: str | None) -> int:
    """Where a page begins; UnknownPlace where `after` is not what a page gave as its `next`."""
    if after is None:
        return _BEHIND_ALL
    if not (after.isascii() and after.isdecimal() and int(after) < _BEHIND_ALL):
        raise UnknownPlace(f"{after!r} is no page of the list: give what the page before has as next, or nothing")
    return int(after)


def _check_room(row: ConversationRow) -> None:
    if row.turns >= MOST_TURNS:
        raise FullConversation(f"the conversation has {MOST_TURNS} turns, the most it can have: begin another one")


def _unknown(conversation: str) -> UnknownConversation:
    return UnknownConversation(f"no conversation {conversation!r} is kept here: list them with GET /v1/conversations")
