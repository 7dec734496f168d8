"""A pool as its card shows it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from deai_desktop.api.schemas.pools import PoolView
from deai_desktop.gui.pools.hubs_view_model import HubsViewModel
from deai_desktop.gui.pools.lending_view_model import LendingViewModel
from deai_desktop.gui.pools.people_view_model import PeopleViewModel
from deai_desktop.gui.pools.pool_parts import PoolPart
from deai_desktop.gui.pools.pool_texts import day_text, role_text, said_reason, standing_text


@dataclass(frozen=True)
class PoolRow:
    """Say what a card says; texts are in the person's language."""

    key: str
    name: str
    standing: str
    """``connecting``, ``online``, ``offline`` or ``refused``."""
    standing_text: str
    reason: str
    """Why it is not online."""
    about: str
    """What this PC is in it for, and since when."""
    device_name: str
    is_founder: bool
    listens: str
    """Who can reach the hub on this PC; empty where there is none."""
    people: PeopleViewModel
    """Members and invites."""
    hubs: HubsViewModel
    """Where they meet."""
    lending: LendingViewModel
    """What this PC does for the members."""
    may_ask: bool
    """Whether it is in the pool to use models of others."""
    knows_risk: bool
    """Whether the person has agreed that those who work on a prompt can read it."""
    is_busy: bool
    """Whether a change of it is under way."""


def pool_row(view: PoolView, part: PoolPart, *, is_busy: bool) -> PoolRow:
    """Word what is known of a pool."""
    return PoolRow(
        key=view.key,
        name=view.name,
        standing=view.standing,
        standing_text=standing_text(view.standing),
        reason="" if view.standing == "online" else said_reason(view.reason),
        about=_about(view),
        device_name=view.device_name,
        is_founder=view.is_founder,
        listens=view.hub.listens if view.hub else "",
        people=part.people,
        hubs=part.hubs,
        lending=part.lending,
        may_ask=view.role != "worker",
        knows_risk=view.knows_risk,
        is_busy=is_busy,
    )


def _about(view: PoolView) -> str:
    if view.is_founder:
        text = QCoreApplication.translate("PoolRow", "Founded on this PC, {day}")
    else:
        text = QCoreApplication.translate("PoolRow", "{role} · joined {day}")
    return text.format(role=role_text(view.role), day=day_text(view.joined_at))
