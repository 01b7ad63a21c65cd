"""The README's commands, run; `python tests/test_readme.py` writes their real output into it."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import entry_points
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
SESSION = re.compile(r"```console\n(.*?)```", re.DOTALL)
SERVED = "http://127.0.0.1:8765"


def commands_in(session: str) -> list[str]:
    return [line.removeprefix("$ ") for line in session.splitlines() if line.startswith("$ ")]


def environment(data: Path) -> dict[str, str]:
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    kept = {name: value for name, value in os.environ.items() if not name.startswith("CROSSCHECK_")}
    cache = {name: os.environ[name] for name in ("CROSSCHECK_CACHE",) if name in os.environ}
    return kept | cache | {"PATH": path, "CROSSCHECK_DATA": str(data), "COLUMNS": "96", "NO_COLOR": "1"}


def printed(command: str, data: Path) -> str:
    """What a person would see, without spaces at the ends of lines."""
    ran = subprocess.run(
        ["bash", "-c", command], cwd=ROOT, env=environment(data), stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        text=True, check=False,
    )  # fmt: skip
    return "".join(f"{line.rstrip()}\n" for line in ran.stdout.splitlines())


def real_session(session: str, data: Path) -> str:
    """The session's commands with their real output; those that ask a running service stay as they are."""
    return "".join(f"$ {command}\n{_output(command, data)}" for command in commands_in(session))


def _output(command: str, data: Path) -> str:
    return "" if SERVED in command else printed(command, data)


def sessions() -> list[str]:
    return SESSION.findall(README.read_text("utf-8"))


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("readme")


@pytest.fixture(scope="module")
def address(data: Path) -> Iterator[str]:
    command = ["crosscheck", "serve", "--sample", "--port", "0"]
    with subprocess.Popen(command, env=environment(data / "served"), stdout=subprocess.PIPE, text=True) as serving:
        assert serving.stdout is not None
        found = re.search(r"http://\S+:\d+", serving.stdout.readline())
        assert found
        yield found.group()
        serving.terminate()
        assert serving.wait(30) == 0


def test_the_readme_begins_with_two_commands_that_make_knows() -> None:
    first = re.search(r"```sh\n(.*?)```", README.read_text("utf-8"), re.DOTALL)
    assert first
    commands = [line.split("#")[0].strip() for line in first.group(1).splitlines()]
    assert commands == ["make serve", "make test"]
    for command in commands:
        subprocess.run([*command.split(), "-n"], cwd=ROOT, check=True, capture_output=True)


def test_every_command_of_the_readme_prints_what_the_readme_shows(data: Path) -> None:
    for session in sessions():
        assert real_session(session, data / "typed") == session


def test_the_readmes_requests_are_answered(address: str) -> None:
    requests = [command for session in sessions() for command in commands_in(session) if SERVED in command]
    assert requests
    for request in requests:
        said = json.loads(printed(request.replace(SERVED, address), Path()))
        assert said["answer"]["text"]
        assert said["conflicts"]


def test_the_readmes_python_prints_conflicts(address: str) -> None:
    programs = re.findall(r"```python\n(.*?)```", README.read_text("utf-8"), re.DOTALL)
    assert len(programs) == 2
    for program in programs:
        ran = subprocess.run(
            [sys.executable, "-c", program.replace(SERVED, address)], capture_output=True, text=True, check=True
        )
        assert "£2.6bn" in ran.stdout


def test_every_command_and_route_is_in_the_readme() -> None:
    shown = README.read_text("utf-8")
    for point in entry_points(group="crosscheck.commands"):
        assert f"`crosscheck {point.name}" in shown
    for route in ("/v1/ask", "/v1/search", "/v1/documents", "/v1/documents/{id}", "/healthz", "/readyz", "/metrics"):
        assert f"{route}`" in shown


if __name__ == "__main__":
    with TemporaryDirectory() as folder:
        README.write_text(
            SESSION.sub(
                lambda found: f"```console\n{real_session(found.group(1), Path(folder))}```", README.read_text("utf-8")
            ),
            "utf-8",
        )
