"""Words on either side of a value that say how it bounds or blurs it: "more than", "at least", "or so", "-plus"."""

from typing import NamedTuple

from corpus.figures.figure import Comparator
from corpus.figures.tokens import NUMBER, WORD, Tokens

_BEFORE: dict[Comparator, str] = {
    "more than": "more than;greater than;larger than;higher than;bigger than;above;over;in excess of;upwards of;"
    "upward of;north of;exceed;exceeds;exceeded;exceeding;surpass;surpasses;surpassed;surpassing;topped;topping;tops;>;"
    "better than;past the;longer than;faster than;heavier than;taller than;older than",
    "less than": "less than;fewer than;lower than;smaller than;below;under;short of;<;shorter than;cheaper than;"
    "south of;younger than",
    "at least": "at least;no less than;not less than;no fewer than;not fewer than;a minimum of;minimum of;as few as;"
    "as little as;as low as;"
    "equal to or more than;more than or equal to;greater than or equal to;equal to or greater than;>=;≥;"
    "at the very least;at a minimum;> =;bigger or equal than;higher or equal than;greater or equal than;"
    "larger or equal than;at least or equal to;no smaller than;not under;no younger than;no shorter than;no lower than;"
    "not lower than;no cheaper than",
    "at most": "at most;up to;no more than;not more than;no greater than;a maximum of;maximum of;as many as;as much as;"
    "not exceeding;less than or equal to;equal to or less than;<=;≤;within;no higher than;< =;capped at;"
    "smaller or equal than;lower or equal than;less or equal than;as high as;not over;no larger than;"
    "smaller than or equal to;lower than or equal to;not to exceed;no older than;no longer than;no taller than;"
    "no heavier than;no later than;not older than;not longer than;no bigger than;no worse than",
    "nearly": "nearly;almost;approaching;just short of;not quite;virtually;barely",
    "about": "about;around;roughly;approximately;approx;approx .;some;circa;ca .;c .;an estimated;estimated;"
    "estimated at;close to;closer to;near;in the region of;somewhere around;in the neighborhood of;in the order of;"
    "on the order of;~;≈;an average of;something like;nearer;the equivalent of about;more or less",
}
_HEDGES = frozenset("just well slightly far much significantly only still substantially considerably somewhat".split())
_BOUND_FILLERS = frozenset({"another", "additional", "an", "a"})
_AFTER: dict[Comparator, str] = {
    "at least": "or more;or higher;or greater;or above;or over;or better;and above;and over;and up;and more;plus;+;"
    "- plus;at least;or older;or longer;upwards;or larger;minimum;or bigger;or equal more",
    "at most": "or less;or fewer;or lower;or under;or below;or smaller;at most;maximum;at the most;or younger",
    "about": "or so;- odd;odd;or thereabouts;- ish;- ish;or more or less;more or less;approximately;or around",
}


class Compared(NamedTuple):
    """A comparator and the token where its words begin (before a value) or the one after them (after it)."""

    comparator: Comparator
    at: int


def _by_word(table: dict[Comparator, str], position: int) -> dict[str, list[tuple[tuple[str, ...], Comparator]]]:
    found: dict[str, list[tuple[tuple[str, ...], Comparator]]] = {}
    for comparator, phrases in table.items():
        for phrase in phrases.split(";"):
            words = tuple(phrase.replace(">=", "> =").replace("<=", "< =").split())
            found.setdefault(words[position], []).append((words, comparator))
    for phrases_of_word in found.values():
        phrases_of_word.sort(key=lambda entry: -len(entry[0]))
    return found


_LAST_WORD = _by_word(_BEFORE, -1)
_FIRST_WORD = _by_word(_AFTER, 0)


def comparator_before(tokens: Tokens, index: int, floor: int) -> Compared | None:
    """The comparator whose words end right before the token at `index`, none of them before `floor`."""
    at = index
    found = _phrase_ending(tokens, at, floor)
    if found is None and tokens.word(index - 1) in _BOUND_FILLERS and tokens.joined(index - 1):
        found = _phrase_ending(tokens, at - 1, floor)
        if found is not None and tokens.word(at - 2) in {"over", "under", "above", "below", "within", "topped"}:
            return None
    if found is None or _differs(tokens, found.at):
        return None
    return Compared(found.comparator, _with_hedge(tokens, found.at, floor))


def _phrase_ending(tokens: Tokens, index: int, floor: int) -> Compared | None:
    for words, comparator in _LAST_WORD.get(tokens.word(index - 1), ()):
        first = index - len(words)
        if first < floor or not all(tokens.word(first + offset) == word for offset, word in enumerate(words)):
            continue
        if all(tokens.joined(at) for at in range(first, index)) and _serves(tokens, first, index, words):
            return Compared(comparator, first)
    return _comparative(tokens, index, floor)


_LITTLE = frozenset(
    "lower fewer smaller shorter younger lighter cheaper slower weaker thinner narrower earlier colder cooler poorer "
    "lesser sooner nearer little few low small short young light cheap slow weak thin narrow early recently".split()
)
_NO_COMPARATIVES = frozenset("rather other either whether further never former later earlier".split())


def _comparative(tokens: Tokens, index: int, floor: int) -> Compared | None:
    """Such as "stronger than 4", "as deep as two metres": of any adjective."""
    word, first = tokens.word(index - 2), index - 2
    if first < floor or not (tokens.joined(first) and tokens.joined(index - 1)):
        return None
    link = tokens.word(index - 1)
    if link == "than" and len(word) > 4 and word.endswith("er") and word not in _NO_COMPARATIVES:
        return Compared("less than" if word in _LITTLE else "more than", first)
    if (
        link == "as"
        and tokens.word(index - 3) == "as"
        and first > floor
        and word not in {"well", "soon", "long", "far"}
    ):
        return Compared("at least" if word in _LITTLE else "at most", first - 1)
    return None


def _differs(tokens: Tokens, first: int) -> bool:
    """Whether an amount stands before the comparator and tells the difference: "7 percent more than 200"."""
    return tokens.word(first) in _DIFFERING and (tokens.kind(first - 1) == NUMBER or tokens.word(first - 1) in _AMOUNTS)


_DIFFERING = frozenset("more less fewer higher lower larger smaller above below short".split())
_AMOUNTS = frozenset("% percent cent points times".split())


_MOVES = frozenset(
    "go goes went gone going move moves moved moving climb climbs climbed climbing shot shoots jump jumped push "
    "pushes pushed pushing bring brings brought bringing take takes took taking rise rises rose drive drives drove "
    "driving is was back add adds added adding".split()
)
"""What makes "up to" a direction, or a sum: the minimum wage goes up to $15, the bills add up to $15."""


def _serves(tokens: Tokens, first: int, index: int, words: tuple[str, ...]) -> bool:
    """Whether the words bound the value here: not "the United States above 50", "hand over 3", "the under 21"."""
    word = words[-1]
    if words == ("up", "to"):
        return tokens.word(first - 1) not in (_MOVES - {"is", "was"} if _compares(tokens, index) else _MOVES)
    if len(words) > 1 or word not in {"over", "under", "near", "past", "some", "past the", "<", ">"}:
        return True
    if word in {"<", ">"}:
        return tokens.word(first - 1) not in {"=", "<", ">"}
    before = tokens.word(first - 1)
    if word == "over":
        return before not in {"take", "took", "taken", "hand", "handed", "win", "victory", "wins", "triumph", "taking"}
    return not (word == "under" and (before == "the" or tokens.word(index - 1) == "-"))


def _compares(tokens: Tokens, index: int) -> bool:
    """Whether a comparative follows the value: "is up to 40 per cent faster"."""
    near = [tokens.word(at) for at in range(index + 1, index + 5)]
    return any((word.endswith("er") and len(word) > 4) or word in {"more", "less", "as"} for word in near)


def _with_hedge(tokens: Tokens, first: int, floor: int) -> int:
    """Where "just", "well", "slightly", "a little" begin that soften or stress the comparator."""
    if first > floor and tokens.word(first - 1) in _HEDGES and tokens.joined(first - 1):
        if tokens.word(first) in {"over", "under", "more", "less", "above", "below", "fewer", "short", "about"}:
            return first - 1
    elif first - 1 > floor and tokens.word(first - 2) == "a" and tokens.word(first - 1) in {"little", "bit"}:
        return first - 2
    return first


def comparator_after(tokens: Tokens, index: int) -> Compared | None:
    """The comparator whose words begin at the token at `index`, right after a value."""
    if not tokens.joined(index - 1):
        return None
    for words, comparator in _FIRST_WORD.get(tokens.word(index), ()):
        if not all(tokens.word(index + offset) == word for offset, word in enumerate(words)):
            continue
        stop = index + len(words)
        if tokens.word(stop) == "than" and tokens.joined(stop - 1) and tokens.kind(stop + 1) == NUMBER:
            return None
        if tokens.kind(stop) == NUMBER and words[0] in {"+", "plus", "or", "at", "and"}:
            return None
        if words[0] in {"plus", "at", "maximum", "minimum"} and not _ends_there(tokens, stop, words[0]):
            return None
        return Compared(comparator, stop)
    return None


def bound_behind_noun(tokens: Tokens, stop: int) -> Compared | None:
    """The bound that stands behind what a number counts: "10 points or more", "50 employees or fewer"."""
    for at in (stop + 1, stop + 2):
        if tokens.kind(at - 1) != WORD or not tokens.joined(at - 2):
            return None
        if tokens.word(at) == "or" and tokens.word(at + 1) in _OR_BOUND and tokens.joined(at - 1):
            return Compared(_OR_BOUND[tokens.word(at + 1)], stop)
    return None


_OR_BOUND: dict[str, Comparator] = {"more": "at least", "fewer": "at most", "less": "at most", "so": "about"}


def _ends_there(tokens: Tokens, stop: int, word: str) -> bool:
    """Such as "500 plus" and "12 at least" end their phrase; "500 plus costs" and "12 at most schools" do not."""
    if word == "at":
        return True
    return tokens.word(stop) in {"", ".", ",", ";", ")"} or (
        word == "plus" and tokens.word(stop) in {"people", "years"}
    )
