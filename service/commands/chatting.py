"""One chat in a terminal: questions asked on in one conversation, and commands about what was answered."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from rich.console import Group
from rich.table import Table
from rich.text import Text

from corpus.errors import CrosscheckError
from service.answer import Answer, Ask
from service.commands.answer_text import passage_lines, print_answer
from service.commands.conflict_text import conflict_block
from service.commands.terminal import messages, output, print_json, safe
from service.composition import Converser
from service.conversations.views import ConversationView
from service.errors import InvalidAsk

HELP = (
    ("/sources", "the passages of the last answer, whole"),
    ("/conflicts", "what its sources differ on"),
    ("/query TEXT", "the last question again, searched for as TEXT"),
    ("/list", "the conversations that are kept"),
    ("/open ID", "go on with another one; the beginning of an id is enough"),
    ("/new", "begin another one"),
    ("/export [FILE]", "the conversation as Markdown, its quotes in footnotes"),
    ("/delete ID", "a conversation gone for good"),
    ("/help", "this"),
    ("/quit", "leave; so does the end of the input"),
)
LISTED = 20
"""Conversations that /list shows."""


class NothingToShow(InvalidAsk):
    """A command that needs what this chat does not have yet."""


class Chat:
    """Takes a line at a time. The conversation begins with its first question, so that none is kept empty."""

    def __init__(self, converser: Converser, asks: Ask, conversation: str | None, *, json: bool) -> None:
        """`asks` is how each question is asked, but for its text."""
        self._converser = converser
        self._asks = asks
        self._json = json
        self._conversation: str | None = None
        self._last: Answer | None = None
        self.all_answered = True
        """Whether every question so far was answered, and every command done."""
        self._commands: dict[str, Callable[[str], None]] = {
            "/sources": self._show_sources,
            "/conflicts": self._show_conflicts,
            "/query": self._search_for,
            "/list": self._list,
            "/open": self._open,
            "/new": self._begin_anew,
            "/export": self._export,
            "/delete": self._delete,
            "/help": self._help,
        }
        if conversation is not None:
            self._go_on(self._named(conversation))

    def take(self, line: str) -> bool:
        """Does what a line says, what goes wrong told and left behind; False where it says to leave."""
        command, _, rest = line.strip().partition(" ")
        if command in ("/quit", "/exit"):
            return False
        try:
            if command in self._commands:
                self._commands[command](rest.strip())
            elif command.startswith("/"):
                raise NothingToShow(f"{command} is no command: /help lists them")
            elif command:
                self._ask(replace(self._asks, question=line.strip()))
        except CrosscheckError as error:
            self.all_answered = False
            messages().print(safe(str(error)), style="red", markup=False, soft_wrap=True)
        return True

    def _ask(self, ask: Ask) -> None:
        if self._conversation is None:
            self._conversation = self._converser.begin().id
        self._last = self._converser.ask(replace(ask, conversation=self._conversation))
        self.all_answered &= self._last.status != "not_in_corpus"
        if self._json:
            print_json(self._last)
        else:
            print_answer(self._last, output())

    def _search_for(self, text: str) -> None:
        if not text:
            raise NothingToShow("/query wants what to search for: /query trade between Russia and Azerbaijan")
        self._ask(replace(self._asks, question=self._answered().question, query=text))

    def _show_sources(self, _: str) -> None:
        answer = self._answered()
        if self._json:
            print_json(answer.passages)
        else:
            output().print(passage_lines(answer.passages, whole=True))

    def _show_conflicts(self, _: str) -> None:
        answer = self._answered()
        if self._json:
            print_json(answer.conflicts)
        elif answer.conflicts:
            width = output().width
            output().print(Group(*(conflict_block(conflict, width) for conflict in answer.conflicts)))
        else:
            messages().print("The sources of the last answer do not differ on what was checked.", style="dim")

    def _list(self, _: str) -> None:
        kept = self._converser.conversations(None, LISTED)
        if self._json:
            print_json(kept)
            return
        cells = [(row.id, row.changed, str(row.turns), safe(row.title or "")) for row in kept.conversations]
        if not output().is_terminal:
            for each in cells:
                print("\t".join(each))
            return
        rows = Table(box=None, padding=(0, 2, 0, 0), show_header=False)
        for name in ("id", "changed", "turns"):
            rows.add_column(name, no_wrap=True)
        for each in cells:
            rows.add_row(*each)
        output().print(rows, markup=False)

    def _open(self, name: str) -> None:
        view = self._named(name)
        self._go_on(view)
        if self._json:
            print_json(view)
            return
        for turn in view.turns:
            output().print(Text(f"\n{safe(turn.question)}", style="bold cyan"), soft_wrap=True)
            output().print(Text(safe(turn.answer.answer.text) or "The corpus does not say."), soft_wrap=True)

    def _begin_anew(self, _: str) -> None:
        self._conversation = self._last = None

    def _export(self, file: str) -> None:
        if self._conversation is None:
            raise NothingToShow("there is nothing to export yet: ask something first, or /open a conversation")
        text = self._converser.export(self._conversation)
        if not file:
            print(text, end="")
            return
        try:
            Path(file).expanduser().write_text(text, "utf-8")
        except OSError as error:
            raise NothingToShow(f"{file} cannot be written ({error.strerror}): name another file") from error
        messages().print(f"Written to {safe(file)}.", style="dim", markup=False)

    def _delete(self, name: str) -> None:
        view = self._named(name)
        self._converser.forget(view.id)
        if view.id == self._conversation:
            self._begin_anew("")
        messages().print("Deleted.", style="dim")

    def _help(self, _: str) -> None:
        for command, meaning in HELP:
            messages().print(f"  {command:<15} {meaning}", markup=False)

    def _answered(self) -> Answer:
        if self._last is None:
            raise NothingToShow("nothing was asked yet: ask something first, or /open a conversation")
        return self._last

    def _go_on(self, view: ConversationView) -> None:
        self._conversation = view.id
        self._last = view.turns[-1].answer if view.turns else None

    def _named(self, name: str) -> ConversationView:
        """The conversation of that id, or the only one listed whose id begins so."""
        if not name:
            raise NothingToShow("which conversation? /list shows their ids")
        listed = self._converser.conversations(None, LISTED).conversations
        begun = [row.id for row in listed if row.id.startswith(name)]
        return self._converser.conversation(begun[0] if len(begun) == 1 else name)
