"""The node's own state."""

from __future__ import annotations

from pydantic import BaseModel


class Health(BaseModel):
    """Say that the node lives; the only reply that needs no key."""

    status: str = "ok"
    instance: str
    """A random name of this run of the node; empty for other computers."""
    proof: str = ""
    """Shows that the node knows the key that was asked about; see `api.node_proof`."""


class LoadedModel(BaseModel):
    """A model in memory."""

    id: str
    device: str
    fell_back_because: str = ""
    """Why it runs on the processor although it was to run on the graphics card; empty when it does as was wanted."""
    threads: int
    context_length: int
    memory_bytes: int
    """Resident memory of its engine host."""
    requests: int
    """Running and waiting."""
    unloads_at: float | None = None
    """When it is taken out of memory if nobody uses it, in seconds since 1970; None while it is used or stays."""


class ModelMemory(BaseModel):
    """How much of the PC's memory models take, and may take together."""

    used_bytes: int
    budget_bytes: int
    is_chosen_by_person: bool
    """Whether the setting engine.memory_gb says so; else it is what this PC has free."""


class VaultState(BaseModel):
    """Where keys are kept."""

    available: bool
    description: str
    reason: str = ""


class Status(BaseModel):
    """What `deai status` shows."""

    version: str
    pid: int
    started_at: float
    address: str
    memory_bytes: int
    loaded_models: list[LoadedModel]
    models_memory: ModelMemory | None = None
    installed_models: int
    downloads: int
    """Downloads running or waiting."""
    data_folder: str
    free_disk_bytes: int = 0
    """Room left on the disk that holds the models."""
    lan_addresses: list[str] = []
    """Where other computers on the network can reach this one; empty while that is off."""
    lan_problem: str = ""
    """Why they can't, although that is on."""
    vault: VaultState


class Done(BaseModel):
    """Say that it was done."""

    done: bool = True
