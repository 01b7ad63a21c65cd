"""The two doors to one data folder, HTTP and the command line, with what each says in one form."""

import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import pytest
from fastapi.testclient import TestClient

from service.commands.main import main
from service.composition import open_service
from service.http.app import create_app
from service.http.logs import log
from service.settings import Settings

Outcome = Literal["done", "wrong", "failed"]
"""Wrong: whoever asked has to ask otherwise (HTTP 400 to 422, exit code 2)."""


@dataclass(frozen=True, slots=True)
class Said:
    """How it went, the one message for people, and the data."""

    outcome: Outcome
    message: str
    data: Any = None


class HttpDoor:
    """Asks over HTTP; a number stands for itself in the request's JSON, whatever it is."""

    def __init__(self, client: TestClient) -> None:
        self.client = client

    def ask(self, question: str, limit: object = 8) -> Said:
        body = json.dumps({"question": question, "limit": limit})
        return self.post("/v1/ask", body)

    def post(self, path: str, body: str) -> Said:
        response = self.client.post(path, content=body.encode(), headers={"Content-Type": "application/json"})
        said = response.json()
        if response.status_code < 400:
            return Said("done", "", said)
        assert response.headers["content-type"] == "application/problem+json"
        return Said("wrong" if response.status_code < 500 else "failed", said["detail"], said)


class CommandDoor:
    """Asks with `crosscheck ask --json`."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys

    def ask(self, question: str, limit: object = 8) -> Said:
        return self.run("ask", "--json", f"--limit={limit}", "--", question)

    def run(self, *arguments: str | Path) -> Said:
        self._capsys.readouterr()
        with pytest.raises(SystemExit) as left, logging_as_before():
            main([str(argument) for argument in arguments])
        out, err = self._capsys.readouterr()
        assert "Traceback" not in err
        if left.value.code == 2:
            return Said("wrong", err)
        data = json.loads(out) if out.startswith("{") else out
        return Said("failed" if left.value.code and not out else "done", err, data)


@contextmanager
def logging_as_before() -> Iterator[None]:
    """What a command does to the logging of its process is undone."""
    root, ours = logging.getLogger(), logging.getLogger("crosscheck")
    handlers, level = root.handlers[:], root.level
    try:
        yield
    finally:
        root.handlers[:] = handlers
        root.setLevel(level)
        ours.setLevel(logging.NOTSET)
        log.cache_clear()


@contextmanager
def http_door(data: Path) -> Iterator[HttpDoor]:
    """HTTP over the folder, opened to write."""
    settings = Settings(data=data, model="hashing")
    with open_service(settings) as service:
        app = create_app(service, None, settings)
        with TestClient(app, "http://127.0.0.1", raise_server_exceptions=False) as client:
            yield HttpDoor(client)
