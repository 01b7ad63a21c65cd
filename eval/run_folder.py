"""The files of a run, and what makes two runs the same.

Everything but `timing.jsonl`, `timing.json` and `report.html` is a function of configuration and answers: a run that
was interrupted and resumed ends in the same bytes there as one that was not.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.errors import BadRun
from eval.journal import rows_in

IDENTITY = ("set", "asked", "settings", "code")
"""The parts of the configuration that decide what is answered and what that is worth."""


@dataclass(frozen=True, slots=True)
class RunFolder:
    """Where a run lies."""

    path: Path

    @property
    def config(self) -> Path:
        """What was asked, of what, by which code."""
        return self.path / "config.json"

    @property
    def answers(self) -> Path:
        """One row a question: the question as written, what was answered, what was found."""
        return self.path / "answers.jsonl"

    @property
    def timing(self) -> Path:
        """One row a question: its milliseconds."""
        return self.path / "timing.jsonl"

    @property
    def percentiles(self) -> Path:
        """The latency measures."""
        return self.path / "timing.json"

    @property
    def scores(self) -> Path:
        """One row a question: each measure, a number or [of how much, out of how much]."""
        return self.path / "scores.jsonl"

    @property
    def metrics(self) -> Path:
        """{"name": value} of all that does not depend on the clock."""
        return self.path / "metrics.json"

    @property
    def junit(self) -> Path:
        """For continuous integration."""
        return self.path / "junit.xml"

    @property
    def report(self) -> Path:
        """For people."""
        return self.path / "report.html"

    def trec(self, level: str) -> tuple[Path, Path]:
        """Judgements and run file of "documents" or "passages"."""
        return self.path / f"qrels.{level}.txt", self.path / f"run.{level}.txt"

    def read_config(self) -> dict[str, Any]:
        """The configuration; BadRun where the folder is no run."""
        try:
            said: dict[str, Any] = json.loads(self.config.read_text("utf-8"))
        except (OSError, ValueError) as error:
            raise BadRun(
                f"{self.path} is no run ({self.config.name}: {error}): give a folder that eval run wrote"
            ) from error
        return said

    def read_metrics(self) -> dict[str, float]:
        """All measures, latency included; BadRun where the run was not finished."""
        return self._numbers(self.metrics) | self._numbers(self.percentiles)

    def read_scores(self) -> Iterator[Any]:
        """The rows of scores.jsonl; BadRun where the run was not finished."""
        if not self.scores.exists():
            raise self._unfinished()
        yield from rows_in(self.scores)

    def _numbers(self, path: Path) -> dict[str, float]:
        if not path.exists():
            raise self._unfinished()
        said: dict[str, float] = json.loads(path.read_text("utf-8"))
        return said

    def _unfinished(self) -> BadRun:
        self.read_config()
        return BadRun(f"the run in {self.path} was not finished: go on with crosscheck eval run SET --out {self.path}")


def write_json(path: Path, value: object) -> None:
    """The value, readable, in the order it has; the file is whole or as it was."""
    fresh = path.with_name(path.name + ".new")
    fresh.write_text(json.dumps(value, ensure_ascii=False, indent=2) + "\n", "utf-8")
    fresh.replace(path)


def same_run(one: Mapping[str, Any], other: Mapping[str, Any]) -> list[str]:
    """The parts in which two configurations differ; none where a run may be gone on with."""
    return [part for part in IDENTITY if one.get(part) != other.get(part)]
