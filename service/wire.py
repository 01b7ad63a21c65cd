"""The JSON that HTTP and the command line share: the same value gives the same bytes."""

import json
from dataclasses import fields, is_dataclass
from typing import Any

_SHARES = frozenset({"score", "confidence", "relevance"})


def to_json(value: object) -> str:
    """The value as one line of JSON, its fields in the order in which they are declared."""
    return json.dumps(plain(value), ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def plain(value: Any, name: str = "") -> Any:
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
    return value


def _rounded(value: float, name: str) -> float | int:
    if name in _SHARES:
        return round(float(value), 6) + 0.0
    short = float(f"{value:.12g}")
    return int(short) if short.is_integer() and abs(short) < 1e15 else short
