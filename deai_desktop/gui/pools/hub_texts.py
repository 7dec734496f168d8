"""What there is to say about the hubs of a pool, in the person's language."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from deai_desktop.api.schemas.pools import HubListens, HubView, PoolView

HubCondition = Literal["running", "stopped", "reachable", "away", "removing", "asking", ""]
"""How a hub is; empty where this PC does not get to know."""

_CONDITIONS: dict[HubCondition, object] = {
    "running": QT_TRANSLATE_NOOP("PoolHubs", "Running"),
    "stopped": QT_TRANSLATE_NOOP("PoolHubs", "Stopped"),
    "reachable": QT_TRANSLATE_NOOP("PoolHubs", "Reachable"),
    "away": QT_TRANSLATE_NOOP("PoolHubs", "Not reachable"),
    "removing": QT_TRANSLATE_NOOP("PoolHubs", "Being removed…"),
    "asking": QT_TRANSLATE_NOOP("PoolHubs", "Asking…"),
}
_REACH: dict[HubListens, object] = {
    "this-pc": QT_TRANSLATE_NOOP("PoolReach", "only this PC can reach it"),
    "network": QT_TRANSLATE_NOOP("PoolReach", "PCs in your network can reach it"),
}
_THREE = 3


def condition_text(condition: HubCondition) -> str:
    """Say how a hub is."""
    return QCoreApplication.translate("PoolHubs", str(_CONDITIONS[condition])) if condition else ""


def reach_text(listens: HubListens) -> str:
    """Say who can reach a hub on this PC."""
    return QCoreApplication.translate("PoolReach", str(_REACH[listens]))


def advice_text(view: PoolView, hubs: list[HubView]) -> str:
    """Say what so few or many hubs mean; empty where they say something themselves that is wrong."""
    if view.hub is None:
        return _advice_for_members(len(view.hubs))
    if len(hubs) <= 1:
        return QCoreApplication.translate(
            "PoolHubs",
            "Your PC is the hub: members can reach each other while it is on. With three hubs, any one may be off.",
        )
    if len(hubs) >= _THREE and all(one.is_there for one in hubs):
        return QCoreApplication.translate(
            "PoolHubs", "Any one of them may be off: members go on at the others."
        )
    return ""


def _advice_for_members(count: int) -> str:
    if count > 1:
        return QCoreApplication.translate("PoolHubs", "When one is off, this PC goes on at another.")
    return QCoreApplication.translate("PoolHubs", "Members can reach each other while it is on.")
