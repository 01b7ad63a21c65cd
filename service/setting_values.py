"""What settings may be: each reader takes text or a TOML value, and says what was expected with ValueError."""

import math
from collections.abc import Callable
from pathlib import Path

_YES, _NO = ("true", "yes", "on", "1"), ("false", "no", "off", "0")


def text(given: object) -> str:
    """Text that is not blank."""
    if not isinstance(given, str) or not given.strip():
        raise ValueError("text")
    return given


def folder(given: object) -> Path:
    """A folder or file by its path; ~ is this user's home."""
    if isinstance(given, Path):
        return given
    return Path(text(given)).expanduser()


def number(least: int, most: int | None = None) -> Callable[[object], int]:
    """A reader of whole numbers, both ends included."""
    wanted = f"a whole number from {least} to {most}" if most is not None else f"a whole number of at least {least}"

    def read(given: object) -> int:
        if isinstance(given, str) and given.isascii() and given.isdecimal() and len(given) < 20:
            given = int(given)
        whole = isinstance(given, int) and not isinstance(given, bool)
        if not whole or given < least or (most is not None and given > most):  # type: ignore[operator]  # it is whole
            raise ValueError(wanted)
        return given  # type: ignore[return-value]  # likewise

    return read


def seconds(least: float, most: float) -> Callable[[object], float]:
    """A reader of durations in seconds, both ends included."""
    wanted = f"a number of seconds from {least:g} to {most:g}"

    def read(given: object) -> float:
        try:
            value = math.nan if isinstance(given, bool) else float(given)  # type: ignore[arg-type]  # what is none fails
        except (ValueError, TypeError, OverflowError):
            value = math.nan
        if not least <= value <= most:
            raise ValueError(wanted)
        return value

    return read


def flag(given: object) -> bool:
    """Yes or no."""
    said = str(given).lower()
    if said not in _YES + _NO:
        raise ValueError("true or false")
    return said in _YES


def one_of(*allowed: str) -> Callable[[object], str]:
    """A reader of one of a few words."""

    def read(given: object) -> str:
        if given not in allowed:
            raise ValueError(f"one of {', '.join(allowed)}")
        return str(given)

    return read
