"""Why two sides differ, in plain words; no side is ever preferred."""

from corpus.figures.figure import Figure, TimeScope
from service.conflicts.differing import restriction
from service.conflicts.grouping import Conflict
from service.conflicts.stated import series_of

_BASIS = {"stated": "", "resolved": " (reckoned from the publication date)", "document": " (the document's own date)"}


def period(scope: TimeScope | None) -> str | None:
    """A time as a person writes it: "2012", "2024-08-18", "since 2009"; None where nothing is known."""
    if scope is None:
        return None
    start, end = scope.start, scope.end
    if start and end:
        if (start.month, start.day, end.month, end.day) == (1, 1, 12, 31):
            return str(start.year) if start.year == end.year else f"{start.year} to {end.year}"
        return start.isoformat() if start == end else f"{start.isoformat()} to {end.isoformat()}"
    if start:
        return f"since {start.isoformat()}"
    return f"until {end.isoformat()}" if end else None


def measure_text(conflict: Conflict) -> str:
    """What the sides are values of, in the sources' own words where they name it."""
    figures = [figure for side in conflict.sides for figure in side]
    first = figures[0]
    series = series_of(first)
    event = first.counted or first.event or "event"
    if series in {"date", "open date"}:
        return f"date of {_event_words(figures)}"
    if series == "previous":
        return f"the {event} before"
    if series == "ordinal":
        return f"which {event} it was, in order"
    named = [figure.counted for figure in figures if figure.counted]
    return min(named, key=lambda text: (len(text), text)) if named else first.value.kind


def _event_words(figures: list[Figure]) -> str:
    figure = max(figures, key=lambda figure: (len(figure.agent), len(figure.places)))
    agent = f" by {figure.agent[-1]}" if figure.agent else ""
    place = f", {figure.places[0]}" if figure.places else ""
    return f"{figure.event}{agent}{place}"


def difference_text(conflict: Conflict) -> str:
    """The two values that the gravest pair sets against each other, as written."""
    pair = conflict.gravest
    return f"{conflict.sides[pair.a][0].text} against {conflict.sides[pair.b][0].text}"


def explanation_of(conflict: Conflict) -> str:
    """One or two sentences: what kind of difference it is, and what in the texts says so."""
    pair = conflict.gravest
    a, b = conflict.sides[pair.a][0], conflict.sides[pair.b][0]
    writers = {
        "contradiction": _contradiction,
        "change_over_time": _change,
        "different_occurrence": _occurrence,
        "different_scope": _scope,
    }
    return writers[pair.difference.type](a, b, pair.difference.rule)


def _time(figure: Figure) -> str:
    written = period(figure.holds)
    return f"for {written}{_BASIS[figure.holds.basis]}" if figure.holds and written else "for a time that is not stated"


def _contradiction(a: Figure, b: Figure, rule: str) -> str:
    return f"Both cannot hold: “{a.text}” and “{b.text}” ({rule})."


def _change(a: Figure, b: Figure, rule: str) -> str:
    return f"“{a.text}” holds {_time(a)}, “{b.text}” {_time(b)}: {rule}."


def _happened(figure: Figure) -> str:
    if series_of(figure) in {"date", "open date"}:
        low, high = figure.value.low, figure.value.high
        written = str(low) if low == high else f"{low} to {high}"
        return f"{written}{_YEAR[figure.value.year_basis]}"
    return period(figure.holds) or "a time that is not stated"


_YEAR = {
    "stated": "",
    "resolved": " (reckoned from the publication date)",
    "document": " (with the document's own year)",
    "unknown": " (year not known)",
    None: "",
}


def _occurrence(a: Figure, b: Figure, rule: str) -> str:
    return f"“{a.text}” speaks of {_happened(a)}, “{b.text}” of {_happened(b)}: {rule}."


def _scope(a: Figure, b: Figure, rule: str) -> str:
    words = restriction(a, b)
    if words:
        limited, wider = (a, b) if set(a.modifiers) & words else (b, a)
        return f"“{limited.text}” counts only {limited.counted}, “{wider.text}” counts {wider.counted}: {rule}."
    return f"“{a.text}” is {_MODALITY[a.modality]} {_time(a)}, “{b.text}” {_MODALITY[b.modality]} {_time(b)}: {rule}."


_MODALITY = {"actual": "an outcome", "forecast": "a forecast", "plan": "a plan", "target": "a target"}
