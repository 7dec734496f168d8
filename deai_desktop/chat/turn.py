"""One turn of a conversation: the person's message goes in, the model's answer is streamed and kept."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, aclosing
from dataclasses import dataclass, field, replace

from deai_desktop.chat.conversation import Conversation, Message, MessageStatus, Role
from deai_desktop.chat.prompt import chat_messages, fit
from deai_desktop.chat.repository import ConversationRepository, Place
from deai_desktop.core.errors import ConflictError, DeAIError, EngineError, InvalidInputError, NotFoundError
from deai_desktop.core.events import Event, EventBus
from deai_desktop.engines.base import Adapter, Engine, Finished, GenerateRequest, Sampling, TextDelta
from deai_desktop.models.model import Model

log = logging.getLogger(__name__)

_SAVE_SECONDS = 0.5
THIS_PC = "this-pc"

EngineSource = Callable[
    [Model, Callable[[float], None], Callable[[str], None], bool], AbstractAsyncContextManager[Engine]
]
"""Gives the engine of a model; tells how far it is loaded, and where in fact an answer comes from.

The last one says whether it has to be this PC's: others do not have what the answer needs.
"""


@dataclass(frozen=True)
class Order:
    """What a person wants: to say ``content``, to ``edit`` a message of theirs, or to ``regenerate`` an answer."""

    content: str | None = None
    edit: str | None = None
    regenerate: str | None = None
    model: str = ""
    max_tokens: int | None = None
    sampling: Sampling = field(default_factory=Sampling)
    adapters: tuple[Adapter, ...] = ()


@dataclass(frozen=True)
class Loading:
    """The model is being loaded; ``part`` runs from 0 to 1."""

    model: str
    part: float


@dataclass(frozen=True)
class Started:
    """The model works on the answer."""

    conversation_id: str
    user_message: Message
    answer_id: str
    model: str
    left_out: int
    destination: str


@dataclass(frozen=True)
class Said:
    """More text of the answer."""

    text: str


@dataclass(frozen=True)
class Ended:
    """The answer as it is stored; ``error`` says why it is not whole, if it failed."""

    message: Message
    error: DeAIError | None = None


@dataclass(frozen=True)
class Placed:
    """Somebody else writes the answer; said again when another one goes on with it."""

    destination: str


TurnEvent = Loading | Started | Placed | Said | Ended


@dataclass(frozen=True)
class ConversationChanged(Event):
    """A conversation has something new: a message, a title, a place in the list, an answer that ended."""

    conversation_id: str


class Turn:
    """A turn that runs by itself: it goes on when nobody follows it any more."""

    def __init__(self) -> None:
        self._events: list[TurnEvent] = []
        self._news = asyncio.Event()
        self._is_stopped = False
        self._task: asyncio.Task[None] | None = None
        self._ended = asyncio.Event()

    def enter(self) -> None:
        """Begin, in the turn's own task; raises CancelledError when it was stopped before."""
        self._task = asyncio.current_task()
        if self._is_stopped:
            raise asyncio.CancelledError

    def leave(self) -> None:
        """End the part that can be stopped: what follows must be stored in peace."""
        self._task = None

    def abandon(self) -> None:
        """Let those go who wait for the end of a turn that could not begin."""
        self._ended.set()

    async def stop(self) -> None:
        """Stop the turn and wait for its end."""
        self._is_stopped = True
        task, self._task = self._task, None
        if task is not None:  # one that is cancelled before its first step would never clean up
            task.cancel()
        await self._ended.wait()

    def tell(self, event: TurnEvent) -> None:
        """Add an event for all who follow."""
        self._events.append(event)
        if isinstance(event, Ended):
            self._ended.set()
        news, self._news = self._news, asyncio.Event()
        news.set()

    async def follow(self) -> AsyncIterator[TurnEvent]:
        """Yield all events from the first on, until the turn has ended."""
        place = 0
        while True:
            news = self._news
            while place < len(self._events):
                event = self._events[place]
                place += 1
                yield event
                if isinstance(event, Ended):
                    return
            await news.wait()


class Turns:
    """Run turns, one at a time in each conversation."""

    def __init__(
        self,
        repository: ConversationRepository,
        choose_model: Callable[[str], Awaitable[Model]],
        engine_of: EngineSource,
        events: EventBus,
    ) -> None:
        self._repository = repository
        self._choose_model = choose_model
        self._engine_of = engine_of
        self._events = events
        self._running: dict[str, Turn] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    async def start(self, conversation_id: str, order: Order) -> Turn:
        """Store what the person says and begin to answer.

        Raises `NotFoundError`, `InvalidInputError`, `ModelNotFoundError`, or `ConflictError` while another
        answer is being written in this conversation.
        """
        if conversation_id in self._running:
            raise ConflictError(
                "An answer is being written in this conversation.", hint="Wait for it, or stop it first."
            )
        turn = self._running[conversation_id] = Turn()
        try:
            conversation = await asyncio.to_thread(self._repository.get, conversation_id)
            model = await self._choose_model(order.model or conversation.model)
            user, answer = await asyncio.to_thread(self._store, conversation, order, model)
        except BaseException:
            del self._running[conversation_id]
            turn.abandon()
            raise
        self._events.publish(ConversationChanged(conversation_id))
        writer = _AnswerWriter(self._repository, answer.id)
        work = self._run(turn, conversation, order, model, user, writer)
        task = asyncio.create_task(work, name=f"turn in {conversation_id}")
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return turn

    async def stop(self, conversation_id: str) -> bool:
        """Stop the answer that is being written and keep what was said; False when there is none."""
        turn = self._running.get(conversation_id)
        if turn is None:
            return False
        await turn.stop()
        return True

    async def close(self) -> None:
        """Stop all answers."""
        await asyncio.gather(*(self.stop(one) for one in list(self._running)))

    def _store(self, conversation: Conversation, order: Order, model: Model) -> tuple[Message, Message]:
        """Store the person's message, if it is a new one, and an empty answer below it."""
        user = self._user_message(conversation, order)
        answer = self._repository.add_message(
            conversation.id,
            Role.ASSISTANT,
            "",
            parent_id=user.id,
            status=MessageStatus.STREAMING,
            model=model.id,
            destination=place_of(model),
        )
        if conversation.model != model.id:
            self._repository.update(conversation.id, model=model.id)
        return user, answer

    def _user_message(self, conversation: Conversation, order: Order) -> Message:
        if order.regenerate:
            answer = self._message(conversation, order.regenerate)
            if answer.role is not Role.ASSISTANT or answer.parent_id is None or order.content is not None:
                raise InvalidInputError("Only an answer can be written again.", param="regenerate")
            return self._repository.get_message(answer.parent_id)
        if order.content is None or not order.content.strip():
            raise InvalidInputError("There is nothing to answer.", hint="Type a message.", param="content")
        if not order.edit:
            return self._repository.add_message(
                conversation.id, Role.USER, order.content, parent_id=Place.CURRENT_LEAF
            )
        edited = self._message(conversation, order.edit)
        if edited.role is not Role.USER:
            raise InvalidInputError("Only your own messages can be edited.", param="edit")
        return self._repository.add_message(
            conversation.id, Role.USER, order.content, parent_id=edited.parent_id
        )

    def _message(self, conversation: Conversation, message_id: str) -> Message:
        message = self._repository.get_message(message_id)
        if message.conversation_id != conversation.id:
            raise NotFoundError(f"There is no message “{message_id}” in this conversation.")
        return message

    async def _run(
        self,
        turn: Turn,
        conversation: Conversation,
        order: Order,
        model: Model,
        user: Message,
        writer: _AnswerWriter,
    ) -> None:
        """Answer; whatever happens, the answer is stored with what was said and the turn ends with `Ended`."""
        status, error = MessageStatus.FAILED, None
        try:
            turn.enter()
            await self._answer(turn, conversation, order, model, user, writer)
            status = MessageStatus.COMPLETE
        except asyncio.CancelledError:
            status = MessageStatus.STOPPED
        except DeAIError as caught:
            error = caught
        except Exception:
            log.exception("a turn failed")
            error = EngineError("An unexpected fault of ours; the log has more.", hint="Please report it.")
        turn.leave()
        try:
            message = await writer.finish(status, error.message if error else "")
        except DeAIError as caught:  # the disk is full, or the conversation was deleted meanwhile
            log.warning("an answer could not be stored: %s", caught.message)
            message, error = replace(user, content=writer.text, role=Role.ASSISTANT), caught
        finally:
            del self._running[conversation.id]
        turn.tell(Ended(message, error))
        self._events.publish(ConversationChanged(conversation.id))

    async def _answer(
        self,
        turn: Turn,
        conversation: Conversation,
        order: Order,
        model: Model,
        user: Message,
        writer: _AnswerWriter,
    ) -> None:
        loading = lambda part: turn.tell(Loading(model.id, part))  # noqa: E731

        def place(destination: str) -> None:
            writer.destination = destination
            turn.tell(Placed(destination))

        async with self._engine_of(model, loading, place, bool(order.adapters)) as engine:
            branch = (await asyncio.to_thread(self._repository.get, conversation.id)).messages
            seen = branch[: next(place for place, one in enumerate(branch) if one.id == user.id) + 1]
            request = GenerateRequest(
                messages=chat_messages(conversation.system_prompt, seen),
                sampling=order.sampling,
                max_tokens=order.max_tokens,
                adapters=order.adapters,
            )
            before = next((one.left_out for one in reversed(seen) if one.role is Role.ASSISTANT), 0)
            request, writer.left_out = await fit(engine, request, before)
            where = writer.destination or place_of(model)
            turn.tell(Started(conversation.id, user, writer.answer_id, model.id, writer.left_out, where))
            writer.begin()
            async with aclosing(engine.generate(request)) as events:
                async for event in events:
                    if isinstance(event, TextDelta):
                        writer.text += event.text
                        turn.tell(Said(event.text))
                        await writer.save_sometimes()
                    elif isinstance(event, Finished):
                        writer.finished = event


def place_of(model: Model) -> str:
    """Say where a model answers, as far as that is known beforehand."""
    return model.source if model.is_elsewhere else THIS_PC


class _AnswerWriter:
    """Keep an answer in the database while it grows, so that even a crash of the node loses little."""

    def __init__(self, repository: ConversationRepository, answer_id: str) -> None:
        self._repository = repository
        self.answer_id = answer_id
        self.text = ""
        self.left_out = 0
        self.finished: Finished | None = None
        self.destination: str | None = None
        """Where in fact it comes from, where that is not what was stored with it."""
        self._saving: asyncio.Future[None] | None = None
        self.begin()

    def begin(self) -> None:
        """Start the clock: the model begins now."""
        self._started = self._saved = time.monotonic()
        self._first: float | None = None

    async def save_sometimes(self) -> None:
        """Store the text so far, if that was some time ago."""
        now = time.monotonic()
        if self._first is None:
            self._first = now
        if now - self._saved >= _SAVE_SECONDS:
            self._saved = now
            save = asyncio.to_thread(self._repository.update_message, self.answer_id, content=self.text)
            self._saving = asyncio.ensure_future(save)
            await asyncio.shield(self._saving)

    async def finish(self, status: MessageStatus, error: str) -> Message:
        """Store the answer with what it took."""
        if self._saving is not None:  # a cancelled turn may have left it behind; it must not come last
            await asyncio.gather(self._saving, return_exceptions=True)
        return await asyncio.to_thread(self._store, status, error)

    def _store(self, status: MessageStatus, error: str) -> Message:
        end = self.finished
        self._repository.update_message(
            self.answer_id,
            content=self.text,
            status=status,
            error=error,
            finish_reason=end.reason.value if end else None,
            prompt_tokens=end.prompt_tokens if end else None,
            completion_tokens=end.completion_tokens if end else None,
            first_token_ms=(self._first - self._started) * 1000 if self._first is not None else None,
            tokens_per_second=end.tokens_per_second if end else None,
            left_out=self.left_out,
            destination=self.destination,
        )
        return self._repository.get_message(self.answer_id)
