"""Messages and windows: within Slack's limits whatever they hold, and harmless whatever sources wrote."""

import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser

from service.answer import (
    Alternative,
    Answer,
    AnswerText,
    Ask,
    Checked,
    Citation,
    ConflictView,
    PairView,
    PassageView,
    SideSource,
    SideView,
    Span,
    Status,
    Why,
)
from service.slack.answer_blocks import DIFFERENCES, MORE, PASSAGES, answer_message, notice
from service.slack.block_kit import FALLBACK, brief, in_parts
from service.slack.markup import harmless, linked, web_address
from service.slack.testing import rendering
from service.slack.testing.limits import MESSAGE_TOGETHER, size_of, wrong_with_blocks, wrong_with_view
from service.slack.windows import turned_to, window
from tests.service.browsing import chromium
from tests.service.slack.bots import MAY, QUESTION, document, service_of

HOSTILE = (
    "<!channel> <!here> <@U0ANN> <#C0VALLEY> <https://evil.example|click> & <b>*bold*</b> _so_ ~not~ `code` ```\n"
    '> quoted\n@channel :tada: https://evil.example/?a=1&b=2 \u202egnihtyna\u202c \x00\x1b[31m {"type": "actions"}'
)
TEXTS = st.one_of(st.text(max_size=1_000), st.sampled_from([HOSTILE, HOSTILE * 30, "x" * 6_000, " ", "—"]))
NAMES = st.one_of(st.none(), TEXTS)


def side(text: str, sentence: str, sources: int = 1, name: str | None = "Post") -> SideView:
    source = SideSource("d0", name, name, "2024-05-04", "2023", "p", 0, 1, text, Span(0, len(sentence), sentence))
    return SideView(1.0, 1.0, "equal", None, text, True, (source,) * sources)


def conflict(text: str, sides: int, sources: int, name: str | None = "Post") -> ConflictView:
    return ConflictView(
        "c", text, "contradiction", "r", 1.0, 1.0, text, text, 2, (), None,
        tuple(side(text, text, sources, name) for _ in range(sides)),
        tuple(PairView(0, number, "contradiction", "r") for number in range(1, sides)),
    )  # fmt: skip


def answer_of(
    text: str, question: str = "why?", name: str | None = "Post", url: str | None = None, *, conflicts: int = 3,
    sides: int = 2, sources: int = 1, passages: int = 3,
) -> Answer:  # fmt: skip
    """An answer in which every text is this one."""
    views = tuple(
        PassageView(
            f"p{number}", f"d{number}", name, name, "2024-05", url, 0, len(text), text, 1.0, Why(1, 1, 1, 1), ()
        )
        for number in range(passages)
    )
    cited = tuple(Citation(0, len(text), view.document, view.id, 0, len(text), text) for view in views)
    alternatives = (Alternative(text, side(text, text, 2, name).sources),) * 6
    found = tuple(conflict(text, sides, sources, name) for _ in range(conflicts))
    checked = Checked(1, 2, complete=False, reason=text)
    return Answer(
        question, f"{question} {text}", "answered", AnswerText(text, cited), views, found, checked, alternatives
    )


def pages_of(kind: str, answer: Answer) -> Iterator[dict[str, Any]]:
    """All pages of a window, turned by its own buttons."""
    page = 0
    while True:
        view = window(kind, answer, "7", page)
        yield view
        on = [
            each["value"]
            for each in view["blocks"][-1].get("elements", [])
            if each.get("action_id") == "crosscheck_turn_on"
        ]
        if not on:
            return
        assert turned_to(on[0]) == (kind, "7", page + 1)
        page += 1


LONG_URL = "https://a.example/" + "x" * 970
LONGEST = answer_of("word " * 1_000, "why? " * 800, "name " * 100, LONG_URL, sides=8, sources=6)
URLS = st.one_of(NAMES, st.just(LONG_URL))
ANSWERS = st.builds(
    answer_of,
    TEXTS,
    TEXTS,
    NAMES,
    URLS,
    conflicts=st.integers(0, 20),
    sides=st.integers(2, 8),
    sources=st.integers(1, 6),
    passages=st.integers(0, 20),
)
STATES: st.SearchStrategy[Status] = st.sampled_from(["answered", "partly", "not_in_corpus"])


@settings(max_examples=25, deadline=None)
@given(ANSWERS, STATES)
@example(LONGEST, "answered")
@example(LONGEST, "not_in_corpus")
def test_no_answer_breaks_a_limit_of_slacks(answer: Answer, status: Status) -> None:
    answer = replace(answer, status=status)
    for said in (
        answer_message(answer, "7"),
        answer_message(answer, "7", ephemeral=True),
        answer_message(answer, "7", shared_by="U0ANN"),
    ):
        assert wrong_with_blocks(list(said.blocks)) == []
        assert size_of(list(said.blocks)) <= MESSAGE_TOGETHER
        assert len(said.text) <= FALLBACK
    for kind in (PASSAGES, DIFFERENCES, MORE):
        assert wrong_with_view(window(kind, answer, "7", 1)) == []


def test_an_answer_too_long_is_shortened_and_its_window_shows_all_of_it() -> None:
    text = " ".join(f"word{number}" for number in range(1_500))
    answer = answer_of(text, sides=3, sources=2)
    said = answer_message(answer, "7")
    assert "word1499" not in str(said.blocks)
    assert "crosscheck_more" in str(said.blocks)
    whole = "".join(str(view) for view in pages_of(MORE, answer))
    assert all(f"word{number}" in whole for number in range(1_500))
    assert all("word1499" in "".join(map(str, pages_of(kind, answer))) for kind in (PASSAGES, DIFFERENCES))


def test_a_short_answer_has_nothing_more_to_show() -> None:
    answer = replace(answer_of("It cost 4 pounds.", conflicts=1, passages=1), alternatives=())
    assert "crosscheck_more" not in str(answer_message(answer, "7").blocks)


def mrkdwn_of(block: object) -> Iterator[str]:
    """Every text in which Slack reads markup."""
    if isinstance(block, dict):
        if block.get("type") == "mrkdwn":
            assert block["verbatim"] is True
            yield block["text"]
        for each in block.values():
            yield from mrkdwn_of(each)
    elif isinstance(block, list | tuple):
        for each in block:
            yield from mrkdwn_of(each)


def test_what_a_source_wrote_calls_nobody_links_nowhere_and_formats_nothing() -> None:
    answer = answer_of(HOSTILE, HOSTILE, HOSTILE, "javascript:alert(1)")
    said = answer_message(answer, "7", ephemeral=True)
    for text in (said.text, *mrkdwn_of(said.blocks)):
        bare = text.strip("_")
        assert "<" not in bare
        assert ">" not in bare
        assert not set("*~`") & set(bare)
        assert "@channel" not in bare
    assert '"type": "link"' not in json.dumps(said.blocks)
    kinds = {each["type"] for each in _inline(said.blocks)}
    assert kinds == {"text"}
    shown = rendering.message(said.blocks)
    assert "called" not in shown
    assert "<a " not in shown
    assert "&lt;!channel&gt;" in shown


def test_quotes_stand_as_their_source_wrote_them() -> None:
    said = answer_message(answer_of("5 < 6 & *7* <!here>"), "7")
    assert "5 < 6 & *7* <!here>" in [each["text"] for each in _inline(said.blocks)]


def _inline(blocks: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    parts = [part for block in blocks if block["type"] == "rich_text" for part in block["elements"]]
    parts += [item for part in parts if part["type"] == "rich_text_list" for item in part["elements"]]
    return [each for part in parts if part["type"] != "rich_text_list" for each in part["elements"]]


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "slack://x", "http://", "https://a b", "https://a|b", "https://a>b", "data:text/html,x",
     "https://" + "a" * 3_000, "http://[", "", None, "HTTPS\n://a.example"],
)  # fmt: skip
def test_what_is_no_address_of_the_web_is_no_link(url: str | None) -> None:
    assert web_address(url) is None
    assert linked("Title", url) == "Title"


def test_an_address_of_the_web_is_a_link_whose_title_cannot_end_it() -> None:
    assert (
        linked("a|b> <!here>", "https://a.example/?x=1&y=2") == "<https://a.example/?x=1&amp;y=2|a¦b&gt; &lt;!here&gt;>"
    )


def test_the_query_is_shown_where_it_is_another_than_the_question() -> None:
    answer = answer_of("It cost 4 pounds.")
    assert "Searched for: “why? It cost 4 pounds.”" in str(answer_message(answer, "7").blocks)
    same = replace(answer, standalone_question="Why ")
    assert "Searched for" not in str(answer_message(same, "7").blocks)


def test_several_right_answers_are_all_shown() -> None:
    shown = str(answer_message(answer_of("in May"), "7").blocks)
    assert "Several answers are right:" in shown
    assert "Post, 4 May 2024 (as of 2023)" in shown


@given(st.text(max_size=300), st.integers(10, 100))
def test_cutting_keeps_within_the_limit_and_parts_lose_nothing(text: str, characters: int) -> None:
    assert len(brief(text, characters)) <= characters
    parts = in_parts(text, characters)
    assert "".join(parts) == text
    assert all(len(part) <= characters for part in parts)


def test_a_notice_repeats_what_was_typed_harmlessly() -> None:
    assert "<" not in notice(HOSTILE).text
    assert harmless("a & b") == "a &amp; b"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


def test_three_answers_make_a_picture_without_anything_beside_its_column(browser: Browser, tmp_path: Path) -> None:
    service = service_of(tmp_path)
    hostile = service_of(tmp_path, document("<Post>", f"{MAY} {HOSTILE}", HOSTILE, "https://a.example/<!here>"))
    three = [
        rendering.message(answer_message(service.ask(Ask(QUESTION)), "1").blocks),
        rendering.message(
            answer_message(service.ask(Ask("who won the chess tournament?")), "2").blocks, ephemeral=True
        ),
        rendering.message(answer_message(hostile.ask(Ask(QUESTION)), "3").blocks),
    ]
    page = browser.new_page(viewport={"width": 740, "height": 600})
    page.set_content(rendering.page(*three))
    folder = Path(os.environ.get("CROSSCHECK_PICTURES", str(tmp_path)))
    page.screenshot(path=folder / "slack-answers.png", full_page=True)
    assert (folder / "slack-answers.png").stat().st_size > 10_000
    assert page.evaluate("document.documentElement.scrollWidth") <= 740
    assert page.locator(".message").count() == 3
    assert page.locator(".called").count() == 0
    assert [each.get_attribute("href") for each in page.locator("a").all()] == ["https://may.example/water"] * 3
