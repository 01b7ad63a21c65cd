"""Ids that stay one document's own where two collections use the same name."""

from itertools import count
from pathlib import Path


class Identifiers:
    """The ids handed out so far, each with the origin and the name it was made for."""

    def __init__(self) -> None:
        self._taken: dict[str, tuple[Path, str]] = {}

    def claim(self, name: str, collection: str, origin: Path) -> str | None:
        """The id of the document that its origin calls `name`; None where this origin already had one of that name.

        The name itself or, where another origin has it, `collection/name`, then `collection-2/name` and so on: what is
        read first keeps the plain name.
        """
        candidate = name
        for number in count(1):
            owner = self._taken.get(candidate)
            if owner is None:
                self._taken[candidate] = (origin, name)
                break
            if owner == (origin, name):
                return None
            candidate = f"{collection}/{name}" if number == 1 else f"{collection}-{number}/{name}"
        return candidate
