"""The parts that a build is made of, and how far the origin of each is proven."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from deai_desktop.core.build import BuildKind


class Origin(StrEnum):
    """Say from where a part came."""

    PINNED_WHEEL = "pinned wheel"
    """As its authors published it on the package index, by its hash."""
    PINNED_SOURCE = "built from pinned source"
    """Compiled by installer/llama."""
    CHECKOUT = "this repository"
    """Files of a commit, and what was made from them."""
    CHANGED_CHECKOUT = "this repository, with changes that no commit holds"
    SIGNED = "signature checked"
    """CPython as the Python Software Foundation publishes it; see release.ps1."""
    REPACKAGED = "repackaged by a third party"
    """By its hash the same for everybody, but nobody vouches for what is in it."""

    @property
    def is_proven(self) -> bool:
        """Say whether a release may hold it."""
        return self not in (Origin.REPACKAGED, Origin.CHANGED_CHECKOUT)


@dataclass(frozen=True)
class Component:
    """Name one part with its licence and source."""

    name: str
    version: str
    origin: Origin
    licence: str
    source: str
    """A package URL (https: github.com/package-url) or, for what is no package, who publishes it."""
    sha256: str = ""
    """Of the archive that it came in."""

    @property
    def reference(self) -> str:
        """Name it inside the bill of materials."""
        return f"{self.name}@{self.version}"


def kind_of(components: Iterable[Component]) -> BuildKind:
    """Decide what a build of these parts may call itself. Nobody is asked."""
    found = list(components)
    return BuildKind.RELEASE if found and all(one.origin.is_proven for one in found) else BuildKind.TEST
