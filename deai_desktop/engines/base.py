"""What an engine is: the request it takes, the events it yields, the interface that chat sees."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any, Protocol


class Role(StrEnum):
    """Who says a message."""

    SYSTEM = "system"
    USER = "user"
    ASSISTANT = "assistant"
    TOOL = "tool"


class Priority(StrEnum):
    """Whose work goes first: the owner's is interactive, the pool's is shared."""

    INTERACTIVE = "interactive"
    SHARED = "shared"


class FinishReason(StrEnum):
    """Why an answer ended."""

    STOP = "stop"
    LENGTH = "length"
    TOOL_CALLS = "tool_calls"
    CANCELLED = "cancelled"


class OutputKind(StrEnum):
    """What form an answer must have."""

    TEXT = "text"
    JSON = "json"
    JSON_SCHEMA = "json_schema"


@dataclass(frozen=True)
class ToolCall:
    """Ask the caller to run one of its tools; ``arguments`` is JSON text as the model wrote it."""

    id: str
    name: str
    arguments: str


@dataclass(frozen=True)
class Tool:
    """Describe a function the model may ask for; ``parameters`` is a JSON schema."""

    name: str
    description: str = ""
    parameters: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class ChatMessage:
    """One message of a prompt."""

    role: Role
    content: str
    tool_calls: tuple[ToolCall, ...] = ()
    tool_call_id: str = ""
    name: str = ""


@dataclass(frozen=True)
class Sampling:
    """How the next token is chosen; names and meanings are llama.cpp's.

    With a ``seed`` the same request gives the same text again on the same PC, model and settings; without
    one each run differs.
    """

    temperature: float = 0.7
    top_k: int = 40
    top_p: float = 0.95
    min_p: float = 0.05
    repeat_penalty: float = 1.0
    presence_penalty: float = 0.0
    frequency_penalty: float = 0.0
    seed: int | None = None
    logit_bias: tuple[tuple[int, float], ...] = ()


@dataclass(frozen=True)
class Output:
    """The form an answer must have; ``schema`` only for `OutputKind.JSON_SCHEMA`."""

    kind: OutputKind = OutputKind.TEXT
    schema: Mapping[str, Any] | None = None


@dataclass(frozen=True)
class Adapter:
    """A LoRA adapter that changes the model for one answer, as strongly as ``scale`` says."""

    name: str
    """What to call it when something is wrong with it."""
    path: Path
    scale: float = 1.0


@dataclass(frozen=True)
class GenerateRequest:
    """Ask for one answer, either to ``messages`` (chat) or as continuation of ``prompt`` (text or tokens).

    ``tool_choice`` is ``auto``, ``none``, ``required`` or a tool's name. ``logprobs`` is how many
    alternatives to report for each token (0: only the chosen one; None: off). ``requester`` is who waits for
    the answer: the queue is fair between requesters. After ``deadline`` seconds it is given up.

    ``begun`` is text that the answer has already, written elsewhere: what comes goes on after it. It is not given out
    again, and its tokens count as the prompt's, so ``max_tokens`` is how many more there may be. It must hold no part
    of a tool call. An engine that can't go on within the form that ``output`` asks for raises `UnsupportedError`.
    """

    messages: tuple[ChatMessage, ...] = ()
    prompt: str | tuple[int, ...] | None = None
    sampling: Sampling = Sampling()
    max_tokens: int | None = None
    stop: tuple[str, ...] = ()
    output: Output = Output()
    tools: tuple[Tool, ...] = ()
    tool_choice: str = "auto"
    parallel_tool_calls: bool = False
    logprobs: int | None = None
    requester: str = "owner"
    priority: Priority = Priority.INTERACTIVE
    deadline: float | None = None
    adapters: tuple[Adapter, ...] = ()
    begun: str = ""


@dataclass(frozen=True)
class Logprob:
    """A token, its UTF-8 bytes and its natural log probability under the model, before sampling options."""

    token: str
    octets: tuple[int, ...]
    logprob: float


@dataclass(frozen=True)
class TokenLogprob(Logprob):
    """The chosen token with the likeliest alternatives, best first."""

    top: tuple[Logprob, ...] = ()


@dataclass(frozen=True)
class Accepted:
    """Say that the request was read and fits; comes before it waits its turn."""

    prompt_tokens: int


@dataclass(frozen=True)
class TextDelta:
    """More text of the answer, never half a character."""

    text: str
    logprobs: tuple[TokenLogprob, ...] = ()
    tokens: int = field(default=0, compare=False)
    """How many tokens were written since the text before, those of tool calls and of a held back end included."""


@dataclass(frozen=True)
class ToolCalled:
    """The model asks for a tool; ``call`` is complete."""

    call: ToolCall


@dataclass(frozen=True)
class Finished:
    """The end of an answer, with what it took. Times are in seconds, waiting in the queue not counted."""

    reason: FinishReason
    prompt_tokens: int
    completion_tokens: int
    cached_tokens: int = 0
    prompt_seconds: float = 0.0
    generate_seconds: float = 0.0

    @property
    def tokens_per_second(self) -> float:
        """Speed of the answer, the first token not counted."""
        if self.completion_tokens < 2 or self.generate_seconds <= 0:
            return 0.0
        return (self.completion_tokens - 1) / self.generate_seconds


GenerateEvent = Accepted | TextDelta | ToolCalled | Finished


@dataclass(frozen=True)
class Embeddings:
    """One unit-length vector for each text."""

    vectors: tuple[tuple[float, ...], ...]
    prompt_tokens: int


@dataclass(frozen=True)
class EngineFacts:
    """What a loaded model can do, and on what it runs."""

    context_length: int
    embedding_length: int
    has_chat_template: bool
    understands_tools: bool
    """Whether the model's own chat template has a place for tools."""
    device: str
    threads: int
    slots: int = 1
    """How many answers it works on at once."""
    load_seconds: float = 0.0


@dataclass(frozen=True)
class LoadOptions:
    """How to load a model; zero and -1 let the engine choose.

    ``slots`` is how many answers it works on at once, each with a context of its own; of them ``shared_slots`` (0: all
    but one) for strangers, who get at most ``shared_cells`` tokens of context each (0: all). ``graphics_card`` is a
    part of the name of the card that DirectML is to use.
    """

    context_length: int = 4096
    threads: int = 0
    gpu_layers: int = -1
    slots: int = 1
    shared_slots: int = 0
    shared_cells: int = 0
    graphics_card: str = ""


class Engine(Protocol):
    """Run one model, wherever it is: in a child process here, later on a pool member or the AI Horde."""

    @property
    def facts(self) -> EngineFacts:
        """What the loaded model can do."""
        ...

    def generate(self, request: GenerateRequest) -> AsyncGenerator[GenerateEvent]:
        """Yield `Accepted`, then text and tool calls, then `Finished`; closing the iterator cancels.

        Raises `ContextOverflowError`, `InvalidInputError`, `UnsupportedError`, `DeadlineError` or
        `EngineCrashedError`.
        """
        ...

    async def count_tokens(self, request: GenerateRequest) -> int:
        """Count the tokens of the request's prompt as the model would see it."""
        ...

    async def embed(
        self, texts: Sequence[str], requester: str = "owner", priority: Priority = Priority.INTERACTIVE
    ) -> Embeddings:
        """Turn texts into vectors."""
        ...
