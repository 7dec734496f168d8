"""An export is checked anywhere with the pool's key alone, and says nothing else after a letter of it was altered."""

from __future__ import annotations

import base64
import json
import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deai_desktop.core.errors import DeAIError
from deai_desktop.pool.errors import LogError, PoolError
from deai_desktop.pool.ledger.log_entries import LogEntry
from deai_desktop.pool.ledger.log_export import check_export, export
from deai_desktop.pool.ledger.merkle_tree import MerkleTree
from tests.pool.pools import Pool
from tests.pool.signed_work import Person, entry_of, verdict_of

POOL = Pool()
ADA, BOB, EVE = Person(POOL), Person(POOL), Person(POOL)
ENTRIES = [
    *(entry_of(ADA, BOB, number) for number in range(4)),
    verdict_of(ADA, BOB, 3, passed=False),
    LogEntry(EVE.key, b"junk \xff"),
    entry_of(EVE, ADA, 20),
]
TREE = MerkleTree(entry.leaf for entry in ENTRIES)
KEY = POOL.founder.pool


def exported(*places: int) -> bytes:
    head = POOL.founder.sign_log(len(TREE), TREE.root(), time.time())
    chosen = [(place, ENTRIES[place]) for place in places]
    return export(POOL.charter(), head, TREE, chosen, BOB.device, BOB.certificate, time.time())


WHOLE = exported(*range(7))


def test_all_of_the_log_is_checked_with_the_pools_key_alone() -> None:
    read = check_export(WHOLE, KEY)
    assert read.is_whole
    assert read.exported_by == BOB.device.public
    assert read.replay.ledger.balances == {ADA.key: 3 * 2590, BOB.key: -4 * 2590, EVE.key: 2590}
    assert read.replay.ledger.ignored == {"It can't be understood.": 1}
    assert read.replay.records.of(ADA.key).canaries.failed == 1


def test_a_part_is_proved_entry_by_entry() -> None:
    read = check_export(exported(1, 6), KEY)
    assert (read.is_whole, read.places) == (False, (1, 6))
    assert read.replay.ledger.balances == {ADA.key: 0, BOB.key: -2590, EVE.key: 2590}
    assert check_export(exported(), KEY).replay.ledger.balances == {}


def test_another_pools_export_is_refused() -> None:
    with pytest.raises(PoolError, match="another pool"):
        check_export(WHOLE, Pool().founder.pool)


@pytest.mark.parametrize(
    "change",
    [
        lambda content: content["entries"].pop(2),
        lambda content: content["entries"].reverse(),
        lambda content: content["entries"].append(content["entries"][0]),
        lambda content: content["entries"][0].update(by=EVE.key),
        lambda content: content["entries"][0].update(place=1),
        lambda content: content["entries"][0].update(data="AAAA"),
        lambda content: content["entries"][0].update(data="A"),
        lambda content: content["entries"][0].update(proof="AAAA"),
        lambda content: content["balances"].update({BOB.key: 10**9}),
        lambda content: content.update(exported_by=EVE.key),
        lambda content: content.update(exported_by=EVE.key, certificate=EVE.certificate),
        lambda content: content.update(exported_at=content["exported_at"] + 1),
        lambda content: content.update(head="x"),
        lambda content: content.update(more=1),
    ],
)
@pytest.mark.parametrize("is_signed_again", [False, True])
def test_what_was_altered_is_refused_though_signed_again(change: Any, is_signed_again: bool) -> None:
    """Whoever exports can sign what they like; what the pool signed, and what follows from it, they can't alter."""
    said = json.loads(WHOLE)
    change(said["content"])
    if is_signed_again:
        text = json.dumps(said["content"], separators=(",", ":"), sort_keys=True)
        said["signature"] = signed_by_bob(f"deai pool log export 1\n{text}".encode())
        if set(said["content"]) == set(json.loads(WHOLE)["content"]) and is_still_true(said["content"]):
            return
    with pytest.raises(DeAIError):
        check_export(json.dumps(said).encode(), KEY)


def signed_by_bob(data: bytes) -> str:
    return base64.b64encode(BOB.device.sign(data)).decode()


def is_still_true(content: dict[str, Any]) -> bool:
    """Another time of exporting may be true as well."""
    before = json.loads(WHOLE)["content"]
    return {**before, "exported_at": 0} == {**content, "exported_at": 0}


@settings(max_examples=100, deadline=None)
@given(st.integers(0, len(WHOLE) - 1), st.sampled_from(b'0a"}\xff '))
def test_one_altered_byte_changes_nothing_that_is_believed(place: int, byte: int) -> None:
    altered = WHOLE[:place] + bytes([byte]) + WHOLE[place + 1 :]
    try:
        read = check_export(altered, KEY)
    except DeAIError:
        return
    assert json.loads(altered) == json.loads(WHOLE)  # blank space
    assert read.is_whole


@given(st.binary(max_size=200) | st.just(b"[" * 100_000))
def test_what_is_no_export_is_refused(data: bytes) -> None:
    with pytest.raises(LogError, match="understood"):
        check_export(data, KEY)
