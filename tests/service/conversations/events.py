"""Server-sent events as a client reads them."""

import json
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple


class Sent(NamedTuple):
    """One event: its name, and its data."""

    name: str
    data: Any


def events_in(lines: Iterable[str]) -> Iterator[Sent]:
    """The events of a stream; comments are left out."""
    name = "message"
    data: list[str] = []
    for line in lines:
        field, _, value = line.partition(": ")
        if not line and data:
            yield Sent(name, json.loads("\n".join(data)))
            name, data = "message", []
        elif field == "event":
            name = value
        elif field == "data":
            data.append(value)
