"""HTML: the main text of a page, and what the page says about itself."""

import json
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from corpus.documents import Basis, Known, PartialDate
from corpus.errors import UnreadableDocument
from corpus.reading.dates import published_date
from corpus.reading.decoding import decoded
from corpus.reading.reading import Reading

if TYPE_CHECKING:
    from lxml.html import HtmlElement  # type: ignore[import-untyped]  # lxml ships no types

_DATE_NAMES = (
    "article:published_time", "og:published_time", "datepublished", "citation_publication_date", "citation_date",
    "dc.date.issued", "dcterms.issued", "dc.date", "dcterms.date", "dc.date.created", "parsely-pub-date",
    "sailthru.date", "publishdate", "publish-date", "pubdate", "date",
)  # fmt: skip
"""Values of `name`, `property` or `itemprop` under which pages give their date, the most telling first."""

_DECLARED = re.compile(
    rb"<meta[^>]+charset\s*=\s*[\"']?([\w:.-]+)|<\?xml[^>]+encoding\s*=\s*[\"']([\w:.-]+)", re.IGNORECASE
)
_PARAGRAPHS = {"p", "head", "quote", "code", "fw"}
_LATEST_DATE = "2100-01-01"
"""htmldate would take today, and the same page would then read differently tomorrow."""


def read_html(content: bytes) -> Reading:
    """The main text of the page and its metadata; raises UnreadableDocument.

    Paragraphs and headings are separated by blank lines, list items begin with "• ", cells of a table are separated by
    " | ". A date in metadata that is not of the calendar is passed over: the page's reader could not mend it.
    """
    # Half a second of import that only those who read HTML pay.
    import trafilatura  # noqa: PLC0415

    html = decoded(content, _declared_encoding(content))
    tree = trafilatura.load_html(html)
    if tree is None:
        raise UnreadableDocument("met no HTML elements, expected a page")
    published = _given_date(tree)
    found = trafilatura.bare_extraction(
        tree,
        with_metadata=True,
        include_comments=False,
        date_extraction_params={"extensive_search": False, "original_date": True, "max_date": _LATEST_DATE},
    )
    # `as_dict` is off, but its annotation does not know that.
    text = "\n\n".join(_blocks(found.body)) if found and not isinstance(found, dict) else ""
    if not found or isinstance(found, dict) or not text:
        raise UnreadableDocument("no main text in the page: expected paragraphs of prose")
    return Reading(
        text,
        title=_known(found.title, "given", "page metadata"),
        publisher=_publisher(found.sitename, found.hostname),
        published=published or _guessed_date(found.date),
        url=found.url,
    )


def _declared_encoding(content: bytes) -> str | None:
    """What the first kilobyte says; a declared UTF-16 without its mark is never true (WHATWG, "prescan")."""
    found = _DECLARED.search(content[:1024])
    name = (found[1] or found[2]).decode("ascii", "replace").lower() if found else ""
    return name if name and not name.startswith(("utf-16", "utf-32")) else None


def _known(value: str | None, basis: Basis, source: str) -> Known[str] | None:
    words = " ".join((value or "").split())
    return Known(words, basis, source) if words else None


def _publisher(site: str | None, host: str | None) -> Known[str] | None:
    if site and site != host:
        return _known(site, "given", "page metadata")
    return None


def _given_date(tree: "HtmlElement") -> Known[PartialDate] | None:
    for written, source in _written_dates(tree):
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


def _blocks(element: "HtmlElement") -> Iterator[str]:
    """The text of trafilatura's tree, block by block."""
    inside: list[str] = [element.text or ""]
    for child in element:
        if child.tag in {"list", "table"} or (child.tag in _PARAGRAPHS and child.tag != "code"):
            yield from _paragraph("".join(inside))
            inside = []
            yield from _block(child)
        else:
            inside.append("\n" if child.tag == "lb" else "".join(child.itertext()))
        inside.append(child.tail or "")
    yield from _paragraph("".join(inside))


def _block(element: "HtmlElement") -> Iterator[str]:
    if element.tag == "list":
        yield from _paragraph(
            "\n".join(f"• {' '.join(''.join(item.itertext()).split())}" for item in element.iter("item"))
        )
    elif element.tag == "table":
        yield from _paragraph("\n".join(" | ".join(_cells(row)) for row in element.iter("row")))
    else:
        yield from _blocks(element)


def _cells(row: "HtmlElement") -> Iterator[str]:
    return (" ".join("".join(cell.itertext()).split()) for cell in row.iter("cell"))


def _paragraph(text: str) -> Iterator[str]:
    lines = [" ".join(line.split()) for line in text.split("\n")]
    shown = "\n".join(line for line in lines if line)
    if shown:
        yield shown
