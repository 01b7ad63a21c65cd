"""`crosscheck rebuild`: caches made anew, or everything, into another folder."""

from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from service.commands.add import add_all
from service.commands.options import Data
from service.commands.terminal import messages
from service.composition import check_kept, open_service, rebuild_caches
from service.errors import FolderInUse
from service.settings import Settings


def rebuild(
    into: Annotated[
        Path | None,
        typer.Option(
            metavar="FOLDER", help="Read every kept document again, into this new folder.", show_default=False
        ),
    ] = None,
    data: Data = None,
) -> None:
    """Make the caches anew; with --into figures, passages and vectors too, by the model that is set now, elsewhere."""
    settings = Settings.read(data)
    if into is None:
        rebuild_caches(settings)
        messages().print("the caches were made anew")
    else:
        _copy(settings, into)


def _copy(settings: Settings, into: Path) -> None:
    from index.checking import documents_in  # noqa: PLC0415 - the store, which help needs none of
    from service.conversations.files import copy_conversations  # noqa: PLC0415 - likewise
    from service.conversations.kept import CONVERSATIONS_FILE  # noqa: PLC0415 - likewise

    check_kept(settings.data)
    if into.exists() and any(into.iterdir()):
        raise FolderInUse(f"{into} is not empty: name a folder that is, or is not there yet")
    with open_service(replace(settings, data=into)) as service:
        counts = Counter(done.outcome for done in add_all(documents_in(settings.data), service))
    copy_conversations(settings.data / CONVERSATIONS_FILE, into / CONVERSATIONS_FILE)
    total = sum(counts.values())
    messages().print(f"{total:,} documents are in {into}: use it with --data, or put it in the place of the old folder")
    if counts["unread"]:
        messages().print(f"{counts['unread']:,} could not be read")
        raise typer.Exit(1)
