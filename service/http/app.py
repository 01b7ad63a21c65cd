"""The application: one service behind its routes, its page and its problems."""

from typing import Any

from fastapi import Depends, FastAPI
from fastapi.openapi.utils import get_openapi

from service.http import problems
from service.http.asking import asking_routes
from service.http.conversations import conversation_routes
from service.http.documents import document_routes
from service.http.gate import Gate, may_read
from service.http.health import health_routes
from service.http.intake import Intake
from service.http.limits import Limits
from service.http.metrics import Metrics
from service.http.observing import Observing
from service.http.openai import openai_routes
from service.http.openai_errors import OpenAIErrors, speaks_openai
from service.http.page import page_routes
from service.http.schemas import OpenAIError, Problem
from service.keys import Keys
from service.service import Service
from service.settings import Settings, is_loopback


def create_app(service: Service, api_key: str | None = None, settings: Settings | None = None) -> FastAPI:
    """The app that answers from the service. With a key, given or kept in the settings' data folder, /v1 wants one as
    a bearer token; without settings it has the default limits and keys of no folder.
    """
    app = FastAPI(
        title="Crosscheck",
        summary="Answers from your documents, with every figure on which the sources conflict",
        version="1",
        docs_url=None,  # FastAPI's documentation pages load scripts from outside
        redoc_url=None,
    )
    metrics = Metrics(service)
    _install_layers(app, metrics, settings or Settings(), Keys(settings.data if settings else None, api_key))
    problems.install(app)
    key = [Depends(may_read)]
    log_questions = settings is not None and settings.log_questions
    app.include_router(asking_routes(service, log_questions=log_questions), prefix="/v1", dependencies=key)
    app.include_router(openai_routes(service, log_questions=log_questions), prefix="/v1", dependencies=key)
    app.include_router(conversation_routes(service), prefix="/v1", dependencies=key)
    app.include_router(document_routes(service), prefix="/v1", dependencies=key)
    app.include_router(health_routes(service, metrics))
    app.include_router(page_routes())
    app.openapi = lambda: _openapi(app)  # type: ignore[method-assign]  # the way FastAPI documents
    return app


def _install_layers(app: FastAPI, metrics: Metrics, settings: Settings, keys: Keys) -> None:
    """What each request passes, the last named first."""
    app.add_middleware(Intake, limits=Limits.of(settings))
    app.add_middleware(Gate, keys=keys, open_to_others=not is_loopback(settings.host))
    app.add_middleware(Observing, metrics=metrics, header_bytes=settings.header_bytes)
    app.add_middleware(OpenAIErrors)


def _openapi(app: FastAPI) -> dict[str, Any]:
    """The description of every route, with the one schema that all problems share."""
    if app.openapi_schema is None:
        described = get_openapi(title=app.title, version=app.version, summary=app.summary, routes=app.routes)
        described["components"]["schemas"]["Problem"] = Problem.model_json_schema()
        described["components"]["schemas"]["OpenAIError"] = OpenAIError.model_json_schema()
        for operation in (
            each for path, methods in described["paths"].items() for each in methods.values() if speaks_openai(path)
        ):
            operation["responses"].pop("422", None)  # a chat that cannot be asked is 400 to OpenAI's clients
        for operation in (each for methods in described["paths"].values() for each in methods.values()):
            if "security" in operation:
                operation["security"].append({})  # as long as nobody has made a key, none is wanted
        app.openapi_schema = described
    return app.openapi_schema
