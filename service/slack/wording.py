"""What the bot says in its own words."""

import re

from service.answer import Answer, ConflictView, SideSource
from service.slack.markup import one_line, readable_date

TYPES = {
    "contradiction": "contradiction",
    "different_scope": "different scope",
    "different_occurrence": "different occurrence",
    "change_over_time": "change over time",
}
PARTLY = "The documents answer only part of this."
NOT_SAID = "I looked, and the documents do not say."
NEAREST = "What comes nearest:"
HELP = (
    "Ask me a question and I answer with what the documents say, each sentence with its source, and with every figure "
    "on which they differ. Mention me in a channel, write to me directly, or use the slash command; in a thread that "
    "we have begun you need not mention me again."
)
AWAY = "I cannot reach the documents right now. Your question is kept: I will answer here as soon as I can."
BROKEN = (
    "Something went wrong on my side while I worked on this, more than once. It is in the log; please ask again later."
)
NOT_HERE = "I may not answer here. Whoever runs me keeps a list of the channels and people whom I answer."
GONE = "That answer is no longer kept here: ask again, and its buttons will work."
THANKS = {True: "Thank you: noted as useful.", False: "Thank you: noted as not useful."}
SHARED = "Shared to the channel."


def refused(reason: str) -> str:
    """Why a question cannot be asked of any corpus."""
    return f"I cannot look that up: {reason}."


def checked(answer: Answer) -> str:
    """How much was compared; what was not is said to be so."""
    if not answer.checked.complete:
        reason = (answer.checked.reason or "no reason is known").removeprefix("not checked: ")
        return f"Not everything was checked: {reason}"
    figures = "1 figure" if answer.checked.figures == 1 else f"{answer.checked.figures:,} figures"
    said = f"{figures} checked against {answer.checked.compared:,} like them in all documents"
    return said if answer.conflicts else f"No conflict found: {said}"


def origin(source: SideSource) -> str:
    """Publisher and date, and for when the value holds where that is not the date."""
    parts = [source.publisher or source.title or source.document]
    if source.published:
        parts.append(readable_date(source.published))
    said = one_line(", ".join(parts))
    if source.as_of and source.as_of != source.published:
        said += f" ({holding(source.as_of)})"
    return said


def holding(as_of: str) -> str:
    """For when a value holds: "as of 2012", "from August 2023 to August 2024", "since 2018"."""
    dates = re.sub(r"\d{4}(?:-\d\d){0,2}", lambda found: readable_date(found.group()), as_of)
    if as_of.startswith(("since ", "until ")):
        return dates
    return f"from {dates}" if " to " in as_of else f"as of {dates}"


def heading(conflict: ConflictView) -> tuple[str, str]:
    """The measure on which sources differ, and how."""
    return one_line(conflict.measure), TYPES.get(conflict.type, conflict.type.replace("_", " "))


def same_question(one: str, other: str) -> bool:
    """Whether both say the same but for case, white space and the sign at the end."""
    return one_line(one).casefold().rstrip(" ?.!") == one_line(other).casefold().rstrip(" ?.!")
