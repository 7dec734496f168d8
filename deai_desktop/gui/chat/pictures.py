"""Shows images that stand in a message: decoded within limits, in a thread, never fetched."""

from __future__ import annotations

import base64
import binascii
import re
from typing import NamedTuple

from PySide6.QtCore import QBuffer, QObject, QSize, Qt, QUrl, Signal, Slot
from PySide6.QtGui import QImageReader

from deai_desktop.core.errors import StorageError
from deai_desktop.gui.chat.image_address import png_address
from deai_desktop.gui.chat.made_later import MadeLater
from deai_desktop.gui.notices import Notices
from deai_desktop.gui.qt_property import qt_property
from deai_desktop.gui.saved_file import save_file

_MOST_BYTES = 100_000_000
"""Of all images that are kept."""
_LARGEST_SIDE = 2000
"""Pixels that are kept of an image; more than a window shows."""
_MOST_PIXELS = 40_000_000
"""Of one image; Qt itself takes at most 256 MB for decoding."""
_FORMATS = (
    (re.compile(rb"\x89PNG\r\n\x1a\n"), "png"),
    (re.compile(rb"\xff\xd8\xff"), "jpg"),
    (re.compile(rb"GIF8[79]a"), "gif"),
    (re.compile(rb"RIFF....WEBP", re.DOTALL), "webp"),
)
"""By their content, whatever the message says: never SVG, never PDF."""


class _Picture(NamedTuple):
    address: str
    """As PNG that we wrote; empty when the image can't be shown."""
    size: QSize


class Pictures(QObject):
    """Give QML the images of messages, and save them."""

    changed = Signal()

    def __init__(self, notices: Notices, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._notices = notices
        self._revision = 0
        self._pictures: MadeLater[str, _Picture] = MadeLater(
            _decode, lambda one: len(one.address), _MOST_BYTES, self
        )
        self._pictures.changed.connect(self._note)

    @qt_property(int, notify=changed)
    def revision(self) -> int:
        """Grow when images were decoded: whoever shows some asks for them again."""
        return self._revision

    @Slot(str, int, result="QVariantMap")
    def shown(self, address: str, revision: int) -> dict[str, object]:
        """Return an image as ``address``, ``width`` and ``height``; ``isReady`` says whether it was decoded."""
        picture = self._pictures.get(address)
        if picture is None:
            return {"isReady": False, "address": "", "width": 0, "height": 0}
        size = picture.size
        return {"isReady": True, "address": picture.address, "width": size.width(), "height": size.height()}

    @Slot(str, result=str)
    def suffix(self, address: str) -> str:
        """Return what the name of a file with this image ends in, without the dot."""
        return _format(_content(address)) or "png"

    @Slot(str, QUrl)
    def save(self, address: str, file: QUrl) -> None:
        """Write an image as it came into a file."""
        try:
            save_file(file, _content(address), self.tr("The image could not be saved"))
        except StorageError as error:
            self._notices.show_error(error)

    def _note(self) -> None:
        self._revision += 1
        self.changed.emit()


def _content(address: str) -> bytes:
    try:
        return base64.b64decode(address.partition(",")[2], validate=True)
    except binascii.Error:
        return b""


def _format(content: bytes) -> str:
    return next((name for beginning, name in _FORMATS if beginning.match(content)), "")


def _decode(address: str) -> _Picture:
    """Decode the first frame of an image, no larger than a window shows it; runs in a thread."""
    nothing = _Picture("", QSize())
    content = _content(address)
    if not (found := _format(content)):
        return nothing
    buffer = QBuffer()
    buffer.setData(content)
    buffer.open(QBuffer.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer, found.encode())
    reader.setDecideFormatFromContent(False)
    reader.setAutoTransform(True)
    size = reader.size()
    if not size.isValid() or size.width() * size.height() > _MOST_PIXELS:
        return nothing
    if max(size.width(), size.height()) > _LARGEST_SIDE:
        limit = QSize(_LARGEST_SIDE, _LARGEST_SIDE)
        reader.setScaledSize(size.scaled(limit, Qt.AspectRatioMode.KeepAspectRatio).expandedTo(QSize(1, 1)))
    image = reader.read()
    return nothing if image.isNull() else _Picture(png_address(image), image.size())
