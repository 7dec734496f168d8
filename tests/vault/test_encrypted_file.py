"""Tests of the encrypted file: it keeps secrets, and says clearly why it can't."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from deai_desktop.core.errors import VaultError
from deai_desktop.vault.encrypted_file_store import EncryptedFileStore
from deai_desktop.vault.sealed_file import DamagedFileError, FileKey, Scrypt, WrongKeyError
from deai_desktop.vault.secrets import NoVaultError, SecretStore
from deai_desktop.vault.vault_key import PASSPHRASE_VARIABLE, find_vault_key
from tests.contracts.secret_store import SecretStoreContract

QUICK = Scrypt(n=16)
SECRET = b"correct horse battery staple"
only_posix = pytest.mark.skipif(os.name != "posix", reason="Windows has no file modes")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "data" / "secrets.deai-vault"


@pytest.fixture
def store(file: Path) -> SecretStore:
    return EncryptedFileStore(file, lambda: SECRET, QUICK)


class TestEncryptedFile(SecretStoreContract):
    @pytest.fixture
    def store(self, file: Path) -> SecretStore:
        return EncryptedFileStore(file, lambda: SECRET, QUICK)


def test_nothing_readable_is_on_the_disk(store: SecretStore, file: Path) -> None:
    store.set("api-key/1", "hush-hush")
    written = b"".join(one.read_bytes() for one in file.parent.iterdir())
    for word in (b"hush-hush", b"api-key", SECRET):
        assert word not in written
    assert "horse" not in repr(vars(store)["_key"])


@only_posix
def test_the_file_is_for_this_person_only(store: SecretStore, file: Path) -> None:
    store.set("one", "1")
    assert {one.stat().st_mode & 0o077 for one in file.parent.iterdir()} == {0}
    assert file.parent.stat().st_mode & 0o077 == 0


def test_looking_makes_no_file(store: SecretStore, file: Path) -> None:
    store.check()
    assert store.get("one") is None
    assert not file.parent.exists()


def test_another_program_with_the_passphrase_reads_it(store: SecretStore, file: Path) -> None:
    store.set("one", "1")
    other = EncryptedFileStore(file, lambda: SECRET)
    assert other.get("one") == "1"
    other.set("two", "2")
    assert store.get("two") == "2"


def test_each_file_has_its_own_salt_and_each_writing_its_own_nonce(tmp_path: Path) -> None:
    files = [tmp_path / name for name in ("a", "b")]
    for one in files:
        EncryptedFileStore(one, lambda: SECRET, QUICK).set("one", "1")
    headers = [json.loads(one.read_bytes().partition(b"\n")[0]) for one in files]
    assert headers[0]["scrypt"]["salt"] != headers[1]["scrypt"]["salt"]
    before = files[0].read_bytes()
    EncryptedFileStore(files[0], lambda: SECRET).set("one", "1")
    after = files[0].read_bytes()
    assert before.partition(b"\n")[0] == after.partition(b"\n")[0]
    assert before != after


def test_a_wrong_passphrase_is_told_and_loses_nothing(store: SecretStore, file: Path) -> None:
    store.set("one", "1")
    before = file.read_bytes()
    wrong = EncryptedFileStore(file, lambda: b"wrong wrong wrong")
    for use in (
        wrong.check,
        lambda: wrong.get("one"),
        lambda: wrong.set("one", "2"),
        lambda: wrong.delete("one"),
    ):
        with pytest.raises(WrongKeyError, match="another passphrase"):
            use()
    assert file.read_bytes() == before
    assert store.get("one") == "1"


def test_every_changed_bit_is_noticed_and_nothing_is_written_over(store: SecretStore, file: Path) -> None:
    store.set("one", "hush-hush")
    whole = file.read_bytes()
    for place in range(len(whole)):
        file.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        for use in (store.check, lambda: store.set("two", "2")):
            with pytest.raises(VaultError) as caught:
                use()
            assert caught.value.hint
            assert "hush-hush" not in str(caught.value)
    for length in range(len(whole)):
        file.write_bytes(whole[:length])
        with pytest.raises(VaultError):
            store.check()
    file.write_bytes(whole)
    assert store.get("one") == "hush-hush"


@pytest.mark.parametrize(
    "header",
    [
        b"",
        b"{}",
        b"[]",
        b"\xff",
        b'{"format": "deai-vault", "version": 1}',
        b'{"format": "deai-vault", "version": 1, "cipher": "none", "scrypt": {}, "check": ""}',
    ],
)
def test_a_file_of_another_kind_is_refused(store: SecretStore, file: Path, header: bytes) -> None:
    file.parent.mkdir()
    file.write_bytes(header + b"\nrest")
    with pytest.raises(DamagedFileError):
        store.set("one", "1")
    assert file.read_bytes() == header + b"\nrest"


def test_a_newer_file_is_refused_politely(store: SecretStore, file: Path) -> None:
    store.set("one", "1")
    header, _, rest = file.read_bytes().partition(b"\n")
    file.write_bytes(header.replace(b'"version": 1', b'"version": 2') + b"\n" + rest)
    with pytest.raises(VaultError, match="newer version"):
        store.check()


@pytest.mark.parametrize("cost", [{"n": 1 << 40}, {"n": 3}, {"r": 10**6}, {"p": 10**6}, {"n": 0}])
def test_a_forged_file_can_not_make_us_use_all_memory(
    store: SecretStore, file: Path, cost: dict[str, int]
) -> None:
    store.set("one", "1")
    header, _, rest = file.read_bytes().partition(b"\n")
    told = json.loads(header)
    told["scrypt"].update(cost)
    file.write_bytes(json.dumps(told).encode() + b"\n" + rest)
    with pytest.raises(DamagedFileError):
        EncryptedFileStore(file, lambda: SECRET).check()


def test_guessing_is_made_costly() -> None:
    cost = Scrypt()
    assert 128 * cost.n * cost.r == 128 * 2**20
    assert FileKey.make(SECRET, cost).cipher_key


def test_many_writers_lose_nothing(file: Path) -> None:
    def write(number: int) -> None:
        mine = EncryptedFileStore(file, lambda: SECRET, QUICK)
        for turn in range(5):
            mine.set(f"{number}/{turn}", "x")

    threads = [threading.Thread(target=write, args=(number,)) for number in range(6)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    store = EncryptedFileStore(file, lambda: SECRET)
    assert all(store.get(f"{number}/{turn}") == "x" for number in range(6) for turn in range(5))


class TestPassphrase:
    @pytest.fixture(autouse=True)
    def nothing_given(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.delenv(PASSPHRASE_VARIABLE, raising=False)
        monkeypatch.delenv("CREDENTIALS_DIRECTORY", raising=False)

    def test_without_one_there_is_no_such_vault(self, file: Path) -> None:
        store = EncryptedFileStore(file)
        for use in (store.check, lambda: store.set("one", "1"), lambda: store.delete("one")):
            with pytest.raises(NoVaultError, match="no passphrase"):
                use()
        assert not file.parent.exists()

    def test_comes_from_a_file(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self._give(tmp_path / "passphrase", SECRET + b"\n", monkeypatch)
        assert find_vault_key() == SECRET

    def test_comes_from_a_systemd_credential_first(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        self._give(tmp_path / "passphrase", SECRET, monkeypatch)
        (tmp_path / "deai-vault-key").write_bytes(b"from the credential\n")
        monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(tmp_path))
        assert find_vault_key() == b"from the credential"

    @only_posix
    def test_is_refused_when_others_may_read_it(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        file = tmp_path / "passphrase"
        self._give(file, SECRET, monkeypatch)
        file.chmod(0o644)
        with pytest.raises(VaultError, match="Others may read") as caught:
            find_vault_key()
        assert f"chmod 600 {file}" in caught.value.hint

    @pytest.mark.parametrize("content", [b"", b"short\n", b"x" * 5000])
    def test_must_be_long_enough(
        self, content: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        self._give(tmp_path / "passphrase", content, monkeypatch)
        with pytest.raises(VaultError, match="12 to 4096 bytes"):
            find_vault_key()

    def test_a_missing_file_is_named(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv(PASSPHRASE_VARIABLE, str(tmp_path / "nowhere"))
        with pytest.raises(VaultError, match="nowhere"):
            find_vault_key()

    def _give(self, file: Path, content: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
        file.write_bytes(content)
        file.chmod(0o600)
        monkeypatch.setenv(PASSPHRASE_VARIABLE, str(file))


def test_the_cryptography_package_is_loaded_only_when_it_is_used(file: Path) -> None:
    program = "import sys\nfrom deai_desktop.vault.choose import choose_vault\n"
    program += "from deai_desktop.core.paths import Paths\nchoose_vault(Paths.default())\n"
    program += "print([name for name in ('cryptography', 'keyring') if name in sys.modules])"
    answer = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, text=True)
    assert answer.stdout.strip() == "[]"


def test_without_the_package_it_is_told_how_to_get_it(file: Path) -> None:
    program = (
        "import sys\nsys.modules['cryptography'] = None\n"
        "import importlib.util as u; found = u.find_spec\n"
        "u.find_spec = lambda name, *rest: None if name == 'cryptography' else found(name, *rest)\n"
        "from pathlib import Path\n"
        "from deai_desktop.vault.encrypted_file_store import EncryptedFileStore\n"
        "from deai_desktop.core.errors import VaultError\n"
        "try:\n    EncryptedFileStore(Path('x'), lambda: b'x' * 20).check()\n"
        "except VaultError as error:\n    print(error.hint)\n"
    )
    answer = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, text=True)
    assert "pip install 'deai-desktop[server]'" in answer.stdout
