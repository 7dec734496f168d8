"""Sets LaTeX formulas as drawings; what it can't set, it refuses, in a bounded time."""

from __future__ import annotations

import inspect
import re
import sys
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from types import FrameType
from typing import Any
from xml.etree import (
    ElementTree,  # parses what latex2mathml writes: no document type, so no entities that grow
)

INK = "#010203"
"""Stands in a drawing for the text's colour."""

_LONGEST_SOURCE = 2000
_MOST_SECONDS = 1.0
"""Of processor time; ziamath takes the square of a formula's length, and more of its depth."""
_CALLS_BETWEEN_LOOKS = 32
"""Asking for the processor's time takes longer than most calls, on Windows above all."""
_WIDEST = 300
_HIGHEST = 120
"""Times the text's size."""
_SIZE = 100.0
_MARGIN = 4.0

_KNOWN_ELEMENTS = frozenset(
    [
        "math",
        "mrow",
        "mi",
        "mn",
        "mo",
        "mtext",
        "ms",
        "mspace",
        "mfrac",
        "msqrt",
        "mroot",
        "mstyle",
        "mpadded",
        "mphantom",
        "menclose",
        "mfenced",
        "msub",
        "msup",
        "msubsup",
        "munder",
        "mover",
        "munderover",
        "mmultiscripts",
        "mprescripts",
        "none",
        "mtable",
        "mtr",
        "mtd",
    ]
)
_NOT_OURS = re.compile(r"\\(?:(?:re)?newcommand|providecommand|def|let|href|style|class|tag|label|verb)\b")
"""Commands that define, link or number: none belongs into an answer's formula."""
_NUMBERING = re.compile(r"\\(?:tag\*?|label)\{[^{}]*\}|\\(?:notag|nonumber)\b")
_TEXT = re.compile(r"(\\(?:text(?:rm|bf|it|sf|tt|normal|up|md)?|mbox)\{)([^{}$]*)\}")
_SYNONYMS = (
    (re.compile(r"\\(?:begin|end)\{(?:equation|displaymath|math)\*?\}"), ""),
    (re.compile(r"\\(begin|end)\{(?:align|aligned|split|eqnarray|flalign)\*?\}"), r"\\\1{align*}"),
    (re.compile(r"\\(begin|end)\{(?:gather|gathered|multline)\*?\}"), r"\\\1{matrix}"),
    (re.compile(r"\\boldsymbol\b|\\bm\b"), r"\\mathbf"),
    (re.compile(r"\\[dt]binom\b"), r"\\binom"),
)


class FormulaError(ValueError):
    """Say that a formula can't be set."""


class _TooSlowError(BaseException):
    """Pass through a library that catches exceptions."""


@dataclass(frozen=True)
class Drawing:
    """A formula as SVG; its measures are in times the text's size, ascent and depth from the baseline."""

    svg: str
    width: float
    ascent: float
    depth: float


def typeset(source: str, *, is_display: bool) -> Drawing:
    """Set a formula, as on a line of its own or as in a text.

    Raises:
        FormulaError: It is not valid, has unknown commands or letters, or is too large.
    """
    if len(source) > _LONGEST_SOURCE:
        raise FormulaError("It is too long.")
    try:
        _ziamath()  # loaded at leisure: where that took longer than a formula may, none was ever set
        with _deadline(_MOST_SECONDS):
            return _draw(_mathml(source, is_display))
    except _TooSlowError:
        raise FormulaError("It takes too long.") from None
    except FormulaError:
        raise
    except Exception as error:  # noqa: BLE001 - see below
        # Neither library says which errors it raises: each means that the source is not valid, or not known.
        raise FormulaError(f"It can't be set: {type(error).__name__}.") from None


def _mathml(source: str, is_display: bool) -> ElementTree.Element:
    from ziamath.tex import tex2mml

    source = _NUMBERING.sub("", source)
    if _NOT_OURS.search(source):
        raise FormulaError("It holds commands that are not for formulas.")
    for pattern, known in _SYNONYMS:
        source = pattern.sub(known, source)
    source = _TEXT.sub(_escaped, source)
    mathml = ElementTree.fromstring(tex2mml(source, inline=not is_display))  # noqa: S314 - see the import
    for element in mathml.iter():
        element.tag = element.tag.rpartition("}")[2]
    for element in mathml.iter():
        _check(element)
        _space(element)
    mathml.set("mathcolor", INK)
    return mathml


def _escaped(found: re.Match[str]) -> str:
    """Escape what latex2mathml does not, in text."""
    text = found[2].replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f"{found[1]}{text}}}"


def _check(element: ElementTree.Element) -> None:
    """Refuse what would be drawn as something else than what was meant."""
    if element.tag not in _KNOWN_ELEMENTS:
        raise FormulaError("It holds an unknown element.")
    text = (element.text or "").strip()
    if len(text) > 1 and text.startswith("\\"):
        raise FormulaError("It holds an unknown command.")
    if any(not letter.isspace() and not _has_letter(letter) for letter in text):
        raise FormulaError("It holds a letter that the font lacks.")


_SIGNS = "+−±∓"
_LETTERS = "∇∂∅∞ℏ"
_CLOSING = ")]}|‖⟩⌉⌋!′"


def _space(element: ElementTree.Element) -> None:
    """Space out what latex2mathml does not: signs of numbers, letters that it takes for operators, tables."""
    before: ElementTree.Element | None = None
    for child in element:
        if child.text and child.text in _LETTERS:
            child.tag = "mi"
            child.set("mathvariant", "normal")
        follows_operator = before is not None and before.tag == "mo" and (before.text or " ") not in _CLOSING
        if child.tag == "mo" and child.text and child.text in _SIGNS and follows_operator:
            child.set("form", "prefix")
        elif child.tag == "mo" and child.text == "×" and before is not None:
            child.attrib.update(lspace="0.2em", rspace="0.2em")
        before = child
    if element.tag == "mtable":
        is_aligned = "displaystyle" in element.attrib
        element.set("rowspacing", "0.6em" if is_aligned else "0.4em")
        if not is_aligned:
            element.set("columnspacing", "0.8em")


@cache
def _ziamath() -> Any:
    """Load the library where it is needed first: reading its font takes a while."""
    with warnings.catch_warnings():
        warnings.simplefilter(
            "ignore", DeprecationWarning
        )  # it opens its font in a way that Python 3.11 disliked
        import ziamath.tex  # noqa: F401 - loads the reader of LaTeX, too
        from ziamath import zmath
        from ziamath.config import config

    config.svg2 = False  # Qt draws no glyphs that are defined elsewhere in the file
    return zmath


_INVISIBLE = range(0x2000, 0x2070)
"""Spaces and operators that show nothing."""


def _has_letter(letter: str) -> bool:
    if ord(letter) in _INVISIBLE and not letter.isprintable():
        return True
    font = _ziamath().loadedfonts["default"]
    return bool(font.glyphindex(letter))


def _draw(mathml: ElementTree.Element) -> Drawing:
    formula = _ziamath().Math(mathml, size=_SIZE, margin=_MARGIN)
    box = formula.node.bbox
    width, height = box.xmax - box.xmin, box.ymax - box.ymin
    if not (0 < width <= _WIDEST * _SIZE and 0 < height <= _HIGHEST * _SIZE):
        raise FormulaError("It is empty or too large.")
    return Drawing(
        svg=formula.svg().replace('"black"', f'"{INK}"'),
        width=(width + 2 * _MARGIN) / _SIZE,
        ascent=(box.ymax + _MARGIN) / _SIZE,
        depth=(_MARGIN - box.ymin) / _SIZE,
    )


@contextmanager
def _deadline(seconds: float) -> Iterator[None]:
    """End what runs in this thread when it has used up its time.

    Nothing can stop Python code from outside: so calls of functions look at the clock. Those of a generator don't end:
    what is raised while Python closes one is lost, and no call is looked at after that.
    """
    end = time.thread_time() + seconds
    calls, is_late = 0, False

    def look(frame: FrameType, event: str, argument: object) -> None:
        nonlocal calls, is_late
        calls += 1
        if not calls % _CALLS_BETWEEN_LOOKS:
            is_late = time.thread_time() > end
        if is_late and not frame.f_code.co_flags & inspect.CO_GENERATOR:
            raise _TooSlowError

    before = sys.gettrace()
    sys.settrace(look)
    try:
        yield
    finally:
        sys.settrace(before)
