"""What a window may be asked to open: paths and links come from strangers."""

from __future__ import annotations

from pathlib import Path

import pytest

from deai_desktop.core.opening import LONGEST, Kind, WindowCall, read_call, what_to_open, whole_path

FOLDER = Path(__file__).parent.resolve()


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (str(FOLDER / "model.gguf"), Kind.MODEL),
        (str(FOLDER / "Große Modelle" / "Q4 K M.GGUF"), Kind.MODEL),
        ("model.gguf", Kind.UNKNOWN),
        (str(FOLDER / "model.exe"), Kind.UNKNOWN),
        (str(FOLDER / "two\nlines.gguf"), Kind.UNKNOWN),
        ("/" + "x" * LONGEST + ".gguf", Kind.UNKNOWN),
        ("deai:", Kind.WINDOW),
        ("DEAI://open", Kind.WINDOW),
        ("deai://open/", Kind.WINDOW),
        ("deai:join/abc", Kind.INVITE),
        ("DEAI://hub/abc", Kind.INVITE),
        ("deai:invite/abc?x=1#y", Kind.LINK),
        ("deai:open/../../etc/passwd.gguf", Kind.LINK),
        ("deai:invite with spaces", Kind.UNKNOWN),
        ('deai:x" --hidden "', Kind.UNKNOWN),
        ("deai:" + "x" * 2049, Kind.UNKNOWN),
        ("https://example.org/model.gguf", Kind.UNKNOWN),
        ("file:///model.gguf", Kind.UNKNOWN),
        ("", Kind.UNKNOWN),
    ],
)
def test_takes_model_files_and_well_formed_links_only(text: str, kind: Kind) -> None:
    assert what_to_open(text).kind is kind


def test_names_a_long_and_hostile_text_shortly() -> None:
    label = what_to_open("deai:\u202e\x1b[2J" + "x" * 10_000).label
    assert label.isprintable()
    assert len(label) == 80


def test_a_path_is_meant_from_where_it_was_typed() -> None:
    assert whole_path("model.gguf", FOLDER) == str(FOLDER / "model.gguf")
    assert whole_path(str(FOLDER / "model.gguf"), Path("/elsewhere")) == str(FOLDER / "model.gguf")
    assert whole_path("DeAI:open", FOLDER) == "DeAI:open"


def test_reads_how_the_window_was_called() -> None:
    assert read_call([]) == WindowCall()
    assert read_call(["--hidden"]) == WindowCall(hidden=True)
    assert read_call(["deai:open"]) == WindowCall(to_open="deai:open")
    assert read_call(["--hidden", "deai:open"]) == WindowCall(hidden=True, to_open="deai:open")


@pytest.mark.parametrize(
    "arguments", [["--help"], ["a.gguf", "b.gguf"], ["--hidden", "--hidden"], ["-x"], [""]]
)
def test_leaves_any_other_call_to_the_command_line(arguments: list[str]) -> None:
    assert read_call(arguments) is None
