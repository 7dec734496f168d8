"""Installs the pinned wheels into the Windows Python: unpacked on Linux, which is much faster than pip in Wine."""

from __future__ import annotations

import shutil
from pathlib import Path

from installer import tools
from installer.commands import run, step
from installer.llama.build import wheel as llama_wheel
from installer.llama.recipe import Recipe
from installer.pins import WINDOWS, WINDOWS_TESTS, read_pins
from installer.places import Places
from installer.wine.prefix import compile_sources


def install(places: Places, recipe: Recipe) -> None:
    """Install what is frozen and what freezes it; nothing happens where it is installed already."""
    llama = llama_wheel(places, recipe)
    _install(places, WINDOWS, places.site_packages, [llama])


def install_tests(places: Places) -> None:
    """Install what the tests need on top into a folder of its own."""
    _install(places, WINDOWS_TESTS, places.test_packages, [])


def _install(places: Places, pins: Path, target: Path, more: list[Path]) -> None:
    mark = target / f"deai-{pins.name}"
    wanted = pins.read_text(encoding="utf-8") + "".join(f"# {wheel.parent.name}\n" for wheel in more)
    if mark.is_file() and mark.read_text(encoding="utf-8") == wanted:
        return
    with step(f"install the wheels of {pins.name}"):
        wheels = fetch_all(places, pins)
        shutil.rmtree(target, ignore_errors=True)
        uv: list[str | Path] = [tools.uv(places), "pip", "install", "-q", "--python", tools.python(places)]
        uv += ["--python-platform", "x86_64-pc-windows-msvc", "--python-version", "3.11"]
        uv += ["--no-deps", "--no-index", "--link-mode", "copy", "--target", target]
        run([*uv, *wheels, *more], places.logs / "install.log")
        compile_sources(places, target)
        mark.write_text(wanted, encoding="utf-8")


def fetch_all(places: Places, pins: Path) -> list[Path]:
    """Return the wheels of a file of pins, fetched at once where one is missing, each with its pinned hash."""
    wanted = read_pins(pins)
    folder = places.folder("wheels")
    have = {tools.sha256_of(file): file for file in folder.glob("*.whl")}
    if not all(set(pin.hashes) & set(have) for pin in wanted):
        tools.download(places, folder, ["--require-hashes", *tools.WINDOWS_WHEELS, "-r", pins])
        have = {tools.sha256_of(file): file for file in folder.glob("*.whl")}
    return [have[next(one for one in pin.hashes if one in have)] for pin in wanted]
