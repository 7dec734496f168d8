"""The queue's order, pauses and waits, also across restarts."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import closing
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from deai_desktop.core.errors import DiskFullError, DownloadError
from deai_desktop.core.events import Event, EventBus
from deai_desktop.models.catalogue import Catalogue
from deai_desktop.models.catalogue_entry import CatalogueEntry
from deai_desktop.models.downloads.download import DownloadState
from deai_desktop.models.downloads.metered_rule import WAITING, MeteredRule
from deai_desktop.models.downloads.pace import Pace
from deai_desktop.models.downloads.queue import DownloadQueue
from deai_desktop.models.events import DownloadPaused, DownloadStarted
from deai_desktop.models.store import ModelStore
from deai_desktop.storage.database import Database
from tests.fakes.file_server import FileServer, serve_file
from tests.models.downloading import (
    catalogue_entry,
    catalogue_file,
    leftovers,
    noise,
    partial_of,
    quick,
    size_of,
)
from tests.models.gguf_builder import tiny_gguf

CONTENT = tiny_gguf(filler=200_000)
Open = Callable[..., DownloadQueue]


@pytest.fixture
def server() -> Iterator[FileServer]:
    with serve_file(CONTENT) as running:
        yield running


@pytest.fixture
def open_queue(server: FileServer, store: ModelStore, bus: EventBus, database: Database) -> Open:
    def open_it(**more: Any) -> DownloadQueue:
        source = {"kind": "https", "url": server.url}
        entries = [catalogue_entry(CONTENT, source, model_id=name) for name in ("tiny", "small", "third")]
        return DownloadQueue(Catalogue(entries), store, bus, lambda: 0, quick(), database=database, **more)

    return open_it


def _states(queue: DownloadQueue) -> dict[str, str]:
    return {one.model_id: str(one.state) for one in queue.list()}


def _wait_until(is_so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 10
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_a_paused_download_stays_paused_over_a_restart(
    server: FileServer, open_queue: Open, published: list[Event], tmp_path: Path
) -> None:
    server.stalls = [50_000]
    with closing(open_queue()) as first:
        running, queued = first.pull("tiny"), first.pull("small")
        server.wait_until_stalled()
        partial = partial_of(tmp_path / "models" / "tiny" / "tiny.gguf")
        _wait_until(lambda: size_of(partial) == 50_000)
        first.pause(queued.id)
        first.pause(running.id)
        assert first.wait(running.id, 5).state is DownloadState.PAUSED
    assert len([one for one in published if isinstance(one, DownloadPaused)]) == 2
    with closing(open_queue()) as second:
        assert _states(second) == {"tiny": "paused", "small": "paused"}
        assert second.list()[0].done == 50_000
        resumed = second.resume(running.id)
        assert second.wait(resumed.id, 10).state is DownloadState.FINISHED
        assert second.wait(second.pull("small").id, 10).id == queued.id
    assert "bytes=50000-" in server.ranges


def test_running_and_queued_ones_go_on_by_themselves(server: FileServer, open_queue: Open) -> None:
    server.stalls = [50_000]
    first = open_queue()
    ids = [first.pull(name).id for name in ("tiny", "small")]
    server.wait_until_stalled()
    first.close()
    with closing(open_queue()) as second:
        assert [second.wait(one, 10).state for one in ids] == ["finished"] * 2
    with closing(open_queue()) as third:
        assert third.list() == ()


def test_higher_priority_goes_first_and_interrupts(
    server: FileServer, open_queue: Open, published: list[Event]
) -> None:
    server.stalls = [50_000]
    with closing(open_queue()) as queue:
        low, middle = queue.pull("tiny"), queue.pull("small")
        server.wait_until_stalled()
        assert [one.position for one in queue.list()] == [0, 1]
        high = queue.pull("third", priority=5)
        assert [queue.wait(one.id, 10).state for one in (high, low, middle)] == ["finished"] * 3
    started = [one.model_id for one in published if isinstance(one, DownloadStarted)]
    assert started == ["tiny", "third", "tiny", "small"]


def test_the_order_can_be_changed(server: FileServer, open_queue: Open) -> None:
    server.stalls = [50_000]
    with closing(open_queue()) as queue:
        for name in ("tiny", "small", "third"):
            queue.pull(name)
        server.wait_until_stalled()
        queue.prioritize(queue.list()[0].id, 9)
        assert queue.prioritize(queue.list()[2].id, 1).position == 1
        server.resume()
        _wait_until(lambda: set(_states(queue).values()) == {"finished"})


def test_waits_while_the_network_is_metered_unless_a_person_wants_it(open_queue: Open) -> None:
    metered: list[bool | None] = [True]
    rule = MeteredRule(lambda: metered[0], lambda: False, fresh_seconds=0)
    with closing(open_queue(waits_for=rule)) as queue:
        first, second = queue.pull("tiny"), queue.pull("small")
        _wait_until(lambda: all(one.waiting_for == WAITING for one in queue.list()))
        queue.resume(second.id)
        assert queue.wait(second.id, 10).state is DownloadState.FINISHED
        assert queue.wait(first.id, 0.1).state is DownloadState.QUEUED
        metered[0] = None
        assert queue.wait(first.id, 10).state is DownloadState.FINISHED


def test_an_allowed_or_unknown_network_is_no_reason_to_wait() -> None:
    assert MeteredRule(lambda: True, lambda: True)() == ""
    assert MeteredRule(lambda: None, lambda: False)() == ""
    assert MeteredRule(lambda: False, lambda: False)() == ""


def test_what_only_the_hub_knows_is_asked_for_at_the_beginning(
    server: FileServer, open_queue: Open, store: ModelStore
) -> None:
    whole = catalogue_entry(CONTENT, {"kind": "https", "url": server.url})
    file = whole.files[0].model_copy(update={"size": 0, "sha256": ""})
    unknown = whole.model_copy(update={"files": (file,)})
    with closing(open_queue()) as queue:
        refused = queue.wait(queue.add(unknown).id, 5)
        assert isinstance(refused.error, DownloadError)
        assert "not known" in refused.error.message
    with closing(open_queue(resolve=lambda entry: whole)) as queue:
        ended = queue.wait(queue.add(unknown).id, 10)
        assert (ended.state, ended.total, ended.verified) == (DownloadState.FINISHED, len(CONTENT), True)
    assert store.get("tiny").is_available


def _with_note(server: FileServer, more: bytes) -> CatalogueEntry:
    """Describe a model of two files, the second without a hash."""
    source = {"kind": "https", "url": server.url}
    entry = catalogue_entry(CONTENT, source)
    note = catalogue_file(more, source, name="note.txt").model_copy(update={"sha256": ""})
    return entry.model_copy(update={"files": (*entry.files, note)})


def test_several_files_make_one_model_and_small_ones_may_have_no_hash(
    server: FileServer, open_queue: Open, store: ModelStore, tmp_path: Path
) -> None:
    more = noise(len(CONTENT), seed=9)
    with closing(open_queue(resolve=lambda entry: entry)) as queue:
        server.cuts = []
        added = queue.add(_with_note(server, more))
        assert added.verified is False
        ended = queue.wait(added.id, 10)
    assert (ended.state, ended.done) == (DownloadState.FINISHED, 2 * len(CONTENT))
    assert [model.id for model in store.list()] == ["tiny"]
    assert leftovers(tmp_path / "models") == ["note.txt", "tiny", "tiny.gguf"]


def test_the_room_for_all_files_is_checked_first(server: FileServer, open_queue: Open) -> None:
    entry = catalogue_entry(CONTENT, {"kind": "https", "url": server.url})
    huge = entry.files[0].model_copy(update={"name": "second.gguf", "size": 10**12})
    with closing(open_queue()) as queue:
        ended = queue.wait(queue.add(entry.model_copy(update={"files": (*entry.files, huge)})).id, 5)
    assert isinstance(ended.error, DiskFullError)
    assert server.requests == []


def test_the_remaining_time_does_not_jump() -> None:
    now = [0.0]
    pace, told = Pace(lambda: now[0]), []
    for step in range(200):
        now[0] = step / 10
        pace.note(step * 100_000 + (step % 7) * 15_000, 100_000_000)
        if pace.remaining is not None:
            told.append(pace.remaining)
    assert len(told) > 150
    assert all(abs((before - after) - 0.1) < 3 for before, after in pairwise(told))
    assert told[-1] == pytest.approx(80, rel=0.1)
