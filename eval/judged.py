"""Conflicts of crawled articles that a reader has judged in them, and what today's code still shows of those."""

import json
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

JUDGEMENTS = Path(__file__).parent / "judgements"
"""Ids, offsets and what was judged, never the articles' text."""
DEVELOPMENT = JUDGEMENTS / "wild_development.jsonl"
"""What rules may be drawn from."""
JUDGED = (
    DEVELOPMENT,
    *(
        JUDGEMENTS / f"{name}.jsonl"
        for name in (
            "wild_final wild_final_rest newswire_development newswire_second newswire_third papers_first "
            "papers_first_rest papers_second papers_second_rest papers_third papers_fourth"
        ).split()
    ),
)
"""All that confidence is learned from; once a last judgement was passed, and a newer one waits, from that too.

The briefs are left out: two pages in three of theirs are filled-in forms (issues of bonds, tenders), of which shared
words say nothing, whereas in articles they say most. A file that ends on `_rest` holds what else was
judged of a part than its first fifty.
"""
NEWS = tuple(sorted(path for name in ("newswire", "papers") for path in JUDGEMENTS.glob(f"{name}_*.jsonl")))
"""The judgements of news that packages carry (eval/newswire.py)."""
EVERY = tuple(sorted((*JUDGEMENTS.glob("wild_*.jsonl"), *NEWS)))
"""All judgements of conflicts, those too from which nothing is learned."""
_REST = "_rest"


def fifties() -> list[Path]:
    """The judgements of news that are each of the surest fifty of a set, at the code of their day."""
    return [path for path in NEWS if not path.stem.endswith(_REST)]


Side = tuple[str, int, int]
"""A document's id, and the start and end of a value in it."""
Key = frozenset[Side]


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a reader found of one conflict."""

    story: str
    key: Key
    type: str
    same_measure: bool
    type_right: bool
    what: str
    """The class of the error; "right" where both are right."""


@dataclass(frozen=True, slots=True)
class Shares:
    """How many of some judged conflicts are right."""

    judged: int
    same_measure: int
    contradictions: int
    contradictions_right: int
    wrong: tuple[tuple[str, int], ...]
    """What the wrong ones are, the commonest first."""


def read_judgements(path: Path) -> list[Judgement]:
    """The file's judgements in their order."""
    return [_judgement(json.loads(line)) for line in path.read_text("utf-8").splitlines() if line]


def _judgement(row: dict[str, object]) -> Judgement:
    sides = row["sides"]
    assert isinstance(sides, list)
    return Judgement(
        story=str(row["story"]),
        key=frozenset((side["document"], side["start"], side["end"]) for side in sides),
        type=str(row["type"]),
        same_measure=bool(row["same_measure"]),
        type_right=bool(row["type_right"]),
        what=str(row["class"]),
    )


def shares_of(judgements: Sequence[Judgement]) -> Shares:
    """The shares of right ones among them."""
    contradictions = [each for each in judgements if each.type == "contradiction"]
    wrong = Counter(each.what for each in judgements if not (each.same_measure and each.type_right))
    return Shares(
        judged=len(judgements),
        same_measure=sum(each.same_measure for each in judgements),
        contradictions=len(contradictions),
        contradictions_right=sum(each.same_measure and each.type_right for each in contradictions),
        wrong=tuple(sorted(wrong.items(), key=lambda item: (-item[1], item[0]))),
    )


def still_shown(judgements: Sequence[Judgement], shown: Collection[tuple[Key, str]]) -> list[Judgement]:
    """Those of which the same two values are still set against each other, with the same type."""
    return [each for each in judgements if (each.key, each.type) in shown]


def lines_of(name: str, shares: Shares) -> list[str]:
    """The shares for a person, and what the wrong ones are."""
    same = f"same measure {shares.same_measure} of {shares.judged}"
    contradictions = f"contradictions right {shares.contradictions_right} of {shares.contradictions}"
    return [f"{name}: {same}, {contradictions}"] + [f"  {number:3} {what}" for what, number in shares.wrong]
