"""The journal: what is noted once, who works on it, in which order, and what is kept how long."""

import stat
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from service.slack.errors import ForeignJournal
from service.slack.incoming import Place, Posed
from service.slack.journal import KEPT_S, Counts, Journal

PLACE = Place("C1", "10.1", "10.1")
POSED = Posed("Ev1", "message", PLACE, "U1", "why?")


class Clock:
    """Time that passes when it is told to."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def two(tmp_path: Path, clock: Clock) -> Iterator[tuple[Journal, Journal]]:
    """Two workers' views of one file."""
    one, other = (Journal(tmp_path / "state" / "slack.db", name, 30.0, clock) for name in ("one", "other"))
    yield one, other
    one.close()
    other.close()


def test_a_question_is_noted_once_by_its_event_and_by_its_message(two: tuple[Journal, Journal]) -> None:
    one, other = two
    assert one.note(POSED)
    assert not other.note(POSED)
    assert not other.note(replace(POSED, event="Ev2"))
    assert not other.note(replace(POSED, place=Place("C1", "10.2", "10.1")))
    assert one.counts() == Counts(1, 0, 0)


def test_one_worker_claims_it_until_the_lease_runs_out(two: tuple[Journal, Journal], clock: Clock) -> None:
    one, other = two
    one.note(POSED)
    row = one.claim()
    assert row is not None
    assert row.posed == POSED
    assert other.claim() is None
    clock.now += 20
    one.prolong()
    clock.now += 20
    assert other.claim() is None
    clock.now += 11
    taken = other.claim()
    assert taken is not None
    assert (taken.id, taken.attempts) == (row.id, 1)
    assert not one.begin_posting(row, None)
    assert not one.done(row, "10.9")
    assert other.begin_posting(taken, None)
    assert other.done(taken, "10.9")
    assert other.row(row.id) == replace(taken, state="done", posted="10.9", attempts=2)


def test_questions_of_one_thread_wait_for_each_other_and_others_do_not(two: tuple[Journal, Journal]) -> None:
    one, _ = two
    one.note(POSED)
    one.note(replace(POSED, event="Ev2", place=Place("C1", "10.2", "10.1")))
    one.note(replace(POSED, event="Ev3", place=Place("C2", "10.1", "10.1")))
    first, second = one.claim(), one.claim()
    assert first is not None
    assert second is not None
    assert (first.posed.event, second.posed.event) == ("Ev1", "Ev3")
    assert one.claim() is None
    one.fail(first)
    third = one.claim()
    assert third is not None
    assert third.posed.event == "Ev2"


def test_a_question_put_off_comes_when_it_is_due_and_all_at_once_when_the_service_is_back(
    two: tuple[Journal, Journal], clock: Clock
) -> None:
    one, _ = two
    one.note(POSED)
    row = one.claim()
    assert row is not None
    assert one.tell(row)
    assert not one.tell(row)
    one.defer(row, 60, "waiting")
    assert one.claim() is None
    one.recall()
    again = one.claim()
    assert again is not None
    assert again.told
    one.defer(again, 60, "waiting")
    clock.now += 61
    assert one.claim() is not None


def test_what_a_worker_that_leaves_had_in_hand_is_free_at_once(two: tuple[Journal, Journal]) -> None:
    one, other = two
    one.note(POSED)
    assert one.claim() is not None
    one.release()
    assert other.claim() is not None


def test_an_untagged_reply_counts_in_the_bots_threads_only_and_only_behind_the_mention(
    two: tuple[Journal, Journal],
) -> None:
    one, other = two
    early = Posed("Ev5", "message", Place("C1", "10.05", "10.0"), "U2", "is it warm?", addressed=False)
    late = Posed("Ev6", "message", Place("C1", "10.20", "10.0"), "U2", "and who says so?", addressed=False)
    assert not one.note(early)
    assert not other.note(late)
    assert one.note(replace(POSED, place=Place("C1", "10.10", "10.0")))
    assert one.counts().waiting == 2
    assert not one.note(late)
    assert one.note(replace(late, event="Ev7", place=Place("C1", "10.30", "10.0")))


def test_what_was_answered_long_ago_is_forgotten_and_what_waits_is_not(
    two: tuple[Journal, Journal], clock: Clock
) -> None:
    one, _ = two
    one.note(POSED)
    row = one.claim()
    assert row is not None
    one.done(row, None)
    one.vote(row.id, "U1", useful=True)
    one.note(replace(POSED, event="Ev2", place=Place("C2", "10.1", "10.1")))
    clock.now += KEPT_S + 1
    one.prune()
    assert one.row(row.id) is None
    assert one.votes(row.id) == {}
    assert one.counts() == Counts(1, 0, 0)


def test_a_journal_is_one_apps_and_for_its_user_only(two: tuple[Journal, Journal], tmp_path: Path) -> None:
    one, other = two
    one.belong_to("T1", "U1")
    other.belong_to("T1", "U1")
    with pytest.raises(ForeignJournal, match="name another file with CROSSCHECK_SLACK_STATE"):
        other.belong_to("T1", "U2")
    assert stat.S_IMODE((tmp_path / "state" / "slack.db").stat().st_mode) == 0o600
