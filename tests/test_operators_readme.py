"""What the operators' page says is so: its settings are the settings, its tests exist, its backup can be restored."""

import json
import re
import sqlite3
import threading
from pathlib import Path

import pytest

from service.settings import Settings, variable_of
from tests.doors import http_door

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "service" / "README.md").read_text("utf-8")
ROW = re.compile(r"^\| `(\w+)` \| `(\w+)` \| (.+?) \|", re.MULTILINE)


def test_every_setting_stands_there_with_its_variable_and_default() -> None:
    rows = {name: (variable, default) for name, variable, default in ROW.findall(PAGE)}
    assert list(rows) == list(Settings.__dataclass_fields__)
    defaults = Settings()
    for name, (variable, default) in rows.items():
        assert variable == variable_of(name)
        value = getattr(defaults, name)
        if name not in {"data", "cache"}:
            assert default == {None: "none", False: "false"}.get(value, str(value))


def test_every_test_that_it_names_is_one() -> None:
    named = set(re.findall(r"`(test_\w+)`", PAGE))
    files = (ROOT / "tests").rglob("test_*.py")
    there = {name for path in files for name in re.findall(r"def (test_\w+)", path.read_text("utf-8"))}
    assert len(named) > 15
    assert named - there == set()


def test_every_promise_and_every_limit_names_a_test() -> None:
    held = PAGE[PAGE.index("## What is promised") :]
    lines = [line for line in held.splitlines() if line.startswith("- ")]
    assert len(lines) > 12
    assert [line for line in lines if "`test_" not in line] == []


def test_a_backup_taken_while_the_service_writes_is_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    backup = tmp_path / "backup"
    backup.mkdir()
    begun, done = threading.Event(), threading.Event()
    acknowledged: list[str] = []
    with http_door(tmp_path / "data") as door:

        def write() -> None:
            while not done.is_set():
                row = {
                    "id": f"dam{len(acknowledged):03}",
                    "text": f"The dam cost {len(acknowledged) + 2} million euros.",
                }
                assert door.post("/v1/documents", json.dumps({"documents": [row]})).outcome == "done"
                acknowledged.append(row["id"])
                if len(acknowledged) == 10:
                    begun.set()

        writer = threading.Thread(target=write)
        writer.start()
        assert begun.wait(30)
        before = list(acknowledged)
        source, copy = sqlite3.connect(tmp_path / "data" / "crosscheck.db"), sqlite3.connect(backup / "crosscheck.db")
        source.backup(copy)  # what sqlite3's .backup does
        source.close()
        copy.close()
        done.set()
        writer.join()
    (backup / "manifest.json").write_bytes((tmp_path / "data" / "manifest.json").read_bytes())
    with http_door(backup) as door:
        kept = [row["id"] for row in door.client.get("/v1/documents", params={"limit": 500}).json()["documents"]]
        assert door.ask("what did the dam cost?").data["status"] == "answered"
    assert set(before) <= set(kept) <= set(acknowledged)
