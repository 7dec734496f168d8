"""Models of a hub over the wire."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, Field

Kind = Literal["gguf", "onnx"]


class HubModelSummary(BaseModel):
    """A model as a search finds it."""

    id: str
    """``owner/name``."""
    owner: str
    name: str
    kind: Kind
    downloads: int = 0
    likes: int = 0
    updated_at: float | None = None
    gated: bool = False
    licence: str = ""
    parameters: int = 0
    context_length: int = 0


class HubResults(BaseModel):
    """One page of what a search found."""

    models: list[HubModelSummary]
    cursor: str = ""
    """Asks for the next page; empty on the last."""
    offline: bool = False
    """Whether the hub was not reached and this is what was known before."""
    known_at: float | None = None
    """When it was learned, if it is not from now."""


class HubFile(BaseModel):
    """A file of a quantization."""

    name: str
    size: int = 0
    sha256: str = ""


class HubQuantization(BaseModel):
    """One version of a model that can be fetched."""

    id: str
    """``owner/name:Q4_K_M``."""
    name: str
    size: int = 0
    files: list[HubFile] = []
    installed: bool = False
    downloading: bool = False
    needs_memory: int = 0
    fits: bool = True
    can_run: bool = True
    """Whether this version of DeAI has an engine for it."""
    largest_context: int = 0
    """Tokens up to which it fits."""
    tokens_per_second_low: float = 0.0
    """0 while not known."""
    tokens_per_second_high: float = 0.0
    recommended: bool = False
    recommended_because: str = ""
    model: str = ""
    """Id of the model that it becomes, which its download has, too."""


class HubModel(HubModelSummary):
    """All that is known of a model."""

    card: str = ""
    """What its makers tell, as Markdown, cleaned and cut."""
    base_model: str = ""
    quantizations: list[HubQuantization] = []
    projectors: list[HubFile] = []
    """Files that let the model see pictures (mmproj); no version of their own."""
    left_out: list[str] = []
    """Files that are never fetched: they could run code, or their names are not safe."""
    access: Literal["open", "needs-token", "needs-permission"] = "open"
    """Whether it can be fetched now, or its makers want an agreement first, which a token proves."""
    web_address: str = ""
    """Its page on the hub, where the terms are agreed to."""
    offline: bool = False
    known_at: float | None = None


class HubToken(BaseModel):
    """Whether there is a token; never the token itself."""

    is_set: bool


class NewHubToken(BaseModel):
    """A token to keep in the vault."""

    token: str = Field(min_length=1, max_length=500)
