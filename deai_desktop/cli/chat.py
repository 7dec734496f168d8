"""``deai chat``: one question and its answer, or a conversation at the terminal."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from deai_desktop.cli.connection import connected
from deai_desktop.cli.known_names import adapter_names, runnable_names
from deai_desktop.cli.options import Json, examples
from deai_desktop.system.console import is_console


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command(
        epilog=examples(
            "deai chat",
            'deai chat "Why is the sky blue?"',
            "git diff | deai chat Write a commit message",
            "deai chat --file notes.txt Summarise this",
            "deai chat --continue And shorter, please",
        )
    )(chat)


def chat(
    context: typer.Context,
    prompt: Annotated[
        list[str] | None,
        typer.Argument(metavar="PROMPT", help="The question; none opens a conversation."),
    ] = None,
    model: Annotated[
        str,
        typer.Option(
            "--model", "-m", metavar="MODEL", help="An installed model.", autocompletion=runnable_names
        ),
    ] = "",
    go_on: Annotated[
        bool, typer.Option("--continue", "-c", help="Go on with the conversation used last.")
    ] = False,
    conversation: Annotated[
        str, typer.Option("--conversation", metavar="ID", help="Go on with this conversation.")
    ] = "",
    system: Annotated[
        str | None,
        typer.Option(
            "--system", "-s", metavar="TEXT", help="How the model shall behave.", show_default=False
        ),
    ] = None,
    temperature: Annotated[
        float | None,
        typer.Option(
            "--temperature", metavar="NUMBER", help="0 is strict, higher more varied.", min=0, max=2
        ),
    ] = None,
    max_tokens: Annotated[
        int | None,
        typer.Option("--max-tokens", metavar="NUMBER", help="Longest answer.", min=1, max=10_000_000),
    ] = None,
    seed: Annotated[
        int | None,
        typer.Option("--seed", metavar="NUMBER", help="Makes chance repeatable.", min=0, max=2**32 - 1),
    ] = None,
    adapter: Annotated[
        list[str] | None,
        typer.Option(
            "--adapter",
            metavar="NAME[:SCALE]",
            help="A LoRA adapter of yours for the model, as strong as SCALE says (1); repeatable.",
            autocompletion=adapter_names,
        ),
    ] = None,
    file: Annotated[
        list[Path] | None,
        typer.Option("--file", "-f", metavar="PATH", help="A text file for the model to read; repeatable."),
    ] = None,
    no_stream: Annotated[
        bool, typer.Option("--no-stream", help="Print the answer only when it is whole.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Chat with a model on this PC.

    The answer goes to standard output, all the rest to standard error. At a terminal without a prompt, a
    conversation opens: /help lists its commands, Ctrl+C stops an answer, Ctrl+D leaves. Text from a pipe is
    the prompt, or goes below it.
    """
    from deai_desktop.cli.attachment import read_file, read_piped_text
    from deai_desktop.cli.chat_once import chat_once
    from deai_desktop.cli.chat_options import ChatOptions, adapter_choices, last_conversation

    if go_on and conversation:
        context.fail("--continue and --conversation exclude each other.")
    blocks = [" ".join(prompt or []), *(read_file(one) for one in file or []), read_piped_text()]
    content = "\n\n".join(block for block in blocks if block.strip())
    is_interactive = not content and is_console(sys.stdin) and is_console(sys.stdout)
    if not content and not is_interactive:
        context.fail("There is no prompt: write one, or pipe one.")
    if is_interactive and as_json:
        context.fail("--json needs a prompt.")
    options = ChatOptions(model, system, temperature, max_tokens, seed, adapter_choices(adapter or ()))
    with connected() as client:
        options = options.with_model_checked(client)
        known = last_conversation(client) if go_on else conversation
        if is_interactive:
            from deai_desktop.cli.chat_session import ChatSession

            ChatSession(client, options, known).run()
        else:
            chat_once(client, options, known, content, stream=not no_stream, as_json=as_json)
