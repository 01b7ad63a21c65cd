"""A name for each request, in its response, in problems and in the log; whoever calls may bring one."""

import re
from contextvars import ContextVar
from uuid import uuid4

HEADER = "X-Request-ID"
_GIVEN = re.compile(r"[A-Za-z0-9._~:/+=-]{1,128}")
_CURRENT: ContextVar[str | None] = ContextVar("request_id", default=None)


def begin_request(given: str | None) -> str:
    """The request's id: the one that came with it, where that is short and harmless, or a new one."""
    request_id = given if given is not None and _GIVEN.fullmatch(given) else uuid4().hex
    _CURRENT.set(request_id)
    return request_id


def current_request_id() -> str | None:
    """The id of the request that this context serves; None outside of any."""
    return _CURRENT.get()
