"""What a node can be asked about how models run on its PC."""

from __future__ import annotations

from deai_desktop.api.calls import Calls, quoted
from deai_desktop.api.schemas.fit import MeasurementCancelled, ModelFit


class FitCalls(Calls):
    """Call a node about memory and speed. Every method raises the `DeAIError` that the node reported."""

    def model_fit(self, model: str, context_length: int = 0) -> ModelFit:
        """Estimate a model, installed or not, with a context or that of the settings."""
        parameters = {"context_length": context_length} if context_length else None
        return self.call(ModelFit, "GET", f"/api/models/{quoted(model)}/fit", parameters=parameters)

    def measure_model(self, model: str) -> ModelFit:
        """Measure an installed model, which takes up to 20 seconds and the time to load it."""
        return self.call(ModelFit, "POST", f"/api/models/{quoted(model)}/measure", timeout=None)

    def cancel_measurement(self, model: str) -> MeasurementCancelled:
        """End a measurement that another call began."""
        return self.call(MeasurementCancelled, "DELETE", f"/api/models/{quoted(model)}/measure")
