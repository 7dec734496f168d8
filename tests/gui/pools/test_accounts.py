"""Credits, track records and the day's work on the page of pools, over a node that is invented."""

from __future__ import annotations

import datetime

import pytest

from deai_desktop.api.schemas.ledger import (
    ChecksView,
    DayWork,
    LogView,
    MemberAccount,
    PoolLedger,
    TrackRecordView,
)
from deai_desktop.api.schemas.pools import Lending, MemberView
from tests.fakes.node_pools import FakePoolNode
from tests.gui.desktop_window import DesktopWindow, Wait, accessible_name
from tests.gui.pools.page import has_text
from tests.gui.screens import shown

_RECORD = TrackRecordView(
    jobs=14,
    tokens_per_second=17.2,
    finished=ChecksView(passed=13, failed=1),
    canaries=ChecksView(passed=3),
    rechecks=ChecksView(passed=1, failed=1),
)


@pytest.fixture
def node(node: FakePoolNode) -> FakePoolNode:
    """A node in a pool that somebody else founded, which knows two members."""
    key = node.known.join("Friends")
    node.known.update(key, lending=Lending(lends=True))
    node.known.members[key] = [
        MemberView(device="OWN", name="kitchen", role="both", admitted_at=0, is_this_pc=True),
        MemberView(device="ADA", name="Ada's PC", role="worker", admitted_at=0, known_by="certificate"),
    ]
    ada = MemberAccount(device="ADA", given=1200, got=30, credit=1170, record=_RECORD, is_suspect=True)
    own = MemberAccount(device="OWN", given=0, got=1170, credit=-1170, record=TrackRecordView())
    node.known.ledger[key] = PoolLedger(members=[ada, own], log=LogView(entries=3))
    return node


def test_members_stand_there_with_credits_and_record(desktop: DesktopWindow, wait_until: Wait) -> None:
    wait_until(lambda: "1,170" in accessible_name(shown(desktop, "member Ada's PC")[0]))
    own, ada = desktop.app.pools.pools.rows[0].people.members.rows
    assert ada.account.replace("\N{NO-BREAK SPACE}", " ") == (
        "+1,170 credits (gave 1,200, got 30)  ·  14 jobs  ·  17 tokens/s  ·  1 broken off"
        "  ·  4 of 5 checks passed"
    )
    assert own.account.startswith("−1,170 credits (gave 0, got 1,170)  ·  no\N{NO-BREAK SPACE}work")
    assert "asked last" in ada.suspicion
    assert not own.suspicion


def test_who_did_not_found_the_pool_changes_nobody(desktop: DesktopWindow) -> None:
    assert not shown(desktop, "memberRole")
    assert not shown(desktop, "removeMember")
    assert has_text(desktop, "has met; only")


def test_a_log_that_was_rewritten_is_told(
    desktop: DesktopWindow, node: FakePoolNode, wait_until: Wait
) -> None:
    assert not shown(desktop, "logTrouble")
    key = node.known.pools[0].key
    node.known.ledger[key] = PoolLedger(members=[], log=LogView(entries=3, is_consistent=False, forks=1))
    node.known.change()
    wait_until(lambda: shown(desktop, "logTrouble"))


def test_the_days_work_is_told(desktop: DesktopWindow, node: FakePoolNode, wait_until: Wait) -> None:
    assert not shown(desktop, "doneToday")
    key = node.known.pools[0].key
    day = datetime.date(2026, 11, 28)
    work = DayWork(
        day=day,
        pool="Friends",
        device="ADA",
        jobs=2,
        prompt_tokens=1000,
        completion_tokens=234,
        seconds=9.0,
        credits=12,
    )
    node.known.today[key] = [work, work.model_copy(update={"device": "BEN", "jobs": 1})]
    node.known.change("pool_activity")
    wait_until(lambda: shown(desktop, "doneToday"))
    assert desktop.app.pools.pools.rows[0].lending.today == "3 jobs  ·  2,468 tokens  ·  24 credits"
