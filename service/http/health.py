"""Whether the process lives, and whether it answers at full speed."""

from dataclasses import dataclass
from typing import Any, Literal

from fastapi import APIRouter
from fastapi.responses import PlainTextResponse, Response

from service.http.metrics import MEDIA_TYPE, Metrics
from service.http.replies import documented, example, reply
from service.service import Service

_METRICS: dict[int | str, dict[str, Any]] = {
    200: {"content": {"text/plain": {"example": "crosscheck_documents 16.0\n"}}},
}


@dataclass(frozen=True, slots=True)
class Health:
    """The process answers."""

    status: Literal["ok"]


@dataclass(frozen=True, slots=True)
class Readiness:
    """What can be asked now; `rebuilt` says why caches had to be made anew since the start, which took time."""

    status: Literal["ready"]
    documents: int
    passages: int
    figures: int
    rebuilt: tuple[str, ...]


def health_routes(service: Service, metrics: Metrics) -> APIRouter:
    """/healthz and /readyz, which want no key, and /metrics, which wants one where /v1 does."""
    routes = APIRouter(tags=["health"])

    @routes.get("/healthz", response_model=Health, responses=documented(421, 431) | example({"status": "ok"}))
    def healthz() -> Response:
        """Always ok while the process answers."""
        return reply(Health("ok"))

    ready = {"status": "ready", "documents": 16, "passages": 23, "figures": 71, "rebuilt": []}

    @routes.get("/readyz", response_model=Readiness, responses=documented(421, 431, 503) | example(ready))
    def readyz() -> Response:
        """What can be asked now, and whether caches had to be rebuilt."""
        info = service.info()
        return reply(Readiness("ready", info.documents, info.passages, info.figures, service.rebuilt()))

    @routes.get("/metrics", response_class=PlainTextResponse, responses=documented(401, 421, 431, 503) | _METRICS)
    def prometheus() -> Response:
        """What Prometheus reads: requests by route and status, their latency, asks, conflicts, and what is kept."""
        return Response(metrics.text(), media_type=MEDIA_TYPE)

    return routes
