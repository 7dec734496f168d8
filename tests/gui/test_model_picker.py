"""Models of pools in the chat's model picker, over a node that is invented."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QMetaObject, Qt

from deai_desktop.api.schemas.pools import PoolModelView, PoolWorker
from deai_desktop.core.paths import Paths
from deai_desktop.gui.chat.model_choice import ChoiceRow
from tests.fakes.node import OTHER, STARTER
from tests.fakes.node_pools import FakePoolNode
from tests.gui.desktop_window import DesktopWindow, Open, Wait, accessible_name
from tests.gui.screens import CONTROL, settle, shown

_LLAMA = "pool/Friends/llama"


@pytest.fixture
def node(paths: Paths) -> Iterator[FakePoolNode]:
    """A node in a pool that was not agreed to, in which two members offer a model."""
    paths.create()
    with FakePoolNode() as running:
        running.known.join("Friends")
        running.known.offered = [_llama(_worker("Ada's PC", 31.0), _worker("Ben's PC", 14.0))]
        running.write_node_file(paths)
        yield running


@pytest.fixture
def desktop(node: FakePoolNode, open_desktop: Open, wait_until: Wait) -> Iterator[DesktopWindow]:
    """The window with a new chat."""
    made = open_desktop()
    made.app.link.open()
    wait_until(lambda: len(_rows(made)) == 3 and made.app.pools.isFetched)
    yield made
    made.close()


def test_stand_below_a_heading_with_who_offers_them(desktop: DesktopWindow) -> None:
    own, other, llama = _rows(desktop)
    assert (own.id, own.heading, own.about, other.heading) == (STARTER, "On this PC", "", "")
    assert (llama.name, llama.heading) == ("llama", "Pool “Friends”")
    assert llama.about == "free now  ·  31 tokens/s  ·  asks you first  ·  Ada's PC, Ben's PC"


def test_no_heading_stands_there_without_pools(
    desktop: DesktopWindow, node: FakePoolNode, wait_until: Wait
) -> None:
    node.known.pools, node.known.offered = [], []
    node.known.change()
    wait_until(lambda: [row.id for row in _rows(desktop)] == [STARTER, OTHER])
    assert not any(row.heading for row in _rows(desktop))


def test_is_chosen_by_keyboard_once_the_pool_is_agreed_to(
    desktop: DesktopWindow, node: FakePoolNode, wait_until: Wait
) -> None:
    _choose_last(desktop, wait_until)
    dialog = desktop.find("trustDialog")
    wait_until(lambda: dialog.property("opened"))
    assert desktop.chat.model == STARTER
    desktop.press(Qt.Key.Key_Escape)
    settle(wait_until)
    assert (desktop.chat.model, node.known.asked) == (STARTER, [])
    assert desktop.find("modelPicker").property("displayText") == "SmolLM2 135M Instruct"
    _choose_last(desktop, wait_until)
    wait_until(lambda: dialog.property("opened"))
    QMetaObject.invokeMethod(dialog, "accept")
    wait_until(lambda: desktop.chat.model == _LLAMA)
    assert node.known.asked == ["trust KEY0"]
    assert desktop.find("modelPicker").property("displayText") == "llama"
    assert desktop.chat.blockedReason == ""
    wait_until(lambda: any("can read it" in str(item.property("text")) for item in desktop.items()))


def test_follows_what_members_offer(desktop: DesktopWindow, node: FakePoolNode, wait_until: Wait) -> None:
    node.known.update("KEY0", knows_risk=True)
    busy = _worker("Ada's PC", 31.0).model_copy(update={"free": 0, "wait_seconds": 12.3})
    node.known.offered = [_llama(busy)]
    node.known.change("pool_activity")
    wait_until(lambda: _rows(desktop)[2].about == "free in about 12 s  ·  31 tokens/s  ·  Ada's PC")
    desktop.chat.chooseModel(_LLAMA)
    node.known.offered = []
    node.known.change("pool_activity")
    wait_until(lambda: _rows(desktop)[2].about == "nobody at the moment")
    assert "“Friends”" in desktop.chat.blockedReason
    node.known.pools = []
    node.known.change()
    wait_until(lambda: desktop.chat.model == STARTER and not desktop.chat.blockedReason)


def test_falls_back_to_this_pc_when_trust_is_taken_back_and_asks_again(
    desktop: DesktopWindow, node: FakePoolNode, wait_until: Wait
) -> None:
    node.known.update("KEY0", knows_risk=True)
    node.known.change()
    wait_until(lambda: "asks you first" not in _rows(desktop)[2].about)
    desktop.chat.chooseModel(_LLAMA)
    assert desktop.chat.model == _LLAMA
    node.known.update("KEY0", knows_risk=False)
    node.known.change()
    wait_until(lambda: desktop.chat.model == STARTER)
    desktop.chat.chooseModel(_LLAMA)
    wait_until(lambda: desktop.find("trustDialog").property("opened"))
    assert desktop.chat.model == STARTER


def test_members_who_only_work_see_none(desktop: DesktopWindow, node: FakePoolNode, wait_until: Wait) -> None:
    node.known.update("KEY0", role="worker")
    node.known.change()
    wait_until(lambda: len(_rows(desktop)) == 2)


def _choose_last(desktop: DesktopWindow, wait_until: Wait) -> None:
    desktop.press(Qt.Key.Key_L, CONTROL)
    wait_until(lambda: shown(desktop, "choice llama"))
    entry = shown(desktop, "choice llama")[0]
    assert accessible_name(entry).startswith("Pool “Friends”, llama, free now")
    desktop.press(Qt.Key.Key_Down)
    desktop.press(Qt.Key.Key_Down)
    desktop.press(Qt.Key.Key_Return)


def _rows(desktop: DesktopWindow) -> tuple[ChoiceRow, ...]:
    return tuple(desktop.chat.choice.rows.rows)


def _llama(*workers: PoolWorker) -> PoolModelView:
    return PoolModelView(id=_LLAMA, pool="Friends", model="llama", context_length=4096, workers=list(workers))


def _worker(name: str, speed: float) -> PoolWorker:
    return PoolWorker(device=name, name=name, tokens_per_second=speed)
