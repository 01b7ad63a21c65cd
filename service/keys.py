"""Keys that let others in: kept as digests in the data folder, with what each may do."""

import fcntl
import hmac
import json
import os
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Literal

from service.errors import InvalidKeyName, UnusableKeys

Rights = Literal["read", "full"]

KEYS_FILE = "keys.json"
SECRET_BYTES = 32
"""256 random bits: nobody guesses them, so one round of sha256 keeps them as well as a slow hash would."""
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")


@dataclass(frozen=True, slots=True)
class Key:
    """A key as it is kept; what the holder sends is not."""

    name: str
    rights: Rights
    created: str
    """ISO 8601, UTC."""
    sha256: str


class Keys:
    """The keys of one data folder. What other processes create and revoke holds from the next request on."""

    def __init__(self, folder: Path | None, environment_key: str | None = None) -> None:
        """`environment_key` is one more, with full rights, which is kept nowhere; without a folder it is the only."""
        self._path = None if folder is None else folder / KEYS_FILE
        self._read: tuple[tuple[int, ...], list[Key]] | None = None
        self._given = (
            [] if environment_key is None else [Key("CROSSCHECK_API_KEY", "full", "", _digest(environment_key))]
        )

    def __bool__(self) -> bool:
        """Whether anyone has a key, so that one is wanted."""
        return bool(self._given or self.kept())

    def kept(self) -> list[Key]:
        """The keys of the file, in the order of their creation; UnusableKeys where it cannot be understood."""
        if self._path is None:
            return []
        try:
            met = self._path.stat()
        except FileNotFoundError:
            return []
        except OSError as error:
            raise self._unusable(error) from error
        state = (met.st_ino, met.st_mtime_ns, met.st_size)
        if self._read is None or self._read[0] != state:
            self._read = (state, self._from_file(self._path))
        return self._read[1]

    def key_of(self, secret: str) -> Key | None:
        """The key that the secret is; how long it takes to find says nothing about how near a wrong one came."""
        digest, found = _digest(secret), None
        for key in [*self._given, *self.kept()]:
            if hmac.compare_digest(key.sha256, digest):
                found = key
        return found

    def create(self, name: str, rights: Rights) -> str:
        """The new key's secret, which is shown nowhere else; InvalidKeyName where the name is taken or is none."""
        if not _NAME.fullmatch(name):
            raise InvalidKeyName(f"{name!r} cannot name a key: use 1 to 64 of the letters a-z, digits, . _ and -")
        with self._changing() as keys:
            if any(key.name == name for key in keys):
                raise InvalidKeyName(f"there is a key named {name}: revoke it first, or choose another name")
            secret = "ck_" + secrets.token_urlsafe(SECRET_BYTES)
            keys.append(Key(name, rights, datetime.now(UTC).isoformat(timespec="seconds"), _digest(secret)))
        return secret

    def revoke(self, name: str) -> None:
        """The key is worth nothing from now on; InvalidKeyName where there is none of that name."""
        with self._changing() as keys:
            remaining = [key for key in keys if key.name != name]
            if len(remaining) == len(keys):
                raise InvalidKeyName(f"no key is named {name}: crosscheck keys list shows them")
            keys[:] = remaining

    def _from_file(self, path: Path) -> list[Key]:
        try:
            keys = [Key(**each) for each in json.loads(path.read_text("utf-8"))["keys"]]
        except (OSError, ValueError, TypeError, KeyError) as error:
            raise self._unusable(error) from error
        if not all(key.rights in ("read", "full") and re.fullmatch("[0-9a-f]{64}", key.sha256) for key in keys):
            raise self._unusable(ValueError("a key without rights or digest"))
        return keys

    @contextmanager
    def _changing(self) -> Iterator[list[Key]]:
        """The keys, to be changed; written when that went well. One process at a time."""
        assert self._path is not None, "keys without a folder are not changed"
        try:
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            lock = os.open(self._path.with_suffix(".lock"), os.O_RDWR | os.O_CREAT, 0o600)
            try:
                fcntl.flock(lock, fcntl.LOCK_EX)
                keys = list(self.kept())
                yield keys
                _write(self._path, keys)
            finally:
                os.close(lock)
        except OSError as error:
            raise self._unusable(error) from error

    def _unusable(self, error: Exception) -> UnusableKeys:
        reason = getattr(error, "strerror", None) or error
        return UnusableKeys(
            f"{self._path} cannot be used ({reason}): mend its rights, or delete it and create the keys again"
        )


def _write(path: Path, keys: list[Key]) -> None:
    """The file in place of the one before, whole or not at all, and nobody else's to read."""
    fresh = path.with_suffix(".new")
    fresh.unlink(missing_ok=True)
    content = json.dumps({"keys": [asdict(key) for key in keys]}, indent=1) + "\n"
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)


def _digest(secret: str) -> str:
    return sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
