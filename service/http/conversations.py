"""Conversations: begin, list, read, export, delete. A question continues one by naming it (POST /ask)."""

from typing import Annotated, Any

from fastapi import APIRouter, Body, Depends, Query
from fastapi.responses import Response

from service.conversations.kept import CONVERSATIONS_LISTED
from service.conversations.views import ConversationList, ConversationRow, ConversationView
from service.http.examples import CONVERSATION, CONVERSATION_ROW, CONVERSATIONS, CONVERSE, EXPORT
from service.http.gate import may_change
from service.http.replies import documented, example, no_conversation, reply
from service.http.schemas import ConversationBody
from service.service import Service
from service.wire import to_json

MARKDOWN = "text/markdown"
_EXPORTED: dict[int | str, dict[str, Any]] = {200: {"content": {MARKDOWN: {"example": EXPORT}}}}


class _Markdown(Response):
    media_type = MARKDOWN


def conversation_routes(service: Service) -> APIRouter:
    """/conversations, /conversations/{id} and /conversations/{id}/export."""
    routes = APIRouter(tags=["conversations"])
    reading = documented(401, 408, 413, 421, 422, 429, 431, 503)
    begun: dict[int | str, dict[str, Any]] = {201: {"content": {"application/json": {"example": CONVERSATION_ROW}}}}

    @routes.post(
        "/conversations",
        response_model=ConversationRow,
        status_code=201,
        responses=documented(400) | reading | begun,
    )
    def begin(body: Annotated[ConversationBody, Body(openapi_examples=CONVERSE)]) -> Response:
        """A new conversation, kept until it is deleted; its id cannot be guessed."""
        return Response(to_json(service.begin(body.title)), 201, media_type="application/json")

    @routes.get("/conversations", response_model=ConversationList, responses=reading | example(CONVERSATIONS))
    def conversations(
        after: Annotated[
            str | None, Query(max_length=18, pattern="^[0-9]+$", description="`next` of the page before")
        ] = None,
        limit: Annotated[int, Query(ge=1, le=CONVERSATIONS_LISTED)] = 50,
    ) -> Response:
        """Conversations, last changed first, a page at a time."""
        return reply(service.conversations(after, limit))

    @routes.get(
        "/conversations/{id}",
        response_model=ConversationView,
        responses=reading | no_conversation() | example(CONVERSATION),
    )
    def read(id: str) -> Response:  # noqa: A002  # the name that the route shows
        """The conversation with every answer as it was given."""
        return reply(service.conversation(id))

    @routes.get(
        "/conversations/{id}/export",
        response_class=_Markdown,
        responses=reading | no_conversation() | _EXPORTED,
    )
    def export(id: str) -> Response:  # noqa: A002  # the name that the route shows
        """The conversation as Markdown, its quotes in footnotes."""
        return Response(service.export(id), media_type=f"{MARKDOWN}; charset=utf-8")

    @routes.delete(
        "/conversations/{id}",
        status_code=204,
        dependencies=[Depends(may_change)],
        responses=documented(403) | reading | no_conversation(),
    )
    def forget(id: str) -> Response:  # noqa: A002  # the name that the route shows
        """The conversation gone with all its turns; what it quoted stays where it was."""
        service.forget(id)
        return Response(status_code=204)

    return routes
