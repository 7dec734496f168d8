"""Puts typeset formulas into rich text: on its baseline, in its colour, sharp on its screen."""

from __future__ import annotations

import re
from collections import OrderedDict
from html import escape, unescape
from math import ceil
from typing import NamedTuple

from PySide6.QtCore import QByteArray, QObject, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFont, QFontMetrics, QFontMetricsF, QGuiApplication, QImage, QPainter

from deai_desktop.gui.chat.formula_typesetting import INK, FormulaError, typeset
from deai_desktop.gui.chat.image_address import png_address
from deai_desktop.gui.chat.made_later import MadeLater
from deai_desktop.gui.qt_property import qt_property

_MOST_KEPT = 600
"""Formulas as they stand in texts."""
_MOST_BYTES = 64_000_000
"""Of all formulas that are kept."""
_MATH = re.compile(r'<math( display="block")?>(.*?)</math>', re.DOTALL)
_SCALE = 1.18
"""The formulas' letters are smaller than a window's at the same size."""
_DISPLAY_SCALE = 1.3
_WIDEST_IN_TEXT = 34
"""Times the text's size; a wider one would not fit into the column and is shown as its source."""
_MOST_PIXELS = 4_000_000
"""Of one formula on the screen."""
_AFTER_STRUT = "\ufeff"
"""Shows nothing, allows no line break, and tells a strut from a formula."""
_JOINER = "\u2060"
_OBJECT = "\ufffc"
"""What Qt gives as the text of an image."""
_ALT = re.compile(r' alt="([^"]+)"')


class Ink(NamedTuple):
    """What a formula is drawn for."""

    pixels: int
    """Size of the text."""
    colour: str
    ratio: float
    """Pixels of the screen per pixel of the window."""


class _Wish(NamedTuple):
    source: str
    is_display: bool
    ink: Ink


class _Picture(NamedTuple):
    """A formula's pixels; its measures are in the window's."""

    image: QImage
    width: int
    ascent: int
    depth: int


class Formulas(QObject):
    """Show formulas as their source until they are set, and for good if they can't be."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._revision = 0
        self._pictures: MadeLater[_Wish, _Picture | FormulaError] = MadeLater(_draw, _size, _MOST_BYTES, self)
        self._images: OrderedDict[tuple[_Wish, int], str] = OrderedDict()
        self._pictures.changed.connect(self._note)

    @qt_property(int, notify=changed)
    def revision(self) -> int:
        """Grow when formulas were set: whoever shows some asks for them again."""
        return self._revision

    @Slot(str, int, QColor, float, int, result=str)
    def inText(self, html: str, pixels: int, colour: QColor, ratio: float, revision: int) -> str:  # noqa: N802 - Qt's naming
        """Return rich text with its formulas as images; ``revision`` makes QML ask again."""
        ink = Ink(pixels, colour.name(), ratio)
        wishes = [_Wish(unescape(found[2]), bool(found[1]), ink) for found in _MATH.finditer(html)]
        pictures = [self._picture(wish) for wish in wishes]
        both = zip(pictures, wishes, strict=True)
        line = _Line.around([one for one, wish in both if one and not wish.is_display], pixels)
        parts: list[str] = []
        place = 0
        for found, wish, picture in zip(_MATH.finditer(html), wishes, pictures, strict=True):
            parts.append(html[place : found.start()])
            place = found.end()
            if picture is None:
                parts.append(f"<pre>{found[2]}</pre>" if wish.is_display else f"<code>{found[2]}</code>")
            elif wish.is_display:
                parts.append(f'<p align="center">{self._image(wish, picture, picture.depth)}</p>')
            else:
                image = _struts(line, picture) + self._image(wish, picture, line.depth)
                parts.append(_joined(html, found, image))
        return "".join([*parts, html[place:]])

    @Slot(str, int, QColor, float, int, result=str)
    def onItsOwn(self, source: str, pixels: int, colour: QColor, ratio: float, revision: int) -> str:  # noqa: N802 - Qt's naming
        """Return a formula on a line of its own as rich text; empty when it is not set (yet)."""
        wish = _Wish(source, True, Ink(pixels, colour.name(), ratio))
        picture = self._pictures.get(wish)
        return self._image(wish, picture, picture.depth) if isinstance(picture, _Picture) else ""

    @Slot(str, str, str, result=str)
    def spoken(self, html: str, text: str, before: str) -> str:
        """Return text that was read from ``html`` behind ``before``, with formulas as their source."""
        sources = [unescape(source) for source in _ALT.findall(html)]
        passed = len(_formulas_in(before).split(_OBJECT)) - 1
        first, *rest = _formulas_in(text).split(_OBJECT)
        sources = sources[passed:] + [""] * len(rest)
        return first + "".join(source + part for source, part in zip(sources, rest, strict=False))

    @Slot(str, str, str)
    def copy(self, html: str, text: str, before: str) -> None:
        """Put a selection on the clipboard, with formulas as their source."""
        QGuiApplication.clipboard().setText(self.spoken(html, text, before))

    def _note(self) -> None:
        self._revision += 1
        self.changed.emit()

    def _picture(self, wish: _Wish) -> _Picture | None:
        picture = self._pictures.get(wish)
        if not isinstance(picture, _Picture):
            return None
        return picture if picture.width <= _WIDEST_IN_TEXT * wish.ink.pixels else None

    def _image(self, wish: _Wish, picture: _Picture, depth: int) -> str:
        """Write a formula as an image that reaches so far below the baseline."""
        key = (wish, depth)
        if key not in self._images:
            height = picture.ascent + depth
            alt = escape(_source(wish))
            self._images[key] = (
                f'<img src="{png_address(_extended(picture, height, wish.ink.ratio))}" alt="{alt}" '
                f'width="{picture.width}" height="{height}" style="vertical-align: bottom">'
            )
            if len(self._images) > _MOST_KEPT:
                self._images.popitem(last=False)
        self._images.move_to_end(key)
        return self._images[key]


class _Line(NamedTuple):
    """How Qt lays out a line of text that holds images.

    An image at the bottom of a line ends where the line's deepest part does. So all formulas of a text are drawn
    equally deep; where one is deeper than letters are, a strut makes each line that holds any as deep as that.
    """

    ascent: int
    depth: int
    strut: int
    """Height of what makes the line deeper; 0 where the letters do."""

    @classmethod
    def around(cls, pictures: list[_Picture], pixels: int) -> _Line:
        font = QFont(QGuiApplication.font())
        font.setPixelSize(max(1, pixels))
        exact = QFontMetricsF(font)
        ascent, depth = int(exact.ascent()), round(exact.descent())
        deepest = max((one.depth for one in pictures), default=0)
        if deepest <= depth:
            return cls(ascent, depth, 0)
        half = QFontMetrics(font).xHeight() // 2  # Qt centres such an image half of this above the baseline
        return cls(max(ascent, deepest + half), deepest, 2 * deepest + half)


def _size(picture: _Picture | FormulaError) -> int:
    return picture.image.sizeInBytes() if isinstance(picture, _Picture) else 0


def _draw(wish: _Wish) -> _Picture | FormulaError:
    """Draw a formula; runs in a thread."""
    from PySide6.QtSvg import QSvgRenderer

    try:
        drawing = typeset(wish.source, is_display=wish.is_display)
    except FormulaError as error:
        return error
    pixels, colour, ratio = wish.ink
    size = pixels * (_DISPLAY_SCALE if wish.is_display else _SCALE)
    ascent, depth = max(1, ceil(drawing.ascent * size)), max(0, ceil(drawing.depth * size))
    width = ceil(drawing.width * size)
    if width * (ascent + depth) * ratio * ratio > _MOST_PIXELS:
        return FormulaError("It is too large.")
    image = _empty(width, ascent + depth, ratio)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    place = QRectF(
        0, ascent - drawing.ascent * size, drawing.width * size, (drawing.ascent + drawing.depth) * size
    )
    QSvgRenderer(QByteArray(drawing.svg.replace(INK, colour).encode())).render(painter, place)
    painter.end()
    return _Picture(image, width, ascent, depth)


def _empty(width: int, height: int, ratio: float) -> QImage:
    """Make an image of that size in the window's pixels, and let a painter count in those."""
    image = QImage(ceil(width * ratio), ceil(height * ratio), QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(ratio)
    image.fill(Qt.GlobalColor.transparent)
    return image


def _extended(picture: _Picture, height: int, ratio: float) -> QImage:
    image = _empty(picture.width, height, ratio)
    painter = QPainter(image)
    painter.drawImage(0, 0, picture.image)
    painter.end()
    return image


def _struts(line: _Line, picture: _Picture) -> str:
    """Make the line as deep and as high as the formula needs."""
    deep = _strut(line.strut, "middle") if line.strut else ""
    high = _strut(picture.ascent, "baseline") if picture.ascent > line.ascent else ""
    return deep + high


def _strut(height: int, place: str) -> str:
    return f'<img src="{_NOTHING}" width="1" height="{height}" style="vertical-align: {place}">{_AFTER_STRUT}'


_NOTHING = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"
"""A transparent pixel."""


def _joined(html: str, found: re.Match[str], image: str) -> str:
    """Keep a formula together with the letters beside it."""
    before, behind = html[: found.start()][-1:], html[found.end() :][:1]
    left = _JOINER if before and before != ">" and not before.isspace() else ""
    right = _JOINER if behind and behind != "<" and not behind.isspace() else ""
    return left + image + right


def _source(wish: _Wish) -> str:
    return f"$${wish.source}$$" if wish.is_display else f"${wish.source}$"


def _formulas_in(text: str) -> str:
    """Leave out what only helps to lay out a text."""
    return text.replace(_OBJECT + _AFTER_STRUT, "").replace(_JOINER, "")
