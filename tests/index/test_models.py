"""The model's files are found without importing anything heavy, and used only when they are the expected ones."""

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from index.embedders import embedder_named
from index.models import DIGESTS, ModelDigestMismatch, ModelUnavailable, cache_folder, check_model, default_model_folder


def test_every_file_of_the_packaged_model_has_its_digest() -> None:
    folder = default_model_folder()
    assert check_model(folder) == folder
    assert (folder / "model.safetensors").stat().st_size > 90_000_000


def test_finding_the_model_imports_neither_torch_nor_sentence_transformers() -> None:
    program = (
        "import sys; from index.models import default_model_folder; default_model_folder();"
        "print([m for m in ('torch', 'transformers', 'sentence_transformers', 'huggingface_hub') if m in sys.modules])"
    )
    assert subprocess.check_output([sys.executable, "-c", program], text=True) == "[]\n"


def test_weights_with_one_byte_changed_are_refused(tmp_path: Path) -> None:
    folder = shutil.copytree(default_model_folder(), tmp_path / "model")
    weights = folder / "model.safetensors"
    with weights.open("r+b") as file:
        file.seek(1_000_000)
        byte = file.read(1)
        file.seek(1_000_000)
        file.write(bytes([byte[0] ^ 1]))
    with pytest.raises(ModelDigestMismatch, match=r"model.safetensors has sha256 .*, expected 53aa51172d14"):
        check_model(folder)


def test_a_missing_vocabulary_is_refused(tmp_path: Path) -> None:
    folder = shutil.copytree(default_model_folder(), tmp_path / "model")
    (folder / "tokenizer.json").unlink()
    with pytest.raises(ModelDigestMismatch, match=r"tokenizer.json is missing"):
        check_model(folder)


def test_the_cache_is_where_the_environment_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CROSSCHECK_CACHE", str(tmp_path))
    assert cache_folder() == tmp_path
    monkeypatch.delenv("CROSSCHECK_CACHE")
    assert cache_folder().name == "crosscheck"


def test_the_other_package_serves_where_the_first_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    packaged = default_model_folder()
    package = tmp_path / "all_minilm_l6_v2"
    package.mkdir()
    (package / "__init__.py").write_text("")
    with zipfile.ZipFile(package / "model.zip", "w", zipfile.ZIP_STORED) as archive:
        for name in DIGESTS:
            archive.write(packaged / name, name)
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr("index.models.PACKAGES", ("absent_package", "all_minilm_l6_v2"))
    monkeypatch.setenv("CROSSCHECK_CACHE", str(tmp_path / "cache"))
    unpacked = default_model_folder()
    assert unpacked.is_relative_to(tmp_path / "cache")
    assert default_model_folder() == unpacked
    assert [path.name for path in unpacked.parent.iterdir()] == [unpacked.name]


def test_a_model_that_is_not_on_this_machine_is_named_and_not_fetched() -> None:
    with pytest.raises(ModelUnavailable, match=r"nobody/no-such-model .* hf download nobody/no-such-model"):
        embedder_named("nobody/no-such-model")
