"""The measure of dates, ordinals and ages: an event or a person, as a noun phrase."""

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.figures.figure import Figure
from corpus.figures.words import PRONOUNS
from service.conflicts.phrases import Documents, commonest, counted_nouns, the_name
from service.conflicts.stated import series_of


@dataclass(frozen=True, slots=True)
class _Noun:
    """An event's noun, and how the one who does it or whom it befalls is joined to it: "of", "'s", or, where a verb's
    subject may be either, in brackets.
    """

    singular: str
    join: str = "of"
    to: str = "in"
    """The preposition of its place."""

    @property
    def plural(self) -> str:
        word = self.singular
        if word.endswith(("ch", "sh", "s")):
            return f"{word}es"
        return f"{word[:-1]}ies" if word.endswith("y") else f"{word}s"


NOUNS = {
    "visit": _Noun("visit", "'s", "to"), "meet": _Noun("meeting", "'s"), "death": _Noun("death"),
    "birth": _Noun("birth"), "found": _Noun("founding", "()"), "build": _Noun("construction", "()"),
    "open": _Noun("opening"), "sign": _Noun("signing", "()"), "elect": _Noun("election", "()"),
    "launch": _Noun("launch", "()"), "attack": _Noun("attack", "()"), "explos": _Noun("explosion", "()"),
    "collaps": _Noun("collapse"), "fire": _Noun("fire", "()"), "earthquak": _Noun("earthquake", "()"),
    "begin": _Noun("start"), "end": _Noun("end"), "announc": _Noun("announcement", "()"),
    "releas": _Noun("release", "()"), "appoint": _Noun("appointment", "()"), "resign": _Noun("resignation", "'s"),
    "marri": _Noun("wedding"), "sentenc": _Noun("sentence", "()"), "arrest": _Noun("arrest", "()"),
    "win": _Noun("victory", "'s"), "close": _Noun("closing"), "crash": _Noun("crash"),
    "invad": _Noun("invasion", "()"), "acquir": _Noun("acquisition", "()"), "merg": _Noun("merger", "()"),
    "join": _Noun("accession"), "approv": _Noun("approval", "()"), "storm": _Noun("storm", "()"),
    "flood": _Noun("flood", "()"),
    "serv": _Noun("term", "'s"),
}  # fmt: skip
"""A noun for each family of `EVENTS`."""


def event_measure(figures: Sequence[Figure], documents: Documents) -> str:
    """What figures of one event series give the value of, the same whatever their order."""
    series = series_of(figures[0])
    if series == "age":
        return " ".join(("age", *(f"of {who}" for who in _agents(figures, documents))))
    if series == "previous":
        return f"date of {_phrase(figures, documents, adjective='previous ')}"
    if series == "ordinal":
        return _count(figures, documents)
    return f"date of {_phrase(figures, documents)}"


def _count(figures: Sequence[Figure], documents: Documents) -> str:
    """Whose event it is in order: "count of Vladimir Putin's visits to Baku"; of a thing, its number in order."""
    if _noun_of(figures):
        return f"count of {_phrase(figures, documents, plural=True)}"
    return f"number of {_phrase(figures, documents)}, in order"


def _noun_of(figures: Sequence[Figure]) -> _Noun | None:
    family = commonest(figure.event for figure in figures if figure.event)
    return NOUNS.get(family or "")


def _phrase(figures: Sequence[Figure], documents: Documents, *, adjective: str = "", plural: bool = False) -> str:
    noun = _noun_of(figures)
    if noun is None:
        return f"the {adjective}{_thing(figures, documents)}"
    word = f"{adjective}{noun.plural if plural else noun.singular}"
    place = "".join(f" {noun.to} {where}" for where in _places(figures, documents))
    agents = _agents(figures, documents)
    article = "" if plural else "the "
    if not agents:
        return f"{article}{word}{place}"
    if noun.join == "'s":
        return f"{agents[0]}’s {word}{place}"
    return f"{article}{word} of {agents[0]}{place}" if noun.join == "of" else f"{article}{word}{place} ({agents[0]})"


def _thing(figures: Sequence[Figure], documents: Documents) -> str:
    nouns = counted_nouns(figures, documents)
    return min(nouns, key=lambda noun: (len(noun), noun)) if nouns else figures[0].event or "event"


def _agents(figures: Sequence[Figure], documents: Documents) -> tuple[str, ...]:
    """Who does it, or whom it befalls: by the fullest name, else by the noun; nobody for a pronoun."""
    agents = [agent for figure in figures for agent in figure.agent if agent.lower() not in PRONOUNS]
    names = [agent for agent in agents if agent[:1].isupper()]
    if names:
        fullest = max(len(name.split()) for name in names)
        name = commonest(name for name in names if len(name.split()) == fullest)
        return (the_name(name, figures, documents),) if name else ()
    noun = commonest(agents)
    return (f"the {noun}",) if noun else ()


def _places(figures: Sequence[Figure], documents: Documents) -> tuple[str, ...]:
    """The place that most of the sides name; of several the one named first."""
    places = [place for figure in figures for place in dict.fromkeys(figure.places)]
    if not places:
        return ()
    most = max(places.count(place) for place in places)
    return (the_name(next(place for place in places if places.count(place) == most), figures, documents),)
