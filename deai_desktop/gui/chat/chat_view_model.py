"""What the chat page shows and does."""

from __future__ import annotations

from PySide6.QtCore import Property, QObject, QTimer, QUrl, Signal, Slot

from deai_desktop.api.schemas.conversations import (
    Conversation,
    ConversationChanges,
    MessageView,
    NewConversation,
    SelectBranch,
    Stopped,
    TurnRequest,
)
from deai_desktop.core.errors import DeAIError, NotFoundError
from deai_desktop.gui.chat.block_list_model import BlockListModel
from deai_desktop.gui.chat.chat_options import ChatOptions
from deai_desktop.gui.chat.composer_view_model import ComposerViewModel
from deai_desktop.gui.chat.conversations_view_model import ConversationsViewModel
from deai_desktop.gui.chat.installed_models import InstalledModels
from deai_desktop.gui.chat.message_aids import MessageAids
from deai_desktop.gui.chat.message_list_model import MessageListModel
from deai_desktop.gui.chat.model_choice import ModelChoice
from deai_desktop.gui.chat.pool_offers import PoolOffers
from deai_desktop.gui.chat.running_turn import RunningTurn
from deai_desktop.gui.chat.turns import Turns
from deai_desktop.gui.node_link import NodeLink
from deai_desktop.gui.notices import Notices
from deai_desktop.gui.qt_property import qt_property
from deai_desktop.gui.window_state import WindowState

_GATHER_MILLISECONDS = 80


class ChatViewModel(MessageAids):
    """Show one conversation, send what is typed, follow the answers."""

    conversationChanged = Signal()  # noqa: N815 - Qt's naming
    messagesShown = Signal()  # noqa: N815 - Qt's naming
    """Another conversation is on the screen: show its end."""
    turnChanged = Signal()  # noqa: N815 - Qt's naming
    modelChanged = Signal()  # noqa: N815 - Qt's naming
    blockedChanged = Signal()  # noqa: N815 - Qt's naming
    searchRequested = Signal()  # noqa: N815 - Qt's naming
    modelPickerRequested = Signal()  # noqa: N815 - Qt's naming

    def __init__(
        self,
        link: NodeLink,
        models: InstalledModels,
        notices: Notices,
        state: WindowState,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(notices, parent)
        self._link = link
        self._models = models
        self._notices = notices
        self._conversations = ConversationsViewModel(link, notices, state, self)
        self._messages = MessageListModel(self, lambda: str(link.place))
        self._options = ChatOptions(state, models, self)
        self._composer = ComposerViewModel(notices, state, self)
        self._no_blocks = BlockListModel(self)
        self._turns = Turns(link, self)
        self._shown_turn: RunningTurn | None = None
        self._id = ""
        self._title = ""
        self._system_prompt = ""
        self._choice = ModelChoice(models, PoolOffers(link, self), state, self)
        self._is_sending = False
        self._reload_soon = QTimer(self, singleShot=True, interval=_GATHER_MILLISECONDS)
        self._reload_soon.timeout.connect(self._reload)
        self._conversations.hidden.connect(self._leave)
        self._conversations.restored.connect(self.openConversation)
        self._conversations.imported.connect(self.openConversation)
        self._turns.changed.connect(self._show_turn)
        self._turns.broken.connect(self._messages.add_failure)
        self._turns.stored.connect(self._reload_soon.start)
        self._turns.refused.connect(self._refused)
        link.eventArrived.connect(self._hear)
        link.connected.connect(self._reload_soon.start)
        link.stateChanged.connect(self.blockedChanged)
        self._choice.changed.connect(self.modelChanged)
        self._choice.changed.connect(self.blockedChanged)
        self._choice.chosen.connect(lambda model_id: self._change(ConversationChanges(model=model_id)))

    # What is shown

    @Property(QObject, constant=True)
    def conversations(self) -> ConversationsViewModel:
        """The list on the left."""
        return self._conversations

    @Property(QObject, constant=True)
    def messages(self) -> MessageListModel:
        """The branch that is shown."""
        return self._messages

    @Property(QObject, constant=True)
    def composer(self) -> ComposerViewModel:
        """What is being written."""
        return self._composer

    @Property(QObject, constant=True)
    def options(self) -> ChatOptions:
        """The side panel."""
        return self._options

    @Property(QObject, notify=turnChanged)
    def liveBlocks(self) -> BlockListModel:  # noqa: N802 - Qt's naming
        """The blocks of the answer that is being written, or was written last."""
        return self._shown_turn.blocks if self._shown_turn else self._no_blocks

    @Property(str, notify=conversationChanged)
    def conversationId(self) -> str:  # noqa: N802 - Qt's naming
        """The conversation that is shown; empty for one that does not exist yet."""
        return self._id

    @Property(str, notify=conversationChanged)
    def title(self) -> str:
        """Its title."""
        return self._title

    @Property(str, notify=conversationChanged)
    def systemPrompt(self) -> str:  # noqa: N802 - Qt's naming
        """What the model is told before everything else."""
        return self._system_prompt

    @Property(bool, notify=turnChanged)
    def isAnswering(self) -> bool:  # noqa: N802 - Qt's naming
        """Whether an answer is being written here."""
        return self._is_answering()

    @Property(float, notify=turnChanged)
    def loadingPart(self) -> float:  # noqa: N802 - Qt's naming
        """How far the model is loaded, below 0 when it is not being loaded."""
        return self._shown_turn.part if self._shown_turn else -1.0

    @Property(str, notify=modelChanged)
    def model(self) -> str:
        """The model that answers next."""
        return self._choice.now

    @qt_property(QObject, constant=True)
    def choice(self) -> ModelChoice:
        """What the model picker offers."""
        return self._choice

    @Property(list, notify=modelChanged)
    def installedModels(self) -> list[dict[str, str]]:  # noqa: N802 - Qt's naming
        """The models of this PC, each with ``id`` and ``name``."""
        return list(self._models.installed)

    @Property(str, notify=blockedChanged)
    def blockedReason(self) -> str:  # noqa: N802 - Qt's naming
        """Why nothing can be sent now, for people; empty when it can."""
        return self._blocked()

    @Slot(str, result=str)
    def modelName(self, model_id: str) -> str:  # noqa: N802 - Qt's naming
        """Return a model's name, or its id when it is gone."""
        return self._choice.name_of(model_id)

    def say_anew(self) -> None:
        """Word what Python words in the language that is spoken now."""
        self._conversations.say_anew()
        self._choice.say_anew()
        self._messages.say_anew()
        self._composer.say_anew()

    # Conversations

    @Slot()
    def newConversation(self) -> None:  # noqa: N802 - Qt's naming
        """Show an empty conversation; the node hears of it with its first message."""
        self._show_empty()
        self._composer.focusRequested.emit()

    @Slot(str)
    def openConversation(self, conversation_id: str) -> None:  # noqa: N802 - Qt's naming
        """Show a conversation."""
        if conversation_id == self._id or str(self._link.state) != "ready":
            return

        def show(conversation: Conversation) -> None:
            self._id = conversation.id
            self._composer.show(conversation.id)
            self._show(conversation)
            self.messagesShown.emit()

        path = f"/api/conversations/{conversation_id}"
        self._link.call(Conversation, "GET", path, on_reply=show, on_error=self._notices.show_error)

    @Slot(QUrl)
    def takeFile(self, url: QUrl) -> None:  # noqa: N802 - Qt's naming
        """Take a file that was dropped: import an exported conversation, attach any other."""
        if url.toLocalFile().lower().endswith(".json"):
            self._conversations.import_or(url, lambda: self._composer.attach(url))
        else:
            self._composer.attach(url)

    @Slot(str)
    def chooseModel(self, model_id: str) -> None:  # noqa: N802 - Qt's naming
        """Have this model answer from now on."""
        self._choice.choose(model_id)

    @Slot(str)
    def setSystemPrompt(self, text: str) -> None:  # noqa: N802 - Qt's naming
        """Tell the model something before everything else, in this conversation."""
        if text != self._system_prompt:
            self._system_prompt = text
            self._change(ConversationChanges(system_prompt=text))

    @Slot(str, int)
    def selectVersion(self, message_id: str, step: int) -> None:  # noqa: N802 - Qt's naming
        """Show the next or the previous version of a message, with what follows from it."""
        message = self._message(message_id)
        if message is None or self._is_answering() or message_id not in message.versions:
            return
        place = message.versions.index(message_id) + step
        if 0 <= place < len(message.versions):
            self._link.call(
                Conversation,
                "POST",
                f"/api/conversations/{self._id}/branch",
                SelectBranch(message_id=message.versions[place]),
                on_reply=self._show_if_here,
                on_error=self._notices.show_error,
            )

    @Slot(str)
    def copyMessage(self, message_id: str) -> None:  # noqa: N802 - Qt's naming
        """Copy a message as it was written."""
        if message := self._message(message_id):
            turn = self._shown_turn
            is_live = turn is not None and not turn.is_over and message.role == "assistant"
            is_live = is_live and message is self._messages.messages[-1]
            self.copyText(turn.text if is_live and turn else message.content)

    # Turns

    @Slot(str)
    def send(self, text: str) -> None:
        """Say something, with the attached files below it."""
        content = self._composer.content(text)
        if not content or self._is_answering() or self._blocked():
            return
        request = self._request(content=content)
        if self._id:
            self._start(request, list(self._messages.messages), content, text)
            self._composer.clear()
            return
        self._is_sending = True
        self.turnChanged.emit()
        new = NewConversation(model=self._choice.now, system_prompt=self._system_prompt or None)

        def begin(conversation: Conversation) -> None:
            self._is_sending = False
            self._composer.clear()
            self._id = conversation.id
            self._system_prompt = conversation.system_prompt
            self._start(request, [], content, text)
            self._composer.show(conversation.id)
            self.conversationChanged.emit()

        def fail(error: DeAIError) -> None:
            self._is_sending = False
            self.turnChanged.emit()
            self._notices.show_error(error)

        self._link.call(Conversation, "POST", "/api/conversations", new, on_reply=begin, on_error=fail)

    @Slot()
    def stop(self) -> None:
        """Stop the answer that is being written here; what was said is kept."""
        if self._is_answering() and self._id:
            path = f"/api/conversations/{self._id}/stop"
            self._link.call(Stopped, "POST", path, on_error=self._notices.show_error)

    @Slot(str)
    def regenerate(self, message_id: str) -> None:
        """Have an answer written again, as another version."""
        row = self._messages.row_of(message_id)
        if row > 0 and not self._is_answering() and not self._blocked():
            self._start(self._request(regenerate=message_id), list(self._messages.messages[:row]))

    @Slot(str, str)
    def edit(self, message_id: str, text: str) -> None:
        """Say something else instead of an earlier message, as another version of it."""
        row = self._messages.row_of(message_id)
        if row >= 0 and text.strip() and not self._is_answering() and not self._blocked():
            above = list(self._messages.messages[:row])
            self._start(self._request(content=text.strip(), edit=message_id), above, text.strip())

    def _request(self, **order: str) -> TurnRequest:
        model = self._choice.now
        return TurnRequest.model_validate(order | {"model": model} | self._options.wishes(model))

    def _is_answering(self) -> bool:
        return self._is_sending or (self._shown_turn is not None and not self._shown_turn.is_over)

    def _blocked(self) -> str:
        if str(self._link.state) == "starting":
            return self.tr("DeAI is starting…")
        if str(self._link.state) != "ready":
            return self.tr("DeAI is not running.")
        return self._choice.problem

    def _start(
        self, request: TurnRequest, above: list[MessageView], content: str = "", typed: str = ""
    ) -> None:
        self._turns.start(self._id, request, above, self._choice.now, content, typed)
        self.messagesShown.emit()

    def _refused(self, conversation_id: str, typed: str, error: DeAIError) -> None:
        """Give back what was typed."""
        if typed:
            self._composer.give_back(conversation_id, typed)
        self._notices.show_error(error)
        if conversation_id == self._id:
            self._shown_turn = None
            self.turnChanged.emit()
            self._reload()

    def _show_turn(self, conversation_id: str) -> None:
        turn = self._turns.of(conversation_id)
        if turn is None or conversation_id != self._id:
            return
        self._shown_turn = turn
        self._messages.set_live(turn.messages[-1].id)
        self.turnChanged.emit()
        messages = self._messages.messages
        if len(messages) == len(turn.messages):  # ids that become known must not rebuild what is on screen
            for row in range(max(0, len(messages) - 2), len(messages)):
                self._messages.replace(row, turn.messages[row])
        self._messages.show(turn.messages)

    # Keeping up

    def _hear(self, event: dict[str, object]) -> None:
        if event.get("type") == "conversation_changed" and event.get("conversation_id") == self._id:
            self._reload_soon.start()

    def _reload(self) -> None:
        if not self._id or self._turns.of(self._id) or str(self._link.state) != "ready":
            return

        def fail(error: DeAIError) -> None:
            if isinstance(error, NotFoundError):
                self._show_empty()

        path = f"/api/conversations/{self._id}"
        self._link.call(Conversation, "GET", path, on_reply=self._show_if_here, on_error=fail)

    def _show_if_here(self, conversation: Conversation) -> None:
        if conversation.id == self._id and not self._turns.of(conversation.id):
            self._show(conversation)

    def _show(self, conversation: Conversation) -> None:
        self._title = conversation.title
        self._system_prompt = conversation.system_prompt
        if conversation.model:
            self._choice.take(conversation.model)
        if self._turns.of(conversation.id):
            self._show_turn(conversation.id)
        else:
            live = self._shown_turn.messages[-1].id if self._shown_turn else ""
            if all(one.id != live for one in conversation.messages):
                self._shown_turn = None
                self._messages.set_live("")
                self.turnChanged.emit()
            self._messages.show(conversation.messages)
        self.conversationChanged.emit()

    def _show_empty(self) -> None:
        self._id = self._title = self._system_prompt = ""
        self._shown_turn = None
        self._composer.show("")
        self._messages.set_live("")
        self._messages.show([])
        self.turnChanged.emit()
        self.conversationChanged.emit()

    def _leave(self, conversation_id: str) -> None:
        if conversation_id == self._id:
            self._show_empty()

    def _change(self, changes: ConversationChanges) -> None:
        if self._id:
            path = f"/api/conversations/{self._id}"
            self._link.call(Conversation, "PATCH", path, changes, on_error=self._notices.show_error)

    def _message(self, message_id: str) -> MessageView | None:
        row = self._messages.row_of(message_id)
        return self._messages.messages[row] if row >= 0 else None
