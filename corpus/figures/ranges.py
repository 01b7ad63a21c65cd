"""Neighbouring numbers read together: ranges, and units and scales written once for several numbers."""

from dataclasses import replace

from corpus.figures.comparators import comparator_before
from corpus.figures.counts import plural_noun
from corpus.figures.measure import COUNT, FRACTION, TIMES
from corpus.figures.parts import Part
from corpus.figures.tokens import Tokens

_TO = frozenset({("to",), ("-",), ("–",), ("—",), ("−",), ("through",), ("~",), ("-", "to"), ("up", "to"), ("‑",)})
_TOLERANCE = frozenset({("±",), ("+", "/", "-")})
_DASHES = frozenset({"-", "–", "—", "−", "‑"})
_LINKS = frozenset({("and",), ("or",), ("&",), (",", "and"), (",", "or"), ("-", "and"), ("-", "or")})
_CHANGE = frozenset(
    "rise rises rose risen rising fall falls fell fallen falling grow grows grew grown growing increase increases "
    "increased increasing decrease decreased decreases decline declined declines declining drop drops dropped "
    "dropping cut cuts cutting raise raised raises raising lower lowered lowers reduce reduced reduces reducing jump "
    "jumped jumps climb climbed climbs climbing soar soared surge surged slip slipped slide slid sink sank shrink "
    "shrank shrunk up down change changed changes changing went gone going go goes revised revise upgraded downgraded "
    "expand expanded widen widened narrow narrowed tumble tumbled plunge plunged swell swelled dip dipped double "
    "doubled halved slashed boost boosted trim trimmed hike hiked ease eased accelerate accelerated slow slowed edged "
    "advanced improve improved plummeted moved lifted shifted dwindled ballooned rocketed extended adjusted "
    "skyrocketed quadrupled tripled reduction upped nudged".split()
)
_RANGING = frozenset("range ranges ranged ranging vary varies varied varying anywhere between".split())
_CLAUSE_ENDS = frozenset({".", ";", "!", "?"})
_CLAUSE = 14
_CONTEST = frozenset(
    "won win wins winning beat beats beating lost lose loses loss lead leads led leading victory draw drew defeat "
    "defeated score scored scoreline vote voted voting ruling ruled record match triumph series decision ahead "
    "trailing goal game aggregate tie tied penalties".split()
)


_BEFORE_RANGE = frozenset("is are was were be of around about roughly some approximately every per about".split())


def joined(tokens: Tokens, parts: list[Part]) -> list[Part]:
    """The parts with ranges made one and shared units given to each number that shares them."""
    return _ranges(tokens, _shared(tokens, parts))


def _between(tokens: Tokens, left: Part, right: Part) -> tuple[str, ...]:
    """The words between two parts, () where there are more than three or a line break."""
    if not left.stop <= right.first <= left.stop + 3:
        return ()
    if not all(tokens.joined(at) for at in range(left.stop - 1, right.first)):
        return ()
    return tuple(tokens.word(at) for at in range(left.stop, right.first))


def _shared(tokens: Tokens, parts: list[Part]) -> list[Part]:
    """Each bare number of "3, 4 and 5 percent" with the unit at the end."""
    shared = list(parts)
    linked = False
    for at in range(len(parts) - 2, -1, -1):
        left, right = shared[at], shared[at + 1]
        words = _between(tokens, left, right)
        link = words in _LINKS
        if (link or (linked and words == (",",))) and _may_share(tokens, left, right):
            shared[at] = replace(left, measure=right.measure)
            linked = True
        else:
            linked = False
    return shared


def _may_share(tokens: Tokens, left: Part, right: Part) -> bool:
    if not left.bare or right.measure in {COUNT, FRACTION, TIMES} or left.spread or right.spread:
        return False
    if right.first != right.number.first or tokens.word(left.first) == "one":
        return False
    year = not left.number.quantitative and 1500 <= left.number.value <= 2100
    return not year and left.number.scale <= right.number.scale


def _ranges(tokens: Tokens, parts: list[Part]) -> list[Part]:
    made: list[Part] = []
    at = 0
    while at < len(parts):
        pair = _pair(tokens, parts[at], parts[at + 1]) if at + 1 < len(parts) else None
        if pair is None:
            made.append(parts[at])
            at += 1
        else:
            made.extend(pair)
            at += 2
    return made


def _pair(tokens: Tokens, left: Part, right: Part) -> list[Part] | None:
    """The range of two parts; two parts that share a unit, for a change "from 3 to 5 percent"; None for neither."""
    words = _between(tokens, left, right)
    if not words or left.spread or right.spread:
        return None
    if words in _TOLERANCE:
        return _tolerance(left, right)
    opens = _opening(tokens, left)
    opened = tokens.word(opens) if opens is not None else ""
    alternative = words == ("or",) and _next_number(left, right)
    if not (words in _TO or alternative or (words == ("and",) and opened == "between")):
        return None
    if not opened and words == ("to",) and _level_after_change(tokens, left, right):
        return None
    matched = _matched(tokens, left, right, dash=words[0] in _DASHES, opened=bool(opened))
    if matched is None:
        return None
    left, right = matched
    if opened == "from" and words == ("to",) and _changes(tokens, left.first, right.stop):
        return [left, right]
    return _range(tokens, left, right, words, opens)


def _range(tokens: Tokens, left: Part, right: Part, words: tuple[str, ...], opens: int | None) -> list[Part] | None:
    low, high = left.measure.in_base(left.low), right.measure.in_base(right.low)
    if low > high and (opens is not None or high < 0):
        left, right, first, stop = right, left, left.first, right.stop
    elif low >= high:
        return None
    else:
        first, stop = left.first, right.stop
    if words[0] in _DASHES and left.bare and right.bare and not _plain_range(tokens, left, right, opens):
        return None
    step = max(left.number.step, right.number.step) if left.number.scale != right.number.scale else left.number.step
    number = replace(left.number, first=first, stop=right.number.stop, step=min(step, right.number.step))
    return [Part(first, stop, number, right.measure, left.low, right.low, "range", opens)]


def _tolerance(left: Part, right: Part) -> list[Part] | None:
    """The range of "9.8 ± 0.1 km"."""
    if right.low < 0 or (not left.bare and left.measure != right.measure):
        return None
    number = replace(left.number, stop=right.number.stop)
    low, high = left.low - right.low, left.low + right.low
    return [Part(left.first, right.stop, number, right.measure, low, high, "range")]


def _opening(tokens: Tokens, part: Part) -> int | None:
    """The token of "between" or "from" before the part, beyond a comparator ("from about")."""
    before = comparator_before(tokens, part.first, 0)
    for at in (part.first - 1, before.at - 1 if before is not None else -1):
        if at >= 0 and tokens.word(at) in {"between", "from"} and tokens.joined(at):
            return at
    return None


def _next_number(left: Part, right: Part) -> bool:
    """Such as "two or three", "5 or 6": alternatives that are neighbours."""
    return right.number.mantissa == left.number.mantissa + 1 or (
        right.number.mantissa > left.number.mantissa == 10 and right.number.mantissa == 12
    )


def _level_after_change(tokens: Tokens, left: Part, right: Part) -> bool:
    """Whether both have units of their own and the first is a change: "rose 85 cents to $82.30"."""
    own = not left.bare and not right.bare
    return own and (left.measure != right.measure or any(tokens.word(left.first - back) in _CHANGE for back in (1, 2)))


def _matched(tokens: Tokens, left: Part, right: Part, *, dash: bool, opened: bool) -> tuple[Part, Part] | None:
    """Both with one measure and the scale that the second alone has; None where they do not go together."""
    scale = right.number.scale
    if left.number.scale == 1 and scale > 1 and abs(left.number.mantissa) < abs(right.number.mantissa):
        number = left.number.scaled_by(scale)
        left = replace(left, number=number, low=number.value, high=number.value)
    if left.bare and not right.bare:
        if right.first != right.number.first and tokens.word(right.first) != "-":
            return None
        return replace(left, measure=right.measure), right
    if right.bare and not left.bare:
        prefixed = left.first != left.number.first
        if not (dash or opened or right.number.scale > 1) or not (prefixed or opened):
            return None
        return left, replace(right, measure=left.measure)
    same = left.measure.dimension == right.measure.dimension and left.measure.currency == right.measure.currency
    return (left, right) if same else None


def _changes(tokens: Tokens, first: int, stop: int) -> bool:
    """Whether the clause speaks of a change and not of a spread."""
    for at in range(first - 1, max(-1, first - _CLAUSE), -1):
        word = tokens.word(at)
        if word in _RANGING:
            return False
        if word in _CHANGE:
            return True
        if word in _CLAUSE_ENDS:
            break
    return any(tokens.word(at) in _CHANGE for at in range(stop, min(len(tokens), stop + 4)))


def _plain_range(tokens: Tokens, left: Part, right: Part, opens: int | None) -> bool:
    """Whether "10-15" without unit is a range of things counted, not a score, a label or a date."""
    if any(tokens.raw(part.number.first).startswith("0") and part.number.value for part in (left, right)):
        return False
    if left.number.quantitative or opens is not None:
        return True
    around = range(max(0, left.first - 6), min(len(tokens), right.stop + 2))
    if any(tokens.word(at) in _CONTEST for at in around):
        return False
    if tokens.word(left.first - 1) in _BEFORE_RANGE:
        return True
    following = [tokens.word(at) for at in (right.stop, right.stop + 1)]
    return any(plural_noun(word) for word in following)
