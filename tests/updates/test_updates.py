"""Updates from a real repository on this PC: what its makers signed is taken, everything else refused."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tuf.api.metadata import Metadata

from deai_desktop.core.build import BuildKind
from deai_desktop.core.errors import (
    ConflictError,
    DeAIError,
    DiskFullError,
    UpdateError,
    UpdateRefusedError,
)
from deai_desktop.core.events import EventBus
from deai_desktop.outbound.journal import Journal
from deai_desktop.updates import service
from deai_desktop.updates.channel import Channel
from deai_desktop.updates.fetcher import JournalledFetcher
from deai_desktop.updates.offer import Offer
from deai_desktop.updates.repository import find_newer
from deai_desktop.updates.service import Updates, UpdateState, UpdateStatus
from deai_desktop.updates.version import is_newer
from tests.fakes.folder_server import FolderServer, serve_folder
from tests.fakes.journal import FakeJournal
from tests.models.downloading import noise, quick
from tests.updates.repository import PLATFORM, UpdateRepository, in_days

PACKAGE = noise(300_000)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[FolderServer]:
    (tmp_path / "served").mkdir()
    with serve_folder(tmp_path / "served") as running:
        yield running


@pytest.fixture
def repository(server: FolderServer) -> UpdateRepository:
    """A repository of releases that offers 0.2.0."""
    made = UpdateRepository(server.folder)
    made.publish("0.2.0", PACKAGE, "Faster.")
    return made


class Client:
    """A program of version 0.1.0 with folders of its own."""

    def __init__(self, repository: UpdateRepository, server: FolderServer, home: Path) -> None:
        self.home = home
        self.journal = FakeJournal()
        self.server = server
        self.setups: list[Path] = []
        self.events: list[Any] = []
        self.open(BuildKind(repository.kind), repository.root)

    def open(self, kind: BuildKind, root: bytes, version: str = "0.1.0") -> Updates:
        """Start the program, again if need be: what it remembers stays."""
        bus = EventBus()
        bus.subscribe(self.events.append)
        channel = Channel(kind, version, PLATFORM, root)
        self.updates = Updates(
            channel,
            lambda: self.server.url,
            self.home / "memory",
            self.home / "staging",
            bus,
            quick(journal=self.journal, read_timeout=1.0),
            find=self._find,
        )
        return self.updates

    def _find(self, channel: Channel, address: str, folder: Path, journal: Journal) -> Offer | None:
        return find_newer(
            channel, address, folder, JournalledFetcher(journal, connect=1, read=0.5, seconds=0.7)
        )

    def refused(self, kind: type[DeAIError] = UpdateRefusedError) -> str:
        """Check, expect a refusal that says what, why and what to do, and see that nothing was fetched."""
        with pytest.raises(kind) as caught:
            self.updates.check()
        error = caught.value
        assert error.title
        assert error.message
        assert error.hint
        status = self.updates.status
        assert (status.state, status.offer, status.error) == (UpdateState.FAILED, None, error)
        assert not (self.home / "staging").exists()
        with pytest.raises(ConflictError):
            self.updates.start_download()
        return error.message

    def fetched(self) -> UpdateStatus:
        """Fetch what is offered and wait for the end."""
        self.updates.start_download()
        deadline = time.monotonic() + 20
        while self.updates.status.state is UpdateState.DOWNLOADING and time.monotonic() < deadline:
            time.sleep(0.01)
        return self.updates.status


@pytest.fixture
def client(repository: UpdateRepository, server: FolderServer, tmp_path: Path) -> Client:
    return Client(repository, server, tmp_path / "home with späces")


def rewrite(repository: UpdateRepository, name: str, change: Any) -> None:
    """Change signed metadata without the keys."""
    file = repository.folder / "metadata" / name
    data = json.loads(file.read_bytes())
    change(data["signed"])
    file.write_text(json.dumps(data))


def test_a_newer_version_is_found_fetched_and_checked(client: Client) -> None:
    status = client.updates.check()
    assert status.offer is not None
    assert (status.state, status.offer.version, status.offer.notes) == ("available", "0.2.0", "Faster.")
    status = client.fetched()
    assert (status.state, status.done) == (UpdateState.READY, len(PACKAGE))
    assert status.file is not None
    assert status.file.read_bytes() == PACKAGE
    assert {one.purpose for one in client.journal.contacts} == {
        "Search for an update",
        "Download of DeAI Desktop 0.2.0",
    }
    states = [one.state for one in client.events]
    assert [one for at, one in enumerate(states) if one not in states[:at]] == [
        "checking",
        "available",
        "downloading",
        "ready",
    ]


@pytest.mark.parametrize("version", ["0.2.0", "0.2.1", "1.0.0"])
def test_what_is_not_newer_is_not_offered(client: Client, repository: UpdateRepository, version: str) -> None:
    updates = client.open(BuildKind.RELEASE, repository.root, version)
    assert updates.check().state is UpdateState.CURRENT


def test_a_tampered_package_is_refused_and_deleted(client: Client, repository: UpdateRepository) -> None:
    client.updates.check()
    repository.package_path(PACKAGE).write_bytes(PACKAGE[:-1] + b"!")
    status = client.fetched()
    assert status.state is UpdateState.FAILED
    assert isinstance(status.error, UpdateRefusedError)
    assert not [one for one in (client.home / "staging").rglob("*") if one.is_file()]


def test_a_package_that_changes_after_the_check_is_not_started(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[tuple[Path, bool]] = []
    monkeypatch.setattr(service, "can_start_setup", lambda: True)
    monkeypatch.setattr(service, "start_setup", lambda file, _, silent: started.append((file, silent)))
    client.updates.check()
    file = client.fetched().file
    assert file is not None
    file.write_bytes(PACKAGE[:-1] + b"!")
    with pytest.raises(UpdateRefusedError):
        client.updates.apply(silent=True)
    assert not started
    assert not file.exists()
    assert client.fetched().state is UpdateState.READY
    client.updates.apply(silent=True)
    assert started == [(file, True)]


@pytest.mark.parametrize("role", ["timestamp", "1.snapshot", "1.targets"])
def test_tampered_metadata_is_refused(client: Client, repository: UpdateRepository, role: str) -> None:
    rewrite(repository, f"{role}.json", lambda signed: signed.update(expires="2099-01-01T00:00:00Z"))
    assert "not signed" in client.refused()


def test_a_tampered_list_of_versions_is_refused(client: Client, repository: UpdateRepository) -> None:
    (index,) = (repository.folder / "targets" / "release").glob("*.json")
    index.write_bytes(index.read_bytes().replace(b"0.2.0", b"0.9.0"))
    assert "not what the signed list names" in client.refused()


def test_an_older_state_of_the_server_is_refused(client: Client, repository: UpdateRepository) -> None:
    repository.publish("0.3.0", PACKAGE + b"3")
    client.updates.check()
    client.open(BuildKind.RELEASE, repository.root)
    repository.publish("0.2.0", PACKAGE)
    repository.sign(version=1)
    assert "older" in client.refused()


def test_a_server_that_stands_still_is_refused(client: Client, repository: UpdateRepository) -> None:
    repository.sign(timestamp_expires=in_days(-1))
    assert "expired" in client.refused()


@pytest.mark.parametrize("role", ["timestamp", "snapshot", "targets"])
def test_a_wrong_key_is_refused(
    client: Client, repository: UpdateRepository, tmp_path: Path, role: str
) -> None:
    stranger = UpdateRepository(tmp_path / "stranger")
    repository.signers[role] = stranger.signers[role]
    repository.publish("0.4.0", PACKAGE)
    assert "not signed" in client.refused()


def test_a_root_that_strangers_signed_is_refused(
    client: Client, repository: UpdateRepository, tmp_path: Path
) -> None:
    stranger = UpdateRepository(tmp_path / "stranger")
    root = Metadata.from_bytes(stranger.root)
    root.signed.version = 2
    root.sign(stranger.signers["root"])
    repository.write("metadata/2.root.json", root.to_bytes())
    assert "not signed" in client.refused()


def test_parts_that_do_not_belong_together_are_refused(client: Client, repository: UpdateRepository) -> None:
    old = (repository.folder / "metadata" / "1.targets.json").read_bytes()
    repository.publish("0.3.0", PACKAGE + b"3")
    repository.write("metadata/2.targets.json", old)
    assert "belong together" in client.refused()


@pytest.mark.parametrize("part", ["timestamp.json", ".snapshot.json", ".targets.json", "windows-x64.json"])
def test_endless_data_is_cut_off(client: Client, server: FolderServer, part: str) -> None:
    server.endless = part
    started = time.monotonic()
    client.refused(UpdateError)
    assert time.monotonic() - started < 10


@pytest.mark.parametrize("switch", ["silent", "dripping"])
def test_a_slow_server_is_given_up(client: Client, server: FolderServer, switch: str) -> None:
    setattr(server, switch, "timestamp")
    started = time.monotonic()
    message = client.refused(UpdateError)
    assert time.monotonic() - started < 10
    assert "in time" in message or "too slow" in message


def test_no_answer_at_all_is_explained(client: Client) -> None:
    client.server.url = "http://127.0.0.1:9"
    assert "nobody answers there" in client.refused(UpdateError)


def test_nonsense_is_refused(client: Client, repository: UpdateRepository) -> None:
    repository.write("metadata/timestamp.json", b"<html>Please sign in to this network</html>")
    client.refused()


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "test"},
        {"platform": "linux-x64"},
        {"version": "9.9.9+test"},
        {"version": "newest"},
        {"file": "../../evil.exe"},
        {"file": "absent.exe"},
        {"notes": "x" * 20_001},
        {"format": 2},
    ],
)
def test_a_signed_list_that_is_not_for_this_program_is_refused(
    client: Client, repository: UpdateRepository, wrong: dict[str, Any]
) -> None:
    repository.publish("0.5.0", PACKAGE, changes=wrong)
    client.refused()


def test_a_test_build_takes_no_release_and_a_release_no_test_build(
    client: Client, repository: UpdateRepository, tmp_path: Path
) -> None:
    other = UpdateRepository(tmp_path / "other", kind="test")
    client.open(BuildKind.TEST, other.root, "0.1.0+test")
    assert "not signed" in client.refused()
    client.open(BuildKind.TEST, repository.root, "0.1.0+test")  # even if the keys were the same
    assert "does not name test/" in client.refused()


def test_a_broken_download_goes_on_where_it_stopped(client: Client, server: FolderServer) -> None:
    client.updates.check()
    server.cuts = {"setup.exe": 100_000}
    assert client.fetched().state is UpdateState.READY
    assert [one for path, one in server.requests if "setup.exe" in path] == ["", "bytes=100000-"]


def test_what_was_fetched_is_found_again_after_a_restart(
    client: Client, repository: UpdateRepository, server: FolderServer
) -> None:
    client.updates.check()
    client.fetched()
    before = len(server.requests)
    client.open(BuildKind.RELEASE, repository.root)
    client.updates.check()
    assert client.fetched().state is UpdateState.READY
    assert not [path for path, _ in server.requests[before:] if "setup.exe" in path]


def test_a_full_disk_is_explained(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("tuf.ngclient.updater.Updater._persist_file", full)
    client.refused(DiskFullError)


def test_what_can_not_be_written_down_is_not_asked(client: Client, server: FolderServer) -> None:
    client.journal.error = DiskFullError("The journal is full.")
    server.requests.clear()
    with pytest.raises(DeAIError):
        client.updates.check()
    assert not server.requests


@pytest.mark.parametrize(
    ("kind", "root", "address", "why"),
    [
        (BuildKind.SOURCE, b"", "https://x.example", "runs from source"),
        (BuildKind.RELEASE, b"", "https://x.example", "not set up in this build"),
        (BuildKind.RELEASE, b"{}", "", "no address"),
    ],
)
def test_where_updates_are_not_set_up_it_says_so(
    tmp_path: Path, kind: BuildKind, root: bytes, address: str, why: str
) -> None:
    updates = Updates(
        Channel(kind, "0.1.0", PLATFORM, root), lambda: address, tmp_path, tmp_path, EventBus(), quick()
    )
    assert updates.status.state is UpdateState.NOT_SET_UP
    with pytest.raises(ConflictError, match=why):
        updates.check()


@pytest.mark.parametrize(
    ("one", "other", "newer"),
    [
        ("0.10.0", "0.9.9", True),
        ("0.2.0+test", "0.1.9+test", True),
        ("0.1.0", "0.1.0", False),
        ("0.0.9", "0.1.0", False),
        ("1.0", "0.1.0", False),
        ("١.0.0", "0.1.0", False),
        ("9.9.9", "unknown", False),
    ],
)
def test_versions_are_compared_as_numbers(one: str, other: str, newer: bool) -> None:
    assert is_newer(one, other) is newer


def test_nothing_of_it_is_loaded_before_somebody_looks() -> None:
    program = "import sys, deai_desktop.node.run, deai_desktop.updates.service; print(*sys.modules)"
    ended = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, env=dict(os.environ)
    )
    assert not {"tuf", "securesystemslib", "cryptography"} & set(ended.stdout.split())
