import gc
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from random import Random
from types import FunctionType, ModuleType

import pytest

from corpus.documents import Document, DocumentId
from corpus.figures.extract import figures_of
from corpus.figures.figure import Figure
from service.conflicts.bearers import doer_of
from service.conflicts.stated import stated
from service.conflicts.subjects import subject_of
from service.remembering import MOST_BYTES, REMEMBERED, Memory, remembered, remembered_of_figure

TEXT = "The Orrin Line carries 4,200 passengers a day, said Ann Poe of Tamsin County. It cost 3.5 million pounds."


def document(name: str, text: str = TEXT) -> Document:
    return Document(DocumentId(name), text)


def test_what_was_worked_out_of_a_document_is_not_worked_out_of_an_equal_one_again() -> None:
    asked: list[str] = []

    @remembered(lambda _: 100, Memory(10_000))
    def length(given: Document) -> int:
        asked.append(given.id)
        return len(given.text)

    assert [length(document("a")), length(document("a")), length(document("b"))] == [len(TEXT)] * 3
    assert asked == ["a", "b"]


def test_a_document_that_has_changed_is_worked_out_anew_and_counts_once() -> None:
    memory = Memory(10_000)

    @remembered(lambda given: len(given.text), memory)
    def length(given: Document) -> int:
        return len(given.text)

    assert [length(document("a", "x" * 500)), length(document("a", "yy"))] == [500, 2]
    assert memory.bytes == sys.getsizeof("yy") + 2


def test_the_document_not_asked_about_for_longest_is_forgotten_first() -> None:
    asked: list[str] = []

    @remembered(lambda _: 1_000, Memory(2 * (1_000 + sys.getsizeof(TEXT))))
    def length(given: Document) -> int:
        asked.append(given.id)
        return len(given.text)

    for name in ("a", "b", "a", "c", "a", "b"):
        length(document(name))
    assert asked == ["a", "b", "c", "b"]


def test_figures_of_one_document_count_its_text_once() -> None:
    memory = Memory(100_000)

    @remembered_of_figure(lambda _: 10, memory)
    def surface(figure: Figure, _: Document) -> str:
        return figure.text

    figures = figures_of(document("a"))
    assert [surface(figure, document("a")) for figure in figures * 2] == [figure.text for figure in figures] * 2
    assert memory.bytes == sys.getsizeof(TEXT) + 10 * len(figures)


def test_no_more_bytes_are_counted_than_allowed_whatever_threads_ask() -> None:
    memory = Memory(20_000)

    @remembered(lambda given: len(given.text), memory)
    def length(given: Document) -> int:
        return len(given.text)

    def ask(seed: int) -> None:
        chance = Random(seed)
        for _ in range(3_000):
            size = chance.randint(1, 60) * 100
            assert length(document(str(size % 17), "x" * size)) == size
            assert memory.bytes <= 20_000

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(ask, range(4)))
    length(document("larger than all", "x" * 30_000))
    assert memory.bytes == 0


@pytest.mark.parametrize("sentences", [1, 8, 60, 400])
def test_a_document_takes_no_more_memory_than_is_counted_for_it(sentences: int) -> None:
    chance = Random(sentences)
    made = (
        f"The {name} of {name}{chance.randint(1, 999)} carried {chance.randint(100, 9_999):,} tonnes of rye past "
        f"{name}-on-Sea in {chance.randint(1900, 2020)}, said Ann {name}."
        for name in (chance.choice(["Orrin", "Tamsin", "Kestrel", "Bellow"]) for _ in range(sentences))
    )
    text = " ".join(made)
    one = document(f"of {sentences} sentences", text)
    before = REMEMBERED.bytes
    for figure in figures_of(one):
        stated(figure, one)
        doer_of(figure, one)
    subject_of(one)
    notes = REMEMBERED._notes[one.id]
    assert REMEMBERED.bytes - before == notes.bytes
    assert size_of(notes) <= notes.bytes <= MOST_BYTES
    subject_of(replace(one, text="."))


def size_of(root: object) -> int:
    """The bytes of all that it holds, but for code."""
    seen: set[int] = set()
    left, size = [root], 0
    while left:
        each = left.pop()
        if id(each) not in seen and not isinstance(each, type | ModuleType | FunctionType):
            seen.add(id(each))
            size += sys.getsizeof(each)
            left += gc.get_referents(each)
    return size
