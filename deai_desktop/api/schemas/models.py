"""Models and downloads over the wire."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, Field

from deai_desktop.api.schemas.errors import ErrorDetail

ModelId = str


class CrashView(BaseModel):
    """A crash of a model's engine host."""

    at: float
    """In seconds since 1970."""
    message: str
    """Why, in plain words."""
    hint: str
    """What to do about it."""


class ModelView(BaseModel):
    """A model that is installed, or could be."""

    id: ModelId
    name: str
    description: str = ""
    family: str = ""
    licence: str = ""
    engine: str
    kind: Literal["model", "adapter"] = "model"
    """An adapter changes models of its ``architecture`` and is none by itself."""
    architecture: str = ""
    """What the file of an installed model says, such as ``llama``."""
    quantization: str = ""
    parameters: int = 0
    context_length: int = 0
    size: int
    """Bytes on disk."""
    sha256: str = ""
    source: str = ""
    path: str = ""
    installed: bool
    available: bool = True
    """False when the file of an installed model is gone or has changed."""
    imported: bool = False
    starter: bool = False
    has_chat_template: bool = False
    tools: bool = False
    """Whether it was made to call tools, as far as the catalogue says."""
    gated: bool = False
    """Whether its makers give it only to people who agreed to their terms on the hub."""
    needs_memory: int = 0
    """Bytes of memory it takes to run, estimated before it was ever loaded."""
    fits: bool = True
    """Whether that is likely to fit into this PC's memory; an estimate too."""
    fit_sentence: str = ""
    """What to expect of it here, such as “about 14–17 tokens/s, 3.1 GB, up to 16k context”."""
    loaded: bool = False
    added_at: float | None = None
    files: int = 1
    """How many files it consists of."""
    verified_at: float | None = None
    """When its content was last found right, in seconds since 1970."""
    changed: bool = False
    """Whether a verification found other content since; it is not `available` then."""
    newer: bool = False
    """Whether there is another version by now, as far as the catalogue tells and the hub told when it was asked."""
    held_back: bool = False
    """Whether it crashed so often that it is not loaded until somebody trusts it again."""
    crashes: list[CrashView] = []
    """Its latest crashes, oldest first."""


class ModelList(BaseModel):
    """Installed models first, then what the catalogue offers."""

    models: list[ModelView]


class LookForNewer(BaseModel):
    """Ask for newer versions."""

    model: ModelId = Field(default="", max_length=100)
    """Only of this model; empty means all that were downloaded."""


class NewerProblem(BaseModel):
    """A model of which it is not known whether there is a newer version."""

    model: ModelId
    error: ErrorDetail


class NewerVersions(BaseModel):
    """Which models have a newer version."""

    models: list[ModelId]
    problems: list[NewerProblem] = []


class ImportModel(BaseModel):
    """Take a GGUF file from where it lies, without copying it."""

    path: str = Field(min_length=1, max_length=4096)
    id: str = Field(default="", max_length=100)
    name: str = Field(default="", max_length=200)


class RemovedModel(BaseModel):
    """Say what a removal freed; an imported file stays where the person keeps it."""

    id: ModelId
    freed_bytes: int
    kept_file: str = ""


class Unloaded(BaseModel):
    """Say whether the model was in memory."""

    was_loaded: bool
