import json
from pathlib import Path

import pytest

from eval.asking import Target
from eval.comparison import Comparison, compared
from eval.errors import UnlikeRuns
from eval.eval_set import read_eval_set
from eval.run_folder import RunFolder
from eval.significance import difference, holm
from service.commands.main import main
from tests.eval.test_running import ran
from tests.eval.towns_set import TARGET, refusing, towns_set

BAD_DAY = Target(refusing, TARGET.search, TARGET.read)


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    return runs_of(tmp_path_factory.mktemp("few"), 20)


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    return runs_of(tmp_path_factory.mktemp("many"), 200)


def runs_of(folder: Path, questions: int) -> tuple[Path, Path]:
    """Two runs of one set, in the second of which every question of one town in ten fails."""
    asked = read_eval_set(towns_set(folder, questions))
    ran(asked, folder / "a")
    ran(asked, folder / "b", BAD_DAY)
    return folder / "a", folder / "b"


def comparison_of(runs: tuple[Path, Path], *only: str) -> Comparison:
    return compared(RunFolder(runs[0]), RunFolder(runs[1]), in_common=False, only=only)


def left_by(*arguments: str | Path) -> int | str | None:
    with pytest.raises(SystemExit) as left:
        main([str(argument) for argument in ("eval", "compare", *arguments)])
    return left.value.code


def test_a_loss_on_many_questions_is_significant_and_fails(
    many: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    changes = {change.name: change for change in comparison_of(many).changes}
    assert (changes["hit@5"].verdict, changes["hit@5"].test) == ("worse", "McNemar, exact")
    assert (changes["mrr"].verdict, changes["mrr"].test) == ("worse", "permutation")
    assert changes["failed"].verdict == "worse"
    assert changes["failed"].difference == pytest.approx(0.1)
    assert len(changes["hit@5"].lost) == 20
    assert changes["hit@5"].won == ()
    assert changes["mrr"].low is not None
    assert changes["mrr"].high is not None
    assert changes["mrr"].low < changes["mrr"].difference < changes["mrr"].high < 0
    assert left_by(*many) == 1
    assert "hit@5 lost: q2, q12, q22 and 17 more" in capsys.readouterr().out


def test_the_same_loss_on_few_questions_is_not_and_passes(few: tuple[Path, Path]) -> None:
    changes = {change.name: change for change in comparison_of(few).changes}
    assert changes["hit@5"].difference < 0
    assert {change.verdict for change in changes.values()} <= {
        "no clear difference", "not judged", "not tested: of the whole set, or of the clock",
    }  # fmt: skip
    assert left_by(*few) == 0


def test_the_other_way_round_the_measures_are_better(many: tuple[Path, Path]) -> None:
    verdicts = {change.name: change.verdict for change in comparison_of((many[1], many[0])).changes}
    assert (verdicts["hit@5"], verdicts["failed"]) == ("better", "better")
    assert left_by(many[1], many[0]) == 0


def test_gates_are_of_the_second_run(many: tuple[Path, Path]) -> None:
    assert left_by(many[1], many[0], "--fail-under", "hit@5=1") == 0
    assert left_by(many[1], many[0], "--fail-under", "mrr=0.51") == 1
    assert left_by(many[1], many[0], "--fail-under", "speed=1") == 2
    assert left_by(*many, "--measure", "speed") == 2


def test_runs_of_other_questions_are_refused_or_cut_to_what_both_have(
    few: tuple[Path, Path], many: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(UnlikeRuns, match="give --common for the 20 questions that both have"):
        comparison_of((few[0], many[0]))
    assert left_by(few[0], many[0]) == 2
    assert left_by(few[0], many[0], "--common", "--json") == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["questions"], said["left_out"]) == (20, 180)


def test_a_folder_that_is_no_run_is_wrong_usage(few: tuple[Path, Path], tmp_path: Path) -> None:
    assert left_by(few[0], tmp_path) == 2


def test_the_same_runs_give_the_same_bytes(many: tuple[Path, Path]) -> None:
    assert comparison_of(many, "mrr") == comparison_of(many, "mrr")


def test_mcnemar_counts_only_the_questions_that_changed() -> None:
    before = [(1.0, 1.0)] * 6 + [(0.0, 1.0)] + [(1.0, 1.0)] * 9
    after = [(0.0, 1.0)] * 6 + [(1.0, 1.0)] + [(1.0, 1.0)] * 9
    found = difference(before, after, is_yes_no=True)
    assert found
    assert found.p == pytest.approx(2 * (1 + 7) / 2**7)
    assert (found.a, found.b) == (15 / 16, 10 / 16)


def test_three_questions_that_all_gain_could_be_chance_one_time_in_four() -> None:
    found = difference([(0.1, 1.0), (0.2, 1.0), (0.3, 1.0)], [(0.4, 1.0), (0.6, 1.0), (0.4, 1.0)], is_yes_no=False)
    assert found
    assert found.p == pytest.approx(2 / 2**3)
    assert [found.low, found.high] == pytest.approx([0.1, 0.4])


def test_ratios_are_of_sums_and_not_means_of_ratios() -> None:
    found = difference([(1.0, 1.0), (0.0, 9.0)], [(1.0, 1.0), (9.0, 9.0)], is_yes_no=False)
    assert found
    assert (found.a, found.b, found.p) == (0.1, 1.0, 1.0)


def test_nothing_that_counts_is_no_difference() -> None:
    assert difference([(0.0, 0.0)], [(0.0, 0.0)], is_yes_no=False) is None
    same = difference([(1.0, 1.0), (0.0, 1.0)], [(1.0, 1.0), (0.0, 1.0)], is_yes_no=False)
    assert same
    assert (same.low, same.high, same.p) == (0.0, 0.0, 1.0)


def test_holm_adjusts_each_for_those_that_are_left() -> None:
    assert holm([0.01, 0.04, 0.03]) == pytest.approx([0.03, 0.06, 0.06])
    assert holm([0.5, 0.9]) == [1.0, 1.0]
