"""Embedding by sentence-transformers: the reference for the compiled model, and the way to any other model."""

import os
from collections.abc import Sequence
from pathlib import Path

os.environ["HF_HUB_OFFLINE"] = "1"  # read once, when the hub's client is imported just below

import numpy as np
from huggingface_hub import snapshot_download
from huggingface_hub.errors import LocalEntryNotFoundError
from sentence_transformers import SentenceTransformer
from transformers.utils.logging import disable_progress_bar

from index.models import DEFAULT_MODEL, ModelUnavailable, default_model_folder, sha256_of
from index.store import Vectors


class ReferenceEmbedder:
    """A sentence-transformers model on torch, with its weights as they are. Slow to import and to run."""

    def __init__(self, model: str = DEFAULT_MODEL) -> None:
        """`model`: a folder, or the name of a model that is on this machine already; nothing is fetched."""
        disable_progress_bar()  # type: ignore[no-untyped-call]
        folder = default_model_folder() if model == DEFAULT_MODEL else _local_folder(model)
        self._model = SentenceTransformer(str(folder), device="cpu", local_files_only=True)
        self._name = f"{model}@{_weights_digest(folder)[:12]}/torch"

    @property
    def name(self) -> str:
        return self._name

    @property
    def dimension(self) -> int:
        dimension = self._model.get_embedding_dimension()
        assert dimension is not None
        return dimension

    @property
    def model(self) -> SentenceTransformer:
        """The model itself, for compiling."""
        return self._model

    def embed(self, texts: Sequence[str]) -> Vectors:
        if not texts:
            return np.empty((0, self.dimension), np.float32)
        return self._model.encode(list(texts), batch_size=8, normalize_embeddings=True, show_progress_bar=False)

    def token_count(self, text: str) -> int:
        return len(self._model.tokenizer(text, truncation=False, verbose=False)["input_ids"])


def _local_folder(model: str) -> Path:
    if Path(model).is_dir():
        return Path(model)
    try:
        return Path(snapshot_download(model, local_files_only=True))
    except (LocalEntryNotFoundError, ValueError) as error:
        raise ModelUnavailable(
            f"the model {model} is neither a folder nor in this machine's Hugging Face cache, and nothing is fetched "
            f"while answering: run hf download {model} first"
        ) from error


def _weights_digest(folder: Path) -> str:
    weights = sorted(folder.glob("*.safetensors")) or sorted(folder.glob("*.bin"))
    if not weights:
        raise ModelUnavailable(f"{folder} holds no weights, expected *.safetensors or *.bin: name another model")
    return sha256_of(weights[0])
