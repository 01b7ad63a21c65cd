import html
import re
import shutil
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from importlib.resources import files
from pathlib import Path
from urllib.parse import quote

import pytest
import uvicorn
from fastapi.testclient import TestClient

from corpus.documents import Document, DocumentId, Known, PartialDate
from index.hashing import HashingEmbedder
from index.memory import MemoryStore
from service.http.app import create_app
from service.service import Service

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --virtual-time-budget=5000 --dump-dom"
).split()
HOSTILE = '<img src=x onerror="document.title=1"><script>document.title="taken"</script> & </article>'
MAY = f"🚰 The reservoir above Tarn held 4.1 million cubic metres of water on 3 May 2024, it is said. {HOSTILE}"
DAM = "On 3 May 2024 the reservoir above Tarn held 3.4 million cubic metres of water, the town's engineer said."

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
    server = uvicorn.Server(uvicorn.Config(create_app(service), port=0, log_level="error"))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join()


@pytest.fixture
def show(address: str, tmp_path: Path) -> Show:
    """The page's tree after its scripts have run, as Chromium writes it out."""
    if CHROMIUM is None:
        pytest.skip("no chromium on this machine: apt-get install chromium")

    def shown(path: str) -> str:
        command = [str(CHROMIUM), *FLAGS, f"--user-data-dir={tmp_path}", address + path]
        return subprocess.run(command, capture_output=True, text=True, check=True, timeout=60).stdout

    return shown


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
    shown = show("/?q=" + quote("how much water did the reservoir above Tarn hold?"))
    (card,) = re.findall(r'<article class="conflict contradiction".*?</article>', shown, re.DOTALL)
    assert '<span class="label">contradiction</span>' in card
    assert len(re.findall(r'<li class="side">', card)) == 2
    assert "held <mark>4.1 million cubic metres</mark> of water" in card
    assert "held <mark>3.4 million cubic metres</mark> of water" in card
    assert "Dam Post" in card
    assert "Sources differ on 1 figure." in shown


def test_a_link_of_a_side_opens_the_document_at_the_exact_characters(show: Show) -> None:
    shown = show("/?q=" + quote("how much water did the reservoir above Tarn hold?"))
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
