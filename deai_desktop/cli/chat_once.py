"""One prompt, one answer: for the impatient and for scripts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from deai_desktop.cli.output import notice, write_json, write_line
from deai_desktop.cli.turn_display import answer, forgotten_if_empty, show_measures

if TYPE_CHECKING:
    from deai_desktop.api.client import NodeClient
    from deai_desktop.api.schemas.conversations import MessageView
    from deai_desktop.cli.chat_options import ChatOptions


def chat_once(
    client: NodeClient, options: ChatOptions, conversation: str, content: str, *, stream: bool, as_json: bool
) -> None:
    """Have a prompt answered; raises KeyboardInterrupt when the answer was stopped."""
    request = options.turn(content=content)  # checked before a conversation is made for it
    opened = options.go_on(client, conversation) if conversation else options.start(client)
    with forgotten_if_empty(client, opened.id):
        message = answer(client, opened.id, request, stream=stream and not as_json)
    if as_json:
        write_json(_as_data(opened.id, message))
    elif not stream:
        write_line(message.content)
    if message.status == "stopped":
        notice(f"Stopped; what was said is kept. Go on with: deai chat --conversation {opened.id}")
        raise KeyboardInterrupt
    if not as_json:
        show_measures(message)


def _as_data(conversation: str, message: MessageView) -> dict[str, Any]:
    prompt, completion = message.prompt_tokens or 0, message.completion_tokens or 0
    return {
        "conversation_id": conversation,
        "message_id": message.id,
        "model": message.model,
        "destination": message.destination,
        "text": message.content,
        "status": message.status,
        "finish_reason": message.finish_reason,
        "left_out": message.left_out,
        "usage": {
            "prompt_tokens": prompt,
            "completion_tokens": completion,
            "total_tokens": prompt + completion,
        },
        "speed": {
            "first_token_ms": message.first_token_ms,
            "tokens_per_second": message.tokens_per_second,
        },
    }
