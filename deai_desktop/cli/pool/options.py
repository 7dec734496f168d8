"""What all commands of ``deai pool`` share."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from deai_desktop.cli.options import command_group, examples

app = command_group(
    "Belong to a pool of people who lend each other their PCs.\n\n"
    "Whoever founds a pool runs its hub, where the PCs meet, and invites the others.",
    examples("deai pool create Friends --network", "deai pool invite Friends", "deai pool join"),
)

MemberRole = Literal["worker", "requester", "both", "admin"]
PoolName = Annotated[str, typer.Argument(metavar="POOL", help="Its name, or the beginning of its key.")]
ROLES_HELP = "worker: lends its models; requester: uses those of others; both; admin: all that."
Role = Annotated[MemberRole, typer.Option("--role", help=ROLES_HELP)]
OwnName = Annotated[
    str, typer.Option("--as", metavar="NAME", help="What to call this PC there; by default its own name.")
]
