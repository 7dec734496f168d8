"""The commands of a conversation at the terminal."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

from deai_desktop.cli.model_choice import installed_model
from deai_desktop.cli.output import notice, write, write_line
from deai_desktop.cli.transcript import transcript_of
from deai_desktop.core.errors import DeAIError, InvalidInputError
from deai_desktop.core.files import write_safely

if TYPE_CHECKING:
    from deai_desktop.api.schemas.conversations import Conversation
    from deai_desktop.cli.chat_session import ChatSession


@dataclass(frozen=True)
class SlashCommand:
    """Describe one command; ``run`` receives what stands behind its name."""

    name: str
    arguments: str
    about: str
    run: Callable[[ChatSession, str], None]


def run(session: ChatSession, line: str) -> None:
    """Run the command that a line names; raises `InvalidInputError` with what may have been meant."""
    name, _, argument = line.strip().partition(" ")
    command = _COMMANDS.get(name)
    if command is None:
        close = get_close_matches(name, _COMMANDS, n=2, cutoff=0.5)
        meant = f"Did you mean {' or '.join(close)}? " if close else ""
        raise InvalidInputError(
            f"There is no command {name}.",
            title="Unknown command",
            hint=f"{meant}/help lists all; begin with a space to send it as text.",
        )
    command.run(session, argument.strip())


def suggest(session: ChatSession, typed: str) -> Iterator[tuple[str, str]]:
    """Complete a command's name, or the model behind /model."""
    if typed.startswith("/model "):
        start = typed.removeprefix("/model ")
        yield from ((f"/model {name}", "") for name in _installed(session) if name.startswith(start))
    elif typed.startswith("/"):
        yield from ((one.name, one.about) for one in _COMMANDS.values() if one.name.startswith(typed))


def _help(session: ChatSession, argument: str) -> None:
    for one in _COMMANDS.values():
        write_line(f"{f'{one.name} {one.arguments}':<16} {one.about}")
    write_line("Alt+Enter or Esc, Enter: a new line · Ctrl+C: stop the answer · Ctrl+D: leave")


def _model(session: ChatSession, argument: str) -> None:
    if argument:
        model = installed_model(session.client, argument)
        session.choose(model=model)
        notice(f"{model} answers from now on.")
        return
    opened = session.conversation()
    current = (opened.model if opened else "") or session.options.model
    for name in _installed(session):
        write_line(f"{'*' if name == current else ' '} {name}")


def _new(session: ChatSession, argument: str) -> None:
    session.begin_anew()
    notice("The next message begins a new conversation.")


def _save(session: ChatSession, argument: str) -> None:
    opened = _opened(session)
    file = Path(argument).expanduser() if argument else Path(_file_name(opened.title))
    text = transcript_of(opened)
    try:
        with file.open("x", encoding="utf-8") as stream:
            stream.write(text)
    except FileExistsError:
        if not file.is_file() or not session.input.confirm(f"{file} exists. Replace it?"):
            notice("Nothing was saved.")
            return
        write_safely(file, text.encode())
    except OSError as error:
        raise InvalidInputError(f"{file} can't be written: {error.strerror}.") from error
    notice(f"Saved to {file.absolute()}")


def _regenerate(session: ChatSession, argument: str) -> None:
    last = _opened(session).messages[-1]
    if last.role == "assistant":
        session.turn(regenerate=last.id)
    else:  # it was never answered
        session.turn(edit=last.id, content=last.content)


def _edit(session: ChatSession, argument: str) -> None:
    last = next(one for one in reversed(_opened(session).messages) if one.role == "user")
    text = argument or session.input.edit(last.content).strip()
    if not text or text == last.content:
        notice("Nothing was changed.")
    else:
        session.turn(edit=last.id, content=text)


def _system(session: ChatSession, argument: str) -> None:
    if argument:
        session.choose(system=argument)
        notice("The model follows this from the next answer on.")
        return
    opened = session.conversation()
    current = (opened.system_prompt if opened else session.options.system) or ""
    write_line(current or "No system prompt. Set one: /system TEXT")


def _history(session: ChatSession, argument: str) -> None:
    write(transcript_of(_opened(session)))


def _exit(session: ChatSession, argument: str) -> None:
    raise EOFError


_COMMANDS = {
    one.name: one
    for one in (
        SlashCommand("/help", "", "Show this list.", _help),
        SlashCommand("/model", "[NAME]", "List the models on this PC, or let another one answer.", _model),
        SlashCommand("/new", "", "Begin a new conversation.", _new),
        SlashCommand("/save", "[FILE]", "Save the conversation as Markdown.", _save),
        SlashCommand("/regenerate", "", "Have the last message answered again.", _regenerate),
        SlashCommand("/edit", "[TEXT]", "Change your last message and have it answered.", _edit),
        SlashCommand("/system", "[TEXT]", "Show or set how the model shall behave.", _system),
        SlashCommand("/history", "", "Show the conversation so far.", _history),
        SlashCommand("/exit", "", "Leave.", _exit),
    )
}


def _opened(session: ChatSession) -> Conversation:
    opened = session.conversation()
    if opened is None or not opened.messages:
        raise InvalidInputError("Nothing was said in this conversation yet.", title="Nothing there")
    return opened


def _installed(session: ChatSession) -> list[str]:
    try:
        return [view.id for view in session.client.models().models if view.installed and view.kind == "model"]
    except DeAIError:
        return []


def _file_name(title: str) -> str:
    """Make a name that every system takes from a title."""
    return (re.sub(r"[^\w -]+", "", title).strip()[:60] or "conversation") + ".md"
