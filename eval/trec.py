"""Run files and judgements as TREC writes them, readable for ir-measures' own command.

Ids may not hold white space there: it is written as in URLs ("%20"), and so is the percent sign.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

TAG = "crosscheck"
_SPECIAL = re.compile(r"[\s%]")


def written(identifier: str) -> str:
    """An id without white space."""
    return _SPECIAL.sub(lambda found: "".join(f"%{byte:02X}" for byte in found.group().encode()), identifier)


def run_lines(question: str, ranked: Sequence[str]) -> Iterator[str]:
    """A line for each of the ranked; the scores only count down, for the order is the service's own."""
    for rank, name in enumerate(ranked, start=1):
        yield f"{written(question)} Q0 {written(name)} {rank} {len(ranked) + 1 - rank} {TAG}\n"


def qrels_lines(question: str, grades: Mapping[str, int]) -> Iterator[str]:
    """A line for each judgement."""
    for name, grade in grades.items():
        yield f"{written(question)} 0 {written(name)} {grade}\n"
