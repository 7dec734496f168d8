"""The folder of models, and models that other programs hold, over the wire."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, Field

from deai_desktop.api.schemas.errors import ErrorDetail
from deai_desktop.api.schemas.models import ModelView


class Library(BaseModel):
    """Where downloaded models lie."""

    folder: str
    free_bytes: int
    used_bytes: int
    models: int


class FoundModel(BaseModel):
    """A model file of another program."""

    path: str
    name: str
    size: int
    program: str
    architecture: str = ""
    quantization: str = ""
    listed: bool = False
    """Whether it is one of our models already."""
    problem: str = ""
    """Why it can't be used; empty otherwise."""


class FoundModels(BaseModel):
    """What was found."""

    files: list[FoundModel]


class UseFound(BaseModel):
    """Use these files where they lie."""

    paths: list[str] = Field(min_length=1, max_length=1000)


class UseProblem(BaseModel):
    """A file that could not be used."""

    path: str
    error: ErrorDetail


class UsedModels(BaseModel):
    """What came of it."""

    models: list[ModelView]
    problems: list[UseProblem] = []


class MoveLibrary(BaseModel):
    """Move the models to another folder."""

    folder: str = Field(min_length=1, max_length=4096)


class LibraryMove(BaseModel):
    """How far a move of the models is."""

    state: Literal["running", "finished", "failed", "cancelled"]
    folder: str
    done: int = 0
    total: int = 0
    error: ErrorDetail | None = None


class Verified(BaseModel):
    """Whether a model's file is as it was."""

    id: str
    sha256: str
    was_known: bool
    matches: bool


class Removal(BaseModel):
    """What removing a model would do."""

    id: str
    frees_bytes: int
    keeps_file: str = ""
    shared_with: list[str] = []
