"""Asking on the page: conversations, streams and how they fail, evidence beside the answer. All in a real browser."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, expect

from corpus.figures.figure import Figure
from index.errors import StoreUnavailable
from index.memory import MemorySnapshot
from index.store import FigureMatch
from service.answer import Alternative, Answer, Ask, Checked
from service.conversations.kept import CONVERSATIONS_FILE, Conversations
from service.http.app import create_app
from service.keys import Keys
from service.service import Service
from service.settings import Settings
from tests.service.browsing import (
    ASKED,
    HOSTILE,
    PHONE,
    QUESTION,
    Held,
    ask,
    barriers,
    box_of,
    chromium,
    go_to,
    service_in,
    settle,
    tab,
)
from tests.service.serving import served

OTHER = "who said that the reservoir above Tarn held water?"
FOREIGN = "which orchestra plays the pipe organ of Salzburg?"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("data")


@pytest.fixture(scope="module")
def service(folder: Path) -> Iterator[Service]:
    made = service_in(folder)
    yield made
    made.close()


@pytest.fixture(scope="module")
def address(service: Service) -> Iterator[str]:
    with served(create_app(service)) as port:
        yield f"http://127.0.0.1:{port}"


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    with tab(browser, address) as opened:
        yield opened


def kept(folder: Path, service: Service, *answers: Answer) -> str:
    """The address of a conversation in which these answers were kept."""
    conversations = Conversations(folder / CONVERSATIONS_FILE)
    begun = service.begin()
    for answer in answers:
        conversations.keep(begun.id, Ask(answer.question), answer)
    conversations.close()
    return f"/?conversation={begun.id}"


def turns_of(page: Page) -> str:
    """All that the thread and the evidence beside it hold, but for what has the focus."""
    return re.sub(r' class="opens[^>]*', "", page.inner_html("#thread") + page.inner_html("#beside"))


# --- conversations ---


def test_a_question_begins_a_conversation_which_a_reload_shows_as_it_was(page: Page) -> None:
    go_to(page, "/")
    ask(page, QUESTION)
    expect(page).to_have_url(re.compile(r"/\?conversation=[0-9a-f]{32}$"))
    expect(page.locator("#title")).to_have_text(QUESTION)
    expect(page.locator(".shelf [aria-current=page]")).to_have_text(QUESTION)
    streamed = turns_of(page)
    assert 'data-passage="' in streamed
    assert '<article id="turn-1-conflict-0" class="conflict contradiction"' in streamed
    page.reload()
    page.wait_for_selector(".conflict")
    assert turns_of(page) == streamed


def test_an_answer_shows_both_sides_with_their_values_marked(page: Page) -> None:
    go_to(page, ASKED)
    (card,) = page.locator(".pane .conflict.contradiction").all()
    assert card.locator(".label").inner_text() == "Contradiction"
    sides = card.locator(".side")
    assert [side.locator(".value").inner_text() for side in sides.all()] == [
        side.locator("mark").inner_text() for side in sides.all()
    ]
    assert {"4.1 million cubic metres", "3.4 million cubic metres"} == set(sides.locator("mark").all_inner_texts())
    assert "Dam Post · 4 May 2024" in card.inner_text()
    assert "Sources differ on 1 figure." in page.inner_text("#state")
    figures = page.locator(".passage mark.figure")
    assert "3.4 million cubic metres" in figures.all_inner_texts()


def test_a_question_in_the_address_is_asked_once(page: Page, service: Service) -> None:
    go_to(page, ASKED)
    before = len(service.conversations().conversations)
    page.reload()
    page.wait_for_selector(".conflict")
    assert page.locator(".turn").count() == 1
    assert len(service.conversations().conversations) == before


def test_follow_ups_stand_in_order_and_the_pane_shows_the_answer_that_is_selected(page: Page) -> None:
    go_to(page, "/")
    ask(page, QUESTION)
    ask(page, OTHER)
    assert page.locator(".question").all_inner_texts() == [QUESTION, OTHER]
    expect(page.locator(".about")).to_have_text(OTHER)
    assert box_of(page.locator(".question").nth(1))["y"] < 200
    page.locator(".opens").first.click()
    expect(page.locator(".about")).to_have_text(QUESTION)
    assert page.locator("#beside #turn-1-conflict-0").count() == 1
    page.locator(".turn").nth(1).locator(".text").click()
    expect(page.locator(".about")).to_have_text(OTHER)


def test_conversations_are_opened_from_the_list_and_back_leads_to_the_one_before(page: Page) -> None:
    go_to(page, "/")
    ask(page, "did the dam above Tarn hold?")
    first = page.url
    page.get_by_role("link", name="New conversation").first.click()
    expect(page.locator(".start h1")).to_have_text("Ask your documents, and see where they disagree.")
    ask(page, OTHER)
    page.get_by_role("navigation").get_by_role("link", name="did the dam above Tarn hold?").click()
    expect(page).to_have_url(first)
    expect(page.locator(".question")).to_have_text(["did the dam above Tarn hold?"])
    page.go_back()
    expect(page.locator(".question")).to_have_text([OTHER])


def test_a_document_leads_back_to_the_answer_and_the_place_where_one_was(page: Page) -> None:
    go_to(page, "/")
    ask(page, QUESTION)
    ask(page, OTHER)
    page.locator(".opens").first.click()
    page.evaluate("window.scrollTo(0, 40)")
    page.locator(".passage h4 a").first.click()
    page.wait_for_selector("#target")
    page.get_by_role("link", name="Back to the conversation").click()
    expect(page.locator(".about")).to_have_text(QUESTION)
    assert page.evaluate("window.scrollY") == 40
    page.locator(".passage h4 a").first.click()
    page.wait_for_selector("#target")
    page.reload()
    page.wait_for_selector("#target")
    page.go_back()
    expect(page.locator(".about")).to_have_text(QUESTION)
    page.reload()
    expect(page.locator(".about")).to_have_text(QUESTION)


def test_a_conversation_is_deleted_when_that_is_confirmed(page: Page, service: Service) -> None:
    go_to(page, ASKED)
    conversation = page.url.rpartition("=")[2]
    page.click("#delete")
    assert page.evaluate("document.activeElement.id") == "delete-not"
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.id") == "delete"
    assert service.conversation(conversation).turns
    page.click("#delete")
    page.get_by_role("dialog").get_by_role("button", name="Delete").click()
    expect(page.locator(".start h1")).to_have_text("Ask your documents, and see where they disagree.")
    assert conversation not in {row.id for row in service.conversations().conversations}
    go_to(page, f"/?conversation={conversation}")
    assert page.inner_text("#alert").startswith(f"no conversation '{conversation}' is kept here")


def test_a_key_that_may_only_read_asks_and_is_told_why_it_cannot_delete(browser: Browser, tmp_path: Path) -> None:
    settings = Settings(data=tmp_path)
    secret = Keys(tmp_path).create("dashboards", "read")
    service = service_in(tmp_path)
    with tab(browser, create_app(service, settings=settings)) as page:
        go_to(page, ASKED)
        page.fill("#key-text", secret)
        page.keyboard.press("Enter")
        page.wait_for_selector(".conflict")
        page.click("#delete")
        page.get_by_role("dialog").get_by_role("button", name="Delete").click()
        expect(page.locator("#delete-alert")).to_contain_text("the key dashboards may only read")
    service.close()


def test_older_conversations_are_listed_when_they_are_wanted(browser: Browser, tmp_path: Path) -> None:
    service = service_in(tmp_path)
    for number in range(53):
        service.begin(f"Talk {number}")
    with tab(browser, create_app(service)) as page:
        go_to(page, "/")
        rows = page.locator("#conversations a")
        expect(rows).to_have_count(50)
        assert page.locator("#conversations h3").all_inner_texts() == ["Today"]
        page.get_by_role("button", name="Show older").click()
        expect(rows).to_have_count(53)
        assert page.evaluate("document.activeElement.textContent") == "Talk 2"
        assert page.locator("#more").is_hidden()
    service.close()


def test_an_export_is_the_markdown_of_the_service(page: Page, service: Service) -> None:
    go_to(page, ASKED)
    with page.expect_download() as downloading:
        page.click("#export")
    assert downloading.value.suggested_filename == "how-much-water-did-the-reservoir-above-tarn-hold.md"
    assert downloading.value.path().read_text("utf-8") == service.export(page.url.rpartition("=")[2])


def test_a_service_that_cannot_keep_conversations_answers_and_says_so(browser: Browser, tmp_path: Path) -> None:
    service = service_in(tmp_path / "no folder")
    with tab(browser, create_app(service)) as page:
        sent: list[str] = []
        page.on("request", lambda request: sent.append(request.post_data or "") if "/ask" in request.url else None)
        go_to(page, ASKED)
        assert page.inner_text(".note").startswith("This conversation is not kept: ")
        ask(page, "who said so?")
        assert f'"history":[{{"question":"{QUESTION}","answer":"' in sent[1]
        assert page.locator("#export").is_hidden()


# --- evidence ---


def test_a_footnote_reveals_its_passage_with_the_quote_marked_and_escape_leads_back(page: Page) -> None:
    go_to(page, ASKED)
    footnote = page.locator(".text sup a").first
    footnote.focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.className") == "passage cited revealed"
    revealed = page.locator(".revealed")
    assert revealed.locator(".number").inner_text().endswith("1")
    quote = revealed.locator("mark.quote").inner_text()
    assert quote in page.inner_text(".text")
    box = box_of(revealed)
    assert 0 <= box["y"] < 900
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.textContent") == "1"


def test_on_a_phone_the_evidence_stands_below_its_answer_and_unfolds_for_a_footnote(page: Page) -> None:
    page.set_viewport_size(PHONE)
    go_to(page, ASKED)
    assert page.locator("#pane").is_hidden()
    assert box_of(page.locator(".turn .conflict"))["y"] > box_of(page.locator(".text"))["y"]
    assert page.locator(".passage").first.is_hidden()
    page.locator(".text sup a").first.click()
    expect(page.locator(".passage.revealed")).to_be_in_viewport()
    ask(page, OTHER)
    assert page.locator(".turn").first.locator(".side").first.is_hidden()
    page.set_viewport_size({"width": 1280, "height": 900})
    expect(page.locator("#pane .conflict")).to_be_visible()


def test_what_the_documents_do_not_say_is_said_with_what_comes_nearest(page: Page) -> None:
    go_to(page, "/")
    ask(page, FOREIGN)
    assert page.inner_text(".none") == "The documents do not say."
    assert page.locator(".differing").is_hidden()
    assert page.locator(".pane h3:visible").all_inner_texts() == ["What comes nearest"]
    nearest = page.locator(".sources a").first
    nearest.click()
    expect(page.locator(".passage.revealed h4")).to_have_text(nearest.inner_text())


def test_alternatives_are_shown_each_with_its_sources(page: Page, folder: Path, service: Service) -> None:
    answer = service.ask(Ask(QUESTION))
    sides = answer.conflicts[0].sides
    given = tuple(Alternative(side.text, side.sources) for side in sides)
    go_to(page, kept(folder, service, replace(answer, alternatives=given)))
    alternatives = page.locator(".alternatives li")
    assert alternatives.locator(".value").all_inner_texts() == [side.text for side in sides]
    assert alternatives.locator("mark").all_inner_texts() == [side.sources[0].text for side in sides]
    links = alternatives.locator("figcaption a")
    links.first.click()
    assert page.inner_text("#target") == sides[0].text


def test_what_was_not_checked_and_what_is_answered_in_part_is_said(page: Page, folder: Path, service: Service) -> None:
    checked = Checked(0, 0, complete=False, reason="not checked: language (may.txt is not in English)")
    answer = replace(service.ask(Ask(QUESTION)), status="partly", conflicts=(), checked=checked)
    go_to(page, kept(folder, service, answer))
    assert page.inner_text(".checked") == "Not everything was checked: language (may.txt is not in English)"
    assert page.inner_text(".partly") == "The documents answer only part of this."


def test_the_query_is_shown_where_it_is_another_and_can_be_changed(page: Page, folder: Path, service: Service) -> None:
    answer = replace(service.ask(Ask(QUESTION)), question="and now?", standalone_question="water above Tarn now")
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.post_data or "") if "/ask" in request.url else None)
    go_to(page, kept(folder, service, answer))
    assert page.inner_text(".query") == "water above Tarn now"
    page.get_by_role("button", name="Change").click()
    assert page.evaluate("document.activeElement.value") == "water above Tarn now"
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.textContent") == "Change"
    page.keyboard.press("Enter")
    page.keyboard.type("reservoir above Tarn")
    page.keyboard.press("Enter")
    page.locator(".turn").nth(1).locator(".text").wait_for()
    settle(page)
    assert '"question":"and now?","query":"reservoir above Tarn"' in sent[0]
    assert page.locator(".turn").nth(1).locator(".query").inner_text() == "reservoir above Tarn"


def test_markup_in_a_question_is_shown_and_not_obeyed(page: Page) -> None:
    go_to(page, "/")
    ask(page, f"water above Tarn? {HOSTILE}")
    assert page.inner_text(".question") == f"water above Tarn? {HOSTILE}"
    assert page.locator("#thread img, #thread script, .shelf li img").count() == 0
    page.reload()
    page.wait_for_selector(".turn")
    assert "taken" not in page.title().split("<")[0]


# --- typing ---


def test_enter_asks_and_with_shift_starts_a_new_line(page: Page) -> None:
    go_to(page, "/")
    assert page.evaluate("document.activeElement.id") == "question"
    page.keyboard.press("Enter")
    assert page.inner_text("#alert") == "Type a question first."
    low = box_of(page.locator("#question"))["height"]
    page.keyboard.type("how much water?")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("above Tarn")
    assert box_of(page.locator("#question"))["height"] > low
    page.keyboard.press("Enter")
    page.locator(".question").wait_for()
    assert page.inner_text(".question") == "how much water?\nabove Tarn"
    assert page.input_value("#question") == ""
    assert page.evaluate("document.activeElement.id") == "question"


def test_a_question_that_is_refused_is_kept_to_be_changed(page: Page) -> None:
    go_to(page, "/")
    page.fill("#question", "water? " * 1000)
    page.keyboard.press("Enter")
    page.locator("#alert").wait_for()
    expected = "The question cannot be asked: this is 7,000 long, at most 4,000 are allowed"
    assert page.inner_text("#alert") == expected
    assert page.input_value("#question") == "water? " * 1000
    assert page.locator(".turn").count() == 0
    ask(page, QUESTION)
    assert page.locator("#alert").is_hidden()
    expect(page.locator("#title")).to_have_text(QUESTION)


# --- streams, and how they end ---


def heard(page: Page) -> list[str]:
    """What the live region has said since `listen`."""
    said: list[str] = page.evaluate("window.heard")
    return said


def listen(page: Page) -> None:
    page.evaluate(
        """() => {
            window.heard = [];
            const state = document.getElementById("state");
            new MutationObserver(() => window.heard.push(state.textContent)).observe(state, { childList: true });
        }"""
    )


def test_passages_are_shown_before_the_answer_and_a_screen_reader_hears_it_once(
    browser: Browser, service: Service
) -> None:
    app = Held(create_app(service))
    with tab(browser, app) as page:
        go_to(page, "/")
        listen(page)
        page.fill("#question", QUESTION)
        page.keyboard.press("Enter")
        page.locator(".passage").first.wait_for()
        assert page.inner_text(".waiting") == "Reading 2 passages…"
        assert page.inner_text(".differing .within") == "Comparing figures…"
        assert page.locator(".turn[aria-busy=true]").count() == 1
        assert page.locator(".text").count() == 0
        app.released.set()
        settle(page)
        assert page.locator(".turn[aria-busy]").count() == 0
        said = [each for each in heard(page) if each]
        assert said[0] == "Reading…"
        assert said[1:] == [f"{page.evaluate(PLAIN)} 2 passages found. Sources differ on 1 figure."]


PLAIN = "[...document.querySelector('.text').childNodes].filter((n) => n.nodeType === 3).map((n) => n.data).join('')"


@pytest.mark.parametrize("how", ["button", "Escape"])
def test_a_stream_is_stopped(browser: Browser, service: Service, how: str) -> None:
    with tab(browser, Held(create_app(service))) as page:
        go_to(page, "/")
        page.fill("#question", QUESTION)
        page.keyboard.press("Enter")
        page.locator(".passage").first.wait_for()
        page.get_by_role("button", name="Stop").wait_for()
        if how == "button":
            page.click("#stop")
        else:
            page.keyboard.press("Escape")
        settle(page)
        assert page.locator("#stop").is_hidden()
        assert page.inner_text(".note").startswith("Stopped.")
        assert page.inner_text(".differing .within") == "Not everything was checked: the answer broke off"
        assert page.locator(".waiting").count() == 0
        assert page.locator("#alert").is_hidden()


def test_a_question_asked_while_another_is_answered_takes_its_place(browser: Browser, service: Service) -> None:
    app = Held(create_app(service))
    with tab(browser, app) as page:
        go_to(page, "/")
        page.fill("#question", QUESTION)
        page.keyboard.press("Enter")
        page.locator(".passage").first.wait_for()
        page.fill("#question", OTHER)
        page.keyboard.press("Enter")
        page.locator(".turn").nth(1).wait_for()
        app.released.set()
        page.locator(".turn").nth(1).locator(".text").wait_for()
        settle(page)
        first, second = page.locator(".turn").all()
        assert first.locator(".note").inner_text().startswith("Stopped.")
        assert first.locator(".text").count() == 0
        assert second.locator(".note").is_hidden()
        assert page.locator("#alert").is_hidden()


def test_leaving_a_conversation_while_it_is_answered_shows_nothing_of_it_where_one_went(
    browser: Browser, service: Service
) -> None:
    app = Held(create_app(service))
    with tab(browser, app) as page:
        go_to(page, "/")
        page.fill("#question", QUESTION)
        page.keyboard.press("Enter")
        page.get_by_role("button", name="Stop").wait_for()
        page.get_by_role("link", name="New conversation").first.click()
        page.locator(".start").wait_for()
        app.released.set()
        settle(page)
        assert page.locator(".turn").count() == 0
        assert page.locator("#stop").is_hidden()
        assert page.locator("#alert").is_hidden()
        assert page.title() == "Crosscheck"


def test_a_stream_that_breaks_off_is_answered_whole_and_not_asked_twice(browser: Browser, tmp_path: Path) -> None:
    service = service_in(tmp_path)
    with tab(browser, Held(create_app(service), cut=True)) as page:
        go_to(page, ASKED)
        expect(page.locator(".note")).to_have_text(
            "The answer broke off: the connection was lost. This is all of it, asked for at once."
        )
        assert page.locator(".pane .conflict").count() == 1
        assert page.locator(".text sup").count() > 0
        (row,) = service.conversations().conversations
        assert row.turns == 1
    service.close()


@pytest.mark.parametrize("failures", [1, 100])
def test_an_error_in_a_stream_is_told_and_the_answer_asked_for_at_once(
    browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failures: int
) -> None:
    service = service_in(tmp_path)
    like = MemorySnapshot.figures_like_all
    failed: list[str] = []

    def figures_like_all(snapshot: MemorySnapshot, figures: list[Figure], limit: int) -> list[list[FigureMatch]]:
        if len(failed) < failures:
            failed.append("once")
            raise StoreUnavailable("the index cannot be read: try again")
        return like(snapshot, figures, limit)

    monkeypatch.setattr(MemorySnapshot, "figures_like_all", figures_like_all)
    with tab(browser, create_app(service)) as page:
        go_to(page, ASKED)
        if failures == 1:
            assert page.inner_text(".note").startswith("The answer broke off: the index cannot be read: try again.")
            assert page.locator(".pane .conflict").count() == 1
            return
        assert page.inner_text("#alert") == "the index cannot be read: try again"
        assert page.inner_text(".note").startswith("The answer broke off.")
        failed.clear()
        monkeypatch.undo()
        page.get_by_role("button", name="Ask again").click()
        page.locator(".turn").nth(1).locator(".text").wait_for()
        settle(page)
        assert page.locator("#alert").is_hidden()
    service.close()


# --- for everyone ---


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_a_long_conversation_on_a_desk_and_on_a_phone(
    page: Page, folder: Path, service: Service, scheme: Literal["light", "dark"]
) -> None:
    answer = service.ask(Ask(QUESTION))
    several = replace(answer, alternatives=(Alternative("3.4 million", answer.conflicts[0].sides[0].sources),))
    other = replace(answer, question="and now?", standalone_question="water above Tarn")
    unsaid = replace(service.ask(Ask(FOREIGN)), question=FOREIGN)
    page.emulate_media(color_scheme=scheme)
    go_to(page, kept(folder, service, several, other, unsaid, answer))
    assert barriers(page) == []
    page.get_by_role("button", name="Change").click()
    page.click("#delete")
    assert barriers(page) == []
    page.keyboard.press("Escape")
    page.set_viewport_size(PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    page.get_by_role("button", name="Conversations").click()
    page.locator(".shelf a").first.wait_for()
    assert barriers(page) == []


def test_on_a_phone_the_list_opens_over_the_page_and_escape_closes_it(page: Page) -> None:
    page.set_viewport_size(PHONE)
    go_to(page, ASKED)
    opener = page.get_by_role("button", name="Conversations")
    assert page.locator(".shelf").is_hidden()
    opener.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.shelf') !== null")
    page.keyboard.press("Escape")
    assert page.locator(".shelf").is_hidden()
    assert page.evaluate("document.activeElement.className") == "quiet menu"
    opener.click()
    page.locator(".shelf [aria-current=page]").click()
    expect(page.locator(".shelf")).to_be_hidden()
