"""The page at / and the document view: HTML, styles and scripts of a fixed list, nothing from outside."""

from collections.abc import Callable
from importlib.resources import files

from fastapi import APIRouter
from fastapi.responses import Response

_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; "
        "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-cache",
}
_HTML = "text/html; charset=utf-8"
_CSS = "text/css; charset=utf-8"
_SCRIPT = "text/javascript; charset=utf-8"
STYLES = ("page.css", "thread.css", "evidence.css")
SCRIPTS = (
    "page.js",
    "answer.js",
    "conflicts.js",
    "conversation.js",
    "document.js",
    "elements.js",
    "evidence.js",
    "list.js",
    "query.js",
    "service.js",
    "start.js",
    "tools.js",
    "troubles.js",
    "turn.js",
)
SERVED = {
    "/": ("page.html", _HTML),
    "/document": ("page.html", _HTML),
    "/favicon.svg": ("favicon.svg", "image/svg+xml"),
    **{f"/page/{name}": (name, _CSS) for name in STYLES},
    **{f"/page/{name}": (name, _SCRIPT) for name in SCRIPTS},
}
"""Each path, the file behind it, and its media type."""


def page_routes() -> APIRouter:
    """The page, its document view and what they load; not part of the API's description."""
    routes = APIRouter(include_in_schema=False)
    for path, (name, media_type) in SERVED.items():
        content = (files(__name__) / name).read_bytes()
        routes.add_api_route(path, _served(content, media_type), methods=["GET", "HEAD"])
    return routes


def _served(content: bytes, media_type: str) -> Callable[[], Response]:
    def serve() -> Response:
        return Response(content, media_type=media_type, headers=_HEADERS)

    return serve
