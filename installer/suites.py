"""Runs the tests of the checkout under the Windows Python in Wine, offscreen."""

from __future__ import annotations

from collections.abc import Sequence

from installer.commands import BuildError, say, step
from installer.places import ROOT, Places
from installer.wine.packages import install_tests
from installer.wine.programs import PYTHON, run_windows, windows_path

SUITES = {
    "what each part does": (
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
    "the whole program": ("e2e",),
}
"""Folders of tests, each line in a process of its own, so that one that Wine ends is known to be it.

Left out are the tests of what builds on Linux (installer), of the figures (bench) and of the files (architecture).
"""
LONG_SUITES = {"the node and its API": ("api", "node"), "the window": ("gui",)}
"""Run when asked for: they take too long for each change. The whole program's tests use the node and its API, and the
frozen program's own window is always tried.
"""
LEFT_OUT = (
    "tests/engines/test_batch.py",
    "tests/engines/test_onnx_cells.py",
    "tests/engines/test_llama_cpp.py::TestLlamaCpp::test_cancelling_one_does_not_disturb_another",
    "tests/engines/test_llama_cpp.py::TestLlamaCpp::test_shared_work_comes_out_the_same_when_the_owner_comes_between",
    "tests/gui/test_accessibility.py::test_every_control_and_picture_can_be_read_out",
    "tests/gui/test_keyboard.py::test_tab_comes_everywhere_and_one_sees_where_it_is",
    "tests/gui/test_screenshots.py",
    "tests/node/test_fit.py::test_a_real_model_is_measured_and_chats_as_fast",
    "tests/node/test_openapi.py::test_schemathesis_finds_nothing",
    "tests/selftest/test_engine_test.py::test_a_real_model_is_measured_with_one_thread_and_with_all",
)
"""Tests that take minutes and say nothing of Windows, or of speed, which Wine has not."""
KNOWN_FAILURES = ROOT / "installer" / "wine" / "known_failures.txt"
_LONGEST = 2400
"""Seconds for one of them; the window's took 15 minutes on two busy cores, the node's 25."""


def run_suites(places: Places, *, with_all_tests: bool = False) -> None:
    """Run them all. Raises `BuildError` for the first that fails twice, also where Wine crashes."""
    install_tests(places)
    lines = KNOWN_FAILURES.read_text(encoding="utf-8").splitlines()
    known = [line for line in lines if line and not line.startswith("#")]
    say(f"left out: {len(known)} tests that Wine can't do ({KNOWN_FAILURES.relative_to(ROOT)})")
    suites = SUITES | (LONG_SUITES if with_all_tests else {})
    for name, folders in suites.items():
        with step(f"tests under the Windows Python: {name}"):
            _run(places, folders, (*known, *LEFT_OUT))


def _run(places: Places, folders: tuple[str, ...], left_out: Sequence[str]) -> None:
    """Run some folders' tests, and those that failed once more: Wine loses a process or a message at times."""
    from tests.remembering import remembering

    extra = {
        "WINEQT_QPA_PLATFORM": "offscreen",
        "WINEQT_QPA_FONTDIR": r"Z:\usr\share\fonts\truetype\dejavu",
        "PYTHONPATH": r"C:\test-packages",
        "PYTHONUNBUFFERED": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
        "DEAI_TEST_CACHE": windows_path(places.folder("starter")),
    }
    command = [PYTHON, "-m", "pytest", "-rs", "--durations=8", *(f"tests/{name}" for name in folders)]
    command += remembering(windows_path(places.folder("pytest-cache")))
    # Files that are sparse on Linux take gigabytes there.
    command += ["-o", "tmp_path_retention_policy=failed"]
    command += [f"--deselect={name}" for name in left_out]
    try:
        run_windows(places, command, extra=extra, folder=ROOT, timeout=_LONGEST, shows=True)
    except BuildError as error:
        say(f"{error}\nWhat failed is tried once more.")
        again = [*command, "--last-failed"]  # all of them, where Wine ended the first try
        run_windows(places, again, extra=extra, folder=ROOT, timeout=_LONGEST, shows=True)
