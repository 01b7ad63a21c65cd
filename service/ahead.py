"""Items that are made while the ones before them are in use, so that neither waits for the other."""

from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from typing import TypeVar

T = TypeVar("T")


def made_ahead(items: Iterable[T]) -> Iterator[T]:
    """The items in their order; another thread makes one while whoever asked for them uses the one before.

    It is ahead by one item, never by more. What fails in making an item is raised where that item would have come.
    """
    making = iter(items)
    with ThreadPoolExecutor(1, thread_name_prefix="ahead") as thread:
        following = thread.submit(_made, making)
        while made := following.result():
            following = thread.submit(_made, making)
            yield from made


def _made(items: Iterator[T]) -> list[T]:
    """The next item alone; empty behind the last."""
    return list(islice(items, 1))
