"""A data folder that cannot be used is refused with the step that mends it; caches are made anew, and that is said."""

import json
import os
import shutil
import socket
import sqlite3
import stat
import subprocess
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from index.compiled import compiled_folder
from service.composition import open_service
from service.settings import Settings
from tests.doors import CommandDoor, HttpDoor, http_door

TEXT = "The dam at Orsk cost {} million euros in 2021. The council paid for it."
NOTHING = "/nothing/is/here.txt"
READING = (("ask", "what did the dam cost?"), ("list",))
ALL = (*READING, ("add", NOTHING), ("serve", "--port=0"))


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CROSSCHECK_MODEL", "hashing")


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("filled")
    with http_door(folder) as door:
        rows = [{"id": f"dam{number}.txt", "text": TEXT.format(number)} for number in range(10, 20)]
        assert door.post("/v1/documents", json.dumps({"documents": rows})).outcome == "done"
    return folder


@pytest.fixture
def data(filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = Path(shutil.copytree(filled, tmp_path / "data"))
    monkeypatch.setenv("CROSSCHECK_DATA", str(folder))
    return folder


@pytest.fixture
def command(capsys: pytest.CaptureFixture[str]) -> CommandDoor:
    return CommandDoor(capsys)


def spoil_manifest(folder: Path, **entries: object) -> None:
    path = folder / "manifest.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | entries))


@pytest.mark.parametrize("arguments", ALL)
@pytest.mark.parametrize(
    ("entries", "message"),
    [
        (
            {"name": "e5-base", "dimension": 768},
            "index built with e5-base (768 dimensions), asked with hashing/384 (384): choose another --data folder",
        ),
        ({"schema": 99}, "index of schema version 99, this Crosscheck reads 1: use the newer Crosscheck that wrote it"),
        ({"schema": 0}, "index of schema version 0, this Crosscheck reads 1: choose another --data folder"),
        ({"schema": "two"}, "index of schema version two, this Crosscheck reads 1"),
    ],
)
def test_a_folder_of_another_model_or_schema_is_refused_by_every_command(
    data: Path, command: CommandDoor, arguments: tuple[str, ...], entries: dict[str, object], message: str
) -> None:
    spoil_manifest(data, **entries)
    said = command.run(*arguments)
    assert said.outcome == "failed"
    assert message in said.message


@pytest.mark.parametrize("arguments", ALL)
@pytest.mark.parametrize("content", ["", "{", "[]", "\x00\x01"])
def test_a_manifest_that_is_none_is_named(
    data: Path, command: CommandDoor, arguments: tuple[str, ...], content: str
) -> None:
    (data / "manifest.json").write_text(content)
    said = command.run(*arguments)
    assert (said.outcome, "manifest.json" in said.message or "schema" in said.message) == ("failed", True)


def test_a_folder_that_another_process_writes_to_names_that_process(data: Path, command: CommandDoor) -> None:
    with open_service(Settings(data=data, model="hashing")):
        said = command.run("add", NOTHING)
        assert said.outcome == "failed"
        assert f"(process {os.getpid()}, since" in said.message
        assert "takes one writer at a time: wait until it is done, or end it" in said.message
        assert command.run("list").outcome == "done"


@pytest.fixture
def unwritable(filled: Path, monkeypatch: pytest.MonkeyPatch, command: CommandDoor, tmp_path: Path) -> Iterator[Path]:
    """The folder as someone whom permissions bind may read it, and not write to it."""
    with TemporaryDirectory() as name:
        folder = Path(shutil.copytree(filled, Path(name) / "data"))
        monkeypatch.setenv("HOME", name)
        warm = shutil.copytree(filled, tmp_path / "warm")
        for arguments in (*READING, ("add", NOTHING), ("keys", "list")):  # all that Python reads itself is read now
            command.run(*arguments, "--data", warm)
        Path(name).chmod(0o755)
        for path in (folder, *folder.rglob("*")):
            path.chmod(0o555 if path.is_dir() else 0o444)
        user = os.geteuid()
        if user == 0:
            os.seteuid(65534)
        yield folder
        os.seteuid(user)
        for path in (folder, *folder.rglob("*")):
            path.chmod(0o755 if path.is_dir() else 0o644)


@pytest.mark.parametrize("arguments", [*READING, ("add", NOTHING), ("keys", "create", "one")])
def test_a_folder_that_may_not_be_written_is_named_with_its_rights(
    unwritable: Path, command: CommandDoor, arguments: tuple[str, ...]
) -> None:
    said = command.run(*arguments, "--data", unwritable)
    assert said.outcome == "failed"
    assert str(unwritable) in said.message
    assert "rights" in said.message


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 700 KB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=700k", "tmpfs", str(folder)]
    if os.geteuid() != 0 or subprocess.run(mount, capture_output=True, check=False).returncode != 0:
        pytest.skip("only root may mount a small disk to fill")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_a_full_disk_is_said_and_what_was_acknowledged_is_there(small_disk: Path) -> None:
    acknowledged = []
    with http_door(small_disk) as door:
        for number in range(2_000):
            row = {"id": f"dam{number:04}.txt", "text": TEXT.format(number) * 20}
            said = door.post("/v1/documents", json.dumps({"documents": [row]}))
            if said.outcome != "done":
                break
            acknowledged.append(row["id"])
        assert (said.data["status"], said.data["title"]) == (503, "Store unavailable")
        assert "the disk is full: free some space and try again" in said.message
        assert door.ask("what did the dam cost?").outcome == "done"
        assert [row["id"] for row in listed(door)] == acknowledged
    with http_door(small_disk) as door:
        assert [row["id"] for row in listed(door)] == acknowledged


def listed(door: HttpDoor) -> list[dict[str, str]]:
    rows: list[dict[str, str]] = door.client.get("/v1/documents", params={"limit": 500}).json()["documents"]
    return rows


def flip(path: Path, place: int = -5) -> None:
    content = bytearray(path.read_bytes())
    content[place] ^= 1
    path.write_bytes(content)


@pytest.mark.parametrize("name", ["passages.faiss", "figures.faiss", "passages.lexical"])
def test_a_cache_with_one_byte_flipped_is_made_anew_and_that_is_said(
    data: Path, command: CommandDoor, name: str, caplog: pytest.LogCaptureFixture
) -> None:
    before = command.ask("what did the dam cost?")
    flip(data / "caches" / name)
    after = command.ask("what did the dam cost?")
    assert after.data == before.data
    assert f"{name}: damaged, its checksum differs" in caplog.text
    assert "crosscheck rebuild keeps what was made" in caplog.text
    with http_door(data) as door:
        ready = door.client.get("/readyz").json()
        assert ready["status"] == "ready"
        assert f"{name}: damaged, its checksum differs" in ready["rebuilt"]
        assert "crosscheck_rebuilds 1.0" in door.client.get("/metrics").text
    with http_door(data) as door:
        assert door.client.get("/readyz").json()["rebuilt"] == []


def test_a_truth_that_is_damaged_is_not_answered_from(data: Path, command: CommandDoor) -> None:
    path = data / "crosscheck.db"
    content = bytearray(path.read_bytes())
    content[4096:] = bytes(len(content) - 4096)
    path.write_bytes(content)
    said = command.ask("what did the dam cost?")
    assert said.outcome == "failed"
    assert "put a backup in its place, or delete the folder and add the documents again" in said.message


def test_a_database_that_someone_deleted_is_named(data: Path, command: CommandDoor) -> None:
    (data / "crosscheck.db").unlink()
    said = command.run("list")
    assert said.outcome == "failed"
    assert "crosscheck.db" in said.message


def test_weights_whose_digest_is_wrong_are_refused(
    data: Path, command: CommandDoor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    compiled = compiled_folder()
    if not compiled.exists():
        pytest.skip("the model is not compiled here: make setup")
    shutil.copytree(compiled, tmp_path / "cache" / "compiled" / compiled.name)
    flip(tmp_path / "cache" / "compiled" / compiled.name / "model.onnx")
    monkeypatch.setenv("CROSSCHECK_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("CROSSCHECK_MODEL", "all-MiniLM-L6-v2")
    for arguments in ALL:
        said = command.run(*arguments)
        assert said.outcome == "failed"
        assert "model.onnx has sha256" in said.message
        assert "run python -m index.compiling" in said.message


def test_a_port_in_use_is_said_with_how_to_choose_another(data: Path, command: CommandDoor) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        said = command.run("serve", f"--port={port}")
    assert said.outcome == "failed"
    assert said.message == (
        f"crosscheck: port {port} of 127.0.0.1 is in use: choose another with --port, or 0 for a free one\n"
    )


def test_an_address_of_no_machine_and_one_that_others_reach_are_refused(data: Path, command: CommandDoor) -> None:
    assert "crosscheck keys create" in command.run("serve", "--host=0.0.0.0").message
    said = command.run("serve", "--host=0.0.0.0", "--port=70000")
    assert said.outcome == "wrong"


def test_nobody_else_may_read_what_is_kept_where_the_folder_is_made(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        with open_service(Settings(data=tmp_path / "new", model="hashing")):
            assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o700
    finally:
        os.umask(before)


def test_rows_of_a_stranger_in_the_database_are_not_ours_to_trust(data: Path, command: CommandDoor) -> None:
    with sqlite3.connect(data / "crosscheck.db") as database:
        database.execute("UPDATE figures SET record = 'no record'")
    database.close()
    said = command.ask("what did the dam cost?")
    assert said.outcome == "failed"
    assert "is damaged: run crosscheck doctor" in said.message
