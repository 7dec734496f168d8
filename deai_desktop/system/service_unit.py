"""Writes the systemd unit that runs the node."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

UNIT = "deai.service"

_TEXT = """# Written by `deai service install`, which writes it anew; put changes of your own into a drop-in:
# systemctl --user edit {unit}
[Unit]
Description=DeAI node: local models and a private API on this computer
StartLimitIntervalSec=300
StartLimitBurst=5

[Service]
Type=notify
NotifyAccess=main
ExecStart={command}
{environment}
# `deai stop` ends with code 0 and stays stopped. Code 4 says that another node or another program is in the
# way, which a restart does not change.
Restart=on-failure
RestartSec=5
RestartPreventExitStatus=2 4
TimeoutStartSec=60
TimeoutStopSec=30
KillMode=mixed
# What the unit gives up. MemoryDenyWriteExecute is not among it: Python's calls into llama.cpp and the
# compilers of graphics drivers need memory that is written and then run.
NoNewPrivileges=yes
LockPersonality=yes
RestrictNamespaces=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
SystemCallArchitectures=native
SystemCallFilter=@system-service
SystemCallErrorNumber=EPERM
{address_families}UMask=0077

[Install]
WantedBy=default.target
"""


def unit_text(
    command: Sequence[str], environment: Mapping[str, str], *, starts_windows_programs: bool = False
) -> str:
    """Write the unit; raises `ValueError` for a path that no unit can hold.

    ``starts_windows_programs``: the vault inside WSL is one, and starting it needs sockets of other families.
    """
    families = (
        "" if starts_windows_programs else "RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6 AF_NETLINK\n"
    )
    safe = {"PYTHONSAFEPATH": "1"}  # no file in the home folder stands in for a module of ours
    return _TEXT.format(
        unit=UNIT,
        command=" ".join(_quoted(word).replace("$", "$$") for word in command),
        environment="\n".join(
            f"Environment={_quoted(f'{name}={value}')}" for name, value in (safe | dict(environment)).items()
        ),
        address_families=families,
    )


def _quoted(word: str) -> str:
    """Write a word as systemd.syntax(7) wants it; a percent sign would begin a specifier."""
    if not word.isprintable():
        raise ValueError(word)
    escaped = word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%")
    return f'"{escaped}"'
