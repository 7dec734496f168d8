"""A real node in a process of its own, as a front end would start it."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path
from types import TracebackType
from typing import Self

import psutil

from deai_desktop.api.client import NodeClient, find_node
from deai_desktop.api.node_file import NodeFile
from deai_desktop.core.errors import NodeUnreachableError
from deai_desktop.core.paths import HOME_VARIABLE, Paths
from deai_desktop.models.model import Model
from deai_desktop.models.model_facts import ModelFacts
from deai_desktop.models.store import write_model
from deai_desktop.storage.database import Database


def encrypted_vault(folder: Path) -> dict[str, str]:
    """Return what gives a program the encrypted file as its vault, whose passphrase lies in this folder."""
    file = folder / "passphrase"
    file.write_text("correct horse battery staple")
    file.chmod(0o600)
    return {"DEAI_VAULT_PASSPHRASE_FILE": str(file)}


class RunningNode:
    """Start ``deai node`` on a free port, hand out a client, and stop it."""

    def __init__(
        self, paths: Paths, environment: dict[str, str] | None = None, command: tuple[str, ...] = ()
    ) -> None:
        """``command`` is what starts it instead; it takes its port from the settings then."""
        self.paths = paths
        self._command = command
        home = paths.data.parent
        # A bus that leads nowhere: no test may touch the vault of the person who runs it.
        nowhere = {"DBUS_SESSION_BUS_ADDRESS": f"unix:path={home}/no-bus", "PYTHON_KEYRING_BACKEND": ""}
        self.environment = os.environ | nowhere | {HOME_VARIABLE: str(home)} | (environment or {})
        if not self.environment["PYTHON_KEYRING_BACKEND"]:
            del self.environment["PYTHON_KEYRING_BACKEND"]
        self.port = 0

    def add_echo_model(self, model_id: str, delay: float = 0.0) -> None:
        """Install a model that repeats what it is told; before the start only."""
        self.paths.create()
        file = self.paths.data / f"{model_id}.json"
        file.write_text(json.dumps({"delay": delay}))
        facts = ModelFacts(architecture="echo", has_chat_template=True)
        size = file.stat().st_size
        with Database(self.paths.database) as database, database.write() as connection:
            digest = hashlib.sha256(file.read_bytes()).hexdigest()
            model = Model(model_id, model_id, "echo", file, size, digest, "test", True, facts, time.time())
            write_model(connection, model)

    def start(self) -> None:
        """Start the node and wait until it answers."""
        self.process = subprocess.Popen(
            [sys.executable, "-m", "deai_desktop", *(self._command or ("node", "--port", str(self.port)))],
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        self._lines: list[bytes] = []
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        deadline = time.monotonic() + 30
        while (client := find_node(self.paths)) is None:
            if self.process.poll() is not None or time.monotonic() > deadline:
                self.process.kill()
                self._reap()
                raise AssertionError(f"the node did not start: {self.output}")
            time.sleep(0.05)
        self.client: NodeClient = client

    def stop(self) -> int:
        """Stop the node as Ctrl+C would, or as `deai stop` where there are no signals; return its exit code."""
        if self.process.poll() is None:
            if sys.platform == "win32":
                with contextlib.suppress(NodeUnreachableError):  # a window has told it to stop already
                    self.client.shut_down()
            else:
                self.process.send_signal(signal.SIGINT)
        self.client.close()
        return self._reap()

    def kill(self) -> None:
        """End the node without any warning."""
        self.client.close()
        self.process.kill()
        self._reap()

    def _read(self) -> None:
        assert self.process.stdout is not None
        with self.process.stdout as printed:
            self._lines.extend(printed)

    def _reap(self) -> int:
        try:
            return self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            raise
        finally:
            # Not for ever: in Wine, what the node started may keep its output open.
            self._reader.join(1)

    @property
    def output(self) -> str:
        """What the node has printed so far."""
        return b"".join(self._lines).decode()

    @property
    def token(self) -> str:
        """The session token that a front end would use."""
        file = NodeFile.read(self.paths.node_file)
        assert file is not None
        return file.token

    @property
    def log_text(self) -> str:
        """What the node has logged so far."""
        return (self.paths.logs / "node.log").read_text()

    def engine_hosts(self) -> list[psutil.Process]:
        """The engine hosts that the node has started and that live."""
        return [one for one in psutil.Process(self.process.pid).children() if "engine-host" in one.cmdline()]

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        had_ended = self.process.poll() is not None
        code = self.stop()
        assert had_ended or error is not None or code == 0, self.output


def free_port() -> int:
    """Return a port that no program uses at this moment."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])
