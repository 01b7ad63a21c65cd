"""The compiled model gives the reference's vectors, the same ones however the texts are put together."""

import json
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from index.compiled import CompiledEmbedder, compiled_folder
from index.compiling import LEAST_COSINE, TEXTS, compile_default_model, main
from index.embedders import embedder_named
from index.embedding import Embedder
from index.hashing import HashingEmbedder
from index.models import ModelDigestMismatch, ModelUnavailable
from index.reference import ReferenceEmbedder
from index.store import Vectors

QUESTIONS = (
    "how many containers went through the port?",
    "what did the railway line cost?",
    "is it known who built the reservoir?",
    "when will the bank take up the matter?",
)
LONG = " ".join(f"On day {day} the column marched {day + 7} kilometres before noon." for day in range(60))


@pytest.fixture(scope="module")
def compiled() -> Embedder:
    return embedder_named()


@pytest.fixture(scope="module")
def reference() -> ReferenceEmbedder:
    return ReferenceEmbedder()


@pytest.fixture(scope="module")
def expected(reference: ReferenceEmbedder) -> Vectors:
    return reference.embed((*TEXTS, *QUESTIONS, LONG, ""))


def test_the_compiled_vectors_are_the_reference_s(compiled: Embedder, expected: Vectors) -> None:
    vectors = compiled.embed((*TEXTS, *QUESTIONS, LONG, ""))
    assert vectors.shape == expected.shape == (38, 384)
    assert vectors.dtype == np.float32
    assert np.sum(vectors * expected, axis=1).min() >= LEAST_COSINE
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_the_compiled_model_ranks_as_the_reference_does(compiled: Embedder, expected: Vectors) -> None:
    texts, questions = expected[: len(TEXTS)], expected[len(TEXTS) : len(TEXTS) + len(QUESTIONS)]
    nearest = np.argsort(-(questions @ texts.T))[:, :5]
    found = np.argsort(-(compiled.embed(QUESTIONS) @ compiled.embed(TEXTS).T))[:, :5]
    assert (nearest[:, 0] == found[:, 0]).all()
    shared = [len(set(a) & set(b)) for a, b in zip(nearest, found, strict=True)]
    assert min(shared) >= 4


def test_a_text_has_the_same_vector_alone_and_in_any_company(compiled: Embedder) -> None:
    together = compiled.embed((LONG, *TEXTS))
    for number in (0, 7, 31):
        assert (compiled.embed([TEXTS[number]])[0] == together[number + 1]).all()
    assert (compiled.embed((LONG, *TEXTS)[::-1])[::-1] == together).all()


def test_several_threads_get_what_one_gets(compiled: Embedder) -> None:
    alone = [compiled.embed([text])[0] for text in TEXTS]
    with ThreadPoolExecutor(8) as threads:
        rows = list(threads.map(lambda text: compiled.embed([text])[0], TEXTS))
    assert (np.stack(rows) == np.stack(alone)).all()


def test_no_texts_have_no_rows(compiled: Embedder, reference: ReferenceEmbedder) -> None:
    assert compiled.embed([]).shape == reference.embed([]).shape == HashingEmbedder().embed([]).shape == (0, 384)


@pytest.mark.parametrize("text", ["", "seven", TEXTS[3], LONG, "naïve façade – 4 €", "<|endoftext|> [SEP]"])
def test_both_count_the_same_tokens_and_the_text_s_own_are_not_cut(
    text: str, compiled: Embedder, reference: ReferenceEmbedder
) -> None:
    assert compiled.token_count(text) == reference.token_count(text)
    assert compiled.token_count(LONG) > 256


def test_the_name_tells_model_weights_and_runtime(compiled: Embedder, reference: ReferenceEmbedder) -> None:
    assert compiled.name.startswith("all-MiniLM-L6-v2@53aa51172d14/onnx-")
    assert reference.name == "all-MiniLM-L6-v2@53aa51172d14/torch"


def test_embedding_imports_neither_torch_nor_its_friends() -> None:
    program = (
        "import sys; from index.embedders import embedder_named; embedder_named().embed(['a', 'b']);"
        "heavy = ('torch', 'transformers', 'sentence_transformers', 'onnx', 'onnxscript', 'huggingface_hub');"
        "print([name for name in heavy if name in sys.modules])"
    )
    assert subprocess.check_output([sys.executable, "-c", program], text=True) == "[]\n"


def test_compiling_again_does_nothing_where_it_is_done(compiled: Embedder, capsys: pytest.CaptureFixture[str]) -> None:
    assert main() == 0
    assert capsys.readouterr().out == ""


def test_where_int8_loses_too_much_fp32_takes_the_place_of_what_was_damaged(
    expected: Vectors, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.compiling.LEAST_COSINE", 0.9999)
    folder = tmp_path / "compiled"
    folder.mkdir()
    (folder / "compiled.json").write_text("{")
    record = compile_default_model(folder)
    assert (record.precision, record.cosine) == ("fp32", 1.0)
    assert [path.name for path in tmp_path.iterdir()] == ["compiled"]
    assert sorted(path.name for path in folder.iterdir()) == ["compiled.json", "model.onnx", "tokenizer.json"]
    embedder = CompiledEmbedder(folder)
    assert embedder.name.endswith("/onnx-fp32")
    assert np.allclose(embedder.embed([*TEXTS, *QUESTIONS, LONG, ""]), expected, atol=1e-5)


def test_a_compiled_model_whose_bytes_changed_is_refused(compiled: Embedder, tmp_path: Path) -> None:
    folder = shutil.copytree(compiled_folder(), tmp_path / "compiled")
    with (folder / "model.onnx").open("ab") as file:
        file.write(b"\0")
    with pytest.raises(ModelDigestMismatch, match=r"model.onnx has sha256 .* run python -m index.compiling"):
        CompiledEmbedder(folder)


def test_a_compilation_of_another_recipe_counts_as_none(compiled: Embedder, tmp_path: Path) -> None:
    folder = shutil.copytree(compiled_folder(), tmp_path / "compiled")
    record = json.loads((folder / "compiled.json").read_text())
    (folder / "compiled.json").write_text(json.dumps(record | {"recipe": 0}))
    with pytest.raises(ModelUnavailable, match="is not compiled"):
        CompiledEmbedder(folder)


def test_hashed_texts_that_share_words_are_near_and_others_are_not() -> None:
    rows = HashingEmbedder().embed(["the old harbour bridge", "a harbour bridge", "nine green apples", "", "  ?"])
    near, far = float(rows[0] @ rows[1]), float(rows[0] @ rows[2])
    assert near > 0.5
    assert abs(far) < 0.2
    assert np.allclose(np.linalg.norm(rows, axis=1), 1)
    assert (rows[3] == rows[4]).all()
