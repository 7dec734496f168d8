"""The other nodes on this PC, such as one in WSL, that its owner's front ends may use in place of their own."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict, ValidationError

from deai_desktop.api.client import NodeClient, connect, find_node
from deai_desktop.api.pairing import Pairing, checked_address
from deai_desktop.core.errors import (
    ConflictError,
    DeAIError,
    NodeUnreachableError,
    NotFoundError,
    SettingError,
)
from deai_desktop.core.files import write_safely
from deai_desktop.core.paths import Paths
from deai_desktop.vault.choose import choose_vault
from deai_desktop.vault.secrets import SecretStore

OWN = "this-pc"
"""Stands for this PC's own node wherever one is named."""

_WAY_BACK = f"Start it there with `deai node`, or go back to this PC's own: deai nodes use {OWN}"


class OtherNode(BaseModel):
    """A node that was paired; its key lies in the vault."""

    model_config = ConfigDict(frozen=True)

    id: str
    name: str
    address: str
    key_id: str


class _File(BaseModel):
    version: int = 1
    chosen: str = ""
    nodes: list[OtherNode] = []


@dataclass(frozen=True)
class Connection:
    """A line to a node, and where that is: empty for this PC's own."""

    client: NodeClient
    place: str = ""


class OtherNodes:
    """Remember nodes and which one is used: addresses in a small file, keys in the vault."""

    def __init__(self, paths: Paths, vault: SecretStore | None = None) -> None:
        self._file = paths.settings / "nodes.json"
        self._vault = vault or choose_vault(paths)

    @property
    def nodes(self) -> list[OtherNode]:
        """All of them, in the order in which they were paired."""
        return self._read().nodes

    @property
    def chosen(self) -> OtherNode | None:
        """The one that front ends use; None for this PC's own."""
        content = self._read()
        return next((node for node in content.nodes if node.id == content.chosen), None)

    def add(self, pairing: Pairing) -> OtherNode:
        """Remember a node, in place of an older one of that name, once it has answered."""
        node = OtherNode(
            id=secrets.token_hex(4), name=pairing.name, address=pairing.address, key_id=pairing.key_id
        )
        if node.name.lower() == OWN:
            raise ConflictError("This name stands for this PC's own node.", hint="Choose another name.")
        _proven(node, pairing.key).close()
        self._vault.set(_entry(node), pairing.key)
        content = self._read()
        older = [one for one in content.nodes if one.name == node.name]
        was_chosen = any(one.id == content.chosen for one in older)
        self._write(
            _File(
                chosen=node.id if was_chosen else content.chosen,
                nodes=[*(one for one in content.nodes if one not in older), node],
            )
        )
        for one in older:
            self._vault.delete(_entry(one))
        return node

    def choose(self, which: str) -> OtherNode | None:
        """Use this node from now on; `OWN` is this PC's own, for which None is returned."""
        node = None if which == OWN else self._find(which)
        self._write(self._read().model_copy(update={"chosen": node.id if node else ""}))
        return node

    def remove(self, which: str) -> tuple[OtherNode, bool]:
        """Forget a node; return it and whether the key could be revoked over there, too."""
        node = self._find(which)
        try:
            with self._connect(node) as client:
                client.revoke_key(node.key_id)
            is_revoked = True
        except DeAIError:
            is_revoked = False
        content = self._read()
        self._write(
            _File(
                chosen="" if content.chosen == node.id else content.chosen,
                nodes=[one for one in content.nodes if one.id != node.id],
            )
        )
        self._vault.delete(_entry(node))
        return node, is_revoked

    def connect_to_chosen(self) -> Connection | None:
        """Connect to the chosen node; None when that is this PC's own. Raises `NodeUnreachableError`.

        There is no falling back: what the person meant for one node must not reach another.
        """
        node = self.chosen
        return None if node is None else Connection(self._connect(node), node.name)

    def _connect(self, node: OtherNode) -> NodeClient:
        key = self._vault.get(_entry(node))
        if key is None:
            raise NodeUnreachableError(
                f"The key of the node “{node.name}” is no longer in the vault.",
                hint="Pair it again: `deai pair` there, then `deai nodes add` here.",
            )
        return _proven(node, key)

    def _find(self, which: str) -> OtherNode:
        for node in self.nodes:
            if which in (node.id, node.name):
                return node
        raise NotFoundError(
            f"There is no other node named “{which}”.", hint="List them with: deai nodes list"
        )

    def _read(self) -> _File:
        try:
            content = _File.model_validate_json(self._file.read_bytes())
            for node in content.nodes:
                checked_address(node.address)
            return content
        except FileNotFoundError:
            return _File()
        except (ValidationError, OSError, DeAIError) as error:
            raise SettingError(
                f"The list of other nodes can't be used: {self._file}",
                hint="Move that file away and pair the nodes again.",
            ) from error

    def _write(self, content: _File) -> None:
        write_safely(self._file, content.model_dump_json(indent=2).encode())


def connect_as_chosen(paths: Paths, on_start: Callable[[], None] = lambda: None) -> Connection:
    """Connect to the node that the person chose: another one, else this PC's own, which is started if need be."""
    return OtherNodes(paths).connect_to_chosen() or Connection(connect(paths, on_start))


def find_as_chosen(paths: Paths) -> Connection | None:
    """Find the node that the person chose as `connect_as_chosen` does, but start none; None when none runs."""
    if other := OtherNodes(paths).connect_to_chosen():
        return other
    own = find_node(paths)
    return None if own is None else Connection(own)


def _entry(node: OtherNode) -> str:
    return f"other-node/{node.id}"


def _proven(node: OtherNode, key: str) -> NodeClient:
    """Connect, but send the key only to a node that has shown that it knows it."""
    client = NodeClient(node.address, key)
    knows = client.knows_our_key(node.key_id)
    if knows:
        return client
    client.close()
    if knows is None:
        raise NodeUnreachableError(
            f"The node “{node.name}” at {node.address} does not answer.", hint=_WAY_BACK
        )
    raise NodeUnreachableError(
        f"What answers at {node.address} is not the node “{node.name}”, or its key was revoked.",
        hint="Two nodes can't share a port: deai settings set api.port 3325 on one of them, then start it again."
        f" Or go back to this PC's own: deai nodes use {OWN}",
    )
