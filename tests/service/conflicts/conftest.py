import pytest

from index.compiled import CompiledEmbedder


@pytest.fixture(scope="module")
def embedder() -> CompiledEmbedder:
    return CompiledEmbedder()
