"""Updates over the local API: a node that runs from source says that it does not update itself."""

from __future__ import annotations

import pytest

from deai_desktop.core.errors import ConflictError
from tests.running_node import RunningNode


def test_a_node_from_source_does_not_update_itself(node: RunningNode) -> None:
    view = node.client.update()
    assert (view.state, view.kind) == ("not_set_up", "source")
    assert "from source" in view.reason
    with pytest.raises(ConflictError, match="from source"):
        node.client.check_for_update()
    for step in (node.client.download_update, lambda: node.client.apply_update(silent=True)):
        with pytest.raises(ConflictError):
            step()
    assert node.client.cancel_update_download().state == "not_set_up"
    assert node.client.outbound().total == 0
