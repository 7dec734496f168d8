"""Asks an update repository what is newest, by The Update Framework (specification 1.0, section 5)."""

from __future__ import annotations

import errno
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pydantic import ValidationError
from tuf.api import exceptions as tuf
from tuf.api.metadata import TargetFile
from tuf.ngclient import Updater, UpdaterConfig

from deai_desktop.core.errors import DiskFullError, StorageError, UpdateError, UpdateRefusedError
from deai_desktop.updates.channel import Channel
from deai_desktop.updates.fetcher import JournalledFetcher
from deai_desktop.updates.offer import LARGEST_INDEX, LARGEST_PACKAGE, Index, Offer
from deai_desktop.updates.version import is_newer

UNTOUCHED = "Nothing was changed. Do not install it from elsewhere; try again later."
_CLOCK = (
    "Check the date and time of this PC. If they are right, somebody may be holding newer versions back:"
    " try again from another network. Nothing was changed."
)
_CONFIG = UpdaterConfig(max_root_rotations=64, max_delegations=0, targets_max_length=1_000_000)


def find_newer(channel: Channel, address: str, folder: Path, fetcher: JournalledFetcher) -> Offer | None:
    """Return the newest version when it is newer than the running one.

    ``folder`` keeps what was seen, so that a server can't go back to something older. Raises
    `UpdateRefusedError` when something is wrong with what the server says, `UpdateError` when it says nothing.
    """
    with _explained():
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        updater = Updater(
            str(folder), f"{address}/metadata/", fetcher=fetcher, config=_CONFIG, bootstrap=channel.root
        )
        updater.refresh()
        index = _read_index(updater, channel, address)
        if not is_newer(index.version, channel.version):
            return None
        path = f"{channel.kind.value}/{index.file}"
        return _offer(index, path, _target(updater, path, LARGEST_PACKAGE), address)


def _read_index(updater: Updater, channel: Channel, address: str) -> Index:
    path = f"{channel.kind.value}/{channel.platform}.json"
    target = _target(updater, path, LARGEST_INDEX)
    with tempfile.TemporaryDirectory(prefix="deai-update-") as scratch:
        file = Path(scratch) / "index.json"
        updater.download_target(target, str(file), f"{address}/targets/")
        content = file.read_bytes()
    try:
        index = Index.model_validate_json(content)
    except ValidationError as error:
        raise UpdateRefusedError("The list of versions can't be read.", hint=UNTOUCHED) from error
    is_test = index.version.endswith("+test")
    if (index.kind, index.platform, is_test) != (
        channel.kind.value,
        channel.platform,
        index.kind == "test",
    ):
        raise UpdateRefusedError(
            f"What is offered ({index.kind}, {index.platform}) is not for this program"
            f" ({channel.kind.value}, {channel.platform}).",
            hint=UNTOUCHED,
        )
    return index


def _target(updater: Updater, path: str, most: int) -> TargetFile:
    target = updater.get_targetinfo(path)
    if target is None:
        raise UpdateRefusedError(f"The signed list does not name {path}.", hint=UNTOUCHED)
    if not 0 < target.length <= most or len(target.hashes.get("sha256", "")) != 64:
        raise UpdateRefusedError(f"The signed list gives {path} an impossible size or hash.", hint=UNTOUCHED)
    return target


def _offer(index: Index, path: str, target: TargetFile, address: str) -> Offer:
    sha256 = target.hashes["sha256"]
    folder, _, name = path.rpartition("/")
    url = f"{address}/targets/{folder}/{sha256}.{name}"
    return Offer(index.version, index.notes, index.file, url, target.length, sha256)


@contextmanager
def _explained() -> Iterator[None]:
    """Put what python-tuf and the disk say into words for people."""
    try:
        yield
    except tuf.ExpiredMetadataError as error:
        raise UpdateRefusedError(
            "What the server says of the newest version has expired.", hint=_CLOCK
        ) from error
    except tuf.UnsignedMetadataError as error:
        raise UpdateRefusedError(
            "It is not signed by the keys that this program came with.", hint=UNTOUCHED
        ) from error
    except tuf.BadVersionNumberError as error:
        raise UpdateRefusedError(
            "The server offers something older than this PC has seen already, or parts that do not belong together.",
            hint=UNTOUCHED,
        ) from error
    except (tuf.LengthOrHashMismatchError, tuf.DownloadLengthMismatchError) as error:
        raise UpdateRefusedError(
            "What the server sends is not what the signed list names.", hint=UNTOUCHED
        ) from error
    except tuf.DownloadError as error:
        raise UpdateError(
            f"The update server can't be used: {_reason(error)}.", hint="Check the connection and try again."
        ) from error
    except tuf.RepositoryError as error:
        raise UpdateRefusedError("What the server says can't be read.", hint=UNTOUCHED) from error
    except OSError as error:
        raise _disk_error(error) from error


def _reason(error: Exception) -> str:
    return str(error) if error.args and not isinstance(error.__cause__, OSError) else "it does not answer"


def _disk_error(error: OSError) -> StorageError:
    if error.errno in (errno.ENOSPC, errno.EDQUOT) or getattr(error, "winerror", None) in (39, 112):
        return DiskFullError("There is no room for the list of versions.", hint="Make room and try again.")
    return StorageError(f"The folder for updates can't be written: {error.strerror or error}.")
