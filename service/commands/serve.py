"""`crosscheck serve`: the page and the HTTP API over one data folder."""

import errno
import signal
import socket
from dataclasses import replace
from hashlib import sha256
from importlib.resources import as_file, files
from pathlib import Path
from typing import Annotated

import typer

from service.commands.add import add_all
from service.commands.allocator import keep_memory_small
from service.commands.options import Data
from service.commands.terminal import messages, output
from service.composition import Writer, open_service
from service.errors import AddressInUse
from service.keys import Keys
from service.settings import Settings

EXAMPLE = "why did Putin visit Baku?"


def serve(
    sample: Annotated[bool, typer.Option("--sample", help="Add the sample documents, once.")] = False,
    host: Annotated[str | None, typer.Option(help="By default 127.0.0.1.", show_default=False)] = None,
    port: Annotated[
        int | None, typer.Option(min=0, max=65535, help="By default 8765; 0 takes a free one.", show_default=False)
    ] = None,
    concurrency: Annotated[
        int | None, typer.Option(help="How many requests are worked on at once.", show_default=False)
    ] = None,
    queue: Annotated[int | None, typer.Option(help="How many more may wait.", show_default=False)] = None,
    deadline_s: Annotated[
        float | None, typer.Option("--deadline-s", help="Seconds that an ask may take.", show_default=False)
    ] = None,
    log_questions: Annotated[
        bool | None, typer.Option("--log-questions/--no-log-questions", help="Log what is asked.", show_default=False)
    ] = None,
    log_level: Annotated[str | None, typer.Option(help="debug, info, warning or error.", show_default=False)] = None,
    data: Data = None,
) -> None:
    """Serve the page and the HTTP API until interrupted."""
    settings = Settings.read(
        data,
        host=host,
        port=port,
        concurrency=concurrency,
        queue=queue,
        deadline_s=deadline_s,
        log_questions=log_questions,
        log_level=log_level,
    )
    settings.check_binding(has_keys=bool(Keys(settings.data)))
    with listening(settings) as listener:
        settings = replace(settings, port=listener.getsockname()[1])
        run(settings, listener, sample=sample)


def listening(settings: Settings) -> socket.socket:
    """A socket bound to the settings' address; AddressInUse where that cannot be."""
    family, kind, protocol, _, address = _address(settings)
    listener = socket.socket(family, kind, protocol)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind(address)
        listener.listen(128)
    except OSError as error:
        listener.close()
        raise AddressInUse(_reason(error, settings)) from error
    return listener


def _address(settings: Settings) -> tuple[int, int, int, str, tuple[str | int, ...]]:
    try:
        return socket.getaddrinfo(settings.host, settings.port, type=socket.SOCK_STREAM)[0]  # type: ignore[return-value]
    except OSError as error:
        raise AddressInUse(f"{settings.host} is not an address of this machine: choose another --host") from error


def _reason(error: OSError, settings: Settings) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"port {settings.port} of {settings.host} is in use: choose another with --port, or 0 for a free one"
    return f"cannot listen on {settings.host}, port {settings.port} ({error.strerror}): choose another --host or --port"


def run(settings: Settings, listener: socket.socket, *, sample: bool) -> None:
    """Serves on the listener until SIGINT or SIGTERM, then finishes what runs and closes the store."""
    from service.commands.server import server_of  # noqa: PLC0415  # the server, which only this command needs
    from service.http.app import create_app  # noqa: PLC0415  # likewise
    from service.http.logs import begin_log  # noqa: PLC0415  # likewise

    begin_log(settings.log_level)
    keep_memory_small()
    with open_service(settings, address=url_of(settings)) as service:
        if sample:
            add_sample(service, settings.data)
        server = server_of(create_app(service, settings.api_key, settings), settings)
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, server.leave)
        greet(settings, service.info().documents)
        server.run(sockets=[listener])
    messages().print("Stopped.", style="dim")


def add_sample(service: Writer, data: Path) -> None:
    """The documents that come with Crosscheck, unless these were added before: then what became of them since stays.

    A second start reads none of them, which would cost more than all else that it does.
    """
    marker = data / "sample.sha256"
    with as_file(files("corpus") / "sample" / "documents") as folder:
        digest = _digest_of(folder)
        if marker.exists() and marker.read_text("ascii").strip() == digest:
            return
        from corpus.loading import read_documents  # noqa: PLC0415  # readers of formats, which a second start needs not

        for done in add_all(read_documents([folder]), service):
            if done.outcome == "unread":
                messages().print(f"unread: {done.id}: {done.reason}", markup=False)
    marker.write_text(digest + "\n", "ascii")


def _digest_of(folder: Path) -> str:
    """sha256 over the names and bytes of all files below the folder."""
    files_below = sorted(path for path in folder.rglob("*") if path.is_file())
    parts = [part for path in files_below for part in (path.name.encode(), path.read_bytes())]
    return sha256(b"".join(len(part).to_bytes(8) + part for part in parts)).hexdigest()


def greet(settings: Settings, documents: int) -> None:
    """Where to go, and something to ask; to stdout, so that whoever started it can read the address."""
    kept = "1 document" if documents == 1 else f"{documents:,} documents"
    console = output()
    console.print(f"Crosscheck is at [bold]{url_of(settings)}[/], over {kept} in {settings.data}", soft_wrap=True)
    if documents:
        console.print(f"Ask it there, or here: {asking(settings)}", markup=False, soft_wrap=True)
    console.print("Ctrl-C stops it.", style="dim")


def asking(settings: Settings) -> str:
    """The command that asks the example question of this folder."""
    command = ["crosscheck", "ask", EXAMPLE]
    if settings.data != Settings.read().data:
        command += ["--data", str(settings.data)]
    return " ".join(part if part.replace("-", "").isalnum() else f'"{part}"' for part in command)


def url_of(settings: Settings) -> str:
    """Where a browser finds the service; for "all addresses" one of this machine."""
    host = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(settings.host, settings.host)  # noqa: S104  # met, not bound
    host = f"[{host}]" if ":" in host and not host.startswith("[") else host
    return f"http://{host}:{settings.port}"
