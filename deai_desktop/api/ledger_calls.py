"""What a node can be asked about the books of pools."""

from __future__ import annotations

from deai_desktop.api.calls import Calls, quoted
from deai_desktop.api.schemas.ledger import PoolLedger, WorkDays

_EXPORT_SECONDS = 600.0


class LedgerCalls(Calls):
    """Call a node about the books of pools. Every method raises the `DeAIError` that the node reported."""

    def ledger(self, pool: str) -> PoolLedger:
        """Ask for balances, track records and the state of the log."""
        return self.call(PoolLedger, "GET", f"/api/pools/{quoted(pool)}/ledger")

    def export_ledger(self, pool: str) -> bytes:
        """Ask for all of the log as signed JSON; the founder's PC has to be there."""
        path = f"/api/pools/{quoted(pool)}/ledger/export"
        return self.send("GET", path, timeout=_EXPORT_SECONDS).content

    def work_days(self, pool: str = "", days: int = 1) -> WorkDays:
        """Ask what this PC did for others on so many days, for one pool or all."""
        path = f"/api/pools/{quoted(pool)}/days" if pool else "/api/pools/work"
        return self.call(WorkDays, "GET", path, parameters={"days": days})
