"""The files of an update repository, as a plain web server gives them out (TUF, consistent snapshots)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

from securesystemslib.signer import CryptoSigner
from tuf.api.exceptions import RepositoryError
from tuf.api.metadata import Metadata, Root, Snapshot, TargetFile, Targets, Timestamp

from deai_desktop.core.build import BuildKind
from deai_desktop.core.files import write_safely
from installer.commands import BuildError

DAYS = {"root": 365, "targets": 180, "snapshot": 30, "timestamp": 7}
"""How long each role's word counts: the shorter, the less a server can hold newer versions back."""
KIND = "x-deai-kind"
"""Field of the root that binds a repository to one kind of build; programs pass over it."""

Role = TypeVar("Role", Root, Snapshot, Targets, Timestamp)


def expiry(role: str) -> datetime:
    """Say until when a role's word counts that is signed now."""
    return datetime.now(UTC).replace(microsecond=0) + timedelta(days=DAYS[role])


class Repository:
    """Read and write the files below ``folder``: ``metadata/`` and ``targets/``."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.metadata, self.targets = folder / "metadata", folder / "targets"

    @property
    def root(self) -> Metadata[Root]:
        """The newest root."""
        return self._read(Root, self._newest("root"))

    @property
    def kind(self) -> BuildKind:
        """Whether it is for releases or for test builds."""
        try:
            kind = BuildKind(str(self.root.signed.unrecognized_fields[KIND]))
        except (KeyError, ValueError) as error:
            raise BuildError(f"{self.metadata}: the root does not say which builds it is for") from error
        return kind

    def read_targets(self) -> Targets | None:
        """Return the newest list of targets, checked against the root; None before the first."""
        file = self._find("targets")
        return self.check("targets", self._read(Targets, file)) if file else None

    def read_snapshot(self) -> Snapshot | None:
        """Return the newest snapshot, unchecked: its key may have been replaced since."""
        file = self._find("snapshot")
        return self._read(Snapshot, file).signed if file else None

    def read_timestamp(self) -> Timestamp | None:
        """Return the timestamp, unchecked: its key may have been replaced since."""
        file = self.metadata / "timestamp.json"
        return self._read(Timestamp, file).signed if file.is_file() else None

    def check(self, role: str, metadata: Metadata[Role]) -> Role:
        """Return what is signed, if the root's keys of that role did sign it."""
        try:
            self.root.signed.verify_delegate(role, metadata.signed_bytes, metadata.signatures)
        except RepositoryError as error:
            raise BuildError(
                f"{self.metadata}: {role} is not signed by the key that the root names"
            ) from error
        return metadata.signed

    def write(self, role: str, signed: Role, signers: Iterable[CryptoSigner]) -> None:
        """Sign and write what a role says; refuses a key that the root does not name."""
        metadata = Metadata(signed)
        for signer in signers:
            metadata.sign(signer, append=True)
        if role != "root":
            self.check(role, metadata)
        name = "timestamp.json" if role == "timestamp" else f"{signed.version}.{role}.json"
        self.serve(self.metadata / name, metadata.to_bytes())

    def add(self, path: str, content: bytes) -> TargetFile:
        """Put a target where programs look for it."""
        folder, _, name = path.rpartition("/")
        self.serve(self.targets / folder / f"{sha256(content).hexdigest()}.{name}", content)
        return TargetFile.from_data(path, content, ["sha256"])

    def read_target(self, target: TargetFile) -> bytes:
        """Read a target that is there and is what the list names."""
        folder, _, name = target.path.rpartition("/")
        file = self.targets / folder / f"{target.hashes['sha256']}.{name}"
        try:
            content = file.read_bytes()
        except OSError as error:
            raise BuildError(f"{file}: the list names it, but it can't be read") from error
        if len(content) != target.length or sha256(content).hexdigest() != target.hashes["sha256"]:
            raise BuildError(f"{file}: it is not what the list names")
        return content

    def serve(self, file: Path, content: bytes) -> None:
        """Write a file whole or not at all, for a web server to read."""
        file.parent.mkdir(parents=True, exist_ok=True)
        write_safely(file, content)
        file.chmod(0o644)

    def _newest(self, role: str) -> Path:
        if (file := self._find(role)) is None:
            raise BuildError(f"{self.metadata}: there is no {role}; make the keys first (create-keys)")
        return file

    def _find(self, role: str) -> Path | None:
        found = {file.name.split(".")[0]: file for file in self.metadata.glob(f"*.{role}.json")}
        numbers = [int(number) for number in found if number.isdecimal()]
        return found[str(max(numbers))] if numbers else None

    @staticmethod
    def _read(kind: type[Role], file: Path) -> Metadata[Role]:
        try:
            metadata = Metadata[Role].from_file(str(file))
        except (RepositoryError, OSError, ValueError) as error:
            raise BuildError(f"{file}: it can't be read: {error}") from error
        if not isinstance(metadata.signed, kind):
            raise BuildError(f"{file}: this is no {kind.__name__.lower()}")
        return metadata
