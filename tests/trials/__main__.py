"""Lets real things happen to a real pool: ``python -m tests.trials [--namespaces] [--only TRIAL …] [--kills N]``.

One hub, three workers with the starter model and two who ask, each a node of its own with all its processes. Workers
are killed and put to sleep, the hub is killed, lines are cut; every answer must be whole, and what the model says.
With ``--namespaces`` (Linux, root) each PC is in a network of its own, behind a line that is slow and loses packets.
"""

from __future__ import annotations

import argparse
import signal
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from tests.trials.faults import Trials
from tests.trials.judge import Judge
from tests.trials.line import Line
from tests.trials.networks import Loopback, Namespaces
from tests.trials.party import Party


def trials_of(trials: Trials, kills: int) -> dict[str, Callable[[], None]]:
    """Name all trials, in the order in which they run."""
    found: dict[str, Callable[[], None]] = {
        "streaming": trials.streaming,
        "cancel": trials.cancelling,
        "kills": lambda: trials.killing(kills, is_loaded=True),
        "kills-unloaded": lambda: trials.killing(kills, is_loaded=False),
        "hub": trials.killing_the_hub,
        "worker-sleeps": lambda: trials.worker_sleeps(4),
        "requester-sleeps": lambda: trials.requester_sleeps(3),
        "requester-sleeps-long": lambda: trials.requester_sleeps(12),
        "worker-cut": lambda: trials.cutting(lambda worker: worker, "worker"),
        "requester-cut": lambda: trials.cutting(lambda _: trials.asker, "requester"),
        "hub-cut": lambda: trials.cutting(lambda _: trials.party.hub, "hub"),
    }
    return found


def main() -> int:
    """Run them and report."""
    arguments = _arguments()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # nodes and namespaces would stay
    if arguments.namespaces and (why := Namespaces.why_not()):
        print(f"skipped: {why}")
        return 0
    network = Namespaces(Line(0.040, 0.010, 0.01)) if arguments.namespaces else Loopback()
    print(f"on {network.name}", flush=True)
    try:
        with (
            tempfile.TemporaryDirectory(prefix="deai-trials-") as folder,
            Judge() as judge,
            Party.meets(Path(folder), network) as party,
        ):
            trials = Trials(party, judge)
            for name, run in trials_of(trials, arguments.kills).items():
                if arguments.only and name not in arguments.only:
                    continue
                if name.endswith("-cut") and network.why_no_cuts:
                    print(f"skipped {name}: {network.why_no_cuts}")
                    continue
                try:
                    run()
                except AssertionError as error:
                    trials.say(False, f"{name}: {error}")
    finally:
        network.close()
    print("all as it should be" if not trials.broken else f"{len(trials.broken)} not as it should be")
    return 1 if trials.broken else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--namespaces", action="store_true", help="each PC in a network namespace")
    parser.add_argument("--kills", type=int, default=10, help="how often a worker is killed")
    parser.add_argument(
        "--only", nargs="+", metavar="TRIAL", help=", ".join(trials_of(Trials.__new__(Trials), 0))
    )
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
