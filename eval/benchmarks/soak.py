"""A service under mixed load for a long time: `python -m eval.benchmarks.soak --minutes 30`.

Asks, searches, lists, adds, removes, clients that hang up and requests that are wrong, all at once, against a service
of its own process on 127.0.0.1, bound to two cores. Exit code 1 where anything but a 429 went wrong, or memory grew.
"""

import argparse
import json
import os
import random
import re
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from statistics import median, quantiles

from eval.benchmarks.start import KEEPING_BYTECODE
from eval.cases import case_in
from eval.sample import SAMPLE

CORES = 2
CLIENTS = {"ask": 4, "search": 2, "list": 1, "write": 2, "hang up": 1, "wrong": 1}
"""How many of each are at work at once: more than two cores can serve without waiting."""
PAUSE_S = 0.05
"""What each waits between two requests, on average."""
SAMPLE_S = 2.0
GROWTH = 0.05
"""Memory may be so much larger in the last third than in the middle one: the first fills caches."""
WARM_UP_S = 600.0
"""A shorter run is over before caches are full: what memory did is printed, and not held against it."""
JSON = {"Content-Type": "application/json"}
_HEADERS = tuple(f"{name}: {value}" for name, value in JSON.items())
WRONG: Sequence[tuple[str, str, str]] = (
    ("POST", "/v1/ask", "{"),
    ("POST", "/v1/ask", json.dumps({"question": ""})),
    ("POST", "/v1/ask", json.dumps({"question": "why?", "limit": 10**9})),
    ("POST", "/v1/ask", json.dumps({"question": "x" * 1_000_000})),
    ("POST", "/v1/documents", json.dumps({"documents": [{"text": " "}]})),
    ("GET", "/v1/documents/nowhere", ""),
    ("DELETE", "/v1/documents/nowhere", ""),
    ("GET", "/nowhere", ""),
    ("PATCH", "/v1/ask", ""),
)


@dataclass(slots=True)
class Tally:
    """What one kind of client met."""

    seconds: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    errors: Counter[str] = field(default_factory=Counter)

    def line(self, name: str) -> str:
        """A row of the table."""
        cuts = quantiles(self.seconds, n=100, method="inclusive") if len(self.seconds) > 1 else [0.0] * 99
        times = "".join(f"{1000 * cuts[at - 1]:>9.1f}" for at in (50, 95, 99))
        return f"{name:<10}{len(self.seconds):>9,}{self.statuses[429]:>7,}{sum(self.errors.values()):>8,}{times}"


class Load:
    """The clients of one run."""

    def __init__(self, port: int, questions: Sequence[str]) -> None:
        self.tallies = {name: Tally() for name in CLIENTS}
        self._port = port
        self._questions = questions
        self._stop = threading.Event()
        self._works: dict[str, Callable[[random.Random], object]] = {
            "ask": lambda chance: self._exchange("ask", "POST", "/v1/ask", self._question(chance)),
            "search": lambda chance: self._exchange("search", "POST", "/v1/search", self._question(chance)),
            "list": lambda _: self._exchange("list", "GET", "/v1/documents?limit=500"),
            "write": self._write,
            "hang up": self._hang_up,
            "wrong": lambda chance: self._exchange("wrong", *chance.choice(WRONG), expected=range(400, 500)),
        }

    @contextmanager
    def running(self) -> Iterator[None]:
        """All clients at work meanwhile."""
        threads = [
            threading.Thread(target=self._work, args=(name, number))
            for name, count in CLIENTS.items()
            for number in range(count)
        ]
        for thread in threads:
            thread.start()
        try:
            yield
        finally:
            self._stop.set()
            for thread in threads:
                thread.join()

    def _work(self, name: str, number: int) -> None:
        chance = random.Random(f"{name} {number}")  # noqa: S311 - the same load every time
        while not self._stop.wait(chance.uniform(0, 2 * PAUSE_S)):
            self._works[name](chance)

    def _question(self, chance: random.Random) -> str:
        return json.dumps({"question": chance.choice(self._questions), "limit": chance.randint(1, 20)})

    def _exchange(
        self, name: str, method: str, path: str, body: str = "", expected: range = range(200, 300)
    ) -> int | None:
        """The status, counted; None where there was no reply."""
        begun = time.perf_counter()
        connection = HTTPConnection("127.0.0.1", self._port, timeout=60)
        try:
            connection.request(method, path, body.encode(), JSON)
            response = connection.getresponse()
            said = response.read()
        except (OSError, HTTPException) as error:
            self.tallies[name].errors[f"{method} {path}: {error!r}"] += 1
            return None
        finally:
            connection.close()
        tally = self.tallies[name]
        tally.seconds.append(time.perf_counter() - begun)
        tally.statuses[response.status] += 1
        if response.status not in expected and response.status != 429:
            tally.errors[f"{method} {path[:40]}: {response.status} {said[:200]!r}"] += 1
        return response.status

    def _write(self, chance: random.Random) -> None:
        """A few documents added and removed again, so that as much is kept at the end as at the beginning."""
        names = [f"soak-{chance.getrandbits(64):x}" for _ in range(chance.randint(1, 5))]
        rows = [{"id": name, "text": _text(chance, name)} for name in names]
        if self._exchange("write", "POST", "/v1/documents", json.dumps({"documents": rows})) != 200:
            return
        for name in names:
            while self._exchange("write", "DELETE", f"/v1/documents/{name}") == 429:
                time.sleep(PAUSE_S)

    def _hang_up(self, chance: random.Random) -> None:
        """A client that asks and does not wait for the answer, or does not even finish asking."""
        body = self._question(chance).encode()
        head = ("POST /v1/ask HTTP/1.1", "Host: 127.0.0.1", *_HEADERS, f"Content-Length: {len(body)}", "", "")
        content = "\r\n".join(head).encode() + body
        begun = time.perf_counter()
        try:
            with socket.create_connection(("127.0.0.1", self._port), timeout=60) as connection:
                connection.sendall(content[: chance.choice([len(content), len(content), len(content) - 10, 30])])
                time.sleep(chance.uniform(0, PAUSE_S))
        except OSError as error:
            self.tallies["hang up"].errors[repr(error)] += 1
        self.tallies["hang up"].seconds.append(time.perf_counter() - begun)


def _text(chance: random.Random, name: str) -> str:
    """A page of text with figures of its own."""
    sentences = (
        f"The mill of {name} ground {chance.randint(100, 99_999):,} tonnes of rye in {chance.randint(1950, 2024)}.",
        f"The Kestrel Line carries {chance.randint(100, 99_999):,} passengers a day past {name}, the county said.",
        f"It cost £{chance.randint(1, 99)}.{chance.randint(0, 9)} million, and opened on {chance.randint(1, 28)} May.",
    )
    return "\n\n".join(" ".join(chance.choices(sentences, k=6)) for _ in range(chance.randint(1, 8)))


@contextmanager
def serving(data: Path) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """The service with the sample documents on two cores, and its port."""
    command = [str(Path(sys.executable).with_name("crosscheck")), "serve", "--sample", "--port=0", f"--data={data}"]
    environment = KEEPING_BYTECODE | {"CROSSCHECK_LOG_LEVEL": "error"}
    server = subprocess.Popen(command, stdout=subprocess.PIPE, env=environment, text=True)  # noqa: S603  # our own
    try:
        if hasattr(os, "sched_setaffinity"):
            os.sched_setaffinity(server.pid, sorted(os.sched_getaffinity(0))[:CORES])
        assert server.stdout is not None
        found = re.search(r"http://\S+:(\d+)", server.stdout.readline())
        if found is None:
            raise RuntimeError("crosscheck serve did not start: see its message")
        yield server, int(found[1])
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(60)


def resident_mb(pid: int) -> float:
    """The process's memory now, as the system counts it."""
    command = ["ps", "-o", "rss=", "-p", str(pid)]
    said = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603  # our own command
    return int(said.stdout) / 1024


def soaked(load: Load, server: "subprocess.Popen[str]", minutes: float, show: Callable[[str], None]) -> list[float]:
    """The memory of the server, sampled while the load was on it."""
    samples: list[float] = []
    begun = time.monotonic()
    next_shown = 0.0
    with load.running():
        while (passed := time.monotonic() - begun) < 60 * minutes and server.poll() is None:
            samples.append(resident_mb(server.pid))
            if passed >= next_shown:
                done = sum(len(tally.seconds) for tally in load.tallies.values())
                show(f"{passed / 60:6.1f} min   {samples[-1]:7.1f} MB   {done:,} requests")
                next_shown += 6 * minutes
            time.sleep(SAMPLE_S)
    return samples


def thirds_of(samples: Sequence[float]) -> tuple[float, float, float]:
    """The medians of the first, the middle and the last third of the samples."""
    third = max(1, len(samples) // 3)
    return median(samples[:third]), median(samples[third:-third] or samples), median(samples[-third:])


def report(load: Load, samples: Sequence[float]) -> tuple[str, bool]:
    """The table, and whether all is well."""
    lines = [f"{'':<10}{'requests':>9}{'429':>7}{'errors':>8}{'p50 ms':>9}{'p95 ms':>9}{'p99 ms':>9}"]
    lines += [tally.line(name) for name, tally in load.tallies.items()]
    errors = Counter[str]()
    for tally in load.tallies.values():
        errors += tally.errors
    lines += [f"error, {count} times: {error}" for error, count in errors.most_common(10)]
    first, middle, last = thirds_of(samples)
    growth = last / middle - 1
    thirds = f"medians of the thirds {first:.1f}, {middle:.1f} and {last:.1f} MB"
    lines.append(f"memory {min(samples):.1f} to {max(samples):.1f} MB; {thirds}, last against middle {growth:+.1%}")
    is_steady = growth <= GROWTH or len(samples) * SAMPLE_S < WARM_UP_S
    return "\n".join(lines), not errors and is_steady


def main() -> int:
    """Runs for so many minutes and prints what was met; the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=30.0)
    minutes: float = parser.parse_args().minutes
    with tempfile.TemporaryDirectory() as folder, serving(Path(folder) / "data") as (server, port):
        load = Load(port, case_in(SAMPLE).questions)
        samples = soaked(load, server, minutes, lambda line: print(line, flush=True))
        stopped_early = server.poll() is not None
    text, well = report(load, samples)
    print(text)
    if stopped_early or server.returncode != 0:
        print(f"crosscheck serve ended with status {server.returncode}, expected to serve until stopped, then 0")
    return 0 if well and not stopped_early and server.returncode == 0 else 1


if __name__ == "__main__":
    sys.exit(main())
