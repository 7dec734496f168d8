"""From a word that is typed to a model on this PC: the page, a real node, and a hub that speaks the real API."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtQuick import QQuickWindow

from deai_desktop.core.paths import Paths
from tests.fakes.hub import FakeHub, serve_hub
from tests.gui.model_pages import FrontEnd, find, front_end, press
from tests.gui.room import DISCOVER, DOWNLOADS, MY_MODELS, WaitUntil, show_part, visible, window
from tests.models.gguf_builder import tiny_gguf
from tests.running_node import RunningNode

__all__ = ["window"]
TOKEN = "hf_" + "secretsecret"
TINY, GATED = "tiny/Tiny-GGUF", "google/Gemma-GGUF"
SMALL, LARGE = tiny_gguf(filler=400_000), tiny_gguf(filler=800_000)


@pytest.fixture
def hub() -> Iterator[FakeHub]:
    with serve_hub() as running:
        files = {"tiny-Q4_K_M.gguf": SMALL, "tiny-Q8_0.gguf": LARGE, "weights.bin": b"pickle"}
        running.add(TINY, files, card="# Tiny\n\nSmall and **quick**.")
        running.add(GATED, {"gemma-q4_0.gguf": SMALL}, gated="manual", downloads=99)
        running.tokens[TOKEN] = {GATED}
        yield running


@pytest.fixture
def node(paths: Paths, hub: FakeHub, keyring_environment: dict[str, str]) -> Iterator[RunningNode]:
    running = RunningNode(paths, keyring_environment)
    running.add_echo_model("echo")
    with running:
        running.client.change_settings({"hub.address": hub.url})
        yield running


@pytest.fixture
def front(node: RunningNode, qt_messages: list[str], wait_until: WaitUntil) -> Iterator[FrontEnd]:
    with front_end(node) as opened:
        wait_until(lambda: opened.models.isFetched)
        yield opened


def test_from_a_search_to_a_chat(
    front: FrontEnd, window: QQuickWindow, node: RunningNode, hub: FakeHub, wait_until: WaitUntil
) -> None:
    discover = front.models.discover
    show_part(window, DISCOVER)
    discover.query = "tiny"
    wait_until(lambda: visible(window, f"hub {TINY}"))
    press(visible(window, f"hub {TINY}")[0])
    wait_until(lambda: visible(window, f"version {TINY}:Q4_K_M"))
    assert discover.model.leftOut == "weights.bin"
    assert [block["kind"] for block in discover.model.blocks] == ["heading", "text"]
    assert sum(row.recommended for row in discover.model.quantizations.rows) == 1
    press(find(find(window.contentItem(), f"version {TINY}:Q4_K_M"), "download"))
    wait_until(lambda: any(card.name == "Tiny Q4_K_M" and card.installed for card in front.cards))
    wait_until(lambda: discover.model.quantizations.rows[0].installed)
    show_part(window, DOWNLOADS)
    wait_until(lambda: visible(window, "chat"))
    assert "Tiny" in front.models.downloads.rows.rows[0].name
    show_part(window, MY_MODELS)
    card = next(card for card in front.cards if card.name == "Tiny Q4_K_M")
    assert "of memory" in card.fit
    press(find(find(window.contentItem(), f"card {card.model_id}"), "chat"))
    assert front.chats == [card.model_id]


def test_a_gated_model_opens_with_the_persons_token(
    front: FrontEnd, window: QQuickWindow, node: RunningNode, hub: FakeHub, wait_until: WaitUntil
) -> None:
    discover = front.models.discover
    show_part(window, DISCOVER)
    discover.model.open(GATED)
    wait_until(lambda: visible(window, "accessCard"))
    visible(window, "hubToken")[0].setProperty("text", TOKEN)
    press(visible(window, "saveToken")[0])
    wait_until(lambda: discover.model.access == "open", 20)
    version = find(window.contentItem(), f"version {GATED}:Q4_0")
    press(find(version, "download"))
    wait_until(lambda: discover.model.quantizations.rows[0].installed)
    assert TOKEN not in node.paths.settings_file.read_text()


def test_without_the_hub_one_sees_what_was_known(
    front: FrontEnd, window: QQuickWindow, node: RunningNode, hub: FakeHub, wait_until: WaitUntil
) -> None:
    discover = front.models.discover
    show_part(window, DISCOVER)
    discover.query = "tiny"
    wait_until(lambda: discover.results.rowCount() == 1)
    hub.raw["/api/"] = (503, {}, b"")
    discover.retry()
    wait_until(lambda: discover.knownText != "" and not discover.isSearching)
    assert discover.results.rowCount() == 1
    discover.query = "gemma"
    wait_until(lambda: not discover.isSearching)
    assert discover.problem["title"] or discover.knownText
