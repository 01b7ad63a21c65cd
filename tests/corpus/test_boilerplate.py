from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.boilerplate import boilerplate_spans

ARTICLE = "The harbour opened on Monday. It cost $4.5 million, the mayor said."


def marked(text: str) -> list[str]:
    return [text[start:end] for start, end in boilerplate_spans(text)]


@pytest.mark.parametrize(
    "prompt",
    [
        "Keep reading for free!",
        "Enjoying this story? Become a member and read without limits.",
        "We use cookies to improve your experience. Accept all or manage your preferences.",
        "We use cookies from 14 partners.",
        "You have 2 free articles left this month.",
        "Create a free account to continue reading.",
        "Enter your email to get the weekly digest in your inbox.",
        "Advertisement",
        "© 2019 Harbour News Ltd. All rights reserved.",
        "Copyright 2019 Harbour News",
        "To view this video please enable JavaScript, and consider a newer browser.",
        "3 min read",
        "Share on Facebook",
        "12 comments",
        "Sign up to our newsletter",
        "Updated 14:05 GMT, 3 March 2014",
        "Our journalism is free to read because of supporters like you. Donate from $1 a month.",
        "Subscribe for $1 a week. Cancel anytime.",
        "Read more: Harbour opens after 9 years",
        "By continuing to use this site you agree to our cookie policy and our privacy policy.",
        "Don't miss a story: get our app with 4 million downloads.",
        "Was this article useful? Give us feedback.",
        "Already have an account? Sign in",
        "Start your 30-day free trial today for full access.",
        "The Gazette is not responsible for the content of external sites.",
        "Video Ad Feedback 01:48 - Source: Harbour TV",
        "Join 40,000 readers who get our newsletter every morning.",
    ],
)
def test_a_prompt_of_the_page_is_marked_and_the_article_around_it_is_not(prompt: str) -> None:
    assert marked(f"{ARTICLE}\n\n{prompt}\n\n{ARTICLE}") == [prompt]


@pytest.mark.parametrize(
    "prose",
    [
        "The paper gained 12,000 subscribers in 2014.",
        "Subscribers to the fund pay 5 percent.",
        "The ministry asked readers to submit comments by 3 May.",
        "He read more than 50 books last year.",
        "Share prices fell 3 percent.",
        "You can cross the bridge for $4.",
        "The advertisement cost $2 million.",
        "Updated figures show that exports grew by 5 percent.",
        "Published figures for 2013 show a fall of 4 percent.",
        "Cookies worth $3 million were sold.",
        "Follow the river for 20 km.",
        "More than 40 people died.",
        "“You cannot sign up 5,000 men in a week,” the general said.",
        "Register of companies: 500 entries in 2012",
        "The deal gives Oslo full access to 40 ports.",
        "Membership of the union rose to 2 million.",
        "Copyright law was changed in 1998.",
        "Views differ on the 5 percent target.",
        "If you have a pension, your account will fall by 3 percent this year.",
        "Support for the party fell to 20 percent.",
        "This video was viewed 4 million times.",
        "Next year the port will handle 5 million tonnes.",
    ],
)
def test_prose_that_uses_such_words_of_the_world_is_not_marked(prose: str) -> None:
    assert marked(f"{ARTICLE}\n\n{prose}\n\n{ARTICLE}") == []


def test_a_list_belongs_to_the_prompt_that_announces_it_and_neighbours_are_one_span() -> None:
    prompt = "Subscribe now, and you'll get:\n\n  • Maps of 40 ports.\n  • A weekly chart.\n\nMore Harbour News"
    assert marked(f"{ARTICLE}\n\n{prompt}") == [prompt]


def test_a_list_that_the_article_announces_is_its_own() -> None:
    assert marked("The plan has two parts:\n\n  • Forty ports.\n  • A railway.") == []


def test_a_text_without_boilerplate_and_a_blank_one_have_no_spans() -> None:
    assert [boilerplate_spans(text) for text in (ARTICLE, "", "\n \n", "•")] == [[], [], [], []]


@given(
    st.lists(st.sampled_from([ARTICLE, "Read more", "• Subscribe now", "Share", "\n\n", "\n", "•", "\ud800"])).map(
        "".join
    )
)
def test_spans_are_ordered_apart_and_inside_the_text(text: str) -> None:
    position = -1
    for start, end in boilerplate_spans(text):
        assert position < start < end <= len(text)
        position = end


@pytest.mark.parametrize("piece", ["you share ", "cookies you. ", "a", "• You\n", "Share this\n\n", "by\n"])
def test_half_a_megabyte_of_anything_is_judged_in_seconds(piece: str) -> None:
    started = process_time()
    boilerplate_spans(piece * (500_000 // len(piece)))
    assert process_time() - started < 10
