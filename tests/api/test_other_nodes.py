"""Two real nodes on one PC: one pairs with the other, and front ends use it."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from deai_desktop.api.other_nodes import OtherNodes, connect_as_chosen
from deai_desktop.api.pairing import Pairing
from deai_desktop.api.wsl_nodes import find_wsl_nodes, pair_with_wsl
from deai_desktop.core.errors import (
    AuthenticationError,
    ConflictError,
    NodeUnreachableError,
    NotFoundError,
    SettingError,
)
from deai_desktop.core.paths import HOME_VARIABLE, Paths
from deai_desktop.system.wsl import WslFromWindows
from tests.fakes.secret_store import MemorySecretStore
from tests.running_node import RunningNode, encrypted_vault

FAKE_WSL = Path(__file__).parent.parent / "fakes" / "wsl_exe.py"
pytestmark = pytest.mark.skipif(
    os.name != "posix", reason="Windows starts no scripts, and they stand for wsl.exe"
)


@pytest.fixture
def passphrase(tmp_path: Path) -> dict[str, str]:
    """Give both sides a vault of their own: the encrypted file."""
    return encrypted_vault(tmp_path)


@pytest.fixture
def other(tmp_path: Path, passphrase: dict[str, str]) -> Iterator[RunningNode]:
    """The node in “WSL”."""
    running = RunningNode(Paths.below(tmp_path / "linux"), passphrase)
    running.add_echo_model("echo-in-linux")
    with running:
        yield running


@pytest.fixture
def wsl(tmp_path: Path, other: RunningNode) -> WslFromWindows:
    """Put that node into a distribution that runs, beside one without DeAI."""
    root = tmp_path / "distributions"
    for name in ("Debian", "Empty"):
        (root / name).mkdir(parents=True)
        (root / name / "running").touch()
    names = (HOME_VARIABLE, "DEAI_VAULT_PASSPHRASE_FILE", "DBUS_SESSION_BUS_ADDRESS")
    lines = [f"{name}={other.environment[name]}" for name in names]
    (root / "Debian" / "environment").write_text("\n".join(lines))
    (root / "Empty" / "environment").write_text(f"{HOME_VARIABLE}={tmp_path / 'nothing'}")
    program = tmp_path / "wsl.exe"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" "{FAKE_WSL}" "{root}" "$@"\n')
    program.chmod(0o700)
    return WslFromWindows(str(program))


@pytest.fixture
def vault() -> MemorySecretStore:
    return MemorySecretStore()


@pytest.fixture
def others(paths: Paths, vault: MemorySecretStore) -> OtherNodes:
    return OtherNodes(paths, vault)


def _pair(node: RunningNode, name: str = "WSL: Debian") -> Pairing:
    made = node.client.create_key(name, "full")
    return Pairing(name, node.client.address, made.id, made.key)


def test_finds_the_node_in_wsl_pairs_and_uses_it(
    wsl: WslFromWindows, other: RunningNode, others: OtherNodes, vault: MemorySecretStore, paths: Paths
) -> None:
    assert [(one.distribution, one.address) for one in find_wsl_nodes(wsl)] == [
        ("Debian", other.client.address)
    ]
    added = others.add(pair_with_wsl("Debian", wsl))
    assert others.chosen is None, "adding does not choose"
    others.choose(added.name)
    used = others.connect_to_chosen()
    assert used is not None
    with used.client as client:
        assert client.status().pid == other.process.pid
        assert [model.id for model in client.models().models if model.installed] == ["echo-in-linux"]
    (key,) = vault.secrets.values()
    assert key.startswith("deai-")
    assert key not in (paths.settings / "nodes.json").read_text()
    assert [one.name for one in other.client.keys().keys] == ["Windows desktop"]


def test_a_revoked_key_opens_nothing_any_more(other: RunningNode, others: OtherNodes) -> None:
    others.choose(others.add(_pair(other)).name)
    used = others.connect_to_chosen()
    assert used is not None
    other.client.revoke_key("WSL: Debian")
    with used.client as client, pytest.raises(AuthenticationError):
        client.status()
    with pytest.raises(NodeUnreachableError, match="its key was revoked"):
        others.connect_to_chosen()


def test_removing_revokes_the_key_over_there(
    other: RunningNode, others: OtherNodes, vault: MemorySecretStore
) -> None:
    others.choose(others.add(_pair(other)).name)
    removed, is_revoked = others.remove("WSL: Debian")
    assert (removed.name, is_revoked) == ("WSL: Debian", True)
    assert other.client.keys().keys == []
    assert vault.secrets == {}
    assert (others.nodes, others.chosen, others.connect_to_chosen()) == ([], None, None)


def test_pairing_again_takes_the_place_of_the_older(
    wsl: WslFromWindows, other: RunningNode, others: OtherNodes, vault: MemorySecretStore
) -> None:
    others.choose(others.add(pair_with_wsl("Debian", wsl)).id)
    again = others.add(pair_with_wsl("Debian", wsl))
    assert others.nodes == [again]
    assert others.chosen == again
    assert len(vault.secrets) == 1
    assert len(other.client.keys().keys) == 1


def test_a_node_that_is_gone_is_never_replaced_by_another(
    other: RunningNode, others: OtherNodes, vault: MemorySecretStore
) -> None:
    others.choose(others.add(_pair(other)).name)
    other.stop()
    with pytest.raises(NodeUnreachableError) as caught:
        others.connect_to_chosen()
    assert "deai nodes use this-pc" in caught.value.hint
    others.choose("this-pc")
    assert others.connect_to_chosen() is None
    assert others.remove("WSL: Debian")[1] is False


def test_a_stranger_on_its_port_never_sees_the_key(other: RunningNode, others: OtherNodes) -> None:
    pairing = _pair(other)
    others.choose(others.add(pairing).name)
    seen: list[str] = []

    class Stranger(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            seen.append(f"{self.path} {self.headers}")
            body = json.dumps({"status": "ok", "instance": "x", "proof": "0" * 64}).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None: ...  # noqa: A002

    other.stop()
    port = int(pairing.address.rpartition(":")[2])
    with HTTPServer(("127.0.0.1", port), Stranger) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            with pytest.raises(NodeUnreachableError, match="is not the node"):
                others.connect_to_chosen()
        finally:
            server.shutdown()
            thread.join()
    assert len(seen) == 1
    assert pairing.key not in seen[0]


def test_another_node_is_not_taken_for_it(other: RunningNode, node: RunningNode, others: OtherNodes) -> None:
    pairing = _pair(other)
    wrong = Pairing(pairing.name, node.client.address, pairing.key_id, pairing.key)
    with pytest.raises(NodeUnreachableError, match="is not the node") as caught:
        others.add(wrong)
    assert "api.port" in caught.value.hint
    assert others.nodes == []


def test_this_pcs_own_node_has_its_name_to_itself(other: RunningNode, others: OtherNodes) -> None:
    with pytest.raises(ConflictError):
        others.add(_pair(other, "this-pc"))
    with pytest.raises(NotFoundError, match="named “nobody”"):
        others.choose("nobody")


@pytest.mark.parametrize(
    "content",
    [
        "{",
        '{"nodes": [{"id": "a", "name": "b", "address": "http://example.org:80", "key_id": "c"}]}',
        '{"nodes": 3}',
    ],
)
def test_a_damaged_list_is_told_and_leads_nowhere(paths: Paths, others: OtherNodes, content: str) -> None:
    paths.settings.mkdir(parents=True)
    (paths.settings / "nodes.json").write_text(content)
    with pytest.raises(SettingError, match=r"nodes\.json"):
        others.connect_to_chosen()


def test_the_commands_do_all_of_it(
    tmp_path: Path, wsl: WslFromWindows, other: RunningNode, passphrase: dict[str, str]
) -> None:
    home = tmp_path / "windows"
    environment = other.environment | passphrase | {HOME_VARIABLE: str(home)}
    environment["PATH"] = f"{tmp_path}:{environment['PATH']}"

    def deai(*arguments: str, given: str = "") -> str:
        command = [sys.executable, "-m", "deai_desktop", *arguments]
        ran = subprocess.run(
            command, env=environment, input=given, capture_output=True, text=True, check=False, timeout=60
        )
        assert ran.returncode == 0, ran.stdout + ran.stderr
        return ran.stdout + ran.stderr

    assert "Debian" in deai("nodes", "find")
    assert "“WSL: Debian” is added" not in deai("nodes", "list")
    name = json.loads(deai("nodes", "add", "--wsl", "Debian", "--json"))["name"]
    deai("nodes", "use", name)
    assert json.loads(deai("nodes", "list", "--json"))["chosen"] == name
    assert deai("chat", "--model", "echo-in-linux", "Hello there").startswith("Hello there")
    assert json.loads(deai("status", "--json"))["place"] == name
    assert not (home / "run" / "node.json").exists(), "this PC's own node was not started"
    deai("nodes", "remove", name)
    linux = environment | {HOME_VARIABLE: str(other.paths.data.parent)}
    command = [sys.executable, "-m", "deai_desktop", "pair", "--json"]
    ran = subprocess.run(command, env=linux, capture_output=True, check=True, text=True)
    code = json.loads(ran.stdout)["code"]
    assert "is added" in deai("nodes", "add", given=code + "\n")


def test_without_another_node_this_pcs_own_is_used(node: RunningNode) -> None:
    with connect_as_chosen(node.paths).client as client:
        assert client.status().pid == node.process.pid
    assert connect_as_chosen(node.paths).place == ""


def test_a_free_port_has_no_node(others: OtherNodes) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{free.getsockname()[1]}"
    with pytest.raises(NodeUnreachableError, match="does not answer"):
        others.add(Pairing("x", address, "id", "key"))
