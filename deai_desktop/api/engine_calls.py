"""What a node can be asked about its engines."""

from __future__ import annotations

from deai_desktop.api.calls import Calls
from deai_desktop.api.schemas.engine import EngineRunList


class EngineCalls(Calls):
    """Call a node about engines. Every method raises the `DeAIError` that the node reported."""

    def engine_runs(self) -> EngineRunList:
        """List the last runs of engines."""
        return self.call(EngineRunList, "GET", "/api/engine/runs")
