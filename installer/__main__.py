"""Runs one part of the build: ``python -m installer VERB``; without one it lists them."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable

from installer.commands import BuildError, say
from installer.places import Places

Verb = Callable[[Places, argparse.Namespace], int]


def main() -> int:
    """Run the verb and return its exit code."""
    parser = argparse.ArgumentParser(prog="python -m installer", description=__doc__)
    verbs = parser.add_subparsers(title="verbs", required=True)
    for add in (_add_llama_wheel,):
        add(verbs)
    options = parser.parse_args()
    try:
        run: Verb = options.run
        return run(Places.default(), options)
    except BuildError as error:
        say(f"error: {error}")
        return 1


def _add_llama_wheel(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = verbs.add_parser("llama-wheel", help="build llama-cpp-python's wheel for Windows")
    parser.add_argument("--vulkan", action="store_true", help="also for graphics cards")
    parser.set_defaults(run=_llama_wheel)


def _llama_wheel(places: Places, options: argparse.Namespace) -> int:
    from installer.llama.build import wheel
    from installer.llama.recipe import Recipe

    say(str(wheel(places, Recipe.default(has_vulkan=options.vulkan))))
    return 0


if __name__ == "__main__":
    sys.exit(main())
