"""The steps from a package to an offer: keys once, the list signed offline, its freshness signed online."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from pydantic import ValidationError
from tuf.api.metadata import MetaFile, Root, Snapshot, Targets, Timestamp

from deai_desktop.core.build import BuildKind
from deai_desktop.updates.offer import LARGEST_INDEX, LARGEST_PACKAGE, Index
from deai_desktop.updates.version import is_newer, is_version
from installer.commands import BuildError
from installer.updates.keys import OFFLINE, ONLINE, make_key, read_key
from installer.updates.package import Package, own_version
from installer.updates.repository import KIND, Repository, expiry


def create_keys(repository: Repository, kind: BuildKind, offline: Path, online: Path, secret: bytes) -> None:
    """Make a key for each role, and the first root, which programs are built with."""
    if offline.resolve() == online.resolve():
        raise BuildError("offline and online keys need folders of their own")
    for folder in (offline, online):
        if folder.resolve().is_relative_to(repository.folder.resolve()):
            raise BuildError(f"{folder} lies in the repository, which the world can read")
    taken = [*(offline / f"{one}.pem" for one in OFFLINE), *(online / f"{one}.pem" for one in ONLINE)]
    if there := [str(file) for file in [*taken, repository.metadata] if file.exists()]:
        raise BuildError(f"there already: {', '.join(there)}; nothing was made")
    root = Root(expires=expiry("root"), consistent_snapshot=True, unrecognized_fields={KIND: kind.value})
    signers = {role: make_key(offline, role, secret) for role in OFFLINE}
    signers |= {role: make_key(online, role, None) for role in ONLINE}
    for role, signer in signers.items():
        root.add_key(signer.public_key, role)
    repository.write("root", root, [signers["root"]])


def sign(repository: Repository, package: Package, offline: Path, secret: bytes) -> None:
    """Put a package into the list and sign that with the offline key; programs see it after `publish`."""
    kind = repository.kind
    index = _checked_index(kind, package)
    before = repository.read_targets()
    targets = before or Targets()
    signer = read_key(offline, "targets", secret)
    listed = f"{kind.value}/{package.platform}.json"
    if newest := targets.targets.get(listed):
        offered = Index.model_validate_json(repository.read_target(newest)).version
        if not is_newer(package.version, offered):
            raise BuildError(f"{package.version} is not newer than {offered}, which is offered already")
    content = package.file.read_bytes()
    if not 0 < len(content) <= LARGEST_PACKAGE:
        raise BuildError(f"{package.file}: programs take no package of that size")
    if package.platform.startswith("windows-") and (own := own_version(content)) != package.version:
        raise BuildError(
            f"{package.file}: the program says that it is {own or 'of no version'}, not {package.version}"
        )
    about = json.dumps(index.model_dump(), ensure_ascii=False).encode()
    if len(about) > LARGEST_INDEX:
        raise BuildError("the notes are too long")
    for path, data in ((f"{kind.value}/{package.file.name}", content), (listed, about)):
        targets.targets[path] = repository.add(path, data)
    targets.version = before.version + 1 if before else 1
    targets.expires = expiry("targets")
    repository.write("targets", targets, [signer])


def sign_again(repository: Repository, offline: Path, secret: bytes) -> None:
    """Prolong the list as it is."""
    targets = repository.read_targets()
    if targets is None:
        raise BuildError("nothing was signed yet: name a package")
    targets.version += 1
    targets.expires = expiry("targets")
    repository.write("targets", targets, [read_key(offline, "targets", secret)])


def publish(repository: Repository, online: Path) -> None:
    """Offer what was signed: write the snapshot, then the timestamp, by which programs see all of it at once."""
    targets = repository.read_targets()
    if targets is None:
        raise BuildError("nothing was signed yet (sign)")
    _must_be_fresh("targets", targets.expires, "sign the list again")
    for path, target in targets.targets.items():
        if not path.startswith(f"{repository.kind.value}/"):
            raise BuildError(f"{path} is not for a {repository.kind.value} repository")
        repository.read_target(target)
    signers = {role: [read_key(online, role, None)] for role in ONLINE}
    before = repository.read_snapshot()
    version = before.version + 1 if before else 1
    snapshot = Snapshot(
        version=version, expires=expiry("snapshot"), meta={"targets.json": MetaFile(targets.version)}
    )
    repository.write("snapshot", snapshot, signers["snapshot"])
    stamp = repository.read_timestamp()
    timestamp = Timestamp(
        version=stamp.version + 1 if stamp else 1,
        expires=expiry("timestamp"),
        snapshot_meta=MetaFile(version),
    )
    repository.write("timestamp", timestamp, signers["timestamp"])


def renew_timestamp(repository: Repository, online: Path) -> None:
    """Say that the newest version is still the newest; needs the timestamp's key alone."""
    timestamp, snapshot, targets = (
        repository.read_timestamp(),
        repository.read_snapshot(),
        repository.read_targets(),
    )
    if timestamp is None or snapshot is None or targets is None:
        raise BuildError("nothing was published yet (publish)")
    _must_be_fresh("snapshot", snapshot.expires, "publish again")
    _must_be_fresh("targets", targets.expires, "sign the list again, then publish")
    timestamp.version += 1
    timestamp.expires = expiry("timestamp")
    repository.write("timestamp", timestamp, [read_key(online, "timestamp", None)])


def renew_root(
    repository: Repository, replaced: Sequence[str], offline: Path, online: Path, secret: bytes
) -> None:
    """Prolong the root, with new keys for the roles in ``replaced``; the old root's key vouches for all of it.

    Old keys stay beside the new ones as ``ROLE-N.pem``. Where online keys were replaced, `publish` comes next.
    """
    root, targets = repository.root.signed, repository.read_targets()
    signers = [read_key(offline, "root", secret)]
    root.version += 1
    root.expires = expiry("root")
    made = {}
    for role in replaced:
        is_offline = role in OFFLINE
        folder = offline if is_offline else online
        made[role] = make_key(folder, f"{role}-new", secret if is_offline else None)
        for key in list(root.roles[role].keyids):
            root.revoke_key(key, role)
        root.add_key(made[role].public_key, role)
    repository.write("root", root, [*signers, *([made["root"]] if "root" in made else [])])
    for role in replaced:
        folder = offline if role in OFFLINE else online
        (folder / f"{role}.pem").rename(folder / f"{role}-{root.version - 1}.pem")
        (folder / f"{role}-new.pem").rename(folder / f"{role}.pem")
    if "targets" in made and targets is not None:
        targets.version += 1
        targets.expires = expiry("targets")
        repository.write("targets", targets, [made["targets"]])


def _checked_index(kind: BuildKind, package: Package) -> Index:
    version, name = package.version, package.file.name
    if not is_version(version):
        raise BuildError(f"{version} is no version such as 1.2.3")
    if not package.file.is_file():
        raise BuildError(f"{package.file}: there is no such file")
    is_test = kind is BuildKind.TEST
    if version.endswith("+test") is not is_test or ("+test" in name) is not is_test:
        what = "a test build" if "+test" in version + name else "a release"
        raise BuildError(f"{name} ({version}) is {what}; this repository is for kind {kind.value}")
    if version not in name:
        raise BuildError(f"{name} does not carry the version {version} in its name")
    try:
        return Index.model_validate(
            {
                "format": 1,
                "kind": kind.value,
                "platform": package.platform,
                "version": version,
                "file": name,
                "notes": package.notes,
            }
        )
    except ValidationError as error:
        raise BuildError(f"programs would not take this: {error}") from error


def _must_be_fresh(role: str, expires: datetime, remedy: str) -> None:
    if expires <= datetime.now(UTC):
        raise BuildError(f"{role} has expired: {remedy}")
