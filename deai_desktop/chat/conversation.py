"""What a conversation is: a tree of messages, of which one branch is shown."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from enum import StrEnum


def new_id() -> str:
    """Make an id for a conversation or a message."""
    return secrets.token_hex(8)


class Role(StrEnum):
    """Say who wrote a message; the system prompt belongs to the conversation."""

    USER = "user"
    ASSISTANT = "assistant"


class MessageStatus(StrEnum):
    """Say how far a message has come."""

    COMPLETE = "complete"
    STREAMING = "streaming"
    STOPPED = "stopped"
    """Ended early, by the person or with the node; the text so far is kept."""
    FAILED = "failed"


@dataclass(frozen=True)
class Message:
    """Hold one message and the facts of its answer."""

    id: str
    conversation_id: str
    parent_id: str | None
    role: Role
    content: str
    status: MessageStatus
    error: str
    model: str
    finish_reason: str
    prompt_tokens: int | None
    completion_tokens: int | None
    first_token_ms: float | None
    tokens_per_second: float | None
    left_out: int
    """How many of the oldest messages did not fit into the prompt of this answer."""
    destination: str
    """Where the prompt went: ``this-pc``."""
    created_at: float
    siblings: tuple[str, ...]
    """Ids of all versions of this message, itself included, oldest first."""

    @property
    def position(self) -> int:
        """Which of its siblings this is, from 1."""
        return self.siblings.index(self.id) + 1


@dataclass(frozen=True)
class Conversation:
    """Hold a conversation with the messages of its current branch, oldest first."""

    id: str
    title: str
    model: str
    system_prompt: str
    leaf_id: str | None
    """The last message of the current branch; none in an empty conversation."""
    is_pinned: bool
    """Whether the person keeps it at the top of the list."""
    created_at: float
    updated_at: float
    messages: tuple[Message, ...]


@dataclass(frozen=True)
class WholeConversation:
    """Hold a conversation with the messages of all its branches, each after the one it follows from."""

    title: str
    model: str
    system_prompt: str
    leaf_id: str | None
    is_pinned: bool
    created_at: float
    updated_at: float
    messages: tuple[Message, ...]


@dataclass(frozen=True)
class ConversationSummary:
    """Describe a conversation in a list, or as something a search found."""

    id: str
    title: str
    model: str
    is_pinned: bool
    created_at: float
    updated_at: float
    message_count: int
    """Messages in all branches."""
    snippet: str
    """The text around what a search found; empty when the title matched, or without a search."""
    found_message_id: str | None
    """The newest message a search found; it may lie in a branch that is not shown."""
