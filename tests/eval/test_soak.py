"""The load of the soak: what it counts as an error, and how it tells whether memory grew."""

import json
import time

import pytest

from eval.benchmarks.soak import CLIENTS, WRONG, Load, report, thirds_of
from index.hashing import HashingEmbedder
from service.composition import open_service
from service.http.app import create_app
from service.settings import Settings
from tests.service.serving import served


@pytest.mark.parametrize(
    ("samples", "thirds"),
    [
        ([100.0] * 9, (100, 100, 100)),
        ([10, 50, 60, 100, 100, 900, 110, 111, 112], (50, 100, 111)),
        ([1, 2, 3, 4], (1, 2.5, 4)),
        ([7.0], (7, 7, 7)),
    ],
)
def test_a_third_of_the_time_has_the_memory_of_its_middle_sample(
    samples: list[float], thirds: tuple[float, float, float]
) -> None:
    assert thirds_of(samples) == thirds


@pytest.mark.parametrize(("samples", "well"), [(8, True), (400, False)])
def test_growing_memory_is_held_against_a_service_once_its_caches_are_full(samples: int, well: bool) -> None:
    growing = [100.0 + each for each in range(samples)]
    assert report(Load(1, []), growing)[1] is well


@pytest.mark.parametrize(("last", "well"), [(104.0, True), (106.0, False)])
def test_memory_that_fills_in_the_first_third_and_stays_is_flat(last: float, well: bool) -> None:
    samples = [10.0 + each for each in range(90)] + [100.0] * 210 + [last] * 150
    text, is_well = report(Load(1, []), samples)
    assert is_well is well
    assert f"100.0 and {last} MB, last against middle +{last - 100}%" in text


def test_a_sound_service_passes_under_all_kinds_of_load(tmp_path_factory: pytest.TempPathFactory) -> None:
    settings = Settings(data=tmp_path_factory.mktemp("soak"), model=HashingEmbedder().name.partition("/")[0])
    with open_service(settings) as service, served(create_app(service, None, settings), settings) as port:
        load = Load(port, ["what did the Kestrel Line cost?"])
        with load.running():
            while any(len(tally.seconds) < 12 for tally in load.tallies.values()):
                time.sleep(0.05)
        assert service.info().documents == 0  # whatever was added was removed again
    text, well = report(load, [100.0] * 8)
    assert well, text
    assert [line.split()[0] for line in text.splitlines()[1 : 1 + len(CLIENTS)]] == [
        name.split()[0] for name in CLIENTS
    ]
    assert set(load.tallies["wrong"].statuses) <= {404, 405, 422}


def test_a_service_that_answers_otherwise_than_expected_fails(tmp_path_factory: pytest.TempPathFactory) -> None:
    settings = Settings(data=tmp_path_factory.mktemp("soak"), model="hashing")
    with open_service(settings) as service, served(create_app(service, "a key", settings), settings) as port:
        load = Load(port, ["why?"])
        with load.running():
            while len(load.tallies["ask"].seconds) < 2:
                time.sleep(0.05)
    text, well = report(load, [100.0] * 8)
    assert not well
    assert "POST /v1/ask: 401" in text


def test_the_wrong_requests_are_wrong_in_ways_that_the_service_names() -> None:
    assert {method for method, _, _ in WRONG} == {"POST", "GET", "DELETE", "PATCH"}
    assert sum(1 for _, _, body in WRONG if body and body != "{" and json.loads(body)) >= 4
