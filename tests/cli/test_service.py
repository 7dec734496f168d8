"""The service: what its unit says, and what a real systemd makes of it."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from deai_desktop.api.client import NodeClient, find_node
from deai_desktop.api.schemas.conversations import NewConversation, TurnRequest
from deai_desktop.cli import service
from deai_desktop.cli.exit_codes import ExitCode
from deai_desktop.core.paths import HOME_VARIABLE, Paths
from deai_desktop.system.service_unit import UNIT, unit_text
from deai_desktop.system.systemd import tell_systemd
from deai_desktop.system.wsl import Wsl
from tests.cli.conftest import Deai
from tests.fixtures_systemd import private_user_manager
from tests.running_node import RunningNode

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="systemd is Linux's")

NASTY = {HOME_VARIABLE: '/home/J. Müller/100%/a "b" $HOME \\n'}


def verify(file: Path) -> str:
    """Return what systemd itself finds wrong with a unit."""
    if shutil.which("systemd-analyze") is None:
        pytest.skip("needs systemd: apt-get install systemd")
    command = ["systemd-analyze", "verify", "--user", "--man=no", str(file)]
    environment = os.environ | {"XDG_RUNTIME_DIR": str(file.parent)}
    ran = subprocess.run(command, env=environment, capture_output=True, check=False, text=True)
    lines = (ran.stdout + ran.stderr).splitlines()
    told = [line for line in lines if UNIT in line or str(file) in line]
    return "\n".join(told) or ("" if ran.returncode == 0 else "\n".join(lines))


@pytest.mark.parametrize("in_wsl", [False, True])
@pytest.mark.parametrize("environment", [{}, NASTY], ids=["plain", "nasty"])
def test_systemd_finds_nothing_wrong_with_the_unit(
    tmp_path: Path, environment: dict[str, str], in_wsl: bool
) -> None:
    file = tmp_path / UNIT
    command = [sys.executable, "-m", "deai_desktop", "node"]
    file.write_text(unit_text(command, environment, starts_windows_programs=in_wsl))
    assert verify(file) == ""
    file.write_text(file.read_text().replace("Restart=on-failure", "Restart=perhaps"))
    assert "perhaps" in verify(file), "a check that finds no fault is none"


@pytest.mark.parametrize("word", ["two\nlines", "bell\a"])
def test_a_path_can_not_add_lines_to_the_unit(word: str) -> None:
    with pytest.raises(ValueError):
        unit_text(["/bin/true"], {HOME_VARIABLE: word})


class TestWithoutSystemd:
    @pytest.fixture(autouse=True)
    def no_systemd(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        (tmp_path / "bin").mkdir()
        monkeypatch.setenv("PATH", str(tmp_path / "bin"))
        monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))

    def test_says_what_to_do_instead(self, deai: Deai, tmp_path: Path) -> None:
        ran = deai("service", "install")
        assert ran.code == ExitCode.ERROR
        assert "There is no systemd to run a service" in ran.err
        assert "`deai node` in the foreground" in ran.err
        assert not (tmp_path / "config").exists()

    def test_in_wsl_says_how_to_switch_it_on(self, deai: Deai, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(service, "this_wsl", lambda: Wsl(2, "Debian"))
        ran = deai("service", "install")
        for word in ("/etc/wsl.conf", "[boot]", "systemd=true", "wsl --shutdown"):
            assert word in ran.err

    def test_in_wsl_1_says_how_to_convert(self, deai: Deai, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(service, "this_wsl", lambda: Wsl(1, "Debian"))
        assert "wsl --set-version Debian 2" in deai("service", "install").err

    def test_the_others_work_all_the_same(self, deai: Deai, tmp_path: Path) -> None:
        assert deai("service", "status", "--json").data["installed"] is False
        file = tmp_path / "config" / "systemd" / "user" / UNIT
        file.parent.mkdir(parents=True)
        file.write_text("left over")
        assert deai("service", "status", "--json").data["active"] == "no systemd answers"
        assert deai("service", "remove").code == 0
        assert not (tmp_path / "config" / "systemd").exists()


def test_tells_systemd_how_the_node_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    address = f"/tmp/deai-notify-{os.getpid()}"
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as manager:
        manager.bind(address)
        try:
            monkeypatch.setenv("NOTIFY_SOCKET", address)
            tell_systemd("READY=1")
            assert manager.recv(100) == b"READY=1"
        finally:
            Path(address).unlink()
    tell_systemd("READY=1")  # nobody listens any more
    monkeypatch.setenv("NOTIFY_SOCKET", "vsock:2:1234")
    tell_systemd("READY=1")


@pytest.fixture(scope="module")
def manager() -> Iterator[dict[str, str]]:
    """A real systemd of our own."""
    with private_user_manager() as environment:
        yield environment


class TestRealSystemd:
    @pytest.fixture
    def home(self, tmp_path: Path, manager: dict[str, str]) -> Iterator[RunningNode]:
        """A person's folders whose path means something to systemd; the node in them is systemd's."""
        node = RunningNode(Paths.below(tmp_path / "100% späces $HOME"), manager)
        node.add_echo_model("echo")
        node.paths.settings.mkdir(exist_ok=True)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            settings = {"api": {"port": free.getsockname()[1]}}
        node.paths.settings_file.write_text(json.dumps(settings))
        yield node
        self._deai(node, "service", "remove")

    def _deai(self, node: RunningNode, *arguments: str, code: int = 0) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "deai_desktop", *arguments]
        ran = subprocess.run(
            command, env=node.environment, capture_output=True, text=True, check=False, timeout=90
        )
        assert ran.returncode == code, ran.stdout + ran.stderr
        return ran

    def _state(self, node: RunningNode) -> dict[str, object]:
        state: dict[str, object] = json.loads(self._deai(node, "service", "status", "--json").stdout)
        return state

    def _client(self, node: RunningNode) -> NodeClient:
        client = find_node(node.paths)
        assert client is not None
        return client

    def test_installs_runs_and_removes_without_a_trace(
        self, home: RunningNode, manager: dict[str, str]
    ) -> None:
        self._deai(home, "service", "install")
        state = self._state(home)
        assert (state["active"], state["enabled"]) == ("active", True)
        with self._client(home) as client:
            assert client.status().pid == state["pid"]
            conversation = client.create_conversation(NewConversation())
            with client.turn(conversation.id, TurnRequest(content="Hello there", model="echo")) as turn:
                assert list(turn)[-1].type == "finished"
        assert verify(Path(str(state["unit"]))) == ""
        self._deai(home, "service", "install")
        assert self._state(home)["pid"] == state["pid"], "nothing has changed: it goes on"
        self._deai(home, "service", "remove")
        assert find_node(home.paths) is None
        left = [str(one) for one in Path(manager["XDG_CONFIG_HOME"]).rglob("*") if not one.is_dir()]
        assert left == []
        assert self._state(home)["installed"] is False
        self._deai(home, "service", "remove")

    def test_stays_stopped_when_it_was_told_to_stop(self, home: RunningNode) -> None:
        self._deai(home, "service", "install")
        self._deai(home, "stop")
        time.sleep(6)  # more than RestartSec
        state = self._state(home)
        assert (state["active"], state["detail"]) == ("inactive", "dead")
        assert find_node(home.paths) is None

    def test_comes_back_when_it_was_killed(self, home: RunningNode) -> None:
        self._deai(home, "service", "install")
        killed = int(str(self._state(home)["pid"]))
        os.kill(killed, signal.SIGKILL)
        deadline = time.monotonic() + 30
        while (pid := self._state(home)["pid"]) in (0, killed) or find_node(home.paths) is None:
            assert time.monotonic() < deadline
            time.sleep(0.3)
        with self._client(home) as client:
            assert client.status().pid == pid

    def test_a_node_of_another_start_is_left_alone(self, home: RunningNode) -> None:
        home.start()
        try:
            ran = self._deai(home, "service", "install", code=ExitCode.ERROR)
            assert "deai stop" in ran.stderr
            assert self._state(home)["installed"] is False
        finally:
            home.stop()

    def test_the_service_opens_the_encrypted_file(self, home: RunningNode, tmp_path: Path) -> None:
        passphrase = tmp_path / "passphrase"
        passphrase.write_text("a passphrase for the service\n")
        passphrase.chmod(0o600)
        home.environment["DEAI_VAULT_PASSPHRASE_FILE"] = str(passphrase)
        self._deai(home, "service", "install")
        with self._client(home) as client:
            assert client.status().vault.description.startswith("encrypted file")
            key = client.create_key("editor").key.encode()
        written = [one.read_bytes() for one in home.paths.data.iterdir() if one.is_file()]
        assert len(written) > 1
        assert not any(key in one for one in written)
        assert passphrase.read_text() not in Path(str(self._state(home)["unit"])).read_text()

    def test_says_why_the_node_does_not_start(self, home: RunningNode) -> None:
        home.paths.settings_file.write_text("{")
        ran = self._deai(home, "service", "install", code=ExitCode.NO_NODE)
        assert "journalctl --user" in ran.stderr

    @pytest.mark.real_model
    def test_the_real_model_answers_within_what_the_unit_allows(
        self, home: RunningNode, starter: Path
    ) -> None:
        self._deai(home, "service", "install")
        with self._client(home) as client:
            client.import_model(str(starter), "smollm2")
        ran = self._deai(home, "chat", "--model", "smollm2", "--json", "Name three colours.")
        assert json.loads(ran.stdout)["text"]
        limits = Path(f"/proc/{self._state(home)['pid']}/status").read_text()
        assert "NoNewPrivs:\t1\n" in limits
        assert "Seccomp:\t2\n" in limits, "the list of system calls counts"
