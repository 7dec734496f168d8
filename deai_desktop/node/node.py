"""Builds every service once; nothing else does."""

from __future__ import annotations

import asyncio
import os
import secrets
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from deai_desktop.chat.repository import ConversationRepository
from deai_desktop.chat.turn import Turns
from deai_desktop.core import log
from deai_desktop.core.errors import ModelNotFoundError
from deai_desktop.core.events import Event, EventBus
from deai_desktop.core.paths import Paths, resources_folder
from deai_desktop.core.settings import Settings
from deai_desktop.core.settings_store import SettingsStore
from deai_desktop.downloads.download_options import DownloadOptions
from deai_desktop.downloads.quarantine import Quarantine
from deai_desktop.engines.base import Engine
from deai_desktop.engines.crashes import CrashBook
from deai_desktop.engines.flight_recorder import FlightRecorder
from deai_desktop.engines.registry import EngineRegistry
from deai_desktop.engines.runnable import refuse_adapter, why_not
from deai_desktop.models.catalogue import Catalogue
from deai_desktop.models.catalogue_entry import CatalogueEntry
from deai_desktop.models.downloads.download import Download
from deai_desktop.models.downloads.metered_rule import MeteredRule
from deai_desktop.models.downloads.queue import DownloadQueue
from deai_desktop.models.downloads.replacement import Replacement, Replacing
from deai_desktop.models.events import ModelAdded, ModelRemoved, ModelVerified
from deai_desktop.models.hub.address import HubAddress
from deai_desktop.models.hub.client import HubClient
from deai_desktop.models.hub.kept import KeptAnswers
from deai_desktop.models.hub.service import Hub
from deai_desktop.models.hub.token import HubToken
from deai_desktop.models.library.reading import ENCODER
from deai_desktop.models.library.service import Library
from deai_desktop.models.model import Model
from deai_desktop.models.newer import NewerVersions
from deai_desktop.models.speeds import SpeedRepository
from deai_desktop.models.store import ModelStore
from deai_desktop.node.destinations import Destinations
from deai_desktop.node.fits import FitSource
from deai_desktop.node.lan import LAN_VARIABLE, LanAccess, chosen_address
from deai_desktop.node.measuring import Measuring
from deai_desktop.node.pool_models import LentModels, is_pool_model, pool_model
from deai_desktop.node.pools import NodePools
from deai_desktop.outbound.stored_journal import StoredJournal
from deai_desktop.storage.database import Database
from deai_desktop.system.metered import is_metered
from deai_desktop.system.network import private_addresses
from deai_desktop.updates.channel import this_channel
from deai_desktop.updates.quiet_check import QuietCheck
from deai_desktop.updates.service import Updates
from deai_desktop.vault.api_keys import ApiKeys
from deai_desktop.vault.choose import choose_vault
from deai_desktop.vault.secrets import SecretStore

KEY_VARIABLE = "DEAI_API_KEY"
CATALOGUE_VARIABLE = "DEAI_CATALOGUE"
"""Path of another catalogue file, for tests and for companies that mirror models in their own network."""


class Node:
    """Hold the services of one person. Must be made inside the running event loop; `close` ends them."""

    def __init__(
        self, paths: Paths, *, catalogue: Catalogue | None = None, vault: SecretStore | None = None
    ) -> None:
        paths.create()
        self.paths = paths
        self.started_at = time.time()
        self.session_token = "deai-session-" + secrets.token_urlsafe(32)
        self.instance = secrets.token_hex(8)
        self.address = ""
        """Where the local API answers, once it does."""
        self.settings = SettingsStore(paths.settings_file)
        self.events = EventBus()
        self.database = Database(paths.database)
        self.vault: SecretStore = vault or choose_vault(paths)
        self.api_keys = ApiKeys(self.database, self.vault, os.environ.get(KEY_VARIABLE))
        self.catalogue = catalogue or Catalogue.load(_catalogue_file())
        self.models = ModelStore(self.database, paths.models, self.events)
        Library.recover(self.models)
        self.outbound = StoredJournal(self.database, self.events)
        self.outbound.mark_interrupted()
        self.hub = self._make_hub()
        self.newer = NewerVersions(self.catalogue, self.hub)
        self.quarantine = Quarantine(paths.data / "quarantine")
        self.updates = Updates(
            this_channel(),
            lambda: self._settings.updates.address,
            paths.data / "updates",
            paths.cache / "updates",
            self.events,
            DownloadOptions(self.outbound, bandwidth_limit=lambda: self._settings.downloads.bandwidth_limit),
        )
        self.quiet_check = QuietCheck(
            self.updates, lambda: self._settings.updates.check, paths.data / "updates" / "checked.json"
        )
        self.settings.on_change(lambda _: self.quiet_check.look_again())
        self.engines = EngineRegistry(
            self.events,
            lambda: self._settings.engine,
            lambda *answer: self.measuring.notice(*answer),
            lambda model: self.fits.load_options(model),
            crashes=CrashBook(self.database),
            recorder=FlightRecorder(self.database),
            budget=lambda: self.fits.budget(),
            footprint=lambda model: self.fits.footprint(model),
        )
        self.events.subscribe(self._trust_renewed)
        speeds = SpeedRepository(self.database)
        self.fits = FitSource(speeds, self.engines, lambda: self._settings.engine)
        self.measuring = Measuring(self.engines, speeds, self.events, self.fits.facts_of)
        self.library = Library(self.models, self.events, self._is_downloading, self._unload_all)
        self._loop = asyncio.get_running_loop()
        self.downloads = DownloadQueue(
            self.catalogue,
            self.models,
            self.events,
            lambda: self._settings.downloads.bandwidth_limit,
            DownloadOptions(
                self.outbound,
                parallel_parts=lambda: self._settings.downloads.parallel_parts,
                quarantine=self.quarantine.folder,
                authorization=self.hub.authorization,
            ),
            database=self.database,
            find=self.find_entry,
            resolve=self.hub.resolve,
            waits_for=MeteredRule(is_metered, lambda: self._settings.downloads.on_metered),
            replacing=Replacing(self.models, self.engines.is_in_use, self._unload),
        )
        self.conversations = ConversationRepository(self.database)
        self.conversations.mark_interrupted()
        self.turns = Turns(self.conversations, self.choose_model, self.use, self.events)
        self.pools = NodePools(
            self.database,
            self.vault,
            self.outbound,
            self.events,
            paths.data / "pools",
            _lan_addresses(),
            LentModels(self.models, self.engines, self.fits, lambda: self._settings.engine),
            lambda: self._settings.pools,
        )
        self.settings.on_change(lambda _: self.pools.settings_changed())
        self.destinations = Destinations(self.pools, self.engines, self.fits, lambda: self._settings.pools)
        self.lan = LanAccess(lambda: self._settings.api.lan, _lan_addresses(), self.events)
        self.settings.on_change(lambda _: self.lan.look_again())
        self.stopping = asyncio.Event()
        """Set when the node is to stop."""
        self.settings.on_change(lambda settings: log.set_level(settings.log.level))

    @property
    def _settings(self) -> Settings:
        return self.settings.settings

    def find_entry(self, model_id: str) -> CatalogueEntry:
        """Find what can be fetched: by its id in the catalogue, or as ``owner/name:Q4_K_M`` on the hub.

        Raises `ModelNotFoundError`, `HubError`, or `UnsupportedError` for what no engine here can run.
        """
        entry = self.hub.find(model_id) if "/" in model_id else self.catalogue.find(model_id)
        if refused := why_not(entry):
            raise refused
        return entry

    def fetch_newer(self, model_id: str, *, keeps_old: bool) -> Download | None:
        """Begin to fetch the newer version of a model; None when there is none. It takes the model's place in the end.

        Raises `ModelNotFoundError`, `GatedModelError` or `HubError`.
        """
        newer = self.newer.ask(self.models.get(model_id))
        return self.downloads.add(newer, replacement=Replacement(model_id, keeps_old)) if newer else None

    async def close(self) -> None:
        """End everything in order: answers, engine hosts, downloads, database."""
        await self.pools.close()
        await self.turns.close()
        await self.measuring.close()
        await asyncio.to_thread(self.library.close)
        await self.engines.close()
        await asyncio.to_thread(self.downloads.close)
        await asyncio.to_thread(self.updates.close)
        self.database.close()

    async def choose_model(self, wanted: str = "") -> Model:
        """Find the model that was asked for, else the person's default, else the newest that is there.

        Raises `ModelNotFoundError`, or `InvalidInputError` for an adapter.
        """
        if wanted := wanted or self._settings.chat.model:
            return await self.find_model(wanted)
        return await asyncio.to_thread(self._newest_model)

    def _newest_model(self) -> Model:
        listed = [model for model in self.models.list() if not model.is_adapter]
        installed = [model for model in listed if model.is_available]
        if not installed:
            raise ModelNotFoundError(
                "No model is installed yet.",
                hint=f"Get the starter model: deai models pull {self.catalogue.starter.id}",
            )
        writing = [model for model in installed if model.engine != ENCODER] or installed
        loaded = list(self.engines.loaded)
        in_memory = [model for model in writing if loaded and model.id == loaded[-1]]
        return (in_memory or sorted(writing, key=lambda model: model.added_at))[-1]

    async def find_model(self, model_id: str) -> Model:
        """Find a model that is installed here, or one that a pool's members run.

        One that is not here is a pool's where the person wants that (see `Destinations`).

        Raises `ModelNotFoundError`, or `InvalidInputError` for an adapter.
        """
        if is_pool_model(model_id):
            return pool_model(model_id)
        try:
            model = await asyncio.to_thread(self.models.get, model_id)
        except ModelNotFoundError:
            if elsewhere := self.destinations.instead_of_missing(model_id):
                return elsewhere
            raise
        refuse_adapter(model)
        return model

    @asynccontextmanager
    async def use(
        self,
        model: Model,
        on_progress: Callable[[float], None] = lambda _: None,
        on_place: Callable[[str], None] = lambda _: None,
        stays: bool = False,
    ) -> AsyncIterator[Engine]:
        """Give a model's engine, wherever it runs; loads it first if need be. ``on_place`` hears who else answers.

        With ``stays``, a model of this PC is used here, however busy that is. Raises what `EngineRegistry.use`,
        `NodePools.use` and `Destinations.of` raise.
        """
        there = None if stays and not model.is_elsewhere else await self.destinations.of(model)
        if there:
            async with self.pools.use(there, on_place) as elsewhere:
                yield elsewhere
            return
        async with self.engines.use(model, on_progress) as engine:
            yield engine

    async def remove_model(self, model_id: str) -> tuple[Model, int]:
        """Take a model out of memory and off the list; return it and the bytes that were freed."""
        model = await asyncio.to_thread(self.models.get, model_id)
        await self.engines.unload(model.id)
        return model, await asyncio.to_thread(self.models.remove, model.id)

    def _make_hub(self) -> Hub:
        def address() -> HubAddress:
            return HubAddress(self._settings.hub.address)

        token = HubToken(self.vault, address)
        client = HubClient(self.outbound, token.authorization)
        return Hub(client, KeptAnswers(self.database), token, address, self.catalogue)

    def _trust_renewed(self, event: Event) -> None:
        """Forget the crashes of a model whose file was fetched again, found right, or is gone."""
        if isinstance(event, ModelAdded | ModelRemoved) or (
            isinstance(event, ModelVerified) and event.matches
        ):
            self.engines.trust(event.model_id)

    def _is_downloading(self) -> bool:
        return any(download.state.value in ("queued", "running") for download in self.downloads.list())

    def _unload_all(self) -> None:
        """Take all models out of memory, from another thread than the loop's."""
        asyncio.run_coroutine_threadsafe(self.engines.unload_all(), self._loop).result()

    def _unload(self, model_id: str) -> None:
        """Take a model out of memory, from another thread than the loop's."""
        asyncio.run_coroutine_threadsafe(self.engines.unload(model_id), self._loop).result()


def _lan_addresses() -> Callable[[], tuple[str, ...]]:
    if text := os.environ.get(LAN_VARIABLE):
        chosen = (chosen_address(text),)
        return lambda: chosen
    return private_addresses


def _catalogue_file() -> Path:
    chosen = os.environ.get(CATALOGUE_VARIABLE)
    return Path(chosen) if chosen else resources_folder() / "catalogue.json"
