"""Fuzzes the readers of model files: ``python -m tests.fuzz gguf --minutes 10``, from the root of the repository."""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

from tests.fuzz.reach import reach
from tests.fuzz.targets import TARGETS, Target

_SECONDS_PER_INPUT = 5
_MOST_MEMORY = 512
"""Megabytes; the interpreter with the instrumented modules takes about 100."""
_NOTABLE = re.compile(r"DONE|ERROR|Uncaught|SUMMARY|pulse", re.IGNORECASE)
_FIGURES = re.compile(r"stat::(number_of_executed_units|average_exec_per_sec|peak_rss_mb):\s+(\d+)")


def main(arguments: Sequence[str] | None = None) -> int:
    """Fuzz one reader for a while and say what came of it; 1 if something was found."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("target", choices=sorted(TARGETS))
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--corpus", type=Path, help="folder with inputs of earlier runs, which grows")
    parser.add_argument("--findings", type=Path, default=Path(), help="folder for inputs that fail")
    wishes = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="deai-corpus-") as temporary:
        corpus = wishes.corpus or Path(temporary)
        target = TARGETS[wishes.target]
        _plant(target, corpus)
        code, figures = _fuzz(wishes.target, target, corpus, wishes.minutes, wishes.findings)
        reached, lines = reach(target.call, target.modules, sorted(corpus.iterdir()))
    print(
        f"{wishes.target}: {figures.get('number_of_executed_units', 0):,} inputs in {wishes.minutes:g} minutes,"
        f" {reached} of {lines} lines of the reader reached, {figures.get('peak_rss_mb', 0)} MB at most"
    )
    print("nothing was found" if code == 0 else f"FOUND something: see {wishes.findings.absolute()}")
    return 1 if code else 0


def _plant(target: Target, corpus: Path) -> None:
    corpus.mkdir(parents=True, exist_ok=True)
    for seed in target.seeds():
        if len(seed) <= target.longest:
            (corpus / sha256(seed).hexdigest()).write_bytes(seed)


def _fuzz(
    name: str, target: Target, corpus: Path, minutes: float, findings: Path
) -> tuple[int, dict[str, int]]:
    """Run the fuzzer in a process of its own; return how it ended and what it counted."""
    findings.mkdir(parents=True, exist_ok=True)
    options = {
        "max_total_time": round(minutes * 60),
        "max_len": target.longest,
        "timeout": _SECONDS_PER_INPUT,
        "rss_limit_mb": _MOST_MEMORY,
        "print_final_stats": 1,
        "artifact_prefix": f"{findings.absolute()}/",
    }
    command = [sys.executable, "-m", "tests.fuzz.child", name, str(corpus)]
    command += [f"-{option}={value}" for option, value in options.items()]
    figures: dict[str, int] = {}
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as fuzzer:
        assert fuzzer.stdout
        for line in fuzzer.stdout:
            if found := _FIGURES.search(line):
                figures[found[1]] = int(found[2])
            elif _NOTABLE.search(line) or not line.startswith(("#", "INFO", "\t")):
                print(line, end="", flush=True)
    return fuzzer.returncode, figures


if __name__ == "__main__":
    sys.exit(main())
