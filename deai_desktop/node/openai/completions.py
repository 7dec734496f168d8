"""``POST /v1/completions``."""

from __future__ import annotations

import secrets
import time
from collections.abc import AsyncGenerator, AsyncIterator
from typing import Any

from fastapi import APIRouter, Request

from deai_desktop.api.schemas.errors import error_body
from deai_desktop.api.schemas.openai.completions import (
    Completion,
    CompletionChoice,
    CompletionLogprobs,
    CompletionRequest,
)
from deai_desktop.core.errors import DeAIError
from deai_desktop.engines.base import Finished, GenerateEvent, TextDelta, TokenLogprob
from deai_desktop.node.node import Node
from deai_desktop.node.openai.answers import Answer, usage_of
from deai_desktop.node.openai.models import find_adapters, find_model
from deai_desktop.node.openai.requests import completion_requests, for_choice
from deai_desktop.node.openai.serving import DONE, STREAM_DOC, serve
from deai_desktop.node.server_sent import sent


def routes(node: Node) -> APIRouter:
    """Serve text completions."""
    router = APIRouter(tags=["OpenAI"])

    @router.post("/v1/completions", response_model=Completion, responses=STREAM_DOC)
    async def completions(body: CompletionRequest, request: Request) -> Any:
        """Continue text, as OpenAI's API of this name does."""
        model = await find_model(node, body.model)
        adapters = await find_adapters(node, body, model)
        prompts = completion_requests(
            body, node.settings.settings.chat.temperature, request.state.caller.name, adapters
        )
        choices = body.n or 1
        requests = [for_choice(prompt, choice) for prompt in prompts for choice in range(choices)]
        reply = _Reply(model.id, len(requests), choices, logprobs=body.logprobs is not None)
        return await serve(node, model, requests, reply, body, request)

    return router


class _Reply:
    """Write one reply, whole or in chunks."""

    def __init__(self, model: str, places: int, choices: int, *, logprobs: bool) -> None:
        self._head = {
            "id": f"cmpl-{secrets.token_hex(12)}",
            "object": "text_completion",
            "created": int(time.time()),
            "model": model,
        }
        self._logprobs = logprobs
        self._places = places
        self._choices = choices

    def whole(self, answers: list[Answer]) -> Completion:
        """Put all continuations into one reply."""
        return Completion.model_validate(
            {
                **self._head,
                "choices": [self._choice(place, answer) for place, answer in enumerate(answers)],
                "usage": usage_of([answer.finished for answer in answers], self._choices),
            }
        )

    def _choice(self, place: int, answer: Answer) -> CompletionChoice:
        return CompletionChoice(
            index=place,
            text=answer.text,
            logprobs=_wire_logprobs(answer.logprobs, 0) if self._logprobs else None,
            finish_reason="length" if answer.finished and answer.finished.reason == "length" else "stop",
        )

    async def stream(
        self, events: AsyncGenerator[tuple[int, GenerateEvent]], include_usage: bool
    ) -> AsyncIterator[bytes]:
        """Yield chunks as the continuations grow."""
        lengths = [0] * self._places
        ends: list[Finished | None] = [None] * self._places
        try:
            async for place, event in events:
                if isinstance(event, TextDelta):
                    logprobs = (
                        _wire_logprobs(list(event.logprobs), lengths[place]) if self._logprobs else None
                    )
                    lengths[place] += len(event.text)
                    yield self._chunk(place, event.text, logprobs, None)
                elif isinstance(event, Finished):
                    ends[place] = event
                    yield self._chunk(place, "", None, "length" if event.reason == "length" else "stop")
        except DeAIError as error:
            yield sent(error_body(error))
            return
        if include_usage:
            yield sent({**self._head, "choices": [], "usage": usage_of(ends, self._choices).model_dump()})
        yield DONE

    def _chunk(self, place: int, text: str, logprobs: CompletionLogprobs | None, reason: str | None) -> bytes:
        choice = {
            "index": place,
            "text": text,
            "logprobs": logprobs.model_dump() if logprobs else None,
            "finish_reason": reason,
        }
        return sent({**self._head, "choices": [choice]})


def _wire_logprobs(logprobs: list[TokenLogprob], offset: int) -> CompletionLogprobs:
    offsets = []
    for one in logprobs:
        offsets.append(offset)
        offset += len(one.token)
    return CompletionLogprobs(
        tokens=[one.token for one in logprobs],
        token_logprobs=[one.logprob for one in logprobs],
        top_logprobs=[{top.token: top.logprob for top in one.top} for one in logprobs],
        text_offset=offsets,
    )
