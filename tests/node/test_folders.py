"""The folders a person may have: spaces, letters of any script, and paths longer than Windows once allowed."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from deai_desktop.api.schemas.conversations import NewConversation, TurnRequest
from deai_desktop.core.paths import Paths
from tests.models.gguf_builder import tiny_gguf
from tests.running_node import RunningNode

_ONCE_THE_LONGEST = 260


if sys.platform == "win32":
    import winreg

    def _takes_long_paths() -> bool:
        """Say whether this Windows was told to allow them: somebody has to, once for all programs."""
        key = r"SYSTEM\CurrentControlSet\Control\FileSystem"
        try:
            with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, key) as opened:
                return bool(winreg.QueryValueEx(opened, "LongPathsEnabled")[0])
        except FileNotFoundError:
            return False

else:

    def _takes_long_paths() -> bool:
        return True


def _works_in(folder: Path) -> None:
    model = folder / "some models" / "Großes Modell 🦜.gguf"
    model.parent.mkdir(parents=True)
    model.write_bytes(tiny_gguf())
    node = RunningNode(Paths.below(folder / "home"))
    node.add_echo_model("echo")
    with node:
        assert node.client.import_model(str(model), "mine").path == str(model)
        conversation = node.client.create_conversation(NewConversation())
        with node.client.turn(conversation.id, TurnRequest(content="bees", model="echo")) as turn:
            assert list(turn)[-1].type == "finished"


@pytest.mark.parametrize("name", ["Jörg Müller", "蜜蜂 🐝", "100% & (mine)", "it's ; #1"])
def test_any_name_will_do(tmp_path: Path, name: str) -> None:
    _works_in(tmp_path / name)


@pytest.mark.skipif(not _takes_long_paths(), reason="this Windows was not told to allow long paths")
def test_a_long_path_will_do(tmp_path: Path) -> None:
    folder = tmp_path
    while len(str(folder)) <= _ONCE_THE_LONGEST:
        folder /= "Ein Ordner mit einem längeren Namen"
    _works_in(folder)
