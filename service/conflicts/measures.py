"""What the sides of a conflict are values of, as a noun phrase."""

from collections.abc import Sequence

from corpus.figures.counts import plural_noun
from corpus.figures.figure import Figure, Kind
from corpus.figures.vocabulary import RESTRICTORS, measure_of
from corpus.figures.words import stem
from service.conflicts.events import event_measure
from service.conflicts.grouping import Conflict
from service.conflicts.phrases import Documents, as_written, commonest, counted_nouns, the_name, the_noun
from service.conflicts.stated import EVENT_SERIES, heads_of, series_of

_BEFALLEN = {"dead": "people killed", "wound": "people injured", "displac": "people displaced"}
"""Families of heads that say what befell the people counted."""
_UNNAMED: dict[Kind, str] = {
    "money": "sum of money", "percent": "share", "percentage_points": "change in percentage points",
    "count": "number", "quantity": "quantity", "duration": "length of time", "multiple": "ratio",
}  # fmt: skip
"""What a value is where nothing names the thing measured."""
_SCALES = frozenset("thousand million billion trillion".split())
_MONEY = frozenset(
    measure_of(stem(word))
    for word in (
        "trade cost revenue profit damage loan investment debt grant aid tax fine fund capital credit reserve wage "
        "salary worth value surplus deficit subsidy spending remittance export import saving rent pension donation "
        "bond turnover contingency"
    ).split()
)
"""Nouns that by themselves name money."""
_SHOWN = 2
"""Words of the sentences shown where nothing names the thing measured."""
_IRREGULAR = {"foot": "feet", "inch": "inches", "hertz": "hertz"}


def measure_of_conflict(conflict: Conflict, documents: Documents) -> str:
    """What the sides are values of: "date of Vladimir Putin’s visit to Baku", "cost of the Kestrel Line", "number of
    passengers per day"; the same whatever the order of the sides.
    """
    every = (figure for side in conflict.sides for figure in side)
    figures = sorted(every, key=lambda figure: (figure.document, figure.value.start))
    if series_of(figures[0]) in EVENT_SERIES:
        return event_measure(figures, documents)
    return _amount(figures, documents)


def _amount(figures: Sequence[Figure], documents: Documents) -> str:
    first = figures[0]
    change = "change in " if first.role == "change_by" else ""
    rate = f" per {first.per}" if first.per else ""
    if befallen := _befallen(figures):
        return f"{change}{befallen}{rate}{_place(figures, documents)}"
    noun = _noun(figures, documents)
    if noun is None:
        return f"{change}{_UNNAMED.get(first.value.kind, first.value.kind)}{rate}{_context(figures, documents)}"
    context = _context(figures, documents) if noun.lower() == "people" else ""
    measured = _measured(noun, first)
    return f"{change}{measured}{rate}{_whole(measured, figures, documents)}{_units(figures)}{context}"


def _befallen(figures: Sequence[Figure]) -> str | None:
    """What befell the people whom most of the figures count."""
    if figures[0].value.kind != "count":
        return None
    heads = [head for figure in figures for head in heads_of(figure) if head in _BEFALLEN]
    commonly = commonest(heads)
    return _BEFALLEN[commonly] if commonly and heads.count(commonly) * 2 > len(figures) else None


def _noun(figures: Sequence[Figure], documents: Documents) -> str | None:
    """Of the counted nouns the one that most sentences hold, then the shortest; where some sides restrict what they
    count, without what restricts it.
    """
    restrictors = {frozenset(figure.modifiers) & RESTRICTORS for figure in figures}
    nouns = counted_nouns(figures, documents)
    if len(restrictors) > 1 and (shared := _shared_end(nouns)):
        return shared
    return min(nouns, key=lambda noun: (-_named_by(noun, figures), len(noun), noun)) if nouns else None


def _named_by(noun: str, figures: Sequence[Figure]) -> int:
    """In how many of the sentences the noun or one of its meaning stands."""
    family = measure_of(stem(noun.rsplit(maxsplit=1)[-1]))
    return sum(family in {measure_of(term) for term, _ in figure.terms} for figure in figures)


def _shared_end(nouns: Sequence[str]) -> str:
    """The last words that all have in common."""
    shared: list[str] = []
    for words in zip(*(reversed(noun.split()) for noun in nouns), strict=False):
        if len({word.lower() for word in words}) > 1:
            break
        shared.insert(0, words[0])
    return " ".join(shared)


def _measured(noun: str, first: Figure) -> str:
    """What of the thing is given: the number or share of things that are many, the length of an event."""
    kind, many = first.value.kind, plural_noun(noun.rsplit(maxsplit=1)[-1].lower())
    if kind == "count" and many:
        return f"number of {noun}"
    if kind == "percent" and many:
        return f"share of {noun}"
    if kind == "money":
        return _money(noun)
    return f"length of the {noun}" if kind == "duration" else noun


def _money(noun: str) -> str:
    """A noun for money as it is; of a contract its value; of anything else, that money has to do with it."""
    families = {measure_of(stem(word)) for word in noun.split() if not word.endswith("ed")}
    if families & _MONEY:
        return noun
    return f"value of the {noun}" if "deal" in families else f"sum of money ({noun})"


def _whole(measured: str, figures: Sequence[Figure], documents: Documents) -> str:
    """Whose measure it is: " of the Kestrel Line"."""
    stemmed = commonest(figure.of for figure in figures if figure.of)
    whole = the_noun(stemmed, figures, documents) if stemmed else None
    said = whole is not None and whole.split()[-1].lower() in measured.lower().split()
    return f" of {whole}" if whole and not said and not measured.endswith(")") else ""


def _units(figures: Sequence[Figure]) -> str:
    """For a quantity the units, which tell a length from a weight."""
    units = {figure.value.unit for figure in figures if figure.value.kind == "quantity" and figure.value.unit}
    return f", in {' or '.join(sorted({_plural(unit) for unit in units}))}" if units else ""


def _plural(unit: str) -> str:
    """A unit's plural, without the scale in front: "cubic metres", "kilometres per hour", "degrees Celsius"."""
    words = [word for word in unit.split() if word not in _SCALES]
    at = words.index("per") - 1 if "per" in words[1:] else 0 if words[0] == "degree" else len(words) - 1
    words[at] = _IRREGULAR.get(words[at], f"{words[at].removesuffix('s')}s")
    return " ".join(words)


def _place(figures: Sequence[Figure], documents: Documents) -> str:
    place = commonest(place for figure in figures for place in figure.places)
    return f" in {the_name(place, figures, documents)}" if place else ""


def _context(figures: Sequence[Figure], documents: Documents) -> str:
    """The words nearest to the values that all sentences share, as written: " (behind schedule)"; empty if none is."""
    distances = [dict(figure.terms) for figure in figures]
    shared = set(distances[0]).intersection(*distances[1:])
    shared -= {stem("people"), *(figure.verb for figure in figures)}
    ranked = sorted(shared, key=lambda term: (sum(distance[term] for distance in distances), term))
    words = as_written(ranked[:_SHOWN], figures[0], documents)
    return f" ({words})" if words else ""
