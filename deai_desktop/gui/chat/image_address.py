"""Writes an image as an address that holds it, so that QML has nothing to ask for."""

from __future__ import annotations

import base64

from PySide6.QtCore import QBuffer
from PySide6.QtGui import QImage


def png_address(image: QImage) -> str:
    """Return a ``data:`` address."""
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return "data:image/png;base64," + base64.b64encode(buffer.data().data()).decode()
