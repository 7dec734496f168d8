"""One entry of the catalogue, checked: what a model is and where its files can be had."""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from deai_desktop.core.addresses import is_safe_url

log = logging.getLogger(__name__)

LARGEST_FILE = 2 * 10**12

_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._+-]{0,199}", re.ASCII)
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
_OURS = (".partial", ".partial.json")


def _url(value: str) -> str:
    if not is_safe_url(value):
        raise ValueError("only https addresses without a password are allowed")
    return value


def is_file_name(value: str) -> bool:
    """Tell whether every computer takes a name for a file, and none of our own side files is called like it."""
    is_usable = (
        not value.endswith(".") and not _RESERVED.fullmatch(value) and not value.lower().endswith(_OURS)
    )
    return bool(_NAME.fullmatch(value)) and is_usable


def _file_name(value: str) -> str:
    if not is_file_name(value):
        raise ValueError("this name can't be used for a file on every computer")
    return value


class _Checked(BaseModel):
    model_config = ConfigDict(frozen=True, strict=True, extra="ignore")


class HttpsSource(_Checked):
    """A plain file on the web."""

    kind: Literal["https"]
    url: Annotated[str, Field(max_length=2000), AfterValidator(_url)]

    def __str__(self) -> str:
        return self.url


class PackageSource(_Checked):
    """A file inside a Python package of one exact version."""

    kind: Literal["python-package"]
    requirement: Annotated[
        str, Field(max_length=200, pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*==[A-Za-z0-9][A-Za-z0-9._!+-]*$")
    ]
    member: Annotated[str, Field(max_length=300, pattern=r"^[A-Za-z0-9_][A-Za-z0-9_./-]*$")]

    def __str__(self) -> str:
        return f"the Python package {self.requirement}"


class HubSource(_Checked):
    """A file of a model hub, by the names it has there; which hub that is, the settings say.

    ``genai_config.json`` stands for the whole folder it lies in, and the first part of a split GGUF for all parts.
    """

    kind: Literal["hub"]
    repository: Annotated[
        str, Field(max_length=200, pattern=r"^[A-Za-z0-9_][A-Za-z0-9_.-]*/[A-Za-z0-9_][A-Za-z0-9_.-]*$")
    ]
    path: Annotated[
        str, Field(max_length=500, pattern=r"^[A-Za-z0-9_][A-Za-z0-9_.+-]*(/[A-Za-z0-9_][A-Za-z0-9_.+-]*)*$")
    ]
    revision: Annotated[str, Field(max_length=100, pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$")] = "main"

    def __str__(self) -> str:
        return f"{self.repository} on the model hub"


Source = Annotated[HttpsSource | PackageSource | HubSource, Field(discriminator="kind")]

_KNOWN = ("https", "python-package", "hub")


def _known_sources(value: object) -> object:
    """Leave out kinds of source that a newer catalogue names and this version does not understand."""
    if not isinstance(value, list | tuple):
        return value
    kept = []
    for one in value:
        if isinstance(one, Mapping) and isinstance(one.get("kind"), str) and one["kind"] not in _KNOWN:
            log.info("skipped a source of the unknown kind %.40r", one["kind"])
        else:
            kept.append(one)
    return tuple(kept)


def _as_tuple(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value


class CatalogueFile(_Checked):
    """One file of a model: trusted by its hash alone, wherever it comes from.

    Where the hash is left to a hub, `models.hub.service.Hub.resolve` asks for it when the file is fetched.
    """

    name: Annotated[str, AfterValidator(_file_name)]
    size: Annotated[int, Field(ge=0, le=LARGEST_FILE)]
    """Bytes; 0 while only the hub knows."""
    sha256: Annotated[str, Field(pattern=r"^([0-9a-f]{64})?$")]
    """Empty while only the hub knows, or where not even that does (small files)."""
    sources: Annotated[tuple[Source, ...], BeforeValidator(_known_sources)]


class CatalogueEntry(_Checked):
    """One model that can be downloaded."""

    id: Annotated[str, Field(max_length=100, pattern=r"^[a-z0-9][a-z0-9._-]*$"), AfterValidator(_file_name)]
    name: Annotated[str, Field(min_length=1, max_length=200)]
    family: Annotated[str, Field(max_length=100)]
    description: Annotated[str, Field(max_length=500)]
    parameters: Annotated[int, Field(ge=0)]
    """0 when nobody says."""
    licence: Annotated[str, Field(max_length=100, pattern=r"^[A-Za-z0-9][A-Za-z0-9.+() -]*$")]
    engine: Literal["llama.cpp", "onnx-genai"]
    quantization: Annotated[str, Field(max_length=100)]
    context_length: Annotated[int, Field(ge=0)]
    """0 when nobody says."""
    kind: Literal["chat", "base", "embedding"]
    tools: bool = False
    """Whether a chat model was made to call tools."""
    vision: bool = False
    """Whether a chat model was made to see pictures."""
    gated: bool = False
    """Whether its makers give it only to people who agreed to their terms on the hub."""
    files: Annotated[tuple[CatalogueFile, ...], BeforeValidator(_as_tuple), Field(min_length=1)]
    starter: bool = False

    @property
    def size(self) -> int:
        """Bytes of all files together; 0 while only the hub knows."""
        return sum(file.size for file in self.files) if all(file.size for file in self.files) else 0


def understands(data: Mapping[str, Any]) -> bool:
    """Tell whether this version knows the engine and kind of an entry; a newer catalogue may have others."""
    for name in ("engine", "kind"):
        known: tuple[str, ...] = CatalogueEntry.model_fields[name].annotation.__args__  # type: ignore[union-attr]
        if isinstance(data.get(name), str) and data[name] not in known:
            log.info("skipped a model of the catalogue with the unknown %s %.40r", name, data[name])
            return False
    return True
