from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.documents import Known, PartialDate
from corpus.errors import UnreadableDocument
from corpus.reading.markdown import read_markdown


def shown(markdown: str) -> str:
    return read_markdown(markdown.encode()).text


def test_front_matter_says_what_is_given_and_stays_out_of_the_text() -> None:
    header = "title: 'Port: open'\npublisher: Sea\ndate: 2014-03-05\nurl: https://sea.example/1\nid: p1\ntags: [a]"
    reading = read_markdown(f"---\n{header}\n---\nOpen.\n".encode())
    assert reading.text == "Open."
    assert reading.title == Known("Port: open", "given", "front matter")
    assert reading.publisher == Known("Sea", "given", "front matter")
    assert reading.published == Known(PartialDate(2014, 3, 5), "given", "front matter")
    assert (reading.url, reading.id) == ("https://sea.example/1", "p1")


def test_a_date_of_the_month_only_is_not_made_into_a_day() -> None:
    reading = read_markdown(b"---\npublished: 2014-03\n---\r\nOpen.")
    assert reading.published == Known(PartialDate(2014, 3), "given", "front matter")


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        ("---\ndate: 2014-02-30\n---\nOpen.", 'published: met "2014-02-30", expected a date such as 2024-08-18'),
        ("---\ntitle: [a, b]\n---\nOpen.", "title: met a list, expected text"),
        ("---\ntitle: 'a\n---\nOpen.", "front matter: met while scanning a quoted scalar"),
        ("---\na: " + "[" * 5000 + "\n---\nOpen.", "front matter: met maximum recursion depth exceeded"),
        ("---\ntitle: A\n---\n\n<!-- later -->\n", "no text below the front matter: expected some"),
    ],
)
def test_front_matter_that_cannot_be_is_refused_with_what_was_met(page: str, reason: str) -> None:
    with pytest.raises(UnreadableDocument) as refusal:
        read_markdown(page.encode())
    assert str(refusal.value).startswith(reason)


def test_lines_around_prose_are_no_front_matter() -> None:
    assert shown("---\nPort opens.\n---\n\nMore.") == "Port opens.\n\nMore."
    assert shown("---\nPort opens.\n") == "Port opens."


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("# Port *opens* &amp; `rises`\n\nOn\nMonday.", "Port opens & rises\n\nOn Monday."),
        ("The [harbour](https://sea.example) and ![a map](m.png).", "The harbour and a map."),
        ("One,  \ntwo, **three**, ~~four~~.", "One,\ntwo, three, four."),
        ("Costs\n=====\n\n> Four <b>million</b><br>dollars", "Costs\n\nFour million\ndollars"),
        ("```\nx = 1\n\ny = 2\n```\n\n    z = 3\n\n---\n\nEnd.", "x = 1\n\ny = 2\n\nz = 3\n\nEnd."),
        ("<div>A <i>box</i> &lt; 3</div>", "A box < 3"),
    ],
)
def test_the_text_is_what_the_page_shows(markdown: str, text: str) -> None:
    assert shown(markdown) == text


def test_items_of_lists_keep_their_bullet_or_number_and_their_depth() -> None:
    assert shown("Parts:\n\n- one\n- two\n  - inner\n\n    more\n- three\n\n3. first\n4. second\n\nEnd.") == (
        "Parts:\n\n• one\n• two\n  • inner\n\n  more\n\n• three\n3. first\n4. second\n\nEnd."
    )


def test_a_row_of_a_table_is_a_line() -> None:
    assert shown("| Year | Tonnes |\n|---|--:|\n| 2011 | *450* |\n| 2012 | |\n\nEnd.") == (
        "Year | Tonnes\n2011 | 450\n2012 | \n\nEnd."
    )


def test_without_a_title_given_it_is_the_first_heading() -> None:
    assert read_markdown(b"Intro.\n\n## Port *opens*\n\nText.").title == Known(
        "Port opens", "inferred", "first heading"
    )
    assert read_markdown(b"Only text.").title is None


def test_scripts_and_comments_are_not_shown() -> None:
    assert shown("A.\n\n<script>\nvar x = 1;\n</script>\n\n<!-- hidden -->\n\nB.") == "A.\n\nB."


@given(st.text(st.sampled_from("ab *_`[]()<>!#-|\n\\&;1.>~=:\t"), max_size=60))
def test_any_markdown_is_read_as_something_or_refused(page: str) -> None:
    with suppress(UnreadableDocument):
        assert shown(page).strip()
