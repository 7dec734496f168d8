"""What a node can be asked about conversations and their turns."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from pydantic import TypeAdapter

from deai_desktop.api.calls import Calls, quoted, server_sent_data
from deai_desktop.api.replies import read_reply
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
from deai_desktop.api.schemas.status import Done

_TURN_EVENT: TypeAdapter[TurnEvent] = TypeAdapter(TurnEvent)


class ConversationCalls(Calls):
    """Call a node about conversations. Every method raises the `DeAIError` that the node reported."""

    def conversations(
        self, query: str = "", limit: int = 50, offset: int = 0, *, pinned_first: bool = True
    ) -> ConversationList:
        """List or search conversations, pinned ones first, then the one used last."""
        parameters = {"query": query, "limit": limit, "offset": offset, "pinned_first": pinned_first}
        return self.call(ConversationList, "GET", "/api/conversations", parameters=parameters)

    def conversation(self, conversation: str) -> Conversation:
        """Read one conversation with its current branch."""
        return self.call(Conversation, "GET", f"/api/conversations/{quoted(conversation)}")

    def create_conversation(self, new: NewConversation) -> Conversation:
        """Start a conversation."""
        return self.call(Conversation, "POST", "/api/conversations", new)

    def change_conversation(self, conversation: str, changes: ConversationChanges) -> Conversation:
        """Rename a conversation, pin it, or change its model or system prompt."""
        return self.call(Conversation, "PATCH", f"/api/conversations/{quoted(conversation)}", changes)

    def export_conversation(self, conversation: str) -> ConversationFile:
        """Read a conversation with all its branches."""
        return self.call(ConversationFile, "GET", f"/api/conversations/{quoted(conversation)}/export")

    def import_conversation(self, file: ConversationFile) -> Conversation:
        """Keep an exported conversation as a new one."""
        return self.call(Conversation, "POST", "/api/conversations/import", file)

    def delete_conversation(self, conversation: str) -> None:
        """Delete a conversation with all its branches."""
        self.call(Done, "DELETE", f"/api/conversations/{quoted(conversation)}")

    def select_branch(self, conversation: str, message: str) -> Conversation:
        """Show the branch that runs through this message."""
        path = f"/api/conversations/{quoted(conversation)}/branch"
        return self.call(Conversation, "POST", path, SelectBranch(message_id=message))

    def delete_message(self, conversation: str, message: str) -> Conversation:
        """Delete a message with all that follows from it."""
        path = f"/api/conversations/{quoted(conversation)}/messages/{quoted(message)}"
        return self.call(Conversation, "DELETE", path)

    @contextmanager
    def turn(self, conversation: str, request: TurnRequest) -> Iterator[Iterator[TurnEvent]]:
        """Say something and iterate over what happens; leaving early does not stop it (`stop_turn` does)."""
        path = f"/api/conversations/{quoted(conversation)}/turns"
        response = self.send("POST", path, request, timeout=None, stream=True)
        with response:
            yield (read_reply(_TURN_EVENT, data) for data in server_sent_data(response))

    def stop_turn(self, conversation: str) -> Stopped:
        """Stop the answer that is being written; what was said is kept."""
        return self.call(Stopped, "POST", f"/api/conversations/{quoted(conversation)}/stop")
