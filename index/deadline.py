"""The moment by which a search must be done."""

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
        """Nothing while there is time; DeadlineExceeded once there is none."""
        if self.due is not None and monotonic() >= self.due:
            raise DeadlineExceeded(
                f"the search was not done within its {self.allowed_s} s: allow more time, or narrow the filters"
            )
