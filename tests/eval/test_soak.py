"""The load of the soak: what it counts as an error, and how it tells whether memory grew."""

import json
import time

import pytest

from eval.benchmarks.soak import CLIENTS, WRONG, Load, growth_of, report
from index.hashing import HashingEmbedder
from service.composition import open_service
from service.http.app import create_app
from service.settings import Settings
from tests.service.serving import served


@pytest.mark.parametrize(
    ("samples", "growth"),
    [([100.0] * 8, 0.0), ([50, 100, 100, 100, 100, 110, 110, 110], 0.1), ([90, 100, 95, 50], -0.5), ([7.0], 0.0)],
)
def test_memory_that_grew_is_the_last_quarter_against_the_second(samples: list[float], growth: float) -> None:
    assert growth_of(samples) == pytest.approx(growth)


@pytest.mark.parametrize(("samples", "well"), [(8, True), (400, False)])
def test_growing_memory_is_held_against_a_service_once_its_caches_are_full(samples: int, well: bool) -> None:
    growing = [100.0 + each for each in range(samples)]
    assert report(Load(1, []), growing)[1] is well


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
