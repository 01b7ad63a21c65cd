"""What an index was built with, written beside it, and the refusal to use it with anything else."""

import json
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from index.errors import IndexMismatch, StoreUnavailable
from index.schema import DATABASE_FILE
from index.storage import storage_errors, write_durably

MANIFEST_FILE = "manifest.json"
SCHEMA_VERSION = 1

_START_AFRESH = "choose another --data folder, or delete it and add the documents again"


@dataclass(frozen=True, slots=True)
class ModelIdentity:
    """All on which the vectors and the cut into passages depend: an index built with another is another index."""

    name: str
    """The embedding model with the digest of its weights."""
    dimension: int
    tokenizer: str
    """What counts the tokens of the passage budget."""
    runtime: str
    """What runs the model: the same weights give slightly other vectors elsewhere."""
    passage_tokens: int
    """The passage budget."""


def ensure_manifest(folder: Path, model: ModelIdentity, *, write: bool) -> None:
    """A manifest that names this model; IndexMismatch where there is one that does not.

    In a folder without one it is made if we may write, else StoreUnavailable.
    """
    path = folder / MANIFEST_FILE
    with storage_errors(path):
        content = path.read_bytes() if path.exists() else None
        if content is not None:
            _check(path, content, model)
        elif (folder / DATABASE_FILE).exists():
            raise IndexMismatch(
                f"{path} is missing beside {DATABASE_FILE}, nothing tells what built the index: {_START_AFRESH}"
            )
        elif write:
            manifest = {"schema": SCHEMA_VERSION, **asdict(model)}
            write_durably(path, json.dumps(manifest, indent=2).encode() + b"\n")
        else:
            raise StoreUnavailable(f"there is no index in {folder}: add documents to it first")


def _check(path: Path, content: bytes, model: ModelIdentity) -> None:
    try:
        manifest = dict(json.loads(content))
    except (ValueError, TypeError) as exc:
        raise IndexMismatch(f"{path} is not a manifest, nothing tells what built the index: {_START_AFRESH}") from exc
    schema = manifest.get("schema")
    if schema != SCHEMA_VERSION:
        newer = isinstance(schema, int) and schema > SCHEMA_VERSION
        step = "use the newer Crosscheck that wrote it" if newer else _START_AFRESH
        raise IndexMismatch(f"index of schema version {schema}, this Crosscheck reads {SCHEMA_VERSION}: {step}")
    differences = [
        (each.name, manifest.get(each.name), getattr(model, each.name))
        for each in fields(model)
        if manifest.get(each.name) != getattr(model, each.name)
    ]
    if differences:
        raise IndexMismatch(f"{_described(differences, manifest, model)}: {_START_AFRESH}")


def _described(differences: list[tuple[str, object, object]], manifest: dict[str, object], model: ModelIdentity) -> str:
    if {"name", "dimension"} & {name for name, _, _ in differences}:
        built = f"{manifest.get('name')} ({manifest.get('dimension')} dimensions)"
        return f"index built with {built}, asked with {model.name} ({model.dimension})"
    built = ", ".join(f"{name.replace('_', ' ')} {found}" for name, found, _ in differences)
    asked = ", ".join(f"{name.replace('_', ' ')} {wanted}" for name, _, wanted in differences)
    return f"index built with {built}, asked with {asked}"
