"""`crosscheck keys`: who may use the service, and for what."""

from typing import Annotated

import typer

from service.commands.options import Data, Json
from service.commands.terminal import messages, output, print_json
from service.keys import Key, Keys
from service.settings import Settings

keys = typer.Typer(help="Create, list and revoke the keys that let others in.", no_args_is_help=True)
Name = Annotated[str, typer.Argument(help="What the key is called.", show_default=False)]


@keys.command()
def create(
    name: Name,
    read_only: Annotated[bool, typer.Option("--read-only", help="It may ask, search and read, not change.")] = False,
    data: Data = None,
    json: Json = False,
) -> None:
    """Create a key and print it, once: only its digest is kept. A running service takes it from now on."""
    kept = Keys(Settings.read(data).data)
    is_first = not kept.kept()
    secret = kept.create(name, "read" if read_only else "full")
    if json:
        print_json({"name": name, "rights": "read" if read_only else "full", "key": secret})
    else:
        output().print(secret, markup=False, soft_wrap=True)
    messages().print("It is shown only now. Requests carry it as: Authorization: Bearer <key>", markup=False)
    if is_first:
        messages().print("From now on the service of this folder wants a key.", markup=False)


@keys.command(name="list")
def list_keys(data: Data = None, json: Json = False) -> None:
    """List the keys by name, with what they may do; the keys themselves are not kept."""
    kept = Keys(Settings.read(data).data).kept()
    if json:
        print_json({"keys": [_shown(key) for key in kept]})
        return
    for key in kept:
        print(f"{key.name}\t{key.rights}\t{key.created}")
    messages().print("1 key" if len(kept) == 1 else f"{len(kept)} keys", style="dim")


@keys.command()
def revoke(name: Name, data: Data = None, json: Json = False) -> None:
    """Revoke a key: from now on it is worth nothing, also to a running service."""
    Keys(Settings.read(data).data).revoke(name)
    if json:
        print_json({"revoked": name})
    messages().print(f"revoked: {name}", markup=False)


def _shown(key: Key) -> dict[str, str]:
    return {"name": key.name, "rights": key.rights, "created": key.created}
