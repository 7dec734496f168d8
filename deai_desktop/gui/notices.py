"""What the window tells beside its pages: errors as banners that stay, news as toasts that go."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Slot

from deai_desktop.core.errors import DeAIError
from deai_desktop.gui.node_texts import said_error
from deai_desktop.gui.notice_list_model import Notice, NoticeListModel
from deai_desktop.gui.qt_property import qt_property

_MOST = 3


class Notices(QObject):
    """Take errors and news from every view-model; the window shows them."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._banners = NoticeListModel(_MOST, self)
        self._toasts = NoticeListModel(_MOST, self)
        self._actions: dict[int, Callable[[], None]] = {}
        self._number = 0

    @qt_property(QObject, constant=True)
    def banners(self) -> NoticeListModel:
        """Errors that were not closed yet."""
        return self._banners

    @qt_property(QObject, constant=True)
    def toasts(self) -> NoticeListModel:
        """News that were not gone yet."""
        return self._toasts

    def show_error(self, error: DeAIError) -> None:
        """Show what happened, why, and what to do; the same again moves to the end instead of doubling."""
        notice = Notice(self._next(), **said_error(error))
        for shown in self._banners.notices:
            if (shown.title, shown.message) == (notice.title, notice.message):
                self._banners.remove(shown.number)
        self._banners.add(notice)

    def tell(self, text: str, action: str = "", on_action: Callable[[], None] | None = None) -> None:
        """Tell news for a few seconds, with something to do about it if there is."""
        number = self._next()
        if on_action is not None:
            self._actions[number] = on_action
        self._toasts.add(Notice(number, text, action=action if on_action else ""))
        kept = {notice.number for notice in self._toasts.notices}
        self._actions = {one: act for one, act in self._actions.items() if one in kept}

    @Slot(int)
    def close(self, number: int) -> None:
        """Take a banner or toast away."""
        self._actions.pop(number, None)
        self._banners.remove(number)
        self._toasts.remove(number)

    @Slot(int)
    def act(self, number: int) -> None:
        """Do what a toast offers, and take it away."""
        action = self._actions.pop(number, None)
        self._toasts.remove(number)
        if action is not None:
            action()

    def _next(self) -> int:
        self._number += 1
        return self._number
