"""Runs the tests of the checkout under the Windows Python in Wine, offscreen."""

from __future__ import annotations

from installer.commands import say, step
from installer.places import ROOT, Places
from installer.wine.packages import install_tests
from installer.wine.programs import PYTHON, run_windows, windows_path

SUITES = {
    "what each part does": (
        "architecture",
        "chat",
        "cli",
        "core",
        "downloads",
        "engines",
        "models",
        "outbound",
        "selftest",
        "storage",
        "system",
        "updates",
        "vault",
    ),
}
"""Folders of tests, each line in a process of its own, so that one that Wine ends is known to be it.

Left out are the tests of what builds on Linux (installer) and of the figures (bench), and for now those of the node
(api, node, e2e) and the window (gui): they have passed in Wine, but not yet with all that models have learned since.
"""
KNOWN_FAILURES = ROOT / "installer" / "wine" / "known_failures.txt"
_LONGEST = 1500
"""Seconds for one of them; the window's took 15 minutes on two busy cores."""


def run_suites(places: Places) -> None:
    """Run them all, but for the real model, which the frozen program is tried with.

    Raises `BuildError` for the first that fails, also where Wine crashes.
    """
    install_tests(places)
    lines = KNOWN_FAILURES.read_text(encoding="utf-8").splitlines()
    known = [line for line in lines if line and not line.startswith("#")]
    say(f"left out: {len(known)} tests that Wine can't do ({KNOWN_FAILURES.relative_to(ROOT)})")
    for name, folders in SUITES.items():
        with step(f"tests under the Windows Python: {name}"):
            _run(places, folders, known)


def _run(places: Places, folders: tuple[str, ...], known: list[str]) -> None:
    extra = {
        "WINEQT_QPA_PLATFORM": "offscreen",
        "WINEQT_QPA_FONTDIR": r"Z:\usr\share\fonts\truetype\dejavu",
        "PYTHONPATH": r"C:\test-packages",
        "PYTHONUNBUFFERED": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
        "DEAI_TEST_CACHE": windows_path(places.folder("starter")),
    }
    command = [PYTHON, "-m", "pytest", "-rs", "-m", "not real_model", *(f"tests/{name}" for name in folders)]
    command += ["-o", "tmp_path_retention_policy=none"]  # files that are sparse on Linux take gigabytes there
    command += [f"--deselect={name}" for name in known]
    run_windows(places, command, extra=extra, folder=ROOT, timeout=_LONGEST, shows=True)
