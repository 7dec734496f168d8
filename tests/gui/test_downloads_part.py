"""The queue of downloads: its order, what each waits for, and how it is steered."""

from __future__ import annotations

from PySide6.QtQuick import QQuickWindow

from tests.fakes.node_models import FakeModelNode
from tests.gui.model_pages import FrontEnd, find, press
from tests.gui.room import DOWNLOADS, WaitUntil, front, node, show_part, text_of, visible, window
from tests.screenshots.room_content import fill_queue

__all__ = ["front", "node", "window"]
RUNNING, SECOND, PAUSED, FAILED = (
    "qwen3-4b-instruct-q4_k_m",
    "phi-4-mini-instruct-q6_k",
    "smollm2-1.7b-instruct-q8_0",
    "pythia-1b-q4_k_m",
)


def _show(front: FrontEnd, window: QQuickWindow, node: FakeModelNode, wait_until: WaitUntil) -> None:
    fill_queue(node)
    front.models.refresh()
    show_part(window, DOWNLOADS)
    wait_until(lambda: front.models.downloads.rows.rowCount() == 7 and visible(window, f"download {RUNNING}"))


def _press(window: QQuickWindow, model: str, name: str) -> None:
    button = find(find(window.contentItem(), f"download {model}"), name)
    assert button.isVisible()
    press(button)


def _shows(window: QQuickWindow, model: str, name: str) -> bool:
    return find(find(window.contentItem(), f"download {model}"), name).isVisible()


def test_what_runs_comes_first_then_the_queue_then_the_rest(
    front: FrontEnd, window: QQuickWindow, node: FakeModelNode, wait_until: WaitUntil
) -> None:
    _show(front, window, node, wait_until)
    rows = front.models.downloads.rows.rows
    assert [row.stage for row in rows] == [
        "running",
        "queued",
        "queued",
        "queued",
        "paused",
        "failed",
        "finished",
    ]
    assert rows[0].progress == "1.2 GB of 2.5 GB  ·  11.4 MB/s  ·  1 min left"
    assert rows[0].source == "from huggingface.co"
    assert rows[2].progress == "Waiting: number 2 in the queue"
    assert rows[6].source.endswith("checked: exactly what was promised")
    assert text_of(window, "downloadsSummary") == "1 running  ·  3 waiting  ·  1 paused  ·  11.4 MB/s"
    assert front.models.downloads.unfinished == 4


def test_each_download_is_steered_by_its_buttons(
    front: FrontEnd, window: QQuickWindow, node: FakeModelNode, wait_until: WaitUntil
) -> None:
    _show(front, window, node, wait_until)
    _press(window, RUNNING, "pause")
    wait_until(lambda: _shows(window, RUNNING, "resume"))
    _press(window, RUNNING, "resume")
    wait_until(lambda: _shows(window, RUNNING, "pause"))
    assert not _shows(window, RUNNING, "first")
    _press(window, SECOND, "first")
    wait_until(lambda: "priority 1 4" in node.room.steps)
    _press(window, PAUSED, "resume")
    wait_until(lambda: "resume 6" in node.room.steps)
    _press(window, FAILED, "cancel")
    wait_until(lambda: "7" not in node.room.downloads and front.models.downloads.rows.rowCount() == 6)


def test_a_failure_is_told_in_words_and_can_be_tried_again(
    front: FrontEnd, window: QQuickWindow, node: FakeModelNode, wait_until: WaitUntil
) -> None:
    _show(front, window, node, wait_until)
    row = next(row for row in front.models.downloads.rows.rows if row.model_id == FAILED)
    assert "its SHA-256 is another one" in row.trouble
    assert row.advice
    assert _shows(window, FAILED, "downloadTrouble")
    _press(window, FAILED, "resume")
    wait_until(lambda: "resume 7" in node.room.steps and not _shows(window, FAILED, "downloadTrouble"))


def test_a_finished_model_can_be_chatted_with_at_once(
    front: FrontEnd, window: QQuickWindow, node: FakeModelNode, wait_until: WaitUntil
) -> None:
    _show(front, window, node, wait_until)
    _press(window, "llama-3.2-3b-instruct", "chat")
    assert front.chats == ["llama-3.2-3b-instruct"]


def test_progress_moves_a_row_without_asking_again(
    front: FrontEnd, window: QQuickWindow, node: FakeModelNode, wait_until: WaitUntil
) -> None:
    _show(front, window, node, wait_until)
    wait_until(lambda: node.room._listeners)
    node.room.happen(
        "download_progressed",
        download_id="2",
        model_id=RUNNING,
        done=2_000_000_000,
        total=2_497_280_256,
        speed=1e7,
    )
    wait_until(lambda: front.models.downloads.rows.rows[0].progress.startswith("2.0 GB of 2.5 GB"))
    assert front.models.downloads.rows.rows[0].name == "Qwen3 4B Instruct Q4_K_M"


def test_an_empty_queue_leads_to_models(front: FrontEnd, window: QQuickWindow, wait_until: WaitUntil) -> None:
    show_part(window, DOWNLOADS)
    wait_until(lambda: visible(window, "emptyAction"))
    press(visible(window, "emptyAction")[0])
    wait_until(lambda: visible(window, "modelSearch"))
