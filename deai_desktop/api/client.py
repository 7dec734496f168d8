"""Finds the node, starts it when there is none, and calls it with typed requests and replies."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import requests
from pydantic import TypeAdapter, ValidationError

from deai_desktop.api.calls import CONNECT_SECONDS, REPLY_SECONDS, quoted, server_sent_data
from deai_desktop.api.conversation_calls import ConversationCalls
from deai_desktop.api.download_calls import DownloadCalls
from deai_desktop.api.engine_calls import EngineCalls
from deai_desktop.api.fit_calls import FitCalls
from deai_desktop.api.hub_calls import HubCalls
from deai_desktop.api.ledger_calls import LedgerCalls
from deai_desktop.api.library_calls import LibraryCalls
from deai_desktop.api.model_calls import ModelCalls
from deai_desktop.api.node_file import NodeFile
from deai_desktop.api.node_proof import CHALLENGE_HEADER, KEY_HEADER, proves
from deai_desktop.api.pool_calls import PoolCalls
from deai_desktop.api.replies import read_reply
from deai_desktop.api.schemas.errors import ErrorBody, error_of
from deai_desktop.api.schemas.keys import CreatedKey, KeyList, KeyView, NewKey, Scope
from deai_desktop.api.schemas.outbound import ClearedOutbound, OutboundList
from deai_desktop.api.schemas.settings import SettingChanges, SettingList, Value
from deai_desktop.api.schemas.status import Done, Health, Status
from deai_desktop.api.schemas.updates import ApplyUpdate, UpdateView
from deai_desktop.core.errors import DeAIError, NodeStartError, NodeUnreachableError
from deai_desktop.core.paths import Paths
from deai_desktop.system.processes import own_command, start_detached
from deai_desktop.system.single_instance import is_held

_NO_PROXY = {"http": "", "https": ""}
_START_SECONDS = 30.0
_ANSWER_SECONDS = 10.0
_NODE_EVENT: TypeAdapter[dict[str, Any]] = TypeAdapter(dict[str, Any])


class NodeClient(
    ModelCalls,
    DownloadCalls,
    LibraryCalls,
    FitCalls,
    EngineCalls,
    HubCalls,
    PoolCalls,
    LedgerCalls,
    ConversationCalls,
):
    """Call one node. Every method raises the `DeAIError` that the node reported."""

    def health_instance(self) -> str:
        """Ask which node answers there, without showing our token; empty when none does."""
        try:
            response = requests.get(f"{self.address}/health", timeout=CONNECT_SECONDS, proxies=_NO_PROXY)
            return Health.model_validate_json(response.content).instance
        except (requests.RequestException, ValidationError):
            return ""

    def knows_our_key(self, key_id: str) -> bool | None:
        """Ask whether the node there knows our token, which is the key of this id, without showing it.

        None when nothing answers as a node does.
        """
        challenge = secrets.token_urlsafe(32)
        headers = {CHALLENGE_HEADER: challenge, KEY_HEADER: key_id}
        try:
            url = f"{self.address}/health"
            response = requests.get(url, headers=headers, timeout=CONNECT_SECONDS, proxies=_NO_PROXY)
            proof = Health.model_validate_json(response.content).proof
        except (requests.RequestException, ValidationError):
            return None
        return proves(proof, self.token, challenge, self.address)

    def status(self, timeout: float = REPLY_SECONDS) -> Status:
        """Ask how the node is."""
        return self.call(Status, "GET", "/api/status", timeout=timeout)

    def shut_down(self) -> None:
        """Ask the node to stop; it finishes what it must write."""
        self.call(Done, "POST", "/api/shutdown")

    def settings(self) -> SettingList:
        """List the settings."""
        return self.call(SettingList, "GET", "/api/settings")

    def change_settings(self, changes: dict[str, Value | None]) -> SettingList:
        """Change settings, all or none; None gives the default back."""
        return self.call(SettingList, "PATCH", "/api/settings", SettingChanges(changes=changes))

    def keys(self) -> KeyList:
        """List the API keys."""
        return self.call(KeyList, "GET", "/api/keys")

    def create_key(self, name: str, scope: Scope = "inference") -> CreatedKey:
        """Make an API key; its secret is in the reply and nowhere else."""
        return self.call(CreatedKey, "POST", "/api/keys", NewKey(name=name, scope=scope))

    def revoke_key(self, key: str) -> KeyView:
        """Revoke a key by its id, the beginning of its id, or its name."""
        return self.call(KeyView, "DELETE", f"/api/keys/{quoted(key)}")

    def outbound(self, limit: int = 100, offset: int = 0) -> OutboundList:
        """List the connections that DeAI made to other computers, newest first."""
        parameters = {"limit": limit, "offset": offset}
        return self.call(OutboundList, "GET", "/api/outbound", parameters=parameters)

    def clear_outbound(self) -> ClearedOutbound:
        """Forget the connections that have ended."""
        return self.call(ClearedOutbound, "DELETE", "/api/outbound")

    def update(self) -> UpdateView:
        """Ask what is known of a newer version."""
        return self.call(UpdateView, "GET", "/api/updates")

    def check_for_update(self) -> UpdateView:
        """Have the update server asked; takes as long as that takes."""
        return self.call(UpdateView, "POST", "/api/updates/check", timeout=None)

    def download_update(self) -> UpdateView:
        """Start fetching the newer version."""
        return self.call(UpdateView, "POST", "/api/updates/download")

    def cancel_update_download(self) -> UpdateView:
        """Stop fetching the newer version; what has arrived is kept for the next try."""
        return self.call(UpdateView, "DELETE", "/api/updates/download")

    def apply_update(self, *, silent: bool) -> UpdateView:
        """Start the setup of the version that was fetched."""
        return self.call(UpdateView, "POST", "/api/updates/apply", ApplyUpdate(silent=silent))

    @contextmanager
    def events(self) -> Iterator[Iterator[dict[str, Any]]]:
        """Listen to what happens in the node; each event has a ``type``."""
        with self.send("GET", "/api/events", timeout=None, stream=True) as response:
            yield (read_reply(_NODE_EVENT, data) for data in server_sent_data(response))


def find_node(paths: Paths) -> NodeClient | None:
    """Connect to this person's running node; None when there is none that answers."""
    file = NodeFile.read(paths.node_file)
    if file is None:
        return None
    client = NodeClient(file.address, file.token)
    if client.health_instance() != file.instance:
        client.close()
        return None
    return client


def connect(paths: Paths, on_start: Callable[[], None] = lambda: None) -> NodeClient:
    """Connect to this person's node and start one when there is none; raises `NodeStartError`."""
    if client := find_node(paths) or _wait_for_the_running_one(paths):
        return client
    on_start()
    output = paths.logs / "node-output.log"
    process = start_detached(own_command("node", "--background"), output)
    deadline = time.monotonic() + _START_SECONDS
    try:
        while time.monotonic() < deadline:
            if client := find_node(paths):
                return client
            if process.has_ended() and not is_held(paths.node_lock):
                raise _start_failure(output.read_text(errors="replace"))
            time.sleep(0.05)
    finally:
        process.let_go()
    raise NodeStartError(
        f"It did not answer within {_START_SECONDS:.0f} seconds.", hint=f"The log may tell why: {paths.logs}"
    )


def _wait_for_the_running_one(paths: Paths) -> NodeClient | None:
    """Give a node that holds the lock time to answer: it is starting, ending, or it hangs."""
    deadline = time.monotonic() + _ANSWER_SECONDS
    while is_held(paths.node_lock):
        if client := find_node(paths):
            return client
        if time.monotonic() > deadline:
            raise NodeUnreachableError(
                f"It runs, but has not answered for {_ANSWER_SECONDS:.0f} seconds.",
                hint="End it with: deai stop",
            )
        time.sleep(0.1)
    return None


def _start_failure(output: str) -> DeAIError:
    """Read the reason that ``deai node --background`` printed as its last line."""
    lines = [line for line in output.splitlines() if line.strip()]
    try:
        return error_of(ErrorBody.model_validate_json(lines[-1]).error)
    except (ValidationError, IndexError):
        return NodeStartError(
            lines[-1] if lines else "It ended at once.", hint="Try `deai node` to see more."
        )
