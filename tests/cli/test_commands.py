"""Models, keys, settings and conversations from the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from deai_desktop.api.schemas.pools import PoolModelView, PoolWorker
from deai_desktop.cli.exit_codes import ExitCode
from deai_desktop.core.errors import PortTakenError
from deai_desktop.core.paths import Paths
from deai_desktop.core.settings_store import SettingsStore
from tests.cli.conftest import Deai
from tests.fakes.node import OTHER, STARTER, FakeNode


def test_lists_models_in_columns(deai: Deai, node: FakeNode) -> None:
    node.installed = {STARTER}
    lines = deai("models", "list").out.splitlines()
    assert lines[0].split() == ["MODEL", "NAME", "SIZE", "LICENCE", "STATE"]
    assert lines[1].startswith(STARTER)
    assert lines[2].endswith("can be fetched")
    assert lines[1].index("Apache") == lines[2].index("Apache")


def test_lists_installed_models_only(deai: Deai, node: FakeNode) -> None:
    node.installed = {OTHER}
    assert STARTER not in deai("models", "list", "--installed").out


def test_pulls_a_model(deai: Deai, node: FakeNode) -> None:
    node.installed.clear()
    ran = deai("models", "pull", OTHER)
    assert (ran.code, ran.out) == (0, "")
    assert "is here (1.5 GB)" in ran.err
    assert OTHER in node.installed


def test_imports_a_path_from_where_the_person_stands(
    deai: Deai, node: FakeNode, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    data = deai("models", "import", "my.gguf", "--name", "Mine", "--json").data
    assert (data["path"], data["id"], data["name"]) == (str(tmp_path / "my.gguf"), "my", "Mine")


def test_removing_a_model_needs_a_yes(deai: Deai, node: FakeNode) -> None:
    assert deai("models", "remove", STARTER).code == ExitCode.USAGE
    assert STARTER in node.installed
    assert "98.4 MB" in deai("models", "remove", STARTER, "--yes").err
    assert STARTER not in node.installed


def test_loads_and_unloads(deai: Deai, node: FakeNode) -> None:
    assert "in memory: 200.0 MB on CPU" in deai("models", "load", STARTER).err
    assert "loaded" in deai("models", "list").out
    assert "is unloaded" in deai("models", "unload", STARTER).err
    assert "was not in memory" in deai("models", "unload", STARTER).err


def test_model_info_leaves_out_what_is_unknown(deai: Deai, node: FakeNode) -> None:
    out = deai("models", "info", STARTER).out
    assert "135 million" in out
    assert "SHA-256" not in out


def test_a_new_key_is_the_whole_output(deai: Deai, node: FakeNode) -> None:
    ran = deai("keys", "create", "my editor", "--scope", "full")
    assert ran.out == "deai-secret\n"
    assert f"{node.address}/v1" in ran.err
    assert node.keys[0].scope == "full"


def test_a_key_without_a_name_is_refused(deai: Deai, node: FakeNode) -> None:
    ran = deai("keys", "create", "")
    assert ran.code == ExitCode.ERROR
    assert "name" in ran.err


def test_lists_and_revokes_keys(deai: Deai, node: FakeNode) -> None:
    assert "no key yet" in deai("keys", "list").err
    deai("keys", "create", "my editor")
    out = deai("keys", "list").out
    assert "my editor" in out
    assert "deai-secret" not in out
    assert deai("keys", "revoke", "my editor").code == 0
    assert deai("keys", "revoke", "my editor").code == ExitCode.NOT_FOUND


def test_a_setting_may_be_negative(deai: Deai, node: FakeNode) -> None:
    assert deai("settings", "set", "engine.gpu_layers", "-1").code == 0
    assert deai("settings", "get", "engine.gpu_layers").out == "-1\n"


def test_tells_when_a_setting_counts_later(deai: Deai, node: FakeNode) -> None:
    assert "deai stop" in deai("settings", "set", "api.port", "4000").err
    assert "deai stop" not in deai("settings", "set", "log.level", "debug").err


def test_settings_show_what_was_changed_and_reset_it(deai: Deai, node: FakeNode) -> None:
    deai("settings", "set", "api.allowed_origins", "https://a.example, https://b.example")
    assert "https://a.example,https://b.example  *" in deai("settings", "list").out
    deai("settings", "reset", "api.allowed_origins")
    assert "*" not in deai("settings", "list").out


def test_the_port_can_be_changed_while_another_program_has_it(
    deai: Deai, paths: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PortTakenError("Another program uses port 3324.")

    monkeypatch.setattr("deai_desktop.api.other_nodes.connect", refuse)
    assert deai("settings", "set", "api.port", "4000").code == 0
    assert SettingsStore(paths.settings_file).settings.api.port == 4000
    assert deai("settings", "reset", "api.port").code == 0
    assert SettingsStore(paths.settings_file).settings.api.port == 3324
    assert deai("settings", "set", "log.level", "debug").code == ExitCode.NO_NODE


def test_finds_shows_renames_and_deletes_conversations(deai: Deai, node: FakeNode) -> None:
    assert "deai chat" in deai("conversations", "list").err
    deai("chat", "about ducks")
    deai("chat", "about 鳥")
    assert "ducks" in deai("conversations", "list", "--query", "ducks").out
    assert "鳥" not in deai("conversations", "list", "--query", "ducks").out
    shown = deai("conversations", "show", "conversation-1").out
    assert shown.startswith("# about ducks\n")
    assert f"## You\n\nabout ducks\n\n## {STARTER}\n\nAnswer 1 to: about ducks\n" in shown
    assert (
        "Birds of a lake"
        in deai("conversations", "rename", "conversation-1", *["Birds", "of", "a", "lake"]).err
    )
    assert deai("conversations", "delete", "conversation-1").code == ExitCode.USAGE
    assert deai("conversations", "delete", "conversation-1", "--yes").code == 0
    assert deai("conversations", "show", "conversation-1").code == ExitCode.NOT_FOUND


def test_pins_and_unpins_conversations(deai: Deai, node: FakeNode) -> None:
    deai("chat", "about ducks")
    deai("chat", "about geese")
    assert "“about ducks” is pinned." in deai("conversations", "pin", "conversation-1").err
    lines = deai("conversations", "list").out.splitlines()
    assert "pinned" in lines[1]
    assert "about ducks" in lines[1]
    assert "pinned" not in lines[2]
    assert "no longer pinned" in deai("conversations", "unpin", "conversation-1").err
    assert "about geese" in deai("conversations", "list").out.splitlines()[1]
    assert deai("conversations", "pin", "nothing").code == ExitCode.NOT_FOUND


def test_the_file_name_decides_how_a_conversation_is_exported(
    deai: Deai, node: FakeNode, tmp_path: Path
) -> None:
    deai("chat", "about 鳥")
    for name in ("birds.json", "birds.md", "birds"):
        ran = deai("conversations", "export", "conversation-1", "--output", str(tmp_path / name))
        assert (ran.code, ran.out) == (0, "")
        assert name in ran.err
    assert json.loads((tmp_path / "birds.json").read_bytes())["messages"][0]["content"] == "about 鳥"
    assert (tmp_path / "birds.md").read_bytes() == (tmp_path / "birds").read_bytes()
    markdown = (tmp_path / "birds.md").read_bytes().decode()
    assert markdown == deai("conversations", "show", "conversation-1").out
    assert deai("conversations", "export", "conversation-1", "--format", "markdown").out == markdown
    assert deai("conversations", "export", "conversation-1").data["kind"] == "deai-conversation"
    deai("conversations", "export", "conversation-1", "-f", "markdown", "-o", str(tmp_path / "odd.json"))
    assert (tmp_path / "odd.json").read_text("utf-8") == markdown
    assert deai("conversations", "export", "nothing").code == ExitCode.NOT_FOUND
    assert deai("conversations", "export", "conversation-1", "--format", "pdf").code == ExitCode.USAGE
    (tmp_path / "folder").mkdir()
    failed = deai("conversations", "export", "conversation-1", "-o", str(tmp_path / "folder"))
    assert failed.code == ExitCode.ERROR
    assert "could not be exported" in failed.err


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_imports_what_was_exported(deai: Deai, node: FakeNode, tmp_path: Path, encoding: str) -> None:
    deai("chat", "about 鳥")
    exported = deai("conversations", "export", "conversation-1")
    file = tmp_path / "birds.json"
    file.write_text(exported.out, encoding)
    ran = deai("conversations", "import", str(file))
    assert (ran.code, ran.out) == (0, "")
    assert "deai chat --conversation conversation-2" in ran.err
    imported = deai("conversations", "import", str(file), "--json").data
    assert (imported["id"], imported["messages"][0]["content"]) == ("conversation-3", "about 鳥")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "not a conversation"),
        (b"\0\xff\xfe", "not a conversation"),
        (b"[" * 100_000, "not a conversation"),
        (b'{"mapping": {}}', "not a conversation"),
        (b'{"kind": "deai-conversation", "format": 2}', "newer version"),
        (b'{"kind": "deai-conversation", "format": 1, "messages": [{"id": 1}]}', "title: Field required"),
    ],
)
def test_what_can_not_be_imported_is_told(
    deai: Deai, node: FakeNode, tmp_path: Path, content: bytes, words: str
) -> None:
    file = tmp_path / "strange.json"
    file.write_bytes(content)
    ran = deai("conversations", "import", str(file))
    assert ran.code == ExitCode.ERROR
    assert "“strange.json” can't be imported" in ran.err
    assert words in ran.err
    assert not node.conversations


def test_a_file_that_is_not_there_or_too_large_is_not_imported(
    deai: Deai, node: FakeNode, tmp_path: Path
) -> None:
    assert deai("conversations", "import", str(tmp_path / "nothing.json")).code == ExitCode.NOT_FOUND
    large = tmp_path / "large.json"
    with large.open("wb") as stream:
        stream.truncate(60_000_001)
    assert "larger than 60.0 MB" in deai("conversations", "import", str(large)).err
    assert deai("conversations", "import", str(tmp_path)).code == ExitCode.ERROR


def test_models_of_pools_are_listed_beside_those_of_this_pc(deai: Deai, node: FakeNode) -> None:
    assert "IN YOUR POOLS" not in deai("models", "list").out
    workers = [PoolWorker(device="U1", name="Bob's PC"), PoolWorker(device="U2", name="Eve's PC")]
    node.pool_models = [
        PoolModelView(
            id="pool/Friends/qwen3", pool="Friends", model="qwen3", context_length=4096, workers=workers
        )
    ]
    listed = deai("models", "list").out
    assert "pool/Friends/qwen3" in listed
    assert "Bob's PC, Eve's PC" in listed
    assert "pool/Friends" not in deai("models", "list", "--installed").out
