"""The tree that trafilatura makes of a page's main text, as plain text."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement  # type: ignore[import-untyped]  # lxml ships no types

_BLOCKS = {"p", "head", "quote", "list", "table", "fw"}
"""Elements of the tree (TEI) that are no part of the line around them."""


def text_of(body: "HtmlElement") -> str:
    """Paragraphs and headings separated by blank lines, items of a list and rows of a table by line breaks."""
    return "\n\n".join(block for block in _blocks(body) if block.strip(" •|\n"))


def _blocks(element: "HtmlElement") -> Iterator[str]:
    inside = [element.text or ""]
    for child in element:
        if child.tag in _BLOCKS:
            yield from _paragraph("".join(inside))
            inside = []
            yield from _block(child)
        else:
            inside += _pieces(child)
        inside.append(child.tail or "")
    yield from _paragraph("".join(inside))


def _block(element: "HtmlElement") -> Iterator[str]:
    if element.tag == "list":
        yield "\n".join(_items(element, depth=0))
    elif element.tag == "table":
        yield "\n".join(" | ".join(_line_of(cell) for cell in row.iter("cell")) for row in element.iter("row"))
    else:
        yield from _blocks(element)


def _items(element: "HtmlElement", depth: int) -> Iterator[str]:
    for item in element.iterchildren("item"):
        yield "  " * depth + "• " + _line_of(item)
        for nested in item.iterchildren("list"):
            yield from _items(nested, depth + 1)


def _line_of(element: "HtmlElement") -> str:
    return " ".join("".join(_pieces(element)).split())


def _pieces(element: "HtmlElement") -> Iterator[str]:
    """The words of an element and those inside it but for lists, which are lines of their own."""
    around = "\n" if element.tag == "lb" else " " if element.tag in _BLOCKS else ""
    yield around + (element.text or "")
    for child in element:
        if child.tag != "list":
            yield from _pieces(child)
        yield child.tail or ""
    yield around


def _paragraph(text: str) -> Iterator[str]:
    lines = [" ".join(line.split()) for line in text.split("\n")]
    shown = "\n".join(line for line in lines if line)
    if shown:
        yield shown
