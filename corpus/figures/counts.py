"""Whether a number without currency or unit counts something, or is a name, a year, a label, a time or a pronoun."""

from corpus.figures.figure import Comparator
from corpus.figures.numbers import Number
from corpus.figures.tokens import NUMBER, SIGN, WORD, Tokens

_LABELS = frozenset(
    "number no nr op page pages chapter version route channel phase level stage type grade category round game week "
    "day episode season article articles section line gate room flight exit unit reactor step figure table item "
    "question rank ranked ranks clause paragraph volume part lesson highway interstate model size class act scene "
    "verse platform bus lot block apartment apt suite box building track lane pier zone sector area ward district "
    "precinct division tier seed seeded resolution amendment proposition prop title rule order bill pick windows "
    "playstation ios android top covid mark aged age wave appendix annex note fig eq equation ref refs id serial code "
    "pin zip postcode year extension ext terminal".split()
)
"""Words before a number that make it a name or a place in a row."""
_FREE_LABELS = frozenset(
    "day week unit size order bill area year level class part round lane wave item title mark".split()
)
"""Labels only where they carry no plural noun behind the number ("in order 500 people")."""
_MANY = frozenset(
    "people men women children troops soldiers workers jobs employees homes houses students pupils patients families "
    "residents refugees migrants protesters fans passengers police officers firefighters members votes deaths cases "
    "tests doses copies miles shares points customers".split()
)
"""What even a number that looks like a year counts."""
_TIME = frozenset(
    "second seconds sec secs minute minutes min mins hour hours hr hrs day days week weeks fortnight month months "
    "year years yr yrs decade decades century centuries millennia millennium o'clock am pm a.m p.m a.m. p.m. gmt est "
    "bc bce ad ce night nights weekend weekends season seasons semester semesters quarter quarters fortnights".split()
)
_SPANS = _TIME - {
    "night",
    "nights",
    "season",
    "seasons",
    "semester",
    "semesters",
    "weekend",
    "weekends",
    "quarter",
    "quarters",
}
_MONTHS = frozenset(
    "january february march april may june july august september october november december jan feb mar apr jun jul "
    "aug sep sept oct nov dec".split()
)
_YEAR_BEFORE = (
    frozenset(
        "in since by of until till from before after during late early mid the for through to fiscal year spring "
        "summer autumn fall winter and between or around about circa pre post may election class games".split()
    )
    | _MONTHS
)
_NO_NOUN = frozenset(
    "in on at of for to from by with and or but as than that which who whom whose while when where is was were are be "
    "been has had have will would could may might can must should not the a an this these those it he she they we you "
    "i ! his her their its our my if so because after before since during between among against within without into "
    "until onto over under up down out off about there here then also again still even just only said says say told "
    ", . ; : ? ) ] \" ” ' ’ — – -".split()
)
_CAPITAL_PLAIN = frozenset(
    "the a an some about around nearly almost over under at only just another all these those his her their its our "
    "my more than up to and or but in on of for with by from as when while after before since if of not no yes so is "
    "are was were has have had there here between both other least most fewer less roughly approximately killing "
    "among monday tuesday wednesday thursday friday saturday sunday an estimated every each any".split()
)
_NAME_BEFORE = frozenset(
    "iphone ipad boeing airbus route apollo windows article section flight room level type phase game week world war "
    "formula channel radio fortune s&p p ftse nikkei cac dax nasdaq dow russell topix kospi big super bowl psalm "
    "chapter area agenda catch studio camp pier gate platform highway interstate galaxy playstation xbox galaxies "
    "mark covid vision agenda stoxx hang sensex air force one group resolution eurostoxx stoxx euro russell".split()
)
_PRONOUN_BEFORE = frozenset(
    "no any every each this that the which some another other only loved someone everyone whichever his her their "
    "good new old big small bad great better best first last right wrong early late day from square".split()
)
_PRONOUN_AFTER = frozenset(
    "of who that is was has had to for in on at as by says said can could would must should will may might the "
    "another day way thing such knows with about side hand time point he she they it we you i a an if when where "
    "because but than from after before does did do more-or-less big key reason example possible might up or and "
    "else's already ever".split()
) | {",", ".", ";", ":", "?", "!", ")", "’", "'", "-", "–", "—", '"', "”", ""}
_ZERO_BEFORE = frozenset("net ground patient day absolute sub below above year from at".split())
_AFTER_ZERO = frozenset({"", "tolerance", "waste", "emission", "emissions", "carbon", "sum", "gravity", "hour", "day"})
_TOLL = frozenset("killed killing wounded wounding injured injuring dead least than leaving arrested exactly".split())
_ORDINAL_END = frozenset({"st", "nd", "rd", "th"})
_AGED = frozenset(
    "kids children child people adults adult those women men girls boys aged everyone anyone teens persons players "
    "pupils students patients citizens residents youngsters".split()
)
_CALLS = frozenset("call called calls calling dial dialed dialled dials dialing dialling".split())


def counts(tokens: Tokens, number: Number, comparator: Comparator | None) -> bool:
    """Whether the number is a figure of its own, given the comparator ("more than") that stands beside it, if any."""
    compared = comparator is not None
    first, stop = number.first, number.stop
    if _part_of_a_word(tokens, first, stop):
        return False
    after = _next_word(tokens, stop)
    if after in _SPANS:
        return False
    if number.written == "fraction":
        return True
    if number.written == "words":
        return _words_count(tokens, number, after, compared=compared)
    if after in _MONTHS and tokens.capital(stop) and number.value <= 31:
        return False
    if not number.quantitative and _looks_like_year(tokens, number, comparator):
        return False
    if _age(tokens, number) or _quoted_alone(tokens, number):
        return False
    return compared or number.scale > 1 or not _named(tokens, number)


def _next_word(tokens: Tokens, stop: int) -> str:
    """The word after the number, beyond a hyphen ("3-year")."""
    if not tokens.joined(stop - 1):
        return ""
    beyond = tokens.word(stop) in {"-", "‑"} and tokens.touches(stop)
    return tokens.word(stop + beyond)


def identifier(tokens: Tokens, first: int) -> bool:
    """Whether letters touch the number from before, alone or with a hyphen: "scp-173m", "L2"."""
    text, start = tokens.text, tokens.starts[first]
    before = text[start - 1 : start]
    return before.isalnum() or before == "_" or (before == "-" and text[max(0, start - 2) : start - 1].isalnum())


def _part_of_a_word(tokens: Tokens, first: int, stop: int) -> bool:
    """Such as "G20", "COVID-19", "737-800", "4K", "21st", "777F", "v2.0": letters or digits that touch the number."""
    text, start, end = tokens.text, tokens.starts[first], tokens.ends[stop - 1]
    before, after = text[start - 1 : start], text[end : end + 1]
    if before.isalnum() or before in {"_", "@", "#", "\\"}:
        return True
    if (
        (after.isalpha() and tokens.word(stop) not in {"pt", "pts"})
        or after == "_"
        or text[end : end + 2] in {"'s", "’s"}
    ):
        return True
    if before in {"-", "–", "/", "‑", ".", ":", "+"} and start > 1 and (text[start - 2].isalnum()):
        lead = tokens.word(first - 2)
        return not (before in {"-", "‑"} and lead in {"all", "some", "under", "over", "nearly", "about"})
    if after in {"-", "/", "–"} and tokens.touches(stop) and tokens.kinds[stop + 1] == NUMBER:
        return True
    if after == "-" and tokens.touches(stop) and tokens.word(stop + 1) in {"for", "of", "on"}:
        return True
    return after == "/" and tokens.touches(stop) and len(tokens.word(stop + 1)) < 3


def _looks_like_year(tokens: Tokens, number: Number, comparator: Comparator | None) -> bool:
    """A number of four digits where a year may stand: without plural noun after it, or after "in", "since", a month."""
    written = tokens.raw(number.first)
    if len(written) != 4 or not written.isdigit() or not 1500 <= number.value <= 2100:
        return False
    before, after = tokens.word(number.first - 1), tokens.word(number.stop)
    plural = after in _MANY and tokens.kind(number.stop) == WORD and not tokens.capital(number.stop)
    if comparator is not None:
        return not plural and (comparator in {"about", "nearly"} or _off_a_year(tokens, number))
    if not plural:
        return True
    return before in _YEAR_BEFORE or tokens.word(number.first - 1) in {",", "("}


def _off_a_year(tokens: Tokens, number: Number) -> bool:
    """As in "6 percent below 2019": so far off that year's level."""
    at = number.first - 1
    return tokens.word(at) in {"below", "above"} and tokens.word(at - 1) in _SHARES and number.value >= 1900


_SHARES = frozenset("% percent cent points level levels degrees".split())


def plural_noun(word: str) -> bool:
    """Whether the word looks like a noun for several things."""
    if word in {"people", "men", "women", "children", "police", "staff", "troops"}:
        return True
    return len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "'s", "’s", "us", "was"))


def _age(tokens: Tokens, number: Number) -> bool:
    """Whether it is the age of whoever was named or meant: "Maria Lopez, 45, said", "children under 12"."""
    if number.value > 115 or number.quantitative:
        return False
    before, subject = tokens.word(number.first - 1), tokens.word(number.first - 2)
    if (before in {"under", "over", "above", "below"} and subject in _AGED) or subject in {"younger", "older"}:
        return not plural_noun(tokens.word(number.stop))
    if before != ",":
        return False
    after = tokens.word(number.stop)
    return tokens.capital(number.first - 2) and after in {",", ".", ")", ";"}


def _quoted_alone(tokens: Tokens, number: Number) -> bool:
    """Whether quotation marks hold nothing else: a title or a label, such as the album "25."."""
    if tokens.word(number.first - 1) not in _QUOTES or not tokens.touches(number.first - 1):
        return False
    return tokens.word(number.stop) in _QUOTES or tokens.word(number.stop + 1) in _QUOTES


_QUOTES = frozenset("\"“”‘’'")


def _named(tokens: Tokens, number: Number) -> bool:
    """Whether it names: "iPhone 11", "Article 5", "Route 66", "PA 23456", "page 12", "top 10", "Group of 7"."""
    at = number.first - 1
    before = tokens.word(at)
    if before == "of" and tokens.word(at - 1) == "group" and tokens.capital(at - 1):
        return True
    if not before or not tokens.joined(at):
        return False
    after = tokens.word(number.stop) if tokens.joined(number.stop - 1) else ""
    noun = tokens.kind(number.stop) == WORD and after not in _NO_NOUN and not tokens.capital(number.stop)
    several = noun and (plural_noun(after) or plural_noun(tokens.word(number.stop + 1))) and after not in _DOES
    if before in _CALLS and len(tokens.raw(number.first)) == 3:
        return True
    if before in _LABELS:
        return not (before in _FREE_LABELS and plural_noun(after))
    if number.quantitative and before not in _NAME_BEFORE:
        return False
    if before in _NAME_BEFORE and tokens.raw(at) != before:
        return True
    if not tokens.capital(at) or before in _CAPITAL_PLAIN or tokens.begins_sentence(at):
        return tokens.kind(at) == WORD and any(letter.isupper() for letter in tokens.raw(at)[1:]) and not noun
    return not several


_DOES = frozenset(
    "says remains becomes includes continues begins starts leads wins gets goes makes takes comes needs wants gives "
    "shows sees means faces plans seeks hopes beats lands launches arrives carries features offers costs".split()
)
"""Verbs that look like plurals: "Voyager 2 remains"."""


def _words_count(tokens: Tokens, number: Number, after: str, *, compared: bool) -> bool:
    """Whether a number in words counts: not in a proper name, not "one" as a pronoun, not "the two" alone."""
    first, stop = number.first, number.stop
    word, before = tokens.word(first), tokens.word(first - 1) if tokens.joined(first - 1) else ""
    single = stop == first + 1 and number.scale == 1
    if single and _in_proper_name(tokens, first, stop):
        return False
    if before == "of" and tokens.word(first - 2) == "group" and tokens.capital(first - 2):
        return False
    if before in _LABELS and single and not (before in _FREE_LABELS and plural_noun(after)):
        return False
    if single and word in {"zero", "nought"} and (before in _ZERO_BEFORE or after in _AFTER_ZERO):
        return False
    if single and word == "one":
        return _one_counts(tokens, first, before, after, compared=compared)
    if single and after in _ORDINAL_END:
        return False
    return not (single and before == "the" and not compared and (after in _NO_NOUN or not after))


def _in_proper_name(tokens: Tokens, first: int, stop: int) -> bool:
    """Such as "Formula One", "Big Ten", "the Seven Sisters": capitals beside capitals in a sentence."""
    if not tokens.capital(first) or tokens.raw(first).isupper():
        return False
    if tokens.begins_sentence(first):
        return False
    beside = (tokens.capital(first - 1) and tokens.joined(first - 1)) or (
        tokens.capital(stop) and tokens.joined(stop - 1)
    )
    if tokens.word(first - 1) == "-" or tokens.word(stop) == "-":
        beside = beside or tokens.capital(first - 2) or tokens.capital(stop + 1)
    return beside and not _headline(tokens, first)


def _headline(tokens: Tokens, index: int) -> bool:
    """Whether all longer words around are capitalised, as in a title: there a capital says nothing."""
    around = [at for at in range(max(0, index - 6), min(len(tokens), index + 7)) if len(tokens.words[at]) > 4]
    return len(around) > 3 and all(tokens.capital(at) for at in around if tokens.kinds[at] == WORD)


def _one_counts(tokens: Tokens, first: int, before: str, after: str, *, compared: bool) -> bool:
    """Such as "one person was killed" and "killed one and wounded" count; "one of the", "no one", "one says" do not."""
    if before in _TOLL or tokens.word(first - 1) in {"killed", "wounded", "injured"}:
        return after not in {"of", "-"}
    if before in _PRONOUN_BEFORE or tokens.word(first + 1) in {"-", "‑", "–"}:
        return False
    if after in _PRONOUN_AFTER or (before in {"but", "as"} and after.endswith(("ed", "ing"))):
        return compared and after != "of"
    return tokens.kind(first + 1) == WORD and not after.endswith(("'s", "’s"))


def sign_before(tokens: Tokens, index: int) -> int | None:
    """The token of a minus sign or word that makes the number negative; None where there is none."""
    at = index - 1
    word = tokens.word(at)
    if word in {"minus", "negative"} and tokens.joined(at):
        return at if tokens.word(at - 1) != "or" else None
    if tokens.kind(at) != SIGN or word not in {"-", "−", "–"} or not tokens.touches(at):
        return None
    before = tokens.text[tokens.starts[at] - 1 : tokens.starts[at]] if tokens.starts[at] else ""
    if word == "–" and before and before not in {"(", "["}:
        return None
    return at if not before or before.isspace() or before in "([\"“'$€£<>=" else None
