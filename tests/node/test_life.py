"""One node a person: it starts, is found, refuses a second, stops cleanly, and can be killed without harm."""

from __future__ import annotations

import json
import os
import signal
import socket
import stat
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from deai_desktop.api.client import connect, find_node
from deai_desktop.api.node_file import NodeFile
from deai_desktop.api.schemas.conversations import NewConversation, TurnRequest, TurnText
from deai_desktop.core.errors import NodeRunningError, PortTakenError
from deai_desktop.core.paths import HOME_VARIABLE, Paths
from deai_desktop.node.run import run_node
from tests.console import press, start_in_console
from tests.node.waiting import wait_until
from tests.running_node import RunningNode


def deai(paths: Paths, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the program and wait for its end."""
    environment = os.environ | {HOME_VARIABLE: str(paths.data.parent)}
    command = [sys.executable, "-m", "deai_desktop", *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)


def test_the_node_file_is_for_this_person_only_and_goes_with_the_node(node: RunningNode) -> None:
    file = node.paths.node_file
    if os.name == "posix":
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        assert stat.S_IMODE(node.paths.data.stat().st_mode) == 0o700
    found = NodeFile.read(file)
    assert found is not None
    assert found.pid == node.process.pid
    assert found.token not in repr(found)
    assert node.stop() == 0
    assert not file.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sends no signals to other processes")
@pytest.mark.parametrize("number", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_stops_cleanly_when_told_to(node: RunningNode, number: str) -> None:
    node.client.load_model("echo")
    hosts = node.engine_hosts()
    assert hosts
    begun = time.monotonic()
    node.process.send_signal(getattr(signal, number))
    assert node.process.wait(10) == 0
    assert time.monotonic() - begun < 5
    assert not any(host.is_running() for host in hosts)
    assert "stopped" in node.log_text


@pytest.mark.parametrize("key", ["SIGINT", "SIGBREAK"] if sys.platform == "win32" else ["SIGINT"])
def test_stops_cleanly_at_a_key_of_its_console(paths: Paths, key: str) -> None:
    environment = RunningNode(paths).environment
    process = start_in_console([sys.executable, "-m", "deai_desktop", "node", "--port", "0"], env=environment)
    try:
        wait_until(lambda: NodeFile.read(paths.node_file) is not None, 30)
        press(process, key)
        assert process.wait(10) == 0
        assert not paths.node_file.exists()
    finally:
        process.kill()
        process.wait()
        if process.stdin is not None:
            process.stdin.close()


def test_stops_while_an_answer_and_an_event_stream_are_open(node: RunningNode) -> None:
    conversation = node.client.create_conversation(NewConversation())
    with (
        node.client.events() as events,
        node.client.turn(conversation.id, TurnRequest(content="word " * 500, model="slow-echo")) as turn,
    ):
        next(events)
        next(event for event in turn if isinstance(event, TurnText))
        begun = time.monotonic()
        node.client.shut_down()
        assert node.process.wait(10) == 0
        assert time.monotonic() - begun < 5
    node.stop()
    node.start()
    kept = node.client.conversation(conversation.id).messages[-1]
    assert kept.status == "stopped"
    assert kept.content.startswith("word")


def test_a_second_node_is_refused(node: RunningNode) -> None:
    with pytest.raises(NodeRunningError, match=str(node.process.pid)):
        run_node(node.paths, 0)
    ended = deai(node.paths, "node")
    assert ended.returncode != 0
    assert "Already running" in ended.stderr
    assert "Traceback" not in ended.stderr
    assert node.client.status().pid == node.process.pid


def test_of_many_started_at_once_one_runs(paths: Paths) -> None:
    environment = os.environ | {HOME_VARIABLE: str(paths.data.parent)}
    command = [sys.executable, "-m", "deai_desktop", "node", "--port", "0"]
    many = [
        subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for _ in range(4)
    ]
    try:
        deadline = time.monotonic() + 30
        while sum(one.poll() is None for one in many) > 1 and time.monotonic() < deadline:
            time.sleep(0.1)
        alive = [one for one in many if one.poll() is None]
        assert len(alive) == 1
        client = find_node(paths)
        while client is None and time.monotonic() < deadline:
            time.sleep(0.1)
            client = find_node(paths)
        assert client is not None
        with client:
            assert client.status().pid == alive[0].pid
    finally:
        for one in many:
            one.terminate()
            one.wait(10)


def test_a_taken_port_is_named_with_a_way_out(paths: Paths) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(PortTakenError, match=f"uses port {port}") as caught:
            run_node(paths, port)
        assert "deai settings set api.port" in caught.value.hint
        ended = deai(paths, "node", "--port", str(port))
        assert ended.returncode != 0
        assert "The port is in use" in ended.stderr
    assert not paths.node_file.exists()


def test_a_stale_node_file_is_replaced(paths: Paths) -> None:
    paths.create()
    stale = NodeFile("http://127.0.0.1:9", 999_999, 0.0, "old", "old")
    stale.write(paths.node_file)
    assert find_node(paths) is None
    with RunningNode(paths) as node:
        assert node.client.status().pid == node.process.pid


def test_a_stranger_on_the_port_of_a_stale_file_never_sees_the_token(
    node: RunningNode, tmp_path: Path
) -> None:
    paths = Paths.below(tmp_path / "other")
    paths.create()
    NodeFile(node.client.address, 1, 0.0, "secret", "another instance").write(paths.node_file)
    assert find_node(paths) is None


def test_a_damaged_node_file_is_no_node(paths: Paths) -> None:
    paths.create()
    for content in (b"", b"{", b"[]", b'{"address": 3}', b"\xff" * 100):
        paths.node_file.write_bytes(content)
        assert find_node(paths) is None


def test_a_front_end_starts_the_node_and_it_outlives_it(
    paths: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(HOME_VARIABLE, str(paths.data.parent))
    paths.create()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    paths.settings_file.write_text(json.dumps({"api": {"port": port}}))
    started: list[bool] = []
    with connect(paths, lambda: started.append(True)) as client:
        pid = client.status().pid
        assert started
    with connect(paths) as again:
        assert again.status().pid == pid
        again.shut_down()
    psutil.wait_procs([psutil.Process(pid)] if psutil.pid_exists(pid) else [], 10)


def test_a_front_end_tells_why_the_node_can_not_start(paths: Paths, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(HOME_VARIABLE, str(paths.data.parent))
    paths.create()
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        paths.settings_file.write_text(json.dumps({"api": {"port": other.getsockname()[1]}}))
        with pytest.raises(PortTakenError) as caught:
            connect(paths)
        assert caught.value.hint


def test_bad_settings_and_a_bad_database_are_explained(paths: Paths) -> None:
    paths.create()
    paths.settings_file.write_text("{")
    ended = deai(paths, "node", "--port", "0")
    assert ended.returncode == 1
    assert "settings file" in ended.stderr
    paths.settings_file.unlink()
    paths.database.write_bytes(b"this is not a database" * 100)
    ended = deai(paths, "node", "--port", "0")
    assert ended.returncode == 1
    assert "database" in ended.stderr
    assert "Traceback" not in ended.stderr
    assert paths.database.read_bytes().startswith(b"this is not")


def test_killing_the_node_leaves_no_engine_host_and_loses_nothing(node: RunningNode) -> None:
    conversation = node.client.create_conversation(NewConversation())
    with node.client.turn(conversation.id, TurnRequest(content="Hello there", model="echo")) as turn:
        list(turn)
    with node.client.turn(conversation.id, TurnRequest(content="word " * 500, model="slow-echo")) as turn:
        for place, _ in enumerate(event for event in turn if isinstance(event, TurnText)):
            if place == 30:  # a second and a half: more than one save
                break
        hosts = node.engine_hosts()
        assert hosts
        node.kill()
    _, alive = psutil.wait_procs(hosts, 2)
    assert not alive
    node.start()
    messages = node.client.conversation(conversation.id).messages
    assert [message.content for message in messages[:2]] == ["Hello there", "Hello there"]
    assert messages[3].status == "stopped"
    assert messages[3].content.startswith("word word")
    with node.client.turn(conversation.id, TurnRequest(content="Go on", model="echo")) as turn:
        assert list(turn)[-1].type == "finished"
