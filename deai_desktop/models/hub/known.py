"""What we know of a hub's models, cleaned: what is shown, what is fetched, and what is kept for times without a hub."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Literal

from pydantic import BaseModel, ConfigDict

from deai_desktop.models.hub.answers import DescribedModel, ListedModel

Kind = Literal["gguf", "onnx"]
Access = Literal["open", "needs-token", "needs-permission"]


class _Known(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class HubFile(_Known):
    """A file that may be fetched."""

    path: str
    size: int = 0
    sha256: str = ""
    """Empty where the hub gives none."""

    @property
    def name(self) -> str:
        """The name without its folders."""
        return PurePosixPath(self.path).name


class Version(_Known):
    """One quantization, or one folder for a kind of device: what a person chooses and fetches as a whole."""

    name: str
    quantization: str = ""
    files: tuple[HubFile, ...]

    @property
    def size(self) -> int:
        """Bytes of all files; 0 when the hub does not give all sizes."""
        return sum(file.size for file in self.files) if all(file.size for file in self.files) else 0


class Summary(_Known):
    """A model as a search finds it."""

    id: str
    kind: Kind
    downloads: int = 0
    likes: int = 0
    updated_at: float | None = None
    gated: bool = False
    licence: str = ""
    parameters: int = 0
    context_length: int = 0


class Page(_Known):
    """Some of what a search finds."""

    models: tuple[Summary, ...]
    cursor: str = ""
    """Leads to the next page; empty on the last."""


class Details(Summary):
    """A model with its versions."""

    card: str = ""
    base_model: str = ""
    revision: str = "main"
    purpose: str = "chat"
    """``chat``, ``base`` or ``embedding``."""
    versions: tuple[Version, ...] = ()
    onnx_versions: tuple[Version, ...] = ()
    projectors: tuple[HubFile, ...] = ()
    left_out: tuple[str, ...] = ()


def summary_of(answer: ListedModel, kind: Kind) -> Summary:
    """Keep of a model what a list shows."""
    return Summary(
        id=answer.id,
        kind=kind,
        downloads=answer.downloads,
        likes=answer.likes,
        updated_at=answer.updated_at,
        gated=answer.is_gated,
        licence=_usual_licence(answer.tagged("license:")),
        parameters=answer.gguf.total or answer.tensors,
        context_length=answer.gguf.context_length,
    )


def licence_of(answer: DescribedModel) -> str:
    """Name the licence; models with terms of their own say ``other`` and give them a name."""
    licence = answer.licences[0] if answer.licences else answer.tagged("license:")
    return (
        answer.licence_name if licence in ("", "other") and answer.licence_name else _usual_licence(licence)
    )


def base_model_of(answer: DescribedModel) -> str:
    """Name the model that this one was made of."""
    return answer.base_models[0] if answer.base_models else ""


def purpose_of(answer: DescribedModel) -> str:
    """Tell whether a model chats, embeds, or only goes on with a text."""
    if answer.pipeline in ("feature-extraction", "sentence-similarity"):
        return "embedding"
    return "chat" if answer.gguf.has_chat_template or "conversational" in answer.tags else "base"


def _usual_licence(name: str) -> str:
    return {"apache-2.0": "Apache-2.0", "mit": "MIT"}.get(name, name)
