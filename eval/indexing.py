"""A set's documents, indexed once and kept while they and the code that reads them are the same."""

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from corpus.loading import read_documents
from eval.errors import ForeignFolder
from eval.eval_set import EvalSet
from eval.provenance import reading_digest
from index.models import cache_folder
from service.commands.add import add_all
from service.composition import open_service
from service.settings import Settings

MARKER = "indexed.json"
Told = Callable[[str], None]
Advanced = Callable[[int], None]


def index_folder(eval_set: EvalSet) -> Path:
    """Where a set's index is kept by default: in this user's cache, under the set's name and place."""
    place = sha256(str(eval_set.folder).encode()).hexdigest()[:8]
    return cache_folder() / "eval" / f"{eval_set.name}-{place}"


def indexed(asked: EvalSet, settings: Settings, folder: Path, tell: Told, advanced: Advanced) -> Settings:
    """The settings to ask the set's documents with; they are indexed first unless they are as they were.

    An index of other documents, another model or other code is thrown away, one that was left half done is gone on
    with; ForeignFolder where the folder holds something that is neither. `tell` hears what could not be read,
    `advanced` how many documents are done.
    """
    assert asked.documents is not None
    wanted = {"corpus": asked.corpus_digest, "model": settings.model, "code": reading_digest()}
    marker = folder / MARKER
    found = json.loads(marker.read_text("utf-8")) if marker.is_file() else None
    if found is None and folder.is_dir() and any(folder.iterdir()):
        raise ForeignFolder(f"{folder} holds something that is no index of a set: choose another --index")
    if found != wanted | {"complete": True}:
        if found != wanted | {"complete": False}:
            shutil.rmtree(folder / "data", ignore_errors=True)
        folder.mkdir(parents=True, exist_ok=True)
        marker.write_text(json.dumps(wanted | {"complete": False}), "utf-8")
        _add(asked.documents, replace(settings, data=folder / "data"), tell, advanced)
        marker.write_text(json.dumps(wanted | {"complete": True}), "utf-8")
    return replace(settings, data=folder / "data")


def _add(documents: Path, settings: Settings, tell: Told, advanced: Advanced) -> None:
    with open_service(settings) as service:
        for number, done in enumerate(add_all(read_documents([documents]), service), start=1):
            if done.outcome == "unread":
                tell(f"left out: {done.id}: {done.reason}")
            advanced(number)
