"""Two people found and join a pool from the command line: real nodes, a real hub, real vaults."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.test_command_line import Person
from tests.running_node import encrypted_vault

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="not tried with a hub under Windows yet")


class Member(Person):
    """Somebody with a PC in the pool."""

    def asks(self, *arguments: str, stdin: str | None = None) -> Any:
        """Run a command of deai pool and return what it says as JSON."""
        ended = self.types("pool", *arguments, "--json", stdin=stdin)
        assert ended.returncode == 0, ended.stderr
        return json.loads(ended.stdout)


@pytest.fixture
def ada(tmp_path: Path, keyring_environment: dict[str, str]) -> Iterator[Member]:
    member = Member(tmp_path / "ada", keyring_environment)
    yield member
    member.types("stop")


@pytest.fixture
def bob(tmp_path: Path) -> Iterator[Member]:
    member = Member(tmp_path / "bob", encrypted_vault(tmp_path))
    yield member
    member.types("stop")


def test_a_pool_from_its_beginning_to_its_end(ada: Member, bob: Member, starter: Path) -> None:
    founded = ada.asks("create", "Friends", "--as", "Ada's PC")
    assert (founded["standing"], founded["hub"]["listens"]) == ("online", "this-pc")
    invite = ada.asks("invite", "Friends", "--role", "worker", "--hours", "1")["invite"]
    joined = bob.asks("join", "--as", "Bob's PC", stdin=invite)
    assert (joined["name"], joined["role"]) == ("Friends", "worker")
    assert [one["name"] for one in ada.asks("members", "friends")["members"]] == ["Ada's PC", "Bob's PC"]
    _bob_answers(ada, bob, starter)
    used = bob.types("pool", "join", stdin=invite)
    assert used.returncode == 1
    assert not ada.asks("trust", "Friends", "--off")["knows_risk"]
    assert "belongs to" in used.stderr
    for member in (ada, bob):
        _no_secret_lies_in_a_file(member, invite)
        assert member.types("stop").returncode == 0
    assert ada.asks("list")["pools"][0]["key"] == founded["key"]
    ada.asks("remove", "Friends", "Bob's PC", "--yes")
    assert ada.asks("leave", "Friends", "--yes") == {"left": founded["key"]}
    assert ada.asks("list")["pools"] == []


def _bob_answers(ada: Member, bob: Member, starter: Path) -> None:
    """Let Ada ask the model that is on Bob's PC alone."""
    assert bob.types("models", "import", str(starter), "--id", "smollm2").returncode == 0
    assert bob.asks("lend", "Friends")["lending"]["lends"]
    refused = ada.types("chat", "--model", "pool/Friends/smollm2", "Name three colours.")
    assert refused.returncode == 1
    assert "can read" in refused.stderr
    assert ada.asks("trust", "Friends", "--yes")["knows_risk"]
    (offered,) = ada.asks("models")["models"]
    assert (offered["id"], offered["workers"][0]["name"]) == ("pool/Friends/smollm2", "Bob's PC")
    answered = ada.types("chat", "--model", "pool/Friends/smollm2", "Name three colours.", "--json")
    assert answered.returncode == 0, answered.stderr
    assert json.loads(answered.stdout)["destination"] == "Bob's PC (Friends)"
    (work,) = bob.asks("work", "Friends", "--now")["members"]
    assert (work["name"], work["jobs"]) == ("Ada's PC", 1)
    assert work["tokens"] > 0
    (day,) = bob.asks("work")["days"]  # the file was hashed when it was lent
    assert (day["name"], day["pool"], day["jobs"]) == ("Ada's PC", "Friends", 1)
    assert [one["name"] for one in bob.asks("members", "Friends")["members"]] == ["Bob's PC", "Ada's PC"]
    assert bob.asks("credits", "Friends")["log"]["is_consistent"]
    file = str(bob.paths.data / "log.json")
    assert bob.asks("export", "Friends", file)["bytes"] > 0
    assert ada.asks("verify", file, "--pool", bob.asks("list")["pools"][0]["key"])["right"]


def _no_secret_lies_in_a_file(member: Member, invite: str) -> None:
    for file in member.paths.data.parent.rglob("*"):
        if file.is_file() and file.name != "tls.key":
            content = file.read_bytes()
            assert invite.encode() not in content, file
            assert b"SUA" not in content, file  # how a device's seed begins
            assert b"SOA" not in content, file  # and a founder's


def test_what_can_not_be_done_is_explained(bob: Member) -> None:
    for arguments, words in (
        (("members", "Foes"), "no pool"),
        (("join",), "begins with"),
        (("create", "x" * 61), "60"),
        (("leave", "Foes", "--yes"), "no pool"),
    ):
        ended = bob.types("pool", *arguments, stdin="nonsense\n")
        assert ended.returncode != 0
        assert words in ended.stderr
        assert "Traceback" not in ended.stderr
