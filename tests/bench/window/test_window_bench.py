"""The window's benchmark runs, and every figure is there."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.alone

ROOT = Path(__file__).parents[3]


def test_measures_everything() -> None:
    command = [sys.executable, "-m", "tests.bench.window", "--quick", "--json"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, timeout=170, check=False)
    assert done.returncode == 0, done.stderr.decode()
    results = json.loads(done.stdout)
    assert 0 < results["bare_first_frame"]["median"] < results["usable"]["median"]
    assert results["shown"]["resident_mb"] > 50
    assert results["streaming"]["characters_per_second"] > 100
    assert results["streaming"]["frames_per_second"] < 60
    assert results["open_ms"]["median"] > 0
    assert [goal["name"] for goal in results["goals"]]
