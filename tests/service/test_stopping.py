"""A stop that is asked for loses nothing that was acknowledged."""

import signal
import threading
from pathlib import Path

import pytest

from corpus.documents import Document, DocumentId
from service.client import Crosscheck
from service.errors import Refused, ServiceUnreachable
from tests.service.serving import serving

WRITERS = 4
BEFORE_THE_STOP = 60


class Writer(threading.Thread):
    """Adds documents one after the other until the service is gone, and remembers those that it acknowledged."""

    def __init__(self, address: str, name: str, enough: threading.Event, acknowledged: list[str]) -> None:
        super().__init__()
        self._client = Crosscheck(address)
        self._prefix = name
        self._enough = enough
        self._acknowledged = acknowledged

    def run(self) -> None:
        for number in range(10_000):
            name = f"{self._prefix}-{number}"
            text = f"The mill of {name} ground {number + 1:,} tonnes of rye in 2021. It stands on the river Alde."
            try:
                (added,) = self._client.add([Document(DocumentId(name), text)])
            except (ServiceUnreachable, Refused):
                return
            assert added.outcome == "added"
            self._acknowledged.append(name)
            if len(self._acknowledged) >= BEFORE_THE_STOP:
                self._enough.set()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_stop_in_the_midst_of_adding_loses_nothing_that_was_acknowledged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: signal.Signals
) -> None:
    monkeypatch.setenv("CROSSCHECK_MODEL", "hashing")
    monkeypatch.setenv("CROSSCHECK_DATA", str(tmp_path))
    monkeypatch.setenv("CROSSCHECK_LOG_LEVEL", "error")
    acknowledged: list[str] = []
    enough = threading.Event()
    with serving() as (address, process):
        writers = [Writer(address, f"writer{each}", enough, acknowledged) for each in range(WRITERS)]
        for writer in writers:
            writer.start()
        assert enough.wait(30)
        process.send_signal(number)
        assert process.wait(30) == 0
        for writer in writers:
            writer.join(30)
    with serving() as (address, _):
        client, kept, after = Crosscheck(address), set(), None
        while True:
            page = client.documents(after, 500)
            kept |= {row.id for row in page.documents}
            after = page.next
            if after is None:
                break
    assert len(acknowledged) >= BEFORE_THE_STOP
    assert set(acknowledged) <= kept
    assert len(kept) <= len(acknowledged) + WRITERS  # stored and never heard of: at most the one in work of each
