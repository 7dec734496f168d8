"""What a newcomer does and meets, with the real program and the real starter model."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import openai
import psutil
import pytest

from deai_desktop.api.node_file import NodeFile
from deai_desktop.core.paths import HOME_VARIABLE, Paths
from tests.running_node import free_port

pytestmark = pytest.mark.real_model
LONG_QUESTION = "Tell me a long story about a lighthouse keeper and her dog."
"""What no run of the starter model answers in a few words, as it may where it is asked for a colour."""


class Person:
    """Someone who types commands, with a home of their own."""

    def __init__(self, home: Path, environment: dict[str, str]) -> None:
        self.paths = Paths.below(home)
        nowhere = {"DBUS_SESSION_BUS_ADDRESS": f"unix:path={home}/no-bus"}
        self.environment = os.environ | nowhere | {HOME_VARIABLE: str(home)} | environment
        self.environment.pop("DEAI_API_KEY", None)
        self.paths.create()
        self.paths.settings_file.write_text(json.dumps({"api": {"port": free_port()}}))

    def types(self, *arguments: str, stdin: str | None = None) -> subprocess.CompletedProcess[str]:
        """Run a command to its end."""
        return subprocess.run(
            [sys.executable, "-m", "deai_desktop", *arguments],
            env=self.environment,
            stdin=subprocess.DEVNULL if stdin is None else None,
            input=stdin,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    @property
    def node(self) -> psutil.Process:
        """The node that runs for this person."""
        file = NodeFile.read(self.paths.node_file)
        assert file is not None
        return psutil.Process(file.pid)


@pytest.fixture
def person(tmp_path: Path) -> Iterator[Person]:
    """A newcomer with an empty home and no vault."""
    newcomer = Person(tmp_path / "home", {})
    yield newcomer
    newcomer.types("stop")


@pytest.fixture
def equipped(person: Person, starter: Path) -> Person:
    """Someone who has the starter model already."""
    ended = person.types("models", "import", str(starter), "--id", "smollm2")
    assert ended.returncode == 0, ended.stderr
    return person


def test_from_an_empty_home_to_a_streamed_answer(person: Person) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "deai_desktop", "chat", LONG_QUESTION, "--max-tokens", "80"],
        env=person.environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    pieces = list(iter(lambda: os.read(process.stdout.fileno(), 65536), b""))  # type: ignore[union-attr]
    told = process.stderr.read().decode()
    process.stdout.close()
    process.stderr.close()
    assert process.wait(10) == 0, told
    assert len(pieces) > 3, "the answer did not stream"
    assert b"".join(pieces).decode().strip()
    assert "Fetching SmolLM2 135M Instruct" in told
    assert "98.4 MB" in told
    assert "Apache-2.0" in told
    assert "This PC" in told
    again = person.types("chat", "--continue", "And then?", "--max-tokens", "20", "--json")
    answer = json.loads(again.stdout)
    assert answer["destination"] == "this-pc"
    shown = json.loads(person.types("conversations", "show", answer["conversation_id"], "--json").stdout)
    assert [message["role"] for message in shown["messages"]] == ["user", "assistant"] * 2


def test_a_pipe_is_read_and_written_cleanly(equipped: Person) -> None:
    ended = equipped.types(
        "chat", "Repeat this", "--max-tokens", "8", "--seed", "1", stdin="some text from a pipe\n"
    )
    assert ended.returncode == 0
    assert "\x1b" not in ended.stdout
    assert "Loading" not in ended.stdout


def test_killing_the_node_costs_nothing_but_the_answer(equipped: Person) -> None:
    first = json.loads(equipped.types("chat", "Name a colour.", "--max-tokens", "5", "--json").stdout)
    node = equipped.node
    hosts = node.children()
    assert hosts
    node.kill()
    _, alive = psutil.wait_procs(hosts, 2)
    assert not alive
    begun = time.monotonic()
    ended = equipped.types("chat", "--continue", "Another.", "--max-tokens", "5")
    assert ended.returncode == 0, ended.stderr
    assert time.monotonic() - begun < 60
    shown = json.loads(equipped.types("conversations", "show", first["conversation_id"], "--json").stdout)
    assert len(shown["messages"]) == 4


@pytest.mark.skipif(sys.platform == "win32", reason="Windows always has a vault")
def test_a_missing_vault_is_explained_with_a_way_out(equipped: Person) -> None:
    ended = equipped.types("keys", "create", "test")
    assert ended.returncode == 1
    assert "DEAI_API_KEY" in ended.stderr
    assert "Traceback" not in ended.stderr
    equipped.types("stop")
    equipped.environment["DEAI_API_KEY"] = "a-key-of-sixteen-characters"
    status = json.loads(equipped.types("status", "--json").stdout)
    assert status == {"running": False}
    equipped.types("models", "list")
    address = json.loads(equipped.types("status", "--json").stdout)["address"]
    with openai.OpenAI(base_url=f"{address}/v1", api_key="a-key-of-sixteen-characters") as client:
        assert [model.id for model in client.models.list()] == ["smollm2"]


def test_a_key_from_a_real_vault_opens_the_api_until_it_is_revoked(
    tmp_path: Path, starter: Path, keyring_environment: dict[str, str]
) -> None:
    person = Person(tmp_path / "home", keyring_environment)
    try:
        made = json.loads(person.types("keys", "create", "editor", "--json").stdout)
        address = json.loads(person.types("status", "--json").stdout)["address"]
        with openai.OpenAI(base_url=f"{address}/v1", api_key=made["key"], max_retries=0) as client:
            client.models.list()
            person.types("stop")
            person.types("models", "list")  # starts another node, which finds the key in the vault
            client.models.list()
            assert made["key"] not in person.types("keys", "list", "--json").stdout
            assert person.types("keys", "revoke", "editor").returncode == 0
            with pytest.raises(openai.AuthenticationError):
                client.models.list()
        for file in person.paths.data.parent.rglob("*"):
            if file.is_file():
                assert made["key"].encode() not in file.read_bytes(), file
    finally:
        person.types("stop")


@pytest.mark.parametrize("keep", [0, 3, 1000, 200_000])
def test_a_truncated_model_is_refused(person: Person, starter: Path, tmp_path: Path, keep: int) -> None:
    broken = tmp_path / "broken.gguf"
    with starter.open("rb") as whole:
        broken.write_bytes(whole.read(keep))
    ended = person.types("models", "import", str(broken))
    assert ended.returncode == 1
    assert "This model file can't be used" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_model_that_was_damaged_after_its_import_is_refused(
    person: Person, starter: Path, tmp_path: Path
) -> None:
    file = tmp_path / "model.gguf"
    file.write_bytes(starter.read_bytes())
    person.types("models", "import", str(file), "--id", "mine")
    with file.open("r+b") as opened:
        opened.seek(5000)
        opened.write(b"\xff" * 5000)
    ended = person.types("chat", "Hello", "--model", "mine")
    assert ended.returncode == 1
    assert "This model file can't be used" in ended.stderr
    with file.open("r+b") as opened:
        opened.truncate(1_000_000)
    ended = person.types("chat", "Hello", "--model", "mine")
    assert "gone or has changed" in ended.stderr


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0, reason="needs root to mount a small disk"
)
def test_a_full_disk_is_said_before_anything_is_fetched(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=20m", "tmpfs", str(disk)], check=False)
    if mounted.returncode != 0:
        pytest.skip("this machine allows no mounts")
    person = Person(disk / "home", {})
    try:
        ended = person.types("chat", "Hello")
        assert ended.returncode == 1
        assert "Not enough disk space" in ended.stderr
        assert "Traceback" not in ended.stderr
    finally:
        person.types("stop")
        # Works only when the node is really gone; whatever happens, no later run trips over the mount.
        ended_whole = subprocess.run(["umount", str(disk)], check=False)
        if ended_whole.returncode != 0:
            subprocess.run(["umount", "--lazy", str(disk)], check=True)
    assert ended_whole.returncode == 0
