"""Leaves to others what its owner does not want this PC to answer: whatever has certain words in it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from functools import lru_cache

from deai_desktop.pool.jobs.worker_rules import ContentPolicy

_WHY = "Its owner does not want that PC to answer this."


def refused_words(words: Callable[[], Sequence[str]]) -> ContentPolicy:
    """Return a policy by words and phrases, whole ones, however they are spelled in upper and lower case."""

    def policy(texts: Sequence[str]) -> str | None:
        found = _pattern(tuple(words()))
        return _WHY if found and any(found.search(_plain(text)) for text in texts) else None

    return policy


@lru_cache(maxsize=4)
def _pattern(words: tuple[str, ...]) -> re.Pattern[str] | None:
    phrases = [r"\s+".join(map(re.escape, _plain(word).split())) for word in words]
    chosen = "|".join(phrase for phrase in phrases if phrase)
    return re.compile(rf"(?<!\w)(?:{chosen})(?!\w)") if chosen else None


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()
