"""The tree is that of RFC 9162, and its proofs convince of what is true only."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deai_desktop.pool.ledger.merkle_tree import (
    MerkleTree,
    leaf_hash,
    node_hash,
    proves_consistency,
    proves_inclusion,
)

# From the tests of google/certificate-transparency: entries, and the roots of the first 1 to 8 of them.
ENTRIES = [
    bytes.fromhex(text)
    for text in (
        *("", "00", "10", "2021", "3031", "40414243"),
        *("5051525354555657", "606162636465666768696a6b6c6d6e6f"),
    )
]
ROOTS = (
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
)


def tree_of(entries: Sequence[bytes]) -> MerkleTree:
    return MerkleTree(leaf_hash(entry) for entry in entries)


def naive_root(leaves: list[bytes]) -> bytes:
    """As the RFC writes it down."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    middle = 1
    while middle * 2 < len(leaves):
        middle *= 2
    return node_hash(naive_root(leaves[:middle]), naive_root(leaves[middle:]))


def test_has_the_roots_that_others_compute() -> None:
    tree = tree_of(ENTRIES)
    assert [tree.root(size).hex() for size in range(1, 9)] == list(ROOTS)
    assert tree.root() == tree.root(8)
    assert MerkleTree().root() == hashlib.sha256(b"").digest()


@pytest.mark.parametrize("size", range(1, 40))
def test_proves_every_entry_and_every_beginning(size: int) -> None:
    leaves = [leaf_hash(bytes([number])) for number in range(size)]
    tree = MerkleTree(leaves)
    root = tree.root()
    assert root == naive_root(leaves)
    for index in range(size):
        proof = tree.inclusion_proof(index)
        assert tree.leaf(index) == leaves[index]
        assert proves_inclusion(leaves[index], index, size, root, proof)
        for other in range(size):
            assert proves_inclusion(leaves[index], other, size, root, proof) is (other == index)
            assert proves_inclusion(leaves[other], index, size, root, proof) is (other == index)
    for old in range(1, size + 1):
        consistency = tree.consistency_proof(old)
        assert proves_consistency(old, tree.root(old), size, root, consistency)
        for wrong in range(1, size + 1):
            is_right = wrong == old
            assert proves_consistency(old, tree.root(wrong), size, root, consistency) is is_right
            if not is_right:
                assert not proves_consistency(wrong, tree.root(wrong), size, root, consistency)


@given(st.integers(0, 40), st.integers(0, 40))
def test_a_shortened_tree_is_what_it_was(size: int, more: int) -> None:
    tree = tree_of([bytes([number]) for number in range(size + more)])
    tree.shorten(size)
    assert len(tree) == size
    assert tree.root() == tree_of([bytes([number]) for number in range(size)]).root()
    tree.append(leaf_hash(b"other"))
    assert tree.root() == tree_of([*(bytes([number]) for number in range(size)), b"other"]).root()


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_an_altered_proof_convinces_nobody(data: st.DataObject) -> None:
    size = data.draw(st.integers(2, 200))
    index, old = data.draw(st.integers(0, size - 1)), data.draw(st.integers(1, size - 1))
    tree = tree_of([number.to_bytes(2, "big") for number in range(size)])
    inclusion, consistency = list(tree.inclusion_proof(index)), list(tree.consistency_proof(old))
    for proof in (inclusion, consistency):
        way = data.draw(st.sampled_from(["alter", "drop", "add", "swap"]))
        place = data.draw(st.integers(0, len(proof) - 1))
        before = list(proof)
        if way == "alter":
            proof[place] = bytes(32)
        elif way == "drop":
            del proof[place]
        elif way == "add":
            proof.insert(place, bytes(32))
        else:
            proof[place], proof[0] = proof[0], proof[place]
        if proof == before:
            continue
        if proof is inclusion:
            assert not proves_inclusion(tree.leaf(index), index, size, tree.root(), proof)
        else:
            assert not proves_consistency(old, tree.root(old), size, tree.root(), proof)


def test_what_is_not_in_it_is_not_proved() -> None:
    tree = tree_of(ENTRIES)
    for what in (
        lambda: tree.root(9),
        lambda: tree.inclusion_proof(8),
        lambda: tree.inclusion_proof(3, 3),
        lambda: tree.consistency_proof(0),
        lambda: tree.consistency_proof(5, 4),
    ):
        with pytest.raises(IndexError):
            what()
    many = [bytes(32)] * 100
    assert not proves_inclusion(bytes(32), 0, 2**40, bytes(32), many)
    assert not proves_consistency(1, bytes(32), 2**40, bytes(32), many)
    assert not proves_consistency(5, bytes(32), 4, bytes(32), many[:2])
    assert proves_consistency(4, tree.root(4), 4, tree.root(4), ())
    assert not proves_consistency(4, tree.root(4), 4, tree.root(3), ())
