"""A text as a row of one-letter token classes, over which the grammar of time expressions is written.

English writes dates in a small vocabulary, so each word becomes one letter (a month "M", a weekday "V", any other
word "z") and a regular expression over the letters is a readable grammar: "[13] M(,? Y)?". The row is a fifth as long
as the text and its patterns never backtrack over words, so that finding stays linear.
"""

import re
from functools import lru_cache

from corpus.figures.calendar import (
    DECADES,
    MONTH_ABBREVIATIONS,
    MONTHS,
    SEASONS,
    WEEKDAY_ABBREVIATIONS,
    WEEKDAYS,
)

Meaning = int | str | None

ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
    "nineth": 9, "tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13, "fourteenth": 14, "fifteenth": 15,
    "sixteenth": 16, "seventeenth": 17, "eighteenth": 18, "nineteenth": 19, "twentieth": 20, "thirtieth": 30,
    "fortieth": 40, "fiftieth": 50, "sixtieth": 60, "seventieth": 70, "eightieth": 80, "ninetieth": 90,
}  # fmt: skip
CARDINALS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
    "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70,
    "eighty": 80, "ninety": 90,
}  # fmt: skip
_TENS = {word: value for word, value in CARDINALS.items() if value >= 20}

_CLASSES: dict[str, str] = {
    "D": "the",
    "a": "a an",
    "i": "in during within throughout",
    "I": "on at dated",
    "O": "of",
    "F": "from",
    "T": "to through thru",
    "N": "until till",
    "B": "between",
    "A": "and or",
    "s": "since",
    "b": "before",
    "f": "after",
    "y": "by",
    "l": "last past previous prior preceding",
    "t": "this current",
    "n": "next coming upcoming following",
    "g": "ago",
    "G": "later hence",
    "E": "earlier",
    "e": "early mid late",
    "k": "end start beginning middle close onset outset dawn turn rest remainder",
    "c": "circa ca about around approximately roughly",
    "L": "will ll shall would going scheduled due plans starting expected",
    "X": "same corresponding",
    "P": "period",
    "K": "fiscal financial",
    "H": "half",
    "R": "born built founded established opened died est erected completed incorporated elected created formed "
    "released published launched ended began started copyright",
    "j": "election elections census season budget olympics games world cup campaign survey edition film movie novel "
    "album crisis recession draft earthquake war hurricane championship championships tournament model total figure "
    "level levels revolution coup referendum",
    "p": "people person men women children students soldiers troops workers employees residents inhabitants "
    "passengers votes seats homes houses jobs deaths cases patients victims refugees prisoners companies vehicles cars "
    "units copies tonnes tons tonne ton metres meters metre meter m km kilometres kilometers kilometer kilometre miles "
    "mile feet foot ft yards acres hectares kg kilograms pounds lbs grams litres liters gallons barrels watts mw kw gw "
    "mwh kwh volts dollars euros pounds yen yuan rubles roubles rupees dollar euro usd eur gbp percent pct degrees "
    "points pages words times words calories million billion trillion thousand hundred dozen bn mln rpm hp mph kmh mb "
    "gb tb cc hours hour hrs minutes minute mins seconds",
}
_UNITS = {
    "day": "day", "week": "week", "weekend": "weekend", "month": "month", "year": "year", "decade": "decade",
    "fortnight": "fortnight",
}  # fmt: skip


def _vocabulary() -> dict[str, tuple[str, Meaning]]:
    words: dict[str, tuple[str, Meaning]] = {}
    for letter, members in _CLASSES.items():
        words.update((word, (letter, word)) for word in members.split())
    words.update((word, ("M", number)) for word, number in MONTHS.items())
    words.update((word, ("m", number)) for word, number in MONTH_ABBREVIATIONS.items())
    words["may"], words["march"] = ("5", 5), ("5", 3)
    words.update((word, ("V", number)) for word, number in WEEKDAYS.items())
    words.update((word, ("v", number)) for word, number in WEEKDAY_ABBREVIATIONS.items())
    words.update((word, ("S", number)) for word, number in SEASONS.items())
    words.update((word, ("d", number)) for word, number in DECADES.items())
    words.update((word, ("r", number)) for word, number in ORDINALS.items())
    words.update((word, ("w", number)) for word, number in CARDINALS.items())
    words.update((word, ("u", unit)) for word, unit in _UNITS.items())
    words.update((f"{word}s", ("U", unit)) for word, unit in _UNITS.items())
    words.update((word, ("h", word)) for word in ("hundredth", "thousandth", "millionth", "billionth", "trillionth"))
    words["year"] = ("W", "year")
    words["quarter"] = words["quarters"] = ("q", "quarter")
    words["century"], words["centuries"] = ("C", "century"), ("C", "century")
    words.update((word, ("x", word)) for word in ("today", "yesterday", "tomorrow", "tonight", "now"))
    return words


_VOCABULARY = _vocabulary()
_ONES = "one|two|three|four|five|six|seven|eight|nine"
_TEENS = "ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
_TENS_WORDS = "|".join(_TENS)
_SPELLED_YEAR = (
    rf"(?:(?:sixteen|seventeen|eighteen|nineteen|twenty)[ -](?:(?:{_TENS_WORDS})(?:[ -](?:{_ONES}))?|{_TEENS}"
    rf"|(?:oh|zero)[ -](?:{_ONES}))|two thousand(?: and)? (?:(?:{_TENS_WORDS})(?:[ -](?:{_ONES}))?|{_TEENS}|{_ONES}))\b"
)
_TOKEN = re.compile(
    r"(?P<decade>(?:1\d|20)\d0\s?['’]?s\b|['’‘]?\d0['’]?s\b)"
    r"|(?P<ordinal>\d+(?:st|nd|rd|th)\b)"
    r"|(?P<quarter>[QqHh][1-4](?!\w)|(?<=\d{4})[QqHh][1-4]\b)"
    r"|(?P<fiscal>FY(?=[ '’]?\d))"
    r"|(?P<number>\d+)"
    rf"|(?P<spelled>(?a:{_SPELLED_YEAR}))"
    r"|(?P<compound>(?a:(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)[- ](?:one|two|three|four|five|six"
    r"|seven|eight|nine|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)\b))"
    r"|(?P<word>[^\W\d_]+)"
    r"|(?P<space>[^\S\n]+|(?<=[\w,])\r?\n(?=(?-i:[a-z0-9])))"  # a line that wraps is a space
    r"|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
_PUNCTUATION = {"–": "~", "—": "~", "−": "~", "‑": "-", "’": "'", "‘": "'", "&": "A", "\n": "\n"}
_PLAIN = frozenset("-/.,()':;!?%$#")


class Tokens:
    """The tokens of one text: `codes[i]` the class of token i, which stands at `starts[i]` to `ends[i]`."""

    __slots__ = ("codes", "ends", "meanings", "starts", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        codes: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.meanings: list[Meaning] = []
        for found in _TOKEN.finditer(text):
            code, meaning = _READERS[found.lastgroup or "other"](found.group())
            codes.append(code)
            self.meanings.append(meaning)
            self.starts.append(found.start())
            self.ends.append(found.end())
        self.codes = "".join(codes)

    def number(self, index: int) -> int:
        """The number that the token there means."""
        meaning = self.meanings[index]
        if not isinstance(meaning, int):
            raise TypeError(f"token {index} is {meaning!r}, expected a number")
        return meaning

    def word(self, index: int) -> str:
        """The token there as written, in lower case."""
        return self.text[self.starts[index] : self.ends[index]].lower()


@lru_cache(maxsize=2)
def tokens_of(text: str) -> Tokens:
    """The tokens of a text; kept for the next reader of the same text."""
    return Tokens(text)


def _read_number(surface: str) -> tuple[str, Meaning]:
    if len(surface) > 4 or not surface.isascii():
        return "#", None
    value = int(surface)
    if len(surface) <= 2:
        return ("1" if 1 <= value <= 12 else "3" if 13 <= value <= 31 else "9"), value
    return ("Y" if len(surface) == 4 and 1000 <= value <= 2999 else "#"), value


def _read_ordinal(surface: str) -> tuple[str, Meaning]:
    digits = surface[:-2]
    value = int(digits) if len(digits) <= 9 and digits.isascii() else None
    return ("o" if value and value <= 31 else "0"), value


def _read_decade(surface: str) -> tuple[str, Meaning]:
    return "d", int("".join(character for character in surface if character.isdigit()))


def _read_compound(surface: str) -> tuple[str, Meaning]:
    tens, _, ones = surface.lower().replace(" ", "-").partition("-")
    ordinal = ones in ORDINALS
    return ("r" if ordinal else "w"), _TENS[tens] + (ORDINALS[ones] if ordinal else CARDINALS[ones])


def _read_spelled(surface: str) -> tuple[str, Meaning]:
    """A year in words: "nineteen eighty-four", "two thousand and eighteen"."""
    words = [word for word in re.split(r"[ -]", surface.lower()) if word not in ("and", "thousand", "oh", "zero")]
    century = 20 if words[0] in ("two", "twenty") else CARDINALS[words[0]]
    return "Y", 100 * century + sum(CARDINALS[word] for word in words[1:])


def _read_word(surface: str) -> tuple[str, Meaning]:
    known = _VOCABULARY.get(surface.lower())
    if known is not None:
        return known
    return ("Z" if surface[0].isupper() else "z"), None


def _read_other(surface: str) -> tuple[str, Meaning]:
    return (surface if surface in _PLAIN else _PUNCTUATION.get(surface, "|")), None


_READERS = {
    "decade": _read_decade,
    "ordinal": _read_ordinal,
    "quarter": lambda surface: ("Q", surface.upper()),
    "fiscal": lambda surface: ("J", surface),
    "number": _read_number,
    "spelled": _read_spelled,
    "compound": _read_compound,
    "word": _read_word,
    "space": lambda _: (" ", None),
    "other": _read_other,
}
