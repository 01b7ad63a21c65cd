"""The settings file: TOML, one setting a line; what is wrong in it is named by its line."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path

from service.errors import BadSetting


def settings_in(path: Path, names: Sequence[str], *, must_exist: bool) -> Mapping[str, tuple[object, str]]:
    """Value and place of each setting of the file; nothing where there is no file and none was asked for."""
    try:
        content = path.read_bytes().decode()
        given = tomllib.loads(content)
    except FileNotFoundError:
        if not must_exist:
            return {}
        raise BadSetting(f"{path} does not exist: name a settings file that does, or none") from None
    except OSError as error:
        raise BadSetting(f"{path} cannot be read ({error.strerror}): check its rights") from error
    except UnicodeDecodeError as error:
        raise BadSetting(f"{path} is not UTF-8 at byte {error.start}: write it again as text") from error
    except tomllib.TOMLDecodeError as error:
        raise BadSetting(f"{path} is not TOML: {error}; write one name = value a line") from error
    return {name: (value, _place(path, content, name, names)) for name, value in given.items()}


def _place(path: Path, content: str, name: str, names: Sequence[str]) -> str:
    """The file with the line on which the name stands; BadSetting where no setting has that name."""
    found = re.search(rf"^[ \t]*(?:\[+[ \t]*)?[\"']?{re.escape(name)}\b", content, re.MULTILINE)
    line = 1 if found is None else content.count("\n", 0, found.start()) + 1
    place = f"{path}, line {line}"
    if name not in names:
        from difflib import get_close_matches  # noqa: PLC0415 - needed for mistakes only

        near = get_close_matches(name, names, 1)
        hint = f"did you mean {near[0]}?" if near else f"known are {', '.join(names)}"
        raise BadSetting(f"{place}: {name} is no setting: {hint}")
    return place
