"""Data goes to stdout, messages to stderr; what sources wrote cannot command the terminal."""

import re
import sys

from rich.console import Console

from service.wire import to_json

_COMMANDING = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def output() -> Console:
    """Where answers go; colours and boxes follow the terminal and NO_COLOR, the width follows COLUMNS."""
    return Console(highlight=False)


def messages() -> Console:
    """Where progress and errors go."""
    return Console(stderr=True, highlight=False)


def print_json(value: object) -> None:
    """The value as one line of JSON, the same bytes as over HTTP; a stdout that cannot write it gets escapes."""
    line = to_json(value) + "\n"
    sys.stdout.buffer.write(line.encode())
    sys.stdout.buffer.flush()


def safe(text: str) -> str:
    """The text with characters that steer a terminal replaced one for one, so that offsets stay true."""
    return _COMMANDING.sub("�", text).replace("\t", " ")
