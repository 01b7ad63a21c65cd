"""OpenAI's routes: POST /chat/completions and GET /models, for clients that know nothing else."""

import json
from collections.abc import Iterator
from typing import Annotated, Any

from fastapi import APIRouter, Body, Request
from fastapi.responses import Response
from sse_starlette import ServerSentEvent

from service.errors import UnknownModel
from service.http.asking import note_answer
from service.http.chat_bodies import ChatBody
from service.http.completions import MODEL, Completion
from service.http.examples import CHAT, CHUNKS, COMPLETION, MODELS
from service.http.openai_errors import error_object, failing
from service.http.replies import example, reply
from service.http.streaming import EVENT_SCHEMA, MEDIA_TYPE, Sent, Stream
from service.service import Service
from service.spoken import Telling
from service.wire import to_json

_MODEL = {"id": MODEL, "object": "model", "created": 0, "owned_by": "crosscheck"}


def openai_routes(service: Service, *, log_questions: bool) -> APIRouter:
    """/chat/completions, /models and /models/{model}."""
    routes = APIRouter(tags=["openai"])
    reading = failing(401, 408, 413, 421, 429, 431, 503)

    @routes.post("/chat/completions", responses=failing(400, 404) | reading | _completed())
    def complete(body: Annotated[ChatBody, Body(openapi_examples=CHAT)], request: Request) -> Response:
        """The answer to the last message, those before it as its history. Conflicts are told in the text; annotations
        say where in which document each quote and each side's value stands.
        """
        _check_model(body.model)
        request.state.noted = {"question": body.question} if log_questions else {}
        ask = body.ask()
        completion = Completion(str(request.base_url), body.prompt)
        if body.stream:
            telling = Telling()
            chunks = completion.chunks(service.stream(ask), telling, with_usage=body.wants_usage)
            return Stream(_sent(chunks, telling, request), _error)
        whole, answer = completion.whole(service.stream(ask))
        note_answer(request, answer)
        return reply(whole)

    @routes.get("/models", responses=reading | example(MODELS))
    def models() -> Response:
        """The one model there is: what is kept here, and how it is answered from."""
        return reply({"object": "list", "data": [_MODEL]})

    @routes.get("/models/{model}", responses=failing(404) | reading | example(_MODEL))
    def model(model: str) -> Response:
        """The model of that name."""
        _check_model(model)
        return reply(_MODEL)

    return routes


def _check_model(name: str) -> None:
    if name != MODEL:
        raise UnknownModel(f"there is no model {name[:80]!r} here: use {MODEL!r}, as GET /v1/models lists it")


def _sent(chunks: Iterator[dict[str, Any]], telling: Telling, request: Request) -> Sent:
    """The chunks as they are sent, and the end that OpenAI's clients wait for."""
    for chunk in chunks:
        yield ServerSentEvent(to_json(chunk))
    if telling.answer is not None:
        note_answer(request, telling.answer)
    yield ServerSentEvent("[DONE]")


def _error(problem: bytes) -> ServerSentEvent:
    return ServerSentEvent(to_json(error_object(json.loads(problem))))


def _completed() -> dict[int | str, dict[str, Any]]:
    """A completion in both forms, for the description of the route."""
    content = example(COMPLETION)[200]["content"]
    return {200: {"content": content | {MEDIA_TYPE: {"schema": EVENT_SCHEMA, "example": CHUNKS}}}}
