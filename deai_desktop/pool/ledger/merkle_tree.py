"""A Merkle tree over a log's entries, as in RFC 9162, section 2.1: one hash stands for all of them, in their order.

Whoever has the hash of a log's first n entries can be shown, with some 30 hashes at most, that an entry is the i-th of
them, and that a longer log begins with just these.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

HASH_SIZE = 32
LONGEST_PROOF = 64
_EMPTY = hashlib.sha256(b"").digest()


def leaf_hash(entry: bytes) -> bytes:
    """Return what stands for one entry."""
    return hashlib.sha256(b"\0" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return what stands for two neighbours; it can't be taken for an entry's hash."""
    return hashlib.sha256(b"\1" + left + right).digest()


class MerkleTree:
    """Grow by one hash at a time, and prove what is in it. Takes some 64 bytes an entry."""

    def __init__(self, leaves: Iterable[bytes] = ()) -> None:
        # Per height, the hashes of all whole subtrees, one after the other.
        self._levels: list[bytearray] = [bytearray()]
        for leaf in leaves:
            self.append(leaf)

    def __len__(self) -> int:
        return len(self._levels[0]) // HASH_SIZE

    def append(self, leaf: bytes) -> None:
        """Add the hash of the next entry."""
        height, done = 0, leaf
        self._levels[0] += done
        while len(self._levels[height]) // HASH_SIZE % 2 == 0:
            pair = self._levels[height][-2 * HASH_SIZE :]
            height += 1
            if height == len(self._levels):
                self._levels.append(bytearray())
            done = node_hash(bytes(pair[:HASH_SIZE]), bytes(pair[HASH_SIZE:]))
            self._levels[height] += done

    def shorten(self, size: int) -> None:
        """Forget all entries but the first."""
        self._require(0 <= size <= len(self))
        for height, level in enumerate(self._levels):
            del level[(size >> height) * HASH_SIZE :]

    def leaf(self, index: int) -> bytes:
        """Return the hash of an entry."""
        return self._whole(0, index)

    def root(self, size: int | None = None) -> bytes:
        """Return what stands for the first entries, or for all."""
        size = len(self) if size is None else size
        self._require(0 <= size <= len(self))
        return self._range(0, size) if size else _EMPTY

    def inclusion_proof(self, index: int, size: int | None = None) -> tuple[bytes, ...]:
        """Prove that an entry stands at its place in the log of that size (RFC 9162, 2.1.3.1)."""
        size = len(self) if size is None else size
        self._require(0 <= index < size <= len(self))
        proof: list[bytes] = []
        begin, end = 0, size
        while end - begin > 1:
            middle = begin + _largest_power_below(end - begin)
            if index < middle:
                proof.append(self._range(middle, end))
                end = middle
            else:
                proof.append(self._range(begin, middle))
                begin = middle
        return tuple(reversed(proof))

    def consistency_proof(self, old: int, size: int | None = None) -> tuple[bytes, ...]:
        """Prove that the log of that size begins with the old one (RFC 9162, 2.1.4.1)."""
        size = len(self) if size is None else size
        self._require(0 < old <= size <= len(self))
        proof: list[bytes] = []
        begin, end, is_known = 0, size, True
        while old != end:
            middle = begin + _largest_power_below(end - begin)
            if old <= middle:
                proof.append(self._range(middle, end))
                end = middle
            else:
                proof.append(self._range(begin, middle))
                begin, is_known = middle, False
        if not is_known:
            proof.append(self._range(begin, end))
        return tuple(reversed(proof))

    def _range(self, begin: int, end: int) -> bytes:
        size = end - begin
        if size & (size - 1) == 0 and begin % size == 0:
            return self._whole(size.bit_length() - 1, begin // size)
        middle = begin + _largest_power_below(size)
        return node_hash(self._range(begin, middle), self._range(middle, end))

    def _whole(self, height: int, index: int) -> bytes:
        return bytes(self._levels[height][index * HASH_SIZE : (index + 1) * HASH_SIZE])

    @staticmethod
    def _require(is_there: bool) -> None:
        if not is_there:
            raise IndexError("the tree has no such entries")


def proves_inclusion(leaf: bytes, index: int, size: int, root: bytes, proof: Sequence[bytes]) -> bool:
    """Whether the proof shows that the entry stands there in the log with this root (RFC 9162, 2.1.3.2)."""
    if not 0 <= index < size or len(proof) > LONGEST_PROOF:
        return False
    place, last, found = index, size - 1, leaf
    for other in proof:
        if last == 0:
            return False
        if place % 2 or place == last:
            found = node_hash(other, found)
            while place % 2 == 0 and place:
                place, last = place >> 1, last >> 1
        else:
            found = node_hash(found, other)
        place, last = place >> 1, last >> 1
    return last == 0 and found == root


def proves_consistency(old: int, old_root: bytes, size: int, root: bytes, proof: Sequence[bytes]) -> bool:
    """Whether the proof shows that the log with this root begins with the old one (RFC 9162, 2.1.4.2)."""
    if old == size:
        return not proof and old_root == root
    if not 0 < old < size or not 0 < len(proof) <= LONGEST_PROOF:
        return False
    path = [old_root, *proof] if old & (old - 1) == 0 else list(proof)
    place, last = old - 1, size - 1
    while place % 2:
        place, last = place >> 1, last >> 1
    before = after = path[0]
    for other in path[1:]:
        if last == 0:
            return False
        if place % 2 or place == last:
            before, after = node_hash(other, before), node_hash(other, after)
            while place % 2 == 0 and place:
                place, last = place >> 1, last >> 1
        else:
            after = node_hash(after, other)
        place, last = place >> 1, last >> 1
    return last == 0 and before == old_root and after == root


def _largest_power_below(size: int) -> int:
    return 1 << ((size - 1).bit_length() - 1)
