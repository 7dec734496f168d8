"""The line at which a person types: history, completion, several lines."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from prompt_toolkit import PromptSession
from prompt_toolkit.buffer import Buffer
from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document
from prompt_toolkit.history import FileHistory
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.utils import is_dumb_terminal

from deai_desktop.cli.output import notice

Suggest = Callable[[str], Iterable[tuple[str, str]]]
"""Takes what stands before the cursor; yields what could stand there instead, with an explanation."""


class ChatInput:
    """Read what a person types; Ctrl+C raises KeyboardInterrupt and Ctrl+D EOFError."""

    def __init__(self, history: Path, suggest: Suggest) -> None:
        keys = _enter_sends()
        self._is_dumb = is_dumb_terminal()
        self._main: PromptSession[str] = PromptSession(
            history=_private_history(history),
            completer=_Suggestions(suggest),
            complete_in_thread=True,
            key_bindings=keys,
            multiline=True,
            prompt_continuation="  ",
        )
        self._edit: PromptSession[str] = PromptSession(
            key_bindings=keys, multiline=True, prompt_continuation="  "
        )
        self._question: PromptSession[str] = PromptSession()
        for session in (self._main, self._edit):
            session.default_buffer.on_text_insert += join_halves

    def read(self) -> str:
        """Read the next message or command."""
        return self._main.prompt("> ")

    @property
    def was_empty(self) -> bool:
        """Whether there was nothing on the line when Ctrl+C was pressed."""
        return not self._main.default_buffer.text

    def edit(self, text: str) -> str:
        """Let the person change a text."""
        if self._is_dumb:  # it does not show what it puts there
            notice(text)
        return self._edit.prompt("edit> ", default=text)

    def confirm(self, question: str) -> bool:
        """Ask a question whose answer is no unless it is yes."""
        return self._question.prompt(f"{question} [y/N] ").strip().lower() in ("y", "yes")


def join_halves(buffer: Buffer) -> None:
    """Make one character of the two halves in which Windows' console may hand over an emoji."""
    typed, place = buffer.text, buffer.cursor_position
    if (whole := _whole(typed)) != typed:
        buffer.document = Document(whole, len(_whole(typed[:place])))


def _whole(text: str) -> str:
    """Join halves that stand side by side, and leave one that waits for its other half."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")


class _Suggestions(Completer):
    def __init__(self, suggest: Suggest) -> None:
        self._suggest = suggest

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterable[Completion]:
        typed = document.text_before_cursor
        for text, about in self._suggest(typed):
            yield Completion(text, start_position=-len(typed), display_meta=about)


def _enter_sends() -> KeyBindings:
    """Send with Enter; Alt+Enter (or Esc, Enter) begins a new line, and a paste keeps its lines."""
    keys = KeyBindings()

    @keys.add("enter")
    def send(event: KeyPressEvent) -> None:
        event.current_buffer.validate_and_handle()

    @keys.add("escape", "enter")
    def begin_line(event: KeyPressEvent) -> None:
        event.current_buffer.insert_text("\n")

    return keys


def _private_history(file: Path) -> FileHistory:
    """Keep what was typed in a file that this user only can read."""
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    file.touch(mode=0o600)
    file.chmod(0o600)
    return FileHistory(file)
