"""Lending and trust on the page of pools, over a node that is invented."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMetaObject, Qt

from deai_desktop.api.schemas.pools import Lending, MemberRole, MemberWork
from deai_desktop.core.errors import PoolError
from deai_desktop.gui.pools.lending_view_model import LendingViewModel
from tests.fakes.node import OTHER, STARTER
from tests.fakes.node_pools import FakePoolNode
from tests.gui.desktop_window import DesktopWindow, Wait
from tests.gui.pools.page import focused, row_of
from tests.gui.screens import press_button, settle, shown


@pytest.fixture
def key(desktop: DesktopWindow, node: FakePoolNode, wait_until: Wait) -> str:
    """A pool that was joined; the window shows it."""
    return _join(desktop, node, wait_until)


class TestLending:
    """What this PC does for the members."""

    def test_is_switched_on_and_off(
        self, desktop: DesktopWindow, node: FakePoolNode, key: str, wait_until: Wait
    ) -> None:
        assert not shown(desktop, "lendAll")
        press_button(desktop, "lend")
        wait_until(lambda: shown(desktop, "lendAll") and shown(desktop, "nothingDone"))
        assert not desktop.nameless()
        press_button(desktop, "lend")
        wait_until(lambda: not shown(desktop, "lendAll"))
        assert node.known.asked == [f"lend {key} {{'lends': True}}", f"lend {key} {{'lends': False}}"]

    def test_with_chosen_models_of_which_one_stays(
        self, desktop: DesktopWindow, node: FakePoolNode, key: str, wait_until: Wait
    ) -> None:
        _lend(desktop, node, key, wait_until)
        assert not shown(desktop, f"lend {STARTER}")
        press_button(desktop, "lendSome")
        wait_until(lambda: _chosen(desktop, key) == {STARTER, OTHER})
        press_button(desktop, f"lend {STARTER}")
        wait_until(lambda: _chosen(desktop, key) == {OTHER})
        wait_until(lambda: not shown(desktop, f"lend {OTHER}")[0].isEnabled())
        _lending(desktop, key).choose(OTHER, False)
        settle(wait_until)
        assert node.known.pools[0].lending.models == [OTHER], "none would mean all"
        press_button(desktop, "lendAll")
        wait_until(lambda: not shown(desktop, f"lend {OTHER}"))
        assert node.known.pools[0].lending.models == []

    def test_names_a_chosen_model_that_is_gone(
        self, desktop: DesktopWindow, node: FakePoolNode, key: str, wait_until: Wait
    ) -> None:
        _lend(desktop, node, key, wait_until, models=["llama-70b"])
        rows = {row.model: row for row in _lending(desktop, key).models.rows}
        assert rows["llama-70b"].name == "llama-70b (not on this PC any more)"

    def test_with_a_bound_for_each_member(
        self, desktop: DesktopWindow, node: FakePoolNode, key: str, wait_until: Wait
    ) -> None:
        _lend(desktop, node, key, wait_until)
        box = shown(desktop, "tokensAnHour")[0]
        assert box.property("displayText") == "No limit"
        box.forceActiveFocus(Qt.FocusReason.TabFocusReason)
        desktop.press(Qt.Key.Key_Up)
        desktop.press(Qt.Key.Key_Up)
        wait_until(lambda: node.known.pools[0].lending.tokens_an_hour == 2000)
        wait_until(lambda: box.property("displayText") == "2,000")
        assert len(node.known.asked) == 1, "asked once for both keys"

    def test_tells_what_was_done_as_it_is_done(
        self, desktop: DesktopWindow, node: FakePoolNode, key: str, wait_until: Wait
    ) -> None:
        _lend(desktop, node, key, wait_until)
        node.known.work[key] = [_work("ADA", "Ada's PC", jobs=1, tokens=3400, refused=2)]
        node.known.change("pool_activity")
        wait_until(lambda: shown(desktop, "work for Ada's PC"))
        assert _lending(desktop, key).members.rows[0].about == "1 job  ·  3,400 tokens  ·  2 refused"
        assert not shown(desktop, "nothingDone")

    def test_is_not_offered_to_who_only_asks(
        self, desktop: DesktopWindow, node: FakePoolNode, wait_until: Wait
    ) -> None:
        _join(desktop, node, wait_until, "requester")
        assert not shown(desktop, "lend")

    def test_goes_back_when_it_is_refused(
        self, desktop: DesktopWindow, node: FakePoolNode, key: str, wait_until: Wait
    ) -> None:
        node.known.error = PoolError("The vault is locked.")
        press_button(desktop, "lend")
        wait_until(lambda: desktop.app.notices.banners.count == 1)
        assert not shown(desktop, "lend")[0].property("checked")


class TestTrust:
    """Agreeing that members may read what they work on."""

    def test_is_asked_for_and_kept(
        self, desktop: DesktopWindow, node: FakePoolNode, key: str, wait_until: Wait
    ) -> None:
        press_button(desktop, "trustPool")
        dialog = desktop.find("trustDialog")
        wait_until(lambda: dialog.property("opened"))
        assert focused(desktop) == "Cancel"
        desktop.press(Qt.Key.Key_Escape)
        settle(wait_until)
        assert node.known.asked == []
        press_button(desktop, "trustPool")
        wait_until(lambda: dialog.property("opened"))
        assert "“Friends”" in str(dialog.property("text"))
        QMetaObject.invokeMethod(dialog, "accept")
        wait_until(lambda: not shown(desktop, "trustPool"))
        assert node.known.asked == [f"trust {key}"]

    def test_is_taken_back(
        self, desktop: DesktopWindow, node: FakePoolNode, key: str, wait_until: Wait
    ) -> None:
        assert not shown(desktop, "takeTrustBack")
        node.known.update(key, knows_risk=True)
        node.known.change()
        wait_until(lambda: shown(desktop, "takeTrustBack"))
        press_button(desktop, "takeTrustBack")
        wait_until(lambda: shown(desktop, "trustPool"))
        assert node.known.asked == [f"trust no longer {key}"]

    def test_is_not_asked_of_who_only_works(
        self, desktop: DesktopWindow, node: FakePoolNode, wait_until: Wait
    ) -> None:
        _join(desktop, node, wait_until, "worker")
        assert not shown(desktop, "trustPool")


def _join(desktop: DesktopWindow, node: FakePoolNode, wait_until: Wait, role: MemberRole = "both") -> str:
    key = node.known.join("Friends", role=role)
    node.known.change()
    wait_until(lambda: shown(desktop, "pool Friends"))
    settle(wait_until)
    return key


def _lend(
    desktop: DesktopWindow,
    node: FakePoolNode,
    key: str,
    wait_until: Wait,
    models: list[str] | None = None,
) -> None:
    node.known.update(key, lending=Lending(lends=True, models=models or []))
    node.known.change()
    wait_until(lambda: shown(desktop, "lendAll"))


def _lending(desktop: DesktopWindow, key: str) -> LendingViewModel:
    return row_of(desktop, key).lending


def _chosen(desktop: DesktopWindow, key: str) -> set[str]:
    return {row.model for row in _lending(desktop, key).models.rows if row.is_lent}


def _work(device: str, name: str, **counts: int) -> MemberWork:
    nothing = dict.fromkeys(("jobs", "tokens", "refused", "failed", "throttled", "bad_frames"), 0)
    return MemberWork(device=device, name=name, **(nothing | counts))
