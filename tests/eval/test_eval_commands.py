"""`crosscheck eval` as it is typed."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from service.commands.main import main
from tests.eval.towns_set import towns_set

Typed = Callable[..., tuple[int | str | None, str, str]]


@pytest.fixture
def typed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Typed:
    monkeypatch.setenv("CROSSCHECK_MODEL", "hashing")
    monkeypatch.setenv("CROSSCHECK_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("CROSSCHECK_DATA", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)

    def leave(*arguments: str | Path) -> tuple[int | str | None, str, str]:
        with pytest.raises(SystemExit) as left:
            main(["eval", *map(str, arguments)])
        return left.value.code, *capsys.readouterr()

    return leave


def test_json_is_all_that_is_printed_and_names_only_what_was_measured(typed: Typed, tmp_path: Path) -> None:
    code, out, err = typed("run", towns_set(tmp_path, 12), "--json", "--limit", "10")
    metrics = json.loads(out)
    assert code == 0
    assert {"ndcg@10", "refusal.recall", "conflicts.false_alarms_per_100", "latency.p95", "failed"} <= set(metrics)
    assert "conflicts.recall" not in metrics
    assert all(isinstance(value, float | int) for value in metrics.values())
    assert "10 questions, 0 failed: runs/towns-" in err


def test_a_finished_run_is_shown_again_with_reasons_for_what_is_missing(typed: Typed, tmp_path: Path) -> None:
    _, printed, _ = typed("run", towns_set(tmp_path, 5), "--out", tmp_path / "run")
    code, shown, _ = typed("show", tmp_path / "run")
    assert code == 0
    assert printed in shown
    assert "conflicts.recall                                 -  not measured: no question says which" in shown
    assert typed("run", tmp_path / "towns", "--out", tmp_path / "run")[1] == printed


def test_a_run_goes_over_what_is_kept_elsewhere_when_told_so(typed: Typed, tmp_path: Path) -> None:
    asked = towns_set(tmp_path, 5)
    code, _, err = typed("run", asked, "--data", tmp_path / "nothing")
    assert code == 1
    assert "nothing is kept in" in err
    main_add(tmp_path / "other", asked / "corpus.jsonl")
    assert typed("run", asked, "--data", tmp_path / "other")[0] == 0
    assert not (tmp_path / "cache" / "eval").exists()


def main_add(data: Path, corpus: Path) -> None:
    with pytest.raises(SystemExit):
        main(["add", str(corpus), "--data", str(data)])


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("run", "no-such-set"), "no folder and none of the sets that come along"),
        (("run", "bad"), "questions.jsonl:1: question is missing"),
        (("run", "good", "--fail-under", "speed=1"), "there is no measure"),
        (("run", "good", "--fail-under", "mrr=fast"), "expected a number"),
        (("run", "good", "--url", "http://127.0.0.1:1", "--data", "x"), "leave out --data"),
        (("run", "good", "--index", "good"), "no index of a set"),
        (("show", "good"), "is no run"),
    ],
)
def test_what_cannot_be_used_is_wrong_usage(
    typed: Typed, tmp_path: Path, arguments: tuple[str, ...], told: str
) -> None:
    towns_set(tmp_path, 2, name="good")
    (tmp_path / "bad").mkdir()
    (tmp_path / "bad" / "questions.jsonl").write_text('{"id": 1}\n', "utf-8")
    code, out, err = typed(*arguments)
    assert (code, out) == (2, "")
    assert told in " ".join(err.replace("│", " ").split())


def test_an_unfinished_run_is_not_shown(typed: Typed, tmp_path: Path) -> None:
    typed("run", towns_set(tmp_path, 2), "--out", tmp_path / "run")
    (tmp_path / "run" / "metrics.json").unlink()
    code, _, err = typed("show", tmp_path / "run")
    assert code == 2
    assert "was not finished: go on with crosscheck eval run SET --out" in err
