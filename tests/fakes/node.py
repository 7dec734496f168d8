"""A node for tests of front ends: speaks the local API over real HTTP, but thinks in words per second."""

from __future__ import annotations

import contextlib
import re
import socket
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from urllib.parse import parse_qs, unquote, urlsplit

from pydantic import BaseModel

from deai_desktop.api.node_file import NodeFile
from deai_desktop.api.schemas.conversation_file import FORMAT, KIND, ConversationFile, FileMessage
from deai_desktop.api.schemas.conversations import (
    Conversation,
    ConversationChanges,
    ConversationList,
    ConversationSummary,
    MessageView,
    NewConversation,
    Stopped,
    TurnFailed,
    TurnFinished,
    TurnLoading,
    TurnRequest,
    TurnStarted,
    TurnText,
)
from deai_desktop.api.schemas.downloads import DownloadList, DownloadView, PullModel
from deai_desktop.api.schemas.engine import EngineRun, EngineRunList
from deai_desktop.api.schemas.errors import ErrorBody, ErrorDetail, error_detail
from deai_desktop.api.schemas.keys import CreatedKey, KeyList, KeyView, NewKey
from deai_desktop.api.schemas.library import Removal
from deai_desktop.api.schemas.models import (
    ImportModel,
    ModelList,
    ModelView,
    RemovedModel,
    Unloaded,
)
from deai_desktop.api.schemas.outbound import ClearedOutbound, OutboundConnection, OutboundList
from deai_desktop.api.schemas.pools import PoolModelList, PoolModelView
from deai_desktop.api.schemas.settings import SettingChanges, SettingList
from deai_desktop.api.schemas.status import Done, Health, LoadedModel, Status, VaultState
from deai_desktop.core.errors import (
    DeAIError,
    DownloadError,
    EngineCrashedError,
    ModelNotFoundError,
    NotFoundError,
)
from deai_desktop.core.paths import Paths
from deai_desktop.core.settings import Settings, changed, describe

TOKEN = "session-token"
INSTANCE = "fake-instance"
NO_PROCESS = 2_000_000_000
"""A number that no process has: the fake runs in the test's own, which must not be taken for the node's."""
STARTER = "smollm2-135m-instruct"
OTHER = "other-model"

Reply = BaseModel | Iterator[BaseModel]


@dataclass
class FakeNode:
    """Serve until the ``with`` block ends. A few words in a message make it behave badly:

    ``slow`` answers for a minute, ``crash`` fails after some text, ``crowded`` leaves two messages out,
    ``escape`` says a control sequence. Attributes may be changed at any time.
    """

    installed: set[str] = field(default_factory=lambda: {STARTER, OTHER})
    loaded: set[str] = field(default_factory=set)
    conversations: dict[str, Conversation] = field(default_factory=dict)
    keys: list[KeyView] = field(default_factory=list)
    downloads: dict[str, DownloadView] = field(default_factory=dict)
    download_steps: int = 3
    download_error: str = ""
    settings: Settings = field(default_factory=Settings)
    outbound: list[OutboundConnection] = field(default_factory=list)
    destination: str = "this-pc"
    """Where its answers come from."""
    pool_models: list[PoolModelView] = field(default_factory=list)
    lan_addresses: list[str] = field(default_factory=list)
    lan_problem: str = ""
    engine_runs: list[EngineRun] = field(default_factory=list)
    turns: list[TurnRequest] = field(default_factory=list)
    stopped: dict[str, threading.Event] = field(default_factory=dict)
    was_shut_down: threading.Event = field(default_factory=threading.Event)
    on_shut_down: Callable[[], None] = lambda: None
    more_routes: tuple[tuple[str, Callable[..., Reply]], ...] = ()
    """Routes that go before our own."""

    def __enter__(self) -> Self:
        node: FakeNode = self

        class Handler(_Handler):
            fake = node

        self._server = _Server(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        for event in self.stopped.values():
            event.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    @property
    def address(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def write_node_file(self, paths: Paths, pid: int = NO_PROCESS) -> None:
        """Let front ends find it."""
        NodeFile(self.address, pid, time.time(), TOKEN, INSTANCE).write(paths.node_file)

    def model_views(self) -> list[ModelView]:
        """List what it knows, installed first."""
        views = [
            self._view(STARTER, "SmolLM2 135M Instruct", 98_362_432, starter=True),
            self._view(OTHER, "Other", 1_500_000_000),
        ]
        return sorted(views, key=lambda view: not view.installed)

    def model_view(self, model: str) -> ModelView:
        """Describe one; raises `ModelNotFoundError`."""
        for view in self.model_views():
            if view.id == model:
                return view
        raise ModelNotFoundError(f"No model is named {model}.", hint="See: deai models list")

    def conversation(self, conversation: str) -> Conversation:
        """Find one; raises `NotFoundError`."""
        if conversation not in self.conversations:
            raise NotFoundError(f"There is no conversation {conversation}.")
        return self.conversations[conversation]

    def add_conversation(self, new: NewConversation) -> Conversation:
        """Start one."""
        created = Conversation(
            id=f"conversation-{len(self.conversations) + 1}",
            title=new.title,
            model=new.model or STARTER,
            created_at=1_700_000_000,
            updated_at=1_700_000_000 + len(self.conversations),
            system_prompt=new.system_prompt or "",
            messages=[],
        )
        self.conversations[created.id] = created
        return created

    def run_turn(self, conversation: str, request: TurnRequest) -> Iterator[BaseModel]:
        """Answer word by word."""
        opened = self.conversation(conversation)
        stop = self.stopped[conversation] = threading.Event()
        self.turns.append(request)
        question = _place_question(opened, request)
        model = request.model or opened.model
        said = question.content
        answer = _message("assistant", "", question.id, len(opened.messages), model=model)
        answer.left_out = 2 if "crowded" in said else 0
        answer.destination = self.destination
        if model not in self.loaded:
            yield TurnLoading(model=model, part=0.0)
            yield TurnLoading(model=model, part=0.5)
            self.loaded.add(model)
        yield TurnStarted(
            conversation_id=conversation,
            user_message=question,
            answer_id=answer.id,
            model=model,
            left_out=answer.left_out,
            destination=self.destination,
        )
        for word in _words(said, len(self.turns)):
            if stop.is_set():
                break
            answer.content += word
            yield TurnText(text=word)
            if "slow" in said:
                stop.wait(0.1)
        if "crash" in said:
            detail = error_detail(EngineCrashedError("It ran out of memory.", hint="Try a smaller model."))
            yield TurnFailed(error=detail, message=None)
            return
        answer.status = "stopped" if stop.is_set() else "complete"
        answer.finish_reason = "cancelled" if stop.is_set() else "stop"
        answer.prompt_tokens, answer.completion_tokens = 7, len(answer.content.split())
        answer.tokens_per_second, answer.first_token_ms = 42.0, 12.5
        opened.messages.append(answer)
        yield TurnFinished(message=answer)

    def status(self) -> Status:
        """Describe itself."""
        loaded = [_loaded(model) for model in sorted(self.loaded)]
        return Status(
            version="0.1.0",
            pid=1,
            started_at=1_700_000_000,
            address=self.address,
            memory_bytes=50_000_000,
            loaded_models=loaded,
            installed_models=len(self.installed),
            downloads=0,
            data_folder="/data",
            lan_addresses=self.lan_addresses,
            lan_problem=self.lan_problem,
            vault=VaultState(available=True, description="a vault of air"),
        )

    def setting_list(self) -> SettingList:
        """List the settings, as real ones."""
        return SettingList.model_validate(
            {"settings": [vars(info) | {"choices": list(info.choices)} for info in describe(self.settings)]}
        )

    def change_settings(self, changes: SettingChanges) -> SettingList:
        """Change all or none."""
        defaults = {info.name: info.default for info in describe(Settings())}
        settings = self.settings
        for name, value in changes.changes.items():
            settings = changed(settings, name, defaults.get(name) if value is None else value)
        self.settings = settings
        return self.setting_list()

    def begin_download(self, model: str) -> DownloadView:
        """Queue a download."""
        view = self.model_view(model)
        download = DownloadView(id="download-1", model=model, state="queued", done=0, total=view.size)
        self.downloads[download.id] = download
        return download

    def go_on_with(self, download: str) -> DownloadView:
        """Take one step each time somebody looks."""
        view = self.downloads[download]
        if view.state in ("queued", "running"):
            view.state, view.speed = "running", 5_000_000
            view.done = min(view.total, view.done + view.total // self.download_steps + 1)
            view.remaining_seconds = (view.total - view.done) / view.speed
            if self.download_error:
                view.state = "failed"
                view.error = error_detail(DownloadError(self.download_error, hint="Try again later."))
            elif view.done == view.total:
                view.state = "finished"
                self.installed.add(view.model)
        return view

    def cancel(self, download: str) -> DownloadView:
        """Cancel a download."""
        self.downloads[download].state = "cancelled"
        return self.downloads[download]

    def _view(self, model: str, name: str, size: int, *, starter: bool = False) -> ModelView:
        return ModelView(
            id=model,
            name=name,
            licence="Apache-2.0",
            engine="llama.cpp",
            size=size,
            starter=starter,
            context_length=8192,
            parameters=134_515_008,
            installed=model in self.installed,
            loaded=model in self.loaded,
        )


def _words(said: str, turn: int) -> Iterator[str]:
    """Think of an answer; each turn's is another one."""
    yield from (f"Answer {turn} ", "to: ", said)
    if "slow" in said:
        yield from (f" word{count}" for count in range(600))
    if "escape" in said:
        yield " \x1b[31mred"


def _place_question(opened: Conversation, request: TurnRequest) -> MessageView:
    """Put the question where the answer will follow; what it replaces is gone from the branch."""
    messages = opened.messages
    if request.regenerate:
        del messages[[one.id for one in messages].index(request.regenerate) :]
        return messages[-1]
    if request.edit:
        del messages[[one.id for one in messages].index(request.edit) :]
    question = _message("user", request.content or "", None, len(messages))
    messages.append(question)
    opened.title = opened.title or question.content[:40]
    return question


def _message(role: Any, content: str, parent: str | None, number: int, model: str = "") -> MessageView:
    name = f"message-{number}-{time.monotonic_ns()}"
    return MessageView(
        id=name,
        parent_id=parent,
        role=role,
        content=content,
        status="complete",
        model=model,
        destination="this-pc" if model else "",
        created_at=1_700_000_000,
        versions=[name],
    )


def _loaded(model: str) -> LoadedModel:
    return LoadedModel(
        id=model, device="CPU", threads=4, context_length=4096, memory_bytes=200_000_000, requests=0
    )


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self._connections: list[socket.socket] = []

    def get_request(self) -> tuple[socket.socket, Any]:
        """Remember the connection."""
        connection, client = super().get_request()
        self._connections.append(connection)
        return connection, client

    def server_close(self) -> None:
        """End the connections that clients keep open, as the end of a process would."""
        super().server_close()
        for connection in self._connections:
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Keep quiet about clients that leave early."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    fake: FakeNode

    def do_GET(self) -> None:
        self._serve()

    do_POST = do_PATCH = do_PUT = do_DELETE = do_GET  # noqa: N815 - http.server's names

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - http.server's name
        """Keep quiet."""

    def _serve(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        address = urlsplit(self.path)
        try:
            if address.path == "/health":
                self._send(200, Health(instance=INSTANCE))
                return
            if self.headers.get("Authorization") != f"Bearer {TOKEN}":
                self._send(401, ErrorBody(error=ErrorDetail(message="No.", type="x", code="invalid_api_key")))
                return
            reply = self._route(address.path, body, parse_qs(address.query))
            if isinstance(reply, BaseModel):
                self._send(200, reply)
            else:
                self._stream(reply)
        except DeAIError as error:
            status = 404 if isinstance(error, NotFoundError) else 400
            self._send(status, ErrorBody(error=error_detail(error)))

    def _route(self, path: str, body: bytes, query: dict[str, list[str]]) -> Reply:
        for pattern, serve in (*self.fake.more_routes, *_ROUTES):
            if match := re.fullmatch(pattern, f"{self.command} {path}"):
                return serve(self.fake, body, query, *map(unquote, match.groups()))
        raise NotFoundError(f"The fake has no {self.command} {path}.")

    def _send(self, status: int, reply: BaseModel) -> None:
        content = reply.model_dump_json().encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def _stream(self, events: Iterator[BaseModel]) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        for event in events:
            line = f"data: {event.model_dump_json()}\n\n".encode()
            self.wfile.write(b"%x\r\n%s\r\n" % (len(line), line))
        self.wfile.write(b"0\r\n\r\n")


def _change_conversation(node: FakeNode, body: bytes, query: Any, conversation: str) -> Reply:
    opened = node.conversation(conversation)
    changes = ConversationChanges.model_validate_json(body).model_dump(exclude_none=True)
    node.conversations[conversation] = opened.model_copy(update=changes)
    return node.conversations[conversation]


def _list_conversations(node: FakeNode, body: bytes, query: dict[str, list[str]]) -> Reply:
    wanted = query.get("query", [""])[0]
    found = [
        ConversationSummary.model_validate(one.model_dump())
        for one in sorted(node.conversations.values(), key=lambda one: (not one.pinned, -one.updated_at))
        if any(wanted in message.content for message in one.messages) or not wanted
    ]
    return ConversationList(conversations=found[: int(query.get("limit", ["50"])[0])])


def _export_conversation(node: FakeNode, body: bytes, query: Any, conversation: str) -> Reply:
    opened = node.conversation(conversation)
    return ConversationFile(
        kind=KIND,
        format=FORMAT,
        title=opened.title,
        model=opened.model,
        pinned=opened.pinned,
        created_at=opened.created_at,
        updated_at=opened.updated_at,
        messages=[
            FileMessage.model_validate(one.model_dump(include=set(FileMessage.model_fields)))
            for one in opened.messages
        ],
    )


def _import_conversation(node: FakeNode, body: bytes, query: Any) -> Reply:
    file = ConversationFile.model_validate_json(body)
    imported = node.add_conversation(NewConversation(title=file.title, model=file.model))
    imported.pinned = file.pinned
    imported.messages += [
        MessageView.model_validate(one.model_dump() | {"versions": [one.id]}) for one in file.messages
    ]
    return imported


def _delete_conversation(node: FakeNode, body: bytes, query: Any, conversation: str) -> Reply:
    del node.conversations[node.conversation(conversation).id]
    return Done()


def _stop(node: FakeNode, body: bytes, query: Any, conversation: str) -> Reply:
    if event := node.stopped.get(conversation):
        event.set()
    return Stopped(was_running=event is not None)


def _remove(node: FakeNode, body: bytes, query: Any, model: str) -> Reply:
    node.installed.remove(node.model_view(model).id)
    return RemovedModel(id=model, freed_bytes=98_362_432)


def _import(node: FakeNode, body: bytes, query: Any) -> Reply:
    asked = ImportModel.model_validate_json(body)
    stem = Path(asked.path).stem
    return ModelView(
        id=asked.id or stem,
        name=asked.name or stem,
        engine="llama.cpp",
        size=1,
        path=asked.path,
        installed=True,
    )


def _load(node: FakeNode, body: bytes, query: Any, model: str) -> Reply:
    node.loaded.add(node.model_view(model).id)
    return _loaded(model)


def _unload(node: FakeNode, body: bytes, query: Any, model: str) -> Reply:
    was_loaded = node.model_view(model).loaded
    node.loaded.discard(model)
    return Unloaded(was_loaded=was_loaded)


def _create_key(node: FakeNode, body: bytes, query: Any) -> Reply:
    new = NewKey.model_validate_json(body)
    view = KeyView(id=f"key-{len(node.keys) + 1}", name=new.name, scope=new.scope, created_at=1_700_000_000)
    node.keys.append(view)
    return CreatedKey(**view.model_dump(), key="deai-secret")


def _revoke_key(node: FakeNode, body: bytes, query: Any, key: str) -> Reply:
    for view in node.keys:
        if key in (view.id, view.name):
            node.keys.remove(view)
            return view
    raise NotFoundError(f"There is no key {key}.")


def _list_outbound(node: FakeNode, body: bytes, query: dict[str, list[str]]) -> Reply:
    limit = int(query["limit"][0])
    return OutboundList(connections=node.outbound[:limit], total=len(node.outbound))


def _clear_outbound(node: FakeNode, body: bytes, query: Any) -> Reply:
    forgotten = len(node.outbound)
    node.outbound.clear()
    return ClearedOutbound(forgotten=forgotten)


def _shut_down(node: FakeNode, body: bytes, query: Any) -> Reply:
    node.was_shut_down.set()
    node.on_shut_down()
    return Done()


_ROUTES: tuple[tuple[str, Callable[..., Reply]], ...] = (
    ("GET /api/status", lambda node, body, query: node.status()),
    ("POST /api/shutdown", _shut_down),
    ("GET /api/settings", lambda node, body, query: node.setting_list()),
    (
        "PATCH /api/settings",
        lambda node, body, query: node.change_settings(SettingChanges.model_validate_json(body)),
    ),
    ("GET /api/outbound", _list_outbound),
    ("DELETE /api/outbound", _clear_outbound),
    ("GET /api/pools/models", lambda node, body, query: PoolModelList(models=node.pool_models)),
    ("GET /api/keys", lambda node, body, query: KeyList(keys=node.keys)),
    ("POST /api/keys", _create_key),
    ("DELETE /api/keys/([^/]+)", _revoke_key),
    ("GET /api/models", lambda node, body, query: ModelList(models=node.model_views())),
    ("POST /api/models/import", _import),
    ("GET /api/models/([^/]+)", lambda node, body, query, model: node.model_view(model)),
    ("DELETE /api/models/([^/]+)", _remove),
    (
        "GET /api/models/([^/]+)/removal",
        lambda node, body, query, model: Removal(id=model, frees_bytes=node.model_view(model).size),
    ),
    ("POST /api/models/([^/]+)/load", _load),
    ("POST /api/models/([^/]+)/unload", _unload),
    ("GET /api/engine/runs", lambda node, body, query: EngineRunList(runs=node.engine_runs)),
    ("POST /api/models/([^/]+)/trust", lambda node, body, query, model: node.model_view(model)),
    (
        "POST /api/downloads",
        lambda node, body, query: node.begin_download(PullModel.model_validate_json(body).model),
    ),
    (
        "GET /api/downloads",
        lambda node, body, query: DownloadList(downloads=list(node.downloads.values())),
    ),
    ("GET /api/downloads/([^/]+)", lambda node, body, query, download: node.go_on_with(download)),
    ("DELETE /api/downloads/([^/]+)", lambda node, body, query, download: node.cancel(download)),
    ("GET /api/conversations", _list_conversations),
    (
        "POST /api/conversations",
        lambda node, body, query: node.add_conversation(NewConversation.model_validate_json(body)),
    ),
    ("POST /api/conversations/import", _import_conversation),
    ("GET /api/conversations/([^/]+)/export", _export_conversation),
    ("GET /api/conversations/([^/]+)", lambda node, body, query, one: node.conversation(one)),
    ("PATCH /api/conversations/([^/]+)", _change_conversation),
    ("DELETE /api/conversations/([^/]+)", _delete_conversation),
    (
        "POST /api/conversations/([^/]+)/turns",
        lambda node, body, query, one: node.run_turn(one, TurnRequest.model_validate_json(body)),
    ),
    ("POST /api/conversations/([^/]+)/stop", _stop),
)
