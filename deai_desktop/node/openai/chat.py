"""``POST /v1/chat/completions``."""

from __future__ import annotations

import secrets
import time
from collections.abc import AsyncGenerator, AsyncIterator
from typing import Any

from fastapi import APIRouter, Request

from deai_desktop.api.schemas.errors import error_body
from deai_desktop.api.schemas.openai.chat import (
    AnswerMessage,
    ChatChoice,
    ChatCompletion,
    ChatCompletionRequest,
    ChoiceLogprobs,
    FunctionCall,
    ToolCallMessage,
    TopLogprob,
)
from deai_desktop.api.schemas.openai.chat import TokenLogprob as WireLogprob
from deai_desktop.core.errors import DeAIError
from deai_desktop.engines.base import (
    Finished,
    GenerateEvent,
    Logprob,
    TextDelta,
    TokenLogprob,
    ToolCall,
    ToolCalled,
)
from deai_desktop.node.node import Node
from deai_desktop.node.openai.answers import Answer, usage_of
from deai_desktop.node.openai.models import find_adapters, find_model
from deai_desktop.node.openai.requests import chat_request, for_choice
from deai_desktop.node.openai.serving import DONE, STREAM_DOC, serve
from deai_desktop.node.server_sent import sent


def routes(node: Node) -> APIRouter:
    """Serve chat completions."""
    router = APIRouter(tags=["OpenAI"])

    @router.post("/v1/chat/completions", response_model=ChatCompletion, responses=STREAM_DOC)
    async def chat_completions(body: ChatCompletionRequest, request: Request) -> Any:
        """Answer messages, as OpenAI's API of this name does."""
        model = await find_model(node, body.model)
        adapters = await find_adapters(node, body, model)
        asked = chat_request(
            body, node.settings.settings.chat.temperature, request.state.caller.name, adapters
        )
        requests = [for_choice(asked, choice) for choice in range(body.n or 1)]
        reply = _Reply(model.id, len(requests), logprobs=bool(body.logprobs))
        return await serve(node, model, requests, reply, body, request)

    return router


class _Reply:
    """Write one reply, whole or in chunks."""

    def __init__(self, model: str, choices: int, *, logprobs: bool) -> None:
        self._choices = choices
        self._id = f"chatcmpl-{secrets.token_hex(12)}"
        self._created = int(time.time())
        self._model = model
        self._logprobs = logprobs

    def whole(self, answers: list[Answer]) -> ChatCompletion:
        """Put all answers into one reply."""
        return ChatCompletion(
            id=self._id,
            created=self._created,
            model=self._model,
            choices=[self._choice(place, answer) for place, answer in enumerate(answers)],
            usage=usage_of([answer.finished for answer in answers], self._choices),
        )

    def _choice(self, place: int, answer: Answer) -> ChatChoice:
        calls = [_call_message(call) for call in answer.calls]
        logprobs = ChoiceLogprobs(content=[_wire_logprob(one) for one in answer.logprobs])
        return ChatChoice(
            index=place,
            message=AnswerMessage(content=answer.text or (None if calls else ""), tool_calls=calls or None),
            logprobs=logprobs if self._logprobs else None,
            finish_reason=_finish_reason(answer.finished),
        )

    async def stream(
        self, events: AsyncGenerator[tuple[int, GenerateEvent]], include_usage: bool
    ) -> AsyncIterator[bytes]:
        """Yield chunks as the answers grow."""
        calls = [0] * self._choices
        ends: list[Finished | None] = [None] * self._choices
        for place in range(self._choices):
            yield self._chunk(place, {"role": "assistant", "content": ""})
        try:
            async for place, event in events:
                match event:
                    case TextDelta(text, logprobs):
                        yield self._chunk(place, {"content": text}, logprobs)
                    case ToolCalled(call):
                        delta = {"index": calls[place], **_call_message(call).model_dump()}
                        calls[place] += 1
                        yield self._chunk(place, {"tool_calls": [delta]})
                    case Finished():
                        ends[place] = event
                        yield self._chunk(place, {}, reason=_finish_reason(event))
        except DeAIError as error:
            yield sent(error_body(error))
            return
        if include_usage:
            usage = usage_of(ends, self._choices).model_dump()
            yield sent({**self._head(), "choices": [], "usage": usage})
        yield DONE

    def _head(self) -> dict[str, Any]:
        return {
            "id": self._id,
            "object": "chat.completion.chunk",
            "created": self._created,
            "model": self._model,
        }

    def _chunk(
        self,
        place: int,
        delta: dict[str, Any],
        logprobs: tuple[TokenLogprob, ...] = (),
        reason: str | None = None,
    ) -> bytes:
        choice: dict[str, Any] = {"index": place, "delta": delta, "finish_reason": reason}
        if logprobs:
            choice["logprobs"] = {
                "content": [_wire_logprob(one).model_dump() for one in logprobs],
                "refusal": None,
            }
        return sent({**self._head(), "choices": [choice]})


def _call_message(call: ToolCall) -> ToolCallMessage:
    return ToolCallMessage(id=call.id, function=FunctionCall(name=call.name, arguments=call.arguments))


def _wire_logprob(one: TokenLogprob) -> WireLogprob:
    return WireLogprob(
        token=one.token,
        logprob=one.logprob,
        bytes=list(one.octets),
        top_logprobs=[_top(alternative) for alternative in one.top],
    )


def _top(one: Logprob) -> TopLogprob:
    return TopLogprob(token=one.token, logprob=one.logprob, bytes=list(one.octets))


def _finish_reason(end: Finished | None) -> Any:
    return end.reason.value if end else "stop"
