"""Documents: add, list, read, delete."""

from typing import Annotated

from fastapi import APIRouter, Body, Depends, Query
from fastapi.responses import Response

from service.documents import AddedDocuments, DocumentList, DocumentView
from service.http.examples import ADD, ADDED, DOCUMENT, DOCUMENTS
from service.http.gate import may_change
from service.http.replies import documented, example, reply
from service.http.schemas import DocumentsBody
from service.service import Service
from service.settings import DOCUMENTS_LISTED


def document_routes(service: Service) -> APIRouter:
    """/documents and /documents/{id}."""
    routes = APIRouter(tags=["documents"])
    changing = [Depends(may_change)]

    @routes.post(
        "/documents",
        response_model=AddedDocuments,
        dependencies=changing,
        responses=documented(400, 401, 403, 408, 413, 421, 422, 429, 431, 503) | example(ADDED),
    )
    def add(body: Annotated[DocumentsBody, Body(openapi_examples=ADD)]) -> Response:
        """Adds or replaces documents; each that is acknowledged is on disk. One that fails does not stop the rest."""
        return reply(AddedDocuments(tuple(service.add([document.document() for document in body.documents]))))

    @routes.get(
        "/documents",
        response_model=DocumentList,
        responses=documented(401, 408, 413, 421, 422, 429, 431, 503) | example(DOCUMENTS),
    )
    def documents(
        after: Annotated[str | None, Query(max_length=500, description="the last id of the page before")] = None,
        limit: Annotated[int, Query(ge=1, le=DOCUMENTS_LISTED)] = 100,
    ) -> Response:
        """Documents in the order of their ids, a page at a time."""
        return reply(service.documents(after, limit))

    @routes.get(
        "/documents/{id:path}",
        response_model=DocumentView,
        responses=documented(401, 404, 408, 413, 421, 422, 429, 431, 503) | example(DOCUMENT),
    )
    def read(id: str) -> Response:  # noqa: A002  # the name that the route shows
        """The stored text, into which every offset counts, and what is known of the document."""
        return reply(service.read(id))

    @routes.delete(
        "/documents/{id:path}",
        status_code=204,
        dependencies=changing,
        responses=documented(401, 403, 404, 408, 413, 421, 422, 429, 431, 503),
    )
    def delete(id: str) -> Response:  # noqa: A002  # the name that the route shows
        """The document gone, from every answer after this one."""
        service.remove(id)
        return Response(status_code=204)

    return routes
