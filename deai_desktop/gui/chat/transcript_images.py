"""Takes images that stand in a message's text out of it, before anything parses their megabytes."""

from __future__ import annotations

import re

PLACE = "deai-image:"
"""Begins the address of an image that was taken out."""

_START = "](data:image/"
_NO_DATA = re.compile(r"[^A-Za-z0-9+/=;,.-]")
_IMAGE = re.compile(r"(?:png|jpeg|jpg|gif|webp);base64,[A-Za-z0-9+/]{16,}={0,2}")
_LONGEST = 6_000_000
"""Characters of one image, in base64."""
_MOST = 16
"""Images of one message."""
_SHOWN = 60


class TakenImages:
    """Replace images by short addresses in a text that grows."""

    def __init__(self) -> None:
        self._images: list[str] = []
        self._waiting = ""
        """The beginning of what may become an image."""
        self._data: list[str] = []
        self._length = 0
        self._is_inside = False

    @property
    def waiting(self) -> str:
        """What is not decided yet, as it should be shown."""
        return _START + "…" if self._is_inside else self._waiting

    def take(self, text: str) -> str:
        """Return what is decided of the text so far."""
        decided: list[str] = []
        while text:
            text = self._collect(text, decided) if self._is_inside else self._look(text, decided)
        return "".join(decided)

    def image_at(self, address: str) -> str:
        """Return the ``data:`` address that a short one stands for; empty when there is none."""
        number = address.removeprefix(PLACE)
        is_ours = address.startswith(PLACE) and number.isdecimal() and len(number) < 4
        return self._images[int(number)] if is_ours and int(number) < len(self._images) else ""

    def restored(self, text: str) -> str:
        """Put images back into code, which is shown and copied as it stands."""
        if PLACE not in text:
            return text
        return re.sub(PLACE + r"\d{1,3}", lambda found: self.image_at(found[0]) or found[0], text)

    def _look(self, text: str, decided: list[str]) -> str:
        """Decide about text up to an image's beginning, and return the rest."""
        text = self._waiting + text
        before, start, behind = text.partition(_START)
        if start:
            decided.append(before)
            self._waiting, self._is_inside, self._data, self._length = "", True, [], 0
            return behind
        kept = next((size for size in range(len(_START) - 1, 0, -1) if text.endswith(_START[:size])), 0)
        decided.append(text[: len(text) - kept])
        self._waiting = text[len(text) - kept :]
        return ""

    def _collect(self, text: str, decided: list[str]) -> str:
        """Gather an image's letters, and return what stands behind them."""
        end = _NO_DATA.search(text)
        data = text[: end.start()] if end else text
        self._length += len(data)
        if self._length <= _LONGEST:
            self._data.append(data)
        if end is None:
            return ""
        self._is_inside = False
        whole = "".join(self._data)
        is_image = self._length <= _LONGEST and len(self._images) < _MOST and _IMAGE.fullmatch(whole)
        if is_image:
            decided.append(f"]({PLACE}{len(self._images)}")
            self._images.append(f"data:image/{whole}")
        else:
            cut = "…" if len(whole) > _SHOWN else ""
            decided.append(f"{_START}{whole[:_SHOWN]}{cut}")
        return text[end.start() :]
