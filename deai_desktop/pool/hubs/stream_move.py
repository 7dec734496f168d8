"""Takes streams from a hub that was alone to the hubs of a cluster, or back, with all that is in them.

nats-server deletes the streams of a server that was alone when it becomes one of several, so these lie in two folders
(see `HubFiles`) and are carried over: save them from the hub while nobody else knows its port, start the cluster, bring
them in. Every message keeps its number and its time. Until they are in, nobody else may make a stream of the same name.
"""

from __future__ import annotations

import asyncio
import json
import re
import secrets
from pathlib import Path
from typing import Any, BinaryIO

from nats.aio.client import Client
from nats.errors import Error as NatsError

from deai_desktop.core.files import remove_file, write_safely
from deai_desktop.pool.errors import PoolError

_API = "$JS.API.STREAM"
_CHUNK = 64 * 1024
_SECONDS = 10.0
"""For one answer."""
_AGREED_SECONDS = 1.0
_READY_SECONDS = 30.0
"""Hubs that have just met take some seconds until they have agreed on who decides."""
_NAME = re.compile(r"^[A-Za-z0-9_-]{1,100}$")


async def save_streams(hub: Client, folder: Path) -> tuple[str, ...]:
    """Write all streams of a hub into a folder, and return their names.

    ``hub`` is a connection with `Founder.admit_to_streams`. Raises `PoolError`.
    """
    names: tuple[str, ...] = tuple((await _asked(hub, f"{_API}.NAMES", {})).get("streams") or ())
    for name in names:
        if not _NAME.match(name):
            raise PoolError("A stream has a name that can't be carried over.", hint="Remove it on the hub.")
        # The settings come last: a stream that was saved in part has none, and is not brought anywhere.
        await asyncio.to_thread(remove_file, folder / f"{name}.json")
        said = await _save(hub, name, folder / f"{name}.stream")
        await asyncio.to_thread(write_safely, folder / f"{name}.json", json.dumps(said).encode())
    return names


async def bring_streams(hub: Client, folder: Path, copies: int) -> tuple[str, ...]:
    """Put all streams of the folder on the hubs, each as often as said, and return their names.

    One that is there already stays as it is, so this can be done again after it was broken off. Raises `PoolError`.
    """
    there = set((await _agreed(hub)).get("streams") or ())
    saved = await asyncio.to_thread(lambda: sorted(folder.glob("*.json")))
    for file in saved:
        if file.stem not in there:
            said = json.loads(await asyncio.to_thread(file.read_bytes))
            said["config"]["num_replicas"] = copies
            await _bring(hub, file.stem, said, file.with_suffix(".stream"))
    return tuple(file.stem for file in saved)


async def _save(hub: Client, name: str, file: Path) -> dict[str, Any]:
    """Write one stream and return its settings and state."""
    inbox = f"{hub.new_inbox().rpartition('.')[0]}.{secrets.token_hex(8)}"
    subscription = await hub.subscribe(inbox)
    asked = {"deliver_subject": inbox, "chunk_size": _CHUNK}
    said = await _asked(hub, f"{_API}.SNAPSHOT.{name}", asked)
    try:
        with await asyncio.to_thread(_opened, file) as stream:
            while data := await _next_part(subscription):
                await asyncio.to_thread(stream.write, data)
    finally:
        await subscription.unsubscribe()
    return {"config": said["config"], "state": said["state"]}


def _opened(file: Path) -> BinaryIO:
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    return file.open("wb")


async def _next_part(subscription: Any) -> bytes:
    """Return the next part, and nothing after the last one."""
    try:
        message = await subscription.next_msg(_SECONDS)
    except (NatsError, TimeoutError):
        raise _broken() from None
    if message.reply:
        await message.respond(b"")
    data: bytes = message.data
    if not data and (message.headers or {}).get("Status", "204") != "204":
        raise _broken()
    return data


async def _bring(hub: Client, name: str, said: dict[str, Any], file: Path) -> None:
    target = str((await _asked(hub, f"{_API}.RESTORE.{name}", said)).get("deliver_subject", ""))
    with file.open("rb") as stream:
        while data := await asyncio.to_thread(stream.read, _CHUNK):
            await _sent(hub, target, data)
    done = await _sent(hub, target, b"")
    if (done.get("state") or {}).get("messages") != said["state"]["messages"]:
        raise _broken()


async def _agreed(hub: Client) -> dict[str, Any]:
    """Ask for the names of all streams until the hubs have agreed on who decides."""
    try:
        async with asyncio.timeout(_READY_SECONDS):
            while True:
                try:
                    return await _sent(hub, f"{_API}.NAMES", b"{}", _AGREED_SECONDS)
                except PoolError:
                    await asyncio.sleep(0.2)
    except TimeoutError:
        raise PoolError("The hubs can't keep streams yet.", hint="See that all of them run.") from None


async def _asked(hub: Client, subject: str, asked: dict[str, Any]) -> dict[str, Any]:
    return await _sent(hub, subject, json.dumps(asked).encode())


async def _sent(hub: Client, subject: str, data: bytes, seconds: float = _SECONDS) -> dict[str, Any]:
    """Return what was answered, {} for an empty answer."""
    try:
        reply = (await hub.request(subject, data, timeout=seconds)).data
        answer = json.loads(reply) if reply else {}
    except (NatsError, TimeoutError, ValueError):
        raise _broken() from None
    if not isinstance(answer, dict) or answer.get("error"):
        raise _broken()
    return answer


def _broken() -> PoolError:
    return PoolError(
        "The pool's streams were not carried over whole.", hint="Try again; nothing was deleted."
    )
