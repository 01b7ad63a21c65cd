"""`crosscheck doctor`: what is wrong, and the command that mends it."""

from pathlib import Path

import typer

from corpus.errors import CrosscheckError
from service.commands.options import Data, Json
from service.commands.terminal import messages, output, print_json, safe
from service.composition import examined
from service.doctor import Check, fine, wrong
from service.settings import Settings


def doctor(data: Data = None, json: Json = False) -> None:
    """Check settings, model, folder, documents and caches; exit code 1 if anything is wrong, with what mends it."""
    report(list(_checks(data)), json=json)


def report(found: list[Check], *, json: bool) -> None:
    """The checks as text or JSON; typer.Exit with 1 if any found something wrong."""
    failed = [check for check in found if not check.ok]
    if json:
        print_json({"ok": not failed, "checks": found})
    else:
        for check in found:
            _print(check)
        messages().print("all is well" if not failed else f"{len(failed)} of {len(found)} checks failed", markup=False)
    if failed:
        raise typer.Exit(1)


def _checks(data: Path | None) -> list[Check]:
    try:
        settings = Settings.read(data)
    except CrosscheckError as error:
        return [wrong("settings", str(error), "crosscheck settings, once that is put right")]
    return [fine("settings", "all understood"), *examined(settings)]


def _print(check: Check) -> None:
    mark = "ok   " if check.ok else "WRONG"
    output().print(safe(f"{mark} {check.name:<12} {check.detail}"), markup=False, soft_wrap=True)
    if check.mend:
        output().print(safe(f"      {'':<12} mend: {check.mend}"), markup=False, soft_wrap=True)
