"""What the window does with a file or a link that it is started with."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.gui.desktop_window import DesktopWindow, Open, Wait, accessible_name
from tests.models.gguf_builder import tiny_gguf
from tests.running_node import RunningNode


@pytest.fixture
def desktop(node: RunningNode, open_desktop: Open) -> DesktopWindow:
    """The window, before it has found its node."""
    return open_desktop()


@pytest.fixture
def model_file(tmp_path: Path) -> Path:
    file = tmp_path / "Großes Modell.gguf"
    file.write_bytes(tiny_gguf())
    return file


def test_a_model_file_waits_for_the_node_and_is_added(
    desktop: DesktopWindow, node: RunningNode, model_file: Path, wait_until: Wait
) -> None:
    desktop.app.open_this(str(model_file))
    assert desktop.app.page == 1
    desktop.app.link.open()
    wait_until(lambda: desktop.app.notices.toasts.count == 1)
    assert "was added" in desktop.app.notices.toasts.notices[0].title
    assert any(model.path == str(model_file) for model in node.client.models().models)


def test_a_model_file_that_is_none_is_told(desktop: DesktopWindow, tmp_path: Path, wait_until: Wait) -> None:
    (tmp_path / "fake.gguf").write_text("MZ")
    desktop.app.link.open()
    wait_until(lambda: desktop.app.models.isFetched)
    desktop.app.open_this(str(tmp_path / "fake.gguf"))
    desktop.app.open_this(str(tmp_path / "gone.gguf"))
    wait_until(lambda: desktop.app.notices.banners.count == 2)


def test_a_link_opens_the_window_and_no_more(desktop: DesktopWindow) -> None:
    desktop.app.open_this("deai:open")
    assert desktop.window.isVisible()
    assert desktop.app.page == 0
    assert desktop.app.notices.banners.count == 0


def test_a_link_that_this_version_does_not_know_is_told(desktop: DesktopWindow, wait_until: Wait) -> None:
    desktop.app.open_this("deai:invite/abc")
    spoken = (
        "This link can't be opened This version of DeAI Desktop does not know “deai:invite/abc”."
        " Update DeAI Desktop, or ask the person who gave you the link."
    )
    wait_until(lambda: spoken in [accessible_name(item) for item in desktop.items()])


def test_anything_else_is_refused_and_never_run(desktop: DesktopWindow, tmp_path: Path) -> None:
    program = tmp_path / "program.sh"
    program.write_text("#!/bin/sh\ntouch ran")
    program.chmod(0o755)
    desktop.app.open_this(str(program))
    desktop.app.open_this("<b>" + "x" * 10_000)
    first, second = desktop.app.notices.banners.notices
    assert first.title == second.title == "This can't be opened"
    assert len(second.message) < 200
    assert not (tmp_path / "ran").exists()


def test_nothing_is_opened_while_it_quits(desktop: DesktopWindow) -> None:
    desktop.app.quit()
    desktop.app.open_this("deai:invite/abc")
    assert desktop.app.notices.banners.count == 0
