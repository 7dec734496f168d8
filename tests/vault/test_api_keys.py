"""Tests of the keys of the local API."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest

from deai_desktop.core.errors import ConflictError, InvalidInputError, NotFoundError, StorageError, VaultError
from deai_desktop.storage.database import Database
from deai_desktop.vault.api_keys import ApiKeys, Scope
from tests.fakes.secret_store import MemorySecretStore


@dataclass
class Clock:
    """A clock that goes only when told."""

    now: float = 1000.0

    def __call__(self) -> float:
        return self.now


class StubbornStore(MemorySecretStore):
    """A vault that keeps a secret and then claims that it failed."""

    def set(self, name: str, value: str) -> None:
        super().set(name, value)
        raise VaultError("The vault changed its mind.")


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with Database(tmp_path / "deai.sqlite3") as database:
        yield database


@pytest.fixture
def vault() -> MemorySecretStore:
    return MemorySecretStore()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def keys(database: Database, vault: MemorySecretStore, clock: Clock) -> ApiKeys:
    return ApiKeys(database, vault, clock=clock)


def rows(database: Database) -> list[sqlite3.Row]:
    with database.read() as connection:
        return connection.execute("SELECT * FROM api_keys").fetchall()


def test_a_new_key_opens_the_door(keys: ApiKeys) -> None:
    record, key = keys.create("Editor", Scope.INFERENCE)
    assert key.startswith("deai-")
    assert len(key) == len("deai-") + 43
    found = keys.check(key)
    assert found is not None
    assert (found.id, found.name, found.scope, found.usable) == (record.id, "Editor", Scope.INFERENCE, True)


def test_the_scope_is_kept_over_a_restart(
    keys: ApiKeys, database: Database, vault: MemorySecretStore
) -> None:
    _, key = keys.create("Phone", Scope.FULL)
    found = ApiKeys(database, vault).check(key)
    assert found is not None
    assert found.scope is Scope.FULL


def test_the_key_itself_lies_in_the_vault_and_nowhere_else(
    keys: ApiKeys, database: Database, vault: MemorySecretStore, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        record, key = keys.create("Editor", Scope.FULL)
        keys.check(key)
    assert vault.secrets == {f"api-key/{record.id}": key}
    database.close()
    assert key.encode() not in database.path.read_bytes()
    assert key not in caplog.text + repr(record) + repr(vars(keys))


@pytest.mark.parametrize("wrong", ["", "deai-", "deai-" + "x" * 43, "x" * 5000, "\ud800", "clé"])
def test_another_key_does_not(keys: ApiKeys, wrong: str) -> None:
    keys.create("Editor", Scope.FULL)
    assert keys.check(wrong) is None


def test_a_request_asks_the_vault_only_the_first_time(
    keys: ApiKeys, database: Database, vault: MemorySecretStore
) -> None:
    made = [keys.create(f"Key {number}", Scope.FULL)[1] for number in range(3)]
    later = ApiKeys(database, vault)
    vault.reads = 0
    assert all(later.check(key) for key in made * 5)
    assert vault.reads == 3


def test_without_any_key_the_vault_is_left_alone(keys: ApiKeys, vault: MemorySecretStore) -> None:
    vault.is_locked = True
    assert keys.check("deai-something") is None
    assert keys.list() == ()


def test_lists_the_oldest_first(keys: ApiKeys, clock: Clock) -> None:
    for name in ("b", "a", "c"):
        keys.create(name, Scope.FULL)
        clock.now += 1
    assert [key.name for key in keys.list()] == ["b", "a", "c"]


@pytest.mark.parametrize("by", ["name", "id", "beginning"])
def test_a_revoked_key_stops_working_at_once(keys: ApiKeys, vault: MemorySecretStore, by: str) -> None:
    record, key = keys.create("Editor", Scope.FULL)
    assert keys.check(key)
    revoked = keys.revoke({"name": record.name, "id": record.id, "beginning": record.id[:6]}[by])
    assert (revoked.id, revoked.usable) == (record.id, False)
    assert keys.check(key) is None
    assert keys.list() == ()
    assert vault.secrets == {}


def test_revoking_works_without_the_vault(
    keys: ApiKeys, database: Database, vault: MemorySecretStore, caplog: pytest.LogCaptureFixture
) -> None:
    _, key = keys.create("Editor", Scope.FULL)
    vault.is_locked = True
    keys.revoke("Editor")
    assert keys.check(key) is None
    vault.is_locked = False
    assert ApiKeys(database, vault).check(key) is None
    assert "stays in the vault" in caplog.text


def test_refuses_to_guess_which_key_is_meant(keys: ApiKeys, database: Database) -> None:
    for number in (1, 2):
        with database.write() as connection:
            connection.execute(
                "INSERT INTO api_keys (id, name, scope, created_at) VALUES (?, ?, 'full', 1)",
                (f"abc{number}", f"Key {number}"),
            )
    with pytest.raises(ConflictError):
        keys.revoke("abc")
    with pytest.raises(NotFoundError):
        keys.revoke("")
    with pytest.raises(NotFoundError) as caught:
        keys.revoke("deai-a-whole-key-pasted-here")
    assert "pasted" not in str(caught.value)
    assert keys.revoke("abc1").name == "Key 1"


def test_a_name_is_given_once(keys: ApiKeys) -> None:
    keys.create("  My \n Editor ", Scope.FULL)
    with pytest.raises(ConflictError, match="My Editor"):
        keys.create("My Editor", Scope.FULL)
    assert len(keys.list()) == 1


@pytest.mark.parametrize("name", ["", " ", "x" * 101, "a\0b", "environment", "Environment", "\ud800"])
def test_refuses_names_that_people_could_not_use(keys: ApiKeys, name: str) -> None:
    with pytest.raises(InvalidInputError):
        keys.create(name, Scope.FULL)


@pytest.mark.parametrize("kind", [MemorySecretStore, StubbornStore])
def test_a_failing_vault_leaves_no_half_of_a_key(database: Database, kind: type[MemorySecretStore]) -> None:
    vault = kind()
    vault.is_locked = kind is MemorySecretStore
    keys = ApiKeys(database, vault)
    with pytest.raises(VaultError):
        keys.create("Editor", Scope.FULL)
    assert rows(database) == []
    assert vault.secrets == {}
    assert keys.list() == ()


def test_a_failing_database_leaves_no_half_of_a_key(
    keys: ApiKeys, database: Database, vault: MemorySecretStore
) -> None:
    database.close()
    with pytest.raises(StorageError):
        keys.create("Editor", Scope.FULL)
    assert vault.secrets == {}


def test_a_key_whose_secret_has_vanished_is_listed_as_unusable(
    keys: ApiKeys, database: Database, vault: MemorySecretStore
) -> None:
    _, lost = keys.create("Lost", Scope.FULL)
    _, kept = keys.create("Kept", Scope.FULL)
    vault.delete(next(name for name, value in vault.secrets.items() if value == lost))
    later = ApiKeys(database, vault)
    assert {key.name: key.usable for key in later.list()} == {"Lost": False, "Kept": True}
    assert later.check(lost) is None
    assert later.check(kept)


def test_a_missing_vault_is_warned_of_once_and_looked_for_again(
    keys: ApiKeys,
    database: Database,
    vault: MemorySecretStore,
    clock: Clock,
    caplog: pytest.LogCaptureFixture,
) -> None:
    _, key = keys.create("Editor", Scope.FULL)
    vault.is_locked = True
    later = ApiKeys(database, vault, clock=clock)
    assert later.check(key) is None
    assert [one.usable for one in later.list()] == [False]
    clock.now += 61
    assert later.check(key) is None
    assert len(caplog.records) == 1
    vault.is_locked = False
    assert later.check(key) is None
    clock.now += 61
    assert later.check(key)
    assert [one.usable for one in later.list()] == [True]


def test_a_key_made_while_others_can_not_be_read_works(
    keys: ApiKeys, database: Database, vault: MemorySecretStore, clock: Clock
) -> None:
    keys.create("Old", Scope.FULL)
    vault.is_locked = True
    later = ApiKeys(database, vault, clock=clock)
    assert later.check("deai-x") is None
    vault.is_locked = False
    _, key = later.create("New", Scope.FULL)
    assert later.check(key)
    assert {one.name: one.usable for one in later.list()} == {"Old": True, "New": True}


def test_the_last_use_is_written_at_most_once_a_minute(
    keys: ApiKeys, database: Database, clock: Clock
) -> None:
    _, key = keys.create("Editor", Scope.FULL)
    written = []
    for passed in (0, 30, 29, 1, 10):
        clock.now += passed
        assert keys.check(key)
        written.append(rows(database)[0]["last_used_at"])
    assert written == [1000, 1000, 1000, 1060, 1060]
    assert keys.list()[0].last_used_at == 1060


def test_a_use_that_can_not_be_written_down_refuses_nobody(
    keys: ApiKeys, database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    _, key = keys.create("Editor", Scope.FULL)
    keys.list()
    database.close()
    assert keys.check(key)
    assert "could not be written down" in caplog.text


def test_the_key_from_the_environment_may_infer_and_is_never_stored(
    database: Database, vault: MemorySecretStore
) -> None:
    vault.is_locked = True
    keys = ApiKeys(database, vault, environment_key="sixteen-letters!")
    found = keys.check("sixteen-letters!")
    assert found is not None
    assert (found.name, found.scope) == ("environment", Scope.INFERENCE)
    assert keys.check("sixteen-letters?") is None
    assert [key.name for key in keys.list()] == ["environment"]
    assert rows(database) == []
    with pytest.raises(ConflictError, match="DEAI_API_KEY"):
        keys.revoke("environment")


@pytest.mark.parametrize(
    "key", ["", "fifteen-letters", "with spaces inside it", "schlüsselschlüssel", "x" * 1001]
)
def test_refuses_a_weak_key_from_the_environment_without_repeating_it(
    database: Database, vault: MemorySecretStore, key: str
) -> None:
    with pytest.raises(InvalidInputError) as caught:
        ApiKeys(database, vault, environment_key=key)
    assert not key or key not in f"{caught.value} {caught.value.hint}"


def test_many_threads_may_check_and_revoke(keys: ApiKeys) -> None:
    made = [keys.create(f"Key {number}", Scope.FULL) for number in range(8)]

    def use(index: int) -> None:
        record, key = made[index]
        assert keys.check(key)
        keys.revoke(record.id)
        assert keys.check(key) is None

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(use, range(8)))
    assert keys.list() == ()
