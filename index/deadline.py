"""The moment by which a search must be done, and how long whoever asked waits."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from time import monotonic
from typing import Self

from index.errors import DeadlineExceeded


@dataclass(frozen=True, slots=True)
class Deadline:
    """A point on the monotonic clock, or none; searches look at it between their steps."""

    allowed_s: float | None
    due: float | None

    @classmethod
    def after(cls, seconds: float | None) -> Self:
        """The deadline that lies so many seconds ahead; None never comes."""
        return cls(seconds, None if seconds is None else monotonic() + seconds)

    def check(self) -> None:
        """Nothing while there is time; DeadlineExceeded once there is none, or whoever asked has left."""
        check_patience()
        if self.due is not None and monotonic() >= self.due:
            raise DeadlineExceeded(
                f"the search was not done within its {self.allowed_s} s: allow more time, or narrow the filters"
            )


class Patience:
    """How long whoever asked waits: until a moment, or until they leave."""

    def __init__(self, seconds: float) -> None:
        self._deadline = Deadline.after(seconds)
        self._left = False

    def leave(self) -> None:
        """Nobody waits any more; from any thread."""
        self._left = True

    def check(self) -> None:
        """DeadlineExceeded where nobody waits any more."""
        if self._left:
            raise DeadlineExceeded("whoever asked has hung up: what was not done by then is left")
        if self._deadline.due is not None and monotonic() >= self._deadline.due:
            raise DeadlineExceeded(
                f"it was not done within the {self._deadline.allowed_s:g} s allowed: ask for less at once, or again"
            )


_PATIENCE: ContextVar[Patience | None] = ContextVar("patience", default=None)


@contextmanager
def waiting_with(patience: Patience) -> Iterator[None]:
    """The store looks at this patience between the steps of searches and before each write, in this context."""
    token = _PATIENCE.set(patience)
    try:
        yield
    finally:
        _PATIENCE.reset(token)


def check_patience() -> None:
    """DeadlineExceeded where nobody waits any more for what this context does."""
    patience = _PATIENCE.get()
    if patience is not None:
        patience.check()
