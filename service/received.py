"""Server-sent events as they are received, and the parts of an answer that they carry."""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from pydantic import TypeAdapter

from service.events import NAME_OF, Event

_ADAPTERS: dict[Any, TypeAdapter[Any]] = {}
_KIND_OF: dict[str, type] = {name: kind for kind, name in NAME_OF.items()}


class Received(NamedTuple):
    """One event: its name, "message" where none was given, and its data."""

    name: str
    data: str


def received(lines: Iterable[bytes]) -> Iterator[Received]:
    """The events in the lines of a stream (WHATWG HTML, 9.2.6); comments, and what breaks off, are no events."""
    name, data = "message", list[str]()
    for line in lines:
        text = line.decode("utf-8", "replace").rstrip("\r\n")
        field, _, value = text.partition(":")
        if not text:
            if data:
                yield Received(name, "\n".join(data))
            name, data = "message", []
        elif field == "event":
            name = value.removeprefix(" ")
        elif field == "data":
            data.append(value.removeprefix(" "))


def event_of(event: Received) -> Event | None:
    """The part of an answer that an event carries, None for one that carries none; ValidationError where malformed."""
    kind = _KIND_OF.get(event.name)
    if kind is None:
        return None
    made: Event = adapter_of(kind).validate_json(event.data)
    return made


def problem_in(event: Received) -> dict[str, Any]:
    """The problem that an error event carries; ValidationError where it carries none."""
    said: dict[str, Any] = adapter_of(dict[str, Any]).validate_json(event.data)
    return said


def adapter_of(kind: Any) -> TypeAdapter[Any]:  # noqa: ANN401 - any type has one
    """What reads values of a type, made once."""
    if kind not in _ADAPTERS:
        _ADAPTERS[kind] = TypeAdapter(kind)
    return _ADAPTERS[kind]
