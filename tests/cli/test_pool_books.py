"""What the books of a pool say on the command line: credits, records, work by day, and exports."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from deai_desktop.api.schemas.ledger import (
    ChecksView,
    DayWork,
    LogView,
    MemberAccount,
    PoolLedger,
    TrackRecordView,
    WorkDays,
)
from deai_desktop.api.schemas.pools import MemberList, MemberView
from deai_desktop.cli.exit_codes import ExitCode
from tests.cli.conftest import Deai
from tests.fakes.node import FakeNode

_RECORD = TrackRecordView(
    jobs=3,
    completion_tokens=1200,
    tokens_per_second=14.25,
    last_at=1_700_000_000,
    finished=ChecksView(failed=1, failed_by=1),
    canaries=ChecksView(passed=4),
    rechecks=ChecksView(passed=1, failed=2, failed_by=2),
)
_BOB = MemberAccount(
    device="UBOB", name="Bob's PC", given=12_000, got=0, credit=12_000, record=_RECORD, is_suspect=True
)
_ADA = MemberAccount(
    device="UADA",
    name="Ada's PC",
    is_this_pc=True,
    given=0,
    got=12_000,
    credit=-12_000,
    record=TrackRecordView(),
    flooding=7,
    junk=2,
)


@pytest.fixture
def serve(node: FakeNode) -> Callable[[str, Any], None]:
    """Let the fake node answer something more."""

    def add(path: str, reply: Any) -> None:
        node.more_routes = (*node.more_routes, (f"GET {path}", lambda *_: reply))

    return add


def books(log: LogView) -> PoolLedger:
    return PoolLedger(members=[_BOB.model_copy(), _ADA.model_copy()], log=log)


def test_credits_are_shown_with_how_the_log_stands(deai: Deai, serve: Callable[[str, Any], None]) -> None:
    serve("/api/pools/Friends/ledger", books(LogView(entries=9, signed_at=1_700_000_000, waiting=1)))
    ran = deai("pool", "credits", "Friends")
    assert ran.out.split("\n")[1].split() == ["Bob's", "PC", "12000", "0", "+12000"]
    assert "Ada's PC (this PC)" in ran.out
    for words in ("9 entries, signed 2023", "1 entries of this PC", "7 times more", "2 entries into"):
        assert words in ran.err
    assert deai("pool", "credits", "Friends", "--json").data["members"][0]["credit"] == 12_000


def test_a_log_that_was_rewritten_is_shown_plainly(deai: Deai, serve: Callable[[str, Any], None]) -> None:
    serve(
        "/api/pools/Friends/ledger", books(LogView(entries=9, is_consistent=False, forks=2, is_behind=True))
    )
    said = deai("pool", "credits", "Friends").err
    assert "REWRITTEN" in said
    assert "longer one" in said


def test_records_are_shown_for_all_or_one(deai: Deai, serve: Callable[[str, Any], None]) -> None:
    serve("/api/pools/Friends/ledger", books(LogView(entries=9)))
    ran = deai("pool", "record", "Friends")
    for words in ("1200", "14.2", "4 passed", "1 passed, 2 FAILED, say 2 members", "2023"):
        assert words in ran.out
    assert "Ada" not in ran.out
    assert "asked last" in ran.err
    assert "never" in deai("pool", "record", "Friends", "ada's pc").out
    assert deai("pool", "record", "Friends", "UB", "--json").data["members"][0]["name"] == "Bob's PC"
    assert deai("pool", "record", "Friends", "Eve").code == ExitCode.NOT_FOUND


def test_work_is_shown_by_day(deai: Deai, serve: Callable[[str, Any], None]) -> None:
    day = DayWork(
        day=date(2026, 5, 4),
        pool="Friends",
        device="UADA",
        name="Ada's PC",
        jobs=3,
        prompt_tokens=90,
        completion_tokens=1200,
        seconds=130,
        credits=12_090,
    )
    serve("/api/pools/work", WorkDays(days=[day]))
    serve("/api/pools/Friends/days", WorkDays(days=[]))
    assert "2026-05-04" in deai("pool", "work").out
    assert "2 min" in deai("pool", "work").out
    assert "nothing for others today" in deai("pool", "work", "Friends").err
    assert deai("pool", "work", "--json").data["days"][0]["credits"] == 12_090
    assert deai("pool", "work", "--now").code != 0


def test_where_members_are_known_from_is_said(deai: Deai, serve: Callable[[str, Any], None]) -> None:
    met = MemberView(device="UBOB", name="Bob's PC", role="both", admitted_at=0, known_by="certificate")
    serve("/api/pools/Friends/members", MemberList(members=[met], is_whole=False))
    ran = deai("pool", "members", "Friends")
    assert "Bob's PC" in ran.out
    assert "this PC has met" in ran.err


@pytest.fixture
def exported() -> tuple[bytes, str]:
    """A real export, and the pool's key."""
    pytest.importorskip("nats")
    from deai_desktop.pool.ledger.log_export import export
    from deai_desktop.pool.ledger.merkle_tree import MerkleTree
    from tests.pool.pools import Pool
    from tests.pool.signed_work import Person, entry_of

    pool = Pool()
    ada, bob = Person(pool), Person(pool)
    entries = [entry_of(ada, bob, number) for number in range(3)]
    tree = MerkleTree(entry.leaf for entry in entries)
    head = pool.founder.sign_log(3, tree.root(), time.time())
    content = export(
        pool.charter(), head, tree, list(enumerate(entries)), bob.device, bob.certificate, time.time()
    )
    return content, pool.founder.pool.text


def test_an_export_is_checked_without_a_node(deai: Deai, tmp_path: Path, exported: tuple[bytes, str]) -> None:
    file = tmp_path / "log.json"
    file.write_bytes(exported[0])
    ran = deai("pool", "verify", str(file))
    assert ran.code == 0
    assert "All of it is right" in ran.err
    assert f"key {exported[1]}" in ran.err
    assert "+7770" in ran.out
    ran = deai("pool", "verify", str(file), "--pool", exported[1], "--json")
    assert (ran.data["right"], ran.data["entries"], ran.data["of"]) == (True, 3, 3)


def test_what_is_wrong_with_an_export_is_said(
    deai: Deai, tmp_path: Path, exported: tuple[bytes, str]
) -> None:
    said = json.loads(exported[0])
    said["content"]["entries"][1]["data"] = "AAAA"
    file = tmp_path / "log.json"
    file.write_text(json.dumps(said))
    ran = deai("pool", "verify", str(file))
    assert ran.code == 1
    for words in (
        "altered since",
        "Entry 1 of the export is not in the log",
        "The balance of",
        "Don't believe",
    ):
        assert words in ran.err
    assert "Entry 0" not in ran.err
    file.write_text("nonsense")
    assert "can't be understood" in deai("pool", "verify", str(file)).err
    assert deai("pool", "verify", str(file), "--pool", "nonsense").code != 0
    assert "can't be read" in deai("pool", "verify", str(tmp_path / "none")).err
