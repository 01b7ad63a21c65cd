"""Settings: flags before environment before defaults."""

import ipaddress
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import platformdirs

from corpus.errors import CrosscheckError
from service.errors import UnsafeBinding

MODEL = "all-MiniLM-L6-v2"
HOST = "127.0.0.1"
PORT = 8765
DOCUMENTS_LISTED = 500
"""The most documents on one page of the list."""
DOCUMENTS_ADDED = 100
"""The most documents in one request."""


class BadSetting(CrosscheckError):
    """A setting whose value cannot be used."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Where documents are kept, what reads them, and where the service listens; the key is never shown."""

    data: Path
    model: str = MODEL
    host: str = HOST
    port: int = PORT
    api_key: str | None = field(default=None, repr=False)

    @classmethod
    def read(
        cls,
        data: Path | None = None,
        host: str | None = None,
        port: int | None = None,
        environment: Mapping[str, str] = os.environ,
    ) -> "Settings":
        """What the flags give, then CROSSCHECK_DATA, _MODEL, _HOST, _PORT and _API_KEY, then the defaults."""
        return cls(
            data=data or Path(environment.get("CROSSCHECK_DATA") or platformdirs.user_data_path("crosscheck")),
            model=environment.get("CROSSCHECK_MODEL") or MODEL,
            host=host or environment.get("CROSSCHECK_HOST") or HOST,
            port=_port(environment.get("CROSSCHECK_PORT")) if port is None else port,
            api_key=environment.get("CROSSCHECK_API_KEY") or None,
        )

    def check_binding(self) -> None:
        """UnsafeBinding where others could reach the service and no key would keep them out."""
        if self.api_key is None and not is_loopback(self.host):
            raise UnsafeBinding(
                f"refusing to listen on {self.host}, which other machines may reach, without a key: set "
                "CROSSCHECK_API_KEY to a long random text, or listen on 127.0.0.1"
            )


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach the host; a name other than "localhost" counts as reachable by others."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _port(text: str | None) -> int:
    if not text:
        return PORT
    if not text.isdecimal() or not text.isascii() or int(text) > 65535:
        raise BadSetting(f"CROSSCHECK_PORT is {text!r}: it must be a number from 0 to 65535 (0: any free port)")
    return int(text)
