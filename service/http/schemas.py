"""Requests as HTTP brings them: checked here once, trusted inside."""

import re
from hashlib import sha256
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from corpus.documents import Basis, Document, DocumentId, Known, PartialDate
from corpus.loading import document_of
from corpus.reading.reading import Reading
from service.answer import Ask, AskFilters, Turn
from service.asking import LONGEST_HISTORY, LONGEST_QUESTION, MOST_FOUND, MOST_PASSAGES
from service.conversations.kept import LONGEST_TITLE
from service.settings import DOCUMENTS_ADDED

_DATE = re.compile(r"[0-9]{4}(-[0-9]{2}){0,2}")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")


def characters(text: str) -> str:
    """The text; ValueError where it holds what no encoding can write."""
    if any("\ud800" <= character <= "\udfff" for character in text):
        raise ValueError("the text holds half of a surrogate pair, which is not a character")
    return text


def _not_blank(text: str) -> str:
    if not text.strip():
        raise ValueError("the text is empty or blank")
    return text


def _one_line(text: str) -> str:
    if _CONTROL.search(text):
        raise ValueError("the text holds a control character")
    return text


def _date(text: str) -> str:
    try:
        if _DATE.fullmatch(text):
            return str(PartialDate.parse(text))
    except ValueError:
        pass
    raise ValueError('not a date: write "2024", "2024-08" or "2024-08-18"')


_SHOWN_TEXT = {"minLength": 1, "pattern": r"\S"}
_SHOWN_LINE = {"minLength": 1, "pattern": r"^[^\x00-\x1f\x7f-\x9f]*[^\s\x00-\x1f\x7f-\x9f][^\x00-\x1f\x7f-\x9f]*$"}
_SHOWN_DATE = {"pattern": r"^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|1[0-9]|2[0-8]))?)?$"}
"""How the description says what the validators check; of dates all that every month has."""

Text = Annotated[str, Field(json_schema_extra=_SHOWN_TEXT), AfterValidator(characters), AfterValidator(_not_blank)]
Line = Annotated[Text, Field(max_length=2_000, json_schema_extra=_SHOWN_LINE), AfterValidator(_one_line)]
DateText = Annotated[
    str, Field(max_length=32, examples=["2024-08"], json_schema_extra=_SHOWN_DATE), AfterValidator(_date)
]
Names = Annotated[list[Line], Field(max_length=1_000)]


class Body(BaseModel):
    """A request body: a field that is not known is a mistake, and is said to be one."""

    model_config = ConfigDict(extra="forbid")


class FiltersBody(Body):
    """Which documents may answer; publication dates, both included."""

    documents: Names = []
    publishers: Names = []
    published_from: DateText | None = None
    published_to: DateText | None = None

    @model_validator(mode="after")
    def _ordered(self) -> "FiltersBody":
        if self.published_from and self.published_to:
            first, last = PartialDate.parse(self.published_from).first, PartialDate.parse(self.published_to).last
            if first > last:
                raise ValueError(f"published_from {self.published_from} lies behind published_to {self.published_to}")
        return self

    def filters(self) -> AskFilters:
        """The filters inside the service."""
        return AskFilters(tuple(self.documents), tuple(self.publishers), self.published_from, self.published_to)


class TurnBody(Body):
    """An earlier question, and the text that answered it."""

    question: Annotated[Text, Field(max_length=LONGEST_QUESTION)]
    answer: Annotated[str, Field(max_length=LONGEST_QUESTION), AfterValidator(characters)] = ""


class AskBody(Body):
    """A question, the most passages wanted, which documents may answer, and what was said before."""

    question: Annotated[Text, Field(max_length=LONGEST_QUESTION, examples=["why did Putin visit Baku?"])]
    limit: Annotated[int, Field(ge=1, le=MOST_PASSAGES, strict=True)] = 8
    filters: FiltersBody = FiltersBody()
    conversation: Line | None = None
    history: Annotated[list[TurnBody], Field(max_length=LONGEST_HISTORY)] = []
    query: Annotated[Text, Field(max_length=LONGEST_QUESTION)] | None = None

    @model_validator(mode="after")
    def _one_history(self) -> "AskBody":
        if self.conversation and self.history:
            raise ValueError("a conversation has its own history: give one of the two")
        return self

    def ask(self) -> Ask:
        """The ask inside the service."""
        history = tuple(Turn(turn.question, turn.answer) for turn in self.history)
        filters = self.filters.filters()
        return Ask(self.question, self.limit, filters, self.conversation, history, self.query)


class SearchBody(AskBody):
    """The same, with as many passages as a search may return."""

    limit: Annotated[int, Field(ge=1, le=MOST_FOUND, strict=True)] = 8


class ConversationBody(Body):
    """A conversation to begin; without a title its first question becomes it."""

    title: Annotated[Line, Field(max_length=LONGEST_TITLE)] | None = None


class FactBody(Body):
    """Something known of a document with its origin, as reading a document returns it."""

    value: Line
    basis: Basis = "given"
    source: Line = "request"


class PublishedBody(FactBody):
    """A publication date with its origin."""

    value: DateText


class DocumentBody(Body):
    """A document to add; what is not given is inferred from the text and says so."""

    id: Annotated[Line, Field(max_length=500, description="by default a name made of the text's digest")] | None = None
    text: Text
    title: Line | FactBody | None = None
    publisher: Line | FactBody | None = None
    published: DateText | PublishedBody | None = None
    url: Line | None = None

    def document(self) -> Document:
        """The document, with what is not given inferred."""
        name = self.id or "text-" + sha256(self.text.encode()).hexdigest()[:16]
        published = _known(self.published)
        date = Known(PartialDate.parse(published.value), published.basis, published.source) if published else None
        reading = Reading(self.text, name, _known(self.title), _known(self.publisher), date, self.url)
        return document_of(DocumentId(name), reading)


class DocumentsBody(Body):
    """Documents to add, in one request."""

    documents: Annotated[list[DocumentBody], Field(min_length=1, max_length=DOCUMENTS_ADDED)]


class Problem(BaseModel):
    """What went wrong (RFC 9457); `errors` points at the parts of the request that are wrong."""

    type: Annotated[str, Field(examples=["urn:crosscheck:problem:unknown-document"])]
    title: str
    status: int
    detail: str
    errors: list[dict[str, Any]] | None = None
    request_id: Annotated[str | None, Field(description="as in the header X-Request-ID and in the log")] = None


class OpenAIError(BaseModel):
    """What went wrong, as OpenAI's clients read it."""

    error: Annotated[
        dict[str, Any], Field(examples=[{"message": "", "type": "server_error", "param": None, "code": None}])
    ]


def _known(given: str | FactBody | None) -> Known[str] | None:
    if given is None:
        return None
    return Known(given, "given", "request") if isinstance(given, str) else Known(given.value, given.basis, given.source)
