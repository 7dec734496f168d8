"""Reads argv and starts one role of the program, importing no more than that role needs."""

from __future__ import annotations

import importlib.util
import sys


def main() -> int:
    """Run the role that the first argument names and return its exit code."""
    arguments = sys.argv[1:]
    if arguments[:1] == ["engine-host"]:
        from deai_desktop.engines.host import run as run_engine_host

        return run_engine_host(arguments[1:])
    if arguments[:1] == ["vault-helper"]:
        from deai_desktop.vault.helper import run_helper

        return run_helper(arguments[1:])
    if arguments == ["window-check"]:
        from deai_desktop.gui.check import run as check_window

        return check_window()
    if arguments in (["desktop"], ["desktop", "--hidden"]) and (code := _open_window(arguments)) is not None:
        return code
    from deai_desktop.cli.main import run

    return run(arguments)


def desktop() -> int:
    """Open the desktop window; what a shortcut on the desktop starts."""
    sys.argv[1:1] = ["desktop"]
    return main()


def _open_window(arguments: list[str]) -> int | None:
    """Open the window without the command line's libraries, whose import its first frame would wait for.

    None where there can be no window: the command line explains why.
    """
    from deai_desktop.system.display import has_display

    if not has_display() or importlib.util.find_spec("PySide6") is None:
        return None
    from deai_desktop.core.paths import Paths
    from deai_desktop.gui.main import run_desktop

    try:
        return run_desktop(Paths.default(), hidden="--hidden" in arguments)
    except Exception as error:  # noqa: BLE001 - nobody stands above us
        from deai_desktop.cli.failures import report

        return report(error, arguments)


if __name__ == "__main__":
    sys.exit(main())
