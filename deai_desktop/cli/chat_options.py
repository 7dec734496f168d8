"""What a person may choose for a chat, and the conversation it opens."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from deai_desktop.api.schemas.adapters import AdapterChoice
from deai_desktop.api.schemas.conversations import (
    ConversationChanges,
    NewConversation,
    TurnRequest,
)
from deai_desktop.cli.model_choice import ensure_any_model, installed_model
from deai_desktop.cli.output import notice
from deai_desktop.core.errors import InvalidInputError

if TYPE_CHECKING:
    from deai_desktop.api.client import NodeClient
    from deai_desktop.api.schemas.conversations import Conversation


@dataclass(frozen=True)
class ChatOptions:
    """Hold the options of ``deai chat``; empty and None leave the choice to the node."""

    model: str = ""
    system: str | None = None
    temperature: float | None = None
    max_tokens: int | None = None
    seed: int | None = None
    adapters: tuple[AdapterChoice, ...] = ()

    def turn(self, **what: str) -> TurnRequest:
        """Make the request for one turn."""
        sampling: dict[str, Any] = {
            "temperature": self.temperature,
            "max_tokens": self.max_tokens,
            "seed": self.seed,
            "adapters": list(self.adapters),
        }
        return TurnRequest.model_validate({**what, **_given(sampling)})

    def with_model_checked(self, client: NodeClient) -> ChatOptions:
        """Make sure of a model: the one named must be installed, else any one is fetched."""
        if self.model:
            return replace(self, model=installed_model(client, self.model))
        ensure_any_model(client)
        return self

    def start(self, client: NodeClient) -> Conversation:
        """Start a conversation."""
        new = _given({"model": self.model or None, "system_prompt": self.system})
        return client.create_conversation(NewConversation(**new))

    def go_on(self, client: NodeClient, conversation: str) -> Conversation:
        """Open a conversation that exists, with its model and system prompt changed if so chosen."""
        changes = _given({"model": self.model or None, "system_prompt": self.system})
        if changes:
            return client.change_conversation(conversation, ConversationChanges(**changes))
        return client.conversation(conversation)


def adapter_choices(given: Iterable[str]) -> tuple[AdapterChoice, ...]:
    """Read adapters as they stand on the command line, such as ``pirate`` or ``pirate:0.5``."""
    return tuple(_adapter_choice(one) for one in given)


def _adapter_choice(given: str) -> AdapterChoice:
    name, _, scale = given.partition(":")
    try:
        return AdapterChoice.model_validate({"name": name, "scale": scale or 1.0})
    except ValidationError:
        raise InvalidInputError(
            f"“{given}” names no adapter.",
            hint="Give the name that deai models list shows, and a scale from -100 to 100: NAME:0.5",
        ) from None


def last_conversation(client: NodeClient) -> str:
    """Return the id of the conversation used last; empty when there is none."""
    found = client.conversations(limit=1, pinned_first=False).conversations
    if not found:
        notice("There is no conversation to go on with; this is a new one.")
    return found[0].id if found else ""


def _given(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}
