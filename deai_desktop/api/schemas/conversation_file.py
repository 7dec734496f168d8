"""A conversation as a file: everything that was said, in all branches, to keep or to take elsewhere."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from deai_desktop.api.schemas.conversations import LONGEST_CONTENT

KIND: Literal["deai-conversation"] = "deai-conversation"
FORMAT: Literal[1] = 1
MOST_MESSAGES = 50_000
_YEAR_10000 = 253_402_300_800

Id = Annotated[str, Field(min_length=1, max_length=100)]
Name = Annotated[str, Field(max_length=200)]
Text = Annotated[str, Field(max_length=LONGEST_CONTENT)]
Moment = Annotated[float, Field(ge=0, lt=_YEAR_10000)]
"""Seconds since 1970."""
Count = Annotated[int, Field(ge=0, le=2**31 - 1)]
Measure = Annotated[float, Field(ge=0, le=1e12)]


class FileMessage(BaseModel):
    """One message; ids hold within the file only."""

    model_config = ConfigDict(extra="forbid", strict=True)

    id: Id
    parent_id: Id | None
    """The message it follows from, which stands above it in the file; None begins the conversation."""
    role: Literal["user", "assistant"]
    content: Text
    status: Literal["complete", "stopped", "failed"]
    error: Text = ""
    model: Name = ""
    destination: Name = ""
    """Where the answer was made: ``this-pc``."""
    finish_reason: Name = ""
    prompt_tokens: Count | None = None
    completion_tokens: Count | None = None
    first_token_ms: Measure | None = None
    tokens_per_second: Measure | None = None
    left_out: Count = 0
    created_at: Moment


class ConversationFile(BaseModel):
    """A whole conversation. Messages that follow from the same one are versions of each other, oldest first."""

    model_config = ConfigDict(extra="forbid", strict=True)

    kind: Literal["deai-conversation"]
    format: Literal[1]
    title: Name
    model: Name = ""
    system_prompt: Text = ""
    pinned: bool = False
    created_at: Moment
    updated_at: Moment
    shown_message_id: Id | None = None
    """The last message of the branch that is shown; None shows the newest."""
    messages: Annotated[list[FileMessage], Field(max_length=MOST_MESSAGES)]

    @model_validator(mode="before")
    @classmethod
    def _refuse_foreign(cls, data: Any) -> Any:
        """Say what it is before complaining of each field that such a file does not have."""
        if not is_conversation(data):
            raise PydanticCustomError("foreign", "This is not a conversation that DeAI Desktop has exported.")
        found = data.get("format")
        if isinstance(found, int) and found > FORMAT:
            message = "It comes from a newer version of DeAI Desktop; this one reads format {known} at most."
            raise PydanticCustomError("newer_format", message, {"known": FORMAT})
        return data


def is_conversation(data: object) -> bool:
    """Say whether data is meant to be one of our files, of whichever format and however damaged."""
    return isinstance(data, dict) and data.get("kind") == KIND
