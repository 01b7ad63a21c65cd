from collections.abc import Iterator
from threading import Event, get_ident

import pytest

from service.ahead import made_ahead


def test_items_come_in_their_order_whatever_they_are() -> None:
    assert list(made_ahead([3, None, 1, 0])) == [3, None, 1, 0]
    assert list(made_ahead([])) == []


def test_an_item_is_made_by_another_thread_while_the_one_before_is_in_use() -> None:
    made = Event()

    def items() -> Iterator[int]:
        yield get_ident()
        made.set()
        yield get_ident()

    found = made_ahead(items())
    assert next(found) != get_ident()
    assert made.wait(10)


def test_never_more_than_one_item_is_made_ahead() -> None:
    made: list[int] = []

    def items() -> Iterator[int]:
        for item in range(9):
            made.append(item)
            yield item

    for item in made_ahead(items()):
        assert len(made) <= item + 2


def test_what_fails_is_raised_behind_the_items_before_it() -> None:
    def items() -> Iterator[int]:
        yield 1
        raise ValueError("the second item")

    found = made_ahead(items())
    assert next(found) == 1
    with pytest.raises(ValueError, match="the second item"):
        next(found)


def test_items_that_nobody_wants_are_not_made() -> None:
    made: list[int] = []

    def items() -> Iterator[int]:
        for item in range(9):
            made.append(item)
            yield item

    found = made_ahead(items())
    next(found)
    found.close()  # type: ignore[attr-defined]  # a generator
    assert len(made) <= 2
