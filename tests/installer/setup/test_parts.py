"""The parts of the setup's build that need no Windows: the list of files, the order of versions, signing."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from deai_desktop import __version__
from deai_desktop.core.build import BuildKind
from installer.setup import signing
from installer.setup.build import SCRIPT, SetupError, build, kind_of
from installer.setup.manifest import NAME, UNINSTALLER, ManifestError, manifest
from installer.setup.versions import numbers, order
from tests.installer.setup.wine import Windows

PROGRAMS = ("DeAI Desktop.exe", "deai.exe")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder to be packaged."""
    made = tmp_path / "program"
    (made / "_internal" / "deep" / "deeper").mkdir(parents=True)
    for name in (*PROGRAMS, "_internal/größe.txt", "_internal/deep/deeper/a.dll"):
        (made / name).write_text(name)
    return made


def test_lists_tops_files_and_folders_with_the_deepest_first(folder: Path) -> None:
    assert manifest(folder).split("\r\n")[:-1] == [
        "t DeAI Desktop.exe",
        "t _internal",
        "t deai.exe",
        f"t {UNINSTALLER}",
        f"t {NAME}",
        "f DeAI Desktop.exe",
        r"f _internal\deep\deeper\a.dll",
        r"f _internal\größe.txt",
        "f deai.exe",
        f"f {UNINSTALLER}",
        f"f {NAME}",
        r"d _internal\deep\deeper",
        r"d _internal\deep",
        "d _internal",
    ]


def test_refuses_what_windows_could_not_take(folder: Path) -> None:
    for name in ("Größe.txt", "a:b", "two\nlines", "x" * 150):
        file = folder / "_internal" / name
        file.write_text("")
        with pytest.raises(ManifestError):
            manifest(folder)
        file.unlink()
    (folder / "_internal" / "link").symlink_to(folder)
    with pytest.raises(ManifestError, match="is a link"):
        manifest(folder)
    (folder / "_internal" / "link").unlink()
    (folder / "deai.exe").unlink()
    with pytest.raises(ManifestError, match=r"holds no deai\.exe"):
        manifest(folder)


def test_says_the_same_names_as_the_script() -> None:
    script = SCRIPT.read_text("utf-8")
    for name, text in (
        ("MANIFEST", NAME),
        ("UNINSTALLER", UNINSTALLER),
        ("WINDOW", PROGRAMS[0]),
        ("COMMAND", PROGRAMS[1]),
    ):
        assert f'!define {name} "{text}"' in script


def test_has_every_text_in_both_languages() -> None:
    english, german = (
        [
            line.split()[1]
            for line in (SCRIPT.parent / file).read_text("utf-8").splitlines()
            if "${TEXT} " in line
        ]
        for file in ("texts_english.nsh", "texts_german.nsh")
    )
    assert english == german


def test_orders_versions() -> None:
    versions = ["0.1.0", "0.2.0a1", "0.2.0a12", "0.2.0b1", "0.2.0rc1", "0.2.0", "0.10.0", "1.0.0"]
    orders = [tuple(int(part) for part in order(version).split(".")) for version in versions]
    assert orders == sorted(orders)
    assert len(set(orders)) == len(orders)
    assert order("0.2.0+test") == order("0.2.0")
    assert numbers("0.2.0rc1+test") == "0.2.0.0"
    with pytest.raises(ValueError, match="no version"):
        order("newest")


def test_whatever_does_not_say_that_it_is_a_release_is_a_test_build(folder: Path) -> None:
    about = folder / "_internal" / "resources" / "build.json"
    about.parent.mkdir()
    assert kind_of(folder) is BuildKind.TEST
    for text in ("", "{}", "[]", '{"kind": "official"}', '{"kind": "test"}'):
        about.write_text(text)
        assert kind_of(folder) is BuildKind.TEST
    about.write_text(json.dumps({"kind": "release"}))
    assert kind_of(folder) is BuildKind.RELEASE


def test_a_release_is_not_built_unsigned(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(signing.CERTIFICATE, raising=False)
    about = folder / "_internal" / "resources" / "build.json"
    about.parent.mkdir()
    about.write_text(json.dumps({"kind": "release"}))
    with pytest.raises(SetupError, match="must be signed"):
        build(folder, tmp_path / "DeAI Desktop.exe")


def test_a_release_is_packed_under_its_own_version_only(folder: Path, tmp_path: Path) -> None:
    about = folder / "_internal" / "resources" / "build.json"
    about.parent.mkdir()
    about.write_text(json.dumps({"kind": "release"}))
    for version, is_quick in (("0.0.1", False), (__version__, True)):
        with pytest.raises(SetupError, match="its own version"):
            build(folder, tmp_path / "DeAI Desktop.exe", version, is_quick=is_quick)


@pytest.mark.parametrize("password", ["", "geheim und lang"])
def test_signs_setup_and_uninstaller_with_a_certificate_of_the_environment(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    password: str,
    setup_of_programs: Path,
    windows: Windows,
) -> None:
    if shutil.which("osslsigncode") is None or shutil.which("openssl") is None:
        pytest.skip("needs osslsigncode: apt-get install osslsigncode openssl")
    certificate = _self_made_certificate(tmp_path, password)
    monkeypatch.setenv(signing.CERTIFICATE, str(certificate))
    monkeypatch.setenv(signing.PASSWORD, password)
    made = build(setup_of_programs, tmp_path / "DeAI Desktop.exe", "1.0.0")
    assert windows.run(made.file, "/S").code == 0
    authority = certificate.with_suffix(".pem")
    for file in (made.file, windows.program / UNINSTALLER):
        verify = ["osslsigncode", "verify", "-CAfile", str(authority), "-in", str(file)]
        shown = subprocess.run(verify, capture_output=True, text=True, check=False)
        assert shown.returncode == 0, shown.stdout + shown.stderr
        assert "/CN=Nobody" in shown.stdout
    monkeypatch.setenv(signing.CERTIFICATE, str(tmp_path / "gone.pfx"))
    with pytest.raises(SetupError, match="osslsigncode failed"):
        build(setup_of_programs, tmp_path / "DeAI Desktop 2.exe", "1.0.0")


def test_says_why_it_can_not_sign(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(signing.SigningError, match="names no certificate"):
        signing.sign(folder / "deai.exe", {})
    assert signing.main([str(folder / "deai.exe")]) == 1
    assert (folder / "deai.exe").read_text() == "deai.exe"


def _self_made_certificate(folder: Path, password: str) -> Path:
    key, certificate, both = (str(folder / f"certificate.{ending}") for ending in ("key", "pem", "pfx"))
    make = "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=Nobody -addext extendedKeyUsage=codeSigning"
    pack = f"openssl pkcs12 -export -passout env:PASSWORD -in {certificate} -inkey {key} -out {both}"
    for command in (f"{make} -keyout {key} -out {certificate}", pack):
        environment = os.environ | {"PASSWORD": password}
        subprocess.run(command.split(), check=True, capture_output=True, env=environment)
    return Path(both)
