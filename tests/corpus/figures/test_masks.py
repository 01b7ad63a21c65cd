import pytest

from corpus.figures.quantities import quantities_in

NO_FIGURES = [
    "The train leaves at 10:30, 7.15pm or 2 p.m. sharp.",
    "She ran it in 2:04:11.",
    "They lost 3-1, won 2-0 and drew 1-1.",
    "The Senate voted 52-48 against it.",
    "Call 555-0199, 212-555-0199 or +44 20 7946 0958.",
    "The host is at 192.168.1.20 and runs v2.4.1.",
    "See https://example.org/2024/18?page=12 or write to desk24@example.org.",
    "They met on 18.08.2024 and 2024-08-18.",
    "Help is there 24/7 since 9/11.",
    "Boeing 747s, an F-16, COVID-19, the G20, a MiG-29 and 4K films.",
    "Article 5, Section 230, Route 66, Area 51, Windows 11, Chapter 7.",
    "The FTSE 100 and the S&P 500 closed lower.",
    "He lives at 221 Baker Street.",
    "It came true [12] as others said [3, 4].",
    "1. Read it\n2. Write it\n(3) Send it",
    "It was issue No. 10, page 12, in the 1990s.",
    "5 min read",
    "12 comments",
    "Page 2 of 5",
    "Choose three articles of your choice.",
    "Maria Lopez, 45, and Jo Brandt, 38, spoke.",
    "Officials said since 1999 and by 2030.",
    "No one knew which one it was, said one of them.",
    "Formula One fans and Big Ten players met the Group of Seven.",
    "Ana%27s and caf%C3%A9",
    "She called 911.",
    "Write to (920) 555-0199 about the album \u201c25.\u201d and You Only Live Twice.",
    "He went 3-for-4 in 1080p.",
    "The 2020 elections and 1990 levels of 112 BC were debated [ 2 ] again.",
]


@pytest.mark.parametrize("text", NO_FIGURES)
def test_times_scores_identifiers_and_boilerplate_are_no_figures(text: str) -> None:
    assert [text[value.start : value.end] for value in quantities_in(text)] == []


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("At 10:30 some 40 people came.", "some 40"),
        ("1. About 50 men marched.", "About 50"),
        ("The 19-member bloc met.", "19"),
        ("Boeing sold 40 planes.", "40"),
        ("The United Nations sent 5,000 soldiers.", "5,000"),
        ("In Gaza 500 people fled.", "500"),
        ("Three soldiers died.", "Three"),
        ("Bridge Collapse Kills Three Workers In Northern Village", "Three"),
        ("2000 people came.", "2000"),
    ],
)
def test_a_count_beside_a_name_or_a_time_is_still_found(text: str, figure: str) -> None:
    assert [text[value.start : value.end] for value in quantities_in(text)] == [figure]
