"""``deai models`` about files, against a real node."""

from __future__ import annotations

from pathlib import Path

import pytest

from deai_desktop.cli.exit_codes import ExitCode
from deai_desktop.core.paths import Paths
from tests.cli.conftest import Deai
from tests.models.gguf_builder import tiny_gguf
from tests.models.library.homes import put
from tests.models.library.models_on_disk import split_gguf
from tests.running_node import RunningNode


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """The home folder that the node sees."""
    (tmp_path / "person").mkdir()
    return tmp_path / "person"


@pytest.fixture(autouse=True)
def node(paths: Paths, home: Path) -> object:
    """A real node whose person has that home."""
    with RunningNode(paths, {"HOME": str(home), "USERPROFILE": str(home)}) as running:
        yield running


def test_finds_and_uses_models_of_other_programs(deai: Deai, home: Path) -> None:
    assert "No other program" in deai("models", "find").err
    put(home / ".lmstudio/models/a/b/Tiny-Q4.gguf", tiny_gguf())
    ran = deai("models", "find")
    assert ran.code == 0
    assert "LM Studio" in ran.out
    assert "can be used" in ran.out
    assert deai("models", "find", "--json").data["files"][0]["program"] == "LM Studio"
    assert "deai chat -m tiny-q4" in deai("models", "find", "--use").err
    assert "listed" in deai("models", "find").out
    assert deai("models", "find", "--use", "--json").data == {"models": [], "problems": []}


def test_imports_a_folder_and_copies_a_file(deai: Deai, tmp_path: Path) -> None:
    split_gguf(tmp_path / "files")
    put(tmp_path / "files/one.gguf", tiny_gguf())
    ran = deai("models", "import", str(tmp_path / "files"))
    assert ran.code == 0
    assert "deai chat -m split" in ran.err
    own = put(tmp_path / "own.gguf", tiny_gguf(filler=64))
    ran = deai("models", "import", "--copy", str(own), "--id", "mine")
    assert ran.code == 0
    assert "deai chat -m mine" in ran.err
    assert "takes no room" in ran.err or "copied" in ran.err
    assert deai("models", "import", "--copy", str(own), "--json").code != 0
    assert deai("models", "import", str(own), str(own), "--id", "x").code == ExitCode.USAGE
    empty = tmp_path / "empty"
    empty.mkdir()
    assert deai("models", "import", str(empty)).code == ExitCode.ERROR
    assert "Files" in deai("models", "info", "split").out


def test_says_what_a_removal_frees_before_it_asks(
    deai: Deai, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = put(tmp_path / "own.gguf", tiny_gguf())
    deai("models", "import", str(file))
    questions: list[str] = []
    for module in ("confirm", "models"):
        monkeypatch.setattr(f"deai_desktop.cli.{module}.is_console", lambda stream: True)
    monkeypatch.setattr("typer.confirm", lambda question, err: questions.append(question))
    assert deai("models", "remove", "own").code == ExitCode.ERROR
    assert questions == [f"Remove own? The file stays where it is: {file}."]
    assert deai("models", "remove", "own", "--yes").code == 0


def test_verifies(deai: Deai, tmp_path: Path) -> None:
    file = put(tmp_path / "own.gguf", tiny_gguf())
    deai("models", "import", str(file))
    assert "not been checked before" in deai("models", "verify", "own").err
    assert "is as it was" in deai("models", "verify", "own").err
    assert "Verified" in deai("models", "info", "own").out
    content = bytearray(tiny_gguf())
    content[-1] ^= 1
    file.write_bytes(content)
    ran = deai("models", "verify", "own", "--json")
    assert (ran.code, ran.data["matches"]) == (ExitCode.ERROR, False)
    assert "file has changed" in deai("models", "list", "--installed").out
    assert deai("models", "verify", "nothing").code == ExitCode.NOT_FOUND


def test_moves_the_folder(deai: Deai, tmp_path: Path) -> None:
    assert deai("models", "move", "--cancel").code == ExitCode.NOT_FOUND
    assert deai("models", "move").code == ExitCode.USAGE
    assert deai("models", "move", str(tmp_path)).code == ExitCode.ERROR
    ran = deai("models", "move", str(tmp_path / "new"))
    assert ran.code == 0
    assert str(tmp_path / "new") in ran.err
    assert str(tmp_path / "new") in deai("models", "folder").out
    assert deai("models", "folder", "--json").data["models"] == 0


def test_updates_only_what_is_newer(deai: Deai, tmp_path: Path) -> None:
    deai("models", "import", str(put(tmp_path / "own.gguf", tiny_gguf())))
    assert "no other version" in deai("models", "update", "own").err
