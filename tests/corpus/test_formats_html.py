import subprocess
import sys

import pytest

from corpus.documents import Known, PartialDate
from corpus.errors import UnreadableDocument
from corpus.reading.html import read_html

PROSE = "<p>The harbour of the island opened on Monday after nine years of work.</p>"


def page(body: str, head: str = "") -> bytes:
    return f"<!doctype html><html><head>{head}</head><body>{body}</body></html>".encode()


def test_the_text_is_the_main_text_block_by_block() -> None:
    content = page(
        "<nav><a href='/'>Home</a> <a href='/login'>Log in</a></nav><article><h1>Port opens</h1>"
        f"{PROSE}<h2>Costs</h2><p>It cost <b>$4.5</b> million<br>and 3&nbsp;lives.</p>"
        "<ul><li>One <i>pier</i><ul><li>of stone</li></ul></li><li><p>Two</p><p>quays</p></li></ul>"
        "<table><tr><th>Year</th><th>Tonnes</th></tr><tr><td>2011</td><td>450</td></tr></table>"
        "<blockquote><p>We waited.</p><p>It came.</p></blockquote></article><footer>Imprint</footer>"
    )
    assert read_html(content).text == (
        "Port opens\n\nThe harbour of the island opened on Monday after nine years of work.\n\nCosts\n\n"
        "It cost $4.5 million\nand 3 lives.\n\n• One pier\n  • of stone\n• Two quays\n\nYear | Tonnes\n2011 | 450\n\n"
        "We waited.\n\nIt came."
    )


def test_title_site_address_and_date_come_from_the_metadata() -> None:
    head = (
        "<title>Port opens – Sea Times</title><meta property='og:title' content='Port opens'>"
        "<meta property='og:site_name' content='Sea Times'><link rel='canonical' href='https://sea.example/port'>"
        "<meta property='article:published_time' content='2014-03-05T23:00:00Z'>"
    )
    reading = read_html(page(PROSE, head))
    assert reading.title == Known("Port opens", "given", "page metadata")
    assert reading.publisher == Known("Sea Times", "given", "page metadata")
    assert reading.published == Known(PartialDate(2014, 3, 5), "given", "<meta article:published_time>")
    assert reading.url == "https://sea.example/port"


@pytest.mark.parametrize(
    ("head", "body", "source"),
    [
        ("<meta name='DC.date.issued' content='2014-03-05'>", "", "<meta dc.date.issued>"),
        ("<meta itemprop='datePublished' content='5 March 2014'>", "", "<meta datepublished>"),
        (
            '<script type="application/ld+json">{"@graph": [{"datePublished": "2014-03-05"}]}</script>',
            "",
            "JSON-LD datePublished",
        ),
        ("", "<time itemprop='datePublished' datetime='2014-03-05'>5 March</time>", "<time>"),
    ],
)
def test_a_date_in_the_markup_is_given_and_says_where(head: str, body: str, source: str) -> None:
    assert read_html(page(body + PROSE, head)).published == Known(PartialDate(2014, 3, 5), "given", source)


def test_a_time_that_does_not_say_of_what_gives_an_inferred_date() -> None:
    published = read_html(page(f"<article><time datetime='2014-03-05'>5 March</time>{PROSE}</article>")).published
    assert published == Known(PartialDate(2014, 3, 5), "inferred", "the page's markup, by htmldate")


def test_a_date_that_is_not_of_the_calendar_gives_none_rather_than_a_near_one() -> None:
    assert read_html(page(PROSE, "<meta name='date' content='2014-02-30'>")).published is None
    assert read_html(page(PROSE, "<script type='application/ld+json'>{broken</script>")).published is None


def test_the_declared_encoding_is_taken_where_the_page_is_no_utf8() -> None:
    content = "<html><head><meta charset=iso-8859-2></head><body><p>Žluťoučký kůň pěl v přístavu.</p></body></html>"
    assert read_html(content.encode("iso-8859-2")).text == "Žluťoučký kůň pěl v přístavu."


@pytest.mark.parametrize("content", [b"plain words", page(""), page("<div>" * 3000), b"<p>", b"<!-- -->"])
def test_a_page_without_main_text_is_refused(content: bytes) -> None:
    with pytest.raises(UnreadableDocument, match="no main text in the page: expected paragraphs of prose"):
        read_html(content)


def test_reading_plain_text_loads_no_parser_of_pages() -> None:
    loaded = "print(sorted({'trafilatura', 'lxml', 'markdown_it', 'yaml'} & set(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", f"import sys, corpus.loading; {loaded}"], capture_output=True, text=True, check=True
    )
    assert done.stdout == "[]\n"
