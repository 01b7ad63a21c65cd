"""`crosscheck keys` shows a key once, lists none of them, and what it does holds for a running service."""

from pathlib import Path

import pytest

from service.client import Crosscheck
from service.errors import MissingKey, ReadOnlyKey
from tests.doors import CommandDoor
from tests.service.serving import serving


@pytest.fixture
def command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> CommandDoor:
    monkeypatch.setenv("CROSSCHECK_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("CROSSCHECK_MODEL", "hashing")
    monkeypatch.delenv("CROSSCHECK_API_KEY", raising=False)
    return CommandDoor(capsys)


def test_a_key_is_printed_once_and_listed_without_itself(command: CommandDoor) -> None:
    said = command.run("keys", "create", "feed")
    assert said.data.startswith("ck_")
    assert "shown only now" in said.message
    assert "From now on the service of this folder wants a key." in said.message
    read = command.run("keys", "create", "board", "--read-only", "--json").data
    assert (read["name"], read["rights"]) == ("board", "read")
    listed = command.run("keys", "list")
    assert [line.split("\t")[:2] for line in listed.data.splitlines()] == [["feed", "full"], ["board", "read"]]
    for secret in (said.data.strip(), read["key"]):
        assert secret not in str(listed) + str(command.run("keys", "list", "--json"))


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("create", "a b"), "'a b' cannot name a key"),
        (("create", "one"), "there is a key named one: revoke it first"),
        (("revoke", "two"), "no key is named two: crosscheck keys list shows them"),
    ],
)
def test_a_name_that_cannot_be_is_refused_with_the_next_step(
    command: CommandDoor, arguments: tuple[str, ...], message: str
) -> None:
    command.run("keys", "create", "one")
    said = command.run("keys", *arguments)
    assert (said.outcome, message in said.message) == ("failed", True)


def test_a_running_service_heeds_keys_as_they_come_and_go(
    command: CommandDoor, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "dam.txt").write_text("The dam at Orsk cost 12 million euros.")
    with serving() as (address, _):
        assert list(Crosscheck(address).list()) == []
        reader = command.run("keys", "create", "reader", "--read-only", "--json").data["key"]
        feed = command.run("keys", "create", "feed", "--json").data["key"]
        with pytest.raises(MissingKey):
            Crosscheck(address).documents()
        said = command.run("add", tmp_path / "dam.txt")
        assert (said.outcome, "CROSSCHECK_API_KEY" in said.message) == ("failed", True)
        monkeypatch.setenv("CROSSCHECK_API_KEY", reader)
        said = command.run("add", tmp_path / "dam.txt")
        assert (said.outcome, "the key reader may only read" in said.message) == ("failed", True)
        monkeypatch.setenv("CROSSCHECK_API_KEY", feed)
        assert command.run("add", tmp_path / "dam.txt").outcome == "done"
        assert [row.id for row in Crosscheck(address, reader).list()] == ["dam.txt"]
        with pytest.raises(ReadOnlyKey):
            Crosscheck(address, reader).remove("dam.txt")
        assert command.run("keys", "revoke", "reader", "--json").data == {"revoked": "reader"}
        with pytest.raises(MissingKey):
            Crosscheck(address, reader).documents()


def test_a_service_for_others_starts_with_a_kept_key_and_not_without(command: CommandDoor) -> None:
    said = command.run("serve", "--host", "0.0.0.0", "--port", "0")
    assert (said.outcome, "crosscheck keys create NAME" in said.message) == ("failed", True)
    secret = command.run("keys", "create", "feed", "--json").data["key"]
    with serving("--host", "0.0.0.0") as (address, _):
        with pytest.raises(MissingKey):
            Crosscheck(address).documents()
        assert list(Crosscheck(address, secret).list()) == []
