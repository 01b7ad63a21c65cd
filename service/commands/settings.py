"""`crosscheck settings`: what is set, to what, and by what."""

from service.commands.options import Data, Json
from service.commands.terminal import messages, output, print_json, safe
from service.settings import Chosen, choose, config_file


def settings(data: Data = None, json: Json = False) -> None:
    """Show every setting with where it came from: a flag, the environment, the settings file or the default."""
    chosen = choose({"data": data})
    path, _ = config_file()
    if json:
        rows = [{"name": each.name, "value": each.shown, "origin": each.origin} for each in chosen]
        print_json({"file": str(path), "settings": rows})
        return
    names, values = max(len(each.name) for each in chosen), max(len(_written(each)) for each in chosen)
    for each in chosen:
        line = f"{each.name:<{names}}  {_written(each):<{values}}  {each.origin}"
        output().print(safe(line), markup=False, soft_wrap=True)
    there = "" if path.exists() else ", which does not exist"
    messages().print(f"the settings file is {path}{there}", style="dim", markup=False, soft_wrap=True)


def _written(setting: Chosen) -> str:
    """The value as one would write it."""
    shown = setting.shown
    return "-" if shown is None else str(shown).lower() if isinstance(shown, bool) else str(shown)
