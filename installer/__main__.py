"""Runs one part of the build: ``python -m installer VERB``; see installer/README.md."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from installer.commands import BuildError, say
from installer.places import Places


def main() -> int:
    """Run the verb and return its exit code."""
    parser = argparse.ArgumentParser(prog="python -m installer", description=__doc__)
    verbs = parser.add_subparsers(title="verbs", required=True)
    for name, run, about in VERBS:
        verb = verbs.add_parser(name, help=about, description=about)
        verb.set_defaults(run=run)
        if name in ("llama-wheel", "freeze"):
            verb.add_argument("--vulkan", action="store_true", help="also for graphics cards")
        if name == "freeze":
            verb.add_argument("--here", type=Path, metavar="FOLDER", help="for this system, with this Python")
        if name == "measure":
            verb.add_argument(
                "folder", type=Path, nargs="?", help="by default the Windows program that freeze made"
            )
        if name == "lane":
            verb.add_argument(
                "--all-tests",
                action="store_true",
                help="also the tests of node, API and window, half an hour more",
            )
        if name == "check":
            verb.add_argument("folder", type=Path, nargs="?", help="by default the one that freeze made")
    options = parser.parse_args()
    try:
        code: int | None = options.run(Places.default(), options)
    except BuildError as error:
        say(f"error: {error}")
        return 1
    return code or 0


def _wine_setup(places: Places, options: argparse.Namespace) -> None:
    from installer.windows import set_up

    set_up(places)


def _llama_wheel(places: Places, options: argparse.Namespace) -> None:
    from installer.llama.build import wheel
    from installer.llama.recipe import Recipe

    say(str(wheel(places, Recipe.default(has_vulkan=options.vulkan))))


def _freeze(places: Places, options: argparse.Namespace) -> None:
    from deai_desktop.core.build import BuildKind
    from installer.freeze.freeze import freeze_here
    from installer.llama.recipe import Recipe
    from installer.windows import build

    if options.here:
        folder = freeze_here(places, options.here, BuildKind.TEST)
    else:
        folder = build(places, Recipe.default(has_vulkan=options.vulkan))
    say(str(folder))


def _check(places: Places, options: argparse.Namespace) -> None:
    from installer.windows import check, frozen_folder

    check(places, options.folder or frozen_folder(places))


def _measure(places: Places, options: argparse.Namespace) -> int:
    from installer.measure import measure
    from installer.windows import frozen_folder

    return 0 if measure(places, options.folder or frozen_folder(places)) else 1


def _pins(places: Places, options: argparse.Namespace) -> None:
    from installer.renew import renew

    renew(places)


def _lane(places: Places, options: argparse.Namespace) -> int:
    from installer.lane import run_lane

    return run_lane(places, with_all_tests=options.all_tests)


VERBS = (
    ("wine-setup", _wine_setup, "make a Windows with Python and all pinned parts in Wine"),
    ("llama-wheel", _llama_wheel, "build llama-cpp-python's wheel for Windows"),
    ("freeze", _freeze, "make the folder with the Windows program, and check it"),
    ("check", _check, "check such a folder against its bill of materials"),
    ("lane", _lane, "build the Windows program and try it out in Wine"),
    ("measure", _measure, "compare the start of the frozen program with the same from source"),
    ("pins", _pins, "renew the pinned versions and hashes of the wheels for Windows"),
)

if __name__ == "__main__":
    sys.exit(main())
