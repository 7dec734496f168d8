"""The window's line to the node: starts it when there is none, calls it without blocking, notices its end."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from PySide6.QtCore import QCoreApplication, QObject, QRunnable, QThreadPool, QTimer, QUrl, Signal, Slot
from PySide6.QtNetwork import QNetworkAccessManager, QNetworkProxy, QNetworkReply, QNetworkRequest

from deai_desktop.api.schemas.errors import ErrorBody, error_of
from deai_desktop.core.errors import DeAIError, InternalError, NodeUnreachableError
from deai_desktop.core.paths import Paths
from deai_desktop.gui.node_texts import said
from deai_desktop.gui.qt_property import qt_property
from deai_desktop.gui.server_sent_reader import ServerSentReader

_RETRY_MILLISECONDS = 1000
_CALL_MILLISECONDS = 60_000

Reply = TypeVar("Reply", bound=BaseModel)
OnError = Callable[[DeAIError], None]


class Stream(QObject):
    """A reply that comes piece by piece; `abort` stops listening."""

    def __init__(
        self,
        reply: QNetworkReply,
        on_event: Callable[[dict[str, Any]], None],
        on_end: Callable[[DeAIError | None], None],
    ) -> None:
        super().__init__(reply)
        self._reply = reply
        self._reader = ServerSentReader()
        self._on_event = on_event
        self._on_end = on_end
        self._is_aborted = False
        reply.readyRead.connect(self._read)
        reply.finished.connect(self._finish)

    def abort(self) -> None:
        """Stop listening; the node goes on with what it does."""
        self._is_aborted = True
        self._reply.abort()

    def _read(self) -> None:
        status = self._reply.attribute(QNetworkRequest.Attribute.HttpStatusCodeAttribute)
        if status != 200:
            return
        for data in self._reader.feed(bytes(self._reply.readAll().data())):
            if not self._is_aborted:
                self._on_event(json.loads(data))

    def _finish(self) -> None:
        error = _error_of(self._reply)
        if error is None:
            self._read()
        self._reply.deleteLater()
        if not self._is_aborted:
            self._on_end(error)


class Call:
    """A request that is under way."""

    def __init__(self, reply: QNetworkReply) -> None:
        self._reply = reply
        self.is_given_up = False

    def give_up(self) -> None:
        """Close the connection; nobody hears of the outcome any more."""
        self.is_given_up = True
        with contextlib.suppress(RuntimeError):  # it has ended and Qt has deleted it
            self._reply.abort()


class NodeLink(QObject):
    """Call the node from the Qt thread. ``state`` is starting, ready or unreachable."""

    stateChanged = Signal()  # noqa: N815 - Qt's naming
    connected = Signal()
    """The node answers; comes again after each time it was gone."""
    eventArrived = Signal(object)  # noqa: N815 - Qt's naming
    """Something happened in the node; a dict with a ``type``."""

    _found = Signal(str, str, str)
    _failed = Signal(object)

    def __init__(self, paths: Paths, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._paths = paths
        self._network = QNetworkAccessManager(self)
        self._network.setProxy(QNetworkProxy(QNetworkProxy.ProxyType.NoProxy))
        self._address = ""
        self._token = b""
        self._place = ""
        self._state = "starting"
        self._error: DeAIError | None = None
        self._events: Stream | None = None
        self._is_closed = False
        self._is_connecting = False
        self._found.connect(self._use)
        self._failed.connect(self._give_up)

    @qt_property(str, notify=stateChanged)
    def state(self) -> str:
        """Whether the node answers."""
        return self._state

    @qt_property(str, notify=stateChanged)
    def problem(self) -> str:
        """Why the node does not answer, for people; empty otherwise."""
        return f"{said(self._error.message)} {said(self._error.hint)}".strip() if self._error else ""

    @qt_property(str, notify=stateChanged)
    def address(self) -> str:
        """Where the local API answers."""
        return self._address

    @qt_property(str, notify=stateChanged)
    def place(self) -> str:
        """Where the node is that is used, like “WSL: Debian”; empty for this PC's own."""
        return self._place

    def reopen(self) -> None:
        """Turn to the node that the person has chosen by now."""
        self._stop_listening()
        self.open()

    @Slot()
    def open(self) -> None:
        """Find the node or start it, in the background."""
        if self._is_closed or self._is_connecting:
            return
        self._is_connecting = True
        self._set_state("starting")
        QThreadPool.globalInstance().start(_Connecting(self))

    def close(self) -> None:
        """Stop listening; the node goes on."""
        self._is_closed = True
        self._stop_listening()

    def call(
        self,
        kind: type[Reply],
        method: str,
        path: str,
        body: BaseModel | None = None,
        *,
        on_reply: Callable[[Reply], None] = lambda _: None,
        on_error: OnError = lambda _: None,
        timeout: int = _CALL_MILLISECONDS,
    ) -> Call:
        """Send a request; one of the two callables hears the outcome, later, in the Qt thread."""
        reply = self._send(method, path, body, timeout)
        sent = Call(reply)

        def finish() -> None:
            if sent.is_given_up:
                reply.deleteLater()
                return
            error = _error_of(reply)
            content = bytes(reply.readAll().data())
            reply.deleteLater()
            if self._is_closed:
                return
            if error is None:
                try:
                    answer = kind.model_validate_json(content)
                except ValidationError:
                    error = InternalError(
                        self.tr("The node's reply can't be read."), hint=self.tr("Start DeAI again.")
                    )
            if error is not None:
                self._notice(error)
                on_error(error)
            else:
                on_reply(answer)

        reply.finished.connect(finish)
        return sent

    def stream(
        self,
        method: str,
        path: str,
        body: BaseModel | None,
        on_event: Callable[[dict[str, Any]], None],
        on_end: Callable[[DeAIError | None], None],
    ) -> Stream:
        """Send a request whose reply is a stream of events."""

        def end(error: DeAIError | None) -> None:
            if not self._is_closed:
                if error is not None:
                    self._notice(error)
                on_end(error)

        return Stream(self._send(method, path, body, 0), on_event, end)

    def _send(self, method: str, path: str, body: BaseModel | None, timeout: int) -> QNetworkReply:
        request = QNetworkRequest(QUrl(self._address + path))
        request.setRawHeader(b"Authorization", b"Bearer " + self._token)
        request.setTransferTimeout(timeout)
        data = b""
        if body is not None:
            request.setHeader(QNetworkRequest.KnownHeaders.ContentTypeHeader, "application/json")
            data = body.model_dump_json(exclude_unset=True).encode()
        return self._network.sendCustomRequest(request, method.encode(), data)

    def _use(self, address: str, token: str, place: str) -> None:
        self._is_connecting = False
        if self._is_closed:
            return
        self._address, self._token, self._error = address, token.encode(), None
        self._place = place
        self._events = self.stream("GET", "/api/events", None, self.eventArrived.emit, self._events_ended)
        self._set_state("ready")
        self.connected.emit()

    def _events_ended(self, error: DeAIError | None) -> None:
        """The stream of events lives as long as the node: when it ends, look for the next one."""
        self._events = None
        self._look_again()

    def _give_up(self, error: DeAIError) -> None:
        self._is_connecting = False
        if not self._is_closed:
            self._error = error
            self._set_state("unreachable")

    def _notice(self, error: DeAIError) -> None:
        if isinstance(error, NodeUnreachableError) and self._state == "ready":
            self._stop_listening()
            self._look_again()

    def _stop_listening(self) -> None:
        if self._events is not None:
            self._events.abort()
            self._events = None

    def _look_again(self) -> None:
        self._set_state("starting")
        QTimer.singleShot(_RETRY_MILLISECONDS, self, self.open)

    def _set_state(self, state: str) -> None:
        if state != self._state:
            self._state = state
            self.stateChanged.emit()


class _Connecting(QRunnable):
    """Find or start the node in a thread, because that may take seconds."""

    def __init__(self, link: NodeLink) -> None:
        super().__init__()
        self._link = link
        self._paths = link._paths

    def run(self) -> None:
        """Do it and tell the link, unless the window is gone by then."""
        # Here, because it loads libraries that the first painted frame need not wait for.
        from deai_desktop.api.other_nodes import connect_as_chosen

        with contextlib.suppress(RuntimeError):  # what Qt raises when the link is no more
            try:
                connection = connect_as_chosen(self._paths)
                with connection.client as client:
                    self._link._found.emit(client.address, client.token, connection.place)
            except DeAIError as error:
                self._link._failed.emit(error)


def _error_of(reply: QNetworkReply) -> DeAIError | None:
    """Read what went wrong, if anything did."""
    status = reply.attribute(QNetworkRequest.Attribute.HttpStatusCodeAttribute)
    if status is not None and int(status) >= 400:
        try:
            return error_of(ErrorBody.model_validate_json(bytes(reply.readAll().data())).error)
        except ValidationError:
            text = QCoreApplication.translate("NodeLink", "It replied with status {status}.")
            return NodeUnreachableError(text.format(status=status))
    if reply.error() != QNetworkReply.NetworkError.NoError:
        return NodeUnreachableError(
            QCoreApplication.translate("NodeLink", "The node does not answer."),
            hint=QCoreApplication.translate("NodeLink", "It is being started again."),
        )
    return None
