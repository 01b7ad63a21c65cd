"""`crosscheck chat`, in a pipe, on a terminal, and through a service that runs."""

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from service.client import Crosscheck
from service.commands.main import main
from service.composition import open_service
from service.http.app import create_app
from service.settings import Settings
from tests.doors import logging_as_before
from tests.service.conversations.talks import AUDIT, OPENING, QUESTION, REPORT
from tests.service.serving import served

Typed = Callable[..., tuple[int, str, str]]


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "data"
    monkeypatch.setenv("CROSSCHECK_DATA", str(folder))
    monkeypatch.setenv("CROSSCHECK_MODEL", "hashing")
    with open_service(Settings(data=folder, model="hashing")) as service:
        service.add([OPENING, AUDIT, REPORT])
    return folder


@pytest.fixture
def piped(data: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Typed:
    """What lines in a pipe come to: exit code, stdout, stderr."""
    assert data.is_dir()

    def chatted(*lines: str | bytes, options: tuple[str, ...] = ()) -> tuple[int, str, str]:
        written = b"\n".join(line if isinstance(line, bytes) else line.encode() for line in lines)
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(written)))
        with pytest.raises(SystemExit) as left, logging_as_before():
            main(["chat", *options])
        return int(left.value.code or 0), *capsys.readouterr()

    return chatted


def test_questions_in_a_pipe_are_asked_on_in_one_conversation(piped: Typed) -> None:
    code, out, _ = piped(QUESTION, "", "What do they disagree on?")
    assert code == 0
    assert out.count("Building the Kestrel Line cost 3.1 billion euros") >= 2
    assert f"Searched for: {QUESTION}" in out
    _, listed, _ = piped("/list")
    assert listed.rstrip().split("\t")[2:] == ["2", QUESTION]


def test_json_is_an_answer_a_line_as_over_http(piped: Typed) -> None:
    code, out, _ = piped(QUESTION, "/sources", "/conflicts", "/list", options=("--json",))
    answer, sources, conflicts, kept = map(json.loads, out.splitlines())
    assert code == 0
    assert answer["question"] == QUESTION
    assert (sources, conflicts) == (answer["passages"], answer["conflicts"])
    assert kept["conversations"][0]["id"] == answer["conversation"]


def test_a_conversation_is_gone_on_with_by_the_beginning_of_its_id(piped: Typed, data: Path) -> None:
    _, out, _ = piped(QUESTION, options=("--json",))
    key = json.loads(out)["conversation"]
    code, out, _ = piped("/sources", "and when did it open?", options=("--conversation", key[:6]))
    assert code == 0
    assert "Building the Kestrel Line" in out
    with open_service(Settings(data=data, model="hashing"), write=False) as service:
        assert [turn.question for turn in service.conversation(key).turns] == [QUESTION, "and when did it open?"]


def test_the_query_may_be_changed(piped: Typed) -> None:
    _, out, _ = piped(QUESTION, "/query when the Kestrel Line opened", options=("--json",))
    changed = json.loads(out.splitlines()[1])
    assert (changed["question"], changed["standalone_question"]) == (QUESTION, "when the Kestrel Line opened")


def test_a_conversation_is_exported_to_stdout_or_a_file(piped: Typed, tmp_path: Path) -> None:
    file = tmp_path / "kept.md"
    _, out, err = piped(QUESTION, "/export", f"/export {file}", f"/export {tmp_path}/none/kept.md")
    assert file.read_text("utf-8") in out
    assert "[^1]: “" in out
    assert "cannot be written" in err


def test_conversations_are_opened_begun_anew_and_deleted(piped: Typed, data: Path) -> None:
    _, out, _ = piped(QUESTION, "/new", "When did the Kestrel Line open?", options=("--json",))
    first, second = (json.loads(line)["conversation"] for line in out.splitlines())
    assert first != second
    _, out, err = piped(f"/open {first}", f"/delete {first}", f"/open {first}")
    assert f"\n{QUESTION}\n" in out
    assert "Deleted." in err
    assert f"no conversation '{first}'" in err
    with open_service(Settings(data=data, model="hashing"), write=False) as service:
        assert [row.id for row in service.conversations().conversations] == [second]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("/sources", "nothing was asked yet"),
        ("/export", "nothing to export yet"),
        ("/query", "/query wants what to search for"),
        ("/open", "/list shows their ids"),
        ("/open 00", "no conversation '00' is kept here"),
        ("/bogus", "/bogus is no command: /help lists them"),
        ("?!", "the question is blank"),
    ],
)
def test_what_goes_wrong_is_told_and_the_chat_goes_on(piped: Typed, line: str, message: str) -> None:
    code, out, err = piped(line, QUESTION)
    assert code == 1
    assert message in err
    assert "3.1 billion euros" in out


def test_what_is_not_in_the_corpus_is_exit_code_1(piped: Typed) -> None:
    code, out, _ = piped("Which enzyme breaks down lactose?")
    assert (code, "The corpus does not say." in out) == (1, True)


def test_a_conversation_that_is_not_there_is_said_at_once(piped: Typed) -> None:
    code, out, err = piped(QUESTION, options=("--conversation", "none"))
    assert (code, out) == (1, "")
    assert "no conversation 'none' is kept here" in err


def test_quitting_leaves_the_rest_unasked_and_help_goes_to_stderr(piped: Typed) -> None:
    code, out, err = piped("/help", "/quit", QUESTION)
    assert (code, out) == (0, "")
    assert "/query TEXT" in err


def test_bytes_that_are_no_text_are_asked_as_what_they_show_as(piped: Typed) -> None:
    code, out, _ = piped(b"\xef\xbb\xbf" + QUESTION.encode(), b"the Kestrel Line \xff\xfe?", options=("--json",))
    first, second = map(json.loads, out.splitlines())
    assert (code, first["question"], second["question"]) == (0, QUESTION, "the Kestrel Line \ufffd\ufffd?")


def test_on_a_terminal_lines_are_typed_until_they_end(
    data: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert data.is_dir()
    lines = iter(["/bogus", QUESTION])

    def typed(_: str) -> str:
        try:
            return next(lines)
        except StopIteration:
            raise EOFError from None

    monkeypatch.setattr("sys.stdin", io.StringIO())
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("builtins.input", typed)
    with pytest.raises(SystemExit) as left, logging_as_before():
        main(["chat"])
    out, err = capsys.readouterr()
    assert left.value.code in (0, None)
    assert "/help lists the commands" in err
    assert "3.1 billion euros" in out


def test_a_chat_beside_a_running_service_goes_through_it(piped: Typed, data: Path) -> None:
    settings = Settings(data=data, model="hashing", api_key="secret")
    with (
        pytest.MonkeyPatch.context() as patch,
        open_service(settings, address="http://127.0.0.1:1") as service,
        served(create_app(service, "secret", settings), settings) as port,
    ):
        address = f"http://127.0.0.1:{port}"
        patch.setenv("CROSSCHECK_API_KEY", "secret")
        patch.setattr("index.lock.lock_holder", lambda _: type("Holder", (), {"address": address})())
        code, out, _ = piped(QUESTION, "/export", options=("--json",))
        key = json.loads(out.splitlines()[0])["conversation"]
        assert code == 0
        assert Crosscheck(address, "secret").conversation(key).title == QUESTION
