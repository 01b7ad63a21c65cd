"""The embedder that a setting names."""

import subprocess
import sys

from index.compiled import CompiledEmbedder, compilation_in, compiled_folder
from index.embedding import Embedder
from index.hashing import HashingEmbedder
from index.models import DEFAULT_MODEL, ModelUnavailable


def embedder_named(model: str = DEFAULT_MODEL) -> Embedder:
    """The default model compiled, "hashing" (for tests), or any sentence-transformers model by name or folder."""
    if model == DEFAULT_MODEL:
        return _compiled()
    if model == "hashing":
        return HashingEmbedder()
    from index.reference import ReferenceEmbedder  # noqa: PLC0415 - torch takes seconds to import

    return ReferenceEmbedder(model)


def _compiled() -> Embedder:
    if compilation_in(compiled_folder()) is None:
        # In a process of its own, so that this one never imports torch; -P: whatever is called index here is not ours.
        compiling = subprocess.run([sys.executable, "-P", "-m", "index.compiling"], stdout=sys.stderr, check=False)
        if compiling.returncode != 0:
            raise ModelUnavailable(f"{DEFAULT_MODEL} could not be compiled: see the message above")
    return CompiledEmbedder()
