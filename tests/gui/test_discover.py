"""Finding models: the catalogue, the hub's search, one model closely, and what its makers ask for."""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import QMetaObject
from PySide6.QtGui import QDesktopServices
from PySide6.QtQuick import QQuickItem, QQuickWindow

from deai_desktop.api.schemas.downloads import DownloadView
from deai_desktop.core.errors import DownloadError
from tests.fakes.node_models import FakeModelNode
from tests.gui.model_pages import FrontEnd, find, press
from tests.gui.room import DISCOVER, WaitUntil, front, node, show_part, text_of, visible, window

__all__ = ["front", "node", "window"]
QWEN = "unsloth/Qwen3-4B-Instruct-2507-GGUF"
GATED = "google/gemma-3-4b-it-qat-q4_0-gguf"


def _names(front: FrontEnd) -> list[str]:
    return [row.hub_id for row in front.models.discover.results.rows]


def _search(front: FrontEnd, query: str, wait_until: WaitUntil) -> None:
    front.models.discover.query = query
    wait_until(lambda: not front.models.discover.isSearching)


def _open(front: FrontEnd, window: QQuickWindow, hub_id: str, wait_until: WaitUntil) -> None:
    show_part(window, DISCOVER)
    front.models.discover.model.open(hub_id)
    wait_until(lambda: front.models.discover.model.isKnown and visible(window, "hubName"))


def test_the_catalogue_shows_first_what_fits_and_asks_nobody(front: FrontEnd, node: FakeModelNode) -> None:
    offers = front.models.discover.offers.rows
    assert [card.fits for card in offers] == [True, True, False]
    assert offers[0].model_id == "smollm2-135m-instruct"
    assert node.room.searches == []


def test_what_is_typed_is_searched_once_it_settles(
    front: FrontEnd, window: QQuickWindow, node: FakeModelNode, wait_until: WaitUntil
) -> None:
    show_part(window, DISCOVER)
    field = find(window.contentItem(), "modelSearch")
    for text in ("q", "qw", "qwe", "qwen3"):
        field.setProperty("text", text)
        QMetaObject.invokeMethod(field, "textEdited")
    assert front.models.discover.isSearching
    wait_until(lambda: len(_names(front)) == 2)
    assert node.room.searches == [("qwen3", "gguf", "")]
    assert [card.model_id for card in front.models.discover.offers.rows] == ["qwen3-30b-a3b"]
    wait_until(lambda: visible(window, f"hub {QWEN}"))


def test_a_search_that_is_overtaken_shows_nothing_any_more(
    front: FrontEnd, node: FakeModelNode, wait_until: WaitUntil
) -> None:
    node.room.search_delay = 0.4
    front.models.discover.query = "gemma"
    wait_until(lambda: node.room.searches)
    front.models.discover.query = "unsloth"
    wait_until(lambda: _names(front))
    assert _names(front) == [QWEN]
    front.models.discover.query = ""
    assert _names(front) == []
    assert not front.models.discover.isSearching


def test_more_comes_by_the_cursor(
    front: FrontEnd, window: QQuickWindow, node: FakeModelNode, wait_until: WaitUntil
) -> None:
    show_part(window, DISCOVER)
    _search(front, "qwen3", wait_until)
    wait_until(lambda: visible(window, "more"))
    press(visible(window, "more")[0])
    wait_until(lambda: len(_names(front)) == 4)
    assert node.room.searches[-1] == ("qwen3", "gguf", "2")
    assert not front.models.discover.hasMore


def test_the_format_is_a_search_of_its_own(
    front: FrontEnd, window: QQuickWindow, node: FakeModelNode, wait_until: WaitUntil
) -> None:
    show_part(window, DISCOVER)
    _search(front, "qwen3", wait_until)
    press(visible(window, "kindOnnx")[0])
    wait_until(lambda: visible(window, "nothingFound"))
    assert node.room.searches[-1] == ("qwen3", "onnx", "")
    assert front.models.discover.offers.rowCount() == 0  # the catalogue has none in that format
    press(visible(window, "kindGguf")[0])
    wait_until(lambda: len(_names(front)) == 2)


def test_without_the_hub_one_sees_from_when_the_results_are(
    front: FrontEnd, window: QQuickWindow, node: FakeModelNode, wait_until: WaitUntil
) -> None:
    show_part(window, DISCOVER)
    node.room.is_offline, node.room.known_at = True, 1_790_000_000.0
    _search(front, "qwen3", wait_until)
    wait_until(lambda: visible(window, "knownText"))
    # Windows writes the year with four digits
    assert re.search(r"this is what was known on 9/21/(20)?26", text_of(window, "knownText"))
    assert _names(front)


def test_a_failed_search_says_why_and_can_be_tried_again(
    front: FrontEnd, window: QQuickWindow, node: FakeModelNode, wait_until: WaitUntil
) -> None:
    show_part(window, DISCOVER)
    node.room.search_error = DownloadError("huggingface.co can't be reached.", hint="Check the connection.")
    _search(front, "qwen3", wait_until)
    wait_until(lambda: visible(window, "searchAgain"))
    assert front.models.discover.problem["message"] == "huggingface.co can't be reached."
    assert front.errors == []
    node.room.search_error = None
    press(visible(window, "searchAgain")[0])
    wait_until(lambda: _names(front))
    assert not visible(window, "searchAgain")


def test_a_pasted_name_opens_the_model(front: FrontEnd, node: FakeModelNode, wait_until: WaitUntil) -> None:
    front.models.discover.query = QWEN
    front.models.discover.enter()
    wait_until(lambda: front.models.discover.model.isKnown)
    assert front.models.discover.model.name == "Qwen3-4B-Instruct-2507-GGUF"


def test_a_model_is_shown_closely_and_left_again(
    front: FrontEnd, window: QQuickWindow, node: FakeModelNode, wait_until: WaitUntil
) -> None:
    show_part(window, DISCOVER)
    _search(front, "qwen3", wait_until)
    wait_until(lambda: visible(window, f"hub {QWEN}"))
    press(visible(window, f"hub {QWEN}")[0])
    wait_until(lambda: visible(window, f"version {QWEN}:Q6_K"))
    model = front.models.discover.model
    assert "4.0 billion parameters" in model.facts
    assert "1.2 million downloads" in model.facts
    assert [row.recommended for row in model.quantizations.rows] == [False, False, True, False]
    assert model.quantizations.rows[2].because == "the best that fits and is fast enough"
    assert "about 7.3–9.4 tokens/s" in model.quantizations.rows[2].facts
    assert "pytorch_model.bin" in text_of(window, "leftOut")
    press(visible(window, "back")[0])
    wait_until(lambda: visible(window, "modelSearch"))
    assert len(_names(front)) == 2  # the search is as it was


def test_what_the_makers_say_fetches_nothing_and_runs_nothing(
    front: FrontEnd, window: QQuickWindow, node: FakeModelNode, wait_until: WaitUntil
) -> None:
    node.room.hub[QWEN].card = (
        "# Hello\n\n<script>alert(1)</script> <img src='https://example.org/track.png'>\n\n"
        "![a chart](https://example.org/chart.png) [link](javascript:alert(1))"
    )
    _open(front, window, QWEN, wait_until)
    html = "".join(str(block["html"]) for block in front.models.discover.model.blocks)
    assert "<script" not in html
    assert "<img" not in html
    assert 'href="javascript' not in html
    assert not [block for block in front.models.discover.model.blocks if block["kind"] == "image"]


def test_a_version_is_downloaded_with_progress_in_place(
    front: FrontEnd, window: QQuickWindow, node: FakeModelNode, wait_until: WaitUntil
) -> None:
    _open(front, window, QWEN, wait_until)
    version = f"{QWEN}:Q4_K_M"
    wait_until(lambda: visible(window, f"version {version}"))
    press(find(find(window.contentItem(), f"version {version}"), "download"))
    wait_until(lambda: f"pull {version}" in node.room.steps)
    wait_until(lambda: front.models.discover.model.quantizations.rows[1].download == "running")
    row = front.models.discover.model.quantizations.rows[1]
    wait_until(lambda: node.room._listeners)
    node.room.happen(
        "download_progressed",
        download_id=row.download_id,
        model_id=version,
        done=500_000_000,
        total=1_000_000_000,
        speed=5_000_000.0,
    )
    wait_until(lambda: front.models.discover.model.quantizations.rows[1].part == 0.5)
    assert "5.0 MB/s" in front.models.discover.model.quantizations.rows[1].progress
    press(find(find(window.contentItem(), f"version {version}"), "pause"))
    wait_until(lambda: "pause download-1" in node.room.steps)
    wait_until(lambda: front.models.discover.model.quantizations.rows[1].download == "paused")


def test_a_version_is_known_by_the_model_that_it_becomes(
    front: FrontEnd, window: QQuickWindow, node: FakeModelNode, wait_until: WaitUntil
) -> None:
    node.room.hub[QWEN].quantizations[0].model = "qwen3-4b-q2_k"
    node.room.downloads["1"] = DownloadView(
        id="1",
        model="qwen3-4b-q2_k",
        state="failed",
        done=1,
        total=2,
    )
    front.models.refresh()
    _open(front, window, QWEN, wait_until)
    wait_until(lambda: front.models.discover.model.quantizations.rows[0].download == "failed")


def test_what_can_not_run_here_is_not_offered(
    front: FrontEnd, window: QQuickWindow, node: FakeModelNode, wait_until: WaitUntil
) -> None:
    node.room.hub[QWEN].quantizations[0].can_run = False
    _open(front, window, QWEN, wait_until)
    wait_until(lambda: visible(window, f"version {QWEN}:Q2_K"))
    assert not find(find(window.contentItem(), f"version {QWEN}:Q2_K"), "download").isVisible()


def test_a_gated_model_says_what_to_do_and_takes_a_token_that_is_never_shown_again(
    front: FrontEnd,
    window: QQuickWindow,
    node: FakeModelNode,
    wait_until: WaitUntil,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toString()))
    _open(front, window, GATED, wait_until)
    assert visible(window, "accessCard")
    version = find(window.contentItem(), f"version {GATED}:Q4_0")
    assert not find(version, "download").isEnabled()
    press(visible(window, "openTerms")[0])
    assert opened == [f"https://huggingface.co/{GATED}"]
    field = visible(window, "hubToken")[0]
    field.setProperty("text", " hf_secret ")
    assert "secret" not in field.property("displayText")  # nothing of it can be read over a shoulder
    press(visible(window, "saveToken")[0])
    wait_until(lambda: node.room.token == "hf_secret")
    wait_until(lambda: front.models.discover.model.access == "open")
    assert not visible(window, "accessCard")
    assert field.property("text") == ""
    assert not any("hf_secret" in _all_text(item) for item in [window.contentItem()])
    wait_until(lambda: find(window.contentItem(), f"version {GATED}:Q4_0") is not None)
    assert find(version, "download").isEnabled()


def test_a_model_that_the_hub_does_not_know_is_an_error_in_place(
    front: FrontEnd, window: QQuickWindow, node: FakeModelNode, wait_until: WaitUntil
) -> None:
    show_part(window, DISCOVER)
    front.models.discover.model.open("some/body")
    wait_until(lambda: visible(window, "modelProblem"))
    assert "some/body" in front.models.discover.model.problem["message"]
    assert front.errors == []


def test_a_page_on_the_web_is_opened_only_where_it_is_one(
    front: FrontEnd, node: FakeModelNode, wait_until: WaitUntil, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toString()))
    node.room.hub[QWEN].web_address = "file:///etc/passwd"
    front.models.discover.model.open(QWEN)
    wait_until(lambda: front.models.discover.model.isKnown)
    front.models.discover.model.openPage()
    assert opened == []


def _all_text(item: QQuickItem) -> str:
    return str(item.property("text") or "") + "".join(_all_text(child) for child in item.childItems())
