"""PATH through the real setup: it gets one entry, of its own kind, and is byte for byte as before when that goes."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.installer.setup.conftest import Setups
from tests.installer.setup.wine import PERSON, Windows

SZ, EXPAND_SZ, BINARY = 1, 2, 3
FOLDER = rf"C:\users\{PERSON}\AppData\Local\Programs\DeAI Desktop"
LONG = ";".join(rf"%USERPROFILE%\Werkzeuge\größe {number:04}" for number in range(600))
"""Over 20,000 characters: NSIS' own strings end after 1023."""

pytestmark = pytest.mark.timeout(300)

Value = tuple[int, bytes] | None


def test_path_gets_one_entry_and_loses_it_again(windows: Windows, setups: Setups) -> None:
    for kind, before, expected in (
        (None, "", FOLDER),
        (EXPAND_SZ, r"%USERPROFILE%\bin;C:\Tools", rf"%USERPROFILE%\bin;C:\Tools;{FOLDER}"),
        (SZ, r"C:\Tools;", rf"C:\Tools;{FOLDER};"),
        (EXPAND_SZ, "", f"{FOLDER};"),
        (EXPAND_SZ, LONG, f"{LONG};{FOLDER}"),
        (EXPAND_SZ, rf"{FOLDER}\bin;{FOLDER} 2", rf"{FOLDER}\bin;{FOLDER} 2;{FOLDER}"),
    ):
        value = None if kind is None else _text(kind, before)
        _write(windows, value)
        _set_up(windows, setups, "/PATH=1")
        assert _read(windows) == _text(kind or EXPAND_SZ, expected), before[:50]
        _set_up(windows, setups)  # once more: it is not added twice
        assert _read(windows) == _text(kind or EXPAND_SZ, expected), before[:50]
        _set_up(windows, setups, "/PATH=0")
        assert _read(windows) == value, before[:50]


def test_entries_that_came_later_stay(windows: Windows, setups: Setups) -> None:
    _write(windows, _text(EXPAND_SZ, "C:\\A"))
    _set_up(windows, setups, "/PATH=1")
    _write(windows, _text(EXPAND_SZ, rf"C:\A;{FOLDER.replace('AppData', 'APPDATA')};C:\B"))
    _set_up(windows, setups, "/PATH=0")
    assert _read(windows) == _text(EXPAND_SZ, r"C:\A;C:\B")


@pytest.mark.parametrize(
    "value",
    [
        (EXPAND_SZ, rf"C:\A;{FOLDER};C:\B".encode("utf-16-le") + b"\0\0"),
        (BINARY, b"what is this?"),
        (EXPAND_SZ, ("C:\\x;" * 7000).encode("utf-16-le") + b"\0\0"),
    ],
    ids=["the person's own entry", "of an unknown kind", "too long already"],
)
def test_path_is_left_as_it_is(windows: Windows, setups: Setups, value: Value) -> None:
    _write(windows, value)
    _set_up(windows, setups, "/PATH=1")
    assert _read(windows) == value
    _set_up(windows, setups, "/PATH=0")
    assert _read(windows) == value


def _set_up(windows: Windows, setups: Setups, *options: str) -> None:
    ran = windows.run(setups("1.0.0", is_small=True), "/S", *options)
    assert ran.code == 0, ran


def _text(kind: int, text: str) -> Value:
    return kind, text.encode("utf-16-le") + b"\0\0"


def _write(windows: Windows, value: Value) -> None:
    data = "-" if value is None else f"hex({value[0]:x}):{value[1].hex(',')}"
    file = windows.drive / "path.reg"
    text = (
        f'Windows Registry Editor Version 5.00\r\n\r\n[HKEY_CURRENT_USER\\Environment]\r\n"Path"={data}\r\n'
    )
    file.write_bytes(b"\xff\xfe" + text.encode("utf-16-le"))
    assert windows.run("reg", "import", windows.path(file)).code == 0


def _read(windows: Windows) -> Value:
    """Read PATH with its kind, as it was written, by the system's own tool."""
    file = windows.drive / "exported.reg"
    assert windows.run("reg", "export", r"HKCU\Environment", windows.path(file), "/y").code == 0
    return _value_in(file)


def _value_in(file: Path) -> Value:
    text = file.read_text("utf-16").replace("\\\n", "")
    line = next((one for one in text.splitlines() if one.lower().startswith('"path"=')), "")
    data = line.partition("=")[2]
    if not data:
        return None
    if data.startswith('"'):
        return _text(SZ, data.strip('"').replace("\\\\", "\\"))
    kind, _, octets = data.removeprefix("hex").partition(":")
    return int(kind.strip("()") or "3", 16), bytes.fromhex(octets.replace(",", "").replace(" ", ""))
