"""The files of a hub: what nats-server is told, and where it keeps what it knows."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from deai_desktop.core.files import write_safely
from deai_desktop.pool.certificates import read_certificate
from deai_desktop.pool.errors import PoolError
from deai_desktop.pool.keys import KeyKind
from deai_desktop.pool.roles import LARGEST_MESSAGE

_MOST_CONNECTIONS = 5000
_LARGEST_LOG = 5_000_000
_LONGEST_LINE = 4096


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
class HubPlace:
    """Say where a hub listens and what it may take."""

    host: str = "127.0.0.1"
    port: int = -1
    """-1 takes one that is free."""
    most_disk: int = 1_000_000_000
    most_memory: int = 64_000_000


class HubFiles:
    """Know and write the files in a hub's folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.settings = folder / "hub.conf"
        self.log = folder / "hub.log"
        self.certificate = folder / "tls.crt"
        self.ports = folder / "ports"
        self._private_key = folder / "tls.key"

    def keep_encryption(self, encryption: tuple[bytes, bytes]) -> None:
        """Write down the certificate and private key that the server shows to others, both PEM."""
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        for file, content in zip((self.certificate, self._private_key), encryption, strict=True):
            write_safely(file, content)

    def write(self, charter: HubCharter, place: HubPlace) -> None:
        """Write all else that a server needs.

        Where the server was told of a newer charter, that one counts: it would begin with this one otherwise, and who
        was removed would be in again.
        """
        self.ports.mkdir(parents=True, exist_ok=True, mode=0o700)
        for old in self.ports.iterdir():
            old.unlink()
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

    def _settings(self, charter: HubCharter, place: HubPlace) -> dict[str, Any]:
        accounts = {charter.account: self._newest(charter), charter.system_account: charter.system}
        return {
            "listen": f"{place.host}:{place.port}",
            "ports_file_dir": str(self.ports),
            "operator": charter.operator,
            "system_account": charter.system_account,
            "resolver": {"type": "full", "dir": str(self.folder / "accounts"), "allow_delete": False},
            "resolver_preload": accounts,
            "jetstream": {
                "store_dir": str(self.folder / "jetstream"),
                "max_memory_store": place.most_memory,
                "max_file_store": place.most_disk,
            },
            "tls": {"cert_file": str(self.certificate), "key_file": str(self._private_key), "timeout": 5},
            "max_payload": LARGEST_MESSAGE,
            "max_connections": _MOST_CONNECTIONS,
            "max_control_line": _LONGEST_LINE,
            "log_file": str(self.log),
            "logfile_size_limit": _LARGEST_LOG,
            "logfile_max_num": 2,
        }
