"""The page of pools over a node that is invented: what it shows, and what it asks the node for."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMetaObject, Qt
from PySide6.QtGui import QGuiApplication, QImage

import deai_desktop
from deai_desktop.api.schemas.pools import InvitePreview, InviteView, MemberView
from deai_desktop.core.errors import PoolError
from deai_desktop.gui.pools.people_view_model import PeopleViewModel
from deai_desktop.gui.pools.pool_texts import REASONS
from deai_desktop.gui.pools.pools_view_model import PoolsViewModel
from deai_desktop.gui.pools.qr_code import qr_image
from tests.fakes.node_pools import DAY, LONG_INVITE, NOW, FakePoolNode
from tests.gui.desktop_window import DesktopWindow, Open, Wait
from tests.gui.pools.page import POOLS_PAGE, confirm, focused, has_text, row_of
from tests.gui.screens import press_button, settle, shown

_INVITE = "deai:join/abc"
_PREVIEW = InvitePreview(key="KEY", name="Friends", hubs=["192.168.1.7:41234"], expires_at=NOW + DAY)
_TELL_REASONS = (
    "node/pool_hub_views.py",
    "node/pools.py",
    "pool/hubs/hub.py",
    "pool/hubs/hub_supervisor.py",
    "pool/membership.py",
    "pool/own_hub.py",
)
_USED = PoolError("The invite was used already, or taken back.", hint="Ask for a new one.", title="No")


class TestWithoutPools:
    """What somebody sees who is in none."""

    def test_says_what_a_pool_is(self, desktop: DesktopWindow) -> None:
        assert shown(desktop, "emptyPools")
        assert has_text(desktop, "can read your prompt")
        assert shown(desktop, "emptyCreate")
        assert shown(desktop, "emptyJoin")

    def test_says_why_there_can_be_none(
        self, desktop: DesktopWindow, node: FakePoolNode, wait_until: Wait
    ) -> None:
        node.known.why_not = "What pools need is not installed."
        node.known.change()
        wait_until(lambda: shown(desktop, "poolsState"))
        assert not shown(desktop, "emptyCreate")
        assert "pip install" in str(_pools(desktop).whyNot)


class TestCreating:
    """Founding a pool."""

    def test_by_keyboard(self, desktop: DesktopWindow, node: FakePoolNode, wait_until: Wait) -> None:
        press_button(desktop, "emptyCreate")
        wait_until(lambda: focused(desktop) == "Name of the pool")
        _type(desktop, "friends")
        desktop.press(Qt.Key.Key_Tab)
        assert focused(desktop) == "What to call this PC in it"
        assert desktop.find("poolDeviceName").property("text") == _pools(desktop).creating.ownName
        desktop.press(Qt.Key.Key_Tab)
        desktop.press(Qt.Key.Key_Tab)
        assert focused(desktop) == "PCs in my network"
        desktop.press(Qt.Key.Key_Space)
        wait_until(lambda: shown(desktop, "hubWarning"))
        assert not desktop.nameless()
        while focused(desktop) != "Create":
            desktop.press(Qt.Key.Key_Tab)
        desktop.press(Qt.Key.Key_Space)
        wait_until(lambda: shown(desktop, "pool friends"))
        wait_until(lambda: not desktop.find("createDialog").property("visible"))
        own = _pools(desktop).creating.ownName
        assert node.known.asked == [f"create friends for network as {own}"]

    def test_goes_on_and_says_so(self, desktop: DesktopWindow, node: FakePoolNode, wait_until: Wait) -> None:
        node.known.seconds = 0.3
        press_button(desktop, "emptyCreate")
        _pools(desktop).creating.create("Friends", "", False)
        wait_until(lambda: shown(desktop, "undertakingProgress"))
        assert not _enabled(desktop, "createPool")
        wait_until(lambda: shown(desktop, "pool Friends"))

    def test_says_in_place_what_went_wrong(
        self, desktop: DesktopWindow, node: FakePoolNode, wait_until: Wait
    ) -> None:
        node.known.error = PoolError("There is no room.", hint="Make some.")
        press_button(desktop, "emptyCreate")
        _pools(desktop).creating.create("Friends", "", False)
        wait_until(lambda: shown(desktop, "undertakingTrouble"))
        assert desktop.app.notices.banners.count == 0
        desktop.press(Qt.Key.Key_Escape)
        settle(wait_until)
        press_button(desktop, "emptyCreate")
        assert not shown(desktop, "undertakingTrouble")

    def test_an_error_after_the_dialog_was_closed_is_a_banner(
        self, desktop: DesktopWindow, node: FakePoolNode, wait_until: Wait
    ) -> None:
        node.known.seconds, node.known.error = 0.2, PoolError("There is no room.")
        press_button(desktop, "emptyCreate")
        _pools(desktop).creating.create("Friends", "", False)
        desktop.press(Qt.Key.Key_Escape)
        wait_until(lambda: desktop.app.notices.banners.count == 1)


class TestJoining:
    """Using an invite."""

    def test_looks_first(self, desktop: DesktopWindow, node: FakePoolNode, wait_until: Wait) -> None:
        node.known.good[_INVITE] = _PREVIEW
        press_button(desktop, "emptyJoin")
        wait_until(lambda: focused(desktop) == "Invite")
        desktop.find("inviteText").setProperty("text", f" {_INVITE}\n")
        desktop.press(Qt.Key.Key_Tab)
        assert focused(desktop) == "Look at the invite"
        desktop.press(Qt.Key.Key_Space)
        wait_until(lambda: focused(desktop) == "What to call this PC in it")
        joining = _pools(desktop).joining
        assert (joining.poolName, joining.hubs) == ("Friends", "192.168.1.7:41234")
        assert node.known.asked == [f"look {_INVITE}"]
        desktop.press(Qt.Key.Key_Return)
        settle(wait_until)
        assert len(node.known.asked) == 1, "a name is no consent"
        while focused(desktop) != "Join":
            desktop.press(Qt.Key.Key_Tab)
        desktop.press(Qt.Key.Key_Space)
        wait_until(lambda: shown(desktop, "pool Friends"))
        assert node.known.asked[1:] == [f"join {_INVITE} as {joining.ownName}"]
        assert not joining.invite, "it is not kept"

    def test_says_what_is_wrong_with_an_invite(
        self, desktop: DesktopWindow, node: FakePoolNode, wait_until: Wait
    ) -> None:
        node.known.error = _USED
        press_button(desktop, "emptyJoin")
        _pools(desktop).joining.look(_INVITE)
        wait_until(lambda: shown(desktop, "undertakingTrouble"))
        assert "used already" in str(_pools(desktop).joining.troubleReason)
        assert not shown(desktop, "joinPool")

    def test_an_endless_text_is_sent_nowhere(self, desktop: DesktopWindow, node: FakePoolNode) -> None:
        press_button(desktop, "emptyJoin")
        _pools(desktop).joining.look("deai:join/" + "x" * 10_000)
        assert _pools(desktop).joining.troubleTitle
        assert node.known.asked == []


class TestLink:
    """An invite that the system hands over."""

    def test_is_shown_and_never_used_by_itself(
        self, desktop: DesktopWindow, node: FakePoolNode, wait_until: Wait
    ) -> None:
        node.known.good[_INVITE] = _PREVIEW
        desktop.app.page = 0
        desktop.app.open_this("DEAI://join/abc")
        wait_until(lambda: shown(desktop, "joinPool"))
        assert desktop.app.page == POOLS_PAGE
        settle(wait_until)
        assert node.known.asked == [f"look {_INVITE}"]
        desktop.press(Qt.Key.Key_Escape)
        settle(wait_until)
        assert not _pools(desktop).joining.invite

    def test_waits_for_the_node(self, node: FakePoolNode, open_desktop: Open, wait_until: Wait) -> None:
        node.known.good[_INVITE] = _PREVIEW
        desktop = open_desktop()
        desktop.app.open_this(_INVITE)
        settle(wait_until)
        assert node.known.asked == []
        desktop.app.link.open()
        wait_until(lambda: shown(desktop, "joinPool"))
        desktop.close()

    def test_a_later_one_takes_the_place_of_an_earlier(
        self, desktop: DesktopWindow, node: FakePoolNode, wait_until: Wait
    ) -> None:
        node.known.good = {_INVITE: _PREVIEW, "deai:join/x": _PREVIEW.model_copy(update={"name": "Other"})}
        desktop.app.open_this(_INVITE)
        desktop.app.open_this("deai:join/x")
        wait_until(lambda: _pools(desktop).joining.poolName == "Other")


class TestFounded:
    """A pool that was founded here, with its members and invites."""

    @pytest.fixture
    def key(self, desktop: DesktopWindow, node: FakePoolNode, wait_until: Wait) -> str:
        """Its key; the window shows it."""
        key = node.known.found("Friends")
        node.known.members[key].append(
            MemberView(device="ADA", name="Ada's PC", role="both", admitted_at=NOW)
        )
        node.known.invites[key] = [InviteView(id="OPEN", role="worker", made_at=NOW, expires_at=NOW + DAY)]
        node.known.change()
        wait_until(lambda: shown(desktop, "member Ada's PC") and shown(desktop, "invite OPEN"))
        return key

    def test_shows_how_it_stands(self, desktop: DesktopWindow, key: str) -> None:
        row = row_of(desktop, key)
        assert (row.standing_text, row.device_name) == ("Online", "kitchen")
        assert row.listens == "this-pc"
        assert not desktop.nameless()

    def test_shows_what_is_wrong(
        self, desktop: DesktopWindow, node: FakePoolNode, key: str, wait_until: Wait
    ) -> None:
        node.known.update(key, standing="offline", reason="The connection to the hub broke off.")
        node.known.change()
        wait_until(lambda: shown(desktop, "poolTrouble"))

    def test_an_event_leaves_what_stays_as_it_is(
        self, desktop: DesktopWindow, node: FakePoolNode, key: str, wait_until: Wait
    ) -> None:
        card, member = shown(desktop, "pool Friends")[0], shown(desktop, "member Ada's PC")[0]
        node.known.update(key, name="Family")
        node.known.change()
        wait_until(lambda: shown(desktop, "pool Family"))
        assert shown(desktop, "pool Family")[0] is card
        assert shown(desktop, "member Ada's PC")[0] is member

    def test_changes_a_role(
        self, desktop: DesktopWindow, node: FakePoolNode, key: str, wait_until: Wait
    ) -> None:
        _people(desktop, key).changeRole("ADA", 1)
        wait_until(lambda: _people(desktop, key).members.rows[1].role == 1)
        assert node.known.asked == ["make ADA worker"]

    def test_removes_a_member_when_that_is_confirmed(
        self, desktop: DesktopWindow, node: FakePoolNode, key: str, wait_until: Wait
    ) -> None:
        press_button(desktop, "removeMember")
        wait_until(lambda: focused(desktop) == "Cancel")
        desktop.press(Qt.Key.Key_Space)
        settle(wait_until)
        assert node.known.asked == []
        confirm(desktop, "removeMember", "removeMemberDialog", wait_until)
        wait_until(lambda: not shown(desktop, "member Ada's PC"))
        assert node.known.asked == ["remove ADA"]

    def test_takes_an_invite_back(
        self, desktop: DesktopWindow, node: FakePoolNode, key: str, wait_until: Wait
    ) -> None:
        press_button(desktop, "takeBack")
        wait_until(lambda: not shown(desktop, "invite OPEN"))
        assert node.known.asked == ["take back OPEN"]

    def test_shows_an_invite_once(
        self, desktop: DesktopWindow, node: FakePoolNode, key: str, wait_until: Wait
    ) -> None:
        press_button(desktop, "invite")
        wait_until(lambda: shown(desktop, "unreachableHub"))
        press_button(desktop, "createInvite")
        wait_until(lambda: shown(desktop, "qrCode") and shown(desktop, "copyInvite"))
        assert node.known.asked == ["invite both for 172800"]
        assert desktop.find("madeInvite").property("text") == LONG_INVITE
        wait_until(lambda: focused(desktop) == "Copy invite")
        desktop.press(Qt.Key.Key_Space)
        assert QGuiApplication.clipboard().text() == LONG_INVITE
        desktop.press(Qt.Key.Key_Escape)
        settle(wait_until)
        assert not _pools(desktop).inviting.invite
        assert not _pools(desktop).inviting.code
        wait_until(lambda: _people(desktop, key).inviteCount == 2)

    def test_is_renamed_and_let_into_the_network(
        self, desktop: DesktopWindow, node: FakePoolNode, key: str, wait_until: Wait
    ) -> None:
        press_button(desktop, "renameThisPc")
        wait_until(lambda: focused(desktop) == "New name of this PC")
        _type(desktop, "attic")
        desktop.press(Qt.Key.Key_Return)
        wait_until(lambda: row_of(desktop, key).device_name == "attic")
        confirm(desktop, "reach", "reachDialog", wait_until)
        wait_until(lambda: row_of(desktop, key).listens == "network" and not row_of(desktop, key).is_busy)

    def test_ends_for_everybody_when_that_is_confirmed(
        self, desktop: DesktopWindow, node: FakePoolNode, key: str, wait_until: Wait
    ) -> None:
        press_button(desktop, "leavePool")
        dialog = desktop.find("leaveDialog")
        wait_until(lambda: dialog.property("opened"))
        assert dialog.property("title") == "End “Friends” for everybody?"
        QMetaObject.invokeMethod(dialog, "accept")
        wait_until(lambda: shown(desktop, "emptyPools"))
        assert node.known.asked == [f"leave {key}"]


def test_a_refusal_is_told(desktop: DesktopWindow, node: FakePoolNode, wait_until: Wait) -> None:
    key = node.known.join("Friends")
    node.known.change()
    wait_until(lambda: shown(desktop, "pool Friends"))
    assert not shown(desktop, "invite")
    node.known.error = PoolError("The vault is locked.")
    _pools(desktop).leave(key)
    wait_until(lambda: desktop.app.notices.banners.count == 1 and not row_of(desktop, key).is_busy)


def test_a_qr_code_is_black_on_white_and_has_a_margin() -> None:
    image = qr_image(LONG_INVITE)
    assert image.width() == image.height() == 137
    colours = {image.pixelColor(x, y).name() for x in range(137) for y in range(137)}
    assert colours == {"#000000", "#ffffff"}
    assert _is_white(image, 0, 4)
    assert not _is_white(image, 4, 5)


def test_every_reason_that_is_no_error_can_be_said() -> None:
    package = Path(deai_desktop.__file__).parent
    told = {
        text for file in _TELL_REASONS for text in _reasons(ast.parse((package / file).read_text("utf-8")))
    }
    assert told == set(map(str, REASONS))


def _reasons(module: ast.Module) -> Iterator[str]:
    """Yield what is said of a standing, of hubs, and why there can be no pools."""
    for node in ast.walk(module):
        match node:
            case ast.Call(func=ast.Attribute(attr="_becomes"), args=[_, ast.Constant(value=str() as text)]):
                yield text
            case ast.Assign(
                targets=[ast.Name(id="REMOVED" | "_TOO_FEW" | "_TWO_HUBS")],
                value=ast.Constant(value=str() as text),
            ):
                yield text
            case ast.Dict(keys=[ast.Constant(value="problem")], values=[ast.Constant(value=str() as text)]):
                yield text
            case (
                ast.FunctionDef(name="why_not" | "_problem" | "last_line")
                | ast.AsyncFunctionDef(name="_cause_of_end")
            ):
                yield from (
                    text
                    for one in ast.walk(node)
                    if isinstance(one, ast.Return)
                    for text in _texts(one.value)
                )


def _texts(value: ast.expr | None) -> Iterator[str]:
    match value:
        case ast.Constant(value=str() as text):
            yield from [text] * bool(text)
        case ast.IfExp(body=one, orelse=other):
            yield from _texts(one)
            yield from _texts(other)


def _pools(desktop: DesktopWindow) -> PoolsViewModel:
    return desktop.app.pools


def _people(desktop: DesktopWindow, key: str) -> PeopleViewModel:
    return row_of(desktop, key).people


def _enabled(desktop: DesktopWindow, name: str) -> bool:
    return any(item.isEnabled() for item in shown(desktop, name))


def _type(desktop: DesktopWindow, text: str) -> None:
    for letter in text:
        desktop.press(Qt.Key(ord(letter.upper())))


def _is_white(image: QImage, margin_from: int, to: int) -> bool:
    """Tell whether these rows are white from one side to the other."""
    return all(image.pixelColor(x, y).lightness() == 255 for y in range(margin_from, to) for x in range(137))
