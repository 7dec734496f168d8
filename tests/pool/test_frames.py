"""What is put into frames comes out of them again, and nothing else does."""

from __future__ import annotations

import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deai_desktop.core.errors import ContextOverflowError, InvalidInputError, NotFoundError
from deai_desktop.engines.base import (
    Accepted,
    ChatMessage,
    Finished,
    FinishReason,
    GenerateEvent,
    GenerateRequest,
    Logprob,
    Output,
    OutputKind,
    Priority,
    Role,
    Sampling,
    TextDelta,
    TokenLogprob,
    Tool,
    ToolCall,
    ToolCalled,
)
from deai_desktop.pool.errors import BadMessageError, PoolError
from deai_desktop.pool.jobs.frames import (
    error_of,
    event_of,
    failed_frame,
    frames_of,
    from_worker,
    pieces_of,
    read_from_worker,
    read_to_worker,
    vector_frame,
    vector_of,
)
from deai_desktop.pool.jobs.job_request import (
    LARGEST_REQUEST,
    read_request,
    texts_of,
    write_embed,
    write_generate,
)
from deai_desktop.pool.jobs.sealing import MOST_SAID
from deai_desktop.pool.jobs.throttle import Throttle

LOGPROB = TokenLogprob("a", (97,), -0.5, (Logprob("b", (98,), -1.5),))


def through(event: GenerateEvent) -> list[GenerateEvent | None]:
    """Send an event through frames."""
    frames = [from_worker(frame) for frame in frames_of(event)]
    assert all(len(frame) < MOST_SAID for frame in frames)
    return [event_of(read_from_worker(frame)) for frame in frames]


@pytest.mark.parametrize(
    "event",
    [
        Accepted(12),
        ToolCalled(ToolCall("id", "light", '{"on": true}')),
        Finished(FinishReason.LENGTH, 3, 4, 1, 0.5, 0.25),
        TextDelta("ü 🎉\x00", (LOGPROB,), 2),
    ],
    ids=lambda event: type(event).__name__,
)
def test_events_come_through(event: GenerateEvent) -> None:
    assert through(event) == [event]


@given(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=200), st.integers(1, 500), st.integers(0, 60)
)
def test_long_text_comes_through_in_parts(text: str, times: int, logprobs: int) -> None:
    parts = through(TextDelta(text * times, (LOGPROB,) * logprobs, 7))
    texts = [part for part in parts if isinstance(part, TextDelta)]
    assert "".join(part.text for part in texts) == text * times
    assert sum(len(part.logprobs) for part in texts) == logprobs
    assert [part.tokens for part in texts if part.tokens] == [7]


@given(st.binary(max_size=300))
def test_noise_is_no_frame(noise: bytes) -> None:
    with pytest.raises(BadMessageError):
        read_from_worker(noise)
    with pytest.raises(BadMessageError):
        read_to_worker(b"j" + noise)


@pytest.mark.parametrize(
    "said",
    [
        b'{"kind":"text","text":"x","tokens":-1}',
        b'{"kind":"text","text":"x","tokens":1,"more":1}',
        b'{"kind":"finished","reason":"because","prompt_tokens":1,"completion_tokens":1,"cached_tokens":0,'
        b'"prompt_seconds":0,"generate_seconds":0}',
        b'{"kind":"cancel"}',
        b'{"kind":"text","text":' + b"[" * 5000 + b',"tokens":1}',
    ],
    ids=["negative", "more", "reason", "requester's", "deep"],
)
def test_frames_are_read_strictly(said: bytes) -> None:
    with pytest.raises(BadMessageError):
        read_from_worker(said)


def test_a_request_comes_through_in_pieces() -> None:
    request = GenerateRequest(
        (ChatMessage(Role.USER, "ü" * 200_000), ChatMessage(Role.TOOL, "4", tool_call_id="1")),
        sampling=Sampling(seed=-5, logit_bias=((1, 2.0),)),
        max_tokens=5,
        stop=("\n",),
        output=Output(OutputKind.JSON_SCHEMA, {"type": "object"}),
        tools=(Tool("light", "", {"type": "object"}),),
        logprobs=2,
        deadline=3.0,
        begun="so far",
    )
    pieces = [read_to_worker(piece) for piece in pieces_of(write_generate(request))]
    assert all(isinstance(piece, tuple) for piece in pieces)
    assert [piece[1] for piece in pieces if isinstance(piece, tuple)] == [False] * (len(pieces) - 1) + [True]
    data = b"".join(piece[0] for piece in pieces if isinstance(piece, tuple))
    read = read_request(data, "ada")
    assert isinstance(read, GenerateRequest)
    assert (read.requester, read.priority) == ("ada", Priority.SHARED)
    assert write_generate(read) == write_generate(request)


def test_half_a_character_does_not_stop_a_request() -> None:
    read = read_request(write_generate(GenerateRequest((ChatMessage(Role.USER, "a\ud800b"),))), "ada")
    assert texts_of(read) == ["a?b"]
    assert read_request(write_embed(["one", "two"]), "ada") == ("one", "two")


def test_a_request_that_is_too_long_is_not_sent() -> None:
    with pytest.raises(InvalidInputError, match="the pool takes"):
        write_embed(["x" * LARGEST_REQUEST])


@given(st.lists(st.floats(-1, 1, width=32), min_size=1, max_size=50))
def test_vectors_come_through(vector: list[float]) -> None:
    assert list(vector_of(vector_frame(vector))) == vector


@pytest.mark.parametrize("floats", ["", "x", "AAA=", "AAAAAAA="], ids=repr)
def test_what_is_no_vector_is_refused(floats: str) -> None:
    with pytest.raises(BadMessageError):
        vector_of(vector_frame([math.pi]).model_copy(update={"floats": floats}))


def test_a_worker_tells_of_no_other_errors_than_those_of_jobs() -> None:
    error = ContextOverflowError("Too long.", hint="Shorten it.", param="messages")
    told: Any = error_of(failed_frame(error))
    assert (type(told), told.message, told.hint) == (ContextOverflowError, "Too long.", "Shorten it.")
    assert type(error_of(failed_frame(NotFoundError("x" * 5000)))) is PoolError


def test_a_throttle_lets_some_through_and_then_one_by_one() -> None:
    now = 0.0
    throttle = Throttle(2.0, 3.0, lambda: now)
    assert [throttle.allows("ada") for _ in range(4)] == [True, True, True, False]
    assert throttle.allows("bob")
    now = 0.5
    assert [throttle.allows("ada") for _ in range(2)] == [True, False]
    now = 60.0
    assert sum(throttle.allows("ada") for _ in range(10)) == 3
