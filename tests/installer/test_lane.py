"""Where the Windows lane can't run."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from installer.places import ROOT, VARIABLE


def test_the_lane_is_left_out_where_there_is_no_apt(tmp_path: Path) -> None:
    environment = {**os.environ, "PATH": str(tmp_path), VARIABLE: str(tmp_path / "wine")}
    command = [sys.executable, "-m", "installer", "lane"]
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("Windows lane left out: ")
    assert done.stdout.count("\n") == 1
