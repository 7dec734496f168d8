"""The models folder, and models that other programs hold, over the wire."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, Field

from deai_desktop.api.schemas.downloads import DownloadView
from deai_desktop.api.schemas.errors import ErrorDetail
from deai_desktop.api.schemas.models import ModelView

WorkState = Literal["running", "finished", "failed", "cancelled"]


class Library(BaseModel):
    """Where downloaded models lie."""

    folder: str
    free_bytes: int
    """Room left on the disk that it lies on."""
    used_bytes: int
    """What all files in it take."""
    models: int
    """Models that lie in it; those of the person and of other programs are not counted."""


class FoundModel(BaseModel):
    """A model file of another program."""

    path: str
    name: str
    """What that program calls it."""
    size: int
    program: str
    architecture: str = ""
    quantization: str = ""
    listed: bool = False
    """Whether it is one of our models already."""
    problem: str = ""
    """Why it can't be used; empty otherwise."""


class FoundModels(BaseModel):
    """What other programs hold."""

    files: list[FoundModel]


class UseFound(BaseModel):
    """Use files, and what lies in folders, where they are."""

    paths: list[str] = Field(min_length=1, max_length=1000)


class UseProblem(BaseModel):
    """A file that could not be used."""

    path: str
    error: ErrorDetail


class UsedModels(BaseModel):
    """What can be used now, and what can't."""

    models: list[ModelView]
    problems: list[UseProblem] = []


class MoveLibrary(BaseModel):
    """Move the models folder."""

    folder: str = Field(min_length=1, max_length=4096)


class LibraryMove(BaseModel):
    """How far a move of the models folder is."""

    state: WorkState
    folder: str
    """Where it goes."""
    done: int = 0
    total: int = 0
    error: ErrorDetail | None = None


class CopyModel(BaseModel):
    """Take a file into the models folder."""

    path: str = Field(min_length=1, max_length=4096)
    id: str = Field(default="", max_length=100)
    name: str = Field(default="", max_length=200)


class LibraryCopy(BaseModel):
    """How far a file is taken into the models folder, and how that is done."""

    state: WorkState
    path: str
    done: int = 0
    total: int = 0
    how: Literal["", "clone", "hard-link", "copy"] = ""
    """Known at the end: only a copy takes room of its own."""
    model: ModelView | None = None
    """At the end."""
    error: ErrorDetail | None = None


class Verified(BaseModel):
    """Whether a model's files are as they were."""

    id: str
    sha256: str
    """Of its first file, as it is now."""
    was_known: bool
    """Whether there were hashes to compare with; else they are remembered from now on."""
    matches: bool
    verified_at: float | None = None
    """When it was last found right, in seconds since 1970."""
    changed_file: str = ""
    """Name of the first file that has changed."""


class VerifyProgress(BaseModel):
    """How far a verification is."""

    state: WorkState
    done: int
    total: int


class Removal(BaseModel):
    """What removing a model would do, which can't be undone."""

    id: str
    frees_bytes: int
    """Nothing for a file that stays, or that other links still lead to."""
    keeps_file: str = ""
    """The person's or another program's file, which stays where it is."""
    shared_with: list[str] = []
    """Ids of other models that use the same file."""


class FetchNewer(BaseModel):
    """Fetch the newer version of a model and put it in the model's place."""

    keep_old: bool = False
    """Whether the present version is kept beside it, under an id of its own, instead of removed."""


class NewerVersion(BaseModel):
    """What comes of asking for a newer version of a model."""

    download: DownloadView | None = None
    """Fetches it and puts it in the model's place; null when there is no other version."""
    kept_as: str = ""
    """Id that the present version gets then, if it is to be kept."""
