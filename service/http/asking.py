"""Ask and search."""

from typing import Annotated

from fastapi import APIRouter, Body
from fastapi.responses import Response

from service.answer import Answer, Found
from service.http.examples import ANSWER, ASKS, SEARCH
from service.http.replies import documented, example, reply
from service.http.schemas import AskBody, SearchBody
from service.service import Service


def asking_routes(service: Service) -> APIRouter:
    """POST /ask and POST /search."""
    routes = APIRouter(tags=["asking"])
    problems = documented(400, 401, 413, 421, 422, 503)

    @routes.post("/ask", response_model=Answer, responses=problems | example(ANSWER))
    def ask(body: Annotated[AskBody, Body(openapi_examples=ASKS)]) -> Response:
        """The passages that answer, an answer in the sources' own sentences, and where the sources conflict."""
        return reply(service.ask(body.ask()))

    @routes.post("/search", response_model=Found, responses=problems | example(SEARCH))
    def search(body: Annotated[SearchBody, Body(openapi_examples=ASKS)]) -> Response:
        """The passages only, with their scores."""
        ask = body.ask()
        return reply(Found(ask.question, service.search(ask.question, ask.limit, ask.filters)))

    return routes
