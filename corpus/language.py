"""Whether a text is English: figures of other languages are not read, for the grammar of figures is English."""

import re
from collections.abc import Iterator
from functools import lru_cache

SAMPLE = 2_000
"""Characters that are looked at in each of three places of a long text: its head, its middle and its tail."""
NAMELESS = 3
"""Function words of other languages that a text in one of them has at least, where English ones stand beside them."""
PROSE_LINE = 8
"""Words in lower case from which on a line that ends in a stop is prose, and no headline or row of a table."""
PROSE = 40
"""Words of prose from which on the lack of English function words says something by itself."""
ENGLISH_SHARE = 0.05
"""Of the words of English prose far more are function words: a quarter to a half."""

_ENGLISH = frozenset(
    "a an the this that these those his her its their our my your some any each every of in on at to from by for with "
    "between among against into over under through during within without about across and or but nor yet so if because "
    "although while when where after before since until as than then there here which who whom whose what how why is "
    "are was were be been being am has have had do does did will would shall should may might can could must he she it "
    "they we you him them us not no all more most other such only also just up out off down per".split()
)
_FOREIGN = {
    "French": "de la le les des du une et que qui pas cette il elle ils nous vous aux au dans avec été sont ont leur "
    "mais où sans après depuis selon entre qu l cet ces ses était sera fait deux ans",
    "Spanish": "el la los las que en un una con para se del al lo su sus más fue está este esta pero ya cuando según "
    "hasta desde también sobre como muy años dos y entre ha han son",
    "Italian": "il lo gli di della dei delle che una è nel nella alla dal dalla dell sono più anche ma si ed stato "
    "questo dopo tra anni sul sulla ai nei degli quando ha hanno",
    "Portuguese": "os não um uma em para na da das dos ao mais foi pela pelo são seu sua também já até à é nas nos ou "
    "quando depois entre anos às",
    "Romanian": "și în cu pe din care mai sunt este pentru nu o al ale lui fost după prin să au",
    "German": "der das und ist nicht mit von zu für auf sich dem ein eine einer einem einen im zum zur wurde wurden "
    "wird werden auch nach bei aus sind dass aber oder über mehr wie haben hatte durch bis sein seine ihre sie es vor "
    "noch nur wenn gegen zwischen seit laut um ab vom beim",
    "Dutch": "de het een en van voor niet zijn dat aan op te ook maar wordt werd uit naar bij nog dit deze haar heeft "
    "hebben geen meer tot om als worden jaar er dan door",
    "Scandinavian": "och att det som på är för inte till med av om ett har jag kan han hon eller og ikke af blev ble "
    "fra mot efter etter ved",
    "Finnish": "ja ei että oli myös ovat mutta kuin hän joka sen",
    "Polish": "w z na się nie jest po przez dla od oraz był była jego że które jak ale",
    "Czech": "se na je že s z byl pro ale jako od podle která který také bylo jsou",
    "Hungarian": "az és hogy nem egy volt meg ezt már csak",
    "Turkish": "ve bir bu için ile olarak daha çok olan sonra kadar göre ise olduğu",
    "Indonesian": "yang dan di dengan untuk pada ini itu dari tidak dalam akan oleh telah",
    "Vietnamese": "và của là có không được trong cho một người những với",
    "Catalan": "els amb és dels perquè seva molt",
}
_ALSO_ENGLISH = frozenset("die ten met son pour on do no me per plus come fine due door dan o s z y w em".split())
"""What English writes too, as a word, a name or a letter that stands alone."""
_FUNCTION_WORDS = frozenset(word for words in _FOREIGN.values() for word in words.split()) - _ENGLISH - _ALSO_ENGLISH
_PARTICLES = frozenset("de la le du des von van der den di da do dos das del della al el bin ibn".split())
"""What stands inside names of people and places: "Plaza de la Reina", "Anke van der Velde"."""
_WORD = re.compile(r"[^\W\d_]+|[.!?…:;]+|\n")
_DENSE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
"""Letters that stand for a syllable or a word."""
_LAST_LATIN, _MORE_LATIN = "\u024f", ("\u1e00", "\u1eff")


def is_english(text: str) -> bool:
    """Whether the text is English, or too short to tell: a headline, a table, a handful of words.

    Another language shows by its letters or by its function words ("der", "que", "och") where they outnumber the
    English ones; long prose also by having hardly any English ones. Names of other languages do not count.
    """
    return _is_english(_sample(text))


def _sample(text: str) -> str:
    if len(text) <= 3 * SAMPLE:
        return text
    middle = len(text) // 2
    return "\n".join((text[:SAMPLE], text[middle : middle + SAMPLE], text[-SAMPLE:]))


@lru_cache(maxsize=128)
def _is_english(sample: str) -> bool:
    if _is_of_other_letters(sample):
        return False
    words = list(_common_words(sample))
    english = sum(word in _ENGLISH for word in words)
    foreign = sum(word in _FUNCTION_WORDS or not word.isascii() for word in words)
    if foreign >= (NAMELESS if english else NAMELESS - 1) and foreign > 2 * english:
        return False
    prose = list(_prose(sample))
    return len(prose) < PROSE or sum(word in _ENGLISH for word in prose) >= ENGLISH_SHARE * len(prose)


def _is_of_other_letters(text: str) -> bool:
    """Whether most letters are not Latin; of those that stand for a whole syllable each counts threefold."""
    if text.isascii():
        return False
    letters = [letter for letter in text if letter.isalpha()]
    other = sum(not _is_latin(letter) for letter in letters)
    dense = len(_DENSE.findall(text))
    return other >= 4 and 2 * other + 4 * dense > len(letters) + 2 * dense


def _is_latin(letter: str) -> bool:
    return letter <= _LAST_LATIN or _MORE_LATIN[0] <= letter <= _MORE_LATIN[1]


def _common_words(text: str) -> Iterator[str]:
    """The words that are no names, by their small letters; the first of a sentence counts, whatever its letter."""
    opens, named = True, False
    for match in _WORD.finditer(text):
        word = match.group()
        if not word[0].isalpha():
            opens, named = True, False
        elif word.islower():
            named = named and word in _PARTICLES
            opens = False
            if not named:
                yield word
        else:
            if opens and len(word) > 1:
                yield word.lower()
            opens, named = False, True


def _prose(text: str) -> Iterator[str]:
    """The words in small letters of the lines that are prose."""
    for line in text.splitlines():
        words = [word for word in re.findall(r"[^\W\d_]+", line) if word.islower()]
        if len(words) >= PROSE_LINE and line.rstrip()[-1:] in {".", "!", "?", "…", "”", '"', "»"}:
            yield from words
