"""Checks what lies in the program itself and in the person's folders, without changing either."""

from __future__ import annotations

import hashlib
import json
import platform
import sqlite3
import sys
import tempfile
import uuid
from pathlib import Path

from deai_desktop.core.build import BuildKind, this_build
from deai_desktop.core.paths import Paths, resources_folder
from deai_desktop.models.catalogue import Catalogue
from deai_desktop.outbound.certificates import trusted_certificates
from deai_desktop.selftest.check import CheckFailedError, SkippedError
from deai_desktop.storage.database import Database
from deai_desktop.vault.choose import choose_vault

BILL = "sbom.cdx.json"
"""The list of every file of a frozen program, which its build wrote."""
AGAIN = "Install DeAI Desktop again."


def check_resources() -> str:
    """Read what the program can't do without."""
    try:
        folder = resources_folder()
    except FileNotFoundError as error:
        raise CheckFailedError("The resources folder is missing.", hint=AGAIN) from error
    catalogue = Catalogue.load(folder / "catalogue.json")
    languages = [file.stem for file in (folder / "translations").glob("*.qm") if file.stat().st_size]
    icons = list((folder / "icons").rglob("*.svg"))
    if not languages or not icons:
        raise CheckFailedError("The translations or icons are missing.", hint=AGAIN)
    return (
        f"Python {platform.python_version()}, {len(catalogue.entries)} models in the catalogue, "
        f"{len(languages)} translations, {len(icons)} icons"
    )


def check_folders() -> str:
    """Write and remove an empty file in each folder; one that is not there yet is not made."""
    paths = Paths.default()
    for folder in (paths.data, paths.settings, paths.cache, paths.logs, paths.runtime):
        there = next(one for one in (folder, *folder.parents) if one.exists())
        try:
            with tempfile.TemporaryFile(dir=there):
                pass
        except OSError as error:
            raise CheckFailedError(
                f"{there} can't be written: {error.strerror or error}.",
                hint="Give yourself the right to write there, or choose another folder with DEAI_HOME.",
            ) from error
    return str(paths.data)


def check_database() -> str:
    """Make a database of its own, with every migration, and write to it beside a reader."""
    with (
        tempfile.TemporaryDirectory(prefix="deai-selftest-") as folder,
        Database(Path(folder) / "scratch.sqlite3") as database,
    ):
        with database.write() as connection:
            connection.execute("CREATE TABLE scratch (one)")
        with database.read() as connection:
            (mode,) = connection.execute("PRAGMA journal_mode").fetchone()
    if mode != "wal":
        raise CheckFailedError(
            f"SQLite keeps its log as “{mode}” and not beside the file.", hint="Use a local disk."
        )
    return f"SQLite {sqlite3.sqlite_version}, write-ahead log"


def check_vault() -> str:
    """Keep a worthless secret under a name of its own, read it and remove it again."""
    vault = choose_vault(Paths.default())
    name = f"selftest/{uuid.uuid4().hex}"
    vault.set(name, "worthless")
    try:
        if vault.get(name) != "worthless":
            raise CheckFailedError(
                "The vault returns another secret than it was given.", hint="Look into it."
            )
    finally:
        vault.delete(name)
    return vault.description


def check_certificates() -> str:
    """Load the certificates by which servers prove who they are."""
    try:
        count, library = trusted_certificates()
    except OSError as error:
        raise CheckFailedError(f"The certificates can't be loaded: {error}.", hint=AGAIN) from error
    if count < 20:
        raise CheckFailedError(f"There are only {count} certificates.", hint=AGAIN)
    return f"{library}, {count} certificate authorities"


def check_files() -> str:
    """Compare the frozen folder with its bill of materials, both ways."""
    if this_build().kind is BuildKind.SOURCE:
        raise SkippedError("runs from source, so there is no list of its files")
    return compare_with_bill(Path(sys.executable).parent)


def compare_with_bill(folder: Path) -> str:
    """Compare a folder with the bill of materials in it; raises `CheckFailedError`."""
    try:
        bill = json.loads((folder / BILL).read_text(encoding="utf-8"))
        named = {
            str(file["name"]): str(file["hashes"][0]["content"])
            for part in bill["components"]
            for file in part["components"]
        }
    except FileNotFoundError:
        raise SkippedError(f"this build has no {BILL}") from None
    except (OSError, ValueError, KeyError, TypeError, IndexError) as error:
        raise CheckFailedError(f"{BILL} can't be read.", hint=AGAIN) from error
    wrong = sorted(path for path, sha256 in named.items() if _sha256(folder / path) != sha256)
    if wrong:
        more = f" and {len(wrong) - 3} more" if len(wrong) > 3 else ""
        raise CheckFailedError(
            f"These files are missing or have changed: {', '.join(wrong[:3])}{more}.",
            hint=f"A disk error, another program or a virus may have changed them. {AGAIN}",
        )
    return f"{len(named)} files are as they were built"


def _sha256(file: Path) -> str:
    try:
        with file.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return ""
