"""What `deai remove-data` does where something has to stay."""

from __future__ import annotations

import pytest

from deai_desktop.cli import data_removal
from deai_desktop.core.errors import VaultError
from deai_desktop.core.paths import Paths
from tests.cli.conftest import Deai


def test_other_nodes_are_forgotten_although_a_key_had_to_stay(
    deai: Deai, monkeypatch: pytest.MonkeyPatch
) -> None:
    forgotten: list[Paths] = []
    monkeypatch.setattr(data_removal, "_revoke_keys", lambda _: VaultError("The vault is locked."))
    monkeypatch.setattr(data_removal, "_forget_other_nodes", forgotten.append)
    assert deai("remove-data", "--yes").code == 1
    assert len(forgotten) == 1
