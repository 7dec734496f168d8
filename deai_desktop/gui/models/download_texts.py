"""How far a download is, in the person's language."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from deai_desktop.api.schemas.downloads import DownloadView
from deai_desktop.gui.models.figures import joined, size_text, speed_text, time_left_text

REASONS = (
    QT_TRANSLATE_NOOP(
        "Downloads",
        "This PC is on a metered connection. The download goes on when it is on another one, or when you"
        " resume it.",
    ),
    QT_TRANSLATE_NOOP(
        "Downloads", "Its model is answering. The newer version takes its place when that has ended."
    ),
)
"""What the node says that downloads wait for."""


def download_state(download: DownloadView) -> str:
    """Return its state as pages show it: what was stopped and kept counts as paused."""
    return "paused" if download.state == "cancelled" else download.state


def progress_text(download: DownloadView) -> str:
    """Say how much is there, how fast it comes and how long the rest takes; or what it waits for."""
    amounts = {"done": size_text(download.done), "total": size_text(download.total)}
    state = download_state(download)
    if state in ("queued", "running") and download.waiting_for:
        return QCoreApplication.translate("Downloads", download.waiting_for)
    if state == "queued":
        return _queued(download)
    if state == "paused":
        return QCoreApplication.translate("ModelCard", "Paused at {done} of {total}").format(**amounts)
    if state == "finished":
        return amounts["total"]
    return joined(
        QCoreApplication.translate("ModelCard", "{done} of {total}").format(**amounts),
        speed_text(download.speed),
        time_left_text(download.total - download.done, download.speed, download.remaining_seconds),
    )


def _queued(download: DownloadView) -> str:
    if download.position > 1:
        return QCoreApplication.translate("ModelCard", "Waiting: number {position} in the queue").format(
            position=download.position
        )
    return QCoreApplication.translate("ModelCard", "Waiting for the download before it")
