"""Makes Windows' icon and the picture of notifications from the drawing."""

from __future__ import annotations

import struct
from pathlib import Path

SIZES = (16, 20, 24, 32, 40, 48, 64, 128, 256)
"""What Windows asks for from 100 % to 400 %."""
PICTURE = "application.png"


def make_icon(drawing: Path, target: Path) -> Path:
    """Draw an SVG in all sizes and write them as one .ico file (PNG inside, as Windows reads since Vista)."""
    pictures = [_png(drawing, size) for size in SIZES]
    offset = 6 + 16 * len(pictures)
    header = struct.pack("<HHH", 0, 1, len(pictures))
    for size, picture in zip(SIZES, pictures, strict=True):
        side = size % 256  # 0 stands for 256
        header += struct.pack("<BBBBHHII", side, side, 0, 0, 1, 32, len(picture), offset)
        offset += len(picture)
    target.write_bytes(header + b"".join(pictures))
    return target


def make_picture(drawing: Path, target: Path) -> Path:
    """Draw an SVG in the size that Windows' notifications want, as a PNG file."""
    target.write_bytes(_png(drawing, SIZES[-1]))
    return target


def _png(drawing: Path, size: int) -> bytes:
    from PySide6.QtCore import QBuffer, QIODevice
    from PySide6.QtGui import QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    image = QImage(size, size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    painter = QPainter(image)
    QSvgRenderer(str(drawing)).render(painter)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())
