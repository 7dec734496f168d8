"""Conversations over the wire."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, Field

from deai_desktop.api.schemas.adapters import AdapterChoices
from deai_desktop.api.schemas.errors import ErrorDetail

LONGEST_CONTENT = 2_000_000
"""Characters of one message."""
LONGEST_MODEL_ID = 300
"""With the name of a pool before it."""


class MessageView(BaseModel):
    """One message of the branch that is shown."""

    id: str
    parent_id: str | None
    role: Literal["user", "assistant"]
    content: str
    status: Literal["complete", "streaming", "stopped", "failed"]
    error: str = ""
    model: str = ""
    destination: str = ""
    """Where the answer was made: ``this-pc``."""
    finish_reason: str = ""
    prompt_tokens: int | None = None
    completion_tokens: int | None = None
    first_token_ms: float | None = None
    tokens_per_second: float | None = None
    left_out: int = 0
    """How many of the oldest messages the model did not see, because the context window was full."""
    created_at: float
    versions: list[str]
    """Ids of all versions of this message (edits, other answers), this one included, oldest first."""


class ConversationSummary(BaseModel):
    """A conversation in a list."""

    id: str
    title: str
    model: str
    pinned: bool = False
    """Whether it stays at the top of the list."""
    created_at: float
    updated_at: float
    snippet: str = ""
    """Where the search text was found."""


class ConversationList(BaseModel):
    """Conversations, pinned ones first, then the one used last."""

    conversations: list[ConversationSummary]


class Conversation(ConversationSummary):
    """A conversation with the messages of its current branch, in order."""

    system_prompt: str = ""
    messages: list[MessageView]


class NewConversation(BaseModel):
    """Start a conversation; without a title, the first message gives it one."""

    title: str = Field(default="", max_length=200)
    model: str = Field(default="", max_length=LONGEST_MODEL_ID)
    system_prompt: str | None = Field(default=None, max_length=LONGEST_CONTENT)
    """None takes the person's default."""


class ConversationChanges(BaseModel):
    """What to change; what is None stays."""

    title: str | None = Field(default=None, max_length=200)
    model: str | None = Field(default=None, max_length=LONGEST_MODEL_ID)
    system_prompt: str | None = Field(default=None, max_length=LONGEST_CONTENT)
    pinned: bool | None = None


class SelectBranch(BaseModel):
    """Show the branch that runs through this message."""

    message_id: str = Field(max_length=100)


class TurnRequest(BaseModel):
    """Say something and have it answered, or have an earlier message answered again.

    Just ``content``: the next message. ``content`` and ``edit``: a new version of that user message.
    ``regenerate``: a new version of that answer.
    """

    content: str | None = Field(default=None, min_length=1, max_length=LONGEST_CONTENT)
    edit: str | None = Field(default=None, max_length=100)
    regenerate: str | None = Field(default=None, max_length=100)
    model: str = Field(default="", max_length=LONGEST_MODEL_ID)
    """Empty keeps the conversation's model."""
    temperature: float | None = Field(default=None, ge=0, le=2)
    max_tokens: int | None = Field(default=None, ge=1, le=10_000_000)
    seed: int | None = Field(default=None, ge=0, le=2**32 - 1)
    adapters: AdapterChoices = []
    """For this answer alone; later ones name them again."""


class TurnLoading(BaseModel):
    """The model is being loaded; ``part`` runs from 0 to 1."""

    type: Literal["loading"] = "loading"
    model: str
    part: float


class TurnStarted(BaseModel):
    """The message is stored and the model works on the answer."""

    type: Literal["started"] = "started"
    conversation_id: str
    user_message: MessageView
    answer_id: str
    model: str
    left_out: int
    destination: str


class TurnText(BaseModel):
    """More text of the answer."""

    type: Literal["text"] = "text"
    text: str


class TurnPlaced(BaseModel):
    """Where the answer is being written in fact; said again when somebody else goes on with it."""

    type: Literal["placed"] = "placed"
    destination: str


class TurnFinished(BaseModel):
    """The answer as it was stored; its status is complete or stopped."""

    type: Literal["finished"] = "finished"
    message: MessageView


class TurnFailed(BaseModel):
    """Why there is no whole answer; what was said until then is stored in ``message``, if anything was."""

    type: Literal["failed"] = "failed"
    error: ErrorDetail
    message: MessageView | None = None


TurnEvent = TurnLoading | TurnStarted | TurnPlaced | TurnText | TurnFinished | TurnFailed


class Stopped(BaseModel):
    """Say whether an answer was being written."""

    was_running: bool
