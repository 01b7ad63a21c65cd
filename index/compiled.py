"""The default model compiled for ONNX Runtime: what serving embeds with, without torch."""

import json
import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

from index.models import (
    DEFAULT_MODEL,
    MODEL_TOKEN_LIMIT,
    WEIGHTS_SHA256,
    ModelUnavailable,
    cache_folder,
    check_digest,
)
from index.store import Vector, Vectors

RECIPE = 1
"""Raised whenever compiling changes in a way that changes vectors: older compilations are then made again."""
DIMENSION = 384
RECORD = "compiled.json"


@dataclass(frozen=True, slots=True)
class Compilation:
    """What compiling left in its folder: how the weights are stored, how near the vectors came, and the files."""

    recipe: int
    weights: str
    precision: str
    cosine: float
    files: dict[str, str]
    """Name to sha256."""


def compiled_folder() -> Path:
    """Where the compiled default model lies, or would."""
    return cache_folder() / "compiled" / WEIGHTS_SHA256


def compilation_in(folder: Path) -> Compilation | None:
    """What the folder's record says; None where there is none, or one of another recipe or of other weights."""
    try:
        record = Compilation(**json.loads((folder / RECORD).read_text("utf-8")))
    except (OSError, ValueError, TypeError):
        return None
    return record if (record.recipe, record.weights) == (RECIPE, WEIGHTS_SHA256) else None


def checked_compilation(folder: Path) -> Compilation:
    """The folder's record, each file having the digest written there; ModelUnavailable, ModelDigestMismatch."""
    record = compilation_in(folder)
    if record is None:
        raise ModelUnavailable(f"{DEFAULT_MODEL} is not compiled in {folder}: run python -m index.compiling")
    for name, expected in record.files.items():
        check_digest(folder / name, expected, "run python -m index.compiling")
    return record


class CompiledEmbedder:
    """all-MiniLM-L6-v2 on ONNX Runtime. May be used from several threads at once.

    Each text is run by itself. Dynamic quantisation takes its scale from the whole batch, so in a batch a text's
    vector would depend on its company (cosines down to 0.98 were met), and with it every answer on the order of
    adding. Texts run on as many threads as there are cores instead, which for passages is the faster way too.
    """

    def __init__(self, folder: Path | None = None) -> None:
        folder = folder or compiled_folder()
        record = checked_compilation(folder)
        self._name = f"{DEFAULT_MODEL}@{WEIGHTS_SHA256[:12]}/onnx-{record.precision}"
        self._tokenizer = _tokenizer(folder / "tokenizer.json")
        self._session = _session(folder / "model.onnx")
        self._threads = ThreadPoolExecutor(os.cpu_count(), thread_name_prefix="embed")

    @property
    def name(self) -> str:
        return self._name

    @property
    def dimension(self) -> int:
        return DIMENSION

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Unit rows in the order of the texts, each of the text's first 256 tokens; see `token_count`."""
        if not texts:
            return np.empty((0, DIMENSION), np.float32)
        rows = self._threads.map(self._vector, texts) if len(texts) > 1 else map(self._vector, texts)
        return np.stack(list(rows))

    def token_count(self, text: str) -> int:
        return len(self._tokenizer.encode(text).ids)

    def _vector(self, text: str) -> Vector:
        ids = self._tokenizer.encode(text).ids
        if len(ids) > MODEL_TOKEN_LIMIT:
            ids = [*ids[: MODEL_TOKEN_LIMIT - 1], ids[-1]]
        row = np.array([ids], np.int64)
        vectors: list[Vectors] = self._session.run(None, {"input_ids": row, "attention_mask": np.ones_like(row)})
        vector: Vector = vectors[0][0]
        return vector


def _tokenizer(path: Path) -> Tokenizer:
    tokenizer: Tokenizer = Tokenizer.from_file(str(path))
    tokenizer.no_padding()
    tokenizer.no_truncation()  # the file asks for 128 tokens; the model reads 256, and counting needs them all
    return tokenizer


def _session(path: Path) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1  # threads are over texts
    options.enable_mem_pattern = False  # every length of text would leave a pattern behind
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
