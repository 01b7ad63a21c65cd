"""What a request may bring and take: bytes of headers and body, seconds, and how many there are at once."""

from dataclasses import dataclass
from typing import Self

from service.settings import Settings


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of one app, as the settings give them."""

    header_bytes: int
    body_bytes: int
    concurrency: int
    queue: int
    deadline_s: float
    add_deadline_s: float

    @classmethod
    def of(cls, settings: Settings) -> Self:
        """Those that the settings name."""
        return cls(
            header_bytes=settings.header_bytes,
            body_bytes=settings.body_bytes,
            concurrency=settings.concurrency,
            queue=settings.queue,
            deadline_s=settings.deadline_s,
            add_deadline_s=settings.add_deadline_s,
        )
