"""The JSON that HTTP and the command line share: the same value gives the same bytes."""

import json
from dataclasses import fields, is_dataclass
from typing import TypeAlias

Json: TypeAlias = "dict[str, Json] | list[Json] | str | float | bool | None"

_SHARES = frozenset({"score", "confidence", "relevance"})


def to_json(value: object) -> str:
    """The value as one line of JSON, its fields in the order in which they are declared."""
    return json.dumps(plain(value), ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def plain(value: object, name: str = "") -> Json:
    """The value as dicts, lists and scalars.

    Scores keep six decimals, quantities twelve digits: what lies behind differs between processors and thread counts.
    """
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name), field.name) for field in fields(value)}
    if isinstance(value, dict):
        return {str(key): plain(item, str(key)) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if isinstance(value, float):
        return _rounded(value, name)
    if value is None or isinstance(value, str | int):
        return value
    raise TypeError(f"{name or 'a value'} is a {type(value).__name__}, which has no JSON form")


def _rounded(value: float, name: str) -> float | int:
    if name in _SHARES:
        return round(float(value), 6) + 0.0
    short = float(f"{value:.12g}")
    return int(short) if short.is_integer() and abs(short) < 1e15 else short
