"""What can go wrong with an index, as leaves of the one error tree."""

from corpus.errors import CrosscheckError


class StoreUnavailable(CrosscheckError):
    """The data folder cannot be read or written now: a full disk, missing rights, a damaged database."""


class StoreLocked(CrosscheckError):
    """Another process is writing to the data folder."""


class IndexMismatch(CrosscheckError):
    """The index was built with another model, another passage budget or another schema than asked for."""


class UnstorableDocument(CrosscheckError):
    """A document whose parts do not belong together, or whose text no encoding can write."""


class UnknownFigure(CrosscheckError):
    """A figure that was asked about but is not in the store."""


class DeadlineExceeded(CrosscheckError):
    """A search that was not done by its deadline."""
