import importlib
import pkgutil
from collections.abc import Iterator

import pytest

import corpus
import index
import service
from corpus.errors import CrosscheckError
from service.commands.rows import UnreadableRow, UnreadableRows
from service.errors import (
    AddressInUse,
    BadSetting,
    FolderInUse,
    InvalidKeyName,
    NothingKept,
    Refused,
    ServiceUnreachable,
    UnknownDocument,
    UnsafeBinding,
)
from service.http.problems import STATUS_OF, kind_of, status_of

BEFORE_ANY_REQUEST = {
    AddressInUse,
    BadSetting,
    FolderInUse,
    InvalidKeyName,
    NothingKept,
    Refused,
    ServiceUnreachable,
    UnreadableRow,
    UnreadableRows,
    UnsafeBinding,
}
"""Errors of starting, of keys made on the command line, of clients and of files of rows, which no route can raise."""
FAULTS = {"UnknownFigure"}
"""Errors that only a fault of ours would let out."""


def errors_of(*rooms: object) -> Iterator[type[CrosscheckError]]:
    for room in rooms:
        for module in pkgutil.walk_packages(room.__path__, f"{room.__name__}."):  # type: ignore[attr-defined]
            if module.name not in {"index.compiling", "index.exporting", "index.reference"}:
                importlib.import_module(module.name)
    waiting = [CrosscheckError]
    while waiting:
        kind = waiting.pop()
        yield kind
        waiting += kind.__subclasses__()


def test_every_error_that_a_route_may_raise_has_a_row_in_the_table() -> None:
    raised = [
        kind
        for kind in errors_of(corpus, index, service)
        if kind not in BEFORE_ANY_REQUEST
        and kind.__name__ not in FAULTS
        and not kind.__module__.startswith(("eval.", "service.slack."))
    ]
    without = [
        kind.__name__ for kind in raised if kind is not CrosscheckError and not set(kind.__mro__[:-4]) & set(STATUS_OF)
    ]
    assert not without


def test_an_error_is_what_its_nearest_ancestor_is() -> None:
    class GoneDocument(UnknownDocument):
        pass

    assert status_of(GoneDocument("gone")) == (404, "Unknown document")


def test_an_error_that_nobody_named_cannot_answer() -> None:
    class NewError(CrosscheckError):
        pass

    assert status_of(NewError("new")) == (503, "Cannot answer at the moment")


@pytest.mark.parametrize(("title", "kind"), [("Unknown document", "urn:crosscheck:problem:unknown-document")])
def test_a_problem_has_a_type_that_programs_can_compare(title: str, kind: str) -> None:
    assert kind_of(title) == kind
