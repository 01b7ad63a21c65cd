"""Settings: flags before environment before the settings file before defaults; where each came from stays known."""

import ipaddress
import os
from collections.abc import Callable, Mapping
from dataclasses import Field, dataclass, field, fields
from pathlib import Path
from typing import Any

import platformdirs

from service import setting_values as values
from service.errors import BadSetting, UnsafeBinding
from service.settings_file import settings_in

MODEL = "all-MiniLM-L6-v2"
HOST = "127.0.0.1"
PORT = 8765
DOCUMENTS_LISTED = 500
"""The most documents on one page of the list."""
DOCUMENTS_ADDED = 100
"""The most documents in one request."""
CONFIG = "CROSSCHECK_CONFIG"
"""The variable that names the settings file."""


def _as(read: Callable[[object], object], meaning: str, *, secret: bool = False) -> dict[str, Any]:
    """What is known of a setting: what reads it, and what it means to whoever sets it."""
    return {"read": read, "meaning": meaning, "secret": secret}


_NUMBER, _SECONDS = values.number, values.seconds
_LEVELS = values.one_of("debug", "info", "warning", "error")


def _data() -> Path:
    return platformdirs.user_data_path("crosscheck")


@dataclass(frozen=True, slots=True)
class Settings:
    """All that can be set; the key is never shown."""

    data: Path = field(default_factory=_data, metadata=_as(values.folder, "where documents are kept"))
    model: str = field(default=MODEL, metadata=_as(values.text, "the embedding model, by name or folder"))
    cache: Path | None = field(default=None, metadata=_as(values.folder, "where the compiled model is kept"))
    host: str = field(default=HOST, metadata=_as(values.text, "the address to listen on; for others it takes a key"))
    port: int = field(default=PORT, metadata=_as(_NUMBER(0, 65_535), "the port to listen on; 0 takes a free one"))
    api_key: str | None = field(
        default=None, metadata=_as(values.text, "a key with full rights, kept nowhere", secret=True), repr=False
    )
    file_bytes: int = field(default=64 * 2**20, metadata=_as(_NUMBER(1), "the largest file that is read"))
    body_bytes: int = field(default=64 * 2**20, metadata=_as(_NUMBER(1), "the largest body of a request"))
    header_bytes: int = field(default=2**14, metadata=_as(_NUMBER(2**10, 2**20), "the most bytes of headers"))
    concurrency: int = field(default=8, metadata=_as(_NUMBER(1, 1_000), "how many requests are worked on at once"))
    queue: int = field(default=56, metadata=_as(_NUMBER(0, 100_000), "how many more may wait; the next gets 429"))
    deadline_s: float = field(default=30.0, metadata=_as(_SECONDS(0.01, 3_600), "seconds that an ask may take"))
    add_deadline_s: float = field(default=600.0, metadata=_as(_SECONDS(0.01, 86_400), "seconds that an add may take"))
    log_questions: bool = field(default=False, metadata=_as(values.flag, "whether the log holds what was asked"))
    log_level: str = field(default="info", metadata=_as(_LEVELS, "the least that is logged"))
    url: str | None = field(default=None, metadata=_as(values.text, "the service that the Slack bot asks"))
    slack_state: Path | None = field(default=None, metadata=_as(values.folder, "the file of the Slack bot's journal"))
    slack_channels: str | None = field(default=None, metadata=_as(values.text, "channels in which the bot answers"))
    slack_users: str | None = field(default=None, metadata=_as(values.text, "people whom the bot answers"))
    slack_port: int = field(default=8766, metadata=_as(_NUMBER(0, 65_535), "the port for Slack's requests"))
    slack_lease_s: float = field(default=30.0, metadata=_as(_SECONDS(0.2, 3_600), "seconds that a claim lasts"))
    slack_api: str = field(default="https://slack.com/api/", metadata=_as(values.text, "where Slack's Web API is"))

    @classmethod
    def read(
        cls, data: Path | None = None, *, environment: Mapping[str, str] = os.environ, **flags: object
    ) -> "Settings":
        """What the flags give (None: nothing), then the environment, then the settings file, then the defaults."""
        chosen = choose({"data": data, **flags}, environment)
        return cls(**{each.name: each.value for each in chosen})  # type: ignore[arg-type]  # read by the field's own

    def check_binding(self, *, has_keys: bool = False) -> None:
        """UnsafeBinding where others could reach the service and no key would keep them out."""
        if self.api_key is None and not has_keys and not is_loopback(self.host):
            raise UnsafeBinding(
                f"refusing to listen on {self.host}, which other machines may reach, without a key: make one with "
                "crosscheck keys create NAME, set CROSSCHECK_API_KEY to a long random text, or listen on 127.0.0.1"
            )


@dataclass(frozen=True, slots=True)
class Chosen:
    """A setting's value and where it came from."""

    name: str
    value: object
    origin: str
    meaning: str
    secret: bool

    @property
    def shown(self) -> object:
        """The value as it may be shown: of a secret only whether it is set."""
        if self.secret:
            return None if self.value is None else "(set, not shown)"
        return str(self.value) if isinstance(self.value, Path) else self.value


def variable_of(name: str) -> str:
    """The environment variable of a setting."""
    return f"CROSSCHECK_{name.upper()}"


def choose(flags: Mapping[str, object], environment: Mapping[str, str] = os.environ) -> list[Chosen]:
    """Every setting with its origin, in the order of their declaration; BadSetting names the place of what is wrong."""
    names = [each.name for each in fields(Settings)]
    path, must_exist = config_file(environment)
    file = settings_in(path, names, must_exist=must_exist)
    chosen = []
    for each in fields(Settings):
        variable = variable_of(each.name)
        if flags.get(each.name) is not None:
            chosen.append(_chosen(each, flags[each.name], f"--{each.name.replace('_', '-')}"))
        elif environment.get(variable):
            chosen.append(_chosen(each, environment[variable], variable))
        elif each.name in file:
            chosen.append(_chosen(each, *file[each.name]))
        else:
            chosen.append(_default(each))
    return chosen


def config_file(environment: Mapping[str, str] = os.environ) -> tuple[Path, bool]:
    """The settings file, and whether someone named it, so that it has to be there."""
    given = environment.get(CONFIG)
    return (
        (Path(given).expanduser(), True)
        if given
        else (platformdirs.user_config_path("crosscheck") / "config.toml", False)
    )


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach the host; a name other than "localhost" counts as reachable by others."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _chosen(of: "Field[Any]", given: object, origin: str) -> Chosen:
    """The value that was given, read; what was met is told unless it is a secret."""
    secret = of.metadata["secret"]
    try:
        value = of.metadata["read"](given)
    except ValueError as error:
        met = "" if secret else f" is {given!r}"
        raise BadSetting(f"{origin}: {of.name}{met}: it must be {error}") from error
    return Chosen(of.name, value, origin, of.metadata["meaning"], secret)


def _default(of: "Field[Any]") -> Chosen:
    value = of.default_factory() if callable(of.default_factory) else of.default
    return Chosen(of.name, value, "default", of.metadata["meaning"], of.metadata["secret"])
