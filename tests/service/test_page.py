import html
import os
import re
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from typing import Literal
from urllib.parse import quote

import pytest
import uvicorn
from axe_playwright_python.sync_playwright import Axe
from fastapi import FastAPI
from fastapi.testclient import TestClient
from playwright.sync_api import Browser, FloatRect, Locator, Page, ViewportSize, sync_playwright

from corpus.documents import Document, DocumentId, Known, PartialDate
from index.hashing import HashingEmbedder
from index.memory import MemoryStore
from service.http.app import create_app
from service.service import Service

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
HOSTILE = '<img src=x onerror="document.title=1"><script>document.title="taken"</script> & </article>'
MAY = f"🚰 The reservoir above Tarn held 4.1 million cubic metres of water on 3 May 2024, it is said. {HOSTILE}"
DAM = "On 3 May 2024 the reservoir above Tarn held 3.4 million cubic metres of water, the town's engineer said."

ASKED = "/?q=" + quote("how much water did the reservoir above Tarn hold?")
PHONE: ViewportSize = {"width": 390, "height": 844}
DESK: ViewportSize = {"width": 1280, "height": 900}

Show = Callable[[str], str]


@pytest.fixture(scope="module")
def service() -> Service:
    made = Service(MemoryStore(384), HashingEmbedder(), Path("in memory"))
    for name, text, publisher in (("may <b>.txt", MAY, "Valley <i>Herald</i>"), ("dam.md", DAM, "Dam Post")):
        published = Known(PartialDate(2024, 5, 4), "given", "test")
        title = Known(f"Title of {name}", "given", "test")
        made.add([Document(DocumentId(name), text, title, Known(publisher, "given", "test"), published)])
    return made


@pytest.fixture(scope="module")
def address(service: Service) -> Iterator[str]:
    with served(create_app(service)) as where:
        yield where


@contextmanager
def served(app: FastAPI) -> Iterator[str]:
    """The address of a real server on loopback that serves the app."""
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive(), "the server did not start"
        time.sleep(0.01)
    try:
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(timeout=30)
    assert not thread.is_alive(), "the server did not stop"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        if os.environ.get("CI"):
            pytest.fail("no chromium: .ci/run installs it")
        pytest.skip("no chromium on this machine: apt-get install chromium")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-quic"])
        yield opened
        opened.close()


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    context = browser.new_context(base_url=address, viewport=DESK)
    yield context.new_page()
    context.close()


@pytest.fixture
def show(page: Page) -> Show:
    """The page's tree after its scripts have run."""

    def shown(path: str) -> str:
        opened(page, path)
        return page.content()

    return shown


def opened(page: Page, path: str) -> None:
    """Goes there and waits until the page has what it asked for."""
    page.goto(path, wait_until="networkidle")
    page.wait_for_selector("body:not(.busy)")


def text_of(name: str) -> str:
    return (files("service.http.page") / name).read_text("utf-8")


@pytest.mark.parametrize("path", ["/", "/document?id=x", "/page.css", "/page.js", "/favicon.svg"])
def test_every_file_of_the_page_forbids_scripts_in_it_and_all_from_outside(service: Service, path: str) -> None:
    headers = TestClient(create_app(service), "http://127.0.0.1").get(path).headers
    policy = dict(part.strip().split(" ", 1) for part in headers["content-security-policy"].split(";"))
    assert policy["default-src"] == "'none'"
    assert set(policy.values()) <= {"'none'", "'self'"}
    assert headers["x-content-type-options"] == "nosniff"


def test_the_page_holds_no_script_no_style_and_no_address_of_elsewhere() -> None:
    page = text_of("page.html")
    assert re.findall(r"<script[^>]*>[^<]", page) == []
    assert "<style" not in page
    assert re.findall(r"\son\w+=|style=", page) == []
    for name in ("page.html", "page.css", "page.js"):
        assert re.findall(r"https?://|//[a-z]+\.", text_of(name)) == []


def test_the_script_writes_what_sources_say_as_text_only() -> None:
    assert not re.search(
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function", text_of("page.js")
    )


def test_every_field_has_a_label() -> None:
    page = text_of("page.html")
    labelled = set(re.findall(r'<label for="([^"]+)"', page))
    assert labelled == set(re.findall(r'<input id="([^"]+)"', page))


def test_an_answer_shows_both_sides_with_their_values_marked(show: Show) -> None:
    shown = show(ASKED)
    (card,) = re.findall(r'<article class="conflict contradiction".*?</article>', shown, re.DOTALL)
    assert '<span class="label">contradiction</span>' in card
    assert len(re.findall(r'<li class="side">', card)) == 2
    assert "held <mark>4.1 million cubic metres</mark> of water" in card
    assert "held <mark>3.4 million cubic metres</mark> of water" in card
    assert "Dam Post" in card
    assert "Sources differ on 1 figure." in shown


def test_a_link_of_a_side_opens_the_document_at_the_exact_characters(show: Show) -> None:
    shown = show(ASKED)
    links = [html.unescape(link) for link in re.findall(r'<figcaption><a href="([^"]+)"', shown)]
    (link,) = (link for link in links if "may" in link)
    assert re.search(r'<mark id="target"[^>]*>4\.1 million cubic metres</mark>', show(link))


def test_markup_in_a_document_is_shown_and_not_obeyed(show: Show) -> None:
    shown = show("/document?id=" + quote("may <b>.txt"))
    body = re.findall(r'<div class="body">(.*?)</div>', shown, re.DOTALL)
    assert html.unescape(body[0]) == MAY
    assert "<title>Title of may &lt;b&gt;.txt · Crosscheck</title>" in shown


def test_an_error_is_told_in_words(show: Show) -> None:
    shown = show("/document?id=nowhere.txt")
    (alert,) = re.findall(r'role="alert">([^<]*)<', shown)
    assert html.unescape(alert).startswith("no document 'nowhere.txt' is kept here")


def test_the_start_lists_the_documents(show: Show) -> None:
    shown = show("/")
    assert "2 documents here" in shown
    assert "Title of dam.md" in shown


def test_a_question_is_asked_and_a_source_opened_without_a_mouse(page: Page) -> None:
    opened(page, "/")
    page.keyboard.press("/")
    page.keyboard.type("how much water did the reservoir above Tarn hold?")
    page.keyboard.press("Enter")
    page.wait_for_selector(".conflict")
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.closest('.side') !== null"):
            break
    value = page.evaluate("document.activeElement.closest('figure').querySelector('mark').textContent")
    page.keyboard.press("Enter")
    page.wait_for_selector("#target")
    assert page.inner_text("#target") == value
    assert page.evaluate("document.activeElement.id") == "target"
    page.go_back()
    page.wait_for_selector(".conflict")
    assert page.input_value("#question") == "how much water did the reservoir above Tarn hold?"


def test_the_characters_that_a_link_names_are_in_sight(browser: Browser, address: str) -> None:
    context = browser.new_context(base_url=address, viewport={"width": 390, "height": 300})
    page = context.new_page()
    opened(page, ASKED)
    page.locator(".side a").first.click()
    box = page.locator("#target").bounding_box()
    assert box is not None
    assert 0 <= box["y"] <= 300
    context.close()


def test_the_two_sides_stand_next_to_each_other_where_there_is_room_and_below_on_a_phone(page: Page) -> None:
    def sides() -> list[float]:
        opened(page, ASKED)
        return [place[key] for place in map(box_of, page.locator(".side").all()) for key in ("x", "y")]

    first_x, first_y, second_x, second_y = sides()
    assert second_x > first_x
    assert second_y == first_y
    page.set_viewport_size(PHONE)
    first_x, first_y, second_x, second_y = sides()
    assert second_x == first_x
    assert second_y > first_y


def box_of(found: Locator) -> FloatRect:
    box = found.bounding_box()
    assert box is not None
    return box


@pytest.mark.parametrize("path", ["/", ASKED, "/document?id=dam.md&start=0&end=10", "/document?id=nowhere"])
def test_nothing_is_wider_than_a_phone(page: Page, path: str) -> None:
    page.set_viewport_size(PHONE)
    opened(page, path)
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["/", ASKED, "/document?id=dam.md&start=0&end=10", "/document?id=nowhere"])
def test_axe_finds_nothing_that_keeps_anyone_from_reading(
    page: Page, path: str, scheme: Literal["light", "dark"]
) -> None:
    page.emulate_media(color_scheme=scheme)
    opened(page, path)
    found = Axe().run(page).response["violations"]
    assert [(one["id"], one["impact"], [node["html"][:120] for node in one["nodes"]]) for one in found] == []


def test_nothing_is_fetched_from_anywhere_else(page: Page, address: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    opened(page, ASKED)
    page.locator(".side a").first.click()
    page.wait_for_selector("#target")
    assert len(asked) > 4
    assert all(url.startswith(address + "/") for url in asked)


def test_no_script_of_the_page_or_of_a_document_fails_or_is_blocked(page: Page) -> None:
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    for path in ("/", ASKED, "/document?id=" + quote("may <b>.txt")):
        opened(page, path)
    assert said == []
    assert "taken" not in page.title()


def test_a_service_with_a_key_asks_for_it_once(service: Service, browser: Browser) -> None:
    with served(create_app(service, "a-long-random-key")) as address:
        context = browser.new_context(base_url=address)
        page = context.new_page()
        opened(page, ASKED)
        assert page.inner_text("#alert") == "Enter the key that this service was started with."
        page.fill("#key-text", "not it")
        page.keyboard.press("Enter")
        page.get_by_role("alert").get_by_text("That is not the key.").wait_for()
        page.fill("#key-text", "a-long-random-key")
        page.keyboard.press("Enter")
        page.wait_for_selector(".conflict")
        context.close()


def test_a_service_that_went_away_is_told_in_words(service: Service, browser: Browser) -> None:
    with served(create_app(service)) as address:
        context = browser.new_context(base_url=address)
        page = context.new_page()
        opened(page, "/")
    page.fill("#question", "who?")
    page.keyboard.press("Enter")
    page.wait_for_selector("#alert:not([hidden])")
    assert page.inner_text("#alert") == "The service does not answer. Is it still running?"
    context.close()
