"""Words of one meaning, and words that exclude each other: what tells one measure from another in news English.

Every entry is a family of stems; the tables are ours, gathered from the way news agencies write.
"""

from corpus.figures.words import stem


def _families(*lines: str) -> dict[str, str]:
    """Each stem with the name of its family, which is the stem of the family's first word."""
    table: dict[str, str] = {}
    for line in lines:
        words = line.split()
        for word in words:
            table.setdefault(stem(word), stem(words[0]))
    return table


EVENTS = _families(
    "visit visits visited visiting trip trips travel travelled traveled travels tour toured arrive arrived arrives "
    "arrival flew fly flown landed journey journeyed voyage came stay stayed spent stopover pilgrimage guest "
    "touched drove ashore",
    "meeting meet met meets talks summit negotiations conference",
    "death die died dies dead",
    "birth births born birthdate",
    "founding founded found establish established establishment create created formed incorporated",
    "build built construct constructed construction completed completion erected",
    "open opened opens opening inaugurated inauguration",
    "sign signed signing signature",
    "election elected elect vote voted polls",
    "launch launched launches",
    "attack attacked attacks strike struck",
    "explosion exploded explode blast",
    "collapse collapsed",
    "fire burned burnt blaze",
    "earthquake quake",
    "begin began begun start started starts commence commenced commencement",
    "end ended ends finish finished conclude concluded",
    "announce announced announcement unveiled",
    "release released publish published",
    "appoint appointed appointment named",
    "resign resigned resignation quit",
    "marry married wedding",
    "sentence sentenced",
    "arrest arrested detained",
    "win won victory",
    "close closed closure shut",
    "crash crashed",
    "invade invaded invasion",
    "acquire acquired acquisition bought takeover",
    "merge merged merger",
    "join joined accession",
    "approve approved approval",
    "storm hurricane cyclone typhoon landfall",
    "flood flooded flooding",
    "serve served serving reign reigned",
)
"""What happens at a date, or is counted by an ordinal."""

ONCE = frozenset(stem(word) for word in "birth death founding build".split())
"""Families of events that befall one thing once: two dates for one of them cannot both hold."""

ONCE_A_THING = frozenset(EVENTS[stem(word)] for word in "open launch release merge".split())
"""Families of events that befall a thing of one name once, but many things of a kind."""

MEASURES = _families(
    "trade turnover commerce",
    "company firm enterprise business",
    "dead death killed fatality died die victim casualty toll",
    "wounded injured hurt injury",
    "visitor guest tourist arrival traveller traveler holidaymaker",
    "soldier troop serviceman military",
    "deal contract agreement accord",
    "worker employee staff job employ workforce",
    "inhabitant population resident live reside dwell",
    "cost price bill budget expense",
    "revenue sale",
    "profit earning",
    "student pupil",
    "home house dwelling household",
    "plane aircraft jet",
    "vessel ship boat",
    "car vehicle",
    "protester demonstrator",
    "attendance crowd attendee spectator attend",
    "loan credit",
    "growth grow grew expand expanded expansion gdp economy",
    "inflation",
    "unemployment jobless",
    "passenger",
    "flight",
    "member membership",
    "child kid",
    "investment invest invested",
    "town city",
    "displaced evacuated evacuee refugee",
    "gas",
    "oil crude",
    "damage loss",
)
"""Nouns, and the verbs behind them, that name one thing counted or measured."""

EXCLUSIVE: tuple[tuple[frozenset[str], ...], ...] = tuple(
    tuple(frozenset(stem(word) for word in side.split()) for side in line.split("|"))
    for line in (
        "export exports exported | import imports imported",
        "killed dead deaths died fatalities kill | wounded injured hurt injuries | missing | arrested detained",
        "killed dead | evacuated displaced evacuees | rescued survivors survived",
        "wounded injured | evacuated displaced evacuees | rescued survivors survived",
        "men male males boys | women female females girls",
        "urban | rural",
        "revenue sales | profit profits earnings | loss losses | debt | cost costs spending | assets",
        "income | expenditure spending",
        "goods | services",
        "supply production output produced | demand consumption consumed | reserves | capacity",
        "buy bought purchase purchases | sell sold sale",
        "arrivals arrived | departures departed",
        "inflation | unemployment | growth | interest deposit lending",
        "births born | deaths died",
        "export exports | investment investments invested | aid | debt",
        "length long | width wide | height high tall | depth deep | weight weigh | area",
        "minimum lowest | maximum highest | average mean median",
        "oil crude | gas | coal | electricity power",
        "for favour favor yes | against no",
        "adults adult | children minors",
        "lose losing lost uninsured | gain gained provided providing covered enrolled insured",
        "vaccinated doses | infected cases infections | hospitalised hospitalized hospital",
        "public | private",
        "surplus surpluses | deficit deficits shortfall",
        "gross | net",
        "nominal | real",
        "yield | temperature",
    )
)
"""Families of words of which a figure can have only one: figures on two sides of a bar measure different things."""

RESTRICTORS = frozenset(
    stem(word)
    for word in (
        "insured state official working private informal goods services direct net gross adult urban rural "
        "confirmed domestic foreign seasonal permanent temporary active proven commercial military civilian "
        "federal regional local household industrial residential "
        "presidential public core underlying headline adjusted eligible licensed direct- "
        "flight nonstop solo full partial excluding final"
    ).split()
)
"""Modifiers that cut a part out of what the head noun counts: present on one side only, the scopes differ."""

CHANGES = frozenset(
    stem(word)
    for word in (
        "rise rose risen grow grew grown increase increased climb climbed jump jumped surge surged soar soared "
        "gain gained expand expanded fall fell fallen drop dropped decline declined decrease decreased shrink "
        "shrank slump slumped plunge plunged slip slipped cut contract contracted growth reduction up down double "
        "doubled widen widened narrow narrowed ease eased accelerate accelerated slow slowed hike hiked raise "
        "raised lower lowered dip dipped edge edged tumble tumbled rebound"
    ).split()
)
"""Verbs and nouns of change: what they govern with "by" or nothing is a change, with "to" the level reached."""

FALLS = frozenset(
    stem(word)
    for word in (
        "fall fell fallen drop dropped decline declined decrease decreased shrink shrank slump slumped plunge "
        "plunged slip slipped cut reduction down narrow narrowed ease eased slow slowed lower lowered dip dipped "
        "tumble tumbled contract contracted"
    ).split()
)
"""The changes that go down."""

CARRIERS = frozenset(
    stem(word)
    for word in "value volume amount number total level size worth sum figure rate share estimate count".split()
)
"""Nouns that pass on what they measure to the noun behind their "of"."""


PERSONS = frozenset(
    stem(word)
    for word in (
        "president minister premier leader pope king queen prince chief chairman chairwoman head envoy official "
        "delegation delegate commissioner diplomat chancellor secretary executive boss director governor mayor senator "
        "visitor guest team man woman he she politician general commander founder owner captain pontiff monarch author"
    ).split()
)
"""Nouns that may stand for anybody's name."""


OFFICES = frozenset(
    stem(word)
    for word in (
        "president minister premier pope king queen prince emperor empress sultan caliph tsar shah duke earl count "
        "chancellor governor mayor senator general bishop archbishop abbot chairman chairwoman speaker judge justice "
        "commissioner ambassador director dean rector headmaster principal captain"
    ).split()
)
"""What somebody is for a term."""


def event_of(word: str) -> str | None:
    """The family of events that a word names, or None."""
    return EVENTS.get(stem(word))


def measure_of(stemmed: str) -> str:
    """The family of a stem, itself where it has none."""
    return MEASURES.get(stemmed, stemmed)


PEOPLES = frozenset(
    "african asian american european black white native hispanic latino caucasian indigenous aboriginal pacific "
    "islander multiracial".split()
)
"""What a census divides people into, lower case: capitals that name no subject of their own."""


_NATIONS = {
    "french": "france", "dutch": "netherlands", "spanish": "spain", "polish": "poland", "danish": "denmark",
    "swedish": "sweden", "turkish": "turkey", "türkiye": "turkey", "irish": "ireland", "swiss": "switzerland",
    "greek": "greece", "welsh": "wales", "british": "britain", "uk": "britain", "english": "england",
    "scottish": "scotland", "finnish": "finland", "chinese": "china", "japanese": "japan", "vietnamese": "vietnam",
    "portuguese": "portugal", "lebanese": "lebanon", "senegalese": "senegal", "congolese": "congo",
    "czech": "czechia", "thai": "thailand", "filipino": "philippines", "philippine": "philippines", "us": "america",
    "american": "america", "german": "germany", "norwegian": "norway", "belgian": "belgium", "hungarian": "hungary",
    "italian": "italy", "ukrainian": "ukraine", "iraqi": "iraq", "israeli": "israel", "afghan": "afghanistan",
    "argentine": "argentina", "peruvian": "peru", "brazilian": "brazil", "canadian": "canada", "mexican": "mexico",
    "egyptian": "egypt", "jordanian": "jordan", "iranian": "iran", "cypriot": "cyprus", "moroccan": "morocco",
}  # fmt: skip
"""Adjectives of nations that no rule leads back to the name."""


def nation_of(word: str) -> str:
    """A nation's name for its adjective, in lower case; any other word as it is, less an adjective's ending.

    "russian" and "russia" both give "russia"; what it gives is for comparing only.
    """
    lower = word.lower()
    if lower in _NATIONS:
        return _NATIONS[lower]
    if len(lower) > 5 and lower.endswith(("ian", "ean")):
        return lower[:-1]
    if len(lower) > 5 and lower.endswith("i"):
        return lower[:-1]
    return lower
