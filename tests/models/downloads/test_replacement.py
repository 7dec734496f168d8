"""A newer version waits until nobody uses the older one, and takes its place exactly once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager

import pytest

from deai_desktop.core.events import Event, EventBus
from deai_desktop.models.catalogue import Catalogue
from deai_desktop.models.catalogue_entry import CatalogueEntry
from deai_desktop.models.downloads import replacement
from deai_desktop.models.downloads.download import DownloadState
from deai_desktop.models.downloads.queue import DownloadQueue
from deai_desktop.models.downloads.records import Records
from deai_desktop.models.downloads.replacement import WAITING, Replacement, Replacing
from deai_desktop.models.events import DownloadFinished
from deai_desktop.models.store import ModelStore
from deai_desktop.storage.database import Database
from tests.fakes.file_server import FileServer, serve_file
from tests.models.downloading import catalogue_entry, quick
from tests.models.gguf_builder import tiny_gguf
from tests.models.library.models_on_disk import install_one
from tests.node.waiting import wait_until

OLD, NEW, OTHER = (tiny_gguf(filler=size) for size in (1000, 2000, 3000))
WANTED = Replacement("model")
Use = Callable[[str], bool]


@pytest.fixture
def server(store: ModelStore) -> Iterator[FileServer]:
    """A server of the newer version; the older one is here."""
    install_one(store, "model", OLD)
    with serve_file(NEW) as running:
        yield running


@pytest.fixture
def newer(server: FileServer) -> CatalogueEntry:
    return catalogue_entry(NEW, {"kind": "https", "url": server.url}, model_id="model-12345678")


@contextmanager
def opened(
    store: ModelStore, database: Database, bus: EventBus, is_in_use: Use, unloaded: list[str]
) -> Iterator[DownloadQueue]:
    replacing = Replacing(store, is_in_use, unloaded.append)
    with closing(
        DownloadQueue(Catalogue([]), store, bus, lambda: 0, quick(), database=database, replacing=replacing)
    ) as queue:
        yield queue


def content(store: ModelStore) -> dict[str, bytes]:
    return {model.id: model.path.read_bytes() for model in store.list()}


def test_waits_until_nobody_uses_the_older_version(
    store: ModelStore, database: Database, bus: EventBus, newer: CatalogueEntry
) -> None:
    answers = [True, True, False, False]
    asked: list[str] = []
    unloaded: list[str] = []
    told: list[Event] = []
    bus.subscribe(told.append)

    def is_in_use(model_id: str) -> bool:
        asked.append(model_id)
        assert content(store) == {"model": OLD}
        return answers.pop(0)

    with opened(store, database, bus, is_in_use, unloaded) as queue:
        begun = queue.add(newer, replacement=WANTED)
        assert queue.wait(begun.id, 10).state is DownloadState.FINISHED
    assert (asked, unloaded) == (["model"] * 4, ["model"])
    assert content(store) == {"model": NEW}
    assert [event.model_id for event in told if isinstance(event, DownloadFinished)] == ["model"]


def test_others_are_fetched_while_it_waits(
    store: ModelStore, database: Database, bus: EventBus, newer: CatalogueEntry
) -> None:
    used = [True]
    with (
        serve_file(OTHER) as place,
        opened(store, database, bus, lambda model_id: bool(used), []) as queue,
    ):
        other = catalogue_entry(OTHER, {"kind": "https", "url": place.url}, model_id="other")
        begun = queue.add(newer, replacement=WANTED)
        wait_until(lambda: bool(queue.list()[0].waiting_for))
        waiting = queue.list()[0]
        assert (waiting.state, waiting.waiting_for) == (DownloadState.QUEUED, WAITING)
        assert waiting.done == waiting.total == len(NEW)
        assert queue.wait(queue.add(other).id, 10).state is DownloadState.FINISHED
        assert content(store) == {"model": OLD, "other": OTHER}
        used.clear()
        assert queue.wait(begun.id, 10).state is DownloadState.FINISHED
    assert content(store) == {"model": NEW, "other": OTHER}


def test_does_not_wait_for_hours(
    store: ModelStore,
    database: Database,
    bus: EventBus,
    newer: CatalogueEntry,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(replacement, "_LONGEST_USE", 0.5)
    unloaded: list[str] = []
    with opened(store, database, bus, lambda model_id: True, unloaded) as queue:
        begun = queue.add(newer, replacement=WANTED)
        assert queue.wait(begun.id, 10).state is DownloadState.FINISHED
    assert unloaded == ["model"]
    assert content(store) == {"model": NEW}


def test_is_cancelled_while_it_waits(
    store: ModelStore, database: Database, bus: EventBus, newer: CatalogueEntry
) -> None:
    asked: list[str] = []

    def is_in_use(model_id: str) -> bool:
        asked.append(model_id)
        return True

    unloaded: list[str] = []
    with opened(store, database, bus, is_in_use, unloaded) as queue:
        begun = queue.add(newer, replacement=WANTED)
        wait_until(lambda: bool(asked))
        queue.cancel(begun.id, discard=True)
        wait_until(lambda: queue.list() == ())
    assert unloaded == []
    assert content(store) == {"model": OLD}
    assert [file.name for file in store.folder.iterdir()] == ["model"]


def test_does_not_do_again_what_an_earlier_run_had_done_when_it_was_killed(
    store: ModelStore, database: Database, bus: EventBus, newer: CatalogueEntry, server: FileServer
) -> None:
    with opened(store, database, bus, lambda model_id: False, []) as queue:
        assert queue.wait(queue.add(newer, replacement=WANTED).id, 10).state is DownloadState.FINISHED
    Records(database).add(newer, DownloadState.RUNNING, replacement=WANTED)
    fetched = len(server.requests)
    with opened(store, database, bus, lambda model_id: False, []) as queue:
        assert queue.list() == ()
    assert len(server.requests) == fetched
    assert content(store) == {"model": NEW}


def test_keeps_the_older_version_if_that_was_wanted_last(
    store: ModelStore, database: Database, bus: EventBus, newer: CatalogueEntry, server: FileServer
) -> None:
    server.stalls = [1000]
    with opened(store, database, bus, lambda model_id: False, []) as queue:
        begun = queue.add(newer, replacement=WANTED)
        server.wait_until_stalled()
        assert queue.add(newer, replacement=Replacement("model", keeps_old=True)).id == begun.id
        server.resume()
        assert queue.wait(begun.id, 10).state is DownloadState.FINISHED
    assert sorted(content(store).values()) == sorted([OLD, NEW])
