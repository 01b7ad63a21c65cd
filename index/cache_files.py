"""Snapshots of caches on disk: each says of which database, model and generation it is, and proves that it is whole."""

import json
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path

from index.storage import storage_errors, write_durably


class StaleCache(Exception):
    """A snapshot that cannot be used; the truth has all that it would have held."""


@dataclass(frozen=True, slots=True)
class CacheKey:
    """What a snapshot must be of to be used."""

    database: str
    model: str


def save_cache(path: Path, key: CacheKey, generation: int, content: bytes) -> None:
    """The snapshot on disk, in place of the one before: checksum of all that follows, header, content."""
    header = json.dumps({**asdict(key), "generation": generation}).encode() + b"\n"
    with storage_errors(path):
        path.parent.mkdir(exist_ok=True)
        write_durably(path, _checksum(header, content), header, content)


def load_cache(path: Path, key: CacheKey) -> tuple[int, bytes]:
    """The generation and the content; StaleCache with the reason where they cannot be used."""
    try:
        with path.open("rb") as file:
            checksum, header, content = file.readline(), file.readline(), file.read()
    except FileNotFoundError:
        raise StaleCache(f"{path.name}: missing") from None
    except OSError as exc:
        raise StaleCache(f"{path.name}: unreadable ({exc})") from exc
    if _checksum(header, content) != checksum:
        raise StaleCache(f"{path.name}: damaged, its checksum differs")
    found = json.loads(header)
    if found["model"] != key.model:
        raise StaleCache(f"{path.name}: of another model, {found['model']}")
    if found["database"] != key.database:
        raise StaleCache(f"{path.name}: of another database")
    return found["generation"], content


def _checksum(header: bytes, content: bytes) -> bytes:
    checksum = sha256(header)
    checksum.update(content)
    return checksum.hexdigest().encode() + b"\n"
