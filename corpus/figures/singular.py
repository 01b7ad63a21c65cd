"""The singular of an English noun, as a dictionary lists it: "companies" company, "countries" country, "cases" case."""

from corpus.caching import cached_word

_IRREGULAR = {
    "men": "man", "women": "woman", "children": "child", "feet": "foot", "teeth": "tooth", "mice": "mouse",
    "geese": "goose", "oxen": "ox", "wives": "wife", "lives": "life", "knives": "knife", "wolves": "wolf",
    "halves": "half", "shelves": "shelf", "leaves": "leaf", "loaves": "loaf", "thieves": "thief", "calves": "calf",
    "crises": "crisis", "analyses": "analysis", "bases": "base", "theses": "thesis", "hypotheses": "hypothesis",
    "criteria": "criterion", "phenomena": "phenomenon", "bacteria": "bacterium", "nuclei": "nucleus",
    "alumni": "alumnus", "larvae": "larva", "potatoes": "potato", "tomatoes": "tomato", "heroes": "hero",
    "vetoes": "veto", "echoes": "echo", "torpedoes": "torpedo", "volcanoes": "volcano", "mosquitoes": "mosquito",
    "buses": "bus", "viruses": "virus", "campuses": "campus", "bonuses": "bonus", "censuses": "census",
    "gases": "gas", "lenses": "lens", "shoes": "shoe", "toes": "toe", "movies": "movie", "cookies": "cookie",
    "selfies": "selfie", "calories": "calorie", "ties": "tie", "lies": "lie", "pies": "pie", "rookies": "rookie",
    "zombies": "zombie", "axes": "axe", "caches": "cache", "headaches": "headache", "quizzes": "quiz",
    "kilos": "kilo", "dice": "die", "embryos": "embryo",
}  # fmt: skip
_ONE_FORM = frozenset(
    "people police staff cattle series species means news headquarters barracks crossroads works aircraft spacecraft "
    "troops personnel data media sheep fish salmon premises goods clothes earnings proceeds savings homeless dead "
    "injured wounded diabetes measles physics economics politics athletics gallows shambles chassis corps lens bus "
    "gas virus campus bonus census plus status focus crisis basis analysis emphasis overseas odds remains thanks "
    "arms specimen regimen abdomen".split()
)
"""Nouns of one form, plurals that have no singular, and singulars that end in "s"."""


@cached_word
def singular(word: str) -> str:
    """The singular of a noun in lower case; of a hyphenated or capitalised one too, by its ending."""
    lower = word.lower()
    known = _IRREGULAR.get(lower)
    if known is not None:
        return known
    if lower in _ONE_FORM:
        return lower
    if lower.endswith(("children", "men")) and len(lower) > 5:
        return lower.removesuffix("ren") if lower.endswith("ren") else lower[:-2] + "an"
    if lower.endswith(("ss", "us", "is")) or len(lower) < 4 or not lower.endswith("s"):
        return lower
    if lower.endswith("ies"):
        return lower[:-3] + "y" if len(lower) > 4 else lower[:-1]
    if lower.endswith(("sses", "shes", "xes", "zzes")) or (lower.endswith("ches") and not lower.endswith("aches")):
        return lower[:-2]
    return lower[:-1]
