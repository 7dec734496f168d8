"""Knows members by their certificates, and checks each certificate once."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable

from deai_desktop.pool.errors import BadCertificateError
from deai_desktop.pool.identity.charter import Charter, Member
from deai_desktop.pool.identity.keys import PublicKey

_MOST_KEPT = 10_000


class Members:
    """Tell whose certificate something is; a new charter, which may have removed somebody, counts at once."""

    def __init__(
        self,
        charter: Callable[[], Charter],
        clock: Callable[[], float] = time.time,
        on_meet: Callable[[Member], None] = lambda _: None,
    ) -> None:
        """``on_meet`` hears of each certificate that was found good, once."""
        self._on_meet = on_meet
        self._charter = charter
        self._clock = clock
        self._known: OrderedDict[str, Member] = OrderedDict()
        self._known_by = ""
        """The charter that they were found good by."""

    @property
    def pool(self) -> PublicKey:
        """What the pool is known by."""
        return self._charter().pool

    @property
    def now(self) -> float:
        """Seconds since 1970."""
        return self._clock()

    def member(self, certificate: str) -> Member:
        """Return whose certificate it is. Raises `BadCertificateError` and its like."""
        charter = self._charter()
        if charter.text != self._known_by:
            self._known.clear()
            self._known_by = charter.text
        now = self._clock()
        known = self._known.get(certificate)
        if known is None:
            known = self._known[certificate] = charter.member(certificate, now)
            if len(self._known) > _MOST_KEPT:
                self._known.popitem(last=False)
            self._on_meet(known)
        if known.expires_at <= now:
            raise BadCertificateError("It has expired.")
        return known
