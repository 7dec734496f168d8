"""The hubs of pools on their page, over a node that is invented: how they are, one more, one less, and one here."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QMetaObject, Qt
from PySide6.QtGui import QGuiApplication

from deai_desktop.api.schemas.pools import HubView, HubViewList, InvitePreview, OwnHub, OwnHubView
from deai_desktop.core.errors import PoolError
from deai_desktop.gui.pools.hub_row import HubRow
from tests.fakes.node_pools import DAY, LONG_HUB_INVITE, NOW, FakePoolNode
from tests.gui.desktop_window import DesktopWindow, Wait, accessible_name
from tests.gui.pools.page import confirm, focused, has_text, row_of
from tests.gui.screens import press_button, settle, shown

_TWO = "Of two hubs neither may be away for long, or the log waits. Add a third one."
_INVITE = "deai:hub/abc"


@pytest.fixture
def key(desktop: DesktopWindow, node: FakePoolNode, wait_until: Wait) -> str:
    """A pool that was founded here; the window shows it."""
    key = node.known.found("Friends")
    node.known.change()
    wait_until(lambda: shown(desktop, "pool Friends") and _rows(desktop, key)[0].condition == "running")
    settle(wait_until)
    return key


class TestHealth:
    """How the hubs are."""

    def test_of_one_alone(self, desktop: DesktopWindow, key: str) -> None:
        (own,) = _rows(desktop, key)
        assert (own.name, own.condition_text) == ("kitchen (this PC)", "Running")
        assert own.where == "127.0.0.1:41234  ·  only this PC can reach it"
        assert own.figures.startswith("2 connected")
        assert has_text(desktop, "With three hubs, any one may be off.")
        assert not shown(desktop, "removeHub")
        assert not desktop.nameless()

    def test_of_two_with_what_that_means(
        self, desktop: DesktopWindow, node: FakePoolNode, key: str, wait_until: Wait
    ) -> None:
        _add(desktop, node, key, wait_until, _hub("VPS", is_leader=True, connections=4), problem=_TWO)
        assert _row(desktop, key, "VPS").figures.startswith("4 connected  ·  leads the log")
        assert shown(desktop, "hubsCaution")
        assert not shown(desktop, "hubsAdvice")
        name = accessible_name(shown(desktop, "hub VPS")[0])
        assert name.startswith("VPS, Reachable, vps.example.org:4222, 4\N{NO-BREAK SPACE}connected")

    def test_of_three_of_which_one_is_away(
        self, desktop: DesktopWindow, node: FakePoolNode, key: str, wait_until: Wait
    ) -> None:
        away = _hub("VPS", is_there=False, problem="It does not answer. Is its PC on and connected?")
        _add(desktop, node, key, wait_until, _hub("Attic", log_behind=3), away)
        vps = _row(desktop, key, "VPS")
        assert (vps.condition_text, vps.figures) == ("Not reachable", "")
        assert vps.problem.endswith("connected? If it is gone for good, remove it here.")
        assert "3 entries of the log behind" in _row(desktop, key, "Attic").figures
        assert not shown(desktop, "hubsAdvice")

    def test_of_three_that_are_all_there(
        self, desktop: DesktopWindow, node: FakePoolNode, key: str, wait_until: Wait
    ) -> None:
        _add(desktop, node, key, wait_until, _hub("Attic", other_hubs=2, log_behind=0), _hub("VPS"))
        assert has_text(desktop, "Any one of them may be off")
        assert "has the whole log" in _row(desktop, key, "Attic").figures
        assert "sees 1 of 2 other hubs" in _row(desktop, key, "VPS").figures

    def test_of_one_that_does_not_run(
        self, desktop: DesktopWindow, node: FakePoolNode, key: str, wait_until: Wait
    ) -> None:
        node.known.update(key, hub=OwnHub(listens="network", problem="It was ended from outside."))
        del node.known.hubs[key]
        node.known.change()
        wait_until(lambda: _rows(desktop, key)[0].condition == "stopped")
        assert _rows(desktop, key)[0].problem == "It was ended from outside."
        assert not shown(desktop, "hubsTrouble"), "its own words say enough"

    def test_that_can_not_be_asked_for(
        self, desktop: DesktopWindow, node: FakePoolNode, key: str, wait_until: Wait
    ) -> None:
        del node.known.hubs[key]
        desktop.app.pools.refreshHubs()
        wait_until(lambda: shown(desktop, "hubsTrouble"))
        assert _rows(desktop, key)[0].condition == "asking", "nothing of before is said"

    def test_is_not_told_to_other_members(
        self, desktop: DesktopWindow, node: FakePoolNode, wait_until: Wait
    ) -> None:
        key = node.known.join("Club")
        node.known.change()
        wait_until(lambda: shown(desktop, "pool Club"))
        assert [row.name for row in _rows(desktop, key)] == ["192.168.1.7:41234"]
        assert not shown(desktop, "addHub")
        assert not shown(desktop, "reach")


class TestChanges:
    """One more hub, and one less."""

    def test_one_more_is_invited(
        self, desktop: DesktopWindow, node: FakePoolNode, key: str, wait_until: Wait
    ) -> None:
        press_button(desktop, "addHub")
        wait_until(lambda: shown(desktop, "aboutHubs"))
        assert shown(desktop, "unreachableHub")
        assert not shown(desktop, "inviteRole")
        wait_until(lambda: focused(desktop) == "How long the invite is good")
        press_button(desktop, "createInvite")
        wait_until(lambda: shown(desktop, "qrCode") and focused(desktop) == "Copy invite")
        assert node.known.asked == ["invite a hub for 172800"]
        assert "deai hub join" in "".join(str(item.property("text")) for item in desktop.items())
        desktop.press(Qt.Key.Key_Space)
        assert QGuiApplication.clipboard().text() == LONG_HUB_INVITE
        desktop.press(Qt.Key.Key_Escape)
        settle(wait_until)
        press_button(desktop, "invite")
        wait_until(lambda: shown(desktop, "inviteRole"))
        assert not shown(desktop, "aboutHubs"), "the next one is for a member again"

    def test_one_is_removed_when_that_is_confirmed(
        self, desktop: DesktopWindow, node: FakePoolNode, key: str, wait_until: Wait
    ) -> None:
        _add(desktop, node, key, wait_until, _hub("VPS"), problem=_TWO)
        press_button(desktop, "removeHub")
        wait_until(lambda: focused(desktop) == "Cancel")
        assert "only hub" in str(desktop.find("removeHubDialog").property("text"))
        desktop.press(Qt.Key.Key_Space)
        settle(wait_until)
        assert node.known.asked == []
        confirm(desktop, "removeHub", "removeHubDialog", wait_until)
        wait_until(lambda: not shown(desktop, "hub VPS"))
        assert node.known.asked == ["remove hub VPSKEY"]

    def test_a_refusal_is_told_and_leaves_it_there(
        self, desktop: DesktopWindow, node: FakePoolNode, key: str, wait_until: Wait
    ) -> None:
        _add(desktop, node, key, wait_until, _hub("VPS"), problem=_TWO)
        node.known.error = PoolError("The hubs do not answer.")
        row_of(desktop, key).hubs.remove("VPSKEY")
        assert _row(desktop, key, "VPS").condition_text == "Being removed…"
        wait_until(lambda: desktop.app.notices.banners.count == 1)
        assert _row(desktop, key, "VPS").condition == "reachable"


class TestHere:
    """This PC as the hub of somebody else's pool."""

    def test_begins_by_an_invite_for_that(
        self, desktop: DesktopWindow, node: FakePoolNode, wait_until: Wait
    ) -> None:
        node.known.good[_INVITE] = InvitePreview(
            key="KEY", name="Club", hubs=["192.168.1.7:41234"], expires_at=NOW + DAY, is_for_hub=True
        )
        desktop.app.open_this("deai://hub/abc")
        wait_until(lambda: shown(desktop, "aboutRunningHub"))
        assert focused(desktop) == "What to call the hub"
        assert node.known.asked == [f"look {_INVITE}"], "it is only looked at"
        press_button(desktop, "joinPool")
        wait_until(lambda: shown(desktop, "own hub Club"))
        own = desktop.app.pools.joining.ownName
        assert node.known.asked[1:] == [f"be hub {_INVITE} for network as {own}"]
        assert not desktop.nameless()

    def test_stops_and_says_why(self, desktop: DesktopWindow, node: FakePoolNode, wait_until: Wait) -> None:
        _run_one(node, problem="The pool has taken this hub off its list.")
        wait_until(lambda: shown(desktop, "own hub Club"))
        (row,) = desktop.app.pools.ownHubs.hubs.rows
        assert (row.condition_text, row.problem) == ("Stopped", "The pool has taken this hub off its list.")

    def test_is_given_up_when_that_is_confirmed(
        self, desktop: DesktopWindow, node: FakePoolNode, wait_until: Wait
    ) -> None:
        _run_one(node)
        wait_until(lambda: shown(desktop, "leaveHub"))
        press_button(desktop, "leaveHub")
        wait_until(lambda: desktop.find("leaveHubDialog").property("opened"))
        assert node.known.asked == []
        QMetaObject.invokeMethod(desktop.find("leaveHubDialog"), "accept")
        wait_until(lambda: not shown(desktop, "ownHubs"))
        assert node.known.asked == ["leave hub CLUB"]


def _hub(name: str, **facts: object) -> HubView:
    known = {"addresses": [f"{name.lower()}.example.org:4222"], "is_there": True, "other_hubs": 1}
    return HubView.model_validate({"key": f"{name.upper()}KEY", "name": name, **known, **facts})


def _add(
    desktop: DesktopWindow,
    node: FakePoolNode,
    key: str,
    wait_until: Wait,
    *hubs: HubView,
    problem: str = "",
) -> None:
    own = node.known.hubs[key].hubs[0]
    node.known.hubs[key] = HubViewList(hubs=[own, *hubs], problem=problem)
    node.known.change()
    wait_until(lambda: shown(desktop, f"hub {hubs[-1].name}"))
    settle(wait_until)


def _run_one(node: FakePoolNode, problem: str = "") -> None:
    hub = OwnHubView(
        pool="CLUB",
        pool_name="Club",
        name="attic",
        addresses=["192.168.1.20:4222"],
        is_running=not problem,
        problem=problem,
    )
    node.known.own_hubs.append(hub)
    node.known.change()


def _rows(desktop: DesktopWindow, key: str) -> list[HubRow]:
    rows = row_of(desktop, key).hubs.hubs.rows
    return [replace(row, figures=row.figures.replace("\N{NO-BREAK SPACE}", " ")) for row in rows]


def _row(desktop: DesktopWindow, key: str, name: str) -> HubRow:
    return next(row for row in _rows(desktop, key) if row.name == name)
