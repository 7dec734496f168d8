"""A pool with three hubs on three PCs, over API and command line: real nodes, one of which is killed for good."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator

import openai
import psutil
import pytest

from deai_desktop.api.schemas.pools import HubReach
from deai_desktop.core.errors import DeAIError, ForbiddenError
from deai_desktop.core.paths import HOME_VARIABLE, Paths
from deai_desktop.core.settings_store import SettingsStore
from tests.node.waiting import wait_until
from tests.running_node import RunningNode, encrypted_vault, free_port

pytest.importorskip("nats")
pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="not tried with several hubs under Windows yet"
)

_WORDS = "one two three four five six seven eight"


class Friends:
    """Ada founded a pool, Bob lends a model, Carl and Dora run hubs on their PCs."""

    def __init__(self, *nodes: RunningNode) -> None:
        self.ada, self.bob, self.carl, self.dora = nodes

    def types(self, node: RunningNode, *arguments: str, stdin: str | None = None) -> str:
        """Run a command at one of the PCs and return what it says."""
        ended = subprocess.run(
            [sys.executable, "-m", "deai_desktop", *arguments],
            env=node.environment | {HOME_VARIABLE: str(node.paths.data.parent)},
            input=stdin or "",
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert ended.returncode == 0, ended.stderr
        return ended.stdout

    def are_there(self, count: int) -> bool:
        """Whether so many hubs run, know each other, and agree on who decides."""
        try:
            hubs = self.ada.client.pool_hubs("Friends").hubs
        except DeAIError:
            return False
        there = [one for one in hubs if one.is_there and one.other_hubs >= count - 1]
        return len(there) == count and any(one.is_leader for one in there)

    def bob_answers(self) -> None:
        with openai.OpenAI(
            base_url=f"{self.ada.client.address}/v1", api_key=self.ada.client.token, max_retries=0
        ) as client:
            reply = client.chat.completions.create(
                model="pool/Friends/parrot", messages=[{"role": "user", "content": _WORDS}]
            )
        assert reply.choices[0].message.content == _WORDS


@pytest.fixture
def friends(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Friends]:
    home = tmp_path_factory.mktemp("hubs")
    environment = encrypted_vault(home)
    nodes = [RunningNode(Paths.below(home / name), environment) for name in ("ada", "bob", "carl")]
    server = Paths.below(home / "dora")
    server.create()
    SettingsStore(server.settings_file).change({"api.port": free_port()})
    nodes.append(RunningNode(server, environment, ("hub", "run")))
    friends = Friends(*nodes)
    friends.bob.add_echo_model("parrot")
    for node in nodes:
        node.start()
    try:
        friends.ada.client.create_pool("Friends", device_name="Ada's PC")
        friends.bob.client.join_pool(friends.ada.client.create_invite("Friends").invite, "Bob's PC")
        friends.bob.client.change_lending("Friends", lends=True)
        friends.ada.client.trust_pool("Friends")
        yield friends
    finally:
        for node in nodes:
            node.stop()


@pytest.mark.timeout(300)
def test_jobs_go_on_when_one_of_three_hubs_is_gone_for_good(friends: Friends) -> None:
    assert friends.ada.client.invite_hub("Friends").warning.startswith("Of two hubs neither may be away")
    invite = friends.types(friends.ada, "pool", "hub", "add", "Friends")
    in_lines = invite.replace(":", ":\n").replace("/", "/\n")
    assert friends.carl.client.look_at_invite(in_lines).is_for_hub
    joined = json.loads(
        friends.types(friends.carl, "hub", "join", "--this-pc", "--as", "Carl's", "--json", stdin=invite)
    )
    assert (joined["pool_name"], joined["name"]) == ("Friends", "Carl's")
    wait_until(lambda: friends.are_there(2), 40)
    friends.dora.client.join_as_hub(
        friends.ada.client.invite_hub("Friends").invite, "VPS", "this-pc", HubReach(port=free_port())
    )
    wait_until(lambda: friends.are_there(3), 40)
    assert friends.ada.client.invite_hub("Friends").warning == ""
    wait_until(
        lambda: [one.log_behind for one in friends.ada.client.pool_hubs("Friends").hubs] == [0, 0, 0], 20
    )
    assert "whole" in friends.types(friends.ada, "pool", "hub", "health", "Friends")
    assert "Carl's" in friends.types(friends.ada, "pool", "hub", "list", "Friends")
    assert "decides" in friends.types(friends.ada, "pool", "hub", "health", "Friends")
    wait_until(lambda: len(friends.bob.client.pool("Friends").hubs) == 3)
    friends.bob_answers()
    with pytest.raises(ForbiddenError):
        friends.bob.client.pool_hubs("Friends")
    _restarts_by_itself(friends)
    _goes_for_good(friends)


def _restarts_by_itself(friends: Friends) -> None:
    """A hub whose server was killed is back in a moment, and on a PC that is no member once its node runs again."""
    (server,) = _servers(friends.dora)
    server.kill()
    wait_until(lambda: friends.dora.client.own_hubs().hubs[0].is_running and friends.are_there(3), 40)
    friends.dora.stop()
    friends.dora.start()
    wait_until(lambda: friends.are_there(3), 40)
    friends.bob_answers()


def _goes_for_good(friends: Friends) -> None:
    """A PC that is switched off takes its hub with it; the founder takes it off the list."""
    servers = _servers(friends.carl)
    friends.carl.kill()
    for server in servers:
        if server.is_running():
            server.kill()
    friends.bob_answers()
    away = [one for one in friends.ada.client.pool_hubs("Friends").hubs if not one.is_there]
    assert [(one.name, bool(one.problem)) for one in away] == [("Carl's", True)]
    friends.types(friends.ada, "pool", "hub", "remove", "Friends", "Carl's", "--yes")
    wait_until(lambda: friends.are_there(2), 40)
    friends.bob_answers()
    assert friends.types(friends.dora, "hub", "leave", "Friends", "--yes") == ""
    assert friends.dora.client.own_hubs().hubs == []


def _servers(node: RunningNode) -> list[psutil.Process]:
    file = str(node.paths.data)
    return [
        one
        for one in psutil.process_iter(["name", "cmdline"])
        if "nats-server" in (one.info["name"] or "")
        and any(file in part for part in one.info["cmdline"] or ())
    ]
