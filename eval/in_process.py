"""The service in this process as a target."""

from collections.abc import Iterator
from contextlib import contextmanager

from eval.asking import Target
from service.composition import open_service
from service.settings import Settings


@contextmanager
def opened(settings: Settings) -> Iterator[Target]:
    """The service over the settings' data folder, which it only reads."""
    with open_service(settings, write=False) as service:
        yield Target(ask=service.ask, search=service.search, read=service.read)
