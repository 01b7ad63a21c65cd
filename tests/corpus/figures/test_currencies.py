import pytest

from corpus.figures.quantities import quantities_in

AMOUNTS = [
    ("$4 bn", 4e9, "USD"),
    ("US$4bn", 4e9, "USD"),
    ("U.S. $4 billion", 4e9, "USD"),
    ("4 billion dollars", 4e9, "USD"),
    ("4-billion-dollar", 4e9, "USD"),
    ("A$40", 40, "AUD"),
    ("C$1.5m", 1.5e6, "CAD"),
    ("HK$10.05 billion", 1.005e10, "HKD"),
    ("€40m", 4e7, "EUR"),
    ("EUR 40 million", 4e7, "EUR"),
    ("40 million euros", 4e7, "EUR"),
    ("120 MEUR", 1.2e8, "EUR"),
    ("10 €", 10, "EUR"),
    ("£8.10 million", 8.1e6, "GBP"),
    ("361 million pounds", 3.61e8, "GBP"),
    ("50p", 0.5, "GBP"),
    ("470 pence", 4.7, "GBP"),
    ("¥500", 500, "JPY"),
    ("100 Chinese yuan", 100, "CNY"),
    ("Rs 500 crore", 5e9, "INR"),
    ("Rs. 1,200", 1200, "INR"),
    ("500 rupees", 500, "INR"),
    ("3 million Swiss francs", 3e6, "CHF"),
    ("20 billion won", 2e10, "KRW"),
    ("2 million Azerbaijani manats", 2e6, "AZN"),
    ("USD115.5", 115.5, "USD"),
    ("115.5USD", 115.5, "USD"),
    ("75 cents", 0.75, "USD"),
    ("3 dollars 50 cents", 3.5, "USD"),
    ("three dollars and forty-five cents", 3.45, "USD"),
    ("-$5", -5, "USD"),
    ("$-5", -5, "USD"),
]


@pytest.mark.parametrize(("text", "amount", "currency"), AMOUNTS, ids=[text for text, *_ in AMOUNTS])
def test_an_amount_is_read_wherever_its_currency_stands(text: str, amount: float, currency: str) -> None:
    (value,) = quantities_in(text)
    assert (value.kind, value.currency, value.core_start, value.core_end) == ("money", currency, 0, len(text))
    assert value.low == pytest.approx(amount)


def test_a_name_that_several_currencies_share_leaves_the_currency_open() -> None:
    (value,) = quantities_in("It costs 300 million francs.")
    assert (value.currency, value.unit, value.dimension) == (None, "franc", "currency")


@pytest.mark.parametrize(
    "text", ["All 12 won.", "He made 3 real friends.", "ALL 5 solutions", "40 pounds of rice", "20 Rand fans", "TRY 5"]
)
def test_ordinary_words_are_no_currency(text: str) -> None:
    assert [value for value in quantities_in(text) if value.kind == "money"] == []
