"""The laws of conflicts over documents that are made up as the tests run, from sentences that must conflict."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from corpus.documents import Document, DocumentId, Known, PartialDate
from index import passages as cutting
from index.hashing import HashingEmbedder
from index.memory import MemoryStore
from service.adding import Adder
from service.answer import ConflictView
from service.comparing import compared
from service.conflicts.finding import find_conflicts
from service.conflicts.likes import LIKES

EMBEDDER = HashingEmbedder()
TEMPLATES = (
    "The Ravel Tunnel cost ${} million.",
    "The Ravel Tunnel is {} kilometres long.",
    "The flood in Aldmoor killed {} people.",
    "The ferry of Ardelve carried {},400 passengers in 2021.",
    "Turnout in Quillan was {} percent.",
    "Growers in Quillan picked {} tonnes of pears in 2020.",
)
FILLERS = (
    "Nobody in the town had expected as much, and the council met twice to talk about what it meant for the winter.",
    "The weather was fine.",
    "A choir sang on the quay while the old harbour master looked on, his hands in the pockets of a borrowed coat.",
)
VALUES = (12, 19, 26, 43, 58, 71)
"""So far apart that no rounding makes two of them one."""

Statement = tuple[int, int]
"""The numbers of a template and of a value."""
STATEMENTS = st.lists(
    st.tuples(st.integers(0, len(TEMPLATES) - 1), st.integers(0, len(VALUES) - 1)),
    min_size=1, max_size=4, unique_by=lambda statement: statement[0],
)  # fmt: skip
LAYOUTS = st.lists(st.integers(0, len(FILLERS)), min_size=4, max_size=4)


def text_of(statements: Sequence[Statement], layout: Sequence[int]) -> str:
    """The statements as sentences, with sentences without figures strewn in."""
    sentences: list[str] = []
    for (template, value), filler in zip(statements, layout, strict=False):
        sentences += [TEMPLATES[template].format(VALUES[value]), *FILLERS[filler:][:1]]
    return " ".join(sentences)


@st.composite
def corpora(draw: st.DrawFn, most: int = 4) -> list[Document]:
    """Two to four documents of one date; the first two differ on at least one measure."""
    texts = [draw(STATEMENTS) for _ in range(draw(st.integers(2, most)))]
    template, value = texts[0][0]
    rest = [statement for statement in texts[1] if statement[0] != template]
    texts[1] = [(template, (value + 1) % len(VALUES)), *rest][:4]
    return [made(f"{name}.txt", text_of(text, draw(LAYOUTS))) for name, text in zip("abcd", texts, strict=False)]


def made(name: str, text: str) -> Document:
    return Document(DocumentId(name), text, published=Known(PartialDate(2022, 5, 1), "given", "test"))


def store_of(documents: Iterable[Document]) -> MemoryStore:
    store = MemoryStore(EMBEDDER.dimension)
    assert all(outcome == "added" for _, outcome in Adder(store, EMBEDDER).add_all(documents))
    return store


def conflicts_of(documents: Sequence[Document], asked: int | None = None) -> tuple[ConflictView, ...]:
    """What all figures of the first so many documents, in their order, conflict with in all."""
    with store_of(documents).snapshot() as snapshot:
        names = [document.id for document in documents[:asked]]
        stated, known = snapshot.figures_of(names), snapshot.fetch(names)
        passages = [passage for name in names for passage in snapshot.passages_of(name)]
        figures = [figure for name in names for figure in stated[name]]
        conflicts, checked = find_conflicts(snapshot, "What is known?", figures, known, passages)
    assert checked.complete
    return conflicts


Shown = tuple[object, ...]


def shown(conflicts: Iterable[ConflictView], *, copies: Iterable[str] = ()) -> set[Shown]:
    """All that conflicts say, but for the passages that hold it; without sources that are copies."""
    left_out = set(copies)
    return {
        (
            conflict.measure, conflict.type, conflict.rule, conflict.confidence, conflict.origins,
            frozenset(
                (side.low, side.high, side.comparator, side.text, frozenset(
                    (source.document, source.start, source.end, source.sentence.text)
                    for source in side.sources if source.document not in left_out
                ))
                for side in conflict.sides
            ),
        )
        for conflict in conflicts
    }  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(corpora().flatmap(lambda documents: st.tuples(st.just(documents), st.permutations(documents))))
def test_documents_that_must_conflict_do_in_any_order(orders: tuple[list[Document], list[Document]]) -> None:
    first, second = (conflicts_of(documents) for documents in orders)
    assert shown(first) == shown(second) != set()
    assert {conflict.id for conflict in first} == {conflict.id for conflict in second}


@settings(max_examples=40, deadline=None)
@given(corpora(most=2))
def test_two_documents_say_the_same_of_each_other_either_way_round(documents: list[Document]) -> None:
    first, second = documents

    def said(a: Document, b: Document) -> set[Shown]:
        return {
            (frozenset((pair.first.id, pair.second.id)), pair.difference, round(pair.strength, 9))
            for pair in compared(a, b, EMBEDDER)
        }

    there, back = said(first, second), said(second, first)
    assert there == back
    assert any(difference is not None for _, difference, _ in there)


@settings(max_examples=25, deadline=None)
@given(corpora(most=3), st.integers(20, 60))
def test_conflicts_do_not_depend_on_how_long_passages_are(documents: list[Document], budget: int) -> None:
    whole = conflicts_of(documents)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cutting, "BUDGET", budget)
        patch.setattr(cutting, "OVERLAP", budget // 5)
        cut = conflicts_of(documents)
        pieces = [len(cutting.passages_of(document, EMBEDDER.token_count)) for document in documents]
    assert shown(cut) == shown(whole) != set()
    assert sum(pieces) >= len(documents)


def test_a_small_budget_does_cut_the_documents_of_these_tests(monkeypatch: pytest.MonkeyPatch) -> None:
    document = made("a.txt", text_of([(0, 0), (1, 1), (2, 2), (3, 3)], [0, 1, 2, 0]))
    assert len(cutting.passages_of(document, EMBEDDER.token_count)) == 1
    monkeypatch.setattr(cutting, "BUDGET", 40)
    assert len(cutting.passages_of(document, EMBEDDER.token_count)) > 2


THREE_VALUES = [made(name, text_of([(0, value)], [0])) for name, value in (("a.txt", 5), ("b.txt", 0), ("c.txt", 1))]
"""Three costs of one tunnel, each pair as sure as the others: a copy that is sorted first changes nothing."""


@settings(max_examples=40, deadline=None)
@example(THREE_VALUES, 1, "0-copy.txt")
@given(corpora(most=3), st.integers(0, 1), st.sampled_from(["0-copy.txt", "zz-copy.txt"]))
def test_a_copy_adds_no_conflict_no_value_and_no_origin(documents: list[Document], place: int, name: str) -> None:
    copy = replace(documents[place], id=DocumentId(name))
    alone, beside = conflicts_of(documents), conflicts_of([*documents, copy])
    assert shown(beside, copies=[name]) == shown(alone) != set()


@pytest.mark.parametrize("names", list(permutations("abc")))
def test_sides_do_not_depend_on_what_their_documents_are_called(names: tuple[str, str, str]) -> None:
    costs = ("$2.6 billion", "about $2.7 billion", "$2.74 billion")
    documents = [made(f"{name}.txt", f"The Ravel Tunnel cost {cost}.") for name, cost in zip(names, costs, strict=True)]
    (conflict,) = conflicts_of(documents)
    sides = {frozenset(source.sentence.text for source in side.sources) for side in conflict.sides}
    assert sides == {frozenset({documents[0].text}), frozenset({documents[1].text, documents[2].text})}


def test_more_copies_than_are_compared_do_not_hide_the_source_that_differs() -> None:
    first, second = made("a.txt", TEMPLATES[0].format(12)), made("b.txt", TEMPLATES[0].format(58))
    copies = [replace(first, id=DocumentId(f"copy-{number}.txt")) for number in range(LIKES + 6)]
    alone = conflicts_of([first, second], asked=1)
    beside = conflicts_of([first, *copies, second], asked=1)
    assert shown(beside, copies=[copy.id for copy in copies]) == shown(alone) != set()


RESTATED = [
    ("The Ravel Tunnel is {} long.", "{:g} kilometres", 1.0, "{:.1f} miles", 1 / 1.609344),
    ("The Ravel Tunnel cost {}.", "${:g} billion", 1.0, "${:.0f} million", 1000.0),
    ("The Ravel Tunnel cost {}.", "${:g} bn", 1.0, "USD {:,.0f}", 1e9),
    ("Growers in Quillan picked {} of pears.", "{:g} tonnes", 1.0, "{:,.0f} kilograms", 1000.0),
    ("The field of Quillan covers {}.", "{:g} hectares", 1.0, "{:.1f} acres", 2.4710538),
    ("The reactor at Ardelve makes {}.", "{:g} gigawatts", 1.0, "{:,.0f} megawatts", 1000.0),
    ("Turnout in Quillan was {}.", "{:g} percent", 1.0, "{:g} per cent", 1.0),
]
"""A sentence, a unit with its factor, and another unit with its own."""


@settings(max_examples=120, deadline=None)
@given(st.sampled_from(RESTATED), st.sampled_from(VALUES), st.sampled_from(VALUES))
def test_the_unit_in_which_a_value_is_restated_changes_nothing(
    restated: tuple[str, str, float, str, float], first: int, second: int
) -> None:
    sentence, unit, factor, other, other_factor = restated

    def types(a: str, b: str) -> list[str]:
        pairs = compared(made("a.txt", sentence.format(a)), made("b.txt", sentence.format(b)), EMBEDDER)
        return [pair.difference.type if pair.difference else "compatible" for pair in pairs]

    plainly = types(unit.format(first * factor), unit.format(second * factor))
    assert plainly == (["compatible"] if first == second else ["contradiction"])
    assert types(unit.format(first * factor), other.format(second * other_factor)) == plainly
    assert types(other.format(first * other_factor), other.format(second * other_factor)) == plainly


@settings(max_examples=80, deadline=None)
@given(st.integers(1000, 99999), st.integers(2, 4), st.integers(0, 3))
def test_what_is_compatible_stays_so_when_it_is_rounded_more(number: int, digits: int, coarser: int) -> None:
    """To two digits at the least: one digit may hide more than a rounding may."""

    def rounded(count: int) -> str:
        """In millions, to so many digits: "12", "12.3", "12.35"."""
        step = 10 ** (len(str(number)) - count)
        kept = (number + step // 2) // step * step
        decimals = max(0, 3 - (len(str(number)) - count))
        return f"The Ravel Tunnel cost ${kept / 1000:.{decimals}f} million."

    fine, coarse = (rounded(count) for count in (digits, max(2, digits - coarser)))
    exact = f"The Ravel Tunnel cost ${number * 1000:,}."
    for a, b in ((exact, fine), (exact, coarse), (fine, coarse)):
        (pair,) = compared(made("a.txt", a), made("b.txt", b), EMBEDDER)
        assert pair.difference is None, (a, b)
