"""Tests of the choice between vaults."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from deai_desktop.core.errors import VaultError
from deai_desktop.core.paths import HOME_VARIABLE, Paths
from deai_desktop.vault.choose import FirstWorkingStore, choose_vault
from deai_desktop.vault.helper_store import HELPER_VARIABLE
from deai_desktop.vault.secrets import NoVaultError, SecretStore
from deai_desktop.vault.vault_key import PASSPHRASE_VARIABLE
from tests.contracts.secret_store import SecretStoreContract
from tests.fakes.secret_store import MemorySecretStore


class Missing(MemorySecretStore):
    """A kind of vault that is not set up here."""

    def __init__(self, error: VaultError) -> None:
        super().__init__()
        self.error = error

    def check(self) -> None:
        raise self.error


class TestFirstOfTwo(SecretStoreContract):
    @pytest.fixture
    def store(self) -> SecretStore:
        return FirstWorkingStore([Missing(NoVaultError("none")), MemorySecretStore(), MemorySecretStore()])


def test_the_first_that_works_is_written_to() -> None:
    first, second = MemorySecretStore(), MemorySecretStore()
    FirstWorkingStore([first, second]).set("one", "1")
    assert (first.secrets, second.secrets) == ({"one": "1"}, {})


def test_what_an_earlier_start_put_elsewhere_is_found_and_removed() -> None:
    system, file = MemorySecretStore(), MemorySecretStore()
    system.is_locked = True
    FirstWorkingStore([system, file]).set("one", "1")
    system.is_locked = False
    later = FirstWorkingStore([system, file])
    assert later.get("one") == "1"
    assert later.delete("one")
    assert file.secrets == {}


def test_a_vault_that_comes_later_is_found() -> None:
    system = MemorySecretStore()
    system.is_locked = True
    store = FirstWorkingStore([system])
    with pytest.raises(VaultError):
        store.set("one", "1")
    assert store.description == "no credential vault"
    system.is_locked = False
    store.set("one", "1")
    assert system.secrets == {"one": "1"}


def test_the_error_is_of_what_was_set_up() -> None:
    absent, broken = Missing(NoVaultError("no desktop")), Missing(VaultError("wrong passphrase"))
    with pytest.raises(VaultError, match="wrong passphrase"):
        FirstWorkingStore([absent, broken]).check()
    with pytest.raises(NoVaultError) as caught:
        FirstWorkingStore([absent, Missing(NoVaultError("no file"))]).check()
    assert PASSPHRASE_VARIABLE in caught.value.hint
    assert "DEAI_API_KEY" in caught.value.hint


def test_a_passphrase_that_was_given_comes_before_the_systems_vault(
    tmp_path: Path, keyring_environment: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in keyring_environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv(PASSPHRASE_VARIABLE, raising=False)
    assert not choose_vault(Paths.below(tmp_path)).description.startswith("encrypted")
    passphrase = tmp_path / "passphrase"
    passphrase.write_text("a passphrase for tests\n")
    passphrase.chmod(0o600)
    monkeypatch.setenv(PASSPHRASE_VARIABLE, str(passphrase))
    assert choose_vault(Paths.below(tmp_path)).description.startswith("encrypted")


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the system always has a vault")
def test_a_server_keeps_them_in_the_encrypted_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (HELPER_VARIABLE, "PYTHON_KEYRING_BACKEND", "DBUS_SESSION_BUS_ADDRESS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    paths = Paths.below(tmp_path)
    with pytest.raises(VaultError, match="no credential vault that is running") as caught:
        choose_vault(paths).check()
    assert PASSPHRASE_VARIABLE in caught.value.hint
    passphrase = tmp_path / "passphrase"
    passphrase.write_text("a passphrase for tests\n")
    passphrase.chmod(0o600)
    monkeypatch.setenv(PASSPHRASE_VARIABLE, str(passphrase))
    store = choose_vault(paths)
    assert store.description == f"encrypted file {paths.data / 'secrets.deai-vault'}"
    store.set("one", "1")
    environment = os.environ | {HOME_VARIABLE: str(tmp_path)}
    program = (
        "from deai_desktop.vault.choose import choose_vault as c\nfrom deai_desktop.core.paths import Paths\n"
    )
    program += "print(c(Paths.default()).get('one'))"
    other = subprocess.run(
        [sys.executable, "-c", program], env=environment, capture_output=True, check=True, text=True
    )
    assert other.stdout.strip() == "1"
