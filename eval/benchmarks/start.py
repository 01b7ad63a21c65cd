"""How long a second start takes to its first answer, beside the import of sentence-transformers alone."""

import argparse
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from statistics import median

QUESTION = "why did Putin visit Baku?"
RUNS = 5
PATIENCE_S = 120.0
JSON = {"Content-Type": "application/json"}
KEEPING_BYTECODE = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
"""The environment in which Python keeps what it compiled, as it does by default: a start is no compilation."""


@contextmanager
def serving(data: Path, port: int) -> Iterator[subprocess.Popen[bytes]]:
    """The service as `make serve` starts it, with the data folder and the port given; stopped at the end."""
    command = Path(sys.executable).with_name("crosscheck")
    arguments = (str(command), "serve", "--sample", f"--data={data}", f"--port={port}")
    server = subprocess.Popen(arguments, stdout=subprocess.DEVNULL, env=KEEPING_BYTECODE)  # noqa: S603  # our own
    try:
        yield server
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(PATIENCE_S)


def first_answer(server: subprocess.Popen[bytes], port: int) -> dict[str, object]:
    """What the service says to the question, asked again until it listens; RuntimeError where it ends instead."""
    while server.poll() is None:
        connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE_S)
        try:
            connection.request("POST", "/v1/ask", json.dumps({"question": QUESTION}), JSON)
            answer: dict[str, object] = json.loads(connection.getresponse().read())
        except ConnectionRefusedError:
            time.sleep(0.002)
        else:
            return answer
        finally:
            connection.close()
    raise RuntimeError(f"crosscheck serve ended with status {server.returncode}, expected an answer: see its message")


def start_to_answer_s(data: Path) -> float:
    """Seconds from starting the process to having the whole answer."""
    port = free_port()
    begun = time.perf_counter()
    with serving(data, port) as server:
        answer = first_answer(server, port)
        seconds = time.perf_counter() - begun
    if answer.get("status") != "answered":
        raise RuntimeError(f"expected an answer to {QUESTION!r}, met {answer}")
    return seconds


def import_s() -> float:
    """Seconds that a new process takes to import sentence-transformers and end."""
    begun = time.perf_counter()
    command = [sys.executable, "-W", "ignore", "-c", "import sentence_transformers"]
    subprocess.run(command, env=KEEPING_BYTECODE, check=True)  # noqa: S603  # our own command
    return time.perf_counter() - begun


def free_port() -> int:
    """A loopback port that nothing listens on now."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def report(starts: Sequence[float], imports: Sequence[float]) -> str:
    """The table: medians with the range of each, and their ratio."""
    rows = [
        ("second start of crosscheck serve, to its first answer", starts),
        ("import of sentence_transformers alone", imports),
    ]
    lines = [f"{'':<55}{'median':>9}{'least':>9}{'most':>9}"]
    lines += [f"{name:<55}{median(times):>7.2f} s{min(times):>7.2f} s{max(times):>7.2f} s" for name, times in rows]
    return "\n".join([*lines, f"{'import / start':<55}{median(imports) / median(starts):>7.1f} x"])


def main() -> None:
    """Starts the service over a data folder of its own, once to fill it and then for each run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=RUNS)
    runs: int = parser.parse_args().runs
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        start_to_answer_s(data)
        import_s()
        starts, imports = [], []
        for _ in range(runs):  # by turns, so that whatever else the machine does falls on both
            starts.append(start_to_answer_s(data))
            imports.append(import_s())
    print(report(starts, imports))


if __name__ == "__main__":
    main()
