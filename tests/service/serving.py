"""Real servers, of an app in a thread and of the command in a process, and raw requests to them, for what a test client
smooths over.
"""

import re
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from starlette.types import ASGIApp

from service.commands.server import server_of
from service.settings import Settings


@contextmanager
def served(app: ASGIApp, settings: Settings | None = None) -> Iterator[int]:
    """The port on which the app is served meanwhile."""
    server = server_of(app, settings or Settings())
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(128)
        thread = threading.Thread(target=server.run, args=([listener],))
        thread.start()
        while not server.started:
            thread.join(0.01)
        try:
            yield listener.getsockname()[1]
        finally:
            server.should_exit = True
            thread.join()


def sent(port: int, *parts: bytes) -> socket.socket:
    """A connection on which these bytes went out."""
    connection = socket.create_connection(("127.0.0.1", port), timeout=20)
    for part in parts:
        connection.sendall(part)
    return connection


def said(connection: socket.socket) -> bytes:
    """All that comes until the other side closes."""
    parts = []
    with connection:
        while part := connection.recv(65536):
            parts.append(part)
    return b"".join(parts)


def request(body: bytes, *headers: str, path: str = "/v1/ask") -> bytes:
    """The bytes of a POST that closes its connection."""
    lines = [f"POST {path} HTTP/1.1", "Host: 127.0.0.1", f"Content-Length: {len(body)}", "Connection: close"]
    return "\r\n".join([*lines, "Content-Type: application/json", *headers, "", ""]).encode() + body


@contextmanager
def serving(*arguments: str) -> Iterator[tuple[str, "subprocess.Popen[str]"]]:
    """A `crosscheck serve` of its own process on a free port, and its address."""
    command = [sys.executable, "-m", "service.commands.main", "serve", "--port", "0", *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            found = re.search(r"http://\S+:\d+", process.stdout.readline())
            assert found, process.stderr.read() if process.stderr else ""
            yield found.group(), process
        finally:
            process.terminate()
