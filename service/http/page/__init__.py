"""The page at / and the document view: one file each of HTML, CSS and JavaScript, nothing from outside."""

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
_SERVED = {
    "/": ("page.html", "text/html; charset=utf-8"),
    "/document": ("page.html", "text/html; charset=utf-8"),
    "/page.css": ("page.css", "text/css; charset=utf-8"),
    "/page.js": ("page.js", "text/javascript; charset=utf-8"),
    "/favicon.svg": ("favicon.svg", "image/svg+xml"),
}


def page_routes() -> APIRouter:
    """The page, its document view and what they load; not part of the API's description."""
    routes = APIRouter(include_in_schema=False)
    for path, (name, media_type) in _SERVED.items():
        content = (files(__name__) / name).read_bytes()
        routes.add_api_route(path, _served(content, media_type), methods=["GET", "HEAD"])
    return routes


def _served(content: bytes, media_type: str) -> Callable[[], Response]:
    def serve() -> Response:
        return Response(content, media_type=media_type, headers=_HEADERS)

    return serve
