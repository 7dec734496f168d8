"""``/api/keys``: keys for programs that use the local API."""

from __future__ import annotations

from fastapi import APIRouter

from deai_desktop.api.schemas.keys import CreatedKey, KeyList, KeyView, NewKey
from deai_desktop.node.node import Node
from deai_desktop.node.views import key_view
from deai_desktop.vault.api_keys import Scope


def routes(node: Node) -> APIRouter:
    """Serve API keys. The functions are not async: the vault may ask the person, and that takes time."""
    router = APIRouter(prefix="/api/keys", tags=["keys"])

    @router.get("")
    def list_keys() -> KeyList:
        """List all keys, without their secrets."""
        return KeyList(keys=[key_view(key) for key in node.api_keys.list()])

    @router.post("", status_code=201)
    def create_key(body: NewKey) -> CreatedKey:
        """Make a key. Its secret is in this reply and can't be shown again."""
        record, key = node.api_keys.create(body.name, Scope(body.scope))
        return CreatedKey(**key_view(record).model_dump(), key=key)

    @router.delete("/{key}")
    def revoke_key(key: str) -> KeyView:
        """Revoke a key by id, beginning of id, or name; it stops working at once."""
        return key_view(node.api_keys.revoke(key))

    return router
