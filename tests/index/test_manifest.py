"""An index is used with what built it, or not at all."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from index.embedded import EmbeddedStore
from index.errors import IndexMismatch, StoreUnavailable
from index.lock import lock_holder
from index.manifest import MANIFEST_FILE, SCHEMA_VERSION, ModelIdentity, ensure_manifest

MODEL = ModelIdentity("small-model@53aa51", 384, "cl100k_base", "onnxruntime int8", 200)


def spoil(folder: Path, **entries: object) -> None:
    path = folder / MANIFEST_FILE
    path.write_text(json.dumps(json.loads(path.read_text()) | entries))


def test_a_new_folder_gets_a_manifest_that_names_all_that_matters(tmp_path: Path) -> None:
    ensure_manifest(tmp_path, MODEL, write=True)
    assert json.loads((tmp_path / MANIFEST_FILE).read_text()) == {
        "schema": SCHEMA_VERSION,
        "name": "small-model@53aa51",
        "dimension": 384,
        "tokenizer": "cl100k_base",
        "runtime": "onnxruntime int8",
        "passage_tokens": 200,
    }
    ensure_manifest(tmp_path, MODEL, write=True)
    ensure_manifest(tmp_path, MODEL, write=False)


def test_a_reader_makes_no_manifest(tmp_path: Path) -> None:
    with pytest.raises(StoreUnavailable, match="there is no index in"):
        ensure_manifest(tmp_path, MODEL, write=False)
    assert list(tmp_path.iterdir()) == []


def test_another_model_is_refused_by_name_and_dimension(tmp_path: Path) -> None:
    ensure_manifest(tmp_path, MODEL, write=True)
    with pytest.raises(IndexMismatch) as refusal:
        ensure_manifest(tmp_path, replace(MODEL, name="large-model", dimension=768), write=False)
    assert str(refusal.value) == (
        "index built with small-model@53aa51 (384 dimensions), asked with large-model (768): "
        "choose another --data folder, or delete it and add the documents again"
    )


@pytest.mark.parametrize(
    ("other", "message"),
    [
        (replace(MODEL, tokenizer="words"), "index built with tokenizer cl100k_base, asked with tokenizer words"),
        (replace(MODEL, runtime="torch"), "index built with runtime onnxruntime int8, asked with runtime torch"),
        (
            replace(MODEL, passage_tokens=250, tokenizer="words"),
            "index built with tokenizer cl100k_base, passage tokens 200, asked with tokenizer words, passage tok",
        ),
    ],
)
def test_another_tokenizer_runtime_or_budget_is_refused_by_name(
    tmp_path: Path, other: ModelIdentity, message: str
) -> None:
    ensure_manifest(tmp_path, MODEL, write=True)
    with pytest.raises(IndexMismatch) as refusal:
        ensure_manifest(tmp_path, other, write=True)
    assert str(refusal.value).startswith(message)
    assert str(refusal.value).endswith("choose another --data folder, or delete it and add the documents again")


def test_a_newer_schema_asks_for_a_newer_program(tmp_path: Path) -> None:
    ensure_manifest(tmp_path, MODEL, write=True)
    spoil(tmp_path, schema=SCHEMA_VERSION + 1)
    with pytest.raises(IndexMismatch, match=r"schema version 2, this Crosscheck reads 1: use the newer Crosscheck"):
        ensure_manifest(tmp_path, MODEL, write=True)


@pytest.mark.parametrize("schema", [0, None, "1"])
def test_an_older_or_strange_schema_asks_to_start_afresh(tmp_path: Path, schema: object) -> None:
    ensure_manifest(tmp_path, MODEL, write=True)
    spoil(tmp_path, schema=schema)
    with pytest.raises(IndexMismatch, match="this Crosscheck reads 1: choose another --data folder"):
        ensure_manifest(tmp_path, MODEL, write=True)


@pytest.mark.parametrize("content", [b"", b"{", b"[1]", b"12", b"\xff\xfe"])
def test_a_file_that_is_no_manifest_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / MANIFEST_FILE).write_bytes(content)
    with pytest.raises(IndexMismatch, match=r"manifest.json is not a manifest"):
        ensure_manifest(tmp_path, MODEL, write=True)


def test_a_manifest_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / MANIFEST_FILE).mkdir()
    with pytest.raises(StoreUnavailable, match=r"manifest.json: Is a directory"):
        ensure_manifest(tmp_path, MODEL, write=True)


def test_a_refused_store_leaves_the_folder_free_for_others(tmp_path: Path) -> None:
    EmbeddedStore.open(tmp_path, MODEL).close()
    with pytest.raises(IndexMismatch):
        EmbeddedStore.open(tmp_path, replace(MODEL, dimension=768))
    assert lock_holder(tmp_path) is None
    EmbeddedStore.open(tmp_path, MODEL).close()


def test_a_database_without_its_manifest_is_not_given_to_any_model(tmp_path: Path) -> None:
    EmbeddedStore.open(tmp_path, MODEL).close()
    (tmp_path / MANIFEST_FILE).unlink()
    with pytest.raises(IndexMismatch, match=r"manifest.json is missing beside crosscheck.db"):
        EmbeddedStore.open(tmp_path, MODEL)
