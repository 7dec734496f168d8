"""Draws a text as a QR code, black on white, one pixel for each of its squares."""

from __future__ import annotations

import contextlib

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal
from PySide6.QtGui import QImage

from deai_desktop.gui.chat.image_address import png_address

_WHITE, _BLACK = 255, 0
_MARGIN = 4
"""Squares of white around it, without which it can't be read."""


class QrCodePainter(QObject):
    """Draw in a thread: a long text takes a tenth of a second and more."""

    painted = Signal(str, str, int)
    """Carries the text, the picture as an address that holds it, and how many squares its side has."""

    def paint(self, text: str) -> None:
        """Draw a text, later."""
        QThreadPool.globalInstance().start(_Painting(self, text))


class _Painting(QRunnable):
    def __init__(self, painter: QrCodePainter, text: str) -> None:
        super().__init__()
        self._painter, self._text = painter, text

    def run(self) -> None:
        """Do it and tell, unless nobody is there any more."""
        image = qr_image(self._text)
        with contextlib.suppress(RuntimeError):  # what Qt raises when the painter is no more
            self._painter.painted.emit(self._text, png_address(image), image.width())


def qr_image(text: str) -> QImage:
    """Draw a text with the least redundancy: the fewer squares, the larger each is on the screen."""
    import segno  # only who invites needs it

    code = segno.make(text, error="l", boost_error=False, micro=False)
    side = int(code.symbol_size(border=_MARGIN)[0])
    rows = code.matrix_iter(border=_MARGIN)
    pixels = bytes(_BLACK if is_dark else _WHITE for row in rows for is_dark in row)
    return QImage(pixels, side, side, side, QImage.Format.Format_Grayscale8).copy()
