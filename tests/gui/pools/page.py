"""What the page of pools shows, for tests to look at."""

from __future__ import annotations

from PySide6.QtCore import QMetaObject

from deai_desktop.gui.pools.pool_row import PoolRow
from tests.gui.desktop_window import DesktopWindow, Wait, accessible_name
from tests.gui.screens import press_button

POOLS_PAGE = 2


def row_of(desktop: DesktopWindow, key: str) -> PoolRow:
    """Return what the card of a pool shows."""
    return next(row for row in desktop.app.pools.pools.rows if row.key == key)


def focused(desktop: DesktopWindow) -> str:
    """Return what a screen reader calls that which has the keyboard."""
    item = desktop.window.activeFocusItem()
    return accessible_name(item) if item is not None else ""


def has_text(desktop: DesktopWindow, part: str) -> bool:
    """Tell whether these words can be read somewhere."""
    return any(part in str(item.property("text")) for item in desktop.items())


def confirm(desktop: DesktopWindow, button: str, dialog: str, wait_until: Wait) -> None:
    """Press a button, and say yes to what is asked then."""
    press_button(desktop, button)
    asked = desktop.find(dialog)
    wait_until(lambda: asked.property("opened"))
    QMetaObject.invokeMethod(asked, "accept")
