"""Draws what the setup shows beside its texts, from the program's own icon."""

from __future__ import annotations

from pathlib import Path

_WIDTH, _HEIGHT = 164 * 2, 314 * 2
"""Twice what the page shows at 100 %, so that it stays sharp at 200 %."""
_GROUND_TOP, _GROUND_BOTTOM = "#2f6fed", "#5b3fd6"
_MARK = 160


def draw_side_picture(drawing: Path, target: Path) -> Path:
    """Draw the picture at the side of the first and the last page; NSIS wants a BMP."""
    from PySide6.QtCore import QPointF, QRectF
    from PySide6.QtGui import QColor, QImage, QLinearGradient, QPainter
    from PySide6.QtSvg import QSvgRenderer

    image = QImage(_WIDTH, _HEIGHT, QImage.Format.Format_RGB888)
    ground = QLinearGradient(QPointF(0, 0), QPointF(_WIDTH, _HEIGHT))
    ground.setColorAt(0, QColor(_GROUND_TOP))
    ground.setColorAt(1, QColor(_GROUND_BOTTOM))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillRect(image.rect(), ground)
    QSvgRenderer(str(drawing)).render(painter, QRectF((_WIDTH - _MARK) / 2, _MARK / 2, _MARK, _MARK))
    painter.end()
    image.save(str(target), "BMP")  # type: ignore[call-overload]
    return target
