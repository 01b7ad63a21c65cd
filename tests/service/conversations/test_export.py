"""An exported conversation can be checked: a footnote's quote stands where it says, and no source poses as Markdown."""

import re
from collections.abc import Iterator
from pathlib import Path

from markdown_it import MarkdownIt

from service.answer import Ask
from service.conversations.export import markdown_of
from service.conversations.views import ConversationView
from service.service import Service
from tests.service.conversations.talks import QUESTION, VISITS, document, service_in

_NOTE = re.compile(r"^\[\^(\d+)\]: “(.*)” (?:.*, )?`(.+)` (\d+)–(\d+)(?:, <(.+)>)?$", re.MULTILINE)
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]<>#|~&!^])")


def notes_in(markdown: str) -> Iterator[tuple[int, str, str, int, int, str | None]]:
    for number, quote, name, start, end, link in _NOTE.findall(markdown):
        yield int(number), _ESCAPED.sub(r"\1", quote), name, int(start), int(end), link or None


def check_notes(service: Service, markdown: str) -> int:
    """How many footnotes there are; each is true and referred to, and each reference has one."""
    notes = list(notes_in(markdown))
    for _, quote, name, start, end, _ in notes:
        assert " ".join(service.read(name).text[start:end].split()) == quote
    referred = {int(number) for number in re.findall(r"\[\^(\d+)\](?!:)", markdown)}
    assert [number for number, *_ in notes] == list(range(1, len(notes) + 1))
    assert referred == {number for number, *_ in notes}
    return len(notes)


def test_every_quote_is_a_footnote_with_its_source_offsets_and_link(tmp_path: Path) -> None:
    service = service_in(tmp_path)
    begun = service.begin("Costs of the line")
    for question in (QUESTION, "What do they disagree on?", "Which enzyme breaks down lactose?"):
        service.ask(Ask(question, conversation=begun.id))
    markdown = service.export(begun.id)
    assert check_notes(service, markdown) >= 2
    assert markdown.startswith("# Costs of the line\n\nBegun 20")
    assert "## 1. How much did the Kestrel Line cost?" in markdown
    assert f"## 2. What do they disagree on?\n\nSearched for: {QUESTION}" in markdown
    assert "The corpus does not say." in markdown
    note = next(line for line in markdown.splitlines() if "`opening.txt`" in line)
    assert "Title of opening.txt, Harbour Post, 2022-05-05, `opening.txt`" in note
    assert note.endswith(", <https://post.example/kestrel?page=1>")


def test_text_of_sources_and_questions_cannot_pose_as_markdown(tmp_path: Path) -> None:
    hostile = document(
        "a`b[x](y).txt",
        "# Heading\n\nThe <b>toll</b> of [the bridge](http://evil.example) was ![x](http://evil.example/p.png) "
        "*4,200* cars a day, `said` the | council & <script>alert(1)</script> friends.",
        "**Bold** Post",
        "2022-01-01",
        "javascript:alert(1)",
    )
    service = service_in(tmp_path, hostile)
    begun = service.begin("<img src=x> [title](http://evil.example)")
    answer = service.ask(
        Ask("how many cars a day, <i>was</i> the toll of [the bridge](http://evil.example)?", conversation=begun.id)
    )
    assert answer.answer.citations
    shown = MarkdownIt("commonmark", {"html": True}).render(service.export(begun.id))
    for forbidden in ("<b>", "<i>", "<img", "<script", "<a ", "<em>", "javascript"):
        assert forbidden not in shown.replace("<strong>", "")
    assert shown.count("<h1>") == 1


def test_an_empty_conversation_is_a_title(tmp_path: Path) -> None:
    view = ConversationView("0" * 32, None, "2024-08-18T09:30:00Z", "2024-08-18T09:30:00Z", ())
    assert markdown_of(view) == "# Conversation\n\nBegun 2024-08-18T09:30:00Z\n"


def test_alternatives_are_listed_with_their_footnotes(tmp_path: Path) -> None:
    service = service_in(tmp_path, *VISITS)
    begun = service.begin()
    service.ask(Ask("When did President Maren Holt visit Tarn?", conversation=begun.id))
    markdown = service.export(begun.id)
    assert "Each of these may be meant:\n\n- " in markdown
    assert check_notes(service, markdown) >= 2
