"""What the node tells of pools in words and codes, as the page says it in the person's language."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QDateTime, QLocale

from deai_desktop.api.schemas.pools import HubListens, MemberRole, PoolView, Standing
from deai_desktop.gui.node_texts import said_together

REASONS = (
    QT_TRANSLATE_NOOP("PoolReasons", "The connection to the hub broke off."),
    QT_TRANSLATE_NOOP("PoolReasons", "The pool has removed this PC, or its ticket has expired."),
    QT_TRANSLATE_NOOP("PoolReasons", "What pools need is not installed."),
)
"""Why this PC is not in a pool, word for word; most other reasons are the messages of errors."""

_ROLES: dict[MemberRole, object] = {
    "worker": QT_TRANSLATE_NOOP("PoolRoles", "Lends its models"),
    "requester": QT_TRANSLATE_NOOP("PoolRoles", "Uses models of others"),
    "both": QT_TRANSLATE_NOOP("PoolRoles", "Lends and uses models"),
    "admin": QT_TRANSLATE_NOOP("PoolRoles", "Lends, uses and manages"),
}
ROLES: tuple[MemberRole, ...] = ("both", "worker", "requester", "admin")
"""In the order in which they are offered: what most will want comes first."""
_STANDINGS: dict[Standing, object] = {
    "connecting": QT_TRANSLATE_NOOP("PoolStandings", "Connecting"),
    "online": QT_TRANSLATE_NOOP("PoolStandings", "Online"),
    "offline": QT_TRANSLATE_NOOP("PoolStandings", "Offline"),
    "refused": QT_TRANSLATE_NOOP("PoolStandings", "Not let in"),
}
_REACH: dict[HubListens, object] = {
    "this-pc": QT_TRANSLATE_NOOP("PoolReach", "Only this PC can reach it."),
    "network": QT_TRANSLATE_NOOP("PoolReach", "PCs in your network can reach it."),
}


def role_text(role: MemberRole) -> str:
    """Say what a PC is in a pool for."""
    return QCoreApplication.translate("PoolRoles", str(_ROLES[role]))


def standing_text(standing: Standing) -> str:
    """Say how this PC stands with a pool."""
    return QCoreApplication.translate("PoolStandings", str(_STANDINGS[standing]))


def hub_text(view: PoolView) -> str:
    """Say where the hub is, and who can reach it if it is here."""
    if view.hub is None:
        return ", ".join(view.hubs)
    address = view.hub.address or QCoreApplication.translate("PoolReach", "no address yet")
    where = QCoreApplication.translate("PoolReach", "On this PC, {address}.").format(address=address)
    return f"{where} {QCoreApplication.translate('PoolReach', str(_REACH[view.hub.listens]))}"


def said_reason(text: str) -> str:
    """Say why this PC is not in a pool, or what is wrong with the hub."""
    if text in REASONS:
        return QCoreApplication.translate("PoolReasons", text)
    return said_together(text)


def day_text(seconds: float) -> str:
    """Write a day: ``5/3/26``."""
    when = QDateTime.fromSecsSinceEpoch(int(seconds)).date()
    return QLocale().toString(when, QLocale.FormatType.ShortFormat)


def time_text(seconds: float) -> str:
    """Write a day and the time of it."""
    when = QDateTime.fromSecsSinceEpoch(int(seconds))
    return QLocale().toString(when, QLocale.FormatType.ShortFormat)
