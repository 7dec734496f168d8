"""The models on this PC: how they run, what can be done with their files, and the folder they lie in."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMetaObject, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtQuick import QQuickWindow

from deai_desktop.api.schemas.errors import error_detail
from deai_desktop.api.schemas.library import Verified
from deai_desktop.api.schemas.models import CrashView, NewerProblem
from deai_desktop.core.errors import DeAIError, EngineStartError, HubUnreachableError, ModelFileError
from tests.fakes.node_models import FakeModelNode
from tests.gui.model_pages import FrontEnd, button, is_shown, press
from tests.gui.room import WaitUntil, dialog, front, is_open, node, text_of, visible, window
from tests.screenshots.room_content import QWEN

__all__ = ["front", "node", "window"]
MISSING, OTHER = "llama-3.3-70b", "mistral-7b"


def _card(front: FrontEnd, model: str = QWEN) -> str:
    card = front.card(model)
    assert card is not None
    return "\n".join((card.facts, card.fit, card.basis, card.origin))


def test_a_card_tells_size_origin_and_how_the_model_runs(
    front: FrontEnd, window: QQuickWindow, wait_until: WaitUntil
) -> None:
    wait_until(lambda: "tokens/s" in _card(front) and "tokens/s" in _card(front, OTHER))
    assert _card(front).split("\n")[:2] == [
        "986.0 MB  ·  Q4_K_M  ·  32,768 tokens of context  ·  Apache-2.0",
        "about 21–25 tokens/s  ·  1.4 GB of memory  ·  up to 32k context",
    ]
    assert "measured on this PC" in _card(front)
    assert "From huggingface.co" in _card(front)
    assert "expected from other models" in _card(front, OTHER)
    assert "Your own file: /home/ada/" in _card(front, OTHER)


def test_an_adapter_is_listed_but_never_offered_for_a_chat(
    front: FrontEnd, window: QQuickWindow, node: FakeModelNode, wait_until: WaitUntil
) -> None:
    known = next(view for view in node.views if view.id == OTHER)
    node.views.append(
        known.model_copy(
            update={"id": "pirate", "name": "Pirate", "kind": "adapter", "family": "llama", "size": 4_000_000}
        )
    )
    front.models.refresh()
    wait_until(lambda: front.card("pirate") is not None)
    assert _card(front, "pirate").startswith("Adapter for llama models  ·  4.0 MB")
    assert "pirate" not in [one["id"] for one in front.models.installed]
    wait_until(lambda: is_shown(window, "remove", "pirate"))
    shown = {name for name in ("chat", "load", "measure") if is_shown(window, name, "pirate")}
    assert not shown
    assert is_shown(window, "chat", OTHER)


def test_measures_with_progress_and_shows_what_came_of_it(
    front: FrontEnd, window: QQuickWindow, node: FakeModelNode, wait_until: WaitUntil
) -> None:
    del node.room.fits[OTHER]
    node.room.fits[OTHER] = node.room.fits[QWEN].model_copy(
        update={"model": OTHER, "basis": "unknown", "tokens_per_second_low": 0, "tokens_per_second_high": 0}
    )
    node.room.measure_seconds = 0.6
    front.models.measuring._begin_anew()
    front.models.refresh()
    wait_until(lambda: is_shown(window, "measure", OTHER))
    press(button(window, "measure", OTHER))
    assert is_shown(window, "cancelMeasuring", OTHER)
    assert not is_shown(window, "measure", OTHER)
    wait_until(lambda: front.models.measuring.part > 0.01)
    wait_until(lambda: "about 14–17 tokens/s" in _card(front, OTHER))
    assert node.room.measured == [OTHER]
    assert "about 14–17 tokens/s" in front.told[-1]
    assert not is_shown(window, "cancelMeasuring", OTHER)


def test_measuring_stops_when_it_is_cancelled(
    front: FrontEnd, window: QQuickWindow, node: FakeModelNode, wait_until: WaitUntil
) -> None:
    node.room.measure_seconds = 1.0
    front.models.measuring.measure(QWEN)
    press(button(window, "cancelMeasuring", QWEN))
    assert front.models.measuring.model == ""
    wait_until(lambda: f"stop measuring {QWEN}" in node.room.steps)
    assert front.errors == []


def test_why_measuring_failed_is_told(front: FrontEnd, node: FakeModelNode, wait_until: WaitUntil) -> None:
    node.room.measure_error = EngineStartError("There is not enough memory.", hint="Unload another model.")
    front.models.measuring.measure(QWEN)
    wait_until(lambda: front.errors)
    assert front.models.measuring.model == ""


def test_a_measurement_of_somebody_else_is_shown(
    front: FrontEnd, node: FakeModelNode, wait_until: WaitUntil
) -> None:
    wait_until(lambda: "tokens/s" in _card(front) and node.room._listeners)
    node.room.measure(QWEN)
    node.room.happen("speed_measured", model_id=QWEN)
    wait_until(lambda: "14–17" in _card(front))


def test_a_missing_file_has_ways_out(
    front: FrontEnd, window: QQuickWindow, node: FakeModelNode, wait_until: WaitUntil
) -> None:
    assert is_shown(window, "missing", MISSING)
    assert not is_shown(window, "missing", QWEN)
    assert [
        is_shown(window, name, MISSING) for name in ("chat", "lookAgain", "locate", "download", "remove")
    ] == [
        False,
        True,
        True,
        False,
        True,
    ]
    front.models.files.locate(MISSING, QUrl.fromLocalFile("/new place/llama.gguf"))
    wait_until(lambda: MISSING not in node.installed)  # another entry took its place


def test_a_downloaded_model_whose_file_is_missing_can_be_had_again(
    front: FrontEnd, window: QQuickWindow, node: FakeModelNode, wait_until: WaitUntil
) -> None:
    node.views[0] = node.views[0].model_copy(update={"available": False})
    front.models.refresh()
    wait_until(lambda: is_shown(window, "download", QWEN))
    assert not is_shown(window, "locate", QWEN)
    press(button(window, "download", QWEN))
    wait_until(lambda: f"pull {QWEN}" in node.room.steps)


def test_before_a_model_goes_one_reads_what_that_frees(
    front: FrontEnd, window: QQuickWindow, node: FakeModelNode, wait_until: WaitUntil
) -> None:
    press(button(window, "remove", QWEN))
    wait_until(lambda: is_open(window, "removeDialog"))
    with dialog(window, "removeDialog") as asked:
        assert asked.property("title") == "Remove Qwen2.5 1.5B Instruct?"
        assert "frees 986.0 MB" in asked.property("text")
        assert "used by: Mistral 7B Instruct v0.3" in asked.property("text")
        assert QWEN in node.installed
        QMetaObject.invokeMethod(asked, "accept")
    wait_until(lambda: QWEN not in node.installed)


def test_a_file_is_checked_again(
    front: FrontEnd, window: QQuickWindow, node: FakeModelNode, wait_until: WaitUntil
) -> None:
    checking = front.models.files.checking
    node.room.verified[QWEN] = Verified(id=QWEN, sha256="0" * 64, was_known=True, matches=True)
    node.room.verify_seconds = 0.8
    checking.begin(QWEN)
    assert is_shown(window, "cancelChecking", QWEN)
    wait_until(lambda: checking.parts.get(QWEN) == 0.25)
    wait_until(lambda: front.told)
    assert front.told[-1] == "Qwen2.5 1.5B Instruct is exactly as it was added."
    assert checking.parts == {}
    node.room.verified[QWEN] = Verified(id=QWEN, sha256="1" * 64, was_known=True, matches=False)
    checking.begin(QWEN)
    wait_until(lambda: "has changed" in front.told[-1])
    checking.begin(QWEN)
    press(button(window, "cancelChecking", QWEN))
    assert not is_shown(window, "cancelChecking", QWEN)


def test_a_changed_file_is_another_thing_than_a_missing_one(
    front: FrontEnd, window: QQuickWindow, node: FakeModelNode, wait_until: WaitUntil
) -> None:
    node.views[1] = node.views[1].model_copy(update={"available": False, "changed": True})
    front.models.refresh()
    wait_until(lambda: is_shown(window, "missing", OTHER))
    assert not is_shown(window, "locate", OTHER)
    assert is_shown(window, "remove", OTHER)


def test_newer_versions_are_looked_for_and_fetched_while_the_present_one_stays(
    front: FrontEnd, window: QQuickWindow, node: FakeModelNode, wait_until: WaitUntil
) -> None:
    newer = front.models.files.newer
    newer.get(QWEN)
    wait_until(lambda: front.told == ["There is no newer version of Qwen2.5 1.5B Instruct."])
    node.room.newer = [QWEN]
    node.room.newer_problems = [NewerProblem(model=OTHER, error=error_detail(DeAIError("It is gone.")))]
    press(button(window, "lookForNewer"))
    assert button(window, "lookForNewer").property("enabled") is False
    wait_until(lambda: (card := front.card(QWEN)) is not None and card.newer)
    assert button(window, "lookForNewer").property("enabled") is True
    assert front.told[-1] == (
        "There are newer versions of: Qwen2.5 1.5B Instruct. Of Mistral 7B Instruct v0.3 that is not known: It is gone."
    )
    newer.get(QWEN)
    wait_until(lambda: (card := front.card(QWEN)) is not None and card.renewal.startswith("Newer version: 0"))
    assert QWEN in {model["id"] for model in front.models.installed}
    (download,) = node.room.downloads.values()
    node.room.steer(download.id, "break", state="failed")
    front.models.refresh()
    wait_until(lambda: (card := front.card(QWEN)) is not None and card.renewal == "")


def test_why_newer_versions_can_not_be_looked_for_is_told(
    front: FrontEnd, node: FakeModelNode, wait_until: WaitUntil
) -> None:
    node.room.newer_error = HubUnreachableError("It does not answer.")
    front.models.files.newer.look()
    wait_until(lambda: front.errors)
    assert not front.models.files.newer.isLooking


def test_a_models_folder_is_shown(front: FrontEnd, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()))
    front.models.files.showInFolder(QWEN)
    assert Path(opened[0]) == Path("/home/ada/.local/share/deai/models/qwen")


def test_models_of_other_programs_are_used_where_they_lie(
    front: FrontEnd, window: QQuickWindow, node: FakeModelNode, wait_until: WaitUntil
) -> None:
    press(button(window, "find"))
    library = front.models.library
    wait_until(lambda: library.found.rowCount() == 4 and visible(window, "found"))
    boxes = {one.property("enabled") for one in visible(window, "found")}
    assert boxes == {True, False}  # what is listed or broken can't be chosen
    assert [row.note for row in library.found.rows] == [
        "",
        "In your list already",
        "",
        "The file ends too early.",
    ]
    library.choose(node.room.found[0].path, True)
    library.choose(node.room.found[1].path, True)
    library.choose(node.room.found[2].path, True)
    assert library.chosenCount == 2
    press(visible(window, "useFound")[0])
    wait_until(lambda: front.told)
    assert node.room.used == [node.room.found[0].path, node.room.found[2].path]
    assert front.told[-1] == "2 models were added."
    wait_until(lambda: all(not row.can_be_used for row in library.found.rows))


def test_why_a_found_file_can_not_be_used_is_told(
    front: FrontEnd, node: FakeModelNode, wait_until: WaitUntil
) -> None:
    library, path = front.models.library, node.room.found[0].path
    node.room.use_problems[path] = ModelFileError("The file ends too early.")
    library.look()
    wait_until(lambda: library.found.rowCount())
    library.choose(path, True)
    library.use()
    wait_until(lambda: front.errors)


def test_where_nothing_was_found_that_is_said(
    front: FrontEnd, node: FakeModelNode, wait_until: WaitUntil
) -> None:
    node.room.found = []
    front.models.library.look()
    assert front.models.library.foundText == "Looking…"
    wait_until(lambda: "holds models on this PC" in front.models.library.foundText)


def test_the_models_move_to_another_folder_with_progress(
    front: FrontEnd, window: QQuickWindow, node: FakeModelNode, tmp_path: Path, wait_until: WaitUntil
) -> None:
    library = front.models.library
    assert text_of(window, "folderPath") == "/home/ada/.local/share/deai/models"
    assert library.room == "Models take 6.1 GB; 72.4 GB are free."
    library.move(QUrl.fromLocalFile(str(tmp_path)))
    wait_until(lambda: visible(window, "moveProgress") and library.movePart > 0)
    wait_until(lambda: library.folder == str(tmp_path))
    assert front.told[-1] == f"The models lie in {tmp_path} now."
    assert visible(window, "moveFolder")


def test_a_move_can_be_stopped(
    front: FrontEnd, window: QQuickWindow, node: FakeModelNode, tmp_path: Path, wait_until: WaitUntil
) -> None:
    node.room.move_steps = 1000
    front.models.library.move(QUrl.fromLocalFile(str(tmp_path)))
    wait_until(lambda: visible(window, "cancelMove"))
    press(visible(window, "cancelMove")[0])
    wait_until(lambda: not front.models.library.isMoving)
    assert front.models.library.folder == "/home/ada/.local/share/deai/models"
    assert front.told == []


def test_a_model_that_is_held_back_tells_why_and_can_be_tried_again(
    front: FrontEnd, window: QQuickWindow, node: FakeModelNode, wait_until: WaitUntil
) -> None:
    cause = CrashView(
        at=1_790_000_000.0, message="llama.cpp crashed (memory access fault).", hint="Ask again."
    )
    at = next(place for place, view in enumerate(node.views) if view.id == QWEN)
    node.views[at] = node.views[at].model_copy(update={"held_back": True, "crashes": [cause, cause]})
    front.models.refresh()
    wait_until(lambda: is_shown(window, "heldBack", QWEN))
    card = front.card(QWEN)
    assert card is not None
    assert card.crashes.count("memory access fault") == 2
    shown = [is_shown(window, name, QWEN) for name in ("chat", "load", "tryAgain")]
    assert shown == [False, False, True]
    press(button(window, "tryAgain", QWEN))
    wait_until(lambda: f"trust {QWEN}" in node.room.steps)
    wait_until(lambda: QWEN in node.loaded and is_shown(window, "chat", QWEN))
    assert not is_shown(window, "heldBack", QWEN)


def test_tells_that_nothing_is_left_when_the_last_card_goes(
    front: FrontEnd, window: QQuickWindow, node: FakeModelNode, wait_until: WaitUntil
) -> None:
    node.views = [view for view in node.views if view.id == MISSING]  # it can't be used, and has its card
    front.models.refresh()
    wait_until(lambda: front.models.models.rowCount() == 1)
    assert not visible(window, "emptyModels")
    node.views = []
    front.models.refresh()
    wait_until(lambda: visible(window, "emptyModels"))
