"""Keys are kept as digests, shown once, and hold from the next request on."""

import json
import os
import stat
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from service.errors import InvalidKeyName, UnusableKeys
from service.http.app import create_app
from service.keys import Keys
from service.service import Service
from service.settings import Settings
from tests.service.towns import BRIDGE, EMBEDDER, store_of


@pytest.fixture
def keys(tmp_path: Path) -> Keys:
    return Keys(tmp_path)


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    service = Service(store_of(BRIDGE), EMBEDDER, tmp_path)
    with TestClient(create_app(service, None, Settings(data=tmp_path)), "http://127.0.0.1") as made:
        yield made


def bearing(secret: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {secret}"}


def test_a_key_is_found_by_its_secret_and_only_its_digest_is_kept(keys: Keys, tmp_path: Path) -> None:
    secret = keys.create("dashboard", "read")
    content = (tmp_path / "keys.json").read_text()
    assert secret not in content
    assert sha256(secret.encode()).hexdigest() in content
    found = keys.key_of(secret)
    assert found is not None
    assert (found.name, found.rights) == ("dashboard", "read")
    assert keys.key_of(secret[:-1]) is None
    assert keys.key_of("") is None
    assert keys.key_of("\udc80") is None


def test_a_secret_is_256_random_bits(keys: Keys) -> None:
    secrets = {keys.create(f"key{number}", "full") for number in range(5)}
    assert len(secrets) == 5
    assert all(secret.startswith("ck_") and len(secret) == 3 + 43 for secret in secrets)


def test_nobody_else_on_the_machine_may_read_the_file_of_keys(keys: Keys, tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        keys.create("one", "full")
        keys.create("two", "full")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "keys.json").stat().st_mode) == 0o600


def test_a_revoked_key_is_worth_nothing(keys: Keys) -> None:
    secret, other = keys.create("one", "full"), keys.create("two", "full")
    keys.revoke("one")
    assert keys.key_of(secret) is None
    assert keys.key_of(other) is not None


def test_what_another_process_creates_or_revokes_holds_at_once(keys: Keys, tmp_path: Path) -> None:
    elsewhere = Keys(tmp_path)
    secret = elsewhere.create("one", "full")
    assert keys.key_of(secret) is not None
    elsewhere.revoke("one")
    assert keys.key_of(secret) is None


def test_keys_that_are_created_at_once_are_all_kept(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as threads:
        secrets = list(threads.map(lambda number: Keys(tmp_path).create(f"key{number}", "full"), range(16)))
    assert len(Keys(tmp_path).kept()) == 16
    assert all(Keys(tmp_path).key_of(secret) for secret in secrets)


@pytest.mark.parametrize("name", ["", " ", "a b", "../x", "-x", "x" * 65, "ä"])
def test_a_name_that_is_none_is_refused(keys: Keys, name: str) -> None:
    with pytest.raises(InvalidKeyName, match="cannot name a key"):
        keys.create(name, "full")


def test_a_name_is_given_once_and_an_unknown_one_is_not_revoked(keys: Keys) -> None:
    keys.create("one", "full")
    with pytest.raises(InvalidKeyName, match="there is a key named one"):
        keys.create("one", "read")
    with pytest.raises(InvalidKeyName, match="no key is named two"):
        keys.revoke("two")


@pytest.mark.parametrize("content", ["", "{}", "[]", '{"keys": [{"name": "x"}]}', '{"keys": 7}', "\x00"])
def test_a_damaged_file_of_keys_lets_nobody_in(tmp_path: Path, client: TestClient, content: str) -> None:
    (tmp_path / "keys.json").write_text(content)
    with pytest.raises(UnusableKeys, match="create the keys again"):
        Keys(tmp_path).key_of("x")
    response = client.get("/v1/documents", headers=bearing("x"))
    assert (response.status_code, response.json()["title"]) == (503, "Keys unusable")


def test_a_first_key_closes_a_service_that_runs_and_its_holder_gets_in(client: TestClient, keys: Keys) -> None:
    assert client.get("/v1/documents").status_code == 200
    secret = keys.create("one", "full")
    assert client.get("/v1/documents").status_code == 401
    assert client.get("/metrics").status_code == 401
    assert client.get("/healthz").status_code == 200
    assert client.get("/v1/documents", headers=bearing(secret)).status_code == 200
    assert client.get("/metrics", headers=bearing(secret)).status_code == 200


def test_a_read_only_key_asks_searches_and_reads(client: TestClient, keys: Keys) -> None:
    headers = bearing(keys.create("reader", "read"))
    for path in ("/v1/ask", "/v1/search"):
        assert client.post(path, json={"question": "who closed the bridge?"}, headers=headers).status_code == 200
    assert client.get("/v1/documents/bridge.txt", headers=headers).status_code == 200


def test_a_read_only_key_changes_nothing(client: TestClient, keys: Keys) -> None:
    headers = bearing(keys.create("reader", "read"))
    added = client.post("/v1/documents", json={"documents": [{"text": "A new text."}]}, headers=headers)
    removed = client.delete("/v1/documents/bridge.txt", headers=headers)
    for response in (added, removed):
        assert response.status_code == 403
        assert response.headers["content-type"] == "application/problem+json"
        assert "the key reader may only read" in response.json()["detail"]
    rows = client.get("/v1/documents", headers=headers).json()["documents"]
    assert [row["id"] for row in rows] == ["bridge.txt"]


def test_the_environments_key_keeps_full_rights_beside_the_kept_ones(tmp_path: Path, keys: Keys) -> None:
    keys.create("reader", "read")
    service = Service(store_of(BRIDGE), EMBEDDER, tmp_path)
    with TestClient(create_app(service, "from the environment", Settings(data=tmp_path))) as client:
        headers = bearing("from the environment")
        assert client.delete("/v1/documents/bridge.txt", headers=headers).status_code == 204


def test_a_service_that_others_reach_stays_closed_when_its_last_key_is_revoked(tmp_path: Path, keys: Keys) -> None:
    keys.create("one", "full")
    service = Service(store_of(BRIDGE), EMBEDDER, tmp_path)
    with TestClient(create_app(service, None, Settings(data=tmp_path, host="0.0.0.0")), "http://127.0.0.1") as client:
        keys.revoke("one")
        assert json.loads(client.get("/v1/documents").text)["status"] == 401
