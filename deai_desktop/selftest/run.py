"""Runs the checks one after another, each in a process of its own and for a limited time."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict

from deai_desktop.core.errors import DeAIError
from deai_desktop.selftest import own_parts, started_parts
from deai_desktop.selftest.check import Check, Outcome, SkippedError, State
from deai_desktop.system.bounded_process import Ended, run_bounded
from deai_desktop.system.processes import own_command

CHECKS = (
    Check("resources", "Program and its resources", own_parts.check_resources),
    Check("files", "Files as they were built", own_parts.check_files, seconds=120, is_slow=True),
    Check("folders", "Folders for settings and data", own_parts.check_folders),
    Check("database", "Database", own_parts.check_database),
    Check("vault", "Vault for keys", own_parts.check_vault, seconds=30),
    Check("certificates", "Secure connections", own_parts.check_certificates),
    Check("library", "llama.cpp", started_parts.check_library, seconds=40),
    Check("answer", "An answer from a model", started_parts.check_answer, seconds=180, is_slow=True),
    Check("api", "Local API", started_parts.check_node, seconds=60, is_slow=True),
    Check("window", "Window", started_parts.check_window, seconds=60, is_slow=True),
    Check("hub", "nats-server", started_parts.check_hub),
)


def run_all(
    tell: Callable[[Outcome], None], *, quick: bool = False, checks: Sequence[Check] = CHECKS
) -> list[Outcome]:
    """Run all checks, telling each outcome as it comes; a check that crashes or hangs has failed, no more."""
    outcomes = []
    for check in checks:
        if not (quick and check.is_slow):
            outcomes.append(_in_a_child(check))
            tell(outcomes[-1])
    return outcomes


def run_one(name: str, checks: Sequence[Check] = CHECKS) -> str:
    """Run one check here and return its outcome as one line of JSON; what a child does."""
    return json.dumps(asdict(_outcome(next(one for one in checks if one.name == name))))


def _outcome(check: Check) -> Outcome:
    try:
        return Outcome(check.name, check.title, State.PASSED, check.run())
    except SkippedError as reason:
        return Outcome(check.name, check.title, State.SKIPPED, str(reason))
    except DeAIError as error:
        return Outcome(check.name, check.title, State.FAILED, error.message, error.hint)
    except Exception as error:  # noqa: BLE001 - whatever it was, this check has failed
        return Outcome(
            check.name, check.title, State.FAILED, f"{type(error).__name__}: {error}", "Please report it."
        )


def _in_a_child(check: Check) -> Outcome:
    started = time.monotonic()
    try:
        ended = run_bounded(own_command("selftest", "--check", check.name), check.seconds)
    except OSError as error:
        ended = Ended(-1, "", str(error))
    seconds = round(time.monotonic() - started, 2)
    try:
        said = json.loads(ended.output.strip().splitlines()[-1])
        return Outcome(**{**said, "state": State(said["state"]), "seconds": seconds})
    except (ValueError, IndexError, TypeError, KeyError):
        return Outcome(check.name, check.title, State.FAILED, *_why(check, ended), seconds)


def _why(check: Check, ended: Ended) -> tuple[str, str]:
    if ended.code is None:
        return (
            f"It took longer than {check.seconds:.0f} seconds and was ended.",
            "Close other programs and try again.",
        )
    return f"Its process ended with code {ended.code} without an answer.", "Please report it."
