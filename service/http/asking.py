"""Ask and search."""

from typing import Annotated

from fastapi import APIRouter, Body, Request
from fastapi.responses import Response

from service.answer import Answer, Found
from service.http.examples import ANSWER, ASKS, SEARCH
from service.http.replies import documented, example, no_conversation, reply
from service.http.schemas import AskBody, SearchBody
from service.service import Service


def asking_routes(service: Service, *, log_questions: bool) -> APIRouter:
    """POST /ask and POST /search."""
    routes = APIRouter(tags=["asking"])
    problems = documented(400, 401, 408, 413, 421, 422, 429, 431, 503)

    @routes.post("/ask", response_model=Answer, responses=problems | no_conversation() | example(ANSWER))
    def ask(body: Annotated[AskBody, Body(openapi_examples=ASKS)], request: Request) -> Response:
        """The passages that answer, an answer in the sources' own sentences, and where the sources conflict."""
        _note(request, body, log_questions=log_questions)
        answer = service.ask(body.ask())
        request.state.noted |= {"answer": answer.status, "conflicts": len(answer.conflicts)}
        request.state.answer = answer
        return reply(answer)

    @routes.post("/search", response_model=Found, responses=problems | example(SEARCH))
    def search(body: Annotated[SearchBody, Body(openapi_examples=ASKS)], request: Request) -> Response:
        """The passages only, with their scores."""
        _note(request, body, log_questions=log_questions)
        ask = body.ask()
        return reply(Found(ask.question, service.search(ask.question, ask.limit, ask.filters)))

    return routes


def _note(request: Request, body: AskBody, *, log_questions: bool) -> None:
    """What the log says of the request beside how it went."""
    request.state.noted = {"question": body.question} if log_questions else {}
