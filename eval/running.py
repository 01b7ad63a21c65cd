"""A set asked: from where an earlier try stopped to the end, then scored and written down."""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from itertools import islice
from pathlib import Path
from typing import IO, Any

from eval.asking import Asker, Target
from eval.errors import BadRun
from eval.eval_set import EvalSet
from eval.gates import Gate, judged_by
from eval.journal import Journal, rows_in, whole_rows
from eval.junit import junit_of
from eval.pool import in_order
from eval.questions import Question
from eval.run_folder import RunFolder, same_run, write_json
from eval.scoring import Gold, Score, ranked_documents, ranked_passages, score_of
from eval.totals import Totals
from eval.trec import qrels_lines, run_lines

Advanced = Callable[[int], None]


def ask_all(
    eval_set: EvalSet,
    target: Target,
    folder: RunFolder,
    config: Mapping[str, Any],
    threads: int,
    advanced: Advanced,
    *,
    history: bool = True,
) -> None:
    """Every question's reply in the folder, in the order of the set; those that are there already are not asked again.

    BadRun where the folder holds a run of something else. `advanced` hears how many replies there are.
    """
    _begin(folder, config)
    limit = config["set"]["questions"]
    done = _resumed(folder, eval_set.questions(limit))
    advanced(done)
    with Journal(folder.answers) as answers, Journal(folder.timing) as timing:
        answers.keep(done)
        timing.keep(done)
        rest = islice(eval_set.questions(limit), done, None)
        replies = in_order(Asker(target, history=history).reply_to, rest, threads)
        for number, reply in enumerate(replies, start=done + 1):
            answers.append(reply.row)
            timing.append({"id": reply.row["id"], "ms": reply.milliseconds and round(reply.milliseconds, 2)})
            advanced(number)


def _begin(folder: RunFolder, config: Mapping[str, Any]) -> None:
    if not folder.config.exists():
        if folder.path.is_dir() and any(folder.path.iterdir()):
            raise BadRun(f"{folder.path} holds something that is no run: choose another --out")
        folder.path.mkdir(parents=True, exist_ok=True)
        write_json(folder.config, config)
        return
    differs = same_run(folder.read_config(), config)
    if differs:
        raise BadRun(
            f"{folder.path} holds a run that differs in {' and '.join(differs)} ({folder.config}): choose another --out"
        )


def _resumed(folder: RunFolder, questions: Iterator[Question]) -> int:
    """How many replies of an earlier try can be kept."""
    done = min(whole_rows(folder.answers), whole_rows(folder.timing))
    if done:
        for row, question in zip(islice(_whole(folder.answers), done), questions, strict=False):
            if row["id"] != question.id:
                raise BadRun(
                    f"{folder.answers}: met the question {row['id']!r}, expected {question.id!r}: choose another --out"
                )
    return done


def _whole(path: Path) -> Iterator[Any]:
    with path.open("rb") as lines:
        yield from (json.loads(line) for line in lines if line.endswith(b"\n"))


def write_scores(eval_set: EvalSet, folder: RunFolder, gates: tuple[Gate, ...]) -> Totals:
    """Scores, run files, metrics and JUnit of the replies in a folder; a question at a time."""
    totals = Totals()
    gold = Gold(tuple(eval_set.gold.values()), eval_set.forbidden)
    limit = folder.read_config()["set"]["questions"]
    is_conversational = any(question.history for question in eval_set.questions(limit))
    with ExitStack() as opened:
        files = {
            path.name: opened.enter_context(path.open("w", encoding="utf-8", newline="\n"))
            for path in (folder.scores, *folder.trec("documents"), *folder.trec("passages"))
        }
        rows = zip(eval_set.questions(limit), rows_in(folder.answers), rows_in(folder.timing), strict=True)
        for question, reply, timing in rows:
            score = score_of(question, reply, gold, is_conversational=is_conversational)
            totals.add(score, timing["ms"])
            files[folder.scores.name].write(score_line(score))
            _write_ranked(files, folder, question, reply)
    write_json(folder.metrics, totals.metrics())
    write_json(folder.percentiles, totals.latency())
    verdicts = judged_by(gates, totals.metrics() | totals.latency())
    errors = ((row["id"], row["error"]) for row in rows_in(folder.scores))
    folder.junit.write_text(junit_of(eval_set.name, verdicts, errors, len(totals.failed)), "utf-8")
    return totals


def score_line(score: Score) -> str:
    """A row of scores.jsonl: a measure's own number where it counts once, else [of how much, out of how much]."""
    measures = {name: share[0] if share[1:] == (1.0,) else list(share) for name, share in score.shares.items()}
    row = {
        "id": score.id,
        "error": score.error,
        "answerable": score.answerable,
        "best_match": score.best_match,
        "measures": measures,
        "outcomes": [[outcome.id, outcome.type, outcome.given] for outcome in score.outcomes],
        "shown": [[row.type, row.standing] for row in score.shown],
    }
    return json.dumps(row, ensure_ascii=False) + "\n"


def _write_ranked(
    files: Mapping[str, IO[str]], folder: RunFolder, question: Question, reply: Mapping[str, Any]
) -> None:
    for level, grades, ranked in (
        ("documents", question.relevant or {}, ranked_documents(reply)),
        ("passages", dict.fromkeys(reply["relevant_passages"], 1), ranked_passages(reply)),
    ):
        if grades:
            judged, found = folder.trec(level)
            files[judged.name].writelines(qrels_lines(question.id, grades))
            files[found.name].writelines(run_lines(question.id, ranked))
