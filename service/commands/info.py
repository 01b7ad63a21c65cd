"""`crosscheck info`: what a data folder holds."""

from service.commands.options import Data, Json
from service.commands.terminal import output, print_json
from service.composition import open_service
from service.settings import Settings


def info(data: Data = None, json: Json = False) -> None:
    """Show what is kept, where, and the model that reads it."""
    with open_service(Settings.read(data), write=False) as service:
        known = service.info(count_languages=True)
    if json:
        print_json(known)
        return
    lines = (
        ("data folder", known.data),
        ("documents", f"{known.documents:,}"),
        ("passages", f"{known.passages:,}"),
        ("figures", f"{known.figures:,}"),
        ("not checked", f"{known.not_in_english:,} of the documents, not in English"),
        ("generation", f"{known.generation:,}"),
        ("model", known.model),
        ("words", f"{known.lexical.indexed:,} passages in the lexical index, {known.lexical.recent:,} beside it"),
    )
    for name, value in lines:
        output().print(f"{name:<12} {value}", markup=False, soft_wrap=True)
