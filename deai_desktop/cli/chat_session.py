"""A conversation at the terminal: read, answer, and the commands that begin with a slash."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from pydantic import ValidationError

from deai_desktop.cli import slash_commands
from deai_desktop.cli.chat_input import ChatInput
from deai_desktop.cli.connection import open_client
from deai_desktop.cli.failures import refusal_from
from deai_desktop.cli.output import notice, show_error
from deai_desktop.cli.turn_display import answer, forgotten_if_empty, show_measures
from deai_desktop.core.errors import AuthenticationError, DeAIError, NodeUnreachableError
from deai_desktop.core.paths import Paths

if TYPE_CHECKING:
    from deai_desktop.api.client import NodeClient
    from deai_desktop.api.schemas.conversations import Conversation
    from deai_desktop.cli.chat_options import ChatOptions


class ChatSession:
    """Talk until the person leaves; an error is shown and the conversation goes on."""

    def __init__(self, client: NodeClient, options: ChatOptions, conversation: str = "") -> None:
        self.client = client
        self.options = options
        self.conversation_id = ""
        """Empty until the first message of a new conversation."""
        self.input = ChatInput(Paths.default().data / "chat_history", self._suggest)
        if conversation:
            self._show_opened(options.go_on(client, conversation))

    def run(self) -> None:
        """Read and answer until /exit or Ctrl+D."""
        notice("Your messages stay on: This PC. /help lists the commands, Ctrl+D leaves.", "dim")
        try:
            while True:
                with suppress(KeyboardInterrupt):  # a late Ctrl+C, meant for the answer that just ended
                    self._step()
        except EOFError:
            return
        finally:
            self.client.close()

    def turn(self, **what: str) -> None:
        """Have something answered; ``what`` is as in `TurnRequest`."""
        request = self.options.turn(**what)
        if not self.conversation_id:
            self.conversation_id = self.options.start(self.client).id
        with forgotten_if_empty(self.client, self.conversation_id, self.begin_anew):
            message = answer(self.client, self.conversation_id, request)
        show_measures(message)

    def conversation(self) -> Conversation | None:
        """Read the conversation as the node has it; None before the first message."""
        return self.client.conversation(self.conversation_id) if self.conversation_id else None

    def begin_anew(self) -> None:
        """Let the next message start another conversation."""
        self.conversation_id = ""

    def choose(self, *, model: str = "", system: str | None = None) -> None:
        """Change model or system prompt, of this conversation and of those that follow."""
        chosen = replace(self.options, model=model, system=system)
        if self.conversation_id:
            chosen.go_on(self.client, self.conversation_id)
        self.options = replace(
            self.options,
            model=model or self.options.model,
            system=self.options.system if system is None else system,
        )

    def _step(self) -> None:
        try:
            text = self.input.read()
        except KeyboardInterrupt:
            if self.input.was_empty:
                notice("To leave, type /exit or press Ctrl+D.", "dim")
            return
        try:
            self._handle(text)
        except KeyboardInterrupt:
            notice("Not waiting any longer; what was said is kept.", "dim")
        except (NodeUnreachableError, AuthenticationError) as error:  # it ended, or was started anew
            show_error(error)
            self._connect_again()
        except DeAIError as error:
            show_error(error)
        except ValidationError as error:
            show_error(refusal_from(error))

    def _handle(self, text: str) -> None:
        if text.startswith("/"):
            slash_commands.run(self, text)
        elif text.strip():
            self.turn(content=text.strip())

    def _connect_again(self) -> None:
        try:
            client = open_client()
        except DeAIError as error:
            show_error(error)
            return
        self.client.close()
        self.client = client
        notice("Connected again; please repeat.", "dim")

    def _show_opened(self, opened: Conversation) -> None:
        self.conversation_id = opened.id
        count = len(opened.messages)
        messages = "1 message" if count == 1 else f"{count} messages"
        notice(f"“{opened.title}”, {messages} so far; /history shows them.", "dim")

    def _suggest(self, typed: str) -> Iterable[tuple[str, str]]:
        return slash_commands.suggest(self, typed)
