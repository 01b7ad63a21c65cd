"""Currencies before and after a number: signs, ISO codes and names, from the CLDR tables of babel and news usage."""

import re
from functools import cache
from typing import NamedTuple

from babel import Locale
from babel.numbers import get_currency_name

from corpus.figures.measure import Measure
from corpus.figures.tokens import NUMBER, SIGN, WORD, Tokens

_SIGNS = {
    "$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR", "₽": "RUB", "₺": "TRY", "₴": "UAH", "₸": "KZT",
    "₼": "AZN", "₾": "GEL", "₦": "NGN", "₵": "GHS", "₫": "VND", "₱": "PHP", "₪": "ILS", "₩": "KRW", "฿": "THB",
    "₡": "CRC", "₭": "LAK", "₮": "MNT", "₲": "PYG", "₨": "INR", "￥": "JPY", "＄": "USD",
}  # fmt: skip
_DOLLAR_LETTERS = {
    "us": "USD", "u.s.": "USD", "u.s": "USD", "usd": "USD", "a": "AUD", "au": "AUD", "aud": "AUD", "c": "CAD",
    "ca": "CAD", "can": "CAD", "cad": "CAD", "cdn": "CAD", "nz": "NZD", "nzd": "NZD", "hk": "HKD", "hkd": "HKD",
    "s": "SGD", "sg": "SGD", "sgd": "SGD", "nt": "TWD", "ntd": "TWD", "r": "BRL", "j": "JMD", "tt": "TTD",
    "mx": "MXN", "mex": "MXN", "mxn": "MXN", "z": "ZWL", "zw": "ZWL", "n": "NAD", "fj": "FJD", "b": "BND",
    "bz": "BZD", "ec": "XCD", "g": "GYD", "l": "LRD",
}  # fmt: skip
_WORD_SIGNS = {
    "Rs": "INR", "RS": "INR", "Re": "INR", "RM": "MYR", "Rp": "IDR", "RMB": "CNY", "rmb": "CNY", "KSh": "KES",
    "Ksh": "KES", "Sh": "KES", "USh": "UGX", "TSh": "TZS", "Tk": "BDT", "NIS": "ILS", "Rub": "RUB", "Php": "PHP",
    "R": "ZAR", "Fr": "CHF", "SFr": "CHF", "DM": "DEM", "Kc": "CZK", "Kč": "CZK",
    "kr": "SEK", "zł": "PLN", "Ft": "HUF", "元": "CNY", "円": "JPY", "ரூ": "LKR", "BTC": "",
}  # fmt: skip
_ATTACHED_ONLY = frozenset({"R", "Sh", "Fr", "Re", "kr"})
_NOUNS = {
    "dollar": "USD", "buck": "USD", "euro": "EUR", "quid": "GBP", "sterling": "GBP", "yen": "JPY", "yuan": "CNY",
    "renminbi": "CNY", "kuai": "CNY", "ruble": "RUB", "rouble": "RUB", "rupee": "INR", "rupiah": "IDR",
    "ringgit": "MYR", "baht": "THB", "shekel": "ILS", "zloty": "PLN", "zlotys": "PLN", "forint": "HUF",
    "naira": "NGN", "cedi": "GHS", "hryvnia": "UAH", "tenge": "KZT", "manat": "AZN", "lari": "GEL", "rand": "ZAR",
    "reais": "BRL", "lira": "TRY", "taka": "BDT", "dong": "VND", "riel": "KHR", "kwacha": "ZMW", "kwanza": "AOA",
    "bolivar": "VES", "koruna": "CZK", "kronor": "SEK", "guarani": "PYG", "lempira": "HNL", "quetzal": "GTQ",
    "kyat": "MMK", "afghani": "AFN", "bitcoin": "", "ether": "", "franc": "", "peso": "", "dinar": "", "dirham": "AED",
    "riyal": "SAR", "krona": "", "kroner": "", "krone": "", "shilling": "", "peseta": "ESP", "drachma": "GRD",
    "guilder": "NLG", "escudo": "PTE", "markka": "FIM", "deutschmark": "DEM", "satoshi": "", "yuans": "CNY",
}  # fmt: skip
"""What a bare noun means in news; "" where only the country would tell which currency it is."""
_NUMEROUS = {
    "won": "KRW", "dram": "AMD", "crown": "", "real": "BRL", "lev": "BGN", "leva": "BGN", "lei": "RON", "mark": "DEM",
    "sol": "PEN", "soles": "PEN", "som": "KGS", "sum": "UZS", "kip": "LAK", "lek": "ALL",
}  # fmt: skip
"""Ordinary words too: currencies only after a scale or thousands."""
_COINS = {
    "cent": ("USD", "cent"), "pence": ("GBP", "penny"), "penny": ("", "penny"), "pennies": ("", "penny"),
    "kopeck": ("RUB", "kopeck"), "paisa": ("INR", "paisa"), "dime": ("USD", "dime"), "nickel": ("USD", "nickel"),
    "¢": ("USD", "cent"),
}  # fmt: skip
_COIN_FACTORS = {"dime": 0.1, "nickel": 0.05}
_ORDINARY_CODES = frozenset("ALL TRY TOP CUP PEN MOP BAM SOS LAK MAD COP BOB AMD ERN STD ANG GEL BEL DEM MAF".split())
_NAME_SHORTENED = {"US": ("american", "united states", "u.s."), "British": ("uk",)}


_YEARS = re.compile(r"\([0-9]{4}")
"""What CLDR puts behind the name of a currency that is no more: "Maldivian Rupee (1947-1981)"."""


class Found(NamedTuple):
    """A measure and the tokens it is written in."""

    measure: Measure
    first: int
    stop: int


@cache
def money(code: str, name: str = "", factor: float = 1.0) -> Measure:
    """The measure of a currency; an unknown code ("") leaves the currency open and keeps the name as the unit."""
    unit = name or get_currency_name(code, 1, "en")
    return Measure("money", unit, "currency", code or None, factor)


@cache
def _codes() -> frozenset[str]:
    codes = [str(code) for code in Locale("en").currencies]
    used = (code for code in codes if not code.startswith("X") or code in {"XAF", "XOF"})
    return frozenset(code for code in used if not _YEARS.search(get_currency_name(code, locale="en")))


@cache
def _full_names() -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """By first word, the names of two words and more in lower case, the longest first: "us dollars"."""
    names: dict[str, str] = {}
    for code in sorted(_codes()):
        for count in (1, 2):
            name = get_currency_name(code, count, "en")
            forms = [name, *(name.replace(old, new) for old, news in _NAME_SHORTENED.items() for new in news)]
            for form in forms:
                if " " in form and "(" not in form:
                    names.setdefault(form.lower(), code)
    names |= {"russian roubles": "RUB", "russian rouble": "RUB", "korean won": "KRW", "danish kroner": "DKK",
              "norwegian kroner": "NOK", "swedish kronor": "SEK", "pounds sterling": "GBP", "pound sterling": "GBP",
              "us cents": "USD", "swedish crowns": "SEK", "norwegian crowns": "NOK", "danish crowns": "DKK",
              "czech crowns": "CZK", "deutsche marks": "DEM", "german marks": "DEM", "uae dirhams": "AED",
              "emirati dirhams": "AED", "israeli shekels": "ILS", "dutch guilders": "NLG"}  # fmt: skip
    by_word: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for name, code in names.items():
        words = tuple(name.split())
        by_word.setdefault(words[0], []).append((words, code))
    for forms_of_word in by_word.values():
        forms_of_word.sort(key=lambda form: -len(form[0]))
    return by_word


def currency_before(tokens: Tokens, index: int) -> Found | None:
    """The currency that stands before the token at `index`: "$", "US$", "EUR ", "Rs. "."""
    at = index - 1
    if tokens.word(at) == "." and tokens.word(at - 1) in {"rs", "re", "tk", "fr"}:
        at -= 1
    if not tokens.word(at) or tokens.starts[index] - tokens.ends[index - 1] > 1 or not tokens.joined(index - 1):
        return None
    if tokens.kind(at) == SIGN:
        return _sign_before(tokens, at, index)
    raw = tokens.raw(at)
    near = tokens.touches(at)
    if raw in _WORD_SIGNS and (near or raw not in _ATTACHED_ONLY):
        return Found(_by_sign(raw), at, index) if raw != "R" or len(tokens.raw(index)) > 2 else None
    code = _code(raw)
    if code is not None and (near or raw not in _ORDINARY_CODES or "," in tokens.raw(index)):
        return Found(money(code), at, index)
    if len(raw) == 4 and raw[0] == "M" and raw[1:] in _codes():
        return Found(_millions_of(raw[1:]), at, index)
    return None


def _sign_before(tokens: Tokens, at: int, index: int) -> Found | None:
    sign = tokens.word(at)
    code = _SIGNS.get(sign)
    if code is None:
        return Found(money("", "bitcoin"), at, index) if sign == "₿" else None
    if sign in {"$", "¥", "￥", "₨"} and at and tokens.kind(at - 1) == WORD and tokens.joined(at - 1):
        letters, near = tokens.word(at - 1), tokens.touches(at - 1)
        spaced = letters in {"us", "u.s.", "u.s", "hk", "nz", "usd", "aud", "cad"} or (letters == "c" and not near)
        if sign == "$" and letters in _DOLLAR_LETTERS and (near or (spaced and tokens.raw(at - 1) != "us")):
            return Found(money(_DOLLAR_LETTERS[letters]), at - 1, index)
        if letters in {"cn", "rmb"} and near:
            return Found(money("CNY"), at - 1, index)
    return Found(money(code), at, index)


def _by_sign(raw: str) -> Measure:
    code = _WORD_SIGNS[raw]
    return money(code, "" if code else "bitcoin")


def _begins_next(tokens: Tokens, at: int) -> bool:
    """Whether a code stands before another number and belongs to it: "3 USD50 cards"."""
    return tokens.touches(at) and tokens.kinds[at + 1] == NUMBER and not tokens.touches(at - 1)


def _code(raw: str) -> str | None:
    if len(raw) != 3 or not raw.isascii():
        return None
    upper = raw.upper()
    usual = raw == upper or upper in {"USD", "EUR", "GBP", "RMB"}
    return upper if usual and upper in _codes() else None


def _millions_of(code: str) -> Measure:
    return Measure("money", get_currency_name(code, 1, "en"), "currency", code, 1e6)


def currency_after(tokens: Tokens, index: int, *, numerous: bool) -> Found | None:
    """The currency that begins at the token at `index`, after a number; `numerous` says that its value is large."""
    if not tokens.word(index) or not tokens.joined(index - 1):
        return None
    at = index + (tokens.word(index) == "-" and tokens.touches(index))
    word, raw = tokens.word(at), tokens.raw(at)
    if at > index and tokens.kind(at) == SIGN and tokens.touches(at) and tokens.kinds[at + 1] == NUMBER:
        return None
    if tokens.kind(at) == SIGN and word in _SIGNS:
        return None if _begins_next(tokens, at) else Found(money(_SIGNS[word]), index, at + 1)
    full = _full_name(tokens, at)
    if full is not None:
        return Found(full[0], index, full[1])
    if raw in _WORD_SIGNS and raw not in _ATTACHED_ONLY:
        return Found(_by_sign(raw), index, at + 1)
    code = _code(raw)
    if code is not None and (raw not in _ORDINARY_CODES or numerous) and not _begins_next(tokens, at):
        return Found(money(code), index, at + 1)
    if len(raw) == 4 and raw[0] == "M" and raw[1:] in _codes():
        return Found(_millions_of(raw[1:]), index, at + 1)
    measure = _noun(word, raw, numerous=numerous)
    return None if measure is None else Found(measure, index, at + 1)


def _full_name(tokens: Tokens, at: int) -> tuple[Measure, int] | None:
    for words, code in _full_names().get(tokens.word(at), ()):
        if all(tokens.word(at + offset) == word for offset, word in enumerate(words)):
            coin = words[-1] == "cents"
            return money(code, "cent" if coin else "", 0.01 if coin else 1.0), at + len(words)
    return None


def _noun(word: str, raw: str, *, numerous: bool) -> Measure | None:
    """The currency or coin of one word; a capital ("Rand Paul", "Won") makes it a name."""
    if raw == "p":
        return None
    if raw != word and not raw.isupper() and word not in {"euro", "euros", "dollars", "yen"}:
        return None
    singular = word if word in _NOUNS or word in _COINS or word in _NUMEROUS else word.removesuffix("s")
    if singular in _COINS:
        code, name = _COINS[singular]
        return money(code, name, _COIN_FACTORS.get(name, 0.01))
    code_of = _NOUNS.get(singular)
    if code_of is None and numerous:
        code_of = _NUMEROUS.get(singular)
    if code_of is None:
        return None
    return money(code_of, "" if code_of else singular)
