"""``/health``, ``/api/status``, ``/api/shutdown``, ``/api/settings``: the node itself."""

from __future__ import annotations

import asyncio
import os
import shutil
from pathlib import Path

from fastapi import APIRouter, Request

from deai_desktop.api.node_proof import CHALLENGE_HEADER, KEY_HEADER, LONGEST_CHALLENGE, proof_of
from deai_desktop.api.schemas.settings import SettingChanges, SettingList
from deai_desktop.api.schemas.status import Done, Health, ModelMemory, Status, VaultState
from deai_desktop.core.build import this_build
from deai_desktop.core.errors import VaultError
from deai_desktop.core.settings import Settings, describe
from deai_desktop.node.node import Node
from deai_desktop.node.views import loaded_view, settings_view
from deai_desktop.system.processes import memory_of


def routes(node: Node) -> APIRouter:
    """Serve the node's own state."""
    router = APIRouter(tags=["node"])

    @router.get("/health")
    async def health(request: Request) -> Health:
        """Say that the node lives; needs no key. Another computer is not told which run of it this is."""
        if not request.state.is_local:
            return Health(instance="")
        return Health(instance=node.instance, proof=await asyncio.to_thread(_proof, node, request))

    @router.get("/api/status")
    async def status() -> Status:
        """Tell how the node is and what it holds."""
        installed = await asyncio.to_thread(node.models.list)
        return Status(
            version=this_build().version,
            pid=os.getpid(),
            started_at=node.started_at,
            address=node.address,
            memory_bytes=memory_of(os.getpid()),
            loaded_models=[
                loaded_view(model, engine, node.engines.seconds_left(model))
                for model, engine in node.engines.loaded.items()
            ],
            models_memory=_models_memory(node),
            installed_models=len(installed),
            downloads=sum(not download.state.is_final for download in node.downloads.list()),
            data_folder=str(node.paths.data),
            free_disk_bytes=_free_bytes(node.models.folder, node.paths.data),
            lan_addresses=node.lan.urls,
            lan_problem=node.lan.problem,
            vault=await asyncio.to_thread(_vault_state, node),
        )

    @router.post("/api/shutdown", status_code=202)
    async def shut_down() -> Done:
        """Stop the node; what must be written is written first."""
        node.stopping.set()
        return Done()

    @router.get("/api/settings")
    async def settings() -> SettingList:
        """List all settings with their defaults and what may be chosen."""
        return settings_view(node.settings.settings)

    @router.patch("/api/settings")
    def change_settings(body: SettingChanges) -> SettingList:
        """Change settings, all or none; null gives the default back."""
        defaults = {one.name: one.default for one in describe(Settings())}
        changes = {
            name: defaults.get(name) if value is None else value for name, value in body.changes.items()
        }
        return settings_view(node.settings.change(changes))

    return router


def _models_memory(node: Node) -> ModelMemory:
    budget = node.fits.budget()
    return ModelMemory(
        used_bytes=node.engines.memory_bytes,
        budget_bytes=budget.together,
        is_chosen_by_person=budget.is_chosen_by_person,
    )


def _proof(node: Node, request: Request) -> str:
    """Show that we know a key, to who holds it; empty when that is not asked for or we don't."""
    challenge, key_id = (request.headers.get(name, "") for name in (CHALLENGE_HEADER, KEY_HEADER))
    if not challenge or len(challenge) > LONGEST_CHALLENGE:
        return ""
    digest = node.api_keys.digest_of(key_id)
    return proof_of(digest, challenge, node.address) if digest else ""


def _free_bytes(*folders: Path) -> int:
    """Tell the room on the disk of the first folder that is there."""
    return next((shutil.disk_usage(folder).free for folder in folders if folder.is_dir()), 0)


def _vault_state(node: Node) -> VaultState:
    try:
        node.vault.check()
        return VaultState(available=True, description=node.vault.description)
    except VaultError as error:
        return VaultState(available=False, description="none", reason=f"{error.message} {error.hint}".strip())
