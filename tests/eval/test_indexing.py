import json
from pathlib import Path

import pytest

from eval.errors import ForeignFolder
from eval.eval_set import read_eval_set
from eval.indexing import MARKER, indexed
from service.composition import open_service
from service.settings import Settings
from tests.eval.towns_set import towns_set


def silent(_: object) -> None:
    pass


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data=tmp_path / "own", model="hashing")


def test_documents_are_indexed_once_and_kept_while_they_are_the_same(tmp_path: Path, settings: Settings) -> None:
    asked = read_eval_set(towns_set(tmp_path, 2, documents=120))
    done: list[int] = []
    kept = indexed(asked, settings, tmp_path / "index", silent, done.append)
    assert done == list(range(1, 121))
    assert kept.data == tmp_path / "index" / "data"
    with open_service(kept, write=False) as service:
        assert service.info().documents == 120
    before = {path: path.stat().st_mtime_ns for path in kept.data.iterdir() if path.is_file()}
    assert indexed(asked, settings, tmp_path / "index", silent, silent) == kept
    assert {path: path.stat().st_mtime_ns for path in kept.data.iterdir() if path.is_file()} == before


def test_other_documents_make_another_index(tmp_path: Path, settings: Settings) -> None:
    asked = read_eval_set(towns_set(tmp_path, 2, documents=8))
    indexed(asked, settings, tmp_path / "index", silent, silent)
    fewer = read_eval_set(towns_set(tmp_path, 2, documents=5, name="fewer"))
    with open_service(indexed(fewer, settings, tmp_path / "index", silent, silent), write=False) as service:
        assert service.info().documents == 5


def test_an_index_that_was_left_half_done_is_gone_on_with(tmp_path: Path, settings: Settings) -> None:
    asked = read_eval_set(towns_set(tmp_path, 2, documents=8))
    kept = indexed(asked, settings, tmp_path / "index", silent, silent)
    marker = tmp_path / "index" / MARKER
    marker.write_text(json.dumps(json.loads(marker.read_text()) | {"complete": False}), "utf-8")
    with open_service(kept) as service:
        service.remove("mill 3")
    with open_service(indexed(asked, settings, tmp_path / "index", silent, silent), write=False) as service:
        assert service.info().documents == 8
    assert json.loads(marker.read_text())["complete"] is True


def test_a_document_that_cannot_be_read_is_told_and_the_rest_goes_on(tmp_path: Path, settings: Settings) -> None:
    folder = towns_set(tmp_path, 2, documents=3)
    with (folder / "corpus.jsonl").open("a", encoding="utf-8") as corpus:
        corpus.write('{"_id": "empty", "text": ""}\n')
    told: list[str] = []
    kept = indexed(read_eval_set(folder), settings, tmp_path / "index", told.append, silent)
    assert [line for line in told if "line 4" in line]
    with open_service(kept, write=False) as service:
        assert service.info().documents == 3


def test_a_folder_that_holds_something_else_is_refused_and_not_touched(tmp_path: Path, settings: Settings) -> None:
    (tmp_path / "index").mkdir()
    (tmp_path / "index" / "letter.txt").write_text("Dear Ann", "utf-8")
    asked = read_eval_set(towns_set(tmp_path, 2, documents=3))
    with pytest.raises(ForeignFolder, match="no index of a set"):
        indexed(asked, settings, tmp_path / "index", silent, silent)
    assert [path.name for path in (tmp_path / "index").iterdir()] == ["letter.txt"]
