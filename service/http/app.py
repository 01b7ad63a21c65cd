"""The application: one service behind its routes, its page and its problems."""

import hmac
from collections.abc import Callable
from typing import Annotated, Any

from fastapi import Depends, FastAPI
from fastapi.openapi.utils import get_openapi
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from service.errors import MissingKey
from service.http import problems
from service.http.asking import asking_routes
from service.http.documents import document_routes
from service.http.health import health_routes
from service.http.limits import BodyLimit, LoopbackOnly
from service.http.page import page_routes
from service.http.schemas import Problem
from service.service import Service

BODY_BYTES = 64 * 1024 * 1024


def create_app(service: Service, api_key: str | None = None) -> FastAPI:
    """The app that answers from the service; with a key, /v1 wants it as a bearer token."""
    app = FastAPI(
        title="Crosscheck",
        summary="Answers from your documents, with every figure on which the sources conflict",
        version="1",
        docs_url=None,  # FastAPI's documentation pages load scripts from outside
        redoc_url=None,
    )
    app.add_middleware(BodyLimit, limit=BODY_BYTES)
    if api_key is None:
        app.add_middleware(LoopbackOnly)
    problems.install(app)
    key = [Depends(_key_check(api_key))]
    app.include_router(asking_routes(service), prefix="/v1", dependencies=key)
    app.include_router(document_routes(service), prefix="/v1", dependencies=key)
    app.include_router(health_routes(service))
    app.include_router(page_routes())
    app.openapi = lambda: _openapi(app)  # type: ignore[method-assign]  # the way FastAPI documents
    return app


def _key_check(api_key: str | None) -> Callable[..., None]:
    def check(given: Annotated[HTTPAuthorizationCredentials | None, Depends(HTTPBearer(auto_error=False))]) -> None:
        if api_key is None:
            return
        if given is None or not hmac.compare_digest(given.credentials.encode(), api_key.encode()):
            raise MissingKey('this service wants a key: send the header "Authorization: Bearer <key>"')

    return check


def _openapi(app: FastAPI) -> dict[str, Any]:
    """The description of every route, with the one schema that all problems share."""
    if app.openapi_schema is None:
        described = get_openapi(title=app.title, version=app.version, summary=app.summary, routes=app.routes)
        described["components"]["schemas"]["Problem"] = Problem.model_json_schema()
        app.openapi_schema = described
    return app.openapi_schema
