"""``deai nodes`` and ``deai pair``: use a node in WSL in place of this PC's own."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from deai_desktop.cli.options import Json, command_group, examples
from deai_desktop.cli.output import notice, quoted, write_json, write_line
from deai_desktop.cli.table import write_table
from deai_desktop.core.paths import Paths
from deai_desktop.system.console import is_console

app = command_group(
    "Use another node on this PC, such as one in WSL.\n\n"
    "Chats, models and settings are then those of that node.",
    examples("deai nodes find", "deai nodes add --wsl Debian", "deai nodes use this-pc"),
)

_PORT_HINT = (
    "If DeAI runs on Windows too, they need different ports: deai settings set api.port 3325, then deai stop."
)


@app.command("list", epilog=examples("deai nodes list --json"))
def list_nodes(as_json: Json = False) -> None:
    """List the nodes that can be used; a star marks the one that is."""
    from deai_desktop.api.other_nodes import OWN, OtherNodes

    others = OtherNodes(Paths.default())
    chosen = others.chosen
    if as_json:
        known = [node.model_dump(exclude={"key_id"}) for node in others.nodes]
        write_json({"chosen": chosen.name if chosen else OWN, "nodes": known})
        return
    rows = [(_star(chosen is None), OWN, "this PC's own")]
    rows += [(_star(node == chosen), node.name, node.address) for node in others.nodes]
    write_table(("", "NAME", "ADDRESS"), rows)


@app.command(epilog=examples("deai nodes find", "deai nodes find --json"))
def find(as_json: Json = False) -> None:
    """Look for nodes in the Linux distributions that run in WSL now."""
    from deai_desktop.api.wsl_nodes import find_wsl_nodes

    found = find_wsl_nodes()
    if as_json:
        nodes = [{"distribution": one.distribution, "address": one.address} for one in found]
        write_json({"nodes": nodes})
    elif found:
        write_table(("DISTRIBUTION", "ADDRESS", "VERSION"), [tuple(vars(one).values()) for one in found])
        notice(f"Use one: deai nodes add --wsl {found[0].distribution}")
    else:
        notice("No node runs in WSL. Start one there: deai node")


@app.command(epilog=examples("deai nodes add", "deai nodes add --wsl Debian"))
def add(
    wsl: Annotated[
        str, typer.Option("--wsl", metavar="NAME", help="Ask DeAI in this distribution for the code.")
    ] = "",
    as_json: Json = False,
) -> None:
    """Add a node by the code that deai pair printed there.

    The code is asked for, or read from standard input: as an argument, other programs could read it.
    """
    from deai_desktop.api.other_nodes import OtherNodes
    from deai_desktop.api.pairing import Pairing
    from deai_desktop.api.wsl_nodes import pair_with_wsl

    pairing = pair_with_wsl(wsl) if wsl else Pairing.decode(_asked_code())
    node = OtherNodes(Paths.default()).add(pairing)
    if as_json:
        write_json(node.model_dump(exclude={"key_id"}))
    else:
        notice(f"“{node.name}” is added. Use it: deai nodes use {quoted(node.name)}")


@app.command(epilog=examples('deai nodes use "WSL: Debian"', "deai nodes use this-pc"))
def use(
    name: Annotated[str, typer.Argument(help="As deai nodes list shows it; this-pc is this PC's own.")],
    as_json: Json = False,
) -> None:
    """Use a node from now on, here and in the window."""
    from deai_desktop.api.other_nodes import OWN, OtherNodes

    node = OtherNodes(Paths.default()).choose(name)
    if as_json:
        write_json({"chosen": node.name if node else OWN})
    else:
        notice(f"DeAI now uses: {node.name if node else 'this PC’s own node'}")


@app.command(epilog=examples('deai nodes remove "WSL: Debian"'))
def remove(
    name: Annotated[str, typer.Argument(help="As deai nodes list shows it.")], as_json: Json = False
) -> None:
    """Forget a node and revoke the key it gave us."""
    from deai_desktop.api.other_nodes import OtherNodes

    node, is_revoked = OtherNodes(Paths.default()).remove(name)
    if as_json:
        write_json({"removed": node.name, "revoked": is_revoked})
        return
    notice(f"“{node.name}” is removed.")
    if not is_revoked:
        notice("It did not answer, so its key is still valid there. Revoke it there: deai keys list")


def add_pair_to(app: typer.Typer) -> None:
    """Add ``deai pair``."""
    app.command(epilog=examples("deai pair", 'deai pair "my other desktop"'))(pair)


def pair(
    name: Annotated[str, typer.Argument(help="Whom the key is for.")] = "Windows desktop",
    replace: Annotated[bool, typer.Option("--replace", help="Revoke the key of that name first.")] = False,
    as_json: Json = False,
) -> None:
    """Print a code with which the Windows side uses this node.

    In WSL: paste it into deai nodes add on Windows. It opens everything that you may do here, until you revoke it
    with deai keys revoke.
    """
    from deai_desktop.api.client import connect
    from deai_desktop.api.pairing import Pairing
    from deai_desktop.system.network import own_names
    from deai_desktop.system.wsl import this_wsl

    with connect(Paths.default(), on_start=lambda: notice("Starting DeAI …", "dim")) as client:
        if replace and any(key.name == name for key in client.keys().keys):
            client.revoke_key(name)
        created = client.create_key(name, "full")
        here = this_wsl()
        place = f"WSL: {here.distribution or 'Linux'}" if here else (*own_names(), "another node")[0]
        code = Pairing(place, client.address, created.id, created.key).encode()
    if as_json:
        write_json({"code": code, "name": place, "address": client.address, "key_id": created.id})
        return
    notice("Paste this into `deai nodes add`, as secret as a password:")
    write_line(code)
    notice(f"Take it back at any time: deai keys revoke {quoted(name)}")
    if here:
        notice(_PORT_HINT)


def _asked_code() -> str:
    if is_console(sys.stdin):
        return str(typer.prompt("Code", hide_input=True, err=True))
    return sys.stdin.readline()


def _star(is_chosen: bool) -> str:
    return "*" if is_chosen else ""
