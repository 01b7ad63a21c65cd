"""Work done by several threads, its results in order, with no more under way than is needed."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import islice
from typing import TypeVar

Given = TypeVar("Given")
Made = TypeVar("Made")
AHEAD = 2
"""How many pieces a thread wait to be taken: a slow one at the front must not leave the others idle."""


def in_order(work: Callable[[Given], Made], given: Iterable[Given], threads: int) -> Iterator[Made]:
    """The result of each piece, in the order in which they were given; one thread works without any of it."""
    if threads == 1:
        yield from map(work, given)
        return
    pieces = iter(given)
    executor = ThreadPoolExecutor(threads)
    try:
        waiting: deque[Future[Made]] = deque(executor.submit(work, piece) for piece in islice(pieces, AHEAD * threads))
        while waiting:
            yield waiting.popleft().result()
            waiting.extend(executor.submit(work, piece) for piece in islice(pieces, 1))
    finally:
        executor.shutdown(cancel_futures=True)
