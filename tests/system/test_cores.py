"""Efficiency cores are told from fast ones, by what Windows and Linux say of real processors."""

from __future__ import annotations

import os
import struct
import sys
from pathlib import Path

import pytest

from deai_desktop.system.cores import Cores, linux_cores, processor_cores, windows_cores
from deai_desktop.system.processes import model_threads, threads_for


def sys_devices(folder: Path, siblings: list[str], files: dict[str, str] | None = None) -> Path:
    """Write what Linux tells: for each logical processor those that share its core, and other files."""
    told = {f"system/cpu/cpu{one}/topology/core_cpus_list": text for one, text in enumerate(siblings)}
    for name, text in (told | (files or {})).items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text + "\n")
    return folder


def test_intels_hybrid_processors_on_linux(tmp_path: Path) -> None:
    # A Core i7-1260P: 4 fast cores with two threads each, 8 efficiency cores.
    siblings = ["0-1", "0-1", "2-3", "2-3", "4-5", "4-5", "6-7", "6-7", *(str(one) for one in range(8, 16))]
    devices = sys_devices(tmp_path, siblings, {"cpu_core/cpus": "0-7", "cpu_atom/cpus": "8-15"})
    assert linux_cores(devices, set(range(16))) == Cores(4, 8)
    assert linux_cores(devices, {0, 1, 2, 8}) == Cores(2, 1)
    assert linux_cores(devices, {8, 9}) == Cores(2)


def test_arms_processors_on_linux_by_their_capacity(tmp_path: Path) -> None:
    # A Rockchip RK3588: 4 small and 4 large cores.
    capacities = {f"system/cpu/cpu{one}/cpu_capacity": "414" if one < 4 else "1024" for one in range(8)}
    devices = sys_devices(tmp_path, [str(one) for one in range(8)], capacities)
    assert linux_cores(devices, set(range(8))) == Cores(4, 4)


def test_processors_whose_cores_are_alike_on_linux(tmp_path: Path) -> None:
    devices = sys_devices(tmp_path, ["0,4", "1,5", "2,6", "3,7", "0,4", "1,5", "2,6", "3,7"])
    assert linux_cores(devices, set(range(8))) == Cores(4)
    assert linux_cores(tmp_path / "nothing", {0}) is None


def core(efficiency_class: int, mask: int, *, relation: int = 0) -> bytes:
    """Write one entry as Windows does: PROCESSOR_RELATIONSHIP with one GROUP_AFFINITY."""
    body = struct.pack("<BB20xHQH6x", 1, efficiency_class, 1, mask, 0)
    return struct.pack("<II", relation, 8 + len(body)) + body


@pytest.mark.parametrize(
    ("answer", "cores"),
    [
        # A Core i5-1235U: 2 fast cores, 8 efficiency cores.
        (
            b"".join(core(1, 3 << 2 * one) for one in range(2))
            + b"".join(core(0, 1 << one) for one in range(8)),
            Cores(2, 8),
        ),
        (b"".join(core(0, 3 << 2 * one) for one in range(6)), Cores(6)),
        (core(1, 3) + core(7, 15, relation=2) + core(0, 4), Cores(1, 1)),
        (b"", None),
    ],
)
def test_what_windows_tells(answer: bytes, cores: Cores | None) -> None:
    assert windows_cores(answer) == cores


@pytest.mark.parametrize(
    ("cores", "threads"),
    [
        (Cores(1), 1),
        (Cores(2), 2),
        (Cores(4), 3),
        (Cores(8), 7),
        (Cores(8, 16), 7),
        (Cores(4, 4), 3),
        (Cores(2, 8), 9),
        (Cores(1, 1), 2),
    ],
)
def test_threads_leave_out_efficiency_cores_and_one_more(cores: Cores, threads: int) -> None:
    assert threads_for(cores) == threads


def test_this_pc_has_cores() -> None:
    cores = processor_cores()
    assert 1 <= cores.performance <= cores.total <= (os.cpu_count() or 1)
    assert 1 <= model_threads() <= cores.total
    assert model_threads(7) == 7
    if sys.platform == "linux":
        assert cores.total <= len(os.sched_getaffinity(0))
