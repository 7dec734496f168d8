"""The program checks itself: what works, what does not and why, and nothing of the person's is touched."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from deai_desktop.core.paths import HOME_VARIABLE, Paths
from deai_desktop.models.store import ModelStore
from deai_desktop.selftest import own_parts, started_parts
from deai_desktop.selftest import run as running
from deai_desktop.selftest.check import Check, CheckFailedError, Outcome, SkippedError, State
from deai_desktop.selftest.installed_models import smallest_model
from deai_desktop.selftest.run import CHECKS, run_all, run_one
from deai_desktop.storage.database import Database
from deai_desktop.system.bounded_process import run_bounded


def test_all_parts_work_and_nothing_is_touched(tmp_path: Path, keyring_environment: dict[str, str]) -> None:
    home = tmp_path / "home with späces"
    environment = os.environ | keyring_environment | {HOME_VARIABLE: str(home)}
    ended = subprocess.run(
        [sys.executable, "-m", "deai_desktop", "selftest", "--json"],
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=150,
    )
    said = json.loads(ended.stdout)
    assert (ended.returncode, said["ok"]) == (0, True), ended.stdout + ended.stderr
    states = {one["name"]: one["state"] for one in said["checks"]}
    skipped = {name for name, state in states.items() if state == "skipped"}
    assert skipped == {"files", "answer", "hub"}
    assert set(states) == {check.name for check in CHECKS}
    assert not home.exists()


@pytest.mark.real_model
def test_has_a_real_model_answer(starter: Path, paths: Paths, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = paths.models / "starter"
    folder.mkdir(parents=True)
    shutil.copyfile(starter, folder / "starter.gguf")  # Windows lets not everybody make links
    monkeypatch.setenv(HOME_VARIABLE, str(paths.data.parent))
    assert started_parts.check_answer().startswith("starter.gguf goes on after")


@pytest.mark.real_model
def test_has_a_model_answer_that_lies_where_the_person_keeps_it(
    starter: Path, paths: Paths, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "my own files" / "mine.gguf"
    file.parent.mkdir()
    shutil.copyfile(starter, file)
    with Database(paths.database) as database:
        ModelStore(database, paths.models).import_file(file)
    monkeypatch.setenv(HOME_VARIABLE, str(paths.data.parent))
    assert started_parts.check_answer().startswith("mine.gguf goes on after")


def test_a_damaged_list_of_models_is_left_to_the_node(paths: Paths) -> None:
    paths.database.parent.mkdir(parents=True)
    paths.database.write_bytes(b"no database" * 100)
    assert smallest_model(paths) is None


def test_a_damaged_model_is_explained(paths: Paths, monkeypatch: pytest.MonkeyPatch) -> None:
    paths.models.mkdir(parents=True)
    (paths.models / "broken.gguf").write_bytes(b"GGUF" + b"\0" * 100)
    monkeypatch.setenv(HOME_VARIABLE, str(paths.data.parent))
    outcome = Outcome(**json.loads(run_one("answer")))
    assert outcome.state == State.FAILED
    assert outcome.detail
    assert outcome.hint


@pytest.mark.parametrize(
    ("program", "why"),
    [
        ("import os; os.abort()", "without an answer"),
        ("import time; time.sleep(60)", "longer than 1 seconds"),
        ("print('nonsense')", "without an answer"),
    ],
)
def test_a_check_that_crashes_or_hangs_is_one_failed_line(
    program: str, why: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "own_command", lambda *_: [sys.executable, "-c", program])
    told: list[Outcome] = []
    outcomes = run_all(told.append, checks=[Check(name, name, str, seconds=1) for name in ("one", "two")])
    assert [one.state for one in outcomes] == [State.FAILED, State.FAILED]
    assert why in outcomes[0].detail
    assert outcomes[0].hint
    assert told == outcomes


def test_a_quick_look_leaves_out_what_is_slow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "own_command", lambda *_: [sys.executable, "-c", ""])
    checks = [Check("slow", "Slow", str, is_slow=True), Check("quick", "Quick", str)]
    assert [one.name for one in run_all(lambda _: None, quick=True, checks=checks)] == ["quick"]


def test_a_fault_of_ours_in_a_check_is_told() -> None:
    outcome = json.loads(run_one("bad", [Check("bad", "Bad", lambda: str(1 // 0))]))
    assert (outcome["state"], outcome["hint"]) == ("failed", "Please report it.")


def test_a_time_that_is_over_takes_the_grandchildren_along(tmp_path: Path) -> None:
    note = tmp_path / "pid"
    grandchild = f"import os,time; open({str(note)!r},'w').write(str(os.getpid())); time.sleep(60)"
    program = f"import subprocess,sys; subprocess.run([sys.executable,'-c',{grandchild!r}])"
    ended = run_bounded([sys.executable, "-c", program], 3)
    assert ended.code is None
    grandchildren = [one for one in psutil.process_iter() if one.pid == int(note.read_text())]
    assert all(one.status() == psutil.STATUS_ZOMBIE for one in grandchildren)


class TestBill:
    """The frozen folder against the list of its files."""

    @pytest.fixture
    def folder(self, tmp_path: Path) -> Path:
        files = {"deai": b"program", "_internal/part.so": b"part"}
        for name, content in files.items():
            (tmp_path / name).parent.mkdir(exist_ok=True)
            (tmp_path / name).write_bytes(content)
        named = [
            {
                "type": "file",
                "name": name,
                "hashes": [{"alg": "SHA-256", "content": hashlib.sha256(content).hexdigest()}],
            }
            for name, content in files.items()
        ]
        (tmp_path / own_parts.BILL).write_text(json.dumps({"components": [{"components": named}]}))
        return tmp_path

    def test_agrees_with_what_was_built(self, folder: Path) -> None:
        assert own_parts.compare_with_bill(folder) == "2 files are as they were built"

    def test_names_a_file_that_has_changed(self, folder: Path) -> None:
        (folder / "_internal/part.so").write_bytes(b"Part")
        with pytest.raises(CheckFailedError, match=r"_internal/part\.so"):
            own_parts.compare_with_bill(folder)

    def test_names_a_file_that_is_gone(self, folder: Path) -> None:
        (folder / "deai").unlink()
        with pytest.raises(CheckFailedError, match="deai"):
            own_parts.compare_with_bill(folder)

    def test_says_when_there_is_none_or_it_is_damaged(self, folder: Path, tmp_path: Path) -> None:
        (folder / own_parts.BILL).write_text('{"components": 3}')
        with pytest.raises(CheckFailedError, match="can't be read"):
            own_parts.compare_with_bill(folder)
        (folder / own_parts.BILL).unlink()
        with pytest.raises(SkippedError):
            own_parts.compare_with_bill(folder)


def test_a_folder_that_can_not_be_written_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path / "file"))
    with pytest.raises(CheckFailedError, match="can't be written"):
        own_parts.check_folders()
