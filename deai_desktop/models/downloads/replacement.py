"""Puts a newer version of a model in the place of the older one, once it is here and nobody uses the older."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from deai_desktop.core.errors import ConflictError
from deai_desktop.models.catalogue_entry import CatalogueEntry
from deai_desktop.models.store import ModelStore

log = logging.getLogger(__name__)

WAITING = "Its model is answering. The newer version takes its place when that has ended."
_LONGEST_USE = 600.0
"""Seconds; an answer that is being written ends by then, and one after the other may come for hours."""


@dataclass(frozen=True)
class Replacement:
    """Say whose newer version a download is, and whether the older one stays beside it."""

    model_id: str
    keeps_old: bool = False


class Replacing:
    """Put newer versions in place; ``is_in_use`` and ``unload`` concern the model of that id in memory."""

    def __init__(
        self,
        store: ModelStore,
        is_in_use: Callable[[str], bool] = lambda model_id: False,
        unload: Callable[[str], None] = lambda model_id: None,
    ) -> None:
        self._store = store
        self._is_in_use = is_in_use
        self._unload = unload

    def waits_for(self, wanted: Replacement | None, here_since: float) -> str:
        """Say in a sentence what a newer version waits for that has been here since then, by the monotonic clock.

        Empty when it need not wait, or is not here yet (0).
        """
        if wanted is None or not here_since or time.monotonic() - here_since > _LONGEST_USE:
            return ""
        return WAITING if self._is_in_use(wanted.model_id) else ""

    @contextmanager
    def about_to(self, wanted: Replacement | None, newer: CatalogueEntry) -> Iterator[None]:
        """Let the block list a newer version between what has to be done before and after; None is no such one.

        Raises `ConflictError` when it can't take the place: both are as they were then.
        """
        if wanted is None:
            yield
            return
        self._unload(wanted.model_id)
        yield
        self._put(wanted, newer.id)

    def is_done(self, wanted: Replacement | None, newer: CatalogueEntry) -> bool:
        """Say whether the newer version is in place: an earlier run may have been killed right after that."""
        model = self._store.find(wanted.model_id) if wanted else None
        return model is not None and [one.sha256 for one in model.files] == [
            one.sha256 for one in newer.files
        ]

    def _put(self, wanted: Replacement, newer_id: str) -> None:
        older = self._store.take_newer(wanted.model_id, newer_id)
        if older is not None and not wanted.keeps_old:
            try:
                self._store.remove(older.id)
            except ConflictError as error:
                log.warning("the older version of %s stays as %s: %s", wanted.model_id, older.id, error)
