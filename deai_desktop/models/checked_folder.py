"""Lists the files of a model's folder without following links, so that native code opens nothing but what is in it."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from deai_desktop.core.errors import ModelFileError
from deai_desktop.models.gguf_bytes import damaged, incomplete
from deai_desktop.models.model_facts import plain_text
from deai_desktop.models.onnx_graph import OnnxGraph

MOST_FILES = 1000
_DEEPEST = 4
_PICKLES = {".pkl", ".pickle", ".pt", ".pth", ".ckpt", ".joblib"}
_PROGRAMS = {".py", ".pyc", ".ipynb", ".sh", ".bat", ".cmd", ".ps1", ".js", ".exe", ".dll", ".so", ".dylib"}
_PICKLE_STARTS = re.compile(rb"\x80[\x02-\x05]|PK\x03\x04")
_JUNCTION = 0xA0000003
"""``IO_REPARSE_TAG_MOUNT_POINT``, which the module `stat` knows on Windows only."""
_SAFE = re.compile(r"[^\x00-\x1f\\:*?\"<>|]{1,255}")
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)


class CheckedFolder:
    """Know the files of one folder. Making one raises `ModelFileError` or `OSError`."""

    def __init__(self, folder: Path) -> None:
        self.path = folder
        self.sizes: dict[str, int] = {}
        """Bytes of each file by its path below the folder; programs are left out."""
        self.ignored: list[str] = []
        """Programs that lie beside the model, which are never run."""
        self._list(folder, 1)

    def _list(self, folder: Path, depth: int) -> None:
        """Find the files below a folder without following links."""
        with os.scandir(folder) as entries:
            for entry in entries:
                name = Path(entry.path).relative_to(self.path).as_posix()
                status = entry.stat(follow_symlinks=False)
                if len(self.sizes) + len(self.ignored) == MOST_FILES:
                    raise damaged(f"the folder holds more than {MOST_FILES:,} files")
                if stat.S_ISDIR(status.st_mode) and not _is_link(status):
                    if depth < _DEEPEST and not entry.name.startswith("."):
                        self._list(Path(entry.path), depth + 1)
                elif Path(name).suffix.lower() in _PROGRAMS:
                    self.ignored.append(name)
                elif stat.S_ISREG(status.st_mode) and not _is_link(status):
                    # Not entry.stat(): Windows keeps a size there that may be out of date.
                    self.sizes[name] = Path(entry.path).stat().st_size

    def own(self, name: str) -> int:
        """Return the size of a file that the model names; refuses all but real files in the folder."""
        said = plain_text(name, 80)
        parts = PurePosixPath(name).parts
        if "/".join(parts) != name or not all(_is_safe(part) for part in parts):
            raise ModelFileError(
                f"The model names the file “{said}”, which is not in its folder.",
                hint="Don't use this model: it tries to read files of yours. Get it from another place.",
            )
        if name not in self.sizes:
            raise incomplete(f"“{said}” is missing, or only a link to somewhere else")
        return self.sizes[name]

    def data_of(self, model: str, graph: OnnxGraph) -> set[str]:
        """Name the files in which weights of a model lie; refuses those outside the folder or beyond their file."""
        folder, slash, _ = model.rpartition("/")
        names = set()
        for data in graph.external:
            name = f"{folder}{slash}{data.location}"
            if data.offset + data.length > self.own(name):
                raise incomplete(f"{plain_text(name, 80)} ends before the weights that lie in it")
            names.add(name)
        return names

    def refuse_pickles(self, names: Iterable[str], data: set[str]) -> None:
        """Refuse files that run programs when they are opened, among those; ``data`` holds weights."""
        for name in names:
            suffix = Path(name).suffix.lower()
            if suffix in _PICKLES or (suffix == ".bin" and name not in data and self._is_pickle(name)):
                raise ModelFileError(
                    f"The folder holds “{plain_text(name, 80)}”, which can run programs when it is opened.",
                    hint="Get the model from a place that offers only its ONNX files.",
                )

    def _is_pickle(self, name: str) -> bool:
        with (self.path / name).open("rb") as stream:
            return bool(_PICKLE_STARTS.match(stream.read(4)))


def _is_safe(part: str) -> bool:
    """Say whether a name means the same file everywhere, on Windows too."""
    return (
        bool(_SAFE.fullmatch(part))
        and part not in (".", "..")
        and part[-1] not in ". "
        and not _RESERVED.fullmatch(part)
    )


def _is_link(status: os.stat_result) -> bool:
    """Say whether it stands for something elsewhere: a symbolic link, or a junction of Windows."""
    return stat.S_ISLNK(status.st_mode) or getattr(status, "st_reparse_tag", 0) == _JUNCTION
