"""What the signed list says of the newest version, checked; it still comes from outside."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from deai_desktop.updates.version import is_version

LARGEST_INDEX = 100_000
LARGEST_PACKAGE = 1_000_000_000
"""Bytes; the Windows setup has less than 100 MB."""


def _version(text: str) -> str:
    if not is_version(text):
        raise ValueError("this is no version")
    return text


class Index(BaseModel):
    """The small signed file that names the newest package for one kind of build and one system."""

    model_config = ConfigDict(frozen=True, strict=True, extra="ignore")

    format: Literal[1]
    kind: Literal["test", "release"]
    platform: Annotated[str, Field(max_length=40)]
    version: Annotated[str, AfterValidator(_version)]
    file: Annotated[str, Field(max_length=200, pattern=r"^[A-Za-z0-9][A-Za-z0-9._+-]*$")]
    notes: Annotated[str, Field(max_length=20_000)] = ""


@dataclass(frozen=True)
class Offer:
    """Describe a newer version whose package can be fetched."""

    version: str
    notes: str
    """What is new, as plain text."""
    file_name: str
    url: str
    size: int
    sha256: str
