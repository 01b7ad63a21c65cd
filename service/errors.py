"""What this room refuses, and why.

CrosscheckError
  ├ InvalidAsk
  │   ├ BlankQuestion
  │   ├ LongQuestion
  │   ├ InvalidLimit
  │   ├ InvalidFilter
  │   ├ InvalidTitle
  │   ├ UnknownPlace
  │   └ FullConversation
  ├ BadSetting
  ├ UnknownDocument
  ├ UnknownConversation
  ├ UnknownModel
  ├ NothingKept
  ├ FolderInUse
  ├ MissingKey
  ├ ReadOnlyKey
  ├ UnusableKeys
  ├ InvalidKeyName
  ├ UnsafeBinding
  ├ AddressInUse
  ├ ServiceUnreachable
  └ Refused
"""

from corpus.errors import CrosscheckError


class InvalidAsk(CrosscheckError):
    """An ask that no corpus could answer: the asker has to change it."""


class BlankQuestion(InvalidAsk):
    """A question without a letter or a digit in it."""


class LongQuestion(InvalidAsk):
    """A question longer than any that a person types."""


class InvalidLimit(InvalidAsk):
    """A number of passages that is not between one and the most that is returned."""


class InvalidFilter(InvalidAsk):
    """A filter whose date is none, or whose dates are the wrong way round."""


class InvalidTitle(InvalidAsk):
    """A conversation's title that is too long to be one."""


class UnknownPlace(InvalidAsk):
    """A place in a list that no page of it named."""


class FullConversation(InvalidAsk):
    """A conversation that has as many turns as one can have."""


class BadSetting(CrosscheckError):
    """A setting whose value cannot be used, or a settings file that cannot be."""


class UnknownDocument(CrosscheckError):
    """A document that is not kept here."""


class UnknownConversation(CrosscheckError):
    """A conversation that is not kept here."""


class UnknownModel(CrosscheckError):
    """A model by a name that this service does not answer to."""


class NothingKept(CrosscheckError):
    """A data folder to read from in which nothing was ever added."""


class FolderInUse(CrosscheckError):
    """A folder to fill in which there is something already."""


class MissingKey(CrosscheckError):
    """A request without the key that this service wants."""


class ReadOnlyKey(CrosscheckError):
    """A request that changes what is kept, with a key that may only read."""


class UnusableKeys(CrosscheckError):
    """A file of keys that cannot be read, or written: nobody is let in by it."""


class InvalidKeyName(CrosscheckError):
    """A name that no key can have, that one has already, or that none has."""


class UnsafeBinding(CrosscheckError):
    """An address that other machines can reach, without a key that would keep them out."""


class AddressInUse(CrosscheckError):
    """An address on which the service cannot listen."""


class ServiceUnreachable(CrosscheckError):
    """A service that does not answer, or answers what no Crosscheck would."""


class Refused(CrosscheckError):
    """A request that a running service understood and refused; the message is the service's own."""

    def __init__(self, message: str, status: int, request_id: str | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.request_id = request_id
        """By which the service's log names the request."""
