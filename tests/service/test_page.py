"""The page as it is served, read, reached and refused; what is asked and answered on it is in test_page_chat."""

import html
import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from importlib.resources import files
from typing import Literal
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient
from playwright.sync_api import Browser, Page

from service.http.app import create_app
from service.http.page import SCRIPTS, SERVED
from service.service import Service
from tests.service.browsing import ASKED, MAY, PHONE, QUESTION, barriers, box_of, chromium, go_to, service_in, tab
from tests.service.serving import served

Show = Callable[[str], str]


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    made = service_in(tmp_path_factory.mktemp("data"))
    yield made
    made.close()


@pytest.fixture(scope="module")
def address(service: Service) -> Iterator[str]:
    with served(create_app(service)) as port:
        yield f"http://127.0.0.1:{port}"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    with tab(browser, address) as opened:
        yield opened


@pytest.fixture
def show(page: Page) -> Show:
    """The page's tree after its scripts have run."""

    def shown(path: str) -> str:
        go_to(page, path)
        return page.content()

    return shown


def text_of(name: str) -> str:
    return (files("service.http.page") / name).read_text("utf-8")


@pytest.mark.parametrize("path", SERVED)
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
    for name in {name for name, _ in SERVED.values()} - {"favicon.svg"}:
        assert re.findall(r"https?://|//[a-z]+\.", text_of(name)) == []


def test_every_file_in_the_folder_is_served_and_every_script_is_asked_for_at_once() -> None:
    kept = {file.name for file in files("service.http.page").iterdir() if file.name.endswith((".js", ".css", ".html"))}
    assert {name for name, _ in SERVED.values()} == kept | {"favicon.svg"}
    asked = re.findall(r'(?:modulepreload" href|script src)="/page/([^"]+)"', text_of("page.html"))
    assert sorted(asked) == sorted(SCRIPTS)


@pytest.mark.parametrize("name", SCRIPTS)
def test_no_script_writes_what_sources_say_but_as_text(name: str) -> None:
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function", text_of(name))


def test_every_field_has_a_label() -> None:
    page = text_of("page.html")
    labelled = set(re.findall(r'<label for="([^"]+)"', page))
    assert labelled == set(re.findall(r'<(?:input|textarea) id="([^"]+)"', page))


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
    (alert,) = re.findall(r'id="alert" role="alert">([^<]*)<', shown)
    assert html.unescape(alert).startswith("no document 'nowhere.txt' is kept here")


def test_the_start_lists_the_documents(show: Show) -> None:
    shown = show("/")
    assert "2 documents here" in shown
    assert "Title of dam.md" in shown


def test_a_question_is_asked_and_a_source_opened_without_a_mouse(page: Page) -> None:
    go_to(page, "/")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("/")
    page.keyboard.type(QUESTION)
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
    assert page.inner_text(".question") == QUESTION


def test_the_characters_that_a_link_names_are_in_sight(browser: Browser, address: str) -> None:
    with tab(browser, address, {"width": 390, "height": 300}) as page:
        go_to(page, ASKED)
        page.locator(".side a").first.click()
        assert 0 <= box_of(page.locator("#target"))["y"] <= 300


def test_the_two_sides_stand_next_to_each_other_where_there_is_room_and_below_on_a_phone(page: Page) -> None:
    def sides() -> list[float]:
        return [place[key] for place in map(box_of, page.locator(".side").all()) for key in ("x", "y")]

    go_to(page, ASKED)
    first_x, first_y, second_x, second_y = sides()
    assert second_x > first_x
    assert second_y == first_y
    page.set_viewport_size(PHONE)
    page.wait_for_selector(".turn .side")
    first_x, first_y, second_x, second_y = sides()
    assert second_x == first_x
    assert second_y > first_y


PATHS = ["/", ASKED, "/document?id=dam.md&start=0&end=10", "/document?id=nowhere"]


@pytest.mark.parametrize("path", PATHS)
def test_nothing_is_wider_than_a_phone(page: Page, path: str) -> None:
    page.set_viewport_size(PHONE)
    go_to(page, path)
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", PATHS)
def test_axe_finds_nothing_that_keeps_anyone_from_reading(
    page: Page, path: str, scheme: Literal["light", "dark"]
) -> None:
    page.emulate_media(color_scheme=scheme)
    go_to(page, path)
    assert barriers(page) == []


def test_nothing_is_fetched_from_anywhere_else(page: Page, address: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    go_to(page, ASKED)
    page.locator(".side a").first.click()
    page.wait_for_selector("#target")
    assert len(asked) > len(SERVED)
    assert all(url.startswith(address + "/") for url in asked)


def test_no_script_of_the_page_or_of_a_document_fails_or_is_blocked(page: Page) -> None:
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    for path in ("/", ASKED, "/document?id=" + quote("may <b>.txt")):
        go_to(page, path)
    assert said == []
    assert "taken" not in page.title()


def test_a_service_with_a_key_asks_for_it_once(service: Service, browser: Browser) -> None:
    with tab(browser, create_app(service, "a-long-random-key")) as page:
        go_to(page, ASKED)
        assert page.inner_text("#alert") == "Enter the key that this service was started with."
        page.fill("#key-text", "not it")
        page.keyboard.press("Enter")
        page.get_by_role("alert").get_by_text("That is not the key.").wait_for()
        page.fill("#key-text", "a-long-random-key")
        page.keyboard.press("Enter")
        page.wait_for_selector(".conflict")
        assert page.input_value("#question") == ""
        page.get_by_role("navigation").get_by_role("link", name=QUESTION).first.wait_for()


def test_a_service_that_went_away_is_told_in_words_and_the_question_is_kept(service: Service, browser: Browser) -> None:
    with ExitStack() as stack:
        with served(create_app(service)) as port:
            page = stack.enter_context(tab(browser, f"http://127.0.0.1:{port}"))
            go_to(page, "/")
        page.fill("#question", "who?")
        page.keyboard.press("Enter")
        page.wait_for_selector("#alert:not([hidden])")
        assert page.inner_text("#alert") == "The service does not answer. Is it still running?"
        assert page.input_value("#question") == "who?"
