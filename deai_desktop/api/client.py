"""Finds the node, starts it when there is none, and calls it with typed requests and replies."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar
from urllib.parse import quote

import requests
from pydantic import BaseModel, TypeAdapter, ValidationError

from deai_desktop.api.node_file import NodeFile
from deai_desktop.api.node_proof import CHALLENGE_HEADER, KEY_HEADER, proves
from deai_desktop.api.replies import error_in_reply, read_reply, unreachable
from deai_desktop.api.schemas.conversation_file import ConversationFile
from deai_desktop.api.schemas.conversations import (
    Conversation,
    ConversationChanges,
    ConversationList,
    NewConversation,
    SelectBranch,
    Stopped,
    TurnEvent,
    TurnRequest,
)
from deai_desktop.api.schemas.errors import ErrorBody, error_of
from deai_desktop.api.schemas.keys import CreatedKey, KeyList, KeyView, NewKey, Scope
from deai_desktop.api.schemas.models import (
    DownloadList,
    DownloadView,
    ImportModel,
    ModelList,
    ModelView,
    PullModel,
    RemovedModel,
    Unloaded,
)
from deai_desktop.api.schemas.outbound import ClearedOutbound, OutboundList
from deai_desktop.api.schemas.settings import SettingChanges, SettingList, Value
from deai_desktop.api.schemas.status import Done, Health, LoadedModel, Status
from deai_desktop.api.schemas.updates import ApplyUpdate, UpdateView
from deai_desktop.core.errors import DeAIError, NodeStartError, NodeUnreachableError
from deai_desktop.core.paths import Paths
from deai_desktop.system.processes import own_command, start_detached
from deai_desktop.system.single_instance import is_held

_CONNECT_SECONDS = 5.0
_REPLY_SECONDS = 60.0
_NO_PROXY = {"http": "", "https": ""}
_START_SECONDS = 30.0
_ANSWER_SECONDS = 10.0

Reply = TypeVar("Reply", bound=BaseModel)
Read = TypeVar("Read")


class NodeClient:
    """Call one node. Every method raises the `DeAIError` that the node reported."""

    def __init__(self, address: str, token: str) -> None:
        self.address = address
        self.token = token
        self._session = requests.Session()
        self._session.trust_env = False  # a proxy must never stand between us and our own PC
        self._session.headers["Authorization"] = f"Bearer {token}"

    def close(self) -> None:
        """Close the connections."""
        self._session.close()

    def __enter__(self) -> NodeClient:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # The node itself

    def health_instance(self) -> str:
        """Ask which node answers there, without showing our token; empty when none does."""
        try:
            response = requests.get(f"{self.address}/health", timeout=_CONNECT_SECONDS, proxies=_NO_PROXY)
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
            response = requests.get(url, headers=headers, timeout=_CONNECT_SECONDS, proxies=_NO_PROXY)
            proof = Health.model_validate_json(response.content).proof
        except (requests.RequestException, ValidationError):
            return None
        return proves(proof, self.token, challenge, self.address)

    def status(self, timeout: float = _REPLY_SECONDS) -> Status:
        """Ask how the node is."""
        return self._call(Status, "GET", "/api/status", timeout=timeout)

    def shut_down(self) -> None:
        """Ask the node to stop; it finishes what it must write."""
        self._call(Done, "POST", "/api/shutdown")

    def settings(self) -> SettingList:
        """List the settings."""
        return self._call(SettingList, "GET", "/api/settings")

    def change_settings(self, changes: dict[str, Value | None]) -> SettingList:
        """Change settings, all or none; None gives the default back."""
        return self._call(SettingList, "PATCH", "/api/settings", SettingChanges(changes=changes))

    def keys(self) -> KeyList:
        """List the API keys."""
        return self._call(KeyList, "GET", "/api/keys")

    def create_key(self, name: str, scope: Scope = "inference") -> CreatedKey:
        """Make an API key; its secret is in the reply and nowhere else."""
        return self._call(CreatedKey, "POST", "/api/keys", NewKey(name=name, scope=scope))

    def revoke_key(self, key: str) -> KeyView:
        """Revoke a key by its id, the beginning of its id, or its name."""
        return self._call(KeyView, "DELETE", f"/api/keys/{_quoted(key)}")

    def outbound(self, limit: int = 100, offset: int = 0) -> OutboundList:
        """List the connections that DeAI made to other computers, newest first."""
        parameters = {"limit": limit, "offset": offset}
        return self._call(OutboundList, "GET", "/api/outbound", parameters=parameters)

    def clear_outbound(self) -> ClearedOutbound:
        """Forget the connections that have ended."""
        return self._call(ClearedOutbound, "DELETE", "/api/outbound")

    def update(self) -> UpdateView:
        """Ask what is known of a newer version."""
        return self._call(UpdateView, "GET", "/api/updates")

    def check_for_update(self) -> UpdateView:
        """Have the update server asked; takes as long as that takes."""
        return self._call(UpdateView, "POST", "/api/updates/check", timeout=None)

    def download_update(self) -> UpdateView:
        """Start fetching the newer version."""
        return self._call(UpdateView, "POST", "/api/updates/download")

    def apply_update(self, *, silent: bool) -> UpdateView:
        """Start the setup of the version that was fetched."""
        return self._call(UpdateView, "POST", "/api/updates/apply", ApplyUpdate(silent=silent))

    # Models

    def models(self) -> ModelList:
        """List installed models and what the catalogue offers."""
        return self._call(ModelList, "GET", "/api/models")

    def model(self, model: str) -> ModelView:
        """Describe one model."""
        return self._call(ModelView, "GET", f"/api/models/{_quoted(model)}")

    def import_model(self, path: str, model_id: str = "", name: str = "") -> ModelView:
        """Take a GGUF file from where it lies."""
        return self._call(
            ModelView, "POST", "/api/models/import", ImportModel(path=path, id=model_id, name=name)
        )

    def remove_model(self, model: str) -> RemovedModel:
        """Remove a model."""
        return self._call(RemovedModel, "DELETE", f"/api/models/{_quoted(model)}")

    def load_model(self, model: str) -> LoadedModel:
        """Load a model into memory; takes as long as the loading does."""
        return self._call(LoadedModel, "POST", f"/api/models/{_quoted(model)}/load", timeout=None)

    def unload_model(self, model: str) -> Unloaded:
        """Free a model's memory."""
        return self._call(Unloaded, "POST", f"/api/models/{_quoted(model)}/unload")

    def pull(self, model: str) -> DownloadView:
        """Start fetching a model."""
        return self._call(DownloadView, "POST", "/api/downloads", PullModel(model=model))

    def downloads(self) -> DownloadList:
        """List downloads, newest first."""
        return self._call(DownloadList, "GET", "/api/downloads")

    def download(self, download: str) -> DownloadView:
        """Ask how far a download is."""
        return self._call(DownloadView, "GET", f"/api/downloads/{_quoted(download)}")

    def cancel_download(self, download: str, *, discard: bool = False) -> DownloadView:
        """Cancel a download; what was fetched is kept for the next try, unless it is to be discarded."""
        parameters = {"discard": "true"} if discard else None
        return self._call(
            DownloadView, "DELETE", f"/api/downloads/{_quoted(download)}", parameters=parameters
        )

    # Conversations

    def conversations(
        self, query: str = "", limit: int = 50, offset: int = 0, *, pinned_first: bool = True
    ) -> ConversationList:
        """List or search conversations, pinned ones first, then the one used last."""
        parameters = {"query": query, "limit": limit, "offset": offset, "pinned_first": pinned_first}
        return self._call(ConversationList, "GET", "/api/conversations", parameters=parameters)

    def conversation(self, conversation: str) -> Conversation:
        """Read one conversation with its current branch."""
        return self._call(Conversation, "GET", f"/api/conversations/{_quoted(conversation)}")

    def create_conversation(self, new: NewConversation) -> Conversation:
        """Start a conversation."""
        return self._call(Conversation, "POST", "/api/conversations", new)

    def change_conversation(self, conversation: str, changes: ConversationChanges) -> Conversation:
        """Rename a conversation, pin it, or change its model or system prompt."""
        return self._call(Conversation, "PATCH", f"/api/conversations/{_quoted(conversation)}", changes)

    def export_conversation(self, conversation: str) -> ConversationFile:
        """Read a conversation with all its branches."""
        return self._call(ConversationFile, "GET", f"/api/conversations/{_quoted(conversation)}/export")

    def import_conversation(self, file: ConversationFile) -> Conversation:
        """Keep an exported conversation as a new one."""
        return self._call(Conversation, "POST", "/api/conversations/import", file)

    def delete_conversation(self, conversation: str) -> None:
        """Delete a conversation with all its branches."""
        self._call(Done, "DELETE", f"/api/conversations/{_quoted(conversation)}")

    def select_branch(self, conversation: str, message: str) -> Conversation:
        """Show the branch that runs through this message."""
        path = f"/api/conversations/{_quoted(conversation)}/branch"
        return self._call(Conversation, "POST", path, SelectBranch(message_id=message))

    def delete_message(self, conversation: str, message: str) -> Conversation:
        """Delete a message with all that follows from it."""
        path = f"/api/conversations/{_quoted(conversation)}/messages/{_quoted(message)}"
        return self._call(Conversation, "DELETE", path)

    @contextmanager
    def turn(self, conversation: str, request: TurnRequest) -> Iterator[Iterator[TurnEvent]]:
        """Say something and iterate over what happens; leaving early does not stop it (`stop_turn` does)."""
        path = f"/api/conversations/{_quoted(conversation)}/turns"
        response = self._send("POST", path, request, timeout=None, stream=True)
        with response:
            yield (read_reply(_TURN_EVENT, data) for data in _server_sent_data(response))

    def stop_turn(self, conversation: str) -> Stopped:
        """Stop the answer that is being written; what was said is kept."""
        return self._call(Stopped, "POST", f"/api/conversations/{_quoted(conversation)}/stop")

    @contextmanager
    def events(self) -> Iterator[Iterator[dict[str, Any]]]:
        """Listen to what happens in the node; each event has a ``type``."""
        with self._send("GET", "/api/events", timeout=None, stream=True) as response:
            yield (read_reply(_NODE_EVENT, data) for data in _server_sent_data(response))

    # How

    def _call(
        self,
        kind: type[Reply],
        method: str,
        path: str,
        body: BaseModel | None = None,
        *,
        parameters: dict[str, Any] | None = None,
        timeout: float | None = _REPLY_SECONDS,
    ) -> Reply:
        response = self._send(method, path, body, parameters=parameters, timeout=timeout)
        return read_reply(TypeAdapter(kind), response.content)

    def _send(
        self,
        method: str,
        path: str,
        body: BaseModel | None = None,
        *,
        parameters: dict[str, Any] | None = None,
        timeout: float | None = _REPLY_SECONDS,
        stream: bool = False,
    ) -> requests.Response:
        try:
            response = self._session.request(
                method,
                self.address + path,
                params=parameters,
                data=body.model_dump_json(exclude_unset=True) if body else None,
                headers={"Content-Type": "application/json"} if body else None,
                timeout=(_CONNECT_SECONDS, timeout),
                stream=stream,
                allow_redirects=False,
            )
        except requests.RequestException as error:
            raise unreachable(self.address) from error
        if response.status_code >= 400:
            raise error_in_reply(response.status_code, response.content)
        return response


_TURN_EVENT: TypeAdapter[TurnEvent] = TypeAdapter(TurnEvent)
_NODE_EVENT: TypeAdapter[dict[str, Any]] = TypeAdapter(dict[str, Any])


def _server_sent_data(response: requests.Response) -> Iterator[bytes]:
    """Yield the data of each server-sent event; raises when the line breaks before the stream's end."""
    try:
        for line in response.iter_lines(chunk_size=None):
            if line.startswith(b"data: "):
                yield line[6:]
    except requests.RequestException as error:
        raise unreachable(response.url) from error


def _quoted(part: str) -> str:
    return quote(part, safe="")


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
