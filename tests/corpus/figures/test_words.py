import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from inspect import unwrap

import pytest

from corpus.figures.words import stem

WORDS = "connections relational hopefulness nationally communities generously agreements territories visited".split()


@pytest.fixture
def threads_that_take_turns_often() -> Iterator[None]:
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


def stems(words: list[str]) -> list[str]:
    return [unwrap(stem)(word) for word in words]  # not from the cache


@pytest.mark.usefixtures("threads_that_take_turns_often")
def test_threads_that_stem_at_once_get_the_stems_that_one_gets() -> None:
    expected = stems(WORDS)
    assert expected[:3] == ["connect", "relat", "hope"]
    with ThreadPoolExecutor(4) as threads:
        for found in threads.map(stems, [WORDS * 300] * 4):
            assert found == expected * 300


def test_a_hyphenated_word_has_the_stem_of_its_last_part() -> None:
    assert stem("Trade-agreements'") == "agreement"
