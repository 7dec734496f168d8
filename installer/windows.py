"""The Windows program from beginning to end: its Python, its parts, the frozen folder and its bill of materials."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

from deai_desktop.core.build import BUILD_FILE, BuildKind
from installer.commands import BuildError, run, say, step
from installer.freeze import freeze
from installer.freeze.version_resource import NAME
from installer.llama.build import wheel as llama_wheel
from installer.llama.recipe import Recipe
from installer.pins import WINDOWS
from installer.places import ROOT, Places
from installer.sbom.check import problems_of
from installer.sbom.component import Component, kind_of
from installer.sbom.cyclonedx import write_bill
from installer.sbom.describe import describe, own_component
from installer.sbom.wheels import installed_wheels
from installer.sbom.windows_python import RECORD, RepackagedPython, WindowsPython, read_record
from installer.sizes import print_sizes
from installer.wine import standins
from installer.wine.packages import fetch_all, install
from installer.wine.prefix import make_prefix

CERTIFICATE = "DEAI_SIGN_CERTIFICATE"
"""See installer/setup/signing.py."""


def frozen_folder(places: Places) -> Path:
    """Return where the frozen Windows program lies."""
    return places.home / "frozen" / NAME


def set_up(places: Places, recipe: Recipe | None = None) -> None:
    """Make what freezing needs; quick where it is there already."""
    make_prefix(places)
    install(places, recipe or Recipe.default())


def build(places: Places, recipe: Recipe | None = None) -> Path:
    """Freeze the Windows program, write its bill of materials and check it; return its folder.

    On Windows, llama.cpp is what lies ready, whatever the recipe.
    """
    recipe = recipe or Recipe.default()
    if sys.platform == "win32":
        python = read_record(places.home / RECORD)
        frozen = freeze.freeze_here
        llama = _given_wheel(places)
    else:
        set_up(places, recipe)
        python = RepackagedPython(places).read()
        frozen = freeze.freeze_in_wine
        llama = llama_wheel(places, recipe)
    target = frozen_folder(places).parent
    folder = frozen(places, target, _kind(python))
    _sign(places, folder)
    with step("write the bill of materials"):
        wheels = installed_wheels(fetch_all(places, WINDOWS), llama)
        bill = describe(folder, freeze.work_folder(target), wheels, python, _commit_of(folder))
        write_bill(folder, bill)
    check(places, folder)
    print_sizes(bill, folder)
    return folder


def check(places: Places, folder: Path) -> None:
    """Raise `BuildError` with everything that speaks against packaging the folder."""
    with step("check the folder against its bill of materials"):
        problems = problems_of(folder, standins.hashes(places.drive / "windows" / "system32"))
    if problems:
        raise BuildError("the folder must not be packaged:\n  " + "\n  ".join(problems))
    say("every file is named in the bill of materials")


def _sign(places: Places, folder: Path) -> None:
    """Sign both programs where the environment names a certificate; before their hashes are written down."""
    if not os.environ.get(CERTIFICATE):
        return
    with step("sign the programs"):
        for program in sorted(folder.glob("*.exe")):
            run(
                [sys.executable, "-m", "installer.setup.signing", program],
                places.logs / "sign.log",
                folder=ROOT,
            )


def _kind(python: WindowsPython) -> BuildKind:
    """Say beforehand what the build will be; the wheels are pinned, so Python and the checkout decide."""
    parts: list[Component] = [python.component, own_component(freeze.commit())]
    return kind_of(parts)


def _commit_of(folder: Path) -> str:
    about = json.loads((folder / "_internal" / "resources" / BUILD_FILE).read_text(encoding="utf-8"))
    return str(about["commit"])


def _given_wheel(places: Places) -> Path:
    found = list(places.folder("llama").glob("*.whl"))
    if len(found) != 1:
        raise BuildError(
            f"put llama-cpp-python's wheel for Windows into {places.home / 'llama'}: it is built on Linux"
        )
    return found[0]
