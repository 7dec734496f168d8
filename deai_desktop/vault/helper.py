"""``deai vault-helper``: answers one request about a secret of a node in WSL, out of this system's own vault."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any, BinaryIO

from deai_desktop.core.errors import DeAIError, InvalidInputError
from deai_desktop.vault.helper_protocol import LARGEST_MESSAGE, VERBS, VERSION, check_owner, decode, encode
from deai_desktop.vault.keyring_store import KeyringStore
from deai_desktop.vault.secrets import SecretStore


def run_helper(
    arguments: list[str],
    source: BinaryIO | None = None,
    target: BinaryIO | None = None,
    open_vault: Callable[[str], SecretStore] = KeyringStore,
) -> int:
    """Answer the request on standard input; return 0 when it was done, else 1 with the error as the answer.

    Each distribution has entries of its own, apart from those of the node on this side.
    """
    source = source or sys.stdin.buffer
    target = target or sys.stdout.buffer
    try:
        answer, code = _answer(arguments, source.read(LARGEST_MESSAGE), open_vault), 0
    except DeAIError as error:
        told = {"code": error.code, "title": error.title, "message": error.message, "hint": error.hint}
        answer, code = {"error": told | {"param": error.param}}, 1
    target.write(encode({"version": VERSION} | answer))
    target.flush()
    return code


def _answer(arguments: list[str], data: bytes, open_vault: Callable[[str], SecretStore]) -> dict[str, Any]:
    verb = arguments[0] if len(arguments) == 1 else ""
    if verb not in VERBS:
        raise InvalidInputError("DeAI in WSL asks for this program; it is not for people.", param="verb")
    try:
        request = decode(data)
    except ValueError:
        raise InvalidInputError(
            "This is no request of DeAI in WSL.", hint="Update DeAI on both sides."
        ) from None
    vault = open_vault(f"deai-desktop-wsl/{check_owner(request.get('owner'))}")
    name = str(request.get("name", ""))
    if verb == "get":
        return {"value": vault.get(name)}
    if verb == "set":
        vault.set(name, str(request.get("value", "")))
        return {}
    if verb == "delete":
        return {"deleted": vault.delete(name)}
    vault.check()
    return {"description": vault.description}
