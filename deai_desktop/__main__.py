"""Reads argv and starts one role of the program, importing no more than that role needs."""

from __future__ import annotations

import sys

from deai_desktop.core.opening import WindowCall, read_call
from deai_desktop.system.windows_version import this_version, why_too_old


def main() -> int:
    """Run the role that the first argument names and return its exit code."""
    arguments = sys.argv[1:]
    if problem := why_too_old(this_version()):
        print(problem, file=sys.stderr)  # noqa: T201 - too early for anything else
        return 1
    if arguments[:1] == ["engine-host"]:
        from deai_desktop.engines.host import run as run_engine_host

        return run_engine_host(arguments[1:])
    if arguments[:1] == ["child"]:
        from deai_desktop.system.child_job import run_child

        return run_child(arguments[1:])
    if arguments[:1] == ["vault-helper"]:
        from deai_desktop.vault.helper import run_helper

        return run_helper(arguments[1:])
    if arguments == ["window-check"]:
        from deai_desktop.gui.check import run as check_window

        return check_window()
    if arguments[:1] == ["desktop"]:
        call = read_call(arguments[1:])
        if call is not None and (code := _open_window(call)) is not None:
            return code
    return _run_command(arguments)


def desktop() -> int:
    """Open the desktop window; what a shortcut on the desktop, a model file and a link start."""
    arguments = sys.argv[1:]
    # What is not understood is for the window to explain: nobody would see the command line's words.
    code = _open_window(read_call(arguments) or WindowCall(to_open=" ".join(arguments)))
    return _run_command(["desktop", *arguments]) if code is None else code


def _run_command(arguments: list[str]) -> int:
    from deai_desktop.cli.main import run

    return run(arguments)


def _open_window(call: WindowCall) -> int | None:
    """Open the window without the command line's libraries, whose import its first frame would wait for.

    None where there can be no window: the command line explains why.
    """
    from deai_desktop.system.display import has_display, has_window_libraries

    if not has_display() or not has_window_libraries():
        return None
    from deai_desktop.core.paths import Paths
    from deai_desktop.gui.main import run_desktop

    try:
        return run_desktop(Paths.default(), call.hidden, call.to_open)
    except Exception as error:  # noqa: BLE001 - nobody stands above us
        from deai_desktop.cli.failures import report

        return report(error, ["desktop"])


if __name__ == "__main__":
    sys.exit(main())
