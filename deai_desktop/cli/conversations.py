"""``deai conversations``: find, read, rename and delete what was said."""

from __future__ import annotations

from typing import Annotated

import typer

from deai_desktop.cli.confirm import confirm
from deai_desktop.cli.connection import connected
from deai_desktop.cli.local_time import format_time
from deai_desktop.cli.options import Json, Yes, command_group, examples
from deai_desktop.cli.output import notice, write, write_json
from deai_desktop.cli.table import write_table

app = command_group(
    "Find, read and delete conversations.\n\nThey are kept on this PC only.",
    examples("deai conversations list", "deai chat --conversation ID"),
)

Id = Annotated[str, typer.Argument(metavar="ID", help="As deai conversations list shows it.")]


@app.command("list", epilog=examples("deai conversations list --query holiday"))
def list_conversations(
    query: Annotated[str, typer.Option("--query", "-q", help="Only those where this was said.")] = "",
    limit: Annotated[int, typer.Option("--limit", help="At most so many.", min=1, max=1000)] = 50,
    as_json: Json = False,
) -> None:
    """List conversations, the one used last first."""
    with connected() as client:
        listed = client.conversations(query, limit)
    if as_json:
        write_json(listed)
    elif listed.conversations:
        rows = [
            (one.id, format_time(one.updated_at), one.model, one.title, one.snippet)
            for one in listed.conversations
        ]
        write_table(("ID", "LAST USED", "MODEL", "TITLE", ""), rows)
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


@app.command(epilog=examples("deai conversations delete ID --yes"))
def delete(context: typer.Context, conversation: Id, yes: Yes = False) -> None:
    """Delete a conversation with everything in it."""
    confirm(context, f"Delete conversation {conversation}?", yes)
    with connected() as client:
        client.delete_conversation(conversation)
    notice("The conversation is deleted.")
