"""The stream on a pool's hubs in which the log lies, for its keeper: nobody may delete or change what is in it.

Members append by publishing, and are never answered by the hub itself (``no_ack``): whoever publishes chooses where an
answer goes, and the hub sends it with its own rights (see `roles`). They read through the keeper.
"""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Mapping

from nats.aio.client import Client
from nats.aio.msg import Msg
from nats.errors import Error as NatsError
from nats.js.api import DiscardPolicy, RetentionPolicy, StorageType, StoreCompression, StreamConfig
from nats.js.errors import Error as JetStreamError
from nats.js.errors import NotFoundError
from nats.js.manager import JetStreamManager

from deai_desktop.pool.errors import LogError
from deai_desktop.pool.hubs.connection import settled
from deai_desktop.pool.identity.roles import LOG_STREAM
from deai_desktop.pool.ledger.log_entries import LogEntry
from deai_desktop.pool.ledger.log_reading import LogSource
from deai_desktop.pool.ledger.statements import LARGEST_ENTRY

APPEND = "log.append"
MOST_BYTES = 800_000_000
"""Of the whole log on disk."""
MOST_ENTRIES = 100_000
"""Of one member: a worker that signs every 256 tokens writes 25 million tokens until then."""
_ROOM_FOR_HEADERS = 200
_AGAIN_SECONDS = 120.0
"""Within these, a hub knows a message again that is sent twice."""
_WAIT_SECONDS = 10.0
_MOST_AT_ONCE = 1_000
_DEVICE = re.compile(r"[A-Z0-9]{1,100}")


class LogStream:
    """Read the log from the hub, on a connection with the keeper's certificate. Use `open` to make one."""

    def __init__(self, hub: Client) -> None:
        self._hub = hub

    @classmethod
    async def open(
        cls,
        hub: Client,
        *,
        replicas: int = 1,
        most_bytes: int = MOST_BYTES,
        most_entries: int = MOST_ENTRIES,
    ) -> LogStream:
        """Make the stream where there is none yet; ``replicas`` is on how many hubs it lies. Raises `LogError`."""
        wanted = StreamConfig(
            name=LOG_STREAM,
            subjects=[f"{APPEND}.*"],
            retention=RetentionPolicy.LIMITS,
            storage=StorageType.FILE,
            compression=StoreCompression.S2,
            num_replicas=replicas,
            max_bytes=most_bytes,
            max_msgs_per_subject=most_entries,
            # What is full takes nothing more, rather than forget what it has.
            discard=DiscardPolicy.NEW,
            discard_new_per_subject=True,
            max_msg_size=LARGEST_ENTRY + _ROOM_FOR_HEADERS,
            duplicate_window=_AGAIN_SECONDS,
            no_ack=True,
            deny_delete=True,
            deny_purge=True,
            allow_direct=True,
        )
        manager = hub.jsm()
        try:
            found = await _found(manager)
            if found is None:
                await manager.add_stream(wanted)
            else:
                wanted.num_replicas = found.num_replicas or replicas  # see `spread`
                if any(getattr(found, name) != value for name, value in vars(wanted).items() if value):
                    await manager.update_stream(wanted)
        except (NatsError, JetStreamError, TimeoutError) as error:
            raise LogError(
                f"The hub does not keep it: {error}", hint="Look whether its disk is full."
            ) from None
        return cls(hub)

    async def spread(self, replicas: int) -> None:
        """Have it lie on so many hubs, unless it does. Raises `LogError` while there are not as many."""
        manager = self._hub.jsm()
        try:
            found = (await manager.stream_info(LOG_STREAM)).config
            if found.num_replicas != replicas:
                found.num_replicas = replicas
                await manager.update_stream(found)
        except (NatsError, JetStreamError, TimeoutError) as error:
            raise LogError(f"The hubs do not keep it: {error}", hint="See that all of them run.") from None

    async def fill(self, source: LogSource, size: int) -> None:
        """Put in what was kept elsewhere, on a hub at which nobody else appends meanwhile. Raises `LogError`.

        The connection is one with `Founder.admit_to_streams`.
        """
        try:
            async with asyncio.timeout(_WAIT_SECONDS) as patience:
                sent = 0
                while (place := await self.size()) < size:
                    if place == sent:  # the hub drops what comes faster than it writes
                        entries = (await source.read(place)).entries
                        for entry in entries:
                            await self._hub.publish(f"{APPEND}.{entry.by}", entry.data)
                        sent += len(entries)
                        patience.reschedule(asyncio.get_running_loop().time() + _WAIT_SECONDS)
                    await settled(self._hub)
        except (NatsError, TimeoutError):
            raise LogError("The hub does not take it.", hint="Look whether its disk is full.") from None

    async def size(self) -> int:
        """Return how many entries there are. Raises `LogError`."""
        try:
            state = (await self._hub.jsm().stream_info(LOG_STREAM)).state
        except (NatsError, JetStreamError, TimeoutError):
            raise LogError("The hub does not answer.", hint="Try again.") from None
        if state.messages and (state.first_seq != 1 or state.messages != state.last_seq):
            raise LogError("Entries are missing on the hub.", hint=_RESTORE)
        return state.messages

    async def lags(self) -> Mapping[str, int]:
        """Return how many entries each copy is behind, by servers' names; {} for a hub that is alone.

        Raises `LogError` where nobody can say.
        """
        try:
            cluster = (await self._hub.jsm().stream_info(LOG_STREAM)).cluster
        except (NatsError, JetStreamError, TimeoutError):
            raise LogError("The hub does not answer.", hint="Try again.") from None
        if cluster is None or not cluster.leader:
            return {}
        return {cluster.leader: 0} | {one.name: one.lag or 0 for one in cluster.replicas or () if one.name}

    async def read(self, first: int, most: int = _MOST_AT_ONCE) -> list[LogEntry]:
        """Return the next entries from that place on, none where the log ends. Raises `LogError`."""
        inbox = self._hub.new_inbox()
        answers = await self._hub.subscribe(inbox)
        try:
            question = {"seq": first + 1, "batch": min(most, _MOST_AT_ONCE), "max_bytes": 4_000_000}
            await self._hub.publish(
                f"$JS.API.DIRECT.GET.{LOG_STREAM}", json.dumps(question).encode(), reply=inbox
            )
            entries: list[LogEntry] = []
            while not _is_last(message := await answers.next_msg(_WAIT_SECONDS)):
                entries.append(_entry(message, first + len(entries) + 1))
            return entries
        except (NatsError, TimeoutError):
            raise LogError("The hub does not answer.", hint="Try again.") from None
        finally:
            await answers.unsubscribe()


async def _found(manager: JetStreamManager) -> StreamConfig | None:
    """Return the stream's settings. To ask for it once more, as it is, would reserve its room on disk twice."""
    try:
        return (await manager.stream_info(LOG_STREAM)).config
    except NotFoundError:
        return None


_RESTORE = "Somebody altered the hub's files, or its disk is damaged. Members still know what the log was."


def _is_last(message: Msg) -> bool:
    status = (message.headers or {}).get("Status", "")
    if status in ("204", "404"):
        return True
    if status:
        raise LogError(f"The hub does not give the log out ({status}).")
    return False


def _entry(message: Msg, place: int) -> LogEntry:
    headers = message.headers or {}
    if headers.get("Nats-Sequence") != str(place):
        raise LogError("Entries are missing on the hub.", hint=_RESTORE)
    by = headers.get("Nats-Subject", "").removeprefix(f"{APPEND}.")
    if not _DEVICE.fullmatch(by) or len(message.data) > LARGEST_ENTRY + _ROOM_FOR_HEADERS:
        raise LogError("An entry on the hub can't be from a member.", hint=_RESTORE)
    return LogEntry(by, message.data)
