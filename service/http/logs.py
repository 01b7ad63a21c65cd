"""The log: one JSON object a line on stderr, without what was asked unless a setting wants it.

structlog takes longer to import than most answers take, so it is imported at the first line, which follows an answer.
"""

import logging
import sys
from functools import cache
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from structlog.typing import FilteringBoundLogger

_NAME = "crosscheck"


class _Stderr:
    """stderr as it is at the moment of writing."""

    def write(self, line: str) -> None:
        """The line, at once."""
        print(line, file=sys.stderr, flush=True)

    log = debug = info = warning = error = critical = write


@cache
def log() -> "FilteringBoundLogger":
    """The logger; lines under the level that `begin_log` set, or else under warning, are dropped."""
    import structlog  # noqa: PLC0415  # see above

    made = structlog.wrap_logger(
        _Stderr(),
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLogger(_NAME).level or logging.WARNING),
    )
    return cast("FilteringBoundLogger", made)


class _Lines(logging.Handler):
    """What libraries and the rooms below log, in the same form."""

    def emit(self, record: logging.LogRecord) -> None:
        """The record as one line."""
        log().log(record.levelno, record.getMessage(), logger=record.name, exc_info=record.exc_info or None)


def begin_log(level: str) -> None:
    """Logs as JSON to stderr from this level on; of libraries warnings at least."""
    logging.getLogger(_NAME).setLevel(level.upper())
    logging.basicConfig(level=max(logging.WARNING, logging.getLogger(_NAME).level), handlers=[_Lines()], force=True)
    log.cache_clear()
