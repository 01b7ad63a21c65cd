"""Ask and search."""

from collections.abc import Iterator
from typing import Annotated, Any

from fastapi import APIRouter, Body, Request
from fastapi.responses import Response
from sse_starlette import ServerSentEvent

from service.answer import Answer, Found
from service.events import NAME_OF, Done, Event, answer_in
from service.http.examples import ANSWER, ASKS, EVENTS, SEARCH
from service.http.replies import documented, example, no_conversation, reply
from service.http.schemas import AskBody, SearchBody
from service.http.streaming import EVENT_SCHEMA, MEDIA_TYPE, Sent, Stream, wants_stream
from service.service import Service
from service.wire import to_json


def asking_routes(service: Service, *, log_questions: bool) -> APIRouter:
    """POST /ask and POST /search."""
    routes = APIRouter(tags=["asking"])
    problems = documented(400, 401, 408, 413, 421, 422, 429, 431, 503)

    @routes.post("/ask", response_model=Answer, responses=problems | no_conversation() | _answered())
    def ask(body: Annotated[AskBody, Body(openapi_examples=ASKS)], request: Request) -> Response:
        """The passages that answer, an answer in the sources' own sentences, and where the sources conflict: as JSON,
        or for `Accept: text/event-stream` as events while it comes about. These are one `passages`, a `sentence` for
        each of the answer, a `conflict` for each, and `done`; or an `error` with a problem, which ends it.
        """
        _note(request, body, log_questions=log_questions)
        if wants_stream(request):
            return Stream(_events(service.stream(body.ask()), request), _error)
        answer = service.ask(body.ask())
        note_answer(request, answer)
        return reply(answer)

    @routes.post("/search", response_model=Found, responses=problems | no_conversation() | example(SEARCH))
    def search(body: Annotated[SearchBody, Body(openapi_examples=ASKS)], request: Request) -> Response:
        """The passages only, with their scores."""
        _note(request, body, log_questions=log_questions)
        ask = body.ask()
        return reply(Found(ask.question, service.search(ask)))

    return routes


def note_answer(request: Request, answer: Answer) -> None:
    """What the log and the metrics say of an answer."""
    request.state.noted |= {"answer": answer.status, "conflicts": len(answer.conflicts)}
    request.state.answer = answer


def _events(events: Iterator[Event], request: Request) -> Sent:
    """The events as they are sent; the answer that they tell is noted with the last."""
    told = []
    for event in events:
        told.append(event)
        if isinstance(event, Done):
            note_answer(request, answer_in(told))
        yield ServerSentEvent(to_json(event), event=NAME_OF[type(event)])


def _error(body: bytes) -> ServerSentEvent:
    return ServerSentEvent(body.decode(), event="error")


def _answered() -> dict[int | str, dict[str, Any]]:
    """An answer in both forms, for the description of the route."""
    content = example(ANSWER)[200]["content"]
    return {200: {"content": content | {MEDIA_TYPE: {"schema": EVENT_SCHEMA, "example": EVENTS}}}}


def _note(request: Request, body: AskBody, *, log_questions: bool) -> None:
    """What the log says of the request beside how it went."""
    request.state.noted = {"question": body.question} if log_questions else {}
