"""Files and folders into documents, and what could not be read into reasons."""

import re
import stat
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from corpus.dating import published_of
from corpus.documents import Document, DocumentId, Known, PartialDate
from corpus.errors import UnreadableDocument
from corpus.identifiers import Identifiers
from corpus.reading.beir import read_beir
from corpus.reading.dates import published_date
from corpus.reading.decoding import storable
from corpus.reading.html import read_html
from corpus.reading.markdown import read_markdown
from corpus.reading.plain import read_plain
from corpus.reading.reading import Reading
from corpus.reading.titles import title_in

MAX_BYTES = 64 * 2**20

READERS: Mapping[str, Callable[[bytes], Reading]] = {
    ".txt": read_plain,
    ".md": read_markdown,
    ".markdown": read_markdown,
    ".html": read_html,
    ".htm": read_html,
}
"""By the file's suffix in lower case; `.jsonl` holds many documents and is read apart."""
_EXPECTED = ".txt, .md, .html or .jsonl"
_DATE_IN_URL = re.compile(r"/(\d{4})/(\d{1,2})(?:/(\d{1,2}))?(?=/)")


@dataclass(frozen=True, slots=True)
class Unread:
    """A source that gave no document, and why; `line` is that of the one record, None for the whole file."""

    path: str
    line: int | None
    reason: str

    @property
    def source(self) -> str:
        """The path, with the line behind it where there is one: `corpus.jsonl:7`."""
        return self.path if self.line is None else f"{self.path}:{self.line}"


def read_documents(paths: Sequence[Path], max_bytes: int = MAX_BYTES) -> Iterator[Document | Unread]:
    """The documents of the files and folders in order, and one `Unread` for each source that cannot be one.

    Folders are read with all their subfolders, in the order of their names, hidden files left out; a file that is met
    twice is read once. Nothing is raised for a bad source. A document's id is its path below the folder given, a
    file's name, or what the source itself says (`id` in front matter, `_id` in BEIR); where an id is already taken by
    another of the paths, the one read later has its collection's name in front: `folder/id`, for BEIR `file-stem/id`.
    `max_bytes` limits a file, in .jsonl a line.
    """
    identifiers = Identifiers()
    seen: set[Path] = set()
    for given in paths:
        for file in _files_in(given):
            if isinstance(file, Unread):
                yield file
            elif (resolved := file.resolve()) not in seen:
                seen.add(resolved)
                yield from _documents_of(file, given, identifiers, max_bytes)


def _files_in(given: Path) -> Iterator[Path | Unread]:
    """The files of a folder and its subfolders, in the order of their names; a file is the only one of itself."""
    waiting = [given]
    is_empty = True
    while waiting:
        path = waiting.pop()
        try:
            inside = _entries(path, given)
        except (OSError, ValueError, UnreadableDocument) as exc:
            inside = None
            yield Unread(storable(str(path)), None, _reason_of(exc))
        else:
            if inside is None:
                yield path
        waiting += inside or []
        is_empty = is_empty and inside is not None
    if is_empty:
        yield Unread(storable(str(given)), None, f"the folder holds no files: expected {_EXPECTED}")


def _entries(path: Path, given: Path) -> list[Path] | None:
    """What a folder holds, last name first; None for a file. Raises for what is not there or may not be entered."""
    if not stat.S_ISDIR(path.stat().st_mode):
        return None
    if path.is_symlink() and path != given:
        raise UnreadableDocument("a link to a folder, which may lead in a circle: give that folder itself")
    return sorted((inner for inner in path.iterdir() if not inner.name.startswith(".")), reverse=True)


def _documents_of(file: Path, given: Path, identifiers: Identifiers, max_bytes: int) -> Iterator[Document | Unread]:
    shown = storable(str(file))
    below = storable(file.relative_to(given).as_posix() if file != given else file.name)
    for line, reading in _readings_of(file, max_bytes):
        if isinstance(reading, UnreadableDocument):
            yield Unread(shown, line, str(reading))
            continue
        name = storable(reading.id or below)
        identifier = identifiers.claim(name, *_collection_of(file, given))
        if identifier is None:
            yield Unread(shown, line, f'the id "{name}" was already read from here: expected one document an id')
        else:
            yield document_of(DocumentId(identifier), reading)


def _collection_of(file: Path, given: Path) -> tuple[str, Path]:
    """The name that tells a clash apart, and what is one collection: a .jsonl file or what was given."""
    if file.suffix.lower() == ".jsonl":
        # BEIR calls the file of every set corpus.jsonl; the set's own name is its folder's.
        return (file.resolve().parent.name if file.stem == "corpus" else file.stem), file
    folder = given if file != given else given.resolve().parent
    return folder.resolve().name, given


def _readings_of(file: Path, max_bytes: int) -> Iterator[tuple[int | None, Reading | UnreadableDocument]]:
    suffix = file.suffix.lower()
    try:
        if suffix == ".jsonl":
            yield from _records_of(file, max_bytes)
        else:
            yield None, _reading_of(file, suffix, max_bytes)
    except (OSError, UnreadableDocument) as exc:
        yield None, UnreadableDocument(_reason_of(exc))


def _reading_of(file: Path, suffix: str, max_bytes: int) -> Reading:
    _require_regular(file)
    if suffix not in READERS:
        raise UnreadableDocument(f"unknown format {suffix or '(no suffix)'}: expected {_EXPECTED}")
    with file.open("rb") as opened:
        content = opened.read(max_bytes + 1)
    if len(content) > max_bytes:
        raise UnreadableDocument(
            f"larger than {max_bytes:,} bytes, the limit: split it, or raise the setting file_bytes"
        )
    return READERS[suffix](content)


def _records_of(file: Path, max_bytes: int) -> Iterator[tuple[int, Reading | UnreadableDocument]]:
    _require_regular(file)
    if file.name == "queries.jsonl" and file.with_name("corpus.jsonl").exists():
        raise UnreadableDocument("the questions of a BEIR set: its documents are in corpus.jsonl")
    with file.open("rb") as opened:
        if b"\0" in opened.peek(4096):
            raise UnreadableDocument("binary content (NUL bytes): expected JSON in UTF-8, one object a line")
        is_empty = True
        for record in read_beir(opened, max_bytes):
            is_empty = False
            yield record
    if is_empty:
        raise UnreadableDocument("the file is empty: expected one JSON object a line")


def _require_regular(file: Path) -> None:
    """Raises UnreadableDocument for what may have no end: a pipe would be waited for."""
    if not file.is_file():
        raise UnreadableDocument("neither a file nor a folder: expected one of them")


def _reason_of(error: Exception) -> str:
    match error:
        case FileNotFoundError():
            return "does not exist: expected a file or a folder"
        case PermissionError():
            return "no permission to read it: allow it, or leave it out"
        case OSError():
            return f"the system could not read it: {error.strerror}"
        case _:
            return str(error)


def document_of(identifier: DocumentId, reading: Reading) -> Document:
    """The document that a reading is, with what can be inferred where nothing was given."""
    url = storable(reading.url) if reading.url else None
    text = storable(reading.text)
    return Document(
        identifier,
        text,
        _storable(reading.title) or _inferred(title_in(text), "first line"),
        _storable(reading.publisher) or _inferred(_host_of(url), "host of the url"),
        reading.published or _date_in_url(url) or published_of(text),
        url,
    )


def _storable(known: Known[str] | None) -> Known[str] | None:
    return Known(storable(known.value), known.basis, known.source) if known else None


def _inferred(value: str | None, source: str) -> Known[str] | None:
    return Known(value, "inferred", source) if value else None


def _host_of(url: str | None) -> str | None:
    try:
        host = urlsplit(url or "").hostname
    except ValueError:
        return None
    return host.removeprefix("www.") if host else None


def _date_in_url(url: str | None) -> Known[PartialDate] | None:
    found = _DATE_IN_URL.search(url or "")
    if found is None:
        return None
    try:
        return Known(published_date("-".join(part for part in found.groups() if part)), "inferred", "url")
    except UnreadableDocument:
        return None
