"""Whether the process lives, and whether it answers at full speed."""

from dataclasses import dataclass
from typing import Literal

from fastapi import APIRouter
from fastapi.responses import Response

from service.http.replies import documented, example, reply
from service.service import Service


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


def health_routes(service: Service) -> APIRouter:
    """/healthz and /readyz, which want no key."""
    routes = APIRouter(tags=["health"])

    @routes.get("/healthz", response_model=Health, responses=documented(421) | example({"status": "ok"}))
    def healthz() -> Response:
        """Always ok while the process answers."""
        return reply(Health("ok"))

    ready = {"status": "ready", "documents": 16, "passages": 23, "figures": 71, "rebuilt": []}

    @routes.get("/readyz", response_model=Readiness, responses=documented(421, 503) | example(ready))
    def readyz() -> Response:
        """What can be asked now, and whether caches had to be rebuilt."""
        info = service.info()
        return reply(Readiness("ready", info.documents, info.passages, info.figures, service.rebuilt()))

    return routes
