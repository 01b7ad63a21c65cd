"""Everything that can be wrong with an installation and its data folder, each with the command that mends it."""

import os
import shutil
import socket
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import CrosscheckError
from index.checking import Finding, findings_in
from index.errors import StoreUnavailable
from index.lock import Holder, lock_holder
from index.manifest import ModelIdentity, ensure_manifest
from service.conversations.files import examined
from service.conversations.kept import CONVERSATIONS_FILE
from service.keys import KEYS_FILE, Keys
from service.settings import Settings

SPARE_BYTES = 100 * 2**20
"""The least free space: writing caches anew takes about as much as they do."""


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at; `mend` is a command, or the next best step where no command can help."""

    name: str
    ok: bool
    detail: str
    mend: str | None = None


def fine(name: str, detail: str) -> Check:
    """Nothing to mend."""
    return Check(name, ok=True, detail=detail)


def wrong(name: str, detail: str, mend: str | None) -> Check:
    """Something to mend, and how."""
    return Check(name, ok=False, detail=detail, mend=mend)


def checks(settings: Settings, model: ModelIdentity | CrosscheckError) -> Iterator[Check]:
    """All checks in the order in which mending makes sense. `model` is what reads the documents, or why none can."""
    data = settings.data
    yield _model(model)
    folder = _folder(data)
    yield folder
    yield _keys(data)
    yield _disk(data)
    holder = None
    if folder.ok:
        holder = lock_holder(data)
        yield _writer(holder)
        yield from _kept(data, model)
        yield _conversations(data)
    yield _port(settings, holder)


def _model(model: ModelIdentity | CrosscheckError) -> Check:
    if isinstance(model, ModelIdentity):
        return fine("model", f"{model.name}, {model.dimension} dimensions, its files as expected")
    reason, _, step = str(model).rpartition(": ")
    return wrong("model", reason or str(model), step.removeprefix("run ") or None)


def _folder(data: Path) -> Check:
    if not data.is_dir():
        return wrong("data folder", f"{data} is no folder: nothing is kept", f'crosscheck add PATH --data "{data}"')
    missing = [right for right, of in (("read", os.R_OK), ("write", os.W_OK), ("enter", os.X_OK)) if not _may(data, of)]
    unusable = [path for path in data.iterdir() if path.is_file() and not _may(path, os.R_OK | os.W_OK)]
    if missing:
        return wrong("data folder", f"no right to {' or '.join(missing)} {data}", f'chmod u+rwX "{data}"')
    if unusable:
        return wrong("data folder", f"no right to read and write {unusable[0]}", f'chmod -R u+rwX "{data}"')
    if data.stat().st_mode & stat.S_IWOTH:
        return wrong("data folder", f"anyone on this machine may write to {data}", f'chmod o-w "{data}"')
    return fine("data folder", f"{data} may be read and written")


def _may(path: Path, rights: int) -> bool:
    return os.access(path, rights, effective_ids=os.access in os.supports_effective_ids)


def _keys(data: Path) -> Check:
    path = data / KEYS_FILE
    try:
        kept = Keys(data).kept()
    except CrosscheckError as error:
        return wrong("keys", str(error).partition(": ")[0], f'rm "{path}"; crosscheck keys create NAME')
    if path.exists() and path.stat().st_mode & 0o077:
        return wrong("keys", f"others may read {path}", f'chmod 600 "{path}"')
    return fine("keys", f"{len(kept)} kept")


def _disk(data: Path) -> Check:
    there = next(path for path in (data, *data.parents) if path.exists())
    free = shutil.disk_usage(there).free
    database = data / "crosscheck.db"
    wanted = max(SPARE_BYTES, database.stat().st_size // 2 if database.exists() else 0)
    if free < wanted:
        detail = f"{free // 2**20:,} MB are free in {there}, {wanted // 2**20:,} are wanted"
        return wrong("disk", detail, f'df -h "{there}" shows the disk: free some space on it')
    return fine("disk", f"{free // 2**20:,} MB are free")


def _writer(holder: Holder | None) -> Check:
    if holder is None:
        return fine("writer", "nobody writes to the folder now")
    if holder.address is not None and not _answers(holder.address):
        return wrong("writer", f"{holder} holds the folder and does not answer", f"kill {holder.pid}")
    return fine("writer", f"{holder}")


def _answers(address: str) -> bool:
    from service.client import Crosscheck  # noqa: PLC0415 - only where a service holds the folder

    return Crosscheck(address, timeout_s=5.0).is_alive()


def _kept(data: Path, model: ModelIdentity | CrosscheckError) -> Iterator[Check]:
    """What the folder holds: its manifest, then the truth and the caches."""
    if not (data / "crosscheck.db").exists() and not (data / "manifest.json").exists():
        yield fine("documents", "none are kept yet")
        return
    manifest = _manifest(data, model)
    yield manifest
    if not manifest.ok or not isinstance(model, ModelIdentity):
        return
    try:
        for found in findings_in(data, model.name, model.dimension):
            yield _check_of(found, data)
    except StoreUnavailable as error:
        yield wrong("database", str(error), f'cp BACKUP/crosscheck.db "{data}/"')


def _conversations(data: Path) -> Check:
    path = data / CONVERSATIONS_FILE
    if not path.exists():
        return fine("conversations", "none are kept yet")
    mend = f'cp "BACKUP/{CONVERSATIONS_FILE}" "{data}/", or rm "{path}" to lose them'
    try:
        count, troubles = examined(path)
    except CrosscheckError as error:
        newer = "newer Crosscheck" in str(error)
        return wrong("conversations", str(error), "install the newer Crosscheck" if newer else mend)
    if troubles:
        return wrong("conversations", "; ".join(troubles), mend)
    return fine("conversations", f"{count:,} kept, each with all its turns")


def _manifest(data: Path, model: ModelIdentity | CrosscheckError) -> Check:
    if not isinstance(model, ModelIdentity):
        return wrong("manifest", "not checked, nor is what is kept: there is no model", "see model, above")
    try:
        ensure_manifest(data, model, write=False)
    except CrosscheckError as error:
        newer = "newer Crosscheck" in str(error)
        step = "install the newer Crosscheck" if newer else _anew(data)
        return wrong("manifest", str(error).rpartition(": ")[0] or str(error), step)
    return fine("manifest", "of this model and schema")


def _check_of(found: Finding, data: Path) -> Check:
    if not found.troubles:
        return fine(found.check, found.looked_at)
    step = f'crosscheck rebuild --data "{data}"' if found.of == "caches" else _anew(data)
    return wrong(found.check, "; ".join(found.troubles), step)


def _anew(data: Path) -> str:
    """Every text read again into another folder: what stands in the way is left behind, and nothing is lost by it."""
    return f'crosscheck rebuild --into NEW_FOLDER --data "{data}"'


def _port(settings: Settings, holder: Holder | None) -> Check:
    place = f"{settings.host}, port {settings.port}"
    if holder is not None and holder.address is not None and holder.address.endswith(f":{settings.port}"):
        return fine("port", f"{place} is the service of this folder")
    try:
        found = socket.getaddrinfo(settings.host, settings.port, type=socket.SOCK_STREAM)
        family, kind, protocol, _, address = found[0]
        with socket.socket(family, kind, protocol) as tried:
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            tried.bind(address)
    except OSError as error:
        detail = f"{place} cannot be listened on ({error.strerror or error})"
        return wrong("port", detail, "crosscheck serve --port 0, or CROSSCHECK_PORT")
    return fine("port", f"{place} is free")
