"""What a hub answers, read with distrust: a field that makes no sense is as good as missing.

The shapes are those of Hugging Face's API (huggingface_hub's ``hf_api.py``: ``ModelInfo``, ``RepoSibling``).
"""

from __future__ import annotations

import json
import re
from datetime import datetime
from typing import Annotated, Any, TypeVar

from pydantic import AfterValidator, AliasPath, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from deai_desktop.core.errors import HubError
from deai_desktop.models.catalogue_entry import LARGEST_FILE
from deai_desktop.models.hub.names import is_repository
from deai_desktop.models.model_facts import plain_text

_MOST_FILES = 5000
_MOST_TAGS = 500
_MOST_LISTED = 1000
_SHA256 = re.compile(r"[0-9a-f]{64}", re.ASCII)
_COMMIT = re.compile(r"[0-9a-f]{40}", re.ASCII)

Shape = TypeVar("Shape", bound=BaseModel)


def _repository(value: str) -> str:
    if not is_repository(value):
        raise ValueError("that is no name of a model")
    return value


def _count(value: object) -> int:
    return value if type(value) is int and 0 <= value < 2**63 else 0


def _size(value: object) -> int:
    return count if (count := _count(value)) <= LARGEST_FILE else 0


def _moment(value: object) -> float | None:
    try:
        return datetime.fromisoformat(value).timestamp() if isinstance(value, str) else None
    except (ValueError, OverflowError, OSError):
        return None


def _texts(value: object) -> tuple[str, ...]:
    """Take one text or a list of them."""
    some = value[:_MOST_TAGS] if isinstance(value, list) else [value]
    return tuple(text for one in some if (text := plain_text(one)))


def _objects(value: object) -> list[Any]:
    return [one for one in value[:_MOST_FILES] if isinstance(one, dict)] if isinstance(value, list) else []


def _object(value: object) -> object:
    return value if isinstance(value, dict) else {}


def _matching(pattern: re.Pattern[str]) -> BeforeValidator:
    return BeforeValidator(lambda value: value if isinstance(value, str) and pattern.fullmatch(value) else "")


_Text = Annotated[str, BeforeValidator(plain_text)]
_Count = Annotated[int, BeforeValidator(_count)]


class _Answer(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore", populate_by_name=True)


class Gguf(_Answer):
    """What the hub read out of a GGUF file."""

    total: _Count = 0
    """Parameters."""
    architecture: _Text = ""
    context_length: _Count = 0
    has_chat_template: Annotated[bool, BeforeValidator(lambda value: isinstance(value, str))] = Field(
        default=False, alias="chat_template"
    )


class Sibling(_Answer):
    """One file of a model. Its name is checked before it is used, not here: what is wrong with it can be told."""

    path: Annotated[str, BeforeValidator(lambda value: value[:1000] if isinstance(value, str) else "")] = (
        Field(default="", alias="rfilename")
    )
    plain_size: Annotated[int, BeforeValidator(_size)] = Field(default=0, alias="size")
    lfs_size: Annotated[int, BeforeValidator(_size)] = Field(
        default=0, validation_alias=AliasPath("lfs", "size")
    )
    sha256: Annotated[str, _matching(_SHA256)] = Field(
        default="", validation_alias=AliasPath("lfs", "sha256")
    )
    """Known for large files only: Git keeps the others under another kind of hash."""

    @property
    def size(self) -> int:
        """Bytes; 0 when the hub does not say."""
        return self.lfs_size or self.plain_size


class ListedModel(_Answer):
    """A model as a search lists it."""

    id: Annotated[str, AfterValidator(_repository)]
    downloads: _Count = 0
    likes: _Count = 0
    updated_at: Annotated[float | None, BeforeValidator(_moment)] = Field(default=None, alias="lastModified")
    is_gated: Annotated[bool, BeforeValidator(lambda value: value in (True, "auto", "manual"))] = Field(
        default=False, alias="gated"
    )
    tags: Annotated[tuple[str, ...], BeforeValidator(_texts)] = ()
    pipeline: _Text = Field(default="", alias="pipeline_tag")
    gguf: Annotated[Gguf, BeforeValidator(_object)] = Gguf()
    tensors: _Count = Field(default=0, validation_alias=AliasPath("safetensors", "total"))
    siblings: Annotated[tuple[Sibling, ...], BeforeValidator(_objects)] = ()

    def tagged(self, prefix: str) -> str:
        """Return what the first tag of a kind says, as in ``license:mit``."""
        return next((tag.removeprefix(prefix) for tag in self.tags if tag.startswith(prefix)), "")


class DescribedModel(ListedModel):
    """A model as the hub describes it by itself."""

    commit: Annotated[str, _matching(_COMMIT)] = Field(default="", alias="sha")
    licences: Annotated[tuple[str, ...], BeforeValidator(_texts)] = Field(
        default=(), validation_alias=AliasPath("cardData", "license")
    )
    licence_name: _Text = Field(default="", validation_alias=AliasPath("cardData", "license_name"))
    base_models: Annotated[tuple[str, ...], BeforeValidator(_texts)] = Field(
        default=(), validation_alias=AliasPath("cardData", "base_model")
    )


def read_list(content: bytes) -> tuple[ListedModel, ...]:
    """Read a page of a search; a model without a usable name is left out. Raises `HubError`."""
    data = _json(content)
    if not isinstance(data, list):
        raise unreadable()
    found = []
    for one in data[:_MOST_LISTED]:
        try:
            found.append(ListedModel.model_validate(one))
        except (ValidationError, RecursionError):
            continue
    return tuple(found)


def read_model(content: bytes) -> DescribedModel:
    """Read the description of a model; raises `HubError`."""
    try:
        return DescribedModel.model_validate(_json(content))
    except (ValidationError, RecursionError):
        raise unreadable() from None


def unreadable() -> HubError:
    """Say that an answer is not what a hub's API gives."""
    return HubError(
        "Its answer can't be read.",
        hint="Check the setting hub.address: it must be a hub that speaks Hugging Face's API.",
    )


def _json(content: bytes) -> Any:
    try:
        return json.loads(content)
    except (ValueError, RecursionError):
        raise unreadable() from None
