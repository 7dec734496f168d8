"""On the command line, a person lets members of a pool read prompts, and takes that back."""

from __future__ import annotations

from deai_desktop.api.schemas.pools import PoolView
from tests.cli.conftest import Deai
from tests.fakes.node import FakeNode


def test_trust_is_taken_back_without_a_question(deai: Deai, node: FakeNode) -> None:
    view = PoolView(
        key="KEY0",
        name="Friends",
        role="both",
        device_name="Ada's PC",
        is_founder=False,
        standing="online",
        joined_at=0,
        certificate_expires_at=0,
    )
    node.more_routes = (("DELETE /api/pools/Friends/trust", lambda *_: view),)
    assert "is asked any more" in deai("pool", "trust", "Friends", "--off").err
    assert deai("pool", "trust", "Friends", "--off", "--json").data["knows_risk"] is False
