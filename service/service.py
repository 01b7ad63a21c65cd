"""What people can do: ask, converse, search, add, list, read, remove. HTTP and the command line are doors to this."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from threading import Lock

from corpus.documents import Document, DocumentId
from corpus.errors import UnreadableDocument
from index.embedding import Embedder
from index.errors import UnstorableDocument
from index.store import PassageStore
from service.adding import Adder
from service.answer import Answer, Ask, PassageView
from service.asking import LONGEST_HISTORY, Asker
from service.conversations.asking_on import answer_before, steps_of
from service.conversations.export import markdown_of
from service.conversations.kept import CONVERSATIONS_FILE, CONVERSATIONS_LISTED, Conversations
from service.conversations.views import ConversationList, ConversationRow, ConversationView
from service.documents import AddedDocument, DocumentList, DocumentView, Info, row_of, view_of
from service.errors import UnknownDocument
from service.events import Event, PassagesFound, after_passages
from service.unchecked import not_in_english


class Service:
    """One corpus and everything that is done with it; safe to call from several threads."""

    def __init__(
        self, store: PassageStore, embedder: Embedder, data: Path, rebuilt: Callable[[], tuple[str, ...]] = tuple
    ) -> None:
        self.rebuilt = rebuilt
        """Why caches were made anew since the start, a reason each."""
        self._store = store
        self._embedder = embedder
        self._data = data
        self._asker = Asker(store, embedder)
        self._adder = Adder(store, embedder)
        self._conversations = Conversations(data / CONVERSATIONS_FILE)
        self._writing = Lock()

    def ask(self, ask: Ask) -> Answer:
        """What the sources say, and where they differ; on disk when it returns, where the ask names a conversation."""
        *_, answer = self._in_steps(ask)
        assert isinstance(answer, Answer)
        return answer

    def stream(self, ask: Ask) -> Iterator[Event]:
        """The same as it comes about: passages, sentences, conflicts, and the end, at which it is kept where it is to
        be. InvalidAsk and UnknownConversation come with the first event; who takes no more of it should close it.
        """
        for step in self._in_steps(ask):
            if isinstance(step, PassagesFound):
                yield step
            else:
                yield from after_passages(step)

    def _in_steps(self, ask: Ask) -> Iterator[PassagesFound | Answer]:
        if ask.conversation is None:
            yield from steps_of(self._asker, ask, lambda: answer_before(self._asker, ask))
            return
        kept = ask.conversation
        self._conversations.check_room(kept)
        steps = steps_of(self._asker, self._with_history(ask), lambda: self._conversations.last_answer(kept))
        for step in steps:
            if isinstance(step, PassagesFound):
                yield step
            else:
                answer = replace(step, conversation=ask.conversation)
                self._conversations.keep(ask.conversation, ask, answer)
                yield answer

    def _with_history(self, ask: Ask) -> Ask:
        """The ask with what was said before in the conversation that it names."""
        if ask.conversation is None:
            return ask
        return replace(ask, conversation=None, history=self._conversations.history(ask.conversation, LONGEST_HISTORY))

    def begin(self, title: str | None = None) -> ConversationRow:
        """A new conversation; without a title it takes its first question for one."""
        return self._conversations.begin(title)

    def conversations(self, after: str | None = None, limit: int = CONVERSATIONS_LISTED) -> ConversationList:
        """At most `limit` conversations behind a page's `next`, last changed first."""
        return self._conversations.page(after, limit)

    def conversation(self, conversation: str) -> ConversationView:
        """The conversation with the answers as they were given; UnknownConversation where there is none."""
        return self._conversations.read(conversation)

    def forget(self, conversation: str) -> None:
        """The conversation gone with all its turns; UnknownConversation where there is none."""
        self._conversations.forget(conversation)

    def export(self, conversation: str) -> str:
        """The conversation as Markdown, its quotes in footnotes; UnknownConversation where there is none."""
        return markdown_of(self._conversations.read(conversation))

    def close(self) -> None:
        """The file of conversations given back; the store is whose it was."""
        self._conversations.close()

    def search(self, ask: Ask) -> tuple[PassageView, ...]:
        """The passages that bear on the question, best first; nothing of it is kept."""
        return self._asker.search(self._with_history(ask))

    def add(self, documents: Sequence[Document]) -> list[AddedDocument]:
        """What became of each, in their order; on disk when it returns. One that is at fault does not stop the rest."""
        done: list[AddedDocument] = []
        with self._writing:
            while len(done) < len(documents):
                try:
                    for document, outcome in self._adder.add_all(documents[len(done) :]):
                        done.append(AddedDocument(document.id, outcome))
                except (UnreadableDocument, UnstorableDocument):
                    done.append(self._add_alone(documents[len(done)]))
        return done

    def _add_alone(self, document: Document) -> AddedDocument:
        """The outcome of the first document that a run left undone: it, or one after it, is at fault."""
        try:
            return AddedDocument(document.id, self._adder.add(document))
        except (UnreadableDocument, UnstorableDocument) as error:
            return AddedDocument(document.id, "unread", str(error))

    def documents(self, after: str | None, limit: int) -> DocumentList:
        """At most `limit` documents behind `after`, in the order of their ids."""
        with self._store.snapshot() as snapshot:
            found = list(islice(snapshot.scan(DocumentId(after) if after else None, limit + 1), limit + 1))
        more = len(found) > limit
        rows = tuple(row_of(document) for document in found[:limit])
        return DocumentList(rows, rows[-1].id if more else None)

    def read(self, document: str) -> DocumentView:
        """The document with its whole text; UnknownDocument where nothing is kept under that id."""
        key = DocumentId(document)
        with self._store.snapshot() as snapshot:
            kept = snapshot.fetch([key]).get(key)
            if kept is None:
                raise _unknown(document)
            return view_of(kept, snapshot.passages_of(key), len(snapshot.figures_of([key])[key]))

    def remove(self, document: str) -> None:
        """The document gone from every later answer; UnknownDocument where nothing is kept under that id."""
        with self._writing:
            if not self._store.delete(DocumentId(document)):
                raise _unknown(document)

    def info(self, *, count_languages: bool = False) -> Info:
        """What is kept, and the model that reads it; if asked also how many documents are not in English."""
        with self._store.snapshot() as snapshot:
            stats = snapshot.stats()
            foreign = not_in_english(snapshot.without_figures()) if count_languages else None
        return Info(
            data=str(self._data),
            documents=stats.documents,
            passages=stats.passages,
            figures=stats.figures,
            generation=stats.generation,
            model=self._embedder.name,
            lexical=stats.lexical,
            not_in_english=foreign,
        )


def _unknown(document: str) -> UnknownDocument:
    return UnknownDocument(
        f"no document {document!r} is kept here: list them with crosscheck list or GET /v1/documents"
    )
