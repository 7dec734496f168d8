"""``deai conversations``: find, read, rename, pin, export, import and delete what was said."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from deai_desktop.cli.confirm import confirm
from deai_desktop.cli.connection import connected
from deai_desktop.cli.local_time import format_time
from deai_desktop.cli.options import Json, Yes, command_group, examples
from deai_desktop.cli.output import notice, write, write_json
from deai_desktop.cli.saved_file import Output, save_file
from deai_desktop.cli.table import write_table

app = command_group(
    "Find, read, pin, export, import and delete conversations.\n\nThey are kept on this PC only.",
    examples("deai conversations list", "deai chat --conversation ID"),
)

Id = Annotated[str, typer.Argument(metavar="ID", help="As deai conversations list shows it.")]


@app.command("list", epilog=examples("deai conversations list --query holiday"))
def list_conversations(
    query: Annotated[str, typer.Option("--query", "-q", help="Only those where this was said.")] = "",
    limit: Annotated[int, typer.Option("--limit", help="At most so many.", min=1, max=1000)] = 50,
    as_json: Json = False,
) -> None:
    """List conversations, pinned ones first, then the one used last."""
    with connected() as client:
        listed = client.conversations(query, limit)
    if as_json:
        write_json(listed)
    elif listed.conversations:
        rows = [
            (
                one.id,
                format_time(one.updated_at),
                "pinned" if one.pinned else "",
                one.model,
                one.title,
                one.snippet,
            )
            for one in listed.conversations
        ]
        write_table(("ID", "LAST USED", "", "MODEL", "TITLE", ""), rows)
    else:
        notice("Nothing was found." if query else "There is no conversation yet. Begin one: deai chat")


@app.command(epilog=examples("deai conversations show ID > conversation.md"))
def show(conversation: Id, as_json: Json = False) -> None:
    """Show a conversation as Markdown."""
    from deai_desktop.cli.transcript import transcript_of

    with connected() as client:
        found = client.conversation(conversation)
    if as_json:
        write_json(found)
    else:
        write(transcript_of(found))


@app.command(epilog=examples("deai conversations rename ID Plans for summer"))
def rename(
    conversation: Id,
    title: Annotated[list[str], typer.Argument(metavar="TITLE", help="The new title.")],
    as_json: Json = False,
) -> None:
    """Give a conversation another title."""
    from deai_desktop.api.schemas.conversations import ConversationChanges

    with connected() as client:
        changed = client.change_conversation(conversation, ConversationChanges(title=" ".join(title)))
    if as_json:
        write_json(changed)
    else:
        notice(f"It is now called “{changed.title}”.")


@app.command(epilog=examples("deai conversations pin ID"))
def pin(conversation: Id, as_json: Json = False) -> None:
    """Keep a conversation at the top of the list."""
    _pin(conversation, as_json, is_pinned=True)


@app.command(epilog=examples("deai conversations unpin ID"))
def unpin(conversation: Id, as_json: Json = False) -> None:
    """Let a conversation take its place among the others again."""
    _pin(conversation, as_json, is_pinned=False)


def _pin(conversation: str, as_json: bool, *, is_pinned: bool) -> None:
    from deai_desktop.api.schemas.conversations import ConversationChanges

    with connected() as client:
        changed = client.change_conversation(conversation, ConversationChanges(pinned=is_pinned))
    if as_json:
        write_json(changed)
    else:
        title = changed.title or changed.id
        notice(f"“{title}” is pinned." if is_pinned else f"“{title}” is no longer pinned.")


class Format(StrEnum):
    """Name the kinds of files a conversation can be exported to."""

    MARKDOWN = "markdown"
    JSON = "json"


@app.command(
    epilog=examples(
        "deai conversations export ID --output bees.json",
        "deai conversations export ID --output bees.md",
        "deai conversations export ID --format markdown",
    )
)
def export(
    conversation: Id,
    output: Output = None,
    chosen: Annotated[
        Format | None,
        typer.Option("--format", "-f", help="Otherwise the file's name decides: .json or Markdown."),
    ] = None,
) -> None:
    """Export a conversation, as JSON with all its branches or as Markdown to read.

    JSON can be imported again, here or on another PC. Markdown has the branch that is shown.
    """
    from deai_desktop.cli.transcript import transcript_of

    by_name = Format.JSON if output is None or output.suffix.lower() == ".json" else Format.MARKDOWN
    with connected() as client:
        if (chosen or by_name) is Format.JSON:
            text = client.export_conversation(conversation).model_dump_json(indent=2) + "\n"
        else:
            text = transcript_of(client.conversation(conversation))
    if output is None:
        write(text)
    else:
        save_file(output, text, "The conversation could not be exported")
        notice(f"Exported to {output}.")


@app.command("import", epilog=examples("deai conversations import bees.json"))
def import_conversation(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A conversation that was exported as JSON.")],
    as_json: Json = False,
) -> None:
    """Import a conversation that was exported as JSON, with all its branches, as a new one."""
    from deai_desktop.api.conversation_file import read_conversation

    whole = read_conversation(file)
    with connected() as client:
        imported = client.import_conversation(whole)
    if as_json:
        write_json(imported)
    else:
        notice(
            f"“{imported.title or imported.id}” is imported. Go on: deai chat --conversation {imported.id}"
        )


@app.command(epilog=examples("deai conversations delete ID --yes"))
def delete(context: typer.Context, conversation: Id, yes: Yes = False) -> None:
    """Delete a conversation with everything in it."""
    confirm(context, f"Delete conversation {conversation}?", yes)
    with connected() as client:
        client.delete_conversation(conversation)
    notice("The conversation is deleted.")
