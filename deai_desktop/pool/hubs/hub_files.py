"""The files of a hub: what nats-server is told, and where it keeps what it knows."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from deai_desktop.core.files import write_safely
from deai_desktop.pool.errors import PoolError
from deai_desktop.pool.hubs.hub_address import HubAddress
from deai_desktop.pool.hubs.hub_encryption import HubEncryption
from deai_desktop.pool.identity.certificates import read_certificate
from deai_desktop.pool.identity.keys import KeyKind
from deai_desktop.pool.identity.roles import LARGEST_MESSAGE

_MOST_CONNECTIONS = 5000
_LARGEST_LOG = 5_000_000
_LONGEST_LINE = 4096
_ASK_FOR_CHARTER_EVERY = "2s"
"""How often hubs compare charters: as long, one that was away may let in whom the others don't any more."""


@dataclass(frozen=True)
class HubCharter:
    """Hold what makes a server the hub of one pool; all of it is public."""

    operator: str
    """The pool's own certificate."""
    system_account: str
    """The key of the account below."""
    system: str
    account: str
    """The key of the pool's account."""
    charter: str


@dataclass(frozen=True)
class HubCluster:
    """Say how a hub and the pool's other hubs find and know each other."""

    name: str
    """The same for all hubs of a pool."""
    server: str
    """This hub's own."""
    listen: HubAddress
    """For hubs only."""
    advertised: HubAddress
    """What others reach that by."""
    routes: tuple[HubAddress, ...]
    """The hubs to connect to."""
    keys: tuple[str, ...]
    """The prints of all hubs' TLS keys, this one's too; nobody else gets in."""


@dataclass(frozen=True)
class HubPlace:
    """Say where a hub listens and what it may take."""

    host: str = "127.0.0.1"
    port: int = -1
    """-1 takes one that is free."""
    most_disk: int = 1_000_000_000
    most_memory: int = 64_000_000
    server: str = ""
    """What nats-server calls itself; it makes something up where nothing is said."""
    web: HubAddress | None = None
    """Where to listen for wss, if anywhere."""
    cluster: HubCluster | None = None
    """None for a hub that is alone. Its streams lie in another folder than those of a hub among several, since
    nats-server would delete them when it finds itself in a cluster: see `stream_move`."""


class HubFiles:
    """Know and write the files in a hub's folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.settings = folder / "hub.conf"
        self.log = folder / "hub.log"
        self.certificate = folder / "tls.crt"
        self.authority = folder / "authority.crt"
        self.ports = folder / "ports"
        self._private_key = folder / "tls.key"

    def write(self, charter: HubCharter, place: HubPlace, encryption: HubEncryption | None = None) -> None:
        """Write all that a server needs; its certificate stays unless a new one is given.

        Where the server was told of a newer charter, that one counts: it would begin with this one otherwise, and who
        was removed would be in again.
        """
        self.ports.mkdir(parents=True, exist_ok=True, mode=0o700)
        for old in self.ports.iterdir():
            old.unlink()
        if encryption:
            write_safely(self.authority, encryption.authority.encode())
            write_safely(self.certificate, encryption.certificate.encode())
            write_safely(self._private_key, encryption.private_key.encode())
        # JSON is read as well: nothing that people choose can be taken for more than text. Letters beyond ASCII stay as
        # they are: nats-server does not know JSON's way to write them otherwise, and folders are named after people.
        settings = json.dumps(self._settings(charter, place), indent=1, ensure_ascii=False)
        write_safely(self.settings, settings.encode())

    def _newest(self, charter: HubCharter) -> str:
        try:
            kept = (self.folder / "accounts" / f"{charter.account}.jwt").read_text("utf-8")
            found, given = (
                read_certificate(text, KeyKind.POOL, KeyKind.ACCOUNT, now=time.time())
                for text in (kept, charter.charter)
            )
        except (OSError, ValueError, PoolError):
            return charter.charter
        is_newer = found.issuer == given.issuer and found.issued_at >= given.issued_at
        return kept if is_newer else charter.charter

    def _operator(self, charter: HubCharter) -> str:
        """Keep the pool's certificate while it says the same: a server that runs takes no other one."""
        try:
            kept = str(json.loads(self.settings.read_bytes())["operator"])
            found, given = (
                read_certificate(text, KeyKind.POOL, KeyKind.POOL, now=time.time())
                for text in (kept, charter.operator)
            )
        except (OSError, ValueError, KeyError, TypeError, PoolError):
            return charter.operator
        says_the_same = (found.issuer, found.name, found.says) == (given.issuer, given.name, given.says)
        return kept if says_the_same else charter.operator

    def _settings(self, charter: HubCharter, place: HubPlace) -> dict[str, Any]:
        accounts = {charter.account: self._newest(charter), charter.system_account: charter.system}
        settings: dict[str, Any] = {
            "listen": str(HubAddress(place.host, place.port)),
            "ports_file_dir": str(self.ports),
            "operator": self._operator(charter),
            "system_account": charter.system_account,
            "resolver": {
                "type": "full",
                "dir": str(self.folder / "accounts"),
                "allow_delete": False,
                "interval": _ASK_FOR_CHARTER_EVERY,
            },
            "resolver_preload": accounts,
            "jetstream": {
                "store_dir": str(self.folder / ("streams" if place.cluster else "jetstream")),
                "max_memory_store": place.most_memory,
                "max_file_store": place.most_disk,
            },
            # Encrypted before the first word: whoever sits in between can't talk a member out of it.
            "tls": {**self._tls(), "handshake_first": True},
            "max_payload": LARGEST_MESSAGE,
            "max_connections": _MOST_CONNECTIONS,
            "max_control_line": _LONGEST_LINE,
            "log_file": str(self.log),
            "logfile_size_limit": _LARGEST_LOG,
            "logfile_max_num": 2,
        }
        if place.web:
            settings["websocket"] = {"listen": str(place.web), "tls": self._tls(), "handshake_timeout": "5s"}
        if name := place.cluster.server if place.cluster else place.server:
            settings["server_name"] = name
        if place.cluster:
            settings["cluster"] = self._cluster(place.cluster)
        return settings

    def _tls(self) -> dict[str, Any]:
        return {"cert_file": str(self.certificate), "key_file": str(self._private_key), "timeout": 5}

    def _cluster(self, cluster: HubCluster) -> dict[str, Any]:
        """Let in hubs by their keys only, in both directions.

        That the name in a certificate fits an address is not asked ("insecure"), since hubs move; what stands in its
        place is stronger: the other side must hold one of the keys.
        """
        return {
            "name": cluster.name,
            "listen": str(cluster.listen),
            "advertise": str(cluster.advertised),
            # Members know all hubs by a signed list, and strangers needn't know any.
            "no_advertise": True,
            "routes": [f"nats-route://{route}" for route in cluster.routes],
            "tls": {
                **self._tls(),
                "ca_file": str(self.authority),
                "verify": True,
                "insecure": True,
                "pinned_certs": list(cluster.keys),
            },
        }
