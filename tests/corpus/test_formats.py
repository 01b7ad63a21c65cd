"""Plain text, header fields, dates and titles."""

import pytest

from corpus.documents import Known, PartialDate
from corpus.errors import UnreadableDocument
from corpus.reading.dates import published_date
from corpus.reading.decoding import decoded, storable
from corpus.reading.plain import read_plain
from corpus.reading.reading import described
from corpus.reading.titles import title_in

PROSE = "The harbour opened on Monday. It cost $4.5 million, the mayor said."


@pytest.mark.parametrize(
    "content",
    [
        "Café – 5 €\r\n\tx".encode(),
        b"\xef\xbb\xbf" + "Café – 5 €\r\n\tx".encode(),
        b"\xff\xfe" + "Café – 5 €\r\n\tx".encode("utf-16-le"),
        b"\xfe\xff" + "Café – 5 €\r\n\tx".encode("utf-16-be"),
        b"\xff\xfe\0\0" + "Café – 5 €\r\n\tx".encode("utf-32-le"),
        "Café – 5 €\r\n\tx".encode("cp1252"),
    ],
)
def test_text_is_the_same_in_every_encoding_and_nothing_is_normalised(content: bytes) -> None:
    assert read_plain(content).text == "Café – 5 €\r\n\tx"


def test_a_declared_encoding_is_taken_where_the_bytes_are_no_utf8() -> None:
    assert decoded("Žluť kůň".encode("iso-8859-2"), "iso-8859-2") == "Žluť kůň"
    assert decoded("Žluť".encode(), "iso-8859-2") == "Žluť"
    assert decoded(b"caf\xe9", "no-such-encoding") == "café"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "the file is empty: expected text"),
        (b"\xef\xbb\xbf \n", "the file holds only white space: expected text"),
        (b"PK\x03\x04\0", "binary content (NUL bytes): expected text in UTF-8, UTF-16 or cp1252"),
        (b"\x89PNG\r\n\x1a\n", "neither UTF-8 (byte 0x89 at position 0 is none of it) nor cp1252: save it as UTF-8"),
        (b"a\x8d", "neither UTF-8 (byte 0x8d at position 1 is none of it) nor cp1252: save it as UTF-8"),
        (
            b"\xff\xfea",
            "its byte order mark says utf-16-le, but byte 0x61 at position 0 is none of it: save it as UTF-8",
        ),
    ],
)
def test_bytes_that_are_no_text_are_refused_with_the_reason(content: bytes, reason: str) -> None:
    with pytest.raises(UnreadableDocument) as refusal:
        decoded(content)
    assert str(refusal.value) == reason


def test_storable_text_keeps_its_length() -> None:
    assert storable("a\ud800b\udfff😀") == "a\ufffdb\ufffd😀"


@pytest.mark.parametrize(
    ("written", "date"),
    [
        ("2014", "2014"),
        ("2014-03", "2014-03"),
        ("2014-3-5", "2014-03-05"),
        ("2014/03/05", "2014-03-05"),
        ("20140305", "2014-03-05"),
        ("2014-03-05T23:59:00-08:00", "2014-03-05"),
        ("2014-03-05 10:00", "2014-03-05"),
        ("5 March 2014", "2014-03-05"),
        ("5th Mar. 2014", "2014-03-05"),
        ("Sept 2014", "2014-09"),
        ("March 5, 2014", "2014-03-05"),
        ("Wed, 05 Mar 2014 10:00:00 GMT", "2014-03-05"),
        ("Wednesday, March 5, 2014", "2014-03-05"),
        (" 2016-02-29 ", "2016-02-29"),
    ],
)
def test_dates_are_read_as_they_are_written(written: str, date: str) -> None:
    assert str(published_date(written)) == date


@pytest.mark.parametrize(
    "written",
    ["2014-02-30", "2015-02-29", "2014-13", "0000", "03/04/2014", "last week", "5 Marchember 2014", "5 Ma 2014", "-"],
)
def test_what_is_no_date_or_could_be_two_is_refused_with_what_was_met(written: str) -> None:
    with pytest.raises(UnreadableDocument, match=f'published: met "{written}", expected a date such as 2024-08-18'):
        published_date(written)


def test_fields_are_found_under_their_usual_names_in_any_case() -> None:
    reading = described("x", {"Title": " A  b ", "SOURCE": "Sea", "Date": "2014-03", "link": "u", "id": 7}, "header")
    assert reading.title == Known("A b", "given", "header")
    assert reading.publisher == Known("Sea", "given", "header")
    assert reading.published == Known(PartialDate(2014, 3), "given", "header")
    assert (reading.url, reading.id) == ("u", "7")


def test_a_source_that_is_an_address_is_the_url_and_blank_fields_are_not_given() -> None:
    reading = described("x", {"source": "https://sea.example/1", "title": "  ", "date": None}, "header")
    assert (reading.publisher, reading.url, reading.title, reading.published) == (
        None,
        "https://sea.example/1",
        None,
        None,
    )


def test_a_field_of_another_kind_is_refused_by_its_name() -> None:
    with pytest.raises(UnreadableDocument, match="title: met a dict, expected text"):
        described("x", {"title": {}}, "header")


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (f"Harbour opens at last\n\n{PROSE}", "Harbour opens at last"),
        (f"Analyses\n\nHarbour opens: a late success\n\n{PROSE}", "Harbour opens: a late success"),
        (f"World news\nBy Ada Bell\n5 March 2014\nHarbour opens at last\n\n{PROSE}", "Harbour opens at last"),
        (f"Harbour\n\n{PROSE}", "Harbour"),
        (f"Who pays? Nobody knows\n{PROSE}", "Who pays? Nobody knows"),
        (f"“We pay”, says the mayor\n\n{PROSE}", "“We pay”, says the mayor"),
        (f"7 ports in 7 days\n\n{PROSE}", "7 ports in 7 days"),
        (PROSE, None),
        (f"{PROSE}\n\nHarbour opens at last", None),
        ("The harbour of the island opened on Monday after nine long\nyears of work. Boats came.", None),
        ("- Harbour\n- Mole\n- Quay", None),
        ("", None),
    ],
)
def test_the_title_is_the_first_line_that_reads_like_one(text: str, title: str | None) -> None:
    assert title_in(text) == title
