"""Which names of models and files a hub may give us, and which kinds of file we ever fetch."""

from __future__ import annotations

import hashlib
import re
from enum import StrEnum

from deai_desktop.models.catalogue_entry import is_file_name

_REPOSITORY = re.compile(
    r"(?=.{3,200}$)[A-Za-z0-9_][A-Za-z0-9_.-]{0,95}/[A-Za-z0-9_][A-Za-z0-9_.-]{0,95}", re.ASCII
)
_PART = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.+-]{0,199}", re.ASCII)
_DEEPEST = 6
_LONGEST_ID = 100

CONFIG = "genai_config.json"
"""A folder with this file is a model for ONNX Runtime GenAI."""

_ONNX_FILES = (".onnx", ".onnx.data", ".onnx_data", ".json", ".txt", ".jinja", "tokenizer.model")
_NEVER_CODE = (
    ".md", ".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".pdf", ".safetensors", ".yaml", ".yml", ".csv", ".tsv",
    ".parquet", ".imatrix", ".dat", ".gitattributes", ".gitignore", "license", "notice", ".model", ".tiktoken",
)  # fmt: skip


class FileKind(StrEnum):
    """Say what a file of a model is to us."""

    GGUF = "gguf"
    ONNX = "onnx"
    """Part of an ONNX Runtime GenAI folder, if it lies in one."""
    OTHER = "other"
    """Of no use here, and harmless."""
    UNSAFE = "unsafe"
    """Can hold code, as pickles and Python files do, or is of a kind we do not know."""


def is_repository(text: str) -> bool:
    """Tell whether a text names a model as ``owner/name``, by the hub's own rules."""
    owner, _, name = text.partition("/")
    return (
        bool(_REPOSITORY.fullmatch(text))
        and not any(two in text for two in ("--", ".."))
        and not owner.endswith((".", "-"))
        and not name.endswith((".", "-", ".git"))
    )


def is_path(text: str) -> bool:
    """Tell whether a path stays below its folder and has names that every computer takes."""
    parts = text.split("/")
    return (
        len(parts) <= _DEEPEST
        and all(_PART.fullmatch(part) and not part.endswith(".") for part in parts)
        and is_file_name(parts[-1])
    )


def kind_of(path: str) -> FileKind:
    """Tell what a file is to us, by its name alone."""
    name = path.rpartition("/")[2].lower()
    if name.endswith(".gguf"):
        return FileKind.GGUF
    if name.endswith(_ONNX_FILES):
        return FileKind.ONNX
    return FileKind.OTHER if name.endswith(_NEVER_CODE) else FileKind.UNSAFE


def entry_id(repository: str, version: str) -> str:
    """Make the id that a version of a model gets here: no two get the same, and any computer takes it for a folder.

    The hub allows no ``--`` in its names, so that it tells the parts apart.
    """
    whole = "--".join(
        re.sub(r"[^a-z0-9._-]", "-", part.lower()) for part in (*repository.split("/"), version)
    )
    whole = whole.lstrip("._-")
    if len(whole) <= _LONGEST_ID and whole == f"{repository.replace('/', '--')}--{version}".lower():
        return whole
    digest = hashlib.sha256(f"{repository}:{version}".lower().encode()).hexdigest()[:8]
    return f"{whole[: _LONGEST_ID - 9].rstrip('._-') or 'model'}-{digest}"
