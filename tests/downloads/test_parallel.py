"""Several parts of a file at once: only where the server can do it, and never a wrong byte."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from deai_desktop.core.errors import DownloadCancelledError, DownloadError
from deai_desktop.downloads.cancellation import Cancellation
from deai_desktop.downloads.partial_file import PartialFile
from deai_desktop.downloads.quarantine import Quarantine
from tests.fakes.file_server import FileServer, serve_file
from tests.models.downloading import fetch, leftovers, noise, partial_of, sha256

CONTENT = noise(1_500_000)
EAGER: dict[str, Any] = {"parallel_parts": lambda: 4, "trial_seconds": 0.0, "smallest_part": 50_000}


@pytest.fixture
def server() -> Iterator[FileServer]:
    with serve_file(CONTENT) as running:
        running.says_ranges = True
        running.seconds_per_kilobyte = 0.0005
        yield running


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "models" / "model.gguf"


def test_several_parts_make_one_file(server: FileServer, target: Path) -> None:
    fetch(server.url, target, CONTENT, **EAGER)
    assert target.read_bytes() == CONTENT
    assert leftovers(target.parent) == ["model.gguf"]
    assert len([one for one in server.ranges if not one.endswith("-") and one]) > 3


def test_one_part_is_enough_for_a_server_that_does_not_offer_more(server: FileServer, target: Path) -> None:
    server.says_ranges = False
    fetch(server.url, target, CONTENT, **EAGER)
    assert server.ranges == [""]


@pytest.mark.parametrize("fault", ["ignores_range", "lies_about_range"])
def test_a_server_that_only_says_so_is_asked_for_the_whole(
    server: FileServer, target: Path, fault: str
) -> None:
    setattr(server, fault, True)
    fetch(server.url, target, CONTENT, **EAGER)
    assert target.read_bytes() == CONTENT
    assert len(server.requests) < 10


def test_a_file_that_changes_meanwhile_is_fetched_anew(server: FileServer, target: Path) -> None:
    server.content = noise(len(CONTENT), seed=5)

    def progress(done: int, total: int) -> None:
        if 300_000 < done < total:
            server.content, server.etag = CONTENT, '"v2"'

    fetch(server.url, target, CONTENT, progress=progress, **EAGER)
    assert target.read_bytes() == CONTENT


def test_goes_on_with_every_piece_after_a_stop(server: FileServer, target: Path) -> None:
    cancellation = Cancellation()

    def progress(done: int, total: int) -> None:
        if 600_000 < done < total:
            cancellation.cancel()

    with pytest.raises(DownloadCancelledError):
        fetch(server.url, target, CONTENT, progress=progress, cancellation=cancellation, **EAGER)
    kept = PartialFile(target, len(CONTENT), sha256(CONTENT)).length_on_disk
    assert kept > 600_000
    partial = partial_of(target).read_bytes()
    asked = len(server.requests)
    fetch(server.url, target, CONTENT)
    assert target.read_bytes() == CONTENT
    assert len(partial) >= kept
    assert all(server.ranges[asked:])


@pytest.mark.parametrize("parts", [1, 4])
def test_survives_a_hundred_random_breaks(tmp_path: Path, parts: int) -> None:
    chance = random.Random(11 + parts)
    content = noise(200_000, seed=3)
    wishes = EAGER | {"parallel_parts": lambda: parts, "smallest_part": 8_000}
    outcomes: list[str] = []
    with serve_file(content) as server:
        server.says_ranges = True
        for trial in range(100):
            target = tmp_path / f"{trial}.gguf"
            server.seconds_per_kilobyte = chance.choice([0.0, 0.0001])
            server.chunked = chance.random() < 0.2
            server.cuts = [chance.randrange(120_000) for _ in range(chance.randrange(1, 12))]
            try:
                fetch(server.url, target, content, **wishes)
            except DownloadError as error:
                outcomes.append(error.message)
                assert not target.exists()
            else:
                assert target.read_bytes() == content
    assert all("again and again" in message for message in outcomes)
    assert len(outcomes) < 50


def test_the_limit_counts_for_all_parts_together(server: FileServer, target: Path) -> None:
    server.seconds_per_kilobyte = 0.0
    began = time.monotonic()
    fetch(server.url, target, CONTENT, bandwidth_limit=lambda: 1000, **EAGER)
    taken = time.monotonic() - began
    assert 1.5 * 0.9 < taken < 1.5 * 1.1 + 0.3


def test_a_wrong_file_goes_into_quarantine_with_its_source(
    server: FileServer, target: Path, tmp_path: Path
) -> None:
    wrong = noise(len(CONTENT), seed=2)
    server.content, server.seconds_per_kilobyte = wrong, 0.0
    folder = tmp_path / "quarantine"
    with pytest.raises(DownloadError, match="SHA-256") as caught:
        fetch(server.url, target, CONTENT, quarantine=folder, **EAGER)
    assert "quarantine" in caught.value.hint
    assert leftovers(target.parent) == []
    (one,) = Quarantine(folder).list()
    assert (one.name, one.source, one.size) == ("model.gguf", server.url, len(CONTENT))
    assert (one.expected_sha256, one.found_sha256) == (sha256(CONTENT), sha256(wrong))
    assert Quarantine(folder).remove(one.id) == len(CONTENT)
    assert leftovers(folder) == []


def test_authorization_does_not_follow_to_another_server(server: FileServer, target: Path) -> None:
    with serve_file(b"") as hub:
        hub.redirects = ["/inner", server.url]
        origin = hub.url.removesuffix("model.gguf")
        fetch(
            hub.url,
            target,
            CONTENT,
            authorization=lambda url: "Bearer x" if url.startswith(origin) else "",
        )
        assert [request.get("authorization") for request in hub.requests] == ["Bearer x"] * 2
    assert "authorization" not in server.requests[0]


def test_no_thread_stays_behind(server: FileServer, target: Path) -> None:
    fetch(server.url, target, CONTENT, **EAGER)
    assert not [one for one in threading.enumerate() if one.name.startswith("download ")]
