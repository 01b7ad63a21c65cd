"""The root of every error that Crosscheck raises on purpose, and the leaves of this room."""


class CrosscheckError(Exception):
    """Something a person can mend: the message says what was met, what was expected and what to do next."""


class UnreadableDocument(CrosscheckError):
    """A source that cannot be turned into a document; the others go on without it."""
