"""Each thing that can be wrong is really made wrong, found by the doctor, and mended by the command that it names."""

import json
import os
import shutil
import socket
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from index.compiled import compiled_folder
from service.answer import Ask
from service.composition import open_service
from service.conversations.kept import CONVERSATIONS_FILE, Conversations
from service.keys import Keys
from service.settings import Settings
from tests.doors import CommandDoor, http_door
from tests.service.serving import serving

TEXT = "The dam at Orsk cost {} million euros in 2021. The council paid for it."


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("filled")
    with http_door(folder) as door:
        rows = [{"id": f"dam{number}.txt", "text": TEXT.format(number)} for number in range(10, 20)]
        assert door.post("/v1/documents", json.dumps({"documents": rows})).outcome == "done"
        assert door.client.delete("/v1/documents/dam10.txt").status_code == 204
    return folder


@pytest.fixture
def data(filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = Path(shutil.copytree(filled, tmp_path / "data"))
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        monkeypatch.setenv("CROSSCHECK_PORT", str(found.getsockname()[1]))
    monkeypatch.setenv("CROSSCHECK_DATA", str(folder))
    monkeypatch.setenv("CROSSCHECK_MODEL", "hashing")
    monkeypatch.delenv("CROSSCHECK_API_KEY", raising=False)
    return folder


@pytest.fixture
def command(capsys: pytest.CaptureFixture[str]) -> CommandDoor:
    return CommandDoor(capsys)


def wrong(command: CommandDoor, *arguments: str | Path) -> dict[str, tuple[str, str]]:
    """What is wrong, by the check's name: what was found, and what mends it."""
    said = command.run("doctor", "--json", *arguments)
    assert said.data["ok"] == all(check["ok"] for check in said.data["checks"])
    return {check["name"]: (check["detail"], check["mend"]) for check in said.data["checks"] if not check["ok"]}


def sql(data: Path, *statements: str) -> None:
    database = sqlite3.connect(data / "crosscheck.db")
    for statement in statements:
        assert database.execute(statement).rowcount != 0
    database.commit()
    database.close()


def flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[-5] ^= 1
    path.write_bytes(content)


def test_in_a_sound_folder_nothing_is_wrong(data: Path, command: CommandDoor) -> None:
    assert wrong(command) == {}
    said = command.run("doctor")
    assert said.message == "all is well\n"
    lines = [line.split() for line in said.data.splitlines()]
    assert {line[0] for line in lines} == {"ok"}
    assert ["ok", "counts", "9", "documents"] in lines


BROKEN: dict[str, tuple[tuple[str, ...], str, str]] = {
    "a passage is gone": (
        ("DELETE FROM passages WHERE row = (SELECT max(row) FROM passages)",),
        "counts",
        "has 0 passages",
    ),
    "a vector is gone": (
        ("DELETE FROM passage_vectors WHERE row = (SELECT max(row) FROM passage_vectors)",),
        "counts",
        "has 0 passage vectors, expected 1",
    ),
    "figures are gone": (("DELETE FROM figures",), "counts", "figures, expected"),
    "a document is gone and its rows are not": (
        ("DELETE FROM documents WHERE id = 'dam15.txt'",),
        "orphans",
        "1 passages of no document",
    ),
    "a passage says something else": (
        ("UPDATE passages SET text = 'x' || text",),
        "offsets",
        "is not what its document says there",
    ),
    "a passage is elsewhere": (
        ("UPDATE passages SET start = start + 1",),
        "offsets",
        "is not what its document says there",
    ),
    "a document says something else": (
        ("UPDATE documents SET text = replace(text, 'cost', 'lost')",),
        "offsets",
        "is not what its document says there",
    ),
    "a document's publisher was changed": (
        ("UPDATE documents SET publisher = 'X', publisher_basis = 'given', publisher_source = 'y'",),
        "digests",
        "is not what was stored",
    ),
    "a document's date is none": (
        ("UPDATE documents SET published = 'May', published_basis = 'given', published_source = 'y'",),
        "offsets",
        "cannot be read",
    ),
    "a figure's record is none": (("UPDATE figures SET record = 'no record'",), "offsets", "cannot be read"),
    "a figure is elsewhere": (
        ("""UPDATE figures SET record = replace(record, '"start":', '"start":1')""",),
        "offsets",
        "",
    ),
    "a vector is cut": (
        ("UPDATE figure_vectors SET vector = substr(vector, 1, 40)",),
        "vectors",
        "are none of 384 dimensions",
    ),
    "a vector is nothing": (
        ("UPDATE passage_vectors SET vector = zeroblob(1536)",),
        "vectors",
        "are none of 384 dimensions",
    ),
    "a counter went back": (("UPDATE meta SET value = 1 WHERE key = 'next_passage'",), "counters", "next_passage is 1"),
    "the generation went back": (
        (
            "UPDATE meta SET value = 1 WHERE key = 'generation'",
            "INSERT INTO changes VALUES (99, 99, 'removed', 1, 1, 1, 1)",
        ),
        "counters",
        "the log of changes has generation 99",
    ),
}


@pytest.mark.parametrize("trouble", BROKEN)
def test_a_truth_that_contradicts_itself_is_found_and_a_rebuild_into_another_folder_mends_it(
    data: Path, command: CommandDoor, trouble: str, tmp_path: Path
) -> None:
    statements, check, detail = BROKEN[trouble]
    sql(data, *statements)
    found = wrong(command)
    assert check in found
    assert detail in found[check][0]
    assert found[check][1] == f'crosscheck rebuild --into NEW_FOLDER --data "{data}"'
    assert command.run("doctor").data.count("WRONG") == len(found)
    if trouble != "a document's date is none":
        assert command.run("rebuild", "--into", tmp_path / "new").outcome == "done"
        assert wrong(command, "--data", tmp_path / "new") == {}


@pytest.mark.parametrize("name", ["passages.faiss", "figures.faiss", "passages.lexical"])
@pytest.mark.parametrize("how", [flip, Path.unlink])
def test_a_cache_that_is_damaged_or_gone_is_found_and_a_rebuild_mends_it(
    data: Path, command: CommandDoor, name: str, how: Callable[[Path], None]
) -> None:
    how(data / "caches" / name)
    ((check, (detail, mend)),) = wrong(command).items()
    assert (check, mend) == ("caches", f'crosscheck rebuild --data "{data}"')
    assert f"{name}: " in detail
    assert command.run("rebuild").message == "the caches were made anew\n"
    assert wrong(command) == {}


def test_a_cache_that_is_whole_and_not_what_the_database_holds_is_found(data: Path, command: CommandDoor) -> None:
    sql(data, "UPDATE passage_vectors SET vector = (SELECT vector FROM passage_vectors LIMIT 1)")
    assert "the cache of passage vectors is not what the database holds" in wrong(command)["caches"][0]
    command.run("rebuild")
    assert wrong(command) == {}


def test_what_a_killed_process_left_is_found_and_a_rebuild_removes_it(data: Path, command: CommandDoor) -> None:
    (data / "caches" / "passages.faiss.new").write_bytes(b"half")
    assert "passages.faiss.new was left" in wrong(command)["leftovers"][0]
    command.run("rebuild")
    assert wrong(command) == {}


def test_pages_of_zeros_are_found_and_only_a_backup_mends_them(data: Path, command: CommandDoor) -> None:
    content = bytearray((data / "crosscheck.db").read_bytes())
    content[4096:] = bytes(len(content) - 4096)
    (data / "crosscheck.db").write_bytes(content)
    assert list(wrong(command)) == ["database"]


def test_a_folder_of_another_model_is_found_and_a_rebuild_with_this_one_mends_it(
    data: Path, command: CommandDoor, tmp_path: Path
) -> None:
    manifest = json.loads((data / "manifest.json").read_text())
    (data / "manifest.json").write_text(json.dumps(manifest | {"name": "e5-base", "dimension": 768}))
    detail, mend = wrong(command)["manifest"]
    assert "index built with e5-base (768 dimensions), asked with hashing/384 (384)" in detail
    assert mend == f'crosscheck rebuild --into NEW_FOLDER --data "{data}"'
    assert command.run("rebuild", "--into", tmp_path / "new").message.startswith("9 documents are in ")
    assert wrong(command, "--data", tmp_path / "new") == {}


def test_a_folder_of_a_newer_version_wants_that_version(data: Path, command: CommandDoor) -> None:
    manifest = json.loads((data / "manifest.json").read_text())
    (data / "manifest.json").write_text(json.dumps(manifest | {"schema": 99}))
    detail, mend = wrong(command)["manifest"]
    assert ("schema version 99" in detail, mend) == (True, "install the newer Crosscheck")


def test_weights_and_a_compilation_with_a_wrong_digest_are_found(
    data: Path, command: CommandDoor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CROSSCHECK_MODEL", "all-MiniLM-L6-v2")
    monkeypatch.setenv("CROSSCHECK_CACHE", str(tmp_path / "cache"))
    detail, mend = wrong(command)["model"]
    assert ("is not compiled in" in detail, mend) == (True, "python -m index.compiling")
    monkeypatch.delenv("CROSSCHECK_CACHE")
    if not compiled_folder().exists():
        pytest.skip("the model is not compiled here: make setup")
    copied = shutil.copytree(compiled_folder(), tmp_path / "cache" / "compiled" / compiled_folder().name)
    flip(Path(copied) / "model.onnx")
    monkeypatch.setenv("CROSSCHECK_CACHE", str(tmp_path / "cache"))
    detail, mend = wrong(command)["model"]
    assert ("model.onnx has sha256" in detail, mend) == (True, "python -m index.compiling")


def test_a_folder_that_is_not_there_is_said_with_how_to_fill_one(
    data: Path, command: CommandDoor, tmp_path: Path
) -> None:
    found = wrong(command, "--data", tmp_path / "nowhere")
    assert found["data folder"][1] == f'crosscheck add PATH --data "{tmp_path / "nowhere"}"'


def test_a_folder_that_anyone_may_write_to_and_keys_that_others_may_read_are_found(
    data: Path, command: CommandDoor
) -> None:
    Keys(data).create("one", "full")
    (data / "keys.json").chmod(0o644)
    data.chmod(0o777)
    found = wrong(command)
    assert found["data folder"][1] == f'chmod o-w "{data}"'
    assert found["keys"][1] == f'chmod 600 "{data}/keys.json"'
    data.chmod(0o700)
    (data / "keys.json").chmod(0o600)
    assert wrong(command) == {}


def test_keys_that_cannot_be_read_are_found(data: Path, command: CommandDoor) -> None:
    (data / "keys.json").write_text("{")
    assert wrong(command)["keys"][1] == f'rm "{data}/keys.json"; crosscheck keys create NAME'


def test_a_port_in_use_by_another_is_found_and_by_our_own_service_is_well(
    data: Path, command: CommandDoor, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        monkeypatch.setenv("CROSSCHECK_PORT", str(taken.getsockname()[1]))
        assert wrong(command)["port"][1] == "crosscheck serve --port 0, or CROSSCHECK_PORT"
    with serving() as (address, _):
        monkeypatch.setenv("CROSSCHECK_PORT", address.rpartition(":")[2])
        assert wrong(command) == {}


def test_a_setting_that_cannot_be_read_is_found(
    data: Path, command: CommandDoor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CROSSCHECK_PORT", "eighty")
    assert "CROSSCHECK_PORT: port is 'eighty'" in wrong(command)["settings"][0]


def test_a_folder_that_may_not_be_written_is_found(data: Path, command: CommandDoor) -> None:
    if os.geteuid() == 0:
        pytest.skip("root may write everywhere: see the same by a user in test_errors_of_data_folders")
    data.chmod(0o500)
    assert wrong(command)["data folder"][1] == f'chmod u+rwX "{data}"'
    data.chmod(0o700)


def test_a_rebuild_into_a_folder_with_something_in_it_is_refused(
    data: Path, command: CommandDoor, tmp_path: Path
) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    said = command.run("rebuild", "--into", tmp_path)
    assert said.outcome == "failed"
    assert "is not empty" in said.message


def test_a_rebuild_while_a_service_holds_the_folder_is_refused(data: Path, command: CommandDoor) -> None:
    with serving() as (address, _):
        said = command.run("rebuild")
        assert said.outcome == "failed"
        assert f"serving at {address}" in said.message


def test_a_rebuilt_folder_answers_as_the_old_one_did(data: Path, command: CommandDoor, tmp_path: Path) -> None:
    before = command.ask("what did the dam cost?").data
    command.run("rebuild")
    assert command.ask("what did the dam cost?").data == before
    command.run("rebuild", "--into", tmp_path / "new")
    anew = command.run("ask", "--json", "what did the dam cost?", "--data", tmp_path / "new").data
    assert {each["id"] for each in anew["passages"]} == {each["id"] for each in before["passages"]}


def test_conversations_are_counted_and_turns_that_are_missing_are_found(data: Path, command: CommandDoor) -> None:
    kept = Conversations(data / CONVERSATIONS_FILE)
    begun = kept.begin("Costs")
    with open_service(Settings.read(data), write=False) as service:
        service.ask(Ask("what did the dam at Orsk cost?", conversation=begun.id))
    kept.close()
    said = command.run("doctor", "--json").data
    (check,) = (check for check in said["checks"] if check["name"] == "conversations")
    assert (check["ok"], check["detail"]) == (True, "1 kept, each with all its turns")
    database = sqlite3.connect(data / CONVERSATIONS_FILE)
    database.execute("DELETE FROM turns")
    database.commit()
    database.close()
    detail, mend = wrong(command)["conversations"]
    assert detail == f"turns of conversation {begun.id} are missing"
    assert mend.startswith('cp "BACKUP/conversations.db"')


def test_a_file_of_conversations_that_is_none_is_found_and_questions_are_answered(
    data: Path, command: CommandDoor
) -> None:
    (data / CONVERSATIONS_FILE).write_bytes(b"these are no conversations" * 99)
    assert "it is not a database" in wrong(command)["conversations"][0]
    assert command.ask("what did the dam at Orsk cost?").outcome == "done"


def test_a_rebuilt_folder_has_the_conversations_of_the_old_one(
    data: Path, command: CommandDoor, tmp_path: Path
) -> None:
    with open_service(Settings.read(data), write=False) as service:
        begun = service.begin("Costs")
        service.ask(Ask("what did the dam at Orsk cost?", conversation=begun.id))
        before = service.conversation(begun.id)
    command.run("rebuild", "--into", tmp_path / "new")
    with open_service(Settings.read(tmp_path / "new"), write=False) as service:
        assert service.conversation(begun.id) == before
        assert service.conversations().conversations[0].turns == 1
