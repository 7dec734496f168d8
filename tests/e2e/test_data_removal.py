"""`deai remove-data` with a real node: what the uninstaller calls when a person wants everything gone."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from deai_desktop.core.paths import HOME_VARIABLE, Paths
from tests.running_node import RunningNode, free_port

_PAIR = """
from deai_desktop.api.other_nodes import OtherNode, OtherNodes, _File
from deai_desktop.core.paths import Paths
others = OtherNodes(Paths.default())
others._write(_File(nodes=[OtherNode(id="1", name="WSL: gone", address="http://127.0.0.1:9", key_id="2")]))
others._vault.set("other-node/1", "deai-key")
"""
"""Remember a node that does not answer any more, and its key."""

on_linux = pytest.mark.skipif(sys.platform != "linux", reason="sets the folders as Linux knows them")


def _run(environment: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "deai_desktop", "remove-data", *arguments]
    return subprocess.run(
        command,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        stdin=subprocess.DEVNULL,
    )


@pytest.fixture
def home(tmp_path: Path, keyring_environment: dict[str, str]) -> dict[str, str]:
    """The environment of a person whose folders are the platform's own ones, below the test's."""
    environment = os.environ | keyring_environment
    for name in ("DATA", "CONFIG", "CACHE", "STATE"):
        environment[f"XDG_{name}_HOME"] = str(tmp_path / name.lower())
    environment.pop(HOME_VARIABLE, None)
    return environment


@on_linux
def test_removes_everything_and_nothing_else(home: dict[str, str], tmp_path: Path) -> None:
    own = tmp_path / "data" / "deai-desktop"
    outside = tmp_path / "models of mine"
    outside.mkdir()
    (outside / "model.gguf").write_text("mine")
    settings = [sys.executable, "-m", "deai_desktop", "settings", "set", "api.port", str(free_port())]
    create = [sys.executable, "-m", "deai_desktop", "keys", "create", "editor"]
    subprocess.run(settings, env=home, check=True, capture_output=True, timeout=60)
    subprocess.run(create, env=home, check=True, capture_output=True, timeout=60)
    subprocess.run([sys.executable, "-c", _PAIR], env=home, check=True, capture_output=True, timeout=60)
    token = [sys.executable, "-m", "deai_desktop", "models", "token", "set"]
    subprocess.run(
        token, env=home, check=True, capture_output=True, timeout=60, input="hf_token_of_mine", text=True
    )
    assert len(_vault_entries(home)) == 3
    (own / "models").mkdir(exist_ok=True)
    (own / "models" / "linked").symlink_to(outside)
    (tmp_path / "data" / "another-program").mkdir()
    done = _run(home, "--yes")
    assert (done.returncode, done.stderr) == (0, "All data of DeAI has been removed.\n"), done
    assert not list(tmp_path.rglob("deai-desktop*"))
    assert (outside / "model.gguf").read_text() == "mine"
    assert (tmp_path / "data" / "another-program").exists()
    assert _vault_entries(home) == []


@on_linux
def test_finds_nothing_to_remove(home: dict[str, str]) -> None:
    assert _run(home, "--yes").returncode == 0


def test_asks_first(home: dict[str, str]) -> None:
    done = _run(home)
    assert done.returncode == 2
    assert "--yes" in done.stderr


def test_leaves_a_folder_of_the_persons_choice_alone(node: RunningNode, paths: Paths) -> None:
    done = _run(node.environment, "--yes")
    assert done.returncode == 1
    assert "were not removed" in done.stderr
    assert paths.database.exists()
    assert node.process.wait(5) == 0


def _vault_entries(environment: dict[str, str]) -> list[str]:
    program = (
        "import secretstorage; bus = secretstorage.dbus_init()\n"
        "for one in secretstorage.get_default_collection(bus).get_all_items(): print(one.get_attributes())"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True
    )
    return [line for line in done.stdout.splitlines() if "deai-desktop" in line]
