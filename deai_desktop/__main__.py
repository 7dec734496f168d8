"""Reads argv and starts one role of the program, importing no more than that role needs."""

from __future__ import annotations

import sys


def main() -> int:
    """Run the role that the first argument names and return its exit code."""
    arguments = sys.argv[1:]
    if arguments[:1] == ["engine-host"]:
        from deai_desktop.engines.host import run as run_engine_host

        return run_engine_host(arguments[1:])
    from deai_desktop.cli.main import run

    return run(arguments)


def desktop() -> int:
    """Open the desktop window; what a shortcut on the desktop starts."""
    from deai_desktop.cli.main import run

    return run(["desktop", *sys.argv[1:]])


if __name__ == "__main__":
    sys.exit(main())
