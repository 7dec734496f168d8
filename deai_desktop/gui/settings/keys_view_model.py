"""Keys of the local API, as the settings page shows them."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from PySide6.QtCore import QDateTime, QLocale, QObject, Signal, Slot

from deai_desktop.api.schemas.keys import CreatedKey, KeyList, KeyView, NewKey
from deai_desktop.gui.node_link import NodeLink
from deai_desktop.gui.notices import Notices
from deai_desktop.gui.qt_property import qt_property


class KeysViewModel(QObject):
    """List, create and revoke keys; a new key's secret is held until the person has put it somewhere."""

    changed = Signal()
    createdChanged = Signal()  # noqa: N815 - Qt's naming

    def __init__(self, link: NodeLink, notices: Notices, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._link, self._notices = link, notices
        self._keys: list[KeyView] = []
        self._created = ""
        link.connected.connect(self.refresh)

    @qt_property("QVariantList", notify=changed)
    def keys(self) -> list[dict[str, Any]]:
        """Each key's id, name, what it may do and when it was used."""
        return [self._row(key) for key in self._keys]

    @qt_property(str, notify=createdChanged)
    def created(self) -> str:
        """The secret of the key made last, until `forget` is called."""
        return self._created

    @Slot()
    def refresh(self) -> None:
        """Ask the node for the keys."""
        self._link.call(KeyList, "GET", "/api/keys", on_reply=self._take)

    def say_anew(self) -> None:
        """Word the facts about keys in the language that is spoken now."""
        self.changed.emit()

    @Slot(str, bool)
    def create(self, name: str, may_do_all: bool) -> None:
        """Make a key for talking to models, or for everything."""
        if not name.strip():
            return
        body = NewKey(name=name.strip()[:100], scope="full" if may_do_all else "inference")
        call = self._link.call
        call(
            CreatedKey,
            "POST",
            "/api/keys",
            body,
            on_reply=self._show_created,
            on_error=self._notices.show_error,
        )

    @Slot()
    def forget(self) -> None:
        """Forget the secret that was shown."""
        self._created = ""
        self.createdChanged.emit()

    @Slot(str)
    def revoke(self, key: str) -> None:
        """Make a key useless, at once and for ever."""
        path = f"/api/keys/{quote(key, safe='')}"
        call = self._link.call
        call(KeyView, "DELETE", path, on_reply=self._tell_revoked, on_error=self._notices.show_error)

    def _take(self, reply: KeyList) -> None:
        self._keys = reply.keys
        self.changed.emit()

    def _show_created(self, key: CreatedKey) -> None:
        self._created = key.key
        self.createdChanged.emit()
        self.refresh()

    def _tell_revoked(self, key: KeyView) -> None:
        self._notices.tell(self.tr("The key “{name}” no longer works.").format(name=key.name))
        self.refresh()

    def _row(self, key: KeyView) -> dict[str, Any]:
        scope = self.tr("Everything") if key.scope == "full" else self.tr("Models only")
        used = self.tr("never used")
        if key.last_used_at is not None:
            used = self.tr("last used {time}").format(time=_time(key.last_used_at))
        if not key.usable:
            used = self.tr("its secret is no longer in the vault")
        facts = self.tr("{scope} · made {time} · {used}")
        about = facts.format(scope=scope, time=_time(key.created_at), used=used)
        return {"id": key.id, "name": key.name, "about": about}


def _time(seconds: float) -> str:
    when = QDateTime.fromSecsSinceEpoch(int(seconds))
    return QLocale().toString(when, QLocale.FormatType.ShortFormat)
