"""Whether the network costs by the byte: what the system says, and nothing where it does not."""

from __future__ import annotations

import sys

import pytest

from deai_desktop.system.metered import ask_network_manager, is_metered


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no NetworkManager")
@pytest.mark.parametrize(
    ("said", "answer"),
    [("u 1", True), ("u 2", False), ("u 3", True), ("u 4", False), ("u 0", None), ("", None)],
)
def test_reads_what_network_manager_says(said: str, answer: bool | None) -> None:
    assert ask_network_manager(("echo", said)) is answer


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no NetworkManager")
def test_without_network_manager_nothing_is_known() -> None:
    assert ask_network_manager(("no-such-program",)) is None


def test_the_real_system_can_be_asked() -> None:
    assert is_metered() in (True, False, None)
