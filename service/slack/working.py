"""From a question in the journal to its answer in Slack: each once, whatever ends in between."""

from collections.abc import Callable
from dataclasses import dataclass
from logging import getLogger
from typing import Protocol

from corpus.errors import CrosscheckError
from service.answer import Answer, Ask
from service.conversations.views import ConversationRow
from service.errors import InvalidAsk, Refused, UnknownConversation
from service.slack import wording
from service.slack.answer_blocks import answer_message, notice
from service.slack.block_kit import Message
from service.slack.errors import SlackBusy, SlackError, SlackRefusal, SlackShut, SlackUncertain
from service.slack.journal import Journal, Row
from service.slack.markup import asks_nothing
from service.slack.posting import Poster

_log = getLogger(__name__)
MOST_FAULTS = 5
"""Attempts after which a question that meets a fault of ours is given up, and that is said."""


class Crosscheck(Protocol):
    """The service, in this process or over HTTP."""

    def ask(self, ask: Ask) -> Answer:
        """What the sources say, and where they differ."""
        ...

    def begin(self, title: str | None = None) -> ConversationRow:
        """A new conversation."""
        ...


@dataclass(frozen=True, slots=True)
class Waits:
    """Seconds until a question is taken up again: where the service is away (longer each time, up to the last), where
    Slack gave no clear word, and where the app may not.
    """

    away_s: tuple[float, ...] = (2.0, 4.0, 8.0, 15.0)
    uncertain_s: float = 5.0
    shut_s: float = 60.0

    def away(self, attempts: int) -> float:
        """After so many attempts."""
        return self.away_s[min(attempts, len(self.away_s) - 1)]


class Worker:
    """Answers one question after another; safe to use from several threads."""

    def __init__(self, journal: Journal, crosscheck: Crosscheck, poster: Poster, waits: Waits | None = None) -> None:
        self._journal = journal
        self._crosscheck = crosscheck
        self._poster = poster
        self._waits = waits or Waits()

    def work(self, row: Row) -> None:
        """The claimed question answered, given up, or put back for later."""
        try:
            posted = self._poster.find(row) if row.state == "posting" else None
            if posted is not None:
                self._finish(row, posted)
                return
            message, answer = self._reply(row)
        except (SlackBusy, SlackUncertain, SlackShut, SlackRefusal) as error:
            self._journal.defer(row, self._pause(error), row.state)
        except CrosscheckError as error:
            self._away(row, error)
        except Exception:
            _log.exception("question %s met a fault", row.id)
            self._fault(row)
        else:
            self._post(row, message, answer)

    def _reply(self, row: Row) -> tuple[Message, Answer | None]:
        """What is to be said, and the answer behind it."""
        if row.posed.kind == "share":
            return self._shared(row)
        if asks_nothing(row.posed.text):
            return notice(wording.HELP), None
        try:
            answer = row.answer or self._asked(row)
        except (InvalidAsk, Refused) as error:
            if isinstance(error, Refused) and (error.status >= 500 or error.status == 429):
                raise
            return notice(wording.refused(str(error))), None
        return answer_message(answer, str(row.id), ephemeral=row.posed.kind == "command"), answer

    def _shared(self, row: Row) -> tuple[Message, Answer | None]:
        original = self._journal.row(int(row.posed.text))
        answer = row.answer or (original.answer if original else None)
        if answer is None:
            return notice(wording.GONE), None
        return answer_message(answer, str(row.id), shared_by=row.posed.user), answer

    def _asked(self, row: Row) -> Answer:
        channel, thread = conversation_of(row)
        conversation = self._journal.conversation(channel, thread)
        if conversation is not None:
            try:
                return self._answered(row, conversation)
            except UnknownConversation:  # somebody deleted it: the thread begins anew
                _log.info("the conversation of question %s is gone", row.id)
        conversation = self._crosscheck.begin().id
        self._journal.converse(channel, thread, conversation)
        return self._answered(row, conversation)

    def _answered(self, row: Row, conversation: str) -> Answer:
        answer = self._crosscheck.ask(Ask(row.posed.text, conversation=conversation))
        if row.told:
            self._journal.recall()
        return answer

    def _post(self, row: Row, message: Message, answer: Answer | None) -> None:
        """The message posted and the question done; what it came to otherwise is in the journal."""
        if not self._journal.begin_posting(row, answer):
            return  # the lease ran out, and another has it
        try:
            self._finish(row, self._poster.post(row, message))
        except SlackBusy as error:
            self._journal.defer(row, error.retry_after_s, "waiting")  # nothing was posted
        except SlackUncertain as error:
            _log.warning("question %s: %s", row.id, error)
            self._journal.defer(row, self._pause(error), "posting")
        except SlackShut as error:
            _log.error("question %s: %s", row.id, error)
            self._journal.defer(row, self._pause(error), "waiting")
        except SlackRefusal as error:
            _log.warning("question %s cannot be answered where it was asked: %s", row.id, error)
            self._journal.fail(row)
        except Exception:
            _log.exception("question %s met a fault while it was posted", row.id)
            self._journal.defer(row, self._waits.uncertain_s, "posting")

    def _finish(self, row: Row, posted: str | None) -> None:
        if row.posed.kind == "share" and posted is not None:
            self._begin_thread(row, posted)
        self._journal.done(row, posted)

    def _begin_thread(self, row: Row, posted: str) -> None:
        """Below a shared answer its conversation goes on."""
        original = self._journal.row(int(row.posed.text))
        conversation = self._journal.conversation(*conversation_of(original)) if original else None
        self._journal.converse(row.posed.place.channel, posted, conversation)

    def _away(self, row: Row, error: CrosscheckError) -> None:
        """The service cannot answer now: that is said once, and the question is kept."""
        _log.warning("question %s waits for the service: %s", row.id, error)
        if row.posed.kind != "share" and self._journal.tell(row):
            self._quietly(lambda: self._poster.tell(row, notice(wording.AWAY)))
        self._journal.defer(row, self._waits.away(row.attempts), row.state)

    def _fault(self, row: Row) -> None:
        if row.attempts + 1 < MOST_FAULTS:
            self._journal.defer(row, self._waits.away(row.attempts), row.state)
            return
        self._quietly(lambda: self._poster.tell(row, notice(wording.BROKEN)))
        self._journal.fail(row)

    def _quietly(self, tell: Callable[[], None]) -> None:
        """A message that is no answer: where it cannot be posted, that is only logged."""
        try:
            tell()
        except SlackError as error:
            _log.warning("a notice was not posted: %s", error)

    def _pause(self, error: SlackError) -> float:
        if isinstance(error, SlackBusy):
            return error.retry_after_s
        return self._waits.uncertain_s if isinstance(error, SlackUncertain) else self._waits.shut_s


def conversation_of(row: Row) -> tuple[str, str]:
    """By what the journal knows the conversation: channel and thread, of a command the command itself."""
    return row.posed.place.channel, row.posed.place.thread or row.posed.event
