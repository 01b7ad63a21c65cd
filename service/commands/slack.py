"""`crosscheck slack`: the Slack bot, what keeps it from answering, and the manifest that creates its app."""

import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from corpus.errors import CrosscheckError
from service.commands.doctor import report
from service.commands.options import Data, Json
from service.commands.serve import listening
from service.commands.terminal import messages, output
from service.composition import open_service
from service.doctor import Check, fine, wrong
from service.settings import Settings

if TYPE_CHECKING:
    from service.slack.running import Running
    from service.slack.working import Crosscheck

app = typer.Typer(help="The Slack bot, and what keeps it from answering.", no_args_is_help=True)
Http = Annotated[bool, typer.Option("--http", help="Take Slack's requests over HTTP instead of over a socket.")]
Url = Annotated[str | None, typer.Option("--url", help="The service to ask; else CROSSCHECK_URL.", show_default=False)]


@app.command()
def run(http: Http = False, url: Url = None, data: Data = None) -> None:
    """Answer in Slack until interrupted. Tokens come from SLACK_BOT_TOKEN and SLACK_APP_TOKEN (--http:
    SLACK_SIGNING_SECRET); without --url or CROSSCHECK_URL the documents of the data folder are asked.
    """
    from service.http.logs import begin_log  # noqa: PLC0415  # what is imported here the help needs not
    from service.slack.running import answering, listen  # noqa: PLC0415
    from service.slack.tokens import redact_logs, tokens_in  # noqa: PLC0415

    settings = Settings.read(data, url=url)
    tokens = tokens_in(http=http)
    begin_log(settings.log_level)
    redact_logs(tokens)
    stopping = threading.Event()
    sys.setswitchinterval(0.001)  # an acknowledgement waits less for the threads that answer
    _on_leaving(stopping.set)
    with asked(settings) as crosscheck, answering(settings, tokens, crosscheck) as running:
        if tokens.signing is not None and http:
            _serve(running, tokens.signing, settings, stopping)
        elif tokens.app is not None:
            _greet(running, "over a socket")
            listen(running, tokens.app, stopping)
    messages().print("Stopped.", style="dim")


@app.command()
def doctor(http: Http = False, url: Url = None, data: Data = None, json: Json = False) -> None:
    """Check tokens, scopes, socket, journal and service; exit code 1 if anything is wrong, with what mends it."""
    report(list(_checks(http=http, url=url, data=data)), json=json)


@app.command()
def manifest() -> None:
    """Print the manifest: paste it at https://api.slack.com/apps to create the app."""
    from service.slack.manifest import manifest_text  # noqa: PLC0415

    output().print(manifest_text(), markup=False, soft_wrap=True, end="")


@contextmanager
def asked(settings: Settings) -> "Iterator[Crosscheck]":
    """What answers: the service at the settings' address, else the documents of the data folder, in this process."""
    if settings.url is None:
        with open_service(settings, write=False) as service:
            yield service
        return
    from service.client import Crosscheck  # noqa: PLC0415

    yield Crosscheck(settings.url, settings.api_key, patience_s=5.0)


def _checks(*, http: bool, url: str | None, data: Data) -> Iterator[Check]:
    from service.slack.doctor import service_check, slack_checks  # noqa: PLC0415

    try:
        settings = Settings.read(data, url=url)
    except CrosscheckError as error:
        yield wrong("settings", str(error), "crosscheck settings, once that is put right")
        return
    yield fine("settings", "all understood")
    yield from slack_checks(settings, http=http)
    try:
        with asked(settings) as crosscheck:
            yield service_check(crosscheck)
    except CrosscheckError as error:
        yield wrong("service", str(error), "crosscheck add PATH, or CROSSCHECK_URL to a service that runs")


def _serve(running: "Running", signing_secret: str, settings: Settings, stopping: threading.Event) -> None:
    """Slack's requests on a port of this machine, until a signal comes."""
    from service.commands.server import server_of  # noqa: PLC0415
    from service.slack.events_http import PATH, http_app  # noqa: PLC0415

    with listening(replace(settings, host="127.0.0.1", port=settings.slack_port)) as listener:
        server = server_of(http_app(running.app, signing_secret), settings)
        _on_leaving(lambda: server.leave(signal.SIGTERM, None))
        if not stopping.is_set():
            _greet(running, f"at http://127.0.0.1:{listener.getsockname()[1]}{PATH}")
            server.run(sockets=[listener])


def _greet(running: "Running", where: str) -> None:
    me = running.identity
    output().print(f"Crosscheck answers as @{me.name} in {me.team_name}, {where}", markup=False, soft_wrap=True)
    messages().print("Ctrl-C stops it.", style="dim")


def _on_leaving(leave: Callable[[], None]) -> None:
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: leave())
