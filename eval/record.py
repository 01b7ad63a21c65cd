"""The record of where the project stands: `python -m eval.record` asks every set there is and writes one table.

`python -m eval.record RUN ...` only takes down runs that were made. `--note` says what is new about them.
"""

import argparse
import json
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from eval.eval_set import OWN_SETS
from eval.provenance import answering_digest, measuring_digest
from eval.run_folder import RunFolder
from eval.shared import SHARED, missing

ROWS = Path(__file__).parent / "record.jsonl"
TABLE = Path(__file__).parent / "RECORD.md"
RUNS = Path("runs")
SHOWN = {
    "ndcg@10": "nDCG@10", "follow_up.ndcg@10": "of follow-ups", "first_turn.ndcg@10": "of first turns",
    "recall@10": "R@10", "recall@100": "R@100", "mrr": "MRR", "hit@5": "hit@5",
    "answer.contains": "contains", "answer.number": "number", "citation.gold": "cited gold",
    "refusal.precision": "refusal P", "refusal.recall": "refusal R", "refusal.auc": "refusal AUC",
    "conflicts.precision": "conflicts P", "conflicts.recall": "conflicts R", "conflicts.f1": "conflicts F1",
    "conflicts.false_alarms_per_100": "false alarms", "latency.p50": "p50 ms", "latency.p95": "p95 ms",
}  # fmt: skip
HEAD = """# Where the project stands

Written by `make eval`; every measure of every run is in `record.jsonl`. A blank cell was not measured: the set does not
say what it would take. False alarms are rows beyond the gold in 100 answers. Times are of whatever machine ran, with
whatever else it did.
"""


@dataclass(frozen=True, slots=True)
class Row:
    """One set at one commit."""

    date: str
    commit: str | None
    set: str
    questions: int
    metrics: Mapping[str, float]
    note: str = ""


def row_of(run: RunFolder, date: str, note: str = "") -> Row:
    """What is recorded of a run."""
    config = run.read_config()
    return Row(date, config["commit"], config["set"]["name"], config["set"]["questions"], run.read_metrics(), note)


def recorded(rows: Sequence[Row], fresh: Sequence[Row]) -> list[Row]:
    """The rows with the fresh ones behind them, in place of what was known of the same set at the same commit."""
    replaced = {(row.set, row.commit) for row in fresh}
    return [*(row for row in rows if (row.set, row.commit) not in replaced), *fresh]


def table_of(rows: Sequence[Row]) -> str:
    """A table for each set, the commits in the order in which they were recorded."""
    return HEAD + "".join(
        _table(name, [row for row in rows if row.set == name]) for name in dict.fromkeys(row.set for row in rows)
    )


def _table(name: str, rows: Sequence[Row]) -> str:
    columns = [measure for measure in SHOWN if any(measure in row.metrics for row in rows)]
    lines = [
        ["date", "commit", "note", *(SHOWN[measure] for measure in columns)],
        ["---"] * 3 + ["---:"] * len(columns),
        *(
            [row.date, row.commit or "", row.note, *(_cell(row.metrics.get(measure)) for measure in columns)]
            for row in rows
        ),
    ]
    written = "".join(f"| {' | '.join(line)} |\n" for line in lines)
    return f"\n## {name}, {rows[-1].questions} questions\n\n{written}"


def _cell(value: float | None) -> str:
    if value is None:
        return ""
    return f"{value:.3f}" if abs(value) <= 1 else f"{value:,.0f}"


def sets_there_are() -> Iterator[Path]:
    """The sets that come along, and those of the shared data where that is there."""
    kept = [OWN_SETS] + ([] if missing("data") else [SHARED / "data"])
    for folder in kept:
        for inside in sorted(folder.iterdir()):
            if any((inside / name).is_file() for name in ("questions.jsonl", "queries.jsonl")):
                yield inside


def run_of(folder: Path) -> RunFolder:
    """A run of the set by this very code; one that was interrupted is gone on with, one that is finished is taken."""
    code = sha256(f"{folder} {answering_digest()} {measuring_digest()}".encode()).hexdigest()[:12]
    run = RunFolder(RUNS / f"{folder.name}-{code}")
    command = [
        sys.executable,
        "-m",
        "service.commands.main",
        "eval",
        "run",
        str(folder),
        "--out",
        str(run.path),
        "--json",
    ]
    subprocess.run(command, stdout=subprocess.DEVNULL, check=False)  # noqa: S603  # a failed question is in the record
    return run


def read_rows(path: Path = ROWS) -> list[Row]:
    """What was recorded so far."""
    return [Row(**json.loads(line)) for line in path.read_text("utf-8").splitlines()] if path.exists() else []


def write_record(rows: Sequence[Row]) -> None:
    """The rows and the table."""
    ROWS.write_text("".join(json.dumps(asdict(row)) + "\n" for row in rows), "utf-8")
    TABLE.write_text(table_of(rows), "utf-8")


def main(arguments: Sequence[str] | None = None) -> None:
    """Runs what is named, or all, and writes the record after each, so that an interruption loses little."""
    parser = argparse.ArgumentParser(prog="python -m eval.record", description=__doc__)
    parser.add_argument(
        "runs", nargs="*", type=Path, help="folders of runs to take down; without any, every set is run"
    )
    parser.add_argument("--note", default="", help="what is new, in few words")
    given = parser.parse_args(arguments)
    today = f"{datetime.now(UTC):%Y-%m-%d}"
    for run in map(RunFolder, given.runs) if given.runs else map(run_of, sets_there_are()):
        write_record(recorded(read_rows(), [row_of(run, today, given.note)]))
        print(f"{run.path}: {TABLE}", file=sys.stderr)


if __name__ == "__main__":
    main()
