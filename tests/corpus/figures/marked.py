"""Sentences with the spans of their values marked, for tests: "it cost [more than <$4 bn>]"."""

Span = tuple[int, int, int, int]
"""Start and end of the whole expression, start and end of its core."""


def spans_of(marked: str) -> tuple[str, list[Span]]:
    """The sentence without marks, and what they mark: [ and ] the whole expression, < and > its core."""
    text, spans, places = "", [], dict.fromkeys("[<>]", 0)
    for character in marked:
        if character not in places:
            text += character
            continue
        places[character] = len(text)
        if character == "]":
            spans.append((places["["], len(text), places["<"], places[">"]))
    return text, spans
