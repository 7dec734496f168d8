"""How far downloads are, on the window's button in the taskbar."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QWindow
from PySide6.QtWidgets import QApplication

from deai_desktop.api.schemas.downloads import DownloadView
from deai_desktop.gui.models.known_models import KnownModels
from deai_desktop.gui.taskbar_downloads import TaskbarDownloads
from tests.gui.desktop_window import Open, Wait
from tests.running_node import RunningNode


class Button:
    """A button of the taskbar that remembers what it was told."""

    is_available = True

    def __init__(self, window: int) -> None:
        self.window = window
        self.told: list[float | str | None] = []
        BUTTONS.append(self)

    def show(self, part: float | None) -> None:
        """Remember it."""
        self.told.append(part)

    def close(self) -> None:
        """Remember it."""
        self.told.append("closed")


BUTTONS: list[Button] = []


class NoButton(Button):
    """A system without such a taskbar."""

    is_available = False


class Downloads(QObject):
    """Downloads that are as far as the test says."""

    changed = Signal()
    part_downloaded: float | None = None

    def come_to(self, part: float | None) -> None:
        """Tell of something new."""
        self.part_downloaded = part
        self.changed.emit()


@pytest.fixture
def window(application: QApplication) -> Iterator[QWindow]:
    """A window that is shown."""
    BUTTONS.clear()
    made = QWindow()
    made.show()
    yield made
    made.destroy()


def test_the_button_follows_downloads_to_their_end(window: QWindow) -> None:
    downloads = Downloads()
    taskbar = TaskbarDownloads(downloads, window, Button)
    downloads.come_to(None)
    assert not BUTTONS  # nothing was asked of the system before there is something to show
    for part in (0.0, 0.5, 0.5001, 0.9, None, None):
        downloads.come_to(part)
    (button,) = BUTTONS
    assert button.window == int(window.winId())
    assert button.told == [0.0, 0.5, 0.9, None]
    taskbar.close()
    assert button.told[-1] == "closed"


def test_a_window_that_comes_back_has_a_new_button(window: QWindow) -> None:
    downloads = Downloads()
    taskbar = TaskbarDownloads(downloads, window, Button)
    downloads.come_to(0.3)
    window.hide()
    downloads.come_to(0.4)
    assert [one.told for one in BUTTONS] == [[0.3, "closed"]]
    window.show()
    assert [one.told for one in BUTTONS] == [[0.3, "closed"], [0.4]]
    taskbar.close()


def test_nothing_is_shown_where_there_is_no_such_taskbar(window: QWindow) -> None:
    downloads = Downloads()
    taskbar = TaskbarDownloads(downloads, window, NoButton)
    downloads.come_to(0.3)
    assert [one.told for one in BUTTONS] == [[]]
    taskbar.close()


@pytest.mark.parametrize(
    ("downloads", "part"),
    [
        ([], None),
        ([("running", 10, 100), ("running", 80, 100), ("queued", 0, 1000), ("failed", 1, 1000)], 0.45),
        ([("running", 0, 0)], 0.0),
        ([("cancelled", 5, 100), ("finished", 5, 5)], None),
    ],
)
def test_running_downloads_count_together_and_no_others(
    downloads: list[tuple[Any, int, int]], part: float | None
) -> None:
    known = KnownModels()
    known.take_downloads(
        DownloadView(id=str(at), model=f"m{at}", state=state, done=done, total=total)
        for at, (state, done, total) in enumerate(downloads)
    )
    assert known.part_downloaded == (None if part is None else pytest.approx(part))


def test_the_window_shows_its_downloads_there_and_takes_them_away_when_the_node_is_gone(
    node: RunningNode, open_desktop: Open, wait_until: Wait
) -> None:
    BUTTONS.clear()
    desktop = open_desktop()
    taskbar = TaskbarDownloads(desktop.app.models, desktop.window, Button)
    desktop.app.link.open()
    wait_until(lambda: desktop.app.models.isFetched)
    event = {"type": "download_progressed", "download_id": "1", "model_id": "a", "speed": 1.0}
    desktop.app.link.eventArrived.emit(event | {"done": 25, "total": 100})
    assert BUTTONS[0].told == [0.25]
    node.kill()
    wait_until(lambda: BUTTONS[0].told[-1] is None)
    taskbar.close()
