"""Settings are typed, written whole, kept across versions, and refused with a reason."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deai_desktop.core.errors import SettingError
from deai_desktop.core.settings import Settings, changed, describe
from deai_desktop.core.settings_store import SettingsStore


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "settings" / "settings.json"


def test_without_a_file_the_defaults_hold_and_none_is_written(file: Path) -> None:
    assert SettingsStore(file).settings == Settings()
    assert not file.exists()


def test_a_change_survives_a_restart_and_only_what_differs_is_written(file: Path) -> None:
    SettingsStore(file).change({"api.port": 4000, "chat.temperature": "0.2"})
    assert json.loads(file.read_text()) == {"format": 1, "api": {"port": 4000}, "chat": {"temperature": 0.2}}
    assert SettingsStore(file).settings.api.port == 4000


def test_a_reset_gives_the_default_back(file: Path) -> None:
    store = SettingsStore(file)
    store.change({"api.port": 4000})
    assert store.reset(["api.port"]).api.port == Settings().api.port
    with pytest.raises(SettingError):
        store.reset(["api.nothing"])


def test_several_changes_are_made_all_or_none(file: Path) -> None:
    store = SettingsStore(file)
    with pytest.raises(SettingError):
        store.change({"api.port": 4000, "log.level": "loud"})
    assert store.settings == Settings()
    assert not file.exists()


def test_listeners_hear_of_a_change(file: Path) -> None:
    heard: list[Settings] = []
    store = SettingsStore(file)
    store.on_change(heard.append)
    store.change({"log.level": "debug"})
    assert [settings.log.level for settings in heard] == ["debug"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("api.port", "80"),
        ("api.port", 70000),
        ("api.port", 4000.5),
        ("api.port", True),
        ("api.port", None),
        ("api.port", "port"),
        ("chat.temperature", float("nan")),
        ("chat.temperature", "hot"),
        ("chat.model", 5),
        ("log.level", "loud"),
        ("api.allowed_origins", [1]),
        ("nothing", 1),
        ("api", 1),
        ("api.", 1),
    ],
)
def test_what_does_not_fit_is_refused_with_its_name(name: str, value: object) -> None:
    with pytest.raises(SettingError) as caught:
        changed(Settings(), name, value)
    assert caught.value.param == name
    assert caught.value.hint


def test_lists_can_be_typed_with_commas() -> None:
    settings = changed(Settings(), "api.allowed_origins", "https://a.example, https://b.example")
    assert settings.api.allowed_origins == ("https://a.example", "https://b.example")


@pytest.mark.parametrize(
    "content",
    [b"{", b"[]", b"\xff", b'{"format": 2}', b'{"api": {"port": 1}}', b"[" * 9999, b" " * 2_000_000],
)
def test_a_file_that_can_not_be_used_is_explained_and_kept(file: Path, content: bytes) -> None:
    file.parent.mkdir()
    file.write_bytes(content)
    with pytest.raises(SettingError) as caught:
        SettingsStore(file)
    assert str(file) in caught.value.hint
    assert file.read_bytes() == content


def test_what_another_version_wrote_is_kept(file: Path) -> None:
    file.parent.mkdir()
    file.write_text(json.dumps({"format": 1, "api": {"port": 4000, "future": 1}, "pool": {"name": "x"}}))
    SettingsStore(file).change({"log.level": "debug"})
    written = json.loads(file.read_text())
    assert written["api"] == {"port": 4000, "future": 1}
    assert written["pool"] == {"name": "x"}


def test_every_setting_explains_itself() -> None:
    for info in describe(Settings()):
        assert info.about.endswith("."), info.name
        assert changed(Settings(), info.name, info.default) == Settings()


@given(
    st.sampled_from([info.name for info in describe(Settings())]),
    st.one_of(st.text(), st.integers(), st.floats(), st.none()),
)
def test_any_value_either_fits_or_is_refused(name: str, value: object) -> None:
    try:
        settings = changed(Settings(), name, value)
    except SettingError:
        return
    info = next(one for one in describe(settings) if one.name == name)
    assert type(info.value) is type(info.default)
