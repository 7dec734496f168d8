"""Where a hub and its models are: the addresses of its API, its files and its web pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from deai_desktop.core.addresses import origin_of


@dataclass(frozen=True)
class HubAddress:
    """Know a hub by the base of its addresses, which may lie below a path of a server."""

    base: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "base", self.base.rstrip("/"))

    def search(self, parameters: Sequence[tuple[str, str]]) -> str:
        """Address a page of a search."""
        return f"{self.base}/api/models?{urlencode(parameters)}"

    def model(self, repository: str) -> str:
        """Address the description of a model, with sizes and hashes of its files."""
        return f"{self.base}/api/models/{quote(repository)}?blobs=true"

    def permission(self, repository: str) -> str:
        """Address the question whether we may fetch the files of a model."""
        return f"{self.base}/api/models/{quote(repository)}/auth-check"

    def card(self, repository: str, revision: str) -> str:
        """Address what the makers of a model tell."""
        return f"{self.base}/{quote(repository)}/raw/{quote(revision, safe='')}/README.md"

    def file(self, repository: str, revision: str, path: str) -> str:
        """Address the content of a file."""
        return f"{self.base}/{quote(repository)}/resolve/{quote(revision, safe='')}/{quote(path)}"

    def page(self, repository: str) -> str:
        """Address the web page of a model, for people."""
        return f"{self.base}/{quote(repository)}"

    def is_origin_of(self, url: str) -> bool:
        """Tell whether an address leads to this hub's own server."""
        try:
            return origin_of(url) == origin_of(self.base)
        except ValueError:
            return False
