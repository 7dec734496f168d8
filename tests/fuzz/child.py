"""Is the process that the fuzzer runs in: it ends when the time is over or something is found."""

from __future__ import annotations

import sys

import atheris

with atheris.instrument_imports(include=["deai_desktop.models", "deai_desktop.core.errors"]):
    from tests.fuzz.targets import TARGETS


def main() -> None:
    """Fuzz what the first argument names; the others are libFuzzer's."""
    program, name, *options = sys.argv
    atheris.Setup([program, *options], TARGETS[name].call)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
