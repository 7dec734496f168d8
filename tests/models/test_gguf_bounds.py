"""What the GGUF reader takes at most in time and memory, for files made to take much."""

from __future__ import annotations

import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest

from deai_desktop.core.errors import ModelFileError
from deai_desktop.models.gguf import gguf_facts
from tests.models.gguf_builder import GgufBuilder, array, scalar
from tests.models.hostile import list_head

_MOST_SECONDS = 10
"""About one on an idle PC."""
_MOST_BYTES = 100_000_000


def _many_texts() -> bytes:
    return GgufBuilder().set("x", list_head(8, 4_000_000) + bytes(8 * 4_000_000)).build()


def _many_lists() -> bytes:
    builder = GgufBuilder()
    values = array("u8", [1] * 500)
    builder.metadata += [(f"k{number}", values) for number in range(65_000)]
    return builder.build()


def _wide_texts() -> bytes:
    """Python keeps a text with one wide letter in four bytes for each."""
    wide = scalar("str", "\U0001f600" + "a" * 7_999_990)
    return GgufBuilder().set("x", wide).set("y", wide).build()


def _much_text() -> bytes:
    builder = GgufBuilder()
    builder.metadata += [(f"k{number}", scalar("str", "a" * 2000)) for number in range(60_000)]
    return builder.build()


@pytest.mark.parametrize(
    ("make", "is_refused"),
    [(_many_texts, False), (_many_lists, False), (_wide_texts, False), (_much_text, True)],
)
def test_time_is_bounded(tmp_path: Path, make: Callable[[], bytes], is_refused: bool) -> None:
    file = tmp_path / "much.gguf"
    file.write_bytes(make())
    started = time.monotonic()
    assert _refuses(file) is is_refused
    assert time.monotonic() - started < _MOST_SECONDS


@pytest.mark.parametrize("make", [_many_lists, _wide_texts, _much_text])
def test_memory_is_bounded(tmp_path: Path, make: Callable[[], bytes]) -> None:
    file = tmp_path / "much.gguf"
    file.write_bytes(make())
    tracemalloc.start()
    try:
        _refuses(file)
        assert tracemalloc.get_traced_memory()[1] < _MOST_BYTES
    finally:
        tracemalloc.stop()


def _refuses(file: Path) -> bool:
    try:
        gguf_facts(file)
    except ModelFileError:
        return True
    return False
