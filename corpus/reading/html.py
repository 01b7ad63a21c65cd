"""HTML: the main text of a page, and what the page says about itself."""

import json
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from corpus.documents import Known, PartialDate
from corpus.errors import UnreadableDocument
from corpus.reading.dates import published_date
from corpus.reading.decoding import decoded
from corpus.reading.page_text import text_of
from corpus.reading.reading import Reading

if TYPE_CHECKING:
    from lxml.html import HtmlElement  # type: ignore[import-untyped]  # lxml ships no types
    from trafilatura.settings import Document as Page

_DATE_NAMES = (
    "article:published_time", "og:published_time", "datepublished", "citation_publication_date", "citation_date",
    "dc.date.issued", "dcterms.issued", "dc.date", "dcterms.date", "dc.date.created", "parsely-pub-date",
    "sailthru.date", "publishdate", "publish-date", "pubdate", "date",
)  # fmt: skip
"""Values of `name`, `property` or `itemprop` under which pages give their date, the most telling first."""

_DECLARED = re.compile(
    rb"<meta[^>]+charset\s*=\s*[\"']?([\w:.-]+)|<\?xml[^>]+encoding\s*=\s*[\"']([\w:.-]+)", re.IGNORECASE
)
_NO_TEXT = "no main text in the page: expected paragraphs of prose"
_LATEST_DATE = "2100-01-01"
"""htmldate would take today, and the same page would then read differently tomorrow."""


def read_html(content: bytes) -> Reading:
    """The main text of the page and its metadata; raises UnreadableDocument.

    Paragraphs and headings are separated by blank lines, list items begin with "• ", cells of a table are separated by
    " | ". A date in metadata that is not of the calendar is passed over: the page's reader could not mend it.
    """
    html = decoded(content, _declared_encoding(content))
    page, written_dates = _extracted(html)
    text = text_of(page.body)
    if not text:
        raise UnreadableDocument(_NO_TEXT)
    # Where the page's own dates are not of the calendar, htmldate would mend them into something never written.
    guessed = None if written_dates else page.date
    return Reading(
        text,
        title=_known(page.title),
        publisher=_known(page.sitename) if page.sitename != page.hostname else None,
        published=_given_date(written_dates) or _guessed_date(guessed),
        url=page.url,
    )


def _extracted(html: str) -> tuple["Page", list[tuple[str, str]]]:
    # Half a second of import that only those who read HTML pay.
    import trafilatura  # noqa: PLC0415
    from trafilatura.settings import use_config  # noqa: PLC0415

    config = use_config()
    # Below its limit of 250 characters trafilatura falls back to the page's words without its paragraphs.
    config.set("DEFAULT", "MIN_EXTRACTED_SIZE", "20")
    dating = {"extensive_search": False, "original_date": True, "max_date": _LATEST_DATE}
    try:
        tree = trafilatura.load_html(html)
        dates = list(_written_dates(tree)) if tree is not None else []
        page = trafilatura.bare_extraction(
            tree, with_metadata=True, include_comments=False, date_extraction_params=dating, config=config
        )
    except Exception as exc:  # trafilatura names no errors of its own, and one odd page must not stop the others
        raise UnreadableDocument(f"the page could not be taken apart ({exc!r}): expected HTML") from exc
    if page is None or isinstance(page, dict):
        raise UnreadableDocument(_NO_TEXT)
    return page, dates


def _declared_encoding(content: bytes) -> str | None:
    """What the first kilobyte says; a declared UTF-16 without its mark is never true (WHATWG, "prescan")."""
    found = _DECLARED.search(content[:1024])
    name = (found[1] or found[2]).decode("ascii", "replace").lower() if found else ""
    return name if name and not name.startswith(("utf-16", "utf-32")) else None


def _known(value: str | None) -> Known[str] | None:
    words = " ".join((value or "").split())
    return Known(words, "given", "page metadata") if words else None


def _given_date(candidates: list[tuple[str, str]]) -> Known[PartialDate] | None:
    for written, source in candidates:
        try:
            return Known(published_date(written), "given", source)
        except UnreadableDocument:
            continue
    return None


def _guessed_date(written: str | None) -> Known[PartialDate] | None:
    return Known(published_date(written), "inferred", "the page's markup, by htmldate") if written else None


def _written_dates(tree: "HtmlElement") -> Iterator[tuple[str, str]]:
    metas = [(element, _meta_name(element)) for element in tree.iter("meta")]
    for wanted in _DATE_NAMES:
        yield from ((meta.get("content", ""), f"<meta {wanted}>") for meta, name in metas if name == wanted)
    for script in tree.xpath("//script[@type='application/ld+json']"):
        yield from ((written, "JSON-LD datePublished") for written in _json_ld_dates(script.text or ""))
    for time in tree.xpath("//time[@datetime and (@itemprop='datePublished' or @pubdate)]"):
        yield time.get("datetime"), "<time>"


def _meta_name(meta: "HtmlElement") -> str:
    return (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").lower()


def _json_ld_dates(script: str) -> Iterator[str]:
    try:
        waiting = [json.loads(script)]
    except (ValueError, RecursionError):
        return
    while waiting:
        value = waiting.pop(0)
        if isinstance(value, dict):
            if isinstance(value.get("datePublished"), str):
                yield value["datePublished"]
            waiting += value.values()
        elif isinstance(value, list):
            waiting += value
