"""Tests of the credential helper: the protocol, against a fake ``deai.exe`` and against the real program."""

from __future__ import annotations

import io
import json
import os
import secrets
import stat
import sys
from pathlib import Path
from typing import Any

import pytest

from deai_desktop.core.errors import InvalidInputError, VaultError
from deai_desktop.vault.helper import run_helper
from deai_desktop.vault.helper_store import HELPER_VARIABLE, WindowsHelperStore
from deai_desktop.vault.secrets import NoVaultError, SecretStore
from tests.contracts.secret_store import SecretStoreContract
from tests.fakes.secret_store import MemorySecretStore

FAKE = Path(__file__).parent.parent / "fakes" / "vault_helper.py"
needs_scripts = pytest.mark.skipif(os.name != "posix", reason="Windows starts no scripts")


def fake_program(folder: Path) -> Path:
    """Make a ``deai.exe`` that keeps secrets in a file of this folder."""
    program = folder / "deai.exe"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" "{FAKE}" "{folder / "kept.json"}" "$@"\n')
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    return program


@needs_scripts
class TestFakeHelper(SecretStoreContract):
    @pytest.fixture
    def store(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SecretStore:
        monkeypatch.setenv(HELPER_VARIABLE, str(fake_program(tmp_path)))
        return WindowsHelperStore()

    def test_secrets_are_never_arguments(self, store: SecretStore, tmp_path: Path) -> None:
        store.set("one", "hush-hush")
        store.get("one")
        arguments = (tmp_path / "kept.json.arguments").read_text()
        assert "vault-helper set" in arguments
        assert "hush-hush" not in arguments

    def test_says_through_what_it_keeps_them(self, store: SecretStore) -> None:
        assert store.description == "Fake Credential Manager (through WSL)"


class TestRealHelper(SecretStoreContract):
    """The program itself, in front of a real vault."""

    @pytest.fixture
    def store(self, keyring_environment: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> SecretStore:
        for name, value in keyring_environment.items():
            monkeypatch.setenv(name, value)
        command = [sys.executable, "-m", "deai_desktop"]
        return WindowsHelperStore(lambda: command, f"test-{secrets.token_hex(4)}")

    def test_passes_the_name_of_the_vault_on(self, store: SecretStore) -> None:
        assert store.description in {
            "Secret Service (through WSL)",
            "Windows Credential Manager (through WSL)",
            "macOS Keychain (through WSL)",
        }


def test_passes_an_error_on_as_it_was_raised(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
    store = WindowsHelperStore(lambda: [sys.executable, "-m", "deai_desktop"], "test")
    with pytest.raises(VaultError, match="not a credential vault known to be safe") as caught:
        store.set("one", "hush-hush")
    assert "DEAI_API_KEY" in caught.value.hint
    assert store.description == "no credential vault"


def test_without_windows_there_is_no_such_vault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(HELPER_VARIABLE, raising=False)
    with pytest.raises(NoVaultError):
        WindowsHelperStore(list).check()


@needs_scripts
@pytest.mark.parametrize("script", ["echo hello", "exit 3", "cat", "echo '{\"version\": 2}'", "echo '[]'"])
def test_another_program_of_that_name_is_explained_without_the_secret(tmp_path: Path, script: str) -> None:
    program = tmp_path / "deai.exe"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o700)
    store = WindowsHelperStore(lambda: [str(program)], "test")
    if script == "cat":  # what echoes the request answers nothing that was asked for
        assert store.get("one") is None
        return
    with pytest.raises(VaultError, match="did not answer as DeAI's vault helper") as caught:
        store.set("one", "hush-hush")
    assert "hush-hush" not in str(caught.value) + caught.value.hint
    assert caught.value.__context__ is None


def test_a_missing_program_is_explained() -> None:
    with pytest.raises(VaultError, match="did not answer"):
        WindowsHelperStore(lambda: ["/nowhere/deai.exe"], "test").check()


class TestHelperSide:
    def _ask(
        self, *arguments: str, owner: object = "Debian", **request: object
    ) -> tuple[int, dict[str, Any]]:
        return self._send(json.dumps({"version": 1, "owner": owner, **request}).encode(), *arguments)

    def _send(self, data: bytes, *arguments: str) -> tuple[int, dict[str, Any]]:
        target = io.BytesIO()
        code = run_helper(list(arguments), io.BytesIO(data), target, self._open)
        answer = json.loads(target.getvalue())
        assert target.getvalue().isascii()
        return code, answer

    def _open(self, service: str) -> SecretStore:
        return self.vaults.setdefault(service, MemorySecretStore())

    @pytest.fixture(autouse=True)
    def no_vaults(self) -> None:
        self.vaults: dict[str, MemorySecretStore] = {}

    def test_each_distribution_has_its_own_entries(self) -> None:
        assert self._ask("set", name="one", value="1")[0] == 0
        assert self._ask("get", name="one")[1]["value"] == "1"
        assert self._ask("get", owner="Ubuntu-24.04", name="one")[1]["value"] is None
        assert set(self.vaults) == {"deai-desktop-wsl/Debian", "deai-desktop-wsl/Ubuntu-24.04"}

    @pytest.mark.parametrize("owner", ["", "../x", "a/b", "a b", None, 3, "x" * 65])
    def test_refuses_an_owner_that_could_lead_elsewhere(self, owner: object) -> None:
        code, answer = self._ask("get", owner=owner, name="one")
        assert (code, answer["error"]["code"]) == (1, InvalidInputError.code)
        assert not self.vaults

    @pytest.mark.parametrize("name", ["", "Upper", "a b", "/a"])
    def test_refuses_names_that_are_none(self, name: str) -> None:
        code, answer = self._ask("get", name=name)
        assert (code, answer["error"]["param"]) == (1, "name")

    @pytest.mark.parametrize("data", [b"", b"{", b"[]", b'{"version": 2}', b"x" * 100_000, b"\xff"])
    def test_refuses_what_is_no_request(self, data: bytes) -> None:
        code, answer = self._send(data, "get")
        assert (code, answer["error"]["code"]) == (1, InvalidInputError.code)

    @pytest.mark.parametrize("arguments", [(), ("erase",), ("get", "one"), ("--help",)])
    def test_refuses_other_verbs(self, arguments: tuple[str, ...]) -> None:
        assert self._ask(*arguments, name="one")[0] == 1

    def test_an_error_never_repeats_the_secret(self) -> None:
        _, answer = self._ask("set", name="one", value="hush" + "x" * 5000)
        assert "hush" not in json.dumps(answer)
