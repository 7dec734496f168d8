"""Tries the frozen command line out in a console of Windows, and through pipes."""

from __future__ import annotations

import subprocess
from pathlib import Path

from installer.commands import BuildError, say
from installer.program import Program
from installer.wine.programs import WINE, environment
from installer.wine.terminal import Terminal
from installer.wine.windows_shown import wait_until

_TYPED = "Erzähl mir sehr lang von Bienen 🐝 und Größen"
_INTERRUPT, _END = "\x03", "\x04"


def talks_in_a_console(program: Program) -> None:
    """Type umlauts and an emoji, stop an answer with Ctrl+C, go on, and leave. The model is installed already."""
    with Terminal(program.places, program.command("chat"), program.environment) as terminal:
        terminal.wait_for("/help lists the commands")
        terminal.wait_for(">")
        terminal.type(f"{_TYPED}\r")
        terminal.wait_for("This PC")
        terminal.wait_for(" ")  # of the answer
        terminal.type(_INTERRUPT)
        terminal.wait_for("stopped")
        terminal.wait_for(">")
        terminal.type("/history\r")
        terminal.wait_for("Größen")
        terminal.wait_for(">")
        terminal.type(_END)
        if code := terminal.wait_for_end():
            raise BuildError(f"deai chat ended with {code} after Ctrl+D")
    conversation = program.ask("conversations", "list")["conversations"][0]["id"]
    if _TYPED not in program.deai("conversations", "show", conversation):
        raise BuildError("what was typed in the console did not arrive as it was typed")


def ends_with_its_console(program: Program) -> None:
    """Close the terminal under a chat, then under a node with a loaded model: nothing of them goes on."""
    with Terminal(program.places, program.command("chat"), program.environment) as terminal:
        terminal.wait_for(">")
        terminal.type("Tell me a very long story\r")
        terminal.wait_for("This PC")
        terminal.close()
        terminal.wait_for_end()
    program.deai("stop")
    _expect_gone(program)
    with Terminal(program.places, program.command("node"), program.environment) as terminal:
        terminal.wait_for("Local API")
        program.chat("Name three colours.")
        if not any("engine-host" in one for one in _running(program)):
            raise BuildError("there is no engine host that could stay behind")
        terminal.close()
        terminal.wait_for_end()
    _expect_gone(program)


def talks_through_pipes(program: Program) -> None:
    """Hand a text in through a pipe and read the answer from one: both are UTF-8."""
    done = subprocess.run(
        [WINE, *program.command("chat", "--max-tokens", "20", "Repeat this:")],
        input=_TYPED.encode(),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment(program.places, program.environment),
        timeout=300,
        check=False,
    )
    answer = done.stdout.decode("utf-8")
    say(answer.strip())
    conversation = program.ask("conversations", "list")["conversations"][0]["id"]
    if done.returncode or not answer.strip():
        raise BuildError(f"deai chat in a pipe ended with {done.returncode}: {answer!r}")
    if _TYPED not in program.deai("conversations", "show", conversation):
        raise BuildError("what came through the pipe did not arrive as it was")


def _expect_gone(program: Program) -> None:
    wait_until(lambda: not _running(program), "of a closed console, something goes on", 30)


def _running(program: Program) -> list[str]:
    """Return the command lines of this folder's programs that run in Wine."""
    wanted = program.command()[0]
    lines = (_command_line(entry) for entry in Path("/proc").iterdir() if entry.name.isdigit())
    return [line for line in lines if wanted in line]


def _command_line(process: Path) -> str:
    try:
        return (process / "cmdline").read_bytes().replace(b"\0", b" ").decode("utf-8", "replace")
    except OSError:  # it has ended
        return ""
