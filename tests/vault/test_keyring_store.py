"""Tests of the real vault."""

from __future__ import annotations

import gc
import secrets
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing

import pytest

from deai_desktop.core.errors import VaultError
from deai_desktop.vault.keyring_store import KeyringStore
from deai_desktop.vault.secrets import SecretStore
from tests.contracts.secret_store import SecretStoreContract
from tests.fakes.secret_store import MemorySecretStore
from tests.fixtures_keyring import private_keyring, require_keyring

# keyring's Secret Service backend leaves its socket to the garbage collector when the vault is locked or gone.
leaves_a_socket = pytest.mark.filterwarnings("ignore:unclosed <socket:ResourceWarning")
only_linux = pytest.mark.skipif(sys.platform != "linux", reason="the Secret Service is Linux's vault")


@pytest.fixture
def garbage_collected() -> Iterator[None]:
    """Collect what a test left behind while that test's filter of warnings still counts."""
    yield
    gc.collect()


class TestFakeVault(SecretStoreContract):
    @pytest.fixture
    def store(self) -> SecretStore:
        return MemorySecretStore()


class TestRealVault(SecretStoreContract):
    @pytest.fixture
    def store(self, keyring_environment: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> SecretStore:
        for name, value in keyring_environment.items():
            monkeypatch.setenv(name, value)
        return KeyringStore(f"deai-desktop-test-{secrets.token_hex(4)}")

    def test_says_which_vault_it_is(self, store: SecretStore) -> None:
        assert store.description in {
            "Secret Service",
            "Windows Credential Manager",
            "macOS Keychain",
        }

    def test_another_process_finds_the_secret(self, store: SecretStore) -> None:
        service = repr(store).partition("'")[2].rpartition("'")[0]
        store.set("one", "shared")
        program = (
            "from deai_desktop.vault.keyring_store import KeyringStore\n"
            f"print(KeyringStore({service!r}).get('one'))"
        )
        try:
            answer = subprocess.run(
                [sys.executable, "-c", program], capture_output=True, check=True, text=True
            )
            assert answer.stdout.strip() == "shared"
        finally:
            store.delete("one")


@only_linux
def test_finds_the_secret_service_without_being_told(
    keyring_environment: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", keyring_environment["DBUS_SESSION_BUS_ADDRESS"])
    monkeypatch.delenv("PYTHON_KEYRING_BACKEND", raising=False)
    assert KeyringStore().description == "Secret Service"


@only_linux
@leaves_a_socket
@pytest.mark.usefixtures("garbage_collected")
def test_a_locked_vault_is_explained_without_the_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    require_keyring()
    import secretstorage

    with private_keyring() as environment:
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        store = KeyringStore()
        store.set("one", "hush-hush")
        with closing(secretstorage.dbus_init()) as bus:
            secretstorage.get_default_collection(bus).lock()
        for use in (
            lambda: store.get("one"),
            lambda: store.set("two", "hush-hush"),
            lambda: store.delete("one"),
        ):
            with pytest.raises(VaultError, match="locked") as caught:
                use()
            assert "hush-hush" not in repr(caught.value) + str(caught.value) + caught.value.hint
            assert caught.value.__context__ is None
        assert "hush-hush" not in repr(store) + repr(vars(store))


@only_linux
@leaves_a_socket
@pytest.mark.usefixtures("garbage_collected")
def test_a_vault_that_went_away_is_explained_and_found_again(monkeypatch: pytest.MonkeyPatch) -> None:
    require_keyring()
    store = KeyringStore()
    with private_keyring() as environment:
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        store.set("one", "1")
    with pytest.raises(VaultError):
        store.get("one")
    with private_keyring() as environment:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", environment["DBUS_SESSION_BUS_ADDRESS"])
        assert store.get("one") is None


@only_linux
def test_without_a_vault_the_hint_gives_two_ways_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PYTHON_KEYRING_BACKEND", raising=False)
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    store = KeyringStore()
    with pytest.raises(VaultError) as caught:
        store.set("one", "1")
    assert "dbus-run-session" in caught.value.hint
    assert "DEAI_API_KEY" in caught.value.hint
    assert store.description == "no credential vault"


@pytest.mark.parametrize(
    "backend",
    [
        "keyring.backends.null.Keyring",
        "keyring.backends.fail.Keyring",
        "tests.vault.plaintext_backend.PlaintextKeyring",
        "keyrings.alt.file.PlaintextKeyring",
        "nonsense",
        "",
    ],
)
def test_refuses_a_place_that_is_not_known_to_be_safe(backend: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", backend)
    store = KeyringStore()
    with pytest.raises(VaultError, match=r"not a credential vault|could not be looked up") as caught:
        store.set("one", "hush-hush")
    assert "DEAI_API_KEY" in caught.value.hint
    assert "hush-hush" not in str(caught.value)


def test_a_chain_never_leads_to_plain_text(
    keyring_environment: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from tests.vault.plaintext_backend import PlaintextKeyring

    for name, value in keyring_environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.chainer.ChainerBackend")
    store = KeyringStore(f"deai-desktop-test-{secrets.token_hex(4)}")
    store.set("one", "1")
    assert store.delete("one")
    assert PlaintextKeyring.written == []


def test_keyring_is_loaded_only_when_it_is_used() -> None:
    program = (
        "import sys, deai_desktop.vault.api_keys, deai_desktop.vault.keyring_store as k\nk.KeyringStore()\n"
    )
    program += "print('keyring' in sys.modules)"
    answer = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, text=True)
    assert answer.stdout.strip() == "False"
