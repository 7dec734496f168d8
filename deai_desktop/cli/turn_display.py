"""Shows an answer while it is written: its text on standard output, all the rest on standard error."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from deai_desktop.api.schemas.conversations import (
    TurnEvent,
    TurnFailed,
    TurnFinished,
    TurnLoading,
    TurnStarted,
    TurnText,
)
from deai_desktop.api.schemas.errors import error_of
from deai_desktop.cli.output import OutputClosedError, notice, write
from deai_desktop.cli.status_line import StatusLine
from deai_desktop.cli.turn_reader import TurnReader
from deai_desktop.core.errors import DeAIError, NodeUnreachableError

if TYPE_CHECKING:
    from deai_desktop.api.client import NodeClient
    from deai_desktop.api.schemas.conversations import MessageView, TurnRequest

_DESTINATIONS = {"this-pc": "This PC"}


def destination_name(destination: str) -> str:
    """Say where an answer is made, in words."""
    return _DESTINATIONS.get(destination, destination)


def answer(
    client: NodeClient, conversation: str, request: TurnRequest, *, stream: bool = True
) -> MessageView:
    """Have a message answered and show it, at once or (``stream=False``) not at all.

    Ctrl+C stops the answer, and the message returned has the status ``stopped``; a second one gives up
    waiting with KeyboardInterrupt. Raises the error that ended the turn.
    """
    display = TurnDisplay(stream=stream)
    reader = TurnReader(client, conversation, request)
    is_stopping = False
    while True:
        try:
            event = reader.next_event()
            if event is None:
                break
            display.show(event)
        except KeyboardInterrupt:
            if is_stopping:
                raise
            is_stopping = True
            client.stop_turn(conversation)
        except OutputClosedError:
            client.stop_turn(conversation)  # nobody reads on
            raise
        except BaseException:
            display.end()
            raise
    display.end()
    if display.message is None:
        raise NodeUnreachableError("The answer broke off.", hint="What arrived is kept. See: deai status")
    return display.message


@contextmanager
def forgotten_if_empty(
    client: NodeClient, conversation: str, on_forgotten: Callable[[], None] = lambda: None
) -> Iterator[None]:
    """Delete the conversation when its first turn failed before anything was stored."""
    try:
        yield
    except DeAIError:
        with suppress(DeAIError):
            if not client.conversation(conversation).messages:
                client.delete_conversation(conversation)
                on_forgotten()
        raise


class TurnDisplay:
    """Show one turn's events as they come."""

    def __init__(self, *, stream: bool) -> None:
        self.message: MessageView | None = None
        """The answer as the node stored it, once it is finished."""
        self._stream = stream
        self._status = StatusLine()
        self._last = "\n"

    def show(self, event: TurnEvent) -> None:
        """Show one event; raises the error that a failed turn reports."""
        match event:
            case TurnLoading():
                self._status.show(f"Loading {event.model} …", f"{event.part:.0%}")
            case TurnStarted():
                self._status.clear()
                self._show_start(event)
            case TurnText():
                if self._stream:
                    write(event.text)
                    self._last = event.text[-1:] or self._last
            case TurnFinished():
                self.message = event.message
            case TurnFailed():
                raise error_of(event.error)

    def end(self) -> None:
        """Leave the terminal with the cursor at the beginning of a line."""
        self._status.clear()
        if self._last != "\n":
            write("\n")
            self._last = "\n"

    def _show_start(self, event: TurnStarted) -> None:
        notice(f"{event.model} · {destination_name(event.destination)}", "dim")
        if event.left_out:
            what = (
                "1 earlier message was" if event.left_out == 1 else f"{event.left_out} earlier messages were"
            )
            notice(f"{what} left out, because the model's context window is full.", "yellow")


def show_measures(message: MessageView) -> None:
    """Tell how long the answer is and how fast it came."""
    parts = []
    if message.status == "stopped":
        parts.append("stopped")
    if message.finish_reason == "length":
        parts.append("cut off at the longest answer allowed")
    if message.completion_tokens is not None:
        parts.append(f"{message.completion_tokens} tokens")
    if message.tokens_per_second:
        parts.append(f"{message.tokens_per_second:.1f} tokens/s")
    if parts:
        notice(" · ".join(parts), "dim")
