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


needs_long_paths = pytest.mark.skipif(
    not _takes_long_paths(), reason="this Windows was not told to allow long paths"
)


@pytest.fixture
def long_folder(tmp_path: Path) -> Path:
    """A folder whose path alone is longer than Windows once allowed."""
    folder = tmp_path
    while len(str(folder)) <= _ONCE_THE_LONGEST:
        folder /= "Ein Ordner mit einem längeren Namen"
    return folder


def _works_in(home: Path, models: Path) -> None:
    models.mkdir(parents=True)
    file = models / "Großes Modell 🦜.gguf"
    file.write_bytes(tiny_gguf())
    node = RunningNode(Paths.below(home))
    node.add_echo_model("echo")
    with node:
        assert node.client.import_model(str(file), "mine").path == str(file)
        conversation = node.client.create_conversation(NewConversation())
        with node.client.turn(conversation.id, TurnRequest(content="bees", model="echo")) as turn:
            assert list(turn)[-1].type == "finished"


@pytest.mark.parametrize("name", ["Jörg Müller", "蜜蜂 🐝", "100% & (mine)", "it's ; #1"])
def test_any_name_will_do(tmp_path: Path, name: str) -> None:
    _works_in(tmp_path / name / "home", tmp_path / name / "some models")


@needs_long_paths
def test_a_long_path_will_do_for_all_of_ours(tmp_path: Path, long_folder: Path) -> None:
    _works_in(long_folder, tmp_path / "models")


@needs_long_paths
def test_a_long_path_will_do_for_a_model(tmp_path: Path, long_folder: Path) -> None:
    _works_in(tmp_path / "home", long_folder)
