"""An answer as a Slack message: short, with footnotes, what sources differ on, sources and buttons.

Whatever does not fit is shortened, and a button shows the rest; nothing is refused for its length.
"""

from collections.abc import Sequence

from service.answer import Alternative, Answer, SideView
from service.slack import wording
from service.slack.block_kit import (
    FALLBACK,
    TOGETHER,
    Block,
    Element,
    Message,
    actions,
    brief,
    bullets,
    button,
    characters_of,
    context,
    divider,
    first_that_fits,
    line,
    link,
    quote,
    rich,
    section,
    words,
)
from service.slack.conflict_lines import SIDES, SOURCES, conflict_block
from service.slack.footnotes import answer_text, footnotes, marked, source_link, source_text
from service.slack.markup import harmless, one_line

PASSAGES, DIFFERENCES, MORE = "crosscheck_passages", "crosscheck_differences", "crosscheck_more"
USEFUL, NOT_USEFUL, SHARE = "crosscheck_useful", "crosscheck_not_useful", "crosscheck_share"
_CONFLICTS, _ALTERNATIVES, _NEAREST, _NOTES = 2, 4, 3, 8
"""How many of each a message shows; the window behind "Show more" shows all."""
_ANSWER, _NEAREST_TEXT = 2_400, 180
"""Characters of each that a message shows."""
_SPARE = 1_200
"""Characters that are kept free for what stands below the last difference."""


def answer_message(answer: Answer, key: str, *, ephemeral: bool = False, shared_by: str | None = None) -> Message:
    """The answer; `key` is what its buttons say it by. Ephemeral: with a button that shares it to the channel."""
    blocks = [context(f"Shared by <@{shared_by}>. They asked:")] if shared_by else []
    blocks += [rich(quote(words(brief(one_line(answer.question), 300))))] if shared_by or ephemeral else []
    blocks += _said(answer)
    shown = _differences(answer, blocks)
    below = _footer(answer, shown)
    blocks += [divider()] if shown else []
    blocks += [conflict_block(conflict, answer) for conflict in answer.conflicts[:shown]]
    blocks += [below] if below else []
    is_short = shown < len(answer.conflicts) or any(map(_is_cut, blocks)) or _shortened(answer)
    more = is_short and answer.status != "not_in_corpus"  # what comes nearest is all in the passages
    blocks.append(_buttons(answer, key, more=more, ephemeral=ephemeral))
    return Message(fallback(answer), tuple(blocks))


def notice(text: str) -> Message:
    """Something in the bot's own words, or in the service's."""
    return Message(harmless(brief(text, FALLBACK // 2)), (rich(line(words(brief(text, FALLBACK // 2)))),))


def fallback(answer: Answer) -> str:
    """The answer as text alone, without anything that formats, links or calls."""
    parts = [_status(answer), answer_text(answer)]
    if not answer.answer.text and answer.passages:
        nearest = "; ".join(source_text(passage) for passage in answer.passages[:_NEAREST])
        parts.append(f"{wording.NEAREST} {nearest}")
    parts += [f"Or: {one_line(each.text)}" for each in answer.alternatives[:_NEAREST]]
    for conflict in answer.conflicts[:_CONFLICTS]:
        measure, kind = wording.heading(conflict)
        sides = "; ".join(f"{one_line(side.text)} ({_brief_origins(side)})" for side in conflict.sides[:SIDES])
        parts.append(f"Sources differ on {measure} ({kind}): {sides}")
    cited = [f"[{number}] {source_text(passage)}" for passage, number in footnotes(answer)]
    parts.append("; ".join(cited))
    return brief(harmless(brief("\n".join(part for part in parts if part), FALLBACK)), FALLBACK)


def _said(answer: Answer) -> list[Block]:
    """What comes first: the answer, or that there is none and what comes nearest; the query; other right answers."""
    status = _status(answer)
    blocks = [section(f"_{status}_")] if status else []
    if answer.answer.text:
        blocks.append(rich(line(*_answer_elements(answer))))
    elif answer.passages:
        head = line(words(wording.NEAREST, bold=True))
        blocks.append(first_that_fits(rich(head, bullets(_nearest(answer, linked=on))) for on in (True, False)))
    if not wording.same_question(answer.question, answer.standalone_question):
        blocks.append(context(f"Searched for: “{harmless(brief(one_line(answer.standalone_question), 300))}”"))
    cited = footnotes(answer)
    if cited:
        notes = [f"[{number}] {source_link(passage)}" for passage, number in cited[:_NOTES]]
        blocks.append(context("\n".join(notes) if len("\n".join(notes)) < TOGETHER // 5 else _unlinked(answer)))
    if answer.alternatives:
        items = [_alternative(each) for each in answer.alternatives[:_ALTERNATIVES]]
        blocks.append(rich(line(words("Several answers are right:", bold=True)), bullets(items)))
    return blocks


def _unlinked(answer: Answer) -> str:
    """Footnotes without their addresses, which are too long together."""
    notes = [f"[{number}] {harmless(source_text(passage))}" for passage, number in footnotes(answer)[:_NOTES]]
    return brief("\n".join(notes), 2_900)


def _answer_elements(answer: Answer) -> list[Element]:
    """The answer's sentences with their marks; what is longer than a person reads in a chat is cut."""
    elements, room = [], _ANSWER
    for text, mark in marked(answer):
        elements += [words(brief(text, max(40, room))), words(mark, bold=True)]
        room -= len(text)
        if room <= 0:
            break
    return elements


def _nearest(answer: Answer, *, linked: bool) -> list[Element]:
    return [
        line(
            link(brief(source_text(passage), 200), passage.url if linked else None),
            words(f"\n“{brief(one_line(passage.text), _NEAREST_TEXT)}”", italic=True),
        )
        for passage in answer.passages[:_NEAREST]
    ]


def _alternative(alternative: Alternative) -> Element:
    origins = "; ".join(brief(wording.origin(source), 100) for source in alternative.sources[:SOURCES])
    return line(words(brief(one_line(alternative.text), 300), bold=True), words(f"  —  {origins}" if origins else ""))


def _brief_origins(side: SideView) -> str:
    return ", ".join(brief(wording.origin(source), 80) for source in side.sources[:2])


def _status(answer: Answer) -> str:
    return {"partly": wording.PARTLY, "not_in_corpus": wording.NOT_SAID}.get(answer.status, "")


def _differences(answer: Answer, above: Sequence[Block]) -> int:
    """How many differences fit below what is there already."""
    room = TOGETHER - _SPARE - characters_of(above)
    for number, conflict in enumerate(answer.conflicts[:_CONFLICTS]):
        room -= characters_of(conflict_block(conflict, answer))
        if room < 0:
            return number
    return min(_CONFLICTS, len(answer.conflicts))


def _footer(answer: Answer, shown: int) -> Block | None:
    if answer.status == "not_in_corpus" and not answer.checked.figures:
        return None
    rest = len(answer.conflicts) - shown
    more = f"Sources differ on {rest} more {'figure' if rest == 1 else 'figures'}. " if rest > 0 else ""
    return context(harmless(brief(more + wording.checked(answer), 500)))


def _buttons(answer: Answer, key: str, *, more: bool, ephemeral: bool) -> Block:
    wanted = [
        ("Show more", MORE, more),
        ("Show the passages", PASSAGES, bool(answer.passages)),
        ("Explain the difference", DIFFERENCES, bool(answer.conflicts)),
        ("Share to the channel", SHARE, ephemeral),
        ("Useful", USEFUL, True),
        ("Not useful", NOT_USEFUL, True),
    ]
    return actions([button(label, action, key) for label, action, is_wanted in wanted if is_wanted])


def _is_cut(block: Block) -> bool:
    return " …" in str(block)


def _shortened(answer: Answer) -> bool:
    """Whether something was left out without a sign of it in the text."""
    shown = answer.conflicts[:_CONFLICTS]
    return (
        any(
            len(conflict.sides) > SIDES or any(len(side.sources) > SOURCES for side in conflict.sides)
            for conflict in shown
        )
        or len(answer.alternatives) > _ALTERNATIVES
        or len(footnotes(answer)) > _NOTES
    )
