"""Finds models on a hub, describes them, and makes what the download queue can fetch out of them."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from deai_desktop.core.errors import (
    DeAIError,
    GatedModelError,
    HubBusyError,
    HubUnreachableError,
    InvalidInputError,
    ModelNotFoundError,
)
from deai_desktop.models.catalogue import Catalogue, hint_for
from deai_desktop.models.catalogue_entry import CatalogueEntry
from deai_desktop.models.hub.address import HubAddress
from deai_desktop.models.hub.client import HubClient
from deai_desktop.models.hub.entries import (
    entry_of,
    is_of,
    recommended,
    resolved,
)
from deai_desktop.models.hub.kept import KeptAnswers
from deai_desktop.models.hub.known import (
    Access,
    Details,
    Kind,
    Page,
    Summary,
    Version,
    summary_of,
)
from deai_desktop.models.hub.names import CONFIG, is_repository
from deai_desktop.models.hub.refusals import gated
from deai_desktop.models.hub.token import HubToken
from deai_desktop.models.hub.versions import details_of
from deai_desktop.models.model_facts import plain_text

log = logging.getLogger(__name__)

MOST_RESULTS = 50
_ONNX_PAGES = 4
"""Pages of ONNX models that are looked through for those of ONNX Runtime GenAI before a person gets an answer."""
_AWAY = (HubUnreachableError, HubBusyError)


@dataclass(frozen=True)
class Found:
    """Hold what a search found; ``known_at`` says when, if that is not now."""

    page: Page
    known_at: float | None = None


@dataclass(frozen=True)
class Described:
    """Hold all about a model; ``known_at`` says since when, if the hub could not be asked now."""

    model: Details
    access: Access
    web_address: str
    known_at: float | None = None


class Hub:
    """Talk to the hub that the settings name. What it says is kept and answers for it while it is away."""

    def __init__(
        self,
        client: HubClient,
        kept: KeptAnswers,
        token: HubToken,
        address: Callable[[], HubAddress],
        catalogue: Catalogue,
    ) -> None:
        self._client = client
        self._kept = kept
        self.token = token
        self._address = address
        self._catalogue = catalogue

    def search(self, query: str, kind: Kind = "gguf", limit: int = 20, cursor: str = "") -> Found:
        """Find models by name, most downloaded first. Raises `HubError` when nothing is known either."""
        query, hub = plain_text(query), self._address()
        name = f"search:{kind}:{limit}:{query.lower()}:{cursor}"
        try:
            page = self._ask_pages(hub, query, kind, limit, cursor)
        except _AWAY:
            known = self._kept.find(hub.base, name, Page) or self._search_what_is_known(
                hub, query, kind, limit
            )
            if known is None:
                raise
            return Found(*known)
        self._kept.keep(hub.base, name, page)
        return Found(page)

    def describe(self, repository: str) -> Described:
        """Tell all about a model. Raises `HubError`, or `ModelNotFoundError`."""
        hub = self._address()
        details, known_at = self._details(repository, with_card=True)
        return Described(details, self._access(hub, details, known_at), hub.page(repository), known_at)

    def find(self, model_id: str) -> CatalogueEntry:
        """Turn ``owner/name:Q4_K_M`` into what can be fetched; without a version, the usual one is taken.

        Raises `ModelNotFoundError`, `GatedModelError` or `HubError`.
        """
        repository, _, wanted = model_id.partition(":")
        hub = self._address()
        details, known_at = self._details(repository, with_card=False)
        versions = details.versions + details.onnx_versions
        if not wanted:
            usual = recommended((version, True) for version in details.versions or versions)
            wanted = usual.name if usual else ""
        version = next((one for one in versions if one.name.lower() == wanted.lower()), None)
        if version is None:
            names = [one.name for one in versions]
            raise ModelNotFoundError(
                f"{repository} has no version named “{plain_text(wanted)}”."
                if versions
                else f"{repository} has nothing that can run here: no GGUF files and no ONNX Runtime GenAI folder.",
                hint=hint_for(wanted, names) or f"See what there is: deai models show {repository}",
            )
        self._refuse_without_access(hub, details, known_at)
        return self.entry_of(details, version)

    def entry_of(self, model: Details, version: Version) -> CatalogueEntry:
        """Say what is fetched for a version: the catalogue's own entry where it has that one."""
        ours = (entry for entry in self._catalogue.entries if is_of(entry, model.id, version))
        return next(ours, None) or entry_of(model, version)

    def resolve(self, entry: CatalogueEntry) -> CatalogueEntry:
        """Ask the hub for what an entry leaves open, addresses, sizes and hashes, right before it is fetched.

        Raises `GatedModelError`, `ModelNotFoundError` or `HubError`.
        """
        hub = self._address()

        def look_up(repository: str) -> Details:
            details, known_at = self._details(repository, with_card=False)
            self._refuse_without_access(hub, details, known_at)
            return details

        return resolved(entry, hub, cache(look_up))

    def complete(self, entry: CatalogueEntry, look_up: Callable[[str], Details]) -> CatalogueEntry:
        """Fill in what an entry leaves open from what ``look_up`` tells of a repository. Raises `HubError`."""
        return resolved(entry, self._address(), look_up)

    def remembered(self, repository: str) -> Details | None:
        """Tell what the hub has said before about a model; asks nobody."""
        known = self._kept.find(self._address().base, _name_of(repository), Details)
        return known[0] if known else None

    def ask(self, repository: str, *, with_card: bool = False) -> Details:
        """Ask the hub how a model is now, and keep that. Raises `HubError` or `ModelNotFoundError`."""
        if not is_repository(repository):
            raise InvalidInputError(
                f"“{plain_text(repository)}” is no name of a model on the hub.",
                hint="A name has two parts, like Qwen/Qwen3-4B-GGUF.",
                param="model",
            )
        hub = self._address()
        details = details_of(self._client.model(hub, repository))
        card = self._client.card(hub, repository, details.revision) if with_card else ""
        before = None if card else self.remembered(repository)
        details = details.model_copy(update={"card": card or (before.card if before else "")})
        self._kept.keep(hub.base, _name_of(repository), details)
        return details

    def authorization(self, url: str) -> str:
        """Return the header that opens an address, "" for all but the hub's own server."""
        return self.token.authorization(url)

    def set_token(self, token: str) -> None:
        """Keep a token in the vault; raises `InvalidInputError` or `VaultError`."""
        self.token.set(token)
        self._kept.forget()  # another token may open other models

    def remove_token(self) -> bool:
        """Forget the token and what it let us see; return whether there was one. Raises `VaultError`."""
        was_there = self.token.remove()
        self._kept.forget()
        return was_there

    def ask_to_fetch(self, repository: str) -> Details:
        """Do what `ask` does; raises `GatedModelError` for a model that we may not fetch."""
        details = self.ask(repository)
        self._refuse_without_access(self._address(), details, None)
        return details

    def _ask_pages(self, hub: HubAddress, query: str, kind: Kind, limit: int, cursor: str) -> Page:
        """Ask for one page, or for several where the hub can't be told what is wanted."""
        found: list[Summary] = []
        for _ in range(_ONNX_PAGES if kind == "onnx" else 1):
            models, cursor = self._client.search(
                hub, query, kind, MOST_RESULTS if kind == "onnx" else limit, cursor
            )
            found += [
                summary_of(model, kind)
                for model in models
                if kind == "gguf" or any(one.path.rpartition("/")[2] == CONFIG for one in model.siblings)
            ]
            if len(found) >= limit or not cursor:
                break
        return Page(models=tuple(found), cursor=cursor)

    def _search_what_is_known(
        self, hub: HubAddress, query: str, kind: Kind, limit: int
    ) -> tuple[Page, float] | None:
        """Search in all that the hub said before; None when that is nothing."""
        words = query.lower().split()
        found: dict[str, Summary] = {}
        newest: float | None = None
        for page, known_at in self._kept.each(hub.base, f"search:{kind}:", Page):
            newest = newest or known_at
            for model in page.models:
                if all(word in model.id.lower() for word in words):
                    found.setdefault(model.id, model)
        if newest is None:
            return None
        models = sorted(found.values(), key=lambda model: -model.downloads)[:limit]
        return Page(models=tuple(models)), newest

    def _details(self, repository: str, *, with_card: bool) -> tuple[Details, float | None]:
        """Ask about a model; while the hub is away, tell what is known and since when."""
        try:
            return self.ask(repository, with_card=with_card), None
        except _AWAY:
            if known := self._kept.find(self._address().base, _name_of(repository), Details):
                return known
            raise

    def _access(self, hub: HubAddress, details: Details, known_at: float | None) -> Access:
        if not details.gated:
            return "open"
        if not self.authorization(hub.base):
            return "needs-token"
        if known_at is not None:
            return "open"  # nobody can tell now
        try:
            self._client.check_permission(hub, details.id)
        except GatedModelError:
            return "needs-permission"
        except DeAIError as error:
            log.info("the hub does not say whether %s may be fetched: %s", details.id, error)
        return "open"

    def _refuse_without_access(self, hub: HubAddress, details: Details, known_at: float | None) -> None:
        access = self._access(hub, details, known_at)
        if access != "open":
            raise gated(details.id, hub.page(details.id), with_token=access == "needs-permission")


def _name_of(repository: str) -> str:
    """Say under which name the description of a model is kept."""
    return f"model:{repository.lower()}"
