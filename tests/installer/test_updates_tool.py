"""The tool that signs updates: what it makes, programs take; what is wrong, it refuses and leaves no trace."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from deai_desktop.core.build import BuildKind
from deai_desktop.core.errors import UpdateRefusedError
from deai_desktop.core.events import EventBus
from deai_desktop.updates.channel import ROOT_FILE, Channel
from deai_desktop.updates.service import Updates, UpdateState
from installer.freeze.data_files import data_files
from installer.updates import repository as tool_repository
from installer.updates.__main__ import main
from installer.updates.package import own_version
from tests.fakes.folder_server import FolderServer, serve_folder
from tests.fakes.journal import FakeJournal
from tests.models.downloading import noise, quick

PLATFORM = "windows-x64"
PACKAGE = noise(200_000)


def setup(version: str) -> bytes:
    """Make up a setup program with the string that a version resource has."""
    return PACKAGE + f"ProductVersion\0\0{version}\0".encode("utf-16-le") + PACKAGE


class Publisher:
    """Whoever publishes updates, with the tool alone."""

    def __init__(self, folder: Path, served: Path, kind: str = "release") -> None:
        self.folder, self.served, self.kind = folder, served, kind
        self.secret = folder / "passphrase"
        self.secret.write_text("correct horse battery staple\n", encoding="utf-8")
        self.offline, self.online = folder / "offline", folder / "online"

    def create(self) -> int:
        """Make the keys."""
        return main(["create-keys", str(self.served), *self._offline(), *self._online(), "--kind", self.kind])

    def sign(self, version: str, content: bytes = b"", name: str = "") -> int:
        """Sign a package of that version."""
        content = content or setup(version)
        package = self.folder / (name or f"DeAI-Desktop-{version}-setup.exe")
        package.write_bytes(content)
        notes = self.folder / "notes.txt"
        notes.write_text("Schneller.", encoding="utf-8")
        about = ["--version", version, "--notes", str(notes)]
        return main(["sign", str(self.served), str(package), *about, *self._offline()])

    def publish(self) -> int:
        """Offer what was signed."""
        return main(["publish", str(self.served), *self._online()])

    def renew_timestamp(self) -> int:
        """Say that it is still the newest."""
        return main(["renew-timestamp", str(self.served), *self._online()])

    def renew_root(self, *roles: str) -> int:
        """Replace keys."""
        replaced = [word for role in roles for word in ("--replace", role)]
        return main(["renew-root", str(self.served), *self._offline(), *self._online(), *replaced])

    def files(self) -> dict[str, bytes]:
        """Read all that the world can see."""
        return {str(file): file.read_bytes() for file in self.served.rglob("*") if file.is_file()}

    def _offline(self) -> list[str]:
        return ["--offline", str(self.offline), "--passphrase-file", str(self.secret)]

    def _online(self) -> list[str]:
        return ["--online", str(self.online)]


@pytest.fixture
def server(tmp_path: Path) -> Iterator[FolderServer]:
    (tmp_path / "served").mkdir()
    with serve_folder(tmp_path / "served") as running:
        yield running


@pytest.fixture
def publisher(tmp_path: Path, server: FolderServer) -> Publisher:
    """One with keys."""
    made = Publisher(tmp_path, server.folder)
    assert made.create() == 0
    return made


def program(publisher: Publisher, server: FolderServer, version: str = "0.1.0") -> Updates:
    """Start a program that was built with the first root."""
    root = (publisher.served / "metadata" / "1.root.json").read_bytes()
    channel = Channel(BuildKind(publisher.kind), version, PLATFORM, root)
    home = publisher.folder / "home"
    return Updates(
        channel,
        lambda: server.url,
        home / "memory",
        home / "staging",
        EventBus(),
        quick(journal=FakeJournal()),
    )


def test_a_program_takes_what_the_tool_published(publisher: Publisher, server: FolderServer) -> None:
    assert publisher.sign("0.2.0") == 0
    assert publisher.publish() == 0
    updates = program(publisher, server)
    status = updates.check()
    assert status.offer is not None
    assert (status.offer.version, status.offer.notes) == ("0.2.0", "Schneller.")
    updates.start_download()
    deadline = time.monotonic() + 20
    while updates.status.state is UpdateState.DOWNLOADING and time.monotonic() < deadline:
        time.sleep(0.01)
    assert updates.status.state is UpdateState.READY
    assert updates.status.file is not None
    assert updates.status.file.read_bytes() == setup("0.2.0")
    assert publisher.sign("0.3.0") == 0
    assert publisher.publish() == 0
    assert publisher.renew_timestamp() == 0
    offer = updates.check().offer
    assert offer is not None
    assert offer.version == "0.3.0"


def test_a_test_build_goes_into_a_repository_of_test_builds(tmp_path: Path, server: FolderServer) -> None:
    publisher = Publisher(tmp_path, server.folder, "test")
    assert publisher.create() == 0
    assert publisher.sign("0.2.0+test") == 0
    assert publisher.publish() == 0
    assert program(publisher, server, "0.1.0+test").check().state is UpdateState.AVAILABLE


@pytest.mark.parametrize(
    ("kind", "version", "name"),
    [
        ("release", "0.2.0+test", ""),
        ("release", "0.2.0", "DeAI-Desktop-0.2.0+test-setup.exe"),
        ("test", "0.2.0", ""),
        ("test", "0.2.0+test", "DeAI-Desktop-0.2.0-setup.exe"),
    ],
)
def test_the_channels_are_never_mixed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], kind: str, version: str, name: str
) -> None:
    publisher = Publisher(tmp_path, tmp_path / "served", kind)
    assert publisher.create() == 0
    before = publisher.files()
    assert publisher.sign(version, name=name) == 1
    assert f"this repository is for kind {kind}" in capsys.readouterr().out
    assert publisher.files() == before


def test_a_wrong_passphrase_is_refused(publisher: Publisher, capsys: pytest.CaptureFixture[str]) -> None:
    before = publisher.files()
    publisher.secret.write_text("incorrect horse battery", encoding="utf-8")
    assert publisher.sign("0.2.0") == 1
    assert "the passphrase is wrong" in capsys.readouterr().out
    assert publisher.files() == before


def test_a_missing_key_is_named(publisher: Publisher, capsys: pytest.CaptureFixture[str]) -> None:
    assert publisher.sign("0.2.0") == 0
    before = publisher.files()
    (publisher.online / "timestamp.pem").unlink()
    assert publisher.publish() == 1
    assert "the key for timestamp is missing" in capsys.readouterr().out
    assert publisher.files() == before  # not half of it


def test_a_strangers_key_is_refused(
    publisher: Publisher, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "other").mkdir()
    other = Publisher(tmp_path / "other", tmp_path / "other" / "served")
    assert other.create() == 0
    (publisher.offline / "targets.pem").write_bytes((other.offline / "targets.pem").read_bytes())
    assert publisher.sign("0.2.0") == 1
    assert "not signed by the key that the root names" in capsys.readouterr().out
    assert not list((publisher.served / "metadata").glob("*.targets.json"))


def test_keys_are_never_overwritten_and_lie_apart(
    publisher: Publisher, capsys: pytest.CaptureFixture[str]
) -> None:
    assert publisher.create() == 1
    assert "there already" in capsys.readouterr().out
    for role in ("root", "targets"):
        assert b"ENCRYPTED" in (publisher.offline / f"{role}.pem").read_bytes()
    if sys.platform != "win32":
        keys = [*publisher.offline.iterdir(), *publisher.online.iterdir()]
        assert {file.stat().st_mode & 0o777 for file in keys} == {0o600}
    publisher.online = publisher.served / "keys"
    publisher.offline = publisher.folder / "fresh"
    assert publisher.create() == 1
    assert "which the world can read" in capsys.readouterr().out


def test_a_short_passphrase_makes_no_keys(tmp_path: Path) -> None:
    publisher = Publisher(tmp_path, tmp_path / "served")
    publisher.secret.write_text("short", encoding="utf-8")
    assert publisher.create() == 1
    assert not publisher.offline.exists()


def test_a_test_build_that_was_renamed_is_no_release(
    publisher: Publisher, capsys: pytest.CaptureFixture[str]
) -> None:
    before = publisher.files()
    assert publisher.sign("0.2.0", setup("0.2.0+test")) == 1
    assert "the program says that it is 0.2.0+test" in capsys.readouterr().out
    assert publisher.sign("0.2.0", PACKAGE) == 1
    assert publisher.files() == before


def test_the_first_root_is_frozen_into_the_program_where_it_looks_for_it(
    publisher: Publisher, tmp_path: Path
) -> None:
    place = tmp_path / "checkout" / "resources" / ROOT_FILE.format(kind="release")
    place.parent.mkdir(parents=True)
    place.write_bytes((publisher.served / "metadata" / "1.root.json").read_bytes())
    assert (str(place), "resources/update/release") in data_files(tmp_path / "checkout", tmp_path)


@pytest.mark.skipif(shutil.which("makensis") is None, reason="needs NSIS")
@pytest.mark.parametrize("version", ["0.2.0", "0.2.0+test", "10.20.30"])
def test_a_setup_program_says_its_version(tmp_path: Path, version: str) -> None:
    script = tmp_path / "small.nsi"
    lines = [
        "Unicode true",
        'Name "small"',
        f'OutFile "{tmp_path / "small.exe"}"',
        'VIProductVersion "0.2.0.0"',
        'VIAddVersionKey /LANG=1033 "ProductName" "DeAI Desktop"',
        f'VIAddVersionKey /LANG=1033 "FileVersion" "{version}"',
        f'VIAddVersionKey /LANG=1033 "ProductVersion" "{version}"',
        "Section",
        "SectionEnd",
    ]
    script.write_text("\n".join(lines), encoding="utf-8")
    subprocess.run(["makensis", "-V1", str(script)], check=True, capture_output=True)
    assert own_version((tmp_path / "small.exe").read_bytes()) == version


@pytest.mark.parametrize("version", ["0.2.0", "0.1.9", "two"])
def test_nothing_older_is_offered_again(publisher: Publisher, version: str) -> None:
    assert publisher.sign("0.2.0") == 0
    before = publisher.files()
    assert publisher.sign(version) == 1
    assert publisher.files() == before


def test_a_package_that_was_changed_after_signing_is_not_published(publisher: Publisher) -> None:
    assert publisher.sign("0.2.0") == 0
    (package,) = (publisher.served / "targets" / "release").glob("*.exe")
    package.write_bytes(package.read_bytes()[:-1] + b"!")
    assert publisher.publish() == 1
    assert not (publisher.served / "metadata" / "timestamp.json").exists()


def test_replaced_keys_are_followed_by_programs_and_old_ones_count_no_more(
    publisher: Publisher, server: FolderServer
) -> None:
    assert publisher.sign("0.2.0") == 0
    assert publisher.publish() == 0
    updates = program(publisher, server)
    updates.check()
    assert publisher.renew_root("root", "targets", "snapshot", "timestamp") == 0
    assert publisher.publish() == 0
    offer = updates.check().offer
    assert offer is not None
    assert offer.version == "0.2.0"
    assert publisher.sign("0.3.0") == 0
    for old in publisher.offline.glob("targets-*.pem"):
        old.replace(publisher.offline / "targets.pem")
    assert publisher.sign("0.4.0") == 1


def test_expired_words_are_refused_by_programs_and_by_the_tool(
    publisher: Publisher,
    server: FolderServer,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert publisher.sign("0.2.0") == 0
    monkeypatch.setitem(tool_repository.DAYS, "snapshot", -1)
    assert publisher.publish() == 0
    with pytest.raises(UpdateRefusedError, match="expired"):
        program(publisher, server).check()
    assert publisher.renew_timestamp() == 1
    assert "publish again" in capsys.readouterr().out


def test_the_list_is_prolonged_without_a_package(publisher: Publisher, server: FolderServer) -> None:
    again = ["sign", str(publisher.served), "--offline", str(publisher.offline)]
    again += ["--passphrase-file", str(publisher.secret)]
    assert main(again) == 1  # there is none yet
    assert publisher.sign("0.2.0") == 0
    assert main(again) == 0
    assert publisher.publish() == 0
    assert program(publisher, server).check().state is UpdateState.AVAILABLE
    assert (publisher.served / "metadata" / "2.targets.json").exists()


def test_each_role_expires_when_it_should(publisher: Publisher) -> None:
    assert publisher.sign("0.2.0") == 0
    assert publisher.publish() == 0
    files = {"root": "1.root", "targets": "1.targets", "snapshot": "1.snapshot", "timestamp": "timestamp"}
    for role, days in {"root": 365, "targets": 180, "snapshot": 30, "timestamp": 7}.items():
        signed = json.loads((publisher.served / "metadata" / f"{files[role]}.json").read_bytes())["signed"]
        left = datetime.fromisoformat(signed["expires"]) - datetime.now(UTC)
        assert timedelta(days=days - 1) < left <= timedelta(days=days)
