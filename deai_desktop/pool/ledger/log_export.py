"""Takes a part of the log out of the pool, signed, so that it can be checked anywhere, without asking anybody.

It holds the pool's charter and the signed head, for each entry the proof that it stands at its place in the log, and
the balances that these entries come to, signed by who exported it. All of the log is a part as well, and then they are
the balances of the pool.
"""

from __future__ import annotations

import base64
import itertools
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field, ValidationError

from deai_desktop.pool.errors import LogError, PoolError
from deai_desktop.pool.identity import certificates
from deai_desktop.pool.identity.charter import Charter
from deai_desktop.pool.identity.keys import KeyKind, KeyPair, PublicKey
from deai_desktop.pool.ledger import log_head
from deai_desktop.pool.ledger.log_entries import LogEntry
from deai_desktop.pool.ledger.log_head import LogHead
from deai_desktop.pool.ledger.merkle_tree import HASH_SIZE, LONGEST_PROOF, MerkleTree, proves_inclusion
from deai_desktop.pool.ledger.replay import Replay, replayed
from deai_desktop.pool.ledger.statements import (
    CertificateText,
    Key,
    Moment,
    PastMembers,
    Signature,
    Strict,
    signature_bytes,
    signature_text,
)

LARGEST = 1_000_000_000
_MOST_ENTRIES = 1_000_000


class _Entry(Strict):
    place: Annotated[int, Field(ge=0, le=2**40)]
    by: Annotated[str, Field(max_length=200)]
    data: Annotated[str, Field(max_length=8000)]
    proof: Annotated[str, Field(max_length=LONGEST_PROOF * HASH_SIZE * 2)]


class _Content(Strict):
    pool: Key
    charter: Annotated[str, Field(max_length=certificates.LONGEST)]
    head: Annotated[str, Field(max_length=log_head.LONGEST)]
    entries: Annotated[list[_Entry], Field(max_length=_MOST_ENTRIES)]
    balances: dict[str, int]
    exported_at: Moment
    exported_by: Key
    certificate: CertificateText


class _Export(Strict):
    format: Literal["deai pool log 1"]
    content: _Content
    signature: Signature


@dataclass(frozen=True)
class Export:
    """What an export says, after it was checked."""

    charter: Charter
    head: LogHead
    exported_by: PublicKey
    exported_at: float
    places: tuple[int, ...]
    replay: Replay
    """Balances and track records of these entries."""
    names: dict[str, str]
    """What certificates in it call devices."""

    @property
    def is_whole(self) -> bool:
        """Whether it is all of the log, up to its head."""
        return len(self.places) == self.head.size


def export(
    charter: Charter,
    head: LogHead,
    tree: MerkleTree,
    entries: Iterable[tuple[int, LogEntry]],
    device: KeyPair,
    certificate: str,
    now: float,
) -> bytes:
    """Return entries with their places, below the head's size and in ascending order, as signed JSON."""
    chosen = list(entries)
    content = _Content(
        pool=charter.pool.text,
        charter=charter.text,
        head=head.text,
        entries=[
            _Entry(
                place=place,
                by=entry.by,
                data=_text([entry.data]),
                proof=_text(tree.inclusion_proof(place, head.size)),
            )
            for place, entry in chosen
        ],
        balances=replayed((entry for _, entry in chosen), PastMembers(charter)).ledger.balances,
        exported_at=now,
        exported_by=device.public.text,
        certificate=certificate,
    )
    signature = signature_text(device.sign(_statement(content)))
    whole = _Export(format="deai pool log 1", content=content, signature=signature)
    return json.dumps(whole.model_dump(), indent=1, sort_keys=True).encode()


def check_export(data: bytes, pool: PublicKey) -> Export:
    """Check an export of that pool's log, wholly. Raises `LogError`, or what is wrong with a key or a signature.

    ``pool`` must be known from elsewhere. The charter in it is the newest one that the exporter knew: it says who had
    been removed by then.
    """
    found = examine(data, pool)
    if found.faults:
        raise found.faults[0]
    assert found.export is not None
    return found.export


@dataclass(frozen=True)
class Examined:
    """What an export says, and all that is wrong with it."""

    faults: tuple[PoolError, ...]
    export: Export | None
    """As far as it can be read; nothing of it counts where there are faults."""


def examine(data: bytes, pool: PublicKey | None = None) -> Examined:
    """Look for all that is wrong with an export; without a pool's key, by the one that it names itself."""
    faults: list[PoolError] = []
    try:
        content = _read(data, faults)
        if pool and content.pool != pool.text:
            faults.append(LogError(f"It names another pool: {content.pool}"))
        pool = pool or PublicKey(content.pool, KeyKind.POOL)
        charter = Charter(pool, content.charter, content.exported_at)
        members = PastMembers(charter)
        device = members.device(content.exported_by)
        head = LogHead.read(pool, content.head)
    except PoolError as error:
        return Examined((*faults, error), None)
    try:
        members.member(content.certificate, device, content.exported_at)
    except PoolError as error:
        faults.append(LogError(f"Who exported it was no member: {error.message}"))
    entries = [entry for one in content.entries if (entry := _proved(one, head, faults))]
    places = tuple(entry.place for entry in content.entries)
    if any(place >= later for place, later in itertools.pairwise(places)):
        faults.append(LogError("The export's entries are not in their order."))
    replay = replayed(entries, members)
    faults += _faults_in_balances(content.balances, replay.ledger.balances)
    names = {one.device.text: one.name for one in members.met}
    return Examined(tuple(faults), Export(charter, head, device, content.exported_at, places, replay, names))


def _read(data: bytes, faults: list[PoolError]) -> _Content:
    """Read an export, and look whether it is as who exported it has signed it. Raises `PoolError`."""
    try:
        whole = _Export.model_validate_json(data if len(data) <= LARGEST else b"")
    except ValidationError:
        raise LogError("The export can't be understood.") from None
    try:
        device = PublicKey(whole.content.exported_by, KeyKind.DEVICE)
        device.check(_statement(whole.content), signature_bytes(whole.signature))
    except PoolError as error:
        faults.append(
            LogError(f"It was altered since it was exported, or is not by who it says: {error.message}")
        )
    return whole.content


def _faults_in_balances(said: dict[str, int], found: dict[str, int]) -> list[PoolError]:
    return [
        LogError(
            f"The balance of {device} is {said.get(device, 0)} in the export; its entries come to"
            f" {found.get(device, 0)}."
        )
        for device in sorted(said.keys() | found.keys())
        if said.get(device) != found.get(device)
    ]


def _proved(entry: _Entry, head: LogHead, faults: list[PoolError]) -> LogEntry | None:
    """Return an entry that stands in the log where it says."""
    try:
        proof, found = _bytes(entry.proof), LogEntry(entry.by, _bytes(entry.data))
    except PoolError:
        faults.append(LogError(f"Entry {entry.place} of the export can't be read."))
        return None
    hashes = [proof[begin : begin + HASH_SIZE] for begin in range(0, len(proof), HASH_SIZE)]
    if len(proof) % HASH_SIZE or not proves_inclusion(found.leaf, entry.place, head.size, head.root, hashes):
        faults.append(LogError(f"Entry {entry.place} of the export is not in the log."))
        return None
    return found


def _statement(content: _Content) -> bytes:
    text = json.dumps(content.model_dump(), separators=(",", ":"), sort_keys=True)
    return f"deai pool log export 1\n{text}".encode()


def _text(parts: Sequence[bytes]) -> str:
    return base64.b64encode(b"".join(parts)).decode()


def _bytes(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except ValueError:
        raise LogError("The export can't be understood.") from None
