"""Plain text: stored as decoded."""

from corpus.reading.decoding import decoded
from corpus.reading.reading import Reading


def read_plain(content: bytes) -> Reading:
    """The text itself; raises UnreadableDocument."""
    return Reading(decoded(content))
