"""What `deai remove-data` does where something has to stay."""

from __future__ import annotations

from pathlib import Path

import pytest

from deai_desktop.cli import data_removal
from deai_desktop.core.errors import VaultError
from deai_desktop.core.paths import Paths
from deai_desktop.models.store import ModelStore
from deai_desktop.storage.database import Database
from tests.cli.conftest import Deai
from tests.models.library.models_on_disk import install
from tests.running_node import RunningNode


def test_other_nodes_are_forgotten_although_a_key_had_to_stay(
    deai: Deai, monkeypatch: pytest.MonkeyPatch
) -> None:
    forgotten: list[Paths] = []
    monkeypatch.setattr(data_removal, "_revoke_keys", lambda _: VaultError("The vault is locked."))
    monkeypatch.setattr(data_removal, "_forget_other_nodes", forgotten.append)
    assert deai("remove-data", "--yes").code == 1
    assert len(forgotten) == 1


def test_models_in_a_moved_folder_go_and_other_files_stay(paths: Paths, tmp_path: Path) -> None:
    paths.create()
    with Database(paths.database) as database:
        install(ModelStore(database, paths.models), 2)
    new = tmp_path / "elsewhere"
    with RunningNode(paths) as node:
        node.client.move_library(str(new))
        while node.client.library_move().state == "running":
            pass
        assert len(list(new.iterdir())) == 2
        (new / "mine.txt").write_text("the person's own")
        assert data_removal._remove_moved_models(paths) is None
    assert [file.name for file in new.iterdir()] == ["mine.txt"]
