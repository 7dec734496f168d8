"""``/api/conversations``: what was said, and saying more."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import StreamingResponse

from deai_desktop.api.schemas.conversation_file import ConversationFile
from deai_desktop.api.schemas.conversations import (
    Conversation,
    ConversationChanges,
    ConversationList,
    NewConversation,
    SelectBranch,
    Stopped,
    TurnEvent,
    TurnFailed,
    TurnFinished,
    TurnLoading,
    TurnPlaced,
    TurnRequest,
    TurnStarted,
    TurnText,
)
from deai_desktop.api.schemas.errors import error_detail
from deai_desktop.api.schemas.status import Done
from deai_desktop.chat import turn as chat_turn
from deai_desktop.core.errors import NotFoundError
from deai_desktop.engines.base import Sampling
from deai_desktop.node.adapters import find_adapters
from deai_desktop.node.conversation_file import file_of, whole_of
from deai_desktop.node.node import Node
from deai_desktop.node.server_sent import event_stream, sent, stream_doc
from deai_desktop.node.views import conversation_view, message_view, summary_view


def routes(node: Node) -> APIRouter:
    """Serve conversations."""
    router = APIRouter(prefix="/api/conversations", tags=["conversations"])
    repository = node.conversations

    @router.get("")
    def list_conversations(
        query: Annotated[str, Query(max_length=1000, description="Words to search for.")] = "",
        limit: Annotated[int, Query(ge=1, le=1000)] = 50,
        offset: Annotated[int, Query(ge=0, le=1_000_000_000)] = 0,
        pinned_first: Annotated[bool, Query(description="False sorts by the time of last use alone.")] = True,
    ) -> ConversationList:
        """List or search conversations, pinned ones first, then the one used last."""
        found = repository.list(limit, offset, query, pinned_first=pinned_first)
        return ConversationList(conversations=[summary_view(one) for one in found])

    @router.post("", status_code=201)
    def create_conversation(body: NewConversation) -> Conversation:
        """Start a conversation."""
        default = node.settings.settings.chat.system_prompt
        prompt = default if body.system_prompt is None else body.system_prompt
        return conversation_view(repository.create(body.title, body.model, prompt))

    @router.post("/import", status_code=201)
    def import_conversation(body: ConversationFile) -> Conversation:
        """Keep an exported conversation as a new one, with all its branches."""
        imported = repository.add_whole(whole_of(body))
        node.events.publish(chat_turn.ConversationChanged(imported.id))
        return conversation_view(imported)

    @router.get("/{conversation_id}")
    def get_conversation(conversation_id: str) -> Conversation:
        """Read a conversation with its current branch."""
        return conversation_view(repository.get(conversation_id))

    @router.patch("/{conversation_id}")
    def change_conversation(conversation_id: str, body: ConversationChanges) -> Conversation:
        """Rename a conversation, pin it, or change its model or system prompt."""
        changes = body.model_dump(exclude_none=True)
        changed = repository.update(conversation_id, **changes)
        if "title" in changes or "pinned" in changes:  # what lists show
            node.events.publish(chat_turn.ConversationChanged(conversation_id))
        return conversation_view(changed)

    @router.get("/{conversation_id}/export")
    def export_conversation(conversation_id: str) -> ConversationFile:
        """Write a conversation with all its branches, to keep it or to import it elsewhere."""
        return file_of(repository.get_whole(conversation_id))

    @router.delete("/{conversation_id}")
    async def delete_conversation(conversation_id: str) -> Done:
        """Delete a conversation with all its branches, stopping an answer that is being written."""
        await node.turns.stop(conversation_id)
        await asyncio.to_thread(repository.delete, conversation_id)
        return Done()

    @router.post("/{conversation_id}/branch")
    def select_branch(conversation_id: str, body: SelectBranch) -> Conversation:
        """Show the branch that runs through a message."""
        return conversation_view(repository.select_branch(conversation_id, body.message_id))

    @router.delete("/{conversation_id}/messages/{message_id}")
    async def delete_message(conversation_id: str, message_id: str) -> Conversation:
        """Delete a message with all that follows from it."""
        message = await asyncio.to_thread(repository.get_message, message_id)
        if message.conversation_id != conversation_id:
            raise NotFoundError("There is no such message in this conversation.")
        await node.turns.stop(conversation_id)
        return conversation_view(await asyncio.to_thread(repository.delete_message, message_id))

    @router.post(
        "/{conversation_id}/turns",
        response_class=StreamingResponse,
        responses=stream_doc(
            "Server-sent events, each a TurnEvent: loading, started, text, then finished or failed."
        ),
    )
    async def take_turn(conversation_id: str, body: TurnRequest) -> StreamingResponse:
        """Say something, edit a message or have an answer written again; the answer streams.

        It goes on when the caller leaves; stop it with /stop.
        """
        order = await asyncio.to_thread(_order, node, body)
        turn = await node.turns.start(conversation_id, order)
        return event_stream(_wire_events(turn))

    @router.post("/{conversation_id}/stop")
    async def stop_turn(conversation_id: str) -> Stopped:
        """Stop the answer that is being written; what was said is kept."""
        return Stopped(was_running=await node.turns.stop(conversation_id))

    return router


def _order(node: Node, body: TurnRequest) -> chat_turn.Order:
    default = node.settings.settings.chat.temperature
    return chat_turn.Order(
        content=body.content,
        edit=body.edit,
        regenerate=body.regenerate,
        model=body.model,
        max_tokens=body.max_tokens,
        sampling=Sampling(
            temperature=default if body.temperature is None else body.temperature, seed=body.seed
        ),
        adapters=find_adapters(node.models, body.adapters),
    )


async def _wire_events(turn: chat_turn.Turn) -> AsyncIterator[bytes]:
    async for event in turn.follow():
        yield sent(_wire(event))


def _wire(event: chat_turn.TurnEvent) -> TurnEvent:
    match event:
        case chat_turn.Loading(model, part):
            return TurnLoading(model=model, part=part)
        case chat_turn.Started():
            return TurnStarted(
                conversation_id=event.conversation_id,
                user_message=message_view(event.user_message),
                answer_id=event.answer_id,
                model=event.model,
                left_out=event.left_out,
                destination=event.destination,
            )
        case chat_turn.Placed(destination):
            return TurnPlaced(destination=destination)
        case chat_turn.Said(text):
            return TurnText(text=text)
        case chat_turn.Ended(message, None):
            return TurnFinished(message=message_view(message))
        case chat_turn.Ended(message, error):
            assert error is not None
            return TurnFailed(error=error_detail(error), message=message_view(message))
