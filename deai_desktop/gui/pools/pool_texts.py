"""What the node tells of pools in words and codes, as the page says it in the person's language."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QDateTime, QLocale

from deai_desktop.api.schemas.pools import MemberRole, Standing
from deai_desktop.gui.node_texts import said_together

REASONS = (
    QT_TRANSLATE_NOOP(
        "PoolReasons", "It has cut off members that did not listen fast enough; their connection may be slow."
    ),
    QT_TRANSLATE_NOOP("PoolReasons", "It does not answer. Is its PC on and connected?"),
    QT_TRANSLATE_NOOP("PoolReasons", "It was ended from outside."),
    QT_TRANSLATE_NOOP(
        "PoolReasons", "Of two hubs neither may be away for long, or the log waits. Add a third one."
    ),
    QT_TRANSLATE_NOOP("PoolReasons", "The connection to the hub broke off."),
    QT_TRANSLATE_NOOP(
        "PoolReasons", "The hubs do not agree on who decides, so the log waits: too few of them answer."
    ),
    QT_TRANSLATE_NOOP("PoolReasons", "The pool has removed this PC, or its ticket has expired."),
    QT_TRANSLATE_NOOP("PoolReasons", "The pool has taken this hub off its list."),
    QT_TRANSLATE_NOOP("PoolReasons", "What pools need is not installed."),
    QT_TRANSLATE_NOOP("PoolReasons", "it wrote nothing"),
)
"""Why this PC is not in a pool, or what is wrong with hubs, word for word; other reasons are messages of errors."""

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


def role_text(role: MemberRole) -> str:
    """Say what a PC is in a pool for."""
    return QCoreApplication.translate("PoolRoles", str(_ROLES[role]))


def standing_text(standing: Standing) -> str:
    """Say how this PC stands with a pool."""
    return QCoreApplication.translate("PoolStandings", str(_STANDINGS[standing]))


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
