"""What can go wrong between the bot and Slack.

CrosscheckError
  └ SlackError
      ├ BadTokens
      ├ ForeignJournal
      ├ SlackBusy
      ├ SlackUncertain
      ├ SlackShut
      └ SlackRefusal
"""

from corpus.errors import CrosscheckError


class SlackError(CrosscheckError):
    """Something between the bot and Slack."""


class BadTokens(SlackError):
    """A token that is missing, is of another kind, or is not accepted."""


class ForeignJournal(SlackError):
    """A journal that another app wrote."""


class SlackBusy(SlackError):
    """429: nothing was done, and Slack says when to come again."""

    def __init__(self, message: str, retry_after_s: float) -> None:
        super().__init__(message)
        self.retry_after_s = retry_after_s


class SlackUncertain(SlackError):
    """No clear word from Slack: what was asked for may have been done, or not."""


class SlackShut(SlackError):
    """The app as a whole may not: its token was revoked, or it lacks a scope. Nothing was done."""


class SlackRefusal(SlackError):
    """One message that cannot be posted, however often it is tried. Nothing was done."""

    def __init__(self, message: str, code: str) -> None:
        super().__init__(message)
        self.code = code
        """Slack's own word for it ("channel_not_found")."""
