"""A text cut into words, numbers and signs, each with its place, for grammars that look a few tokens to either side."""

import re
from dataclasses import dataclass, field

WORD, NUMBER, SIGN = 1, 2, 3

VULGAR_FRACTIONS = "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅐⅛⅜⅝⅞⅑⅒"
SUPERSCRIPTS = "²³¹⁰⁴⁵⁶⁷⁸⁹⁻"
_TOKEN = re.compile(
    rf"([A-Z](?:\.[A-Z])+\b\.?|[^\W\d_{VULGAR_FRACTIONS}{SUPERSCRIPTS}]+(?:['’][^\W\d_]+)*)"  # U.S., don't
    r"|([0-9]+(?:[.,][0-9]+)*|(?<![\w.])\.[0-9]+)"
    r"|([^\s])"
)


@dataclass(frozen=True, slots=True)
class Tokens:
    """Parallel lists: `words` are lower case, `kinds` one of WORD, NUMBER, SIGN; an index past either end reads as "".

    `closed` marks tokens that no value may use, because something else owns them.
    """

    text: str
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    kinds: list[int] = field(default_factory=list)
    closed: bytearray = field(default_factory=bytearray)

    def __len__(self) -> int:
        return len(self.words)

    def word(self, index: int) -> str:
        """The token in lower case, "" where there is none or where it is closed."""
        if 0 <= index < len(self.words) and not self.closed[index]:
            return self.words[index]
        return ""

    def raw(self, index: int) -> str:
        """The token as written, "" where there is none."""
        return self.text[self.starts[index] : self.ends[index]] if 0 <= index < len(self.words) else ""

    def kind(self, index: int) -> int:
        """WORD, NUMBER or SIGN; 0 where there is no token or where it is closed."""
        return self.kinds[index] if 0 <= index < len(self.words) and not self.closed[index] else 0

    def touches(self, index: int) -> bool:
        """Whether nothing stands between this token and the next."""
        return 0 <= index < len(self.words) - 1 and self.ends[index] == self.starts[index + 1]

    def joined(self, index: int) -> bool:
        """Whether this token and the next are of one line, or of one sentence that a line break wraps."""
        if not 0 <= index < len(self.words) - 1:
            return False
        end, start = self.ends[index], self.starts[index + 1]
        if start - end <= 1 and (end == start or self.text[end] != "\n"):
            return True
        if start - end > 8:
            return False
        breaks = self.text.count("\n", end, start)
        return breaks == 0 or (breaks == 1 and self.text[start].islower())

    def capital(self, index: int) -> bool:
        """Whether the token is a word that begins with a capital letter."""
        return 0 <= index < len(self.words) and self.kinds[index] == WORD and self.text[self.starts[index]].isupper()

    def begins_sentence(self, index: int) -> bool:
        """Whether nothing, a stop, an opening quotation or an empty line stands before the token."""
        if index == 0 or not self.joined(index - 1):
            return True
        before = self.words[index - 1]
        if before in {".", "!", "?", ":", "•", "|", "…"}:
            return True
        return before in _OPENING and (index == 1 or self.words[index - 2] not in {",", "s"})


_OPENING = frozenset("\"“‘'«")


def tokens_of(text: str) -> Tokens:
    """The tokens of a text, none of them closed."""
    tokens = Tokens(text)
    starts, ends, words, kinds = tokens.starts.append, tokens.ends.append, tokens.words.append, tokens.kinds.append
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        starts(start)
        ends(end)
        words(text[start:end].lower())
        kinds(match.lastindex or SIGN)
    tokens.closed.extend(bytes(len(tokens.words)))
    return tokens
