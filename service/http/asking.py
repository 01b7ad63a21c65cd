"""Ask and search."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Body
from fastapi.responses import Response

from service.answer import Answer, PassageView
from service.http.examples import ANSWER, ASKS, SEARCH
from service.http.replies import documented, example, reply
from service.http.schemas import AskBody
from service.service import Service


@dataclass(frozen=True, slots=True)
class SearchReply:
    """The passages that bear on a question, best first."""

    question: str
    passages: tuple[PassageView, ...]


def asking_routes(service: Service) -> APIRouter:
    """POST /ask and POST /search."""
    routes = APIRouter(tags=["asking"])
    problems = documented(400, 401, 413, 422, 503)

    @routes.post("/ask", response_model=Answer, responses=problems | example(ANSWER))
    def ask(body: Annotated[AskBody, Body(openapi_examples=ASKS)]) -> Response:
        """The passages that answer, an answer in the sources' own sentences, and where the sources conflict."""
        return reply(service.ask(body.ask()))

    @routes.post("/search", response_model=SearchReply, responses=problems | example(SEARCH))
    def search(body: Annotated[AskBody, Body(openapi_examples=ASKS)]) -> Response:
        """The passages only, with their scores."""
        ask = body.ask()
        return reply(SearchReply(ask.question, service.search(ask.question, ask.limit, ask.filters)))

    return routes
