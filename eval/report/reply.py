"""One question on the page: what was known, and what was returned."""

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import Any

from eval.report.worst import Worst

Json = Mapping[str, Any]
PASSAGES_SHOWN = 3
CHARACTERS = 320
SHOWN = 6


def worst_question(one: Worst) -> str:
    """The question, which opens to all that is known of it."""
    asked = one.reply["question"]
    text = asked.get("question") or asked.get("text") or one.reply["id"]
    scores = ", ".join(
        f"{name} {value:.3g}" for name, value in one.measures.items() if "." not in name or _is_shown(name)
    )
    return (
        f'<details><summary><span class="id">{escape(str(one.reply["id"]))}</span> {escape(text)}</summary>\n'
        f'<p class="scores">{escape(scores)}</p>\n{"".join(_known(asked))}{"".join(_returned(one.reply))}</details>\n'
    )


def _is_shown(name: str) -> bool:
    return name.count(".") == 1 and not name.startswith("passage.")


def _known(asked: Json) -> Iterator[str]:
    for turn in asked.get("history") or ():
        yield f'<p class="turn">{escape(turn["role"])}: {escape(_short(turn["content"]))}</p>\n'
    answers = [str(answer) for answer in asked.get("answers") or ()]
    sources = [
        source if isinstance(source, str) else str(source.get("document")) for source in asked.get("sources") or ()
    ]
    if asked.get("answerable") is False:
        yield "<p><b>Known:</b> the corpus does not say</p>\n"
    for told, values in (("Known answers", answers), ("Known sources", sources)):
        if values:
            yield f"<p><b>{told}:</b> {escape(_listed(values))}</p>\n"


def _returned(reply: Json) -> Iterator[str]:
    if reply["error"] is not None:
        yield f'<p class="bad">Failed: {escape(reply["error"])}</p>\n'
        return
    answer = reply["answer"]
    yield f"<p><b>Returned</b> ({escape(answer['status'])}): {escape(answer['answer']['text']) or 'no answer'}</p>\n"
    if reply["found"]:
        found = list(dict.fromkeys(document for _, document in reply["found"]))
        yield f"<p><b>Documents found:</b> {escape(_listed(found))}</p>\n"
    for passage in answer["passages"][:PASSAGES_SHOWN]:
        yield f"<blockquote><cite>{escape(passage['id'])}</cite> {escape(_short(passage['text']))}</blockquote>\n"
    for row in answer["conflicts"][:SHOWN]:
        sides = " / ".join(side["text"] for side in row["sides"])
        yield f"<p><b>{escape(row['type'].replace('_', ' '))}</b>, {escape(row['measure'])}: {escape(sides)}</p>\n"
    if len(answer["conflicts"]) > SHOWN:
        yield f"<p>and {len(answer['conflicts']) - SHOWN} more conflicts</p>\n"


def _listed(values: Sequence[str]) -> str:
    more = f" and {len(values) - SHOWN} more" if len(values) > SHOWN else ""
    return "; ".join(_short(value) for value in values[:SHOWN]) + more


def _short(text: str) -> str:
    return text if len(text) <= CHARACTERS else f"{text[:CHARACTERS]}…"
