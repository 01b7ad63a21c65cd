"""What a run was made with: the code by its digest and commit, and the libraries by their versions."""

import platform
import subprocess
from functools import cache
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

ROOT = Path(__file__).parents[1]
LIBRARIES = ("crosscheck", "ir-measures", "numpy", "onnxruntime", "faiss-cpu", "scipy", "tantivy", "tokenizers")


def digest_of_code(*parts: str) -> str:
    """sha256 over the sources of rooms, or of single files, by their paths below the checkout."""
    digest = sha256()
    for part in parts:
        path = ROOT / part
        for file in sorted(path.rglob("*.py")) if path.is_dir() else [path]:
            content = file.read_bytes()
            digest.update(file.relative_to(ROOT).as_posix().encode() + b"\0" + len(content).to_bytes(8) + content)
    return digest.hexdigest()


@cache
def reading_digest() -> str:
    """Of all code that decides what is kept of a document."""
    return digest_of_code("corpus", "index", "service/adding.py")


@cache
def answering_digest() -> str:
    """Of all code that decides what is answered."""
    return digest_of_code("corpus", "index", "service")


@cache
def measuring_digest() -> str:
    """Of all code that decides what an answer is worth."""
    return digest_of_code("eval/measures", "eval/scoring.py", "eval/asking.py", "eval/gold.py", "eval/wanted.py")


def commit() -> str | None:
    """The commit of the checkout that runs, "-changed" behind it where files differ; None where it is none."""
    described = ["git", "-C", str(ROOT), "describe", "--always", "--abbrev=12", "--dirty=-changed", "--exclude=*"]
    try:
        ran = subprocess.run(described, capture_output=True, text=True, check=False, timeout=10)  # noqa: S603  # fixed
    except (OSError, subprocess.TimeoutExpired):
        return None
    return ran.stdout.strip() or None if (ROOT / ".git").exists() else None


def versions() -> dict[str, str]:
    """Python and the libraries on which answers and measures stand."""
    found = {"python": platform.python_version()}
    for name in LIBRARIES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found
