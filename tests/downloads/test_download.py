"""Downloads over HTTP: they go on where they stopped and never install a wrong byte."""

from __future__ import annotations

import errno
import json
import os
import random
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from deai_desktop import __version__
from deai_desktop.core.errors import DiskFullError, DownloadCancelledError, DownloadError
from deai_desktop.downloads.cancellation import Cancellation
from deai_desktop.downloads.http_answer import retry_after
from tests.fakes.file_server import FileServer, serve_file
from tests.models.downloading import fetch, fetch_some, leftovers, noise, partial_of, sha256, size_of

CONTENT = noise(300_000)


@pytest.fixture
def server() -> Iterator[FileServer]:
    with serve_file(CONTENT) as running:
        yield running


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "models" / "model.gguf"


def test_fetches_a_file(server: FileServer, target: Path) -> None:
    fetch(server.url, target, CONTENT)
    assert target.read_bytes() == CONTENT
    assert leftovers(target.parent) == ["model.gguf"]
    assert server.ranges == [""]


def test_says_who_we_are_and_nothing_else(
    server: FileServer, target: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login me password secret\n")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))
    server.sets_cookie = True
    server.redirects = [server.url]
    server.cuts = [1000]
    fetch(server.url, target, CONTENT)
    for request in server.requests:
        assert request["user-agent"] == f"DeAI-Desktop/{__version__}"
        assert not {"authorization", "cookie", "referer"} & request.keys()


def test_goes_on_where_the_line_broke(server: FileServer, target: Path) -> None:
    server.cuts = [100_000, 50_000]
    fetch(server.url, target, CONTENT)
    assert target.read_bytes() == CONTENT
    assert server.ranges == ["", "bytes=100000-", "bytes=150000-"]
    assert server.requests[1]["if-range"] == '"v1"'


def test_works_without_a_stated_length(server: FileServer, target: Path) -> None:
    server.chunked = True
    server.cuts = [100_000]
    fetch(server.url, target, CONTENT)
    assert target.read_bytes() == CONTENT


def test_goes_on_after_a_restart(server: FileServer, target: Path) -> None:
    fetch_some(server, target, CONTENT, 123_456)
    assert not target.exists()
    assert json.loads((target.parent / "model.gguf.partial.json").read_bytes())["url"] == server.url
    fetch(server.url, target, CONTENT)
    assert server.ranges[-1] == "bytes=123456-"
    assert target.read_bytes() == CONTENT


def test_goes_on_from_another_address(server: FileServer, target: Path) -> None:
    server.cuts = [100_000] + [0] * 20
    with pytest.raises(DownloadError):
        fetch(server.url, target, CONTENT)
    server.cuts = []
    fetch(server.url + "?mirror", target, CONTENT)
    assert server.ranges[-1] == "bytes=100000-"
    assert "if-range" not in server.requests[-1]
    assert target.read_bytes() == CONTENT


def test_needs_no_server_when_everything_had_arrived(server: FileServer, target: Path) -> None:
    server.cuts = [100_000] + [0] * 20
    with pytest.raises(DownloadError):
        fetch(server.url, target, CONTENT)
    partial_of(target).write_bytes(CONTENT)
    asked = len(server.requests)
    fetch(server.url, target, CONTENT)
    assert len(server.requests) == asked
    assert target.read_bytes() == CONTENT


def test_starts_again_when_the_server_can_not_continue(server: FileServer, target: Path) -> None:
    server.cuts = [100_000]
    server.ignores_range = True
    fetch(server.url, target, CONTENT)
    assert target.read_bytes() == CONTENT


def test_starts_again_when_the_server_continues_elsewhere(server: FileServer, target: Path) -> None:
    server.cuts = [100_000]
    server.lies_about_range = True
    fetch(server.url, target, CONTENT)
    assert server.ranges == ["", "bytes=100000-", ""]
    assert target.read_bytes() == CONTENT


def test_a_server_that_always_continues_elsewhere_is_given_up(server: FileServer, target: Path) -> None:
    server.cuts = [100_000] * 100
    server.lies_about_range = True
    with pytest.raises(DownloadError):
        fetch(server.url, target, CONTENT)
    assert len(server.requests) < 20


@pytest.mark.parametrize("knows_the_date_only", [False, True])
def test_starts_again_when_the_file_has_changed(
    server: FileServer, target: Path, knows_the_date_only: bool
) -> None:
    old = noise(len(CONTENT), seed=2)
    server.content = old
    if knows_the_date_only:
        server.etag, server.last_modified = "", "Mon, 03 Mar 2025 10:00:00 GMT"
    fetch_some(server, target, CONTENT, 100_000)
    server.content = CONTENT
    server.etag = "" if knows_the_date_only else '"v2"'
    server.last_modified = "Tue, 04 Mar 2025 10:00:00 GMT"
    fetch(server.url, target, CONTENT)
    assert target.read_bytes() == CONTENT
    assert len([one for one in server.ranges if not one]) == 1


def test_a_silent_change_costs_one_more_round_and_nothing_else(server: FileServer, target: Path) -> None:
    server.etag = 'W/"weak"'
    server.content = noise(len(CONTENT), seed=2)
    server.cuts = [100_000] + [0] * 20
    with pytest.raises(DownloadError):
        fetch(server.url, target, CONTENT)
    server.content, server.cuts = CONTENT, []
    fetch(server.url, target, CONTENT)
    assert server.ranges[-2:] == ["bytes=100000-", ""]
    assert target.read_bytes() == CONTENT


def test_a_damaged_partial_file_is_fetched_again(server: FileServer, target: Path) -> None:
    server.cuts = [100_000] + [0] * 20
    with pytest.raises(DownloadError):
        fetch(server.url, target, CONTENT)
    server.cuts = []
    for damage in (b"x" * 100_000, b"x" * len(CONTENT), b"x" * (len(CONTENT) + 5)):
        partial_of(target).write_bytes(damage)
        fetch(server.url, target, CONTENT)
        assert target.read_bytes() == CONTENT
        server.cuts = [5] + [0] * 20
        target.unlink()
        with pytest.raises(DownloadError):
            fetch(server.url, target, CONTENT)
        server.cuts = []


@pytest.mark.parametrize("note", [b"", b"{}", b"[]", b"\xff", b'{"sha256": "x", "url": 1, "validator": 2}'])
def test_a_partial_file_without_a_good_note_is_not_trusted(
    server: FileServer, target: Path, note: bytes
) -> None:
    target.parent.mkdir()
    partial_of(target).write_bytes(CONTENT[:1000])
    (target.parent / "model.gguf.partial.json").write_bytes(note)
    fetch(server.url, target, CONTENT)
    assert server.ranges == [""]
    assert target.read_bytes() == CONTENT


def test_a_wrong_file_is_removed_and_its_source_named(server: FileServer, target: Path) -> None:
    server.content = noise(len(CONTENT), seed=2)
    with pytest.raises(DownloadError, match="SHA-256") as caught:
        fetch(server.url, target, CONTENT)
    assert server.url in caught.value.message
    assert leftovers(target.parent) == []


@pytest.mark.parametrize("chunked", [False, True])
def test_never_takes_more_than_the_catalogue_says(server: FileServer, target: Path, chunked: bool) -> None:
    server.content = CONTENT + b"more"
    server.chunked = chunked
    with pytest.raises(DownloadError, match="sends more" if chunked else "another size"):
        fetch(server.url, target, CONTENT)
    assert leftovers(target.parent) == []


@pytest.mark.parametrize("stated", [10, 10**12])
def test_a_lie_about_the_length_is_noticed(server: FileServer, target: Path, stated: int) -> None:
    server.content_length = stated
    with pytest.raises(DownloadError, match="another size"):
        fetch(server.url, target, CONTENT)
    assert not target.exists()


def test_a_shorter_file_is_not_enough(server: FileServer, target: Path) -> None:
    server.chunked = True
    server.content = CONTENT[:1000]
    with pytest.raises(DownloadError):
        fetch(server.url, target, CONTENT)
    assert not target.exists()


def test_a_web_page_is_not_a_model(server: FileServer, target: Path) -> None:
    server.content_type = "text/html; charset=utf-8"
    with pytest.raises(DownloadError, match="web page"):
        fetch(server.url, target, CONTENT)


@pytest.mark.parametrize(("status", "words"), [(404, "not there any more"), (403, "everybody"), (418, "418")])
def test_a_refusal_is_final(server: FileServer, target: Path, status: int, words: str) -> None:
    server.statuses = [status]
    with pytest.raises(DownloadError, match=words):
        fetch(server.url, target, CONTENT)
    assert len(server.requests) == 1
    assert leftovers(target.parent) == []


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_busy_server_is_asked_again(server: FileServer, target: Path, status: int) -> None:
    server.statuses = [status] * 3
    fetch(server.url, target, CONTENT)
    assert len(server.requests) == 4
    assert target.read_bytes() == CONTENT


def test_waits_as_long_as_the_server_wants(server: FileServer, target: Path) -> None:
    server.statuses, server.retry_after = [429], "1"
    started = time.monotonic()
    fetch(server.url, target, CONTENT)
    assert time.monotonic() - started >= 1


def test_does_not_wait_for_a_server_that_is_busy_for_long(server: FileServer, target: Path) -> None:
    server.statuses, server.retry_after = [503], "3600"
    with pytest.raises(DownloadError, match="busy"):
        fetch(server.url, target, CONTENT)
    assert len(server.requests) == 1


def test_understands_dates_in_retry_after() -> None:
    assert retry_after({"Retry-After": "Mon, 03 Mar 2025 10:00:00 GMT"}) == 0
    assert retry_after({"Retry-After": "soon"}) is None


def test_a_broken_server_is_given_up(server: FileServer, target: Path) -> None:
    server.statuses = [500] * 50
    with pytest.raises(DownloadError, match="again and again"):
        fetch(server.url, target, CONTENT)
    assert len(server.requests) == 6


def test_progress_earns_new_patience(server: FileServer, target: Path) -> None:
    server.cuts = [10_000] * 29
    fetch(server.url, target, CONTENT)
    assert target.read_bytes() == CONTENT
    assert len(server.requests) == 30


def test_nobody_answers(target: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}/x"
    with pytest.raises(DownloadError, match="nobody answers"):
        fetch(url, target, CONTENT)


def test_follows_redirects_to_safe_addresses_only(server: FileServer, target: Path) -> None:
    server.redirects = ["/elsewhere", server.url + "?signed"]
    fetch(server.url, target, CONTENT)
    assert [request["path"] for request in server.requests] == [
        "/model.gguf",
        "/elsewhere",
        "/model.gguf?signed",
    ]
    target.unlink()
    for unsafe in ("http://192.0.2.1/x", "file:///etc/passwd", "https://user:word@example.org/x"):
        server.redirects = [unsafe]
        with pytest.raises(DownloadError, match="not safe"):
            fetch(server.url, target, CONTENT)
    server.redirects = [server.url] * 50
    with pytest.raises(DownloadError, match="circles"):
        fetch(server.url, target, CONTENT)


def test_cancelling_is_quick_even_when_the_server_hangs(server: FileServer, target: Path) -> None:
    server.stalls = [1000]
    cancellation = Cancellation()
    ended: list[float] = []

    def run() -> None:
        with pytest.raises(DownloadCancelledError):
            fetch(server.url, target, CONTENT, cancellation=cancellation, read_timeout=60.0)
        ended.append(time.monotonic())

    thread = threading.Thread(target=run)
    thread.start()
    server.wait_until_stalled()
    time.sleep(0.1)
    asked = time.monotonic()
    cancellation.cancel()
    thread.join(10)
    assert ended
    assert ended[0] - asked < 1
    assert partial_of(target).read_bytes() == CONTENT[:1000]


def test_cancelled_before_it_began(server: FileServer, target: Path) -> None:
    cancellation = Cancellation()
    cancellation.cancel()
    with pytest.raises(DownloadCancelledError):
        fetch(server.url, target, CONTENT, cancellation=cancellation)
    assert server.requests == []
    assert leftovers(target.parent) == []


def test_a_stalled_line_is_tried_again(server: FileServer, target: Path) -> None:
    server.stalls = [1000]
    fetch(server.url, target, CONTENT, read_timeout=0.3)
    assert server.ranges == ["", "bytes=1000-"]
    assert target.read_bytes() == CONTENT


def test_keeps_to_the_bandwidth_limit(server: FileServer, target: Path) -> None:
    limits = [400]
    started = time.monotonic()
    fetch(server.url, target, CONTENT, bandwidth_limit=lambda: limits[0])
    assert 0.6 < time.monotonic() - started < 2.5


def test_a_changed_limit_counts_at_once(server: FileServer, target: Path) -> None:
    limits = [50]

    def progress(done: int, total: int) -> None:
        if 20_000 < done < total:
            limits[0] = 0

    started = time.monotonic()
    fetch(server.url, target, CONTENT, bandwidth_limit=lambda: limits[0], progress=progress)
    assert 0.2 < time.monotonic() - started < 3


def test_tells_progress_about_ten_times_a_second(server: FileServer, target: Path) -> None:
    told: list[tuple[int, int]] = []
    fetch(
        server.url,
        target,
        CONTENT,
        bandwidth_limit=lambda: 400,
        progress=lambda done, total: told.append((done, total)),
    )
    assert 3 < len(told) < 15
    assert told[-1] == (len(CONTENT), len(CONTENT))
    assert told == sorted(told)


def test_survives_thirty_random_breaks(tmp_path: Path) -> None:
    chance = random.Random(7)
    with serve_file(CONTENT) as server:
        for trial in range(30):
            server.chunked = chance.random() < 0.3
            target = tmp_path / f"{trial}.gguf"
            if chance.random() < 0.5:
                fetch_some(server, target, CONTENT, chance.randrange(1, len(CONTENT)))
            server.cuts = [chance.randrange(len(CONTENT)) for _ in range(chance.randrange(1, 4))]
            fetch(server.url, target, CONTENT)
            assert target.read_bytes() == CONTENT
    assert len(leftovers(tmp_path)) == 30


_CHILD = """
import sys
from pathlib import Path
from deai_desktop.downloads.download import download
from deai_desktop.downloads.download_options import DownloadOptions
from tests.fakes.journal import FakeJournal
url, target, size, sha256 = sys.argv[1:]
download(url, Path(target), size=int(size), sha256=sha256, options=DownloadOptions(FakeJournal()))
"""


def test_goes_on_after_the_program_was_killed(server: FileServer, target: Path) -> None:
    server.stalls = [123_456]
    command = [sys.executable, "-c", _CHILD, server.url, str(target), str(len(CONTENT)), sha256(CONTENT)]
    with subprocess.Popen(command) as child:
        server.wait_until_stalled()
        deadline = time.monotonic() + 10
        while time.monotonic() < deadline and size_of(partial_of(target)) < 123_456:
            time.sleep(0.01)
        child.kill()
    assert not target.exists()
    fetch(server.url, target, CONTENT)
    assert server.ranges[-1] == "bytes=123456-"
    assert target.read_bytes() == CONTENT


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Mount a real file system of one megabyte."""
    folder = tmp_path / "disk"
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(folder)]
    try:
        done = subprocess.run(command, capture_output=True, check=False)
    except FileNotFoundError:
        pytest.skip("this system has no mount command")
    if done.returncode:
        pytest.skip("mounting a small disk needs the rights of root")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def test_checks_the_room_first(small_disk: Path) -> None:
    content = noise(2_000_000)
    with serve_file(content) as server:
        with pytest.raises(DiskFullError, match=r"2\.0 MB .* 1\.0 MB") as caught:
            fetch(server.url, small_disk / "model.gguf", content)
        assert server.requests == []
    assert "room" in caught.value.hint


def test_a_disk_that_fills_up_keeps_what_has_arrived(small_disk: Path) -> None:
    content = noise(800_000)
    target = small_disk / "model.gguf"
    ballast = small_disk / "ballast"

    def progress(done: int, total: int) -> None:
        if 100_000 < done < total and not ballast.exists():
            ballast.write_bytes(bytes(600_000))

    with serve_file(content) as server:
        with pytest.raises(DiskFullError):
            fetch(server.url, target, content, bandwidth_limit=lambda: 3000, progress=progress)
        kept = partial_of(target).read_bytes()
        assert len(kept) > 100_000
        assert kept == content[: len(kept)]
        ballast.unlink()
        fetch(server.url, target, content)
        assert server.ranges[-1] == f"bytes={len(kept)}-"
    assert target.read_bytes() == content


def test_a_folder_that_can_not_be_written_is_the_systems_word(server: FileServer, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(OSError) as caught:
        fetch(server.url, tmp_path / "file" / "model.gguf", CONTENT)
    assert caught.value.errno in (errno.ENOTDIR, errno.EEXIST, errno.ENOENT)
    assert os.listdir(tmp_path) == ["file"]  # noqa: PTH208
