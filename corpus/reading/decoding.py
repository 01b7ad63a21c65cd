"""Bytes into text, or the reason why they are none."""

import codecs
import re

from corpus.errors import UnreadableDocument

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_SURROGATE = re.compile("[\ud800-\udfff]")


def decoded(content: bytes, declared: str | None = None) -> str:
    """The text that the bytes are, without its byte order mark and otherwise unchanged.

    By its byte order mark (UTF-8, UTF-16, UTF-32), else as UTF-8, else as `declared`, else as cp1252 where that leaves
    no control characters. Raises UnreadableDocument for bytes that are no text, and for empty ones.
    """
    if not content:
        raise UnreadableDocument("the file is empty: expected text")
    for mark, encoding in _BYTE_ORDER_MARKS:
        if content.startswith(mark):
            text = _decoded_as(content[len(mark) :], encoding)
            break
    else:
        text = _without_mark(content, declared)
    if "\0" in text:
        raise UnreadableDocument("binary content (NUL bytes): expected text in UTF-8, UTF-16 or cp1252")
    if not text.strip():
        raise UnreadableDocument("the file holds only white space: expected text")
    return text


def storable(text: str) -> str:
    """The text as UTF-8 can hold it: each lone surrogate (JSON can write them) is U+FFFD, so offsets stay."""
    return _SURROGATE.sub("\ufffd", text)


def _decoded_as(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as exc:
        raise UnreadableDocument(f"its byte order mark says {encoding}, but {_place(exc)}: save it as UTF-8") from exc


def _without_mark(content: bytes, declared: str | None) -> str:
    try:
        return content.decode()
    except UnicodeDecodeError as exc:
        text = _first_decoded(content, (declared, "cp1252"))
        if text is None:
            raise UnreadableDocument(f"neither UTF-8 ({_place(exc)}) nor cp1252: save it as UTF-8") from exc
        return text


def _first_decoded(content: bytes, encodings: tuple[str | None, ...]) -> str | None:
    for encoding in encodings:
        try:
            text = content.decode(encoding) if encoding else None
        except (UnicodeError, LookupError):
            continue
        if text is not None and ("\0" in text or not _CONTROL.search(text)):
            return text
    return None


def _place(error: UnicodeDecodeError) -> str:
    return f"byte {error.object[error.start]:#04x} at position {error.start} is none of it"
