"""What the fuzzer calls holds for all that it begins with, and the fuzzer itself runs where it is installed."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

from tests.fuzz.reach import reach
from tests.fuzz.targets import TARGETS

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("name", sorted(TARGETS))
def test_the_seeds_reach_most_of_the_reader(tmp_path: Path, name: str) -> None:
    target = TARGETS[name]
    files = []
    for number, seed in enumerate(target.seeds()):
        files.append(tmp_path / f"{number:05}")
        files[-1].write_bytes(seed)
    reached, lines = reach(target.call, target.modules, files)
    assert reached > 0.85 * lines


@pytest.mark.skipif(not importlib.util.find_spec("atheris"), reason="the group fuzz is not installed")
@pytest.mark.parametrize("name", sorted(TARGETS))
def test_the_fuzzer_runs(tmp_path: Path, name: str) -> None:
    command = [sys.executable, "-m", "tests.fuzz", name, "--minutes", "0.05", "--findings", str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "nothing was found" in done.stdout
