from itertools import pairwise

import pytest

from corpus.documents import Document, DocumentId
from corpus.figures.extract import figures_of
from corpus.language import SAMPLE, is_english

OTHERS = {
    "French": "La passerelle de Valmorin a coûté 4,2 millions d'euros et a été ouverte le 3 mai 2019 après deux ans.",
    "French line": "Le barrage a coûté 12 millions d'euros selon la mairie.",
    "German": "Der Neubau der Halle kostete 14 Millionen Euro und wurde nach drei Jahren am 5. Juni 2021 eröffnet.",
    "German line": "Die Fähre brachte im vergangenen Jahr 61.000 Gäste auf die Insel.",
    "Spanish": "El puente de Almarza costó 7 millones de euros y fue inaugurado el 12 de marzo de 2020.",
    "Spanish line": "Los vecinos pagaron 300.000 euros para reparar el tejado.",
    "Italian": "Il traghetto che collega le due isole ha portato 61.000 passeggeri nel 2021, più che nel 2019.",
    "Italian line": "La diga è costata 12 milioni di euro.",
    "Dutch": "De brug bij Oudezand kostte 4 miljoen euro en werd na twee jaar op 3 mei 2019 geopend.",
    "Dutch line": "Het schip heeft 1.200 mensen naar het eiland gebracht.",
    "Portuguese": "A ponte de Vilarinho custou 9 milhões de euros e não foi aberta até 2018, segundo a câmara.",
    "Russian": "Мост обошёлся городу в 4 миллиона рублей и был открыт 3 мая 2019 года.",
    "Turkish": "Köprü 4 milyon liraya mal oldu ve iki yıl sonra 3 Mayıs 2019 tarihinde açıldı.",
    "Chinese": "这座桥耗资400万元，于2019年5月3日开通。",
    "Japanese": "橋の建設費は4億円で、2019年5月3日に開通した。",
    "Arabic": "كلف الجسر المدينة 4 ملايين درهم وافتتح في مايو 2019.",
    "Greek": "Η γέφυρα κόστισε 4 εκατομμύρια ευρώ και άνοιξε τον Μάιο του 2019.",
    "Swedish": "Bron över sundet kostade 4 miljoner kronor och öppnades för trafik den 3 maj 2019 efter två år.",
    "Polish": "Most kosztował 4 miliony złotych i został otwarty 3 maja 2019 roku, po dwóch latach budowy.",
    "Hungarian": "A híd 4 millió forintba került, és két év után, 2019. május 3-án nyitották meg.",
}

ENGLISH = {
    "prose": "The footbridge cost 4.2 million euros and was opened on 3 May 2019 after two years of work.",
    "headline": "Footbridge opens, two years late, three times over budget",
    "headline without a function word": "Flood kills 12, hundreds homeless",
    "names": "El Niño and La Niña hit Los Angeles, Las Vegas and San José, says Le Monde",
    "streets": "Avenue de la République to meet Plaza de la Constitución at Rua da Prata",
    "people": "Anke van der Velde, Luis de la Rosa and Hans von Aue signed it.",
    "borrowed": "The café's résumé was sold for $4.",
    "table": "Year Tonnes Boats\n2011 450 12\n2012 470 13\n2013 490 14",
    "long table": "harbour tonnes boats crew\n" * 40,
    "figure": "$4.3 bn",
    "line": "5 km",
    "nothing": "",
    "sum": "π is 3.14159, μ is 5 m",
    "codes": "GmbH 12, S.A. 13, S.p.A. 14",
    "quotation": "He called it « la plus belle ville du monde » and paid the bill of 40 euros for all of them.",
    "capitals": "THE FOOTBRIDGE COST 4.2 MILLION EUROS",
    "dotted lower case": "profit up 5%, costs down 3%, dividend 12 pence",
}


@pytest.mark.parametrize("text", OTHERS.values(), ids=OTHERS.keys())
def test_a_text_of_another_language_is_not_english_and_states_no_figure(text: str) -> None:
    assert not is_english(text)
    assert figures_of(Document(DocumentId("a"), text)) == []


@pytest.mark.parametrize("text", ENGLISH.values(), ids=ENGLISH.keys())
def test_english_stays_english_however_short(text: str) -> None:
    assert is_english(text)


def test_long_prose_without_english_function_words_is_not_english() -> None:
    """Words of no language at all: nothing but the lack of English ones can tell."""
    syllables = "ba ne mi so tu ra ke lo vi du".split()
    words = [first + second for first in syllables for second in syllables]
    text = "\n".join(" ".join(words[at : at + 10]) + "." for at in range(0, 100, 10))
    assert not is_english(text)
    assert is_english(text[:100])


def test_a_long_text_is_judged_by_its_head_middle_and_tail() -> None:
    english, german = (f"{text} " * 400 for text in (ENGLISH["prose"], OTHERS["German"]))
    assert not is_english(german)
    assert is_english(english + OTHERS["German"] + english)
    assert len(english) > 3 * SAMPLE


def test_two_languages_of_one_text_are_no_reason_to_drop_the_english_one() -> None:
    assert is_english("\n\n".join([ENGLISH["prose"] * 3, OTHERS["French"]]))
    assert all(is_english(f"{a} {b}") for a, b in pairwise([ENGLISH["prose"], ENGLISH["people"], ENGLISH["table"]]))
