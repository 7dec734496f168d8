"""Nobody but this person's programs gets in."""

from __future__ import annotations

import socket

import pytest
import requests

from tests.running_node import RunningNode


def get(node: RunningNode, path: str = "/api/status", **headers: str) -> requests.Response:
    return requests.get(node.client.address + path, headers=headers, timeout=10)


def owner(node: RunningNode) -> dict[str, str]:
    return {"Authorization": f"Bearer {node.token}"}


def test_only_the_health_probe_answers_without_a_key(node: RunningNode) -> None:
    assert get(node, "/health").json()["status"] == "ok"
    for path in (
        "/",
        "/api/status",
        "/v1/models",
        "/openapi.json",
        "/docs",
        "/nothing",
        "/health/",
        "//health",
    ):
        reply = get(node, path)
        assert reply.status_code == 401, path
        assert reply.json()["error"]["code"] == "invalid_api_key"


@pytest.mark.parametrize(
    "key", ["", "Bearer", "Bearer ", "Basic abc", "Bearer deai-wrong", "Bearer \xe9", "Bearer " + "x" * 5000]
)
def test_a_wrong_key_is_refused(node: RunningNode, key: str) -> None:
    assert get(node, Authorization=key).status_code == 401


def test_a_foreign_host_name_is_refused_even_with_the_key(node: RunningNode) -> None:
    port = node.client.address.rsplit(":", 1)[1]
    for host in (
        "evil.example",
        f"evil.example:{port}",
        "127.0.0.1",
        "127.0.0.1:1",
        f"localhost.evil:{port}",
        "",
    ):
        assert get(node, Host=host, **owner(node)).status_code in (400, 403), host
    for host in (f"localhost:{port}", f"LOCALHOST:{port}", f"127.0.0.1:{port}"):
        assert get(node, Host=host, **owner(node)).status_code == 200, host


def test_two_host_headers_are_refused(node: RunningNode) -> None:
    port = int(node.client.address.rsplit(":", 1)[1])
    with socket.create_connection(("127.0.0.1", port), 5) as raw:
        raw.sendall(
            f"GET /health HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nHost: evil\r\nConnection: close\r\n\r\n".encode()
        )
        assert b" 40" in raw.recv(4096)[:16]


def test_a_web_page_is_refused_until_it_is_allowed(node: RunningNode) -> None:
    page = "https://chat.example"
    refused = get(node, Origin=page, **owner(node))
    assert refused.status_code == 403
    assert "access-control-allow-origin" not in refused.headers
    assert get(node, Origin="null", **owner(node)).status_code == 403
    node.client.change_settings({"api.allowed_origins": [page]})
    allowed = get(node, Origin=page, **owner(node))
    assert allowed.status_code == 200
    assert allowed.headers["access-control-allow-origin"] == page
    assert get(node, Origin="https://chat.example.evil", **owner(node)).status_code == 403


def test_a_preflight_is_answered_for_an_allowed_page_only(node: RunningNode) -> None:
    node.client.change_settings({"api.allowed_origins": ["https://chat.example"]})
    url = f"{node.client.address}/v1/chat/completions"
    ask = {"Access-Control-Request-Method": "POST"}
    reply = requests.options(url, headers={"Origin": "https://chat.example", **ask}, timeout=10)
    assert reply.status_code == 204
    assert reply.headers["access-control-allow-origin"] == "https://chat.example"
    assert (
        requests.options(url, headers={"Origin": "https://evil.example", **ask}, timeout=10).status_code
        == 403
    )


def test_a_body_that_is_too_large_is_refused(node: RunningNode) -> None:
    url = f"{node.client.address}/v1/chat/completions"
    headers = owner(node) | {"Content-Type": "application/json"}
    said = requests.post(url, headers=headers | {"Content-Length": str(10**10)}, data=b"{}", timeout=10)
    assert said.status_code == 400
    pieces = (b" " * 2**20 for _ in range(70))
    unsaid = requests.post(url, headers=headers, data=pieces, timeout=30)
    assert unsaid.status_code == 400
    assert "larger" in unsaid.json()["error"]["message"]


def test_it_listens_on_this_pc_only(node: RunningNode) -> None:
    port = int(node.client.address.rsplit(":", 1)[1])
    own = socket.gethostbyname(socket.gethostname())
    if own.startswith("127."):
        pytest.skip("this machine has no address of its own")
    with pytest.raises(OSError, match=r"refused|timed out"):
        socket.create_connection((own, port), 2).close()


def test_neither_keys_nor_words_are_in_the_log(node: RunningNode) -> None:
    node.client.change_settings({"log.level": "debug"})
    secret = "the owl flies at midnight"
    reply = requests.post(
        f"{node.client.address}/v1/chat/completions",
        headers=owner(node),
        json={"model": "echo", "messages": [{"role": "user", "content": secret}]},
        timeout=30,
    )
    assert secret in reply.text
    get(node, Authorization="Bearer deai-0123456789abcdef0123456789")
    text = node.log_text
    assert "owl" not in text
    assert node.token not in text
    assert "deai-0123456789" not in text
