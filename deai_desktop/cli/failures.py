"""The one place where every error ends: shown, counted as an exit code, never a traceback."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from deai_desktop.cli.crash_report import write_crash_report
from deai_desktop.cli.exit_codes import ExitCode, exit_code_of
from deai_desktop.cli.output import (
    OutputClosedError,
    discard_output,
    show_error,
    write_json_error,
)
from deai_desktop.core.errors import DeAIError, InternalError, InvalidInputError
from deai_desktop.core.paths import Paths

if TYPE_CHECKING:
    from pydantic import ValidationError


class UsageError(InvalidInputError):
    """Say that a command was not called as its help tells."""

    code = "usage"
    default_title = "Wrong usage"


def report(error: BaseException, arguments: list[str]) -> int:
    """Show an error as the command was asked to and return the exit code."""
    try:
        return _report(error, arguments)
    except OutputClosedError:
        discard_output()
        return ExitCode.OUTPUT_CLOSED


def fault(error: BaseException, arguments: list[str]) -> InternalError:
    """Write a crash report and say where it is."""
    role = arguments[0] if arguments else ""
    folder = Paths.default().logs
    try:
        file = write_crash_report(error, role, folder)
    except OSError:
        return InternalError(
            f"{type(error).__name__} in deai {role}.", hint=f"A report could not be written to {folder}."
        )
    return InternalError(
        f"{type(error).__name__} in deai {role}.",
        hint=f"A report without any of your texts was written; please send it to us: {file}",
    )


def refusal_from(error: ValidationError) -> InvalidInputError:
    """Say in our words what was typed and does not fit the request it would go into."""
    first = error.errors(include_url=False, include_context=False)[0]
    field = ".".join(str(part) for part in first["loc"])
    return InvalidInputError(f"{field}: {first['msg']}.", param=field)


def _report(error: BaseException, arguments: list[str]) -> int:
    as_json = "--json" in _options(arguments)
    if isinstance(error, OutputClosedError):
        raise error
    if isinstance(error, KeyboardInterrupt | typer.Abort):
        return ExitCode.INTERRUPTED
    if isinstance(error, typer.TyperException):
        return _report_usage(error, as_json)
    if isinstance(error, DeAIError):
        _show(error, as_json)
        return exit_code_of(error)
    import pydantic

    if isinstance(error, pydantic.ValidationError):
        _show(refusal_from(error), as_json)
        return ExitCode.ERROR
    _show(fault(error, arguments), as_json)
    return ExitCode.FAULT


def _options(arguments: list[str]) -> list[str]:
    return arguments[: arguments.index("--")] if "--" in arguments else arguments


def _show(error: DeAIError, as_json: bool) -> None:
    if as_json:
        write_json_error(error)
    else:
        show_error(error)


def _report_usage(error: typer.TyperException, as_json: bool) -> int:
    if as_json:
        write_json_error(UsageError(error.format_message()))
    else:  # typer shows best how a command is to be called
        error.show()  # type: ignore[attr-defined]
    return error.exit_code
