"""Other computers get in when the person wants it, and then to no more than /v1. 127.0.0.2 stands for the network."""

from __future__ import annotations

import json
import socket
import sys
import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest
import requests

from deai_desktop.core.errors import InvalidInputError
from deai_desktop.core.paths import Paths
from deai_desktop.node.lan import LAN_VARIABLE, chosen_address
from deai_desktop.system.network import own_names, private_addresses
from tests.node.waiting import wait_until
from tests.running_node import RunningNode

if sys.platform == "darwin":
    pytest.skip("there is one loopback address only", allow_module_level=True)

LAN = "127.0.0.2"
KEY = "a-key-for-the-network-0123456789"


@pytest.fixture
def node(paths: Paths, keyring_environment: dict[str, str]) -> Iterator[RunningNode]:
    running = RunningNode(paths, keyring_environment | {LAN_VARIABLE: LAN, "DEAI_API_KEY": KEY})
    running.add_echo_model("echo")
    running.add_echo_model("slow-echo", delay=0.05)
    with running:
        yield running


@pytest.fixture
def opened(node: RunningNode) -> RunningNode:
    """A node that lets other computers in."""
    _switch(node, True)
    return node


def test_nobody_gets_in_until_it_is_switched_on(node: RunningNode) -> None:
    assert node.client.status().lan_addresses == []
    with pytest.raises(requests.ConnectionError):
        _get(node, "/health")


def test_it_is_switched_on_and_off_without_a_restart(node: RunningNode) -> None:
    heard: list[dict[str, Any]] = []
    listening = threading.Thread(target=_hear, args=(node, heard, 2), daemon=True)
    listening.start()
    time.sleep(0.3)
    pid = node.client.status().pid
    _switch(node, True)
    status = node.client.status()
    assert status.lan_addresses == [f"http://{LAN}:{_port(node)}"]
    assert status.address == f"http://127.0.0.1:{_port(node)}"  # as before
    assert _get(node, "/v1/models", Authorization=f"Bearer {KEY}").status_code == 200
    _switch(node, False)
    with pytest.raises(requests.ConnectionError):
        _get(node, "/v1/models", Authorization=f"Bearer {KEY}")
    assert node.client.status().pid == pid
    listening.join(10)
    assert [one["addresses"] for one in heard] == [[LAN], []]


def test_it_stays_on_after_a_restart(opened: RunningNode) -> None:
    opened.stop()
    opened.start()
    wait_until(lambda: opened.client.status().lan_addresses != [])
    assert _get(opened, "/health").status_code == 200


def test_switching_off_cuts_who_is_connected(opened: RunningNode) -> None:
    body = {"model": "slow-echo", "messages": [{"role": "user", "content": "word " * 2000}], "stream": True}
    url = f"http://{LAN}:{_port(opened)}/v1/chat/completions"
    headers = {"Authorization": f"Bearer {KEY}"}
    with requests.post(url, headers=headers, json=body, stream=True, timeout=10) as answer:
        pieces = answer.iter_content(1)
        next(pieces)
        _switch(opened, False)
        with pytest.raises(requests.RequestException):
            for _ in pieces:
                pass


def test_another_computer_chats_with_a_key(opened: RunningNode) -> None:
    url = f"http://{LAN}:{_port(opened)}/v1/chat/completions"
    body = {"model": "echo", "messages": [{"role": "user", "content": "bees"}]}
    assert requests.post(url, json=body, timeout=10).status_code == 401
    reply = requests.post(url, json=body, headers={"Authorization": f"Bearer {KEY}"}, timeout=10)
    assert "bees" in reply.json()["choices"][0]["message"]["content"]


def test_the_session_token_is_worth_nothing_there(opened: RunningNode) -> None:
    for path in ("/v1/models", "/api/status", "/openapi.json"):
        assert _get(opened, path, Authorization=f"Bearer {opened.token}").status_code == 401
    assert opened.client.status()  # on this PC it is worth what it was


def test_no_key_opens_more_than_v1_there(opened: RunningNode) -> None:
    full = opened.client.create_key("all", "full").key
    allowed = {"Authorization": f"Bearer {full}"}
    assert _get(opened, "/v1/models", **allowed).status_code == 200
    for path in ("/api/status", "/api/keys", "/api/settings", "/openapi.json", "/v1x", "/V1/models", "/"):
        assert _get(opened, path, **allowed).status_code == 403, path
    here = requests.get(f"{opened.client.address}/api/status", headers=allowed, timeout=10)
    assert here.status_code == 200


def test_the_health_probe_tells_another_computer_nothing(opened: RunningNode) -> None:
    assert _get(opened, "/health").json() == {"status": "ok", "instance": "", "proof": ""}
    assert opened.client.health_instance()


def test_only_names_of_this_pc_are_answered(opened: RunningNode) -> None:
    port = _port(opened)
    for name in (LAN, *own_names(), own_names()[0].upper()):
        assert _get(opened, "/health", Host=f"{name}:{port}").status_code == 200, name
    foreign = (
        "evil.example",
        f"{own_names()[0]}.evil.example",
        "127.0.0.1",
        "localhost",
        "192.168.77.77",
        f"{LAN}.evil",
    )
    for name in foreign:
        assert _get(opened, "/health", Host=f"{name}:{port}").status_code == 403, name
    assert _get(opened, "/health", Host=LAN).status_code == 403
    # The names of the network are none on loopback: a page could have made them its own there.
    for name in (LAN, own_names()[0]):
        reply = requests.get(
            f"{opened.client.address}/health", headers={"Host": f"{name}:{port}"}, timeout=10
        )
        assert reply.status_code == 403 or name in ("localhost", "127.0.0.1"), name


def test_a_web_page_is_refused_there_too(opened: RunningNode) -> None:
    key = {"Authorization": f"Bearer {KEY}"}
    for page in ("https://chat.example", "http://evil.example", f"http://{LAN}:{_port(opened)}", "null"):
        assert _get(opened, "/v1/models", Origin=page, **key).status_code == 403, page


@pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded", "X-Real-IP"])
def test_no_header_makes_a_caller_local(opened: RunningNode, header: str) -> None:
    said = {header: "127.0.0.1", "Authorization": f"Bearer {opened.token}"}
    assert _get(opened, "/v1/models", **said).status_code == 401


def test_a_port_that_is_taken_there_is_told(node: RunningNode) -> None:
    with socket.create_server((LAN, _port(node))):
        node.client.change_settings({"api.lan": True})
        wait_until(lambda: node.client.status().lan_problem != "")
        status = node.client.status()
        assert f"uses port {_port(node)}" in status.lan_problem
        assert status.lan_addresses == []
    node.client.change_settings({"api.lan": False})
    wait_until(lambda: node.client.status().lan_problem == "")
    _switch(node, True)


@pytest.mark.parametrize("text", ["0.0.0.0", "127.0.0.1", "::", "example.org", "224.0.0.1", "192.168.1"])
def test_a_wrong_address_is_refused(text: str) -> None:
    with pytest.raises(InvalidInputError, match=LAN_VARIABLE):
        chosen_address(text)


def test_only_private_addresses_are_offered() -> None:
    assert all(not address.startswith("127.") for address in private_addresses())


def _port(node: RunningNode) -> int:
    return int(node.client.address.rsplit(":", 1)[1])


def _get(node: RunningNode, path: str, **headers: str) -> requests.Response:
    return requests.get(f"http://{LAN}:{_port(node)}{path}", headers=headers, timeout=10)


def _switch(node: RunningNode, on: bool) -> None:
    node.client.change_settings({"api.lan": on})
    wait_until(lambda: bool(node.client.status().lan_addresses) is on)


def _hear(node: RunningNode, heard: list[dict[str, Any]], count: int) -> None:
    headers = {"Authorization": f"Bearer {node.token}"}
    with requests.get(f"{node.client.address}/api/events", headers=headers, stream=True, timeout=20) as reply:
        for line in reply.iter_lines(chunk_size=1):
            if line.startswith(b"data: ") and b"lan_changed" in line:
                heard.append(json.loads(line[6:]))
                if len(heard) == count:
                    return
