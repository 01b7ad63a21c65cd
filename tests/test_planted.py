"""The planted corpora asked of the real service: the bundled sample, and reworded pairs that are known to pass."""

from functools import cache
from pathlib import Path

import pytest

from eval.cases import case_in
from eval.sample import SAMPLE, CaseReport, answers_of, lines_of, report_on

REWORDINGS = Path(__file__).parent / "rewordings" / "development"
PASSING = (
    "algiers amman colombo dakar dushanbe gyor hanoi lagos luanda nairobi seoul tashkent ulaanbaatar windhoek"
).split()


@cache
def report_of(folder: Path) -> CaseReport:
    """What the service finds of the case in that folder; it is asked once for all tests."""
    case = case_in(folder)
    return report_on(case, *answers_of(case))


def test_all_planted_conflicts_of_the_sample_are_found_and_no_trap_is_paired() -> None:
    report = report_of(SAMPLE)
    assert report.passed, "\n".join(lines_of(report))
    assert len(report.judgement.found) == report.gold >= 16
    assert len(report.judgement.beyond) <= 1


@pytest.mark.parametrize("name", PASSING)
def test_a_reworded_pair_of_documents_shows_its_conflicts(name: str) -> None:
    report = report_of(REWORDINGS / name)
    assert report.passed, "\n".join(lines_of(report))


def test_reworded_pairs_set_hardly_anything_against_each_other_that_they_must_not() -> None:
    reports = [report_of(folder) for folder in sorted(REWORDINGS.iterdir())]
    assert len(reports) >= 20
    assert sum(len(report.judgement.forbidden) for report in reports) <= 2
    assert sum(len(report.judgement.beyond) for report in reports) <= len(reports) // 4
