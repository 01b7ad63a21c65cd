"""The rows of an eval set's files as they come in, checked once; an unknown key is kept."""

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    Tag,
    ValidationError,
    model_validator,
)

from eval.gold import GoldConflict, GoldSide, GoldSpan
from eval.questions import Question, SourceSpan, Turn
from eval.ramdocs import Place
from eval.wanted import ValueConflict, Wanted
from service.answer import ConflictType

SHOWN = 60
"""How many characters of a value that is wrong are shown."""


def _written(value: object) -> object:
    """Ids are often numbers in JSON; they are names all the same."""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _not_blank(text: str) -> str:
    if not text.strip():
        raise ValueError("expected text that is not blank")
    return text


Name = Annotated[str, BeforeValidator(_written), AfterValidator(_not_blank)]
Text = Annotated[str, AfterValidator(_not_blank)]


class Row(BaseModel):
    """A row whose unknown keys stay."""

    model_config = ConfigDict(extra="allow", strict=True)


class SpanRow(Row):
    """A stretch of a document's stored text."""

    document: Name
    start: Annotated[int, Field(ge=0)]
    end: Annotated[int, Field(ge=0)]

    @model_validator(mode="after")
    def _ordered(self) -> "SpanRow":
        if self.end <= self.start:
            raise ValueError(f"expected an end behind the start ({self.start})")
        return self


class PlaceRow(SpanRow):
    """A stated value; the core is the value without its comparator and noun."""

    text: str
    core_start: int | None = None
    core_end: int | None = None

    def gold(self) -> GoldSpan:
        """The place inside."""
        core_start = self.start if self.core_start is None else self.core_start
        core_end = self.end if self.core_end is None else self.core_end
        return GoldSpan(self.document, self.start, self.end, self.text, core_start, core_end)


class SideRow(PlaceRow):
    """A side, and other places that state the same."""

    elsewhere: list[PlaceRow] = []

    def side(self) -> GoldSide:
        """The side inside."""
        return GoldSide((self.gold(), *(place.gold() for place in self.elsewhere)))


class ConflictRow(Row):
    """A conflict by the places of its two sides."""

    id: Name = "conflict"
    type: ConflictType
    also: list[ConflictType] = []
    sides: Annotated[list[SideRow], Field(min_length=2, max_length=2)]
    question: str | None = None
    optional: bool = False

    def wanted(self, name: str) -> Wanted:
        """The conflict inside."""
        identifier = self.id if "id" in self.model_fields_set else name
        sides = tuple(side.side() for side in self.sides)
        return GoldConflict(identifier, (self.type, *self.also), sides, self.question, self.optional)


class ValueConflictRow(Row):
    """A conflict by the words of its two values and their documents; `numeric` false: not of figures, left out."""

    sources: Annotated[list[Name], Field(min_length=2, max_length=2)]
    values: Annotated[list[Name], Field(min_length=2, max_length=2)]
    type: ConflictType = "contradiction"
    also: list[ConflictType] = []
    numeric: bool = True


class TurnRow(Row):
    """What was said before."""

    role: Literal["user", "assistant", "system"]
    content: str


def _source_shape(value: object) -> str:
    return "#places" if isinstance(value, dict) else "#name"


def _shape_of(value: object) -> str:
    """Which of the shapes a source or a conflict has: only that one's faults are told. The tags are no field's name."""
    if not isinstance(value, dict):
        return "#name"
    return "#values" if "values" in value else "#places"


Source = Annotated[Annotated[Name, Tag("#name")] | Annotated[SpanRow, Tag("#places")], Discriminator(_source_shape)]
Conflict = Annotated[
    Annotated[Name, Tag("#name")]
    | Annotated[ConflictRow, Tag("#places")]
    | Annotated[ValueConflictRow, Tag("#values")],
    Discriminator(_shape_of),
]


class QuestionRow(Row):
    """A line of questions.jsonl."""

    id: Name
    question: Text
    history: list[TurnRow] = []
    answers: list[Name] = []
    sources: list[Source] = []
    answerable: bool | None = None
    conflicts: list[Conflict] | None = None


class QueryRow(Row):
    """A line of BEIR's queries.jsonl."""

    id: Annotated[Name, Field(alias="_id")]
    text: Text


def question_of(
    row: QuestionRow, written: Mapping[str, Any], grades: Mapping[str, int], gold: Mapping[str, Wanted]
) -> Question:
    """The question inside; `grades` are those of qrels.tsv, `gold` the conflicts that a row may name by id."""
    spans = tuple(SourceSpan(s.document, s.start, s.end) for s in row.sources if isinstance(s, SpanRow))
    named = dict.fromkeys([s if isinstance(s, str) else s.document for s in row.sources], 1)
    relevant = {**named, **grades} or None
    known = bool(row.answers) or relevant is not None
    return Question(
        id=row.id,
        text=row.question,
        history=tuple(Turn(turn.role, turn.content) for turn in row.history),
        answers=tuple(row.answers),
        relevant=relevant,
        spans=spans,
        answerable=row.answerable if row.answerable is not None else (True if known else None),
        conflicts=None if row.conflicts is None else _wanted(row, gold),
        row=written,
    )


def query_of(row: QueryRow, written: Mapping[str, Any], grades: Mapping[str, int]) -> Question:
    """The question that a BEIR query is."""
    return Question(id=row.id, text=row.text, relevant=grades, answerable=True, row=written)


def _wanted(row: QuestionRow, gold: Mapping[str, Wanted]) -> tuple[Wanted, ...]:
    found: list[Wanted] = []
    by_values: dict[tuple[str, ...], list[ValueConflictRow]] = {}
    for number, conflict in enumerate(row.conflicts or ()):
        if isinstance(conflict, str):
            if conflict not in gold:
                raise ValueError(f"conflicts[{number}]: met {conflict!r}, expected an id of the set's conflicts")
            found.append(gold[conflict])
        elif isinstance(conflict, ConflictRow):
            found.append(conflict.wanted(f"{row.id}/{number}"))
        elif conflict.numeric:
            by_values.setdefault((*conflict.values, conflict.type, *conflict.also), []).append(conflict)
    return (*found, *(_by_value(rows, f"{row.id}/{number}") for number, rows in enumerate(by_values.values())))


def _by_value(rows: list[ValueConflictRow], name: str) -> ValueConflict:
    """Rows of the same two values are one conflict, which several documents state."""
    first = rows[0]
    pairs = tuple(
        (Place(row.sources[0], row.values[0]), Place(row.sources[1], row.values[1])) for row in rows
    )  # fmt: skip
    return ValueConflict(name, (first.type, *first.also), pairs)


def faults_of(error: ValidationError) -> str:
    """What a row's faults are: where, what was met, what was expected; a choice of shapes is told as one."""
    told: dict[str, str] = {}
    for fault in error.errors():
        place = _place(fault["loc"])
        if fault["type"] == "missing":
            told.setdefault(place, f"{place} is missing")
        else:
            told.setdefault(place, f"{place}: met {_short(fault['input'])}, {_expected(str(fault['msg']))}")
    return "; ".join(told.values())


def _place(location: tuple[int | str, ...]) -> str:
    """`sources[0].start`; the tags of shapes, which pydantic puts between, are no part of the row."""
    kept = [part for part in location if isinstance(part, int) or part.isidentifier()]
    written = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in kept)
    return written.removeprefix(".") or "the row"


def _expected(message: str) -> str:
    return message.removeprefix("Value error, ").replace("Input should be", "expected")


def _short(value: object) -> str:
    written = repr(value)
    return written if len(written) <= SHOWN else f"{written[:SHOWN]}…"
