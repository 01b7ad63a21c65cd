"""Streamed answers, alone and many at once: `python -m eval.benchmarks.streams [--streams 50] [--rounds 10]`.

First in this process: how long after its question an answer's first event comes, against embedding the question. Then
over HTTP, against a service of its own process on two cores: first events and ends of one stream after another, and of
so many at once, each asked anew as soon as it ended. Exit code 1 where one was refused, broke off or told an error.
"""

import argparse
import json
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from statistics import quantiles
from time import perf_counter

from corpus.documents import Document
from corpus.loading import read_documents
from eval.benchmarks.soak import resident_mb, serving
from eval.cases import Case, case_in
from eval.sample import SAMPLE
from index.embedders import embedder_named
from service.answer import Ask
from service.composition import open_service
from service.received import received
from service.settings import Settings

HEADERS = {"Content-Type": "application/json", "Accept": "text/event-stream"}
PARTS = 5
"""How often memory is looked at; 200 rounds of 50 streams are ten thousand asks."""
WITHIN = 2.0
"""The first event should come within so many times what embedding the question takes."""


@dataclass(frozen=True, slots=True)
class Streamed:
    """One stream: milliseconds to its first event and to its end, and what went wrong."""

    first: float = 0.0
    end: float = 0.0
    error: str | None = None


def streamed(port: int, question: str) -> Streamed:
    """One answer streamed from the service at a port of this machine."""
    begun, first = perf_counter(), 0.0
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.request("POST", "/v1/ask", json.dumps({"question": question}).encode(), HEADERS)
        response = connection.getresponse()
        if response.status != 200:
            return Streamed(error=f"status {response.status}")
        for event in received(response):
            first = first or _since(begun)
            if event.name in ("done", "error"):
                return Streamed(first, _since(begun), None if event.name == "done" else event.data[:80])
    except (OSError, HTTPException) as error:
        return Streamed(error=type(error).__name__)
    finally:
        connection.close()
    return Streamed(error="broke off")


def _since(begun: float) -> float:
    return 1000 * (perf_counter() - begun)


def at_once(port: int, questions: Sequence[str], streams: int, rounds: int) -> list[Streamed]:
    """Every stream's outcome, so many at any time, each thread asking so many questions, one after the other."""
    with ThreadPoolExecutor(streams) as pool:
        asked = [[questions[(number + turn) % len(questions)] for turn in range(rounds)] for number in range(streams)]
        return [each for found in pool.map(lambda own: [streamed(port, one) for one in own], asked) for each in found]


def first_events(case: Case, rounds: int) -> tuple[list[float], list[float]]:
    """Milliseconds of embedding each question, and to the first event of its stream, in this process."""
    documents = [document for document in read_documents([case.documents]) if isinstance(document, Document)]
    embedded, told = [], []
    with tempfile.TemporaryDirectory() as data, open_service(Settings(data=Path(data))) as service:
        service.add(documents)
        embedder = embedder_named(Settings().model)
        for turn, question in ((turn, question) for turn in range(rounds + 1) for question in case.questions):
            begun = perf_counter()
            embedder.embed([question])
            embedding = _since(begun)
            begun = perf_counter()
            events = service.stream(Ask(question))
            next(events)
            first = _since(begun)
            list(events)
            if turn > 0:  # the first round fills what is remembered between asks
                embedded.append(embedding)
                told.append(first)
    return embedded, told


def split(rounds: int, parts: int) -> list[int]:
    """The rounds in parts as equal as can be, none of them empty."""
    return [size for part in range(parts) if (size := (part + 1) * rounds // parts - part * rounds // parts)]


def row(name: str, times: Sequence[float]) -> str:
    """A row of the table."""
    cuts = quantiles(times, n=100, method="inclusive") if len(times) > 1 else [0.0] * 99
    return f"{name:<34}{len(times):>8,}" + "".join(f"{cuts[at - 1]:>10.1f}" for at in (50, 95, 99))


def report(
    embedded: Sequence[float], told: Sequence[float], alone: Sequence[Streamed], many: Sequence[Streamed]
) -> str:
    """The table, with the errors below it."""
    wrong = Counter(each.error for each in (*alone, *many) if each.error)
    ratio = quantiles(told, n=2)[0] / quantiles(embedded, n=2)[0]
    return "\n".join(
        [
            f"{'':<34}{'':>8}{'p50 ms':>10}{'p95 ms':>10}{'p99 ms':>10}",
            row("embedding a question", embedded),
            row("first event, in process", told),
            row("first event, one after another", [each.first for each in alone if not each.error]),
            row("end, one after another", [each.end for each in alone if not each.error]),
            row("first event, all at once", [each.first for each in many if not each.error]),
            row("end, all at once", [each.end for each in many if not each.error]),
            f"first event after {ratio:.1f} times the embedding (wanted: {WITHIN:g} at the most)",
            f"{sum(wrong.values())} errors of {len(alone) + len(many):,} streams",
            *(f"error, {count} times: {error}" for error, count in wrong.most_common(10)),
        ]
    )


def main() -> int:
    """Streams and prints the table; the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--streams", type=int, default=50)
    parser.add_argument("--rounds", type=int, default=10)
    given = parser.parse_args()
    case = case_in(SAMPLE)
    embedded, told = first_events(case, given.rounds)
    with tempfile.TemporaryDirectory() as folder, serving(Path(folder) / "data") as (server, port):
        at_once(port, case.questions, 4, len(case.questions))
        alone = at_once(port, case.questions, 1, given.rounds * len(case.questions))
        memory, many = [resident_mb(server.pid)], []
        for part in split(given.rounds, PARTS):
            many += at_once(port, case.questions, given.streams, part)
            memory.append(resident_mb(server.pid))
    print(report(embedded, told, alone, many))
    print("memory before those at once, and after each part of them, MB: " + ", ".join(f"{mb:.1f}" for mb in memory))
    return 1 if any(each.error for each in (*alone, *many)) else 0


if __name__ == "__main__":
    sys.exit(main())
