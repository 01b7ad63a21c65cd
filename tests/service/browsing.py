"""The page in a real Chromium, and the service behind it: of a few documents of our own, some of them hostile."""

import asyncio
import os
import shutil
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, FloatRect, Locator, Page, ViewportSize, sync_playwright
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from corpus.documents import Document, DocumentId, Known, PartialDate
from index.hashing import HashingEmbedder
from index.memory import MemoryStore
from service.service import Service
from tests.service.serving import served

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
HOSTILE = '<img src=x onerror="document.title=1"><script>document.title="taken"</script> & </article>'
MAY = f"🚰 The reservoir above Tarn held 4.1 million cubic metres of water on 3 May 2024, it is said. {HOSTILE}"
DAM = "On 3 May 2024 the reservoir above Tarn held 3.4 million cubic metres of water, the town's engineer said."

QUESTION = "how much water did the reservoir above Tarn hold?"
ASKED = "/?q=" + quote(QUESTION)
PHONE: ViewportSize = {"width": 390, "height": 844}
DESK: ViewportSize = {"width": 1280, "height": 900}


def service_in(folder: Path, store: MemoryStore | None = None) -> Service:
    """A service of two documents that differ, which keeps its conversations in the folder."""
    made = Service(store or MemoryStore(384), HashingEmbedder(), folder)
    for name, text, publisher in (("may <b>.txt", MAY, "Valley <i>Herald</i>"), ("dam.md", DAM, "Dam Post")):
        published = Known(PartialDate(2024, 5, 4), "given", "test")
        title = Known(f"Title of {name}", "given", "test")
        made.add([Document(DocumentId(name), text, title, Known(publisher, "given", "test"), published)])
    return made


class Held:
    """An app whose streams stop behind their passages until they are released, or are cut off there."""

    def __init__(self, app: ASGIApp, *, cut: bool = False) -> None:
        self._app = app
        self._cut = cut
        self.released = threading.Event()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """The app's own answer, a stream held."""
        events = 0

        async def held(message: Message) -> None:
            nonlocal events
            if message["type"] == "http.response.body" and message.get("body", b"").startswith(b"event: "):
                events += 1
            if events > 1 and self._cut:
                raise ConnectionAbortedError
            while events > 1 and not self.released.is_set():
                await asyncio.sleep(0.01)
            await send(message)

        await self._app(scope, receive, held)


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser without a window; skips with the reason where there is none, fails in CI."""
    if CHROMIUM is None:
        if os.environ.get("CI"):
            pytest.fail("no chromium: .ci/run installs it")
        pytest.skip("no chromium on this machine: apt-get install chromium")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-quic"])
        yield opened
        opened.close()


@contextmanager
def tab(browser: Browser, app: ASGIApp | str, viewport: ViewportSize = DESK) -> Iterator[Page]:
    """A page of a fresh profile whose addresses are the app's, or those of a server that runs already."""
    if not isinstance(app, str):
        with served(app) as port, tab(browser, f"http://127.0.0.1:{port}", viewport) as page:
            yield page
        return
    context = browser.new_context(base_url=app, viewport=viewport)
    context.set_default_timeout(15_000)
    yield context.new_page()
    context.close()


def go_to(page: Page, path: str) -> None:
    """Goes there and waits until the page has what it asked for."""
    page.goto(path)
    settle(page)


def settle(page: Page) -> None:
    """Waits until nothing is loaded and no answer is awaited."""
    page.wait_for_selector("body:not(.busy)")


def ask(page: Page, question: str) -> None:
    """Types the question and waits for its answer."""
    turns = page.locator(".turn").count()
    page.fill("#question", question)
    page.keyboard.press("Enter")
    page.locator(".turn").nth(turns).wait_for()
    settle(page)


def box_of(found: Locator) -> FloatRect:
    box = found.bounding_box()
    assert box is not None
    return box


def barriers(page: Page) -> Sequence[tuple[str, str, list[str]]]:
    """What axe finds that keeps people from reading: the rule, how bad, and where."""
    found = Axe().run(page).response["violations"]
    return [(one["id"], one["impact"], [node["html"][:120] for node in one["nodes"]]) for one in found]
