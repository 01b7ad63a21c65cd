"""The API does what its description says: requests made from it meet no fault, and no status that it does not name."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from service.composition import open_service
from service.http.app import create_app
from service.settings import Settings
from tests.service.serving import served

PHASES = {None: ("examples,coverage,fuzzing,stateful", 20), "a long key": ("examples,fuzzing", 5)}
"""What a stranger sends to a service that wants this key, and how many random requests for each operation, beside the
description's examples and all that its limits suggest. Where a key is wanted each is refused alike, so few show it.
"""
LEFT_OUT = "positive_data_acceptance"
"""The description cannot say which dates exist and which texts are blank or half of a surrogate pair: those are 422."""


@pytest.fixture(params=list(PHASES))
def address(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[str, str | None]]:
    """A service, and the key that it wants."""
    settings = Settings(data=tmp_path, model="hashing", api_key=request.param)
    with open_service(settings) as service, served(create_app(service, request.param, settings), settings) as port:
        yield f"http://127.0.0.1:{port}", request.param


def schemathesis(address: str, phases: str, examples: int) -> subprocess.CompletedProcess[str]:
    options = [f"--phases={phases}", f"--max-examples={examples}", "--generation-deterministic", "--no-color"]
    command = [str(Path(sys.executable).with_name("schemathesis")), "run", f"{address}/openapi.json", *options]
    return subprocess.run(
        [*command, f"--exclude-checks={LEFT_OUT}"], capture_output=True, text=True, check=False, timeout=300
    )


def test_no_request_made_from_the_description_meets_a_fault_or_an_undocumented_status(
    address: tuple[str, str | None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    url, key = address
    ran = schemathesis(url, *PHASES[key])
    assert ran.returncode == 0, ran.stdout[-8_000:] + ran.stderr[-2_000:]
