"""Compiling the default model once a machine: `python -m index.compiling`, and nothing where that is done."""

import json
import shutil
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path

import numpy as np

from corpus.errors import CrosscheckError
from index.compiled import RECIPE, RECORD, Compilation, CompiledEmbedder, checked_compilation, compiled_folder
from index.models import (
    DEFAULT_MODEL,
    WEIGHTS_SHA256,
    ModelDigestMismatch,
    ModelUnavailable,
    default_model_folder,
    sha256_of,
)
from index.store import Vectors

LEAST_COSINE = 0.98
"""Below it int8 has lost too much (it can saturate on processors without VNNI) and fp32 stays."""

_SUBJECTS = (
    "The harbour", "A new railway", "The ministry of health", "Every third household", "Her second novel",
    "The reservoir above the town", "An expedition of twelve climbers", "The central bank",
)  # fmt: skip
_PREDICATES = (
    "opened in the spring of 1998 and handled 1.4 million containers last year.",
    "was said to cost more than $3 bn, twice what the first estimate allowed for.",
    "stands where an older one burned down; nobody can say for certain who built it, or when.",
    "will be discussed on Thursday.",
)
TEXTS = tuple(f"{subject} {predicate}" for subject in _SUBJECTS for predicate in _PREDICATES)
"""The 32 texts on which a compilation is compared with the reference."""


def compile_default_model(folder: Path) -> Compilation:
    """The default model compiled into `folder`, which appears whole or not at all; one that was there is replaced."""
    source = default_model_folder()
    folder.parent.mkdir(parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(prefix=".compiling-", dir=folder.parent))
    try:
        shutil.copyfile(source / "tokenizer.json", work / "tokenizer.json")
        record = _compile_in(work)
        _publish(work, folder)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return record


def _compile_in(work: Path) -> Compilation:
    from index.exporting import export, quantise  # noqa: PLC0415 - torch takes seconds to import
    from index.reference import ReferenceEmbedder  # noqa: PLC0415

    reference = ReferenceEmbedder()
    expected = reference.embed(TEXTS)
    full, model = work / "full.onnx", work / "model.onnx"
    export(reference, full)
    quantise(full, model)
    record = _recorded(work, "int8", expected)
    if record.cosine < LEAST_COSINE:
        full.replace(model)
        record = _recorded(work, "fp32", expected)
    if record.cosine < LEAST_COSINE:
        raise CrosscheckError(
            f"compiled {DEFAULT_MODEL} reaches a cosine of {record.cosine:.4f} with sentence-transformers, expected "
            f"{LEAST_COSINE} or more: the installed torch or onnxruntime is at fault, run make setup to restore the "
            "locked ones"
        )
    full.unlink(missing_ok=True)
    return record


def _recorded(work: Path, precision: str, expected: Vectors) -> Compilation:
    """The record of what lies in `work` now, written beside it, with the least cosine to the expected vectors."""
    files = {name: sha256_of(work / name) for name in ("model.onnx", "tokenizer.json")}
    _write(work, Compilation(RECIPE, WEIGHTS_SHA256, precision, 0.0, files))
    cosine = float(np.min(np.sum(CompiledEmbedder(work).embed(TEXTS) * expected, axis=1)))
    record = Compilation(RECIPE, WEIGHTS_SHA256, precision, round(cosine, 4), files)
    _write(work, record)
    return record


def _write(work: Path, record: Compilation) -> None:
    (work / RECORD).write_text(json.dumps(asdict(record), indent=1) + "\n", "utf-8")


def _publish(work: Path, folder: Path) -> None:
    """The finished folder under its own name. Another process that finished first has made the same."""
    if folder.exists() and not _is_sound(folder):
        shutil.rmtree(folder)
    try:
        work.rename(folder)
    except OSError:
        if not _is_sound(folder):
            raise


def _is_sound(folder: Path) -> bool:
    try:
        checked_compilation(folder)
    except (ModelUnavailable, ModelDigestMismatch):
        return False
    return True


def main() -> int:
    """Compile where the cache holds no sound compilation; the exit status."""
    folder = compiled_folder()
    if _is_sound(folder):
        return 0
    print(f"compiling {DEFAULT_MODEL} for ONNX Runtime, once, about half a minute ...", flush=True)
    try:
        record = compile_default_model(folder)
    except CrosscheckError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    print(f"{record.precision}, least cosine with sentence-transformers {record.cosine}, kept in {folder}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
