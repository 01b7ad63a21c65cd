"""Words of a sentence with their places, their stems, and the closed classes that shape an English phrase."""

import re
from dataclasses import dataclass

from Stemmer import Stemmer

from corpus.caching import cached_word

_TOKEN = re.compile(r"\d+(?:[.,]\d+)*(?:[^\W_]+)?|[^\W_]+(?:[-'’.&][^\W_]+)*|[^\w\s]")
_stemmer = Stemmer("english")

ARTICLES = frozenset("a an the this that these those his her its their our my your some any no each every such".split())
PREPOSITIONS = frozenset(
    "of in on at to from by for with between among against into onto over under through during within without about "
    "across toward towards via per amid despite including like near than upon worth".split()
)
CONJUNCTIONS = frozenset("and or but nor yet so plus versus".split())
SUBORDINATORS = frozenset(
    "which who whom whose that while when where after before because although though whereas since until as if unless "
    "whether".split()
)
AUXILIARIES = frozenset(
    "is are was were be been being am has have had having do does did will would shall should may might can could "
    "must".split()
)
PRONOUNS = frozenset(
    "he she it they what him them i we you us me who himself herself itself themselves one ones there others".split()
)
ADVERBS = frozenset(
    "only just also now then already still even not never almost nearly about around approximately roughly more less "
    "most least over under up down again once very too well currently previously recently later earlier ago long "
    "however meanwhile largely mainly mostly together respectively overall early late".split()
)
CLOSED = ARTICLES | PREPOSITIONS | CONJUNCTIONS | SUBORDINATORS | AUXILIARIES | PRONOUNS | ADVERBS
GENERIC = frozenset(
    "say said says told year years month months week weeks day days time times new last first next per percent cent "
    "according million billion trillion thousand hundred total number amount value figure figures part people make "
    "made makes get take took taken come came go went put set bring brought give gave mr mrs ms january february march "
    "april may june july august september october november december jan feb mar apr jun jul aug sept sep oct nov dec "
    "monday tuesday wednesday thursday friday saturday sunday s t".split()
)
"""Words that many sentences share whatever they are about: no sign of one measure."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word or a punctuation mark; `start`, `end` count in the text that the words were taken from."""

    text: str
    start: int
    end: int

    @property
    def lower(self) -> str:
        """Lower case without a possessive ending."""
        return bare(self.text)

    @property
    def is_word(self) -> bool:
        return self.text[0].isalnum()

    @property
    def is_name(self) -> bool:
        """Whether it is written as a proper name is: a capital, or capitals, in front."""
        return self.text[0].isupper()


@cached_word
def bare(text: str) -> str:
    """The word in lower case, without "'s" behind it."""
    lower = text.lower().replace("’", "'")
    if lower.endswith("'s"):
        return lower[:-2]
    return lower.rstrip("'")


@cached_word
def stem(word: str) -> str:
    """The Snowball English stem of a word; of a hyphenated one, of its last part. What cannot be printed has none."""
    part = bare(word).rpartition("-")[2]
    return str(_stemmer.stemWord(part)) if part.isprintable() else part


def words_of(text: str, start: int, end: int) -> list[Word]:
    """Words and marks of text[start:end], in order, their places counted in `text`."""
    return [Word(match.group(), match.start(), match.end()) for match in _TOKEN.finditer(text, start, end)]


def is_content(word: Word) -> bool:
    """Whether a word says what a sentence is about: letters, no closed class, no general word."""
    lower = word.lower
    return word.text[0].isalpha() and len(lower) > 1 and lower not in CLOSED and lower not in GENERIC
