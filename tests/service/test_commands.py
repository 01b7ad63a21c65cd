import json
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Callable
from importlib.metadata import entry_points
from pathlib import Path
from typing import NamedTuple
from urllib.request import urlopen

import pytest

from corpus.documents import Document, DocumentId, Known, PartialDate
from service.answer import Ask
from service.client import Crosscheck
from service.commands.main import GROUP, main
from service.documents import Fact
from service.errors import ServiceUnreachable, UnknownDocument
from tests.service.serving import serving

RIVER = "The flood at Kettering Mill broke three dams. Engineers say the river Alde rose 4 metres in a night."
HARVEST = "Farmers at Kettering Mill lost the harvest because the flood covered their fields for nine days."


class Ran(NamedTuple):
    code: int | str | None
    out: str
    err: str


Run = Callable[..., Ran]


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "data"
    monkeypatch.setenv("CROSSCHECK_DATA", str(folder))
    monkeypatch.setenv("CROSSCHECK_MODEL", "hashing")
    monkeypatch.delenv("CROSSCHECK_API_KEY", raising=False)
    monkeypatch.setenv("COLUMNS", "100")
    return folder


@pytest.fixture
def run(data: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    def made(*arguments: str | Path) -> Ran:
        capsys.readouterr()
        with pytest.raises(SystemExit) as left:
            main([str(argument) for argument in arguments])
        return Ran(left.value.code, *capsys.readouterr())

    return made


@pytest.fixture
def floods(tmp_path: Path) -> Path:
    folder = tmp_path / "floods"
    folder.mkdir()
    (folder / "river.txt").write_text(RIVER)
    (folder / "harvest.txt").write_text(HARVEST)
    return folder


def test_every_command_is_an_entry_point_with_help(run: Run) -> None:
    names = {point.name for point in entry_points(group=GROUP)}
    assert {"add", "ask", "search", "serve", "list", "remove", "info"} <= names
    for name in sorted(names):
        ran = run(name, "--help")
        assert (ran.code, ran.err) == (0, "")
        assert f"crosscheck {name}" in ran.out


def test_add_counts_each_outcome_and_adds_nothing_twice(run: Run, floods: Path) -> None:
    assert run("add", floods).err == "2 added, 0 changed, 0 unchanged, 0 unread\n"
    (floods / "river.txt").write_text(RIVER + " Two people were hurt.")
    ran = run("add", floods)
    assert (ran.code, ran.err) == (0, "0 added, 1 changed, 1 unchanged, 0 unread\n")


def test_add_names_what_it_cannot_read_and_goes_on(run: Run, floods: Path) -> None:
    (floods / "picture.png").write_bytes(b"\x89PNG")
    ran = run("add", floods, floods / "nowhere", "--json")
    said = json.loads(ran.out)
    assert ran.code == 0
    assert {name: said[name] for name in ("added", "unread")} == {"added": 2, "unread": 2}
    assert [Path(problem["id"]).name for problem in said["problems"]] == ["picture.png", "nowhere"]
    assert all(f"unread: {problem['id']}: {problem['reason']}" in ran.err for problem in said["problems"])


def test_add_of_nothing_readable_fails(run: Run, tmp_path: Path) -> None:
    assert run("add", tmp_path / "nowhere").code == 1


def test_ask_prints_the_answer_that_http_gives(run: Run, floods: Path) -> None:
    run("add", floods)
    ran = run("ask", "why did farmers lose the harvest?", "--json")
    said = json.loads(ran.out)
    assert (ran.code, ran.err) == (0, "")
    assert said["status"] in {"answered", "partly"}
    assert said["answer"]["citations"][0]["document"] == "harvest.txt"
    with serving() as (address, _):
        answer = Crosscheck(address).ask(Ask("why did farmers lose the harvest?"))
    assert answer.answer.text == said["answer"]["text"]
    assert [passage.id for passage in answer.passages] == [passage["id"] for passage in said["passages"]]


def test_ask_is_readable_in_a_terminal(run: Run, floods: Path) -> None:
    run("add", floods)
    ran = run("ask", "why did farmers lose the harvest?")
    assert "lost the harvest because the flood covered their fields" in " ".join(ran.out.split())
    assert "[1]" in ran.out
    assert "\x1b" not in ran.out


def test_what_the_corpus_does_not_say_is_exit_code_one(run: Run, floods: Path) -> None:
    run("add", floods)
    ran = run("ask", "qwxz vbnm?")
    assert ran.code == 1
    assert "The corpus does not say." in ran.out


@pytest.mark.parametrize(
    "arguments", [("",), ("  ",), ("x" * 5_000,), ("why?", "--limit", "0"), ("why?", "--from", "May")]
)
def test_a_wrong_question_is_exit_code_two_and_one_clear_message(
    run: Run, floods: Path, arguments: tuple[str, ...]
) -> None:
    run("add", floods)
    ran = run("ask", *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert "Traceback" not in ran.err


def test_a_folder_with_nothing_in_it_says_how_to_add(run: Run, data: Path) -> None:
    ran = run("ask", "why?")
    assert ran.code == 1
    assert ran.err == (
        f"crosscheck: nothing is kept in {data}: add documents with crosscheck add PATH, or name another --data\n"
    )


def test_search_shows_whole_passages_with_their_scores(run: Run, floods: Path) -> None:
    run("add", floods)
    ran = run("search", "the river Alde rose", "--limit", "1")
    assert ran.code == 0
    assert re.match(r"[01]\.\d\d  ", ran.out)
    assert "river.txt" in ran.out
    assert json.loads(run("search", "the river Alde rose", "--json").out)["passages"][0]["document"] == "river.txt"


def test_list_in_a_pipe_is_tab_separated(run: Run, floods: Path) -> None:
    run("add", floods)
    ran = run("list")
    assert [line.split("\t")[0] for line in ran.out.splitlines()] == ["harvest.txt", "river.txt"]
    assert ran.err == "2 documents\n"
    assert [row["id"] for row in json.loads(run("list", "--json").out)["documents"]] == ["harvest.txt", "river.txt"]


def test_remove_says_what_was_not_there(run: Run, floods: Path) -> None:
    run("add", floods)
    ran = run("remove", "river.txt", "nowhere.txt", "--json")
    assert (ran.code, json.loads(ran.out)) == (1, {"removed": ["river.txt"], "unknown": ["nowhere.txt"]})
    assert json.loads(run("info", "--json").out)["documents"] == 1


def test_info_says_what_is_kept_and_what_reads_it(run: Run, floods: Path, data: Path) -> None:
    run("add", floods)
    said = json.loads(run("info", "--json").out)
    assert (said["data"], said["documents"], said["passages"], said["model"]) == (str(data), 2, 2, "hashing/384")
    assert f"data folder  {data}" in run("info").out


def test_info_counts_the_documents_whose_figures_were_not_read_for_their_language(run: Run, floods: Path) -> None:
    german = "Die Brücke über die Oder wurde nach drei Jahren wieder geöffnet und hat 40 Millionen Euro gekostet."
    (floods / "bruecke.txt").write_text(german, "utf-8")
    (floods / "wordy.txt").write_text("The bridge over the river was opened again, as the county said.", "utf-8")
    run("add", floods)
    said = json.loads(run("info", "--json").out)
    assert (said["documents"], said["not_in_english"]) == (4, 1)
    assert "not checked  1 of the documents, not in English\n" in run("info").out


def test_add_and_remove_go_through_the_service_that_holds_the_folder(run: Run, floods: Path) -> None:
    with serving() as (address, _):
        assert run("add", floods).err == "2 added, 0 changed, 0 unchanged, 0 unread\n"
        assert [row.id for row in Crosscheck(address).documents().documents] == ["harvest.txt", "river.txt"]
        assert run("remove", "river.txt").code == 0
        assert run("remove", "river.txt").code == 1
        assert [row.id for row in Crosscheck(address).documents().documents] == ["harvest.txt"]


def test_what_is_known_of_a_document_survives_the_way_over_http(run: Run, tmp_path: Path) -> None:
    text = "Rain\n\nIt rained at Alde on 3 May 2021."
    given = Document(
        DocumentId("rain/a b#c?.txt"),
        text,
        Known("Rain", "inferred", "first line"),
        Known("Wet Weekly", "given", "front matter"),
        Known(PartialDate(2021, 5), "given", "front matter"),
    )
    with serving() as (address, _):
        client = Crosscheck(address)
        assert [added.outcome for added in client.add([given])] == ["added"]
        view = client.read(given.id)
        assert view.text == text
        assert view.title == Fact("Rain", "inferred", "first line")
        assert view.publisher == Fact("Wet Weekly", "given", "front matter")
        assert view.published == Fact("2021-05", "given", "front matter")
        client.remove(given.id)
        with pytest.raises(UnknownDocument, match="rain/a b#c"):
            client.read(given.id)


def test_serve_stops_gracefully_and_leaves_the_folder_free(run: Run, floods: Path) -> None:
    with serving() as (address, process):
        assert run("add", floods).code == 0
        process.send_signal(signal.SIGTERM)
        assert process.wait(20) == 0
    assert json.loads(run("info", "--json").out)["documents"] == 2
    with pytest.raises(ServiceUnreachable, match="is it running"):
        Crosscheck(address).documents()


def test_serve_adds_the_sample_once(run: Run) -> None:
    generations = []
    for _ in range(2):
        with serving("--sample") as (address, process):
            with urlopen(f"{address}/readyz") as response:
                assert json.load(response)["documents"] >= 16
            process.send_signal(signal.SIGINT)
            assert process.wait(20) == 0
        generations.append(json.loads(run("info", "--json").out)["generation"])
    assert generations[0] == generations[1]


def test_a_port_in_use_is_a_clear_error(run: Run) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        ran = run("serve", "--port", str(port))
    assert ran.code == 1
    assert ran.err == (
        f"crosscheck: port {port} of 127.0.0.1 is in use: choose another with --port, or 0 for a free one\n"
    )


def test_serving_others_without_a_key_is_refused(run: Run) -> None:
    ran = run("serve", "--host", "0.0.0.0")
    assert ran.code == 1
    assert "CROSSCHECK_API_KEY" in ran.err


def test_serving_never_imports_torch(data: Path, floods: Path) -> None:
    script = f"""
import sys
from pathlib import Path
from fastapi.testclient import TestClient
from corpus.loading import read_documents
from service.commands import serve
from service.composition import open_service
from service.http.app import create_app
from service.settings import Settings
with open_service(Settings(Path({str(data)!r}))) as service:
    client = TestClient(create_app(service), "http://127.0.0.1")
    service.add(list(read_documents([Path({str(floods)!r})])))
    assert client.post("/v1/ask", json={{"question": "why did farmers lose the harvest?"}}).json()["passages"]
print(sorted({{"torch", "sentence_transformers", "transformers", "onnx", "trafilatura"}} & set(sys.modules)))
"""
    environment = {**os.environ, "CROSSCHECK_MODEL": ""}
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, env=environment, check=False)
    assert (ran.stdout, ran.returncode) == ("[]\n", 0), ran.stderr
