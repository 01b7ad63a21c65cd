import json
import os
import re
import signal
import subprocess
import sys
import time
import tracemalloc
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from eval.asking import Asker, Target
from eval.errors import BadRun
from eval.eval_set import EvalSet, read_eval_set
from eval.gates import gates_of
from eval.journal import whole_rows
from eval.run_folder import RunFolder
from eval.running import ask_all, write_scores
from eval.totals import Totals
from service.answer import Answer, Ask
from service.documents import DocumentView
from tests.eval.towns_set import TARGET, answer_of, found_for, read, refusing, towns_set

RANKED = tuple(f"{kind}.{level}.txt" for kind in ("qrels", "run") for level in ("documents", "passages"))
SAME = ("answers.jsonl", "scores.jsonl", "metrics.json", "junit.xml", *RANKED)


def config_of(asked: EvalSet) -> dict[str, Any]:
    return {
        "set": {"name": asked.name, "questions": asked.count, "of": asked.count},
        "asked": "here",
        "code": {},
        "commit": None,
    }


def ran(asked: EvalSet, folder: Path, target: Target = TARGET, threads: int = 1, gates: tuple[str, ...] = ()) -> Totals:
    run = RunFolder(folder)
    ask_all(asked, target, run, config_of(asked), threads, lambda _: None)
    return write_scores(asked, run, gates_of(gates))


@pytest.fixture(scope="module")
def towns(tmp_path_factory: pytest.TempPathFactory) -> EvalSet:
    return read_eval_set(towns_set(tmp_path_factory.mktemp("sets"), 40))


def test_measures_of_a_whole_run_are_those_worked_by_hand(towns: EvalSet, tmp_path: Path) -> None:
    metrics = ran(towns, tmp_path / "run").metrics()
    assert metrics["mrr"] == 0.5
    assert metrics["hit@5"] == metrics["recall@10"] == metrics["passage.recall@100"] == 1.0
    assert metrics["answer.contains"] == metrics["answer.number"] == 1.0
    assert metrics["answer.exact"] == 0.0
    assert metrics["citation.true"] == metrics["citation.gold"] == metrics["citation.supported"] == 1.0
    assert metrics["refusal.precision"] == metrics["refusal.recall"] == metrics["refusal.auc"] == 1.0
    assert metrics["conflicts.false_alarms_per_100"] == metrics["conflicts.beyond"] == 0.0


def test_what_was_not_measured_is_not_there(towns: EvalSet, tmp_path: Path) -> None:
    metrics = json.loads((RunFolder(tmp_path / "run").metrics if ran(towns, tmp_path / "run") else Path()).read_text())
    assert "conflicts.recall" not in metrics
    assert "conflicts.precision" not in metrics
    assert None not in metrics.values()


def test_a_question_that_failed_has_the_worst_score_and_is_there(towns: EvalSet, tmp_path: Path) -> None:
    totals = ran(towns, tmp_path / "run", Target(refusing, found_for, read))
    rows = {row["id"]: row for row in RunFolder(tmp_path / "run").read_scores()}
    assert totals.questions == len(rows) == 40
    assert totals.failed == ["q2", "q12", "q22", "q32"]
    assert rows["q2"]["error"] == "too much about Corrie"
    assert {rows["q2"]["measures"][name] for name in ("ndcg@10", "answer.f1", "citation.true", "refusal.answered")} == {
        0.0
    }
    assert totals.metrics()["failed"] == 0.1
    assert totals.metrics()["hit@5"] == pytest.approx(28 / 32)
    assert totals.metrics()["refusal.auc"] < 1.0


def test_threads_change_nothing_of_what_is_written(towns: EvalSet, tmp_path: Path) -> None:
    ran(towns, tmp_path / "one")
    ran(towns, tmp_path / "four", threads=4)
    assert same_bytes(tmp_path / "one", tmp_path / "four")


def same_bytes(one: Path, other: Path) -> bool:
    return all((one / name).read_bytes() == (other / name).read_bytes() for name in SAME)


@pytest.mark.parametrize("torn", ["", '{"id":"q3","ques'])
def test_a_run_that_was_cut_off_ends_in_the_same_bytes(towns: EvalSet, tmp_path: Path, torn: str) -> None:
    ran(towns, tmp_path / "whole")
    ran(towns, tmp_path / "cut")
    answers = (tmp_path / "cut" / "answers.jsonl").read_text("utf-8").splitlines(keepends=True)
    (tmp_path / "cut" / "answers.jsonl").write_text("".join(answers[:3]) + torn, "utf-8")
    asked: list[str] = []

    def counted(ask: Ask) -> Answer:
        asked.append(ask.question)
        return answer_of(ask)

    ran(towns, tmp_path / "cut", Target(counted, found_for, read))
    assert len(asked) == 37
    assert same_bytes(tmp_path / "whole", tmp_path / "cut")


def test_a_folder_with_another_run_is_refused(towns: EvalSet, tmp_path: Path) -> None:
    ran(towns, tmp_path / "run")
    other = read_eval_set(towns_set(tmp_path, 39))
    with pytest.raises(BadRun, match="differs in set"):
        ran(other, tmp_path / "run")
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "letter.txt").write_text("Dear Ann", "utf-8")
    with pytest.raises(BadRun, match="something that is no run"):
        ran(towns, tmp_path / "papers")


def test_a_missed_gate_is_a_failure_for_continuous_integration(towns: EvalSet, tmp_path: Path) -> None:
    ran(
        towns, tmp_path / "run", Target(refusing, found_for, read), gates=("mrr=0.6", "hit@5=0.5", "conflicts.recall=1")
    )
    junit = (tmp_path / "run" / "junit.xml").read_text("utf-8")
    assert 'tests="43" failures="2" errors="4"' in junit
    assert "mrr is 0.4375, at least 0.6 was asked for" in junit
    assert "conflicts.recall was not measured (no question says which conflicts to find)" in junit
    assert '<error message="too much about Corrie"/>' in junit


def test_the_numbers_are_those_of_ir_measures_own_command(towns: EvalSet, tmp_path: Path) -> None:
    metrics = ran(towns, tmp_path / "run", Target(refusing, found_for, read)).metrics()
    names = {
        "nDCG@10": "ndcg@10",
        "R@10": "recall@10",
        "R@100": "recall@100",
        "RR": "mrr",
        "AP": "map",
        "Success@5": "hit@5",
    }
    for level, prefix in (("documents", ""), ("passages", "passage.")):
        qrels, run = RunFolder(tmp_path / "run").trec(level)
        command = [sys.executable, "-W", "ignore", "-m", "ir_measures", "-p", "6", str(qrels), str(run), *names]
        printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        told = dict(line.split("\t") for line in printed.splitlines())
        assert {name: float(told[name]) for name in names} == {
            name: pytest.approx(metrics[prefix + own], abs=1e-6) for name, own in names.items()
        }


def environment(home: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("CROSSCHECK_")}
    return kept | {"CROSSCHECK_MODEL": "hashing", "CROSSCHECK_CACHE": str(home), "CROSSCHECK_DATA": str(home / "data")}


def crosscheck(*arguments: str | Path, home: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "service.commands.main", *map(str, arguments)]
    return subprocess.Popen(command, env=environment(home), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def finished(process: subprocess.Popen[str], code: int = 0) -> str:
    out, err = process.communicate(timeout=300)
    assert process.returncode == code, err
    return out


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def whole(home: Path) -> tuple[Path, Path, str]:
    """A set, and a run of it over the real service in one go, with what that printed."""
    asked = towns_set(home, 150)
    printed = finished(crosscheck("eval", "run", asked, "--out", home / "whole", "--json", home=home))
    return asked, home / "whole", printed


def test_a_run_that_was_killed_ends_in_the_same_bytes(
    whole: tuple[Path, Path, str], tmp_path: Path, home: Path
) -> None:
    asked, before, _ = whole
    process = crosscheck("eval", "run", asked, "--out", tmp_path / "killed", home=home)
    answers = tmp_path / "killed" / "answers.jsonl"
    while whole_rows(answers) < 20:
        assert process.poll() is None
        time.sleep(0.005)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    assert 20 <= whole_rows(answers) < 150
    finished(crosscheck("eval", "run", asked, "--out", tmp_path / "killed", home=home))
    assert same_bytes(before, tmp_path / "killed")


@pytest.fixture
def interruptible() -> Iterator[None]:
    """A job that a shell started in the background ignores SIGINT, and so would every process that it starts."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("interruptible")
def test_a_run_that_was_interrupted_says_how_to_go_on(
    whole: tuple[Path, Path, str], tmp_path: Path, home: Path
) -> None:
    process = crosscheck("eval", "run", whole[0], "--out", tmp_path / "cut", home=home)
    while whole_rows(tmp_path / "cut" / "answers.jsonl") < 5:
        assert process.poll() is None
        time.sleep(0.005)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 1
    assert f"Interrupted. Go on with the same command and --out {tmp_path / 'cut'}" in err
    assert not (tmp_path / "cut" / "metrics.json").exists()


@pytest.fixture
def served(whole: tuple[Path, Path, str], home: Path) -> Iterator[str]:
    index = next((home / "eval").glob("towns-*")) / "data"
    with (home / "served.log").open("w+", encoding="utf-8") as log:
        command = [sys.executable, "-m", "service.commands.main", "serve", "--port", "0", "--data", str(index)]
        with subprocess.Popen(command, env=environment(home), stdout=log, stderr=log) as process:
            while not (found := re.search(r"http://[\d.:]+", (home / "served.log").read_text("utf-8"))):
                assert process.poll() is None
                time.sleep(0.05)
            yield found.group()
            process.terminate()


def test_a_run_over_http_is_the_run_in_process(
    whole: tuple[Path, Path, str], served: str, tmp_path: Path, home: Path
) -> None:
    asked, before, printed = whole
    over = finished(crosscheck("eval", "run", asked, "--url", served, "--out", tmp_path / "over", "--json", home=home))
    assert same_bytes(before, tmp_path / "over")
    clocked = ("latency.p50", "latency.p95", "latency.p99")
    one, other = json.loads(printed), json.loads(over)
    assert set(clocked) <= set(one)
    assert {name: one[name] for name in one if name not in clocked} == {n: other[n] for n in other if n not in clocked}


def test_memory_grows_by_a_few_numbers_a_question_and_not_by_its_reply(tmp_path: Path) -> None:
    peaks = [
        peak_of(read_eval_set(towns_set(tmp_path, number, name=f"of-{number}")), tmp_path) for number in (100, 500)
    ]
    assert peaks[1] - peaks[0] < 400 * 1_500  # a megabyte and a half for a thousand questions, at most


def peak_of(asked: EvalSet, folder: Path) -> int:
    tracemalloc.start()
    ran(asked, folder / f"run-{asked.name}")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak


def test_a_document_that_is_gone_makes_a_citation_false_and_a_span_unfound(towns: EvalSet) -> None:
    def gone(_: str) -> DocumentView:
        return read("none")

    row = Asker(Target(answer_of, found_for, gone)).reply_to(next(iter(towns.questions()))).row
    assert row["true"] == [False]
    assert row["relevant_passages"][0].startswith("mill 0#0-")
