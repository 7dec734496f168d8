"""An update repository made with python-tuf, with all its keys at hand to do wrong with them."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

from securesystemslib.signer import CryptoSigner
from tuf.api.metadata import (
    Metadata,
    MetaFile,
    Root,
    Snapshot,
    TargetFile,
    Targets,
    Timestamp,
)

ROLES = ("root", "timestamp", "snapshot", "targets")
PLATFORM = "windows-x64"


def in_days(days: float) -> datetime:
    """Return a time from now on."""
    return datetime.now(UTC).replace(microsecond=0) + timedelta(days=days)


@dataclass
class UpdateRepository:
    """Write metadata and targets below ``folder``, as a plain web server would have them."""

    folder: Path
    kind: str = "release"
    signers: dict[str, CryptoSigner] = field(
        default_factory=lambda: {role: CryptoSigner.generate_ed25519() for role in ROLES}
    )
    version: int = 0
    """Of the metadata, all alike."""
    targets: dict[str, TargetFile] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Begin with the root."""
        root = Root(expires=in_days(365), consistent_snapshot=True)
        for role in ROLES:
            root.add_key(self.signers[role].public_key, role)
        self.root = self._signed("root", root).to_bytes()
        self.write("metadata/1.root.json", self.root)

    def publish(
        self, version: str, package: bytes, notes: str = "", changes: dict[str, Any] | None = None
    ) -> None:
        """Offer a version."""
        name = f"DeAI-Desktop-{version}-setup.exe"
        about = {
            "format": 1,
            "kind": self.kind,
            "platform": PLATFORM,
            "version": version,
            "file": name,
            "notes": notes,
        }
        self.add(f"{self.kind}/{name}", package)
        self.add(f"{self.kind}/{PLATFORM}.json", json.dumps(about | (changes or {})).encode())
        self.sign()

    def add(self, path: str, content: bytes) -> None:
        """Add a target file."""
        self.targets[path] = TargetFile.from_data(path, content, ["sha256"])
        folder, _, name = path.rpartition("/")
        self.write(f"targets/{folder}/{sha256(content).hexdigest()}.{name}", content)

    def sign(self, *, timestamp_expires: datetime | None = None, version: int | None = None) -> None:
        """Write new metadata for what is there now."""
        self.version = self.version + 1 if version is None else version
        now = self.version
        self._write("targets", Targets(version=now, expires=in_days(30), targets=dict(self.targets)))
        meta = {"targets.json": MetaFile(now)}
        self._write("snapshot", Snapshot(version=now, expires=in_days(30), meta=meta))
        expires = timestamp_expires or in_days(1)
        self._write("timestamp", Timestamp(version=now, expires=expires, snapshot_meta=MetaFile(now)))

    def write(self, path: str, content: bytes) -> None:
        """Put a file where the server finds it."""
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)

    def package_path(self, package: bytes) -> Path:
        """Return where a package lies."""
        return next((self.folder / "targets" / self.kind).glob(f"{sha256(package).hexdigest()}.*"))

    def _write(self, role: str, signed: Any) -> None:
        name = "timestamp.json" if role == "timestamp" else f"{self.version}.{role}.json"
        self.write(f"metadata/{name}", self._signed(role, signed).to_bytes())

    def _signed(self, role: str, signed: Any) -> Metadata[Any]:
        metadata = Metadata(signed)
        metadata.sign(self.signers[role])
        return metadata
