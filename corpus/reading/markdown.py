"""Markdown: front matter, and the words that the page shows."""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Literal

from corpus.documents import Known
from corpus.errors import UnreadableDocument
from corpus.reading.decoding import decoded
from corpus.reading.reading import Fields, Reading, described

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_FRONT_MATTER = re.compile(r"---[ \t]*\r?\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)
_BREAK = re.compile(r"<br\b", re.IGNORECASE)

Block = tuple[Literal["paragraph", "item", "row"], str]


def read_markdown(content: bytes) -> Reading:
    """What the page renders to as plain text, with what its front matter says; raises UnreadableDocument.

    Paragraphs and headings are separated by blank lines, list items begin with "• " or their number, cells of a table
    are separated by " | ". Links keep their words, images their description.
    """
    fields, body = _front_matter(decoded(content))
    tokens = _parser().parse(body)
    text = _joined(_blocks(tokens))
    if not text:
        raise UnreadableDocument("no text below the front matter: expected some")
    reading = described(text, fields, "front matter")
    heading = _first_heading(tokens)
    if reading.title or not heading:
        return reading
    title = Known(heading, "inferred", "first heading")
    return Reading(text, reading.id, title, reading.publisher, reading.published, reading.url)


@cache
def _parser() -> "MarkdownIt":
    from markdown_it import MarkdownIt  # noqa: PLC0415 - only those who read Markdown pay for its import

    return MarkdownIt("commonmark", {"maxNesting": 100}).enable(["table", "strikethrough"])


def _front_matter(text: str) -> tuple[Fields, str]:
    import yaml  # noqa: PLC0415 - as above

    found = _FRONT_MATTER.match(text)
    if found is None:
        return {}, text
    try:
        # BaseLoader makes only strings, lists and mappings: a date stays as written, and nothing is executed.
        fields = yaml.load(found[1], Loader=yaml.BaseLoader)  # noqa: S506
    except (yaml.YAMLError, RecursionError) as exc:
        problem = " ".join(str(exc).split())
        raise UnreadableDocument(f"front matter: met {problem}, expected YAML between two lines of ---") from exc
    if fields and not isinstance(fields, dict):
        return {}, text  # two thematic breaks around prose
    return {str(name): value for name, value in (fields or {}).items()}, text[found.end() :]


def _blocks(tokens: Iterable["Token"]) -> Iterator[Block]:
    depth, marker = 0, ""
    cells: list[str] | None = None
    for token in tokens:
        if token.type.endswith("list_open"):
            depth += 1
        elif token.type.endswith("list_close"):
            depth -= 1
        elif token.type == "list_item_open":
            marker = f"{token.info}{token.markup} " if token.info else "• "
        elif token.type == "tr_open":
            cells = []
        elif token.type == "tr_close":
            yield "row", " | ".join(cells or [])
            cells = None
        elif token.type == "inline" and cells is not None:
            cells.append(_words(token))
        elif token.type in _SHOWN:
            yield ("item" if marker else "paragraph"), "  " * (depth - 1) + marker + _SHOWN[token.type](token)
            marker = ""


def _joined(blocks: Iterable[Block]) -> str:
    parts: list[str] = []
    before = None
    for kind, words in blocks:
        if words.strip():
            parts += ["\n" if kind == before != "paragraph" else "\n\n", words]
            before = kind
    return "".join(parts[1:])


def _words(inline: "Token") -> str:
    return "".join(_pieces(inline.children or [])).strip()


def _pieces(tokens: Iterable["Token"]) -> Iterator[str]:
    for token in tokens:
        if token.type == "softbreak":
            yield " "
        elif token.type == "hardbreak" or (token.type == "html_inline" and _BREAK.match(token.content)):
            yield "\n"
        elif token.type == "image":
            yield from _pieces(token.children or [])
        elif token.type != "html_inline":
            yield token.content


class _Words(HTMLParser):
    """The words of a piece of HTML, without its tags, comments, scripts and styles."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self._hidden = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - overrides
        self._hidden = tag in {"script", "style"}

    def handle_endtag(self, tag: str) -> None:  # noqa: ARG002 - overrides
        self._hidden = False

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.words += [data]


def _shown(html: str) -> str:
    parser = _Words()
    parser.feed(html)
    parser.close()
    return "".join(parser.words).strip()


def _first_heading(tokens: Iterable["Token"]) -> str | None:
    is_heading = False
    for token in tokens:
        if is_heading and token.type == "inline" and _words(token):
            return _words(token)
        is_heading = token.type == "heading_open"
    return None


_SHOWN: dict[str, Callable[["Token"], str]] = {
    "inline": _words,
    "fence": lambda token: token.content.rstrip("\n"),
    "code_block": lambda token: token.content.rstrip("\n"),
    "html_block": lambda token: _shown(token.content),
}
