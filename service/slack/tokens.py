"""The app's tokens: from the environment only, never shown, taken out of whatever is logged."""

import logging
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from service.slack.errors import BadTokens

BOT_TOKEN, APP_TOKEN, SIGNING_SECRET = "SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET"
SHAPES = {
    BOT_TOKEN: (re.compile(r"xoxb-[\w-]{10,}"), "xoxb-…, under OAuth & Permissions of the app's page"),
    APP_TOKEN: (
        re.compile(r"xapp-[\w-]{10,}"),
        "xapp-…, an app-level token with connections:write, under Basic Information",
    ),
    SIGNING_SECRET: (re.compile(r"[0-9a-f]{32,}"), "32 hexadecimal digits, under Basic Information"),
}
"""What each looks like, and where on api.slack.com/apps it is found."""
_SECRET = re.compile(
    r"x(?:ox[a-z]|app|oxe\.xox[a-z])-[\w-]+"
    r"|(?<=[?&]ticket=)[^&\s\"']+"
    r"|(?<=/commands/)[TE]\w*/[\w/-]+|(?<=/actions/)[TE]\w*/[\w/-]+"
    r"|v0=[0-9a-f]{64}"
    r"|(?<=Bearer )\S+"
)
_HIDDEN = "(not shown)"


@dataclass(frozen=True, slots=True)
class Tokens:
    """What lets the bot speak (bot), listen on a socket (app) and know that HTTP requests are Slack's (signing)."""

    bot: str = field(repr=False)
    app: str | None = field(default=None, repr=False)
    signing: str | None = field(default=None, repr=False)

    @property
    def secrets(self) -> tuple[str, ...]:
        """All of them that there are."""
        return tuple(each for each in (self.bot, self.app, self.signing) if each)


def tokens_in(environment: Mapping[str, str] = os.environ, *, http: bool = False) -> Tokens:
    """The tokens that this way of listening needs; BadTokens says which is missing or wrong, and where it is found."""
    wanted = (BOT_TOKEN, SIGNING_SECRET) if http else (BOT_TOKEN, APP_TOKEN)
    wrong = [problem for name in wanted if (problem := problem_with(name, environment))]
    if wrong:
        raise BadTokens("; ".join(wrong))
    return Tokens(*(environment.get(name, "").strip() or None for name in SHAPES))  # type: ignore[arg-type]  # bot is there


def problem_with(name: str, environment: Mapping[str, str] = os.environ) -> str | None:
    """What is wrong with the variable, without its value; None where it has the right shape."""
    given = environment.get(name, "").strip()
    shape, meaning = SHAPES[name]
    if not given:
        return f"{name} is not set: it is {meaning}"
    if not shape.fullmatch(given):
        return f"{name} does not look like one: it is {meaning}"
    return None


class Redacting(logging.Filter):
    """Takes tokens, tickets, signatures and reply addresses out of every line that passes."""

    def __init__(self, tokens: Tokens) -> None:
        super().__init__()
        self._secrets = tokens.secrets

    def filter(self, record: logging.LogRecord) -> bool:
        """The record without secrets; of an exception the traceback as text."""
        said = record.getMessage()
        if record.exc_info:
            said += "\n" + logging.Formatter().formatException(record.exc_info)
        record.msg, record.args, record.exc_info, record.exc_text = self.redacted(said), (), None, None
        return True

    def redacted(self, text: str) -> str:
        """The text without secrets."""
        text = _SECRET.sub(_HIDDEN, text)
        for secret in self._secrets:
            text = text.replace(secret, _HIDDEN)
        return text


def redact_logs(tokens: Tokens) -> None:
    """From now on no line of this process's log holds a secret; to be called once logging is set up."""
    for handler in logging.getLogger().handlers:
        handler.addFilter(Redacting(tokens))
