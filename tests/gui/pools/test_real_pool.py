"""A pool that is founded in the window, over a real node with a real hub."""

from __future__ import annotations

import pytest

from deai_desktop.core.paths import Paths
from tests.gui.desktop_window import Open, Wait
from tests.gui.pools.page import confirm
from tests.gui.screens import press_button, shown
from tests.running_node import RunningNode

pytest.importorskip("nats", reason="needs the pool extra: pip install -e .[pool]")


def test_a_pool_is_founded_and_online_and_its_invite_can_be_read(
    paths: Paths, keyring_environment: dict[str, str], open_desktop: Open, wait_until: Wait
) -> None:
    with RunningNode(paths, keyring_environment):
        desktop = open_desktop()
        desktop.app.link.open()
        desktop.app.page = 2
        pools = desktop.app.pools
        wait_until(lambda: shown(desktop, "emptyCreate"))
        press_button(desktop, "emptyCreate")
        pools.creating.create("Friends", "Kitchen", False)
        wait_until(lambda: shown(desktop, "pool Friends") or pools.creating.troubleTitle, 40)
        assert not pools.creating.troubleReason
        wait_until(lambda: pools.pools.rows[0].standing == "online")
        wait_until(lambda: shown(desktop, "member Kitchen"))
        press_button(desktop, "lend")
        wait_until(lambda: shown(desktop, "nothingDone") and pools.pools.rows[0].lending.lends)
        confirm(desktop, "trustPool", "trustDialog", wait_until)
        wait_until(lambda: pools.pools.rows[0].knows_risk and not shown(desktop, "trustPool"))
        wait_until(lambda: pools.pools.rows[0].hubs.hubs.rows[0].condition == "running")
        pools.trustNoLonger(pools.pools.rows[0].key)
        wait_until(lambda: shown(desktop, "trustPool"))
        press_button(desktop, "addHub")
        press_button(desktop, "createInvite")
        wait_until(lambda: shown(desktop, "qrCode"))
        desktop.app.open_this(str(pools.inviting.invite))
        wait_until(lambda: pools.joining.isForHub)
        pools.joining.leave()
        press_button(desktop, "invite")
        press_button(desktop, "createInvite")
        wait_until(lambda: shown(desktop, "qrCode"))
        invite = str(pools.inviting.invite)
        desktop.app.open_this(invite)
        wait_until(lambda: pools.joining.isSeen)
        assert pools.joining.poolName == "Friends"
        pools.leave(pools.pools.rows[0].key)
        wait_until(lambda: not pools.pools.rows, 20)
        assert desktop.app.notices.banners.count == 0
        desktop.close()
