"""A hub as a pool's card shows it: where it is, how it is, and what to do where that is not well."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from deai_desktop.api.schemas.pools import HubView, OwnHub, PoolView
from deai_desktop.gui.models.figures import joined, number_text, size_text
from deai_desktop.gui.pools.account_texts import stays_together
from deai_desktop.gui.pools.hub_texts import HubCondition, condition_text, reach_text
from deai_desktop.gui.pools.pool_texts import said_reason

OWN = "own"
"""Stands in place of the key of the hub on this PC, which is known before the hubs have told anything."""


@dataclass(frozen=True)
class HubRow:
    """Say what the card says of a hub; texts are in the person's language."""

    hub: str
    """What it is told apart by: its key, or its address where no more is known."""
    name: str
    where: str = ""
    """Its addresses, and who can reach it where it is on this PC."""
    condition: HubCondition = ""
    condition_text: str = ""
    figures: str = ""
    problem: str = ""
    """What is wrong with it, and what to do."""
    is_own: bool = False
    can_remove: bool = False
    is_busy: bool = False
    """Whether it is being removed."""


def own_row(own: OwnHub, view: PoolView, told: HubView | None, others: int) -> HubRow:
    """Word how the hub on this PC is; ``told`` is what it has told itself, which comes later."""
    is_there = bool(told and told.is_there)
    condition: HubCondition = "stopped" if own.problem else "running" if is_there else "asking"
    addresses = ", ".join(told.addresses) if told and told.addresses else own.address
    name = QCoreApplication.translate("PoolHubs", "{name} (this PC)")
    return HubRow(
        OWN,
        name.format(name=told.name if told else view.device_name),
        joined(
            addresses or QCoreApplication.translate("PoolReach", "no address yet"), reach_text(own.listens)
        ),
        condition,
        condition_text(condition),
        _figures(told, others) if told and is_there else "",
        said_reason(own.problem or (told.problem if told else "")),
        is_own=True,
    )


def other_row(hub: HubView, others: int, *, is_busy: bool) -> HubRow:
    """Word how a hub on another PC is."""
    condition: HubCondition = "removing" if is_busy else "reachable" if hub.is_there else "away"
    problem = said_reason(hub.problem)
    if condition == "away":
        advice = QCoreApplication.translate("PoolHubs", "If it is gone for good, remove it here.")
        problem = f"{problem} {advice}".strip()
    return HubRow(
        hub.key,
        hub.name,
        ", ".join(hub.addresses),
        condition,
        condition_text(condition),
        _figures(hub, others) if hub.is_there else "",
        problem,
        can_remove=True,
        is_busy=is_busy,
    )


def _figures(hub: HubView, others: int) -> str:
    connected = QCoreApplication.translate("PoolHubs", "{count} connected")
    stored = QCoreApplication.translate("PoolHubs", "{size} stored")
    memory = QCoreApplication.translate("PoolHubs", "{size} of memory")
    parts = (
        connected.format(count=number_text(hub.connections)),
        _log_state(hub, others),
        stored.format(size=size_text(hub.stored)),
        memory.format(size=size_text(hub.memory)),
    )
    return joined(*(stays_together(part) for part in parts))


def _log_state(hub: HubView, others: int) -> str:
    """Say how it stands with the others; of one that is alone there is nothing to say."""
    if not others:
        return ""
    if hub.other_hubs < others:
        text = QCoreApplication.translate("PoolHubs", "sees {seen} of {others} other hubs")
        return text.format(seen=number_text(hub.other_hubs), others=number_text(others))
    if hub.log_behind:
        text = QCoreApplication.translate("PoolHubs", "{count} entries of the log behind")
        return text.format(count=number_text(hub.log_behind))
    if hub.is_leader:
        return QCoreApplication.translate("PoolHubs", "leads the log")
    if hub.log_behind == 0:
        return QCoreApplication.translate("PoolHubs", "has the whole log")
    return ""
