"""Tries the frozen Windows program out in Wine as a person would: chat with a real model, look at the window."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from installer.commands import BuildError, say
from installer.places import ROOT, Places
from installer.wine.display import display
from installer.wine.programs import run_windows, try_windows, windows_path

WINDOW = "DeAI Desktop.exe"
CONSOLE = "deai.exe"
_HOME = "Jörg Müller"
"""Blanks and umlauts, as in many people's folders."""
_QUESTION = "Name three colours."
_FEWEST_WORDS = 10
_BASELINE = "ggml-cpu-x64"
_WINDOW_SECONDS = 60.0
_FILL_SECONDS = 10.0
"""In which the node starts and the page fills."""
_FEWEST_COLOURS = 100
"""A window that draws its text smoothly has hundreds, an empty one a few."""


class TryOut:
    """A frozen program with a home of its own."""

    def __init__(self, places: Places, folder: Path) -> None:
        from tests.running_node import free_port

        self._places = places
        self._folder = folder
        self.home = places.folder("tryout") / _HOME
        shutil.rmtree(self.home, ignore_errors=True)
        (self.home / "settings").mkdir(parents=True)
        port = {"format": 1, "api": {"port": free_port()}}
        (self.home / "settings" / "settings.json").write_text(json.dumps(port), encoding="utf-8")
        self.environment = {"DEAI_HOME": windows_path(self.home), "WINEQT_QUICK_BACKEND": "software"}

    def deai(self, *arguments: str, timeout: float = 120) -> str:
        """Run a command of the command line and return what it printed. Raises `BuildError`."""
        code, printed = self.try_deai(*arguments, timeout=timeout)
        if code != 0:
            raise BuildError(f"deai {' '.join(arguments)} failed ({code}):\n{printed}{self._logs()}")
        return printed

    def try_deai(self, *arguments: str, timeout: float = 120) -> tuple[int, str]:
        """Run a command and return its exit code and what it printed."""
        command = [windows_path(self._folder / CONSOLE), *arguments]
        return try_windows(self._places, command, extra=self.environment, timeout=timeout)

    def tells_its_version(self) -> None:
        """Say what it is: what is built here is a test build."""
        version = self.deai("--version").strip()
        if not version.endswith("+test"):
            raise BuildError(f"a test build calls itself {version}")
        say(version)

    def checks_itself(self) -> None:
        """Run the program's own check of its parts."""
        code, printed = self.try_deai("selftest", timeout=300)
        if code != 0:
            raise BuildError(f"deai selftest failed ({code}):\n{printed}")
        say(printed.strip())

    def chats(self) -> None:
        """Fetch the starter model with the program's own download, and talk to it."""
        with _served_starter(self.home) as (catalogue, asked):
            self.environment["DEAI_CATALOGUE"] = windows_path(catalogue)
            answer = self.deai("chat", _QUESTION, timeout=300)
            if not asked:
                raise BuildError("the program did not fetch the starter model")
        say(answer.strip())
        _expect_answer(answer)
        say(self.deai("status").strip())
        self.deai("stop")

    def chats_without_avx2(self) -> None:
        """Talk to the model with no code for processors but that which any 64-bit one runs. Comes after `chats`."""
        whole = self._folder
        self._folder = self.home.parent / "old processor"
        shutil.rmtree(self._folder, ignore_errors=True)
        shutil.copytree(whole, self._folder, copy_function=os.link)
        try:
            for library in self._folder.rglob("ggml-cpu-*.dll"):
                if library.stem != _BASELINE:
                    library.unlink()
            answer = self.deai("chat", _QUESTION, timeout=300)
            _expect_answer(answer)
            say(answer.strip())
            self.deai("stop")
        finally:
            shutil.rmtree(self._folder)
            self._folder = whole

    def shows_its_window(self, picture: Path) -> None:
        """Open the window as Explorer does, without any standard handles, and keep a picture of it."""
        started = time.monotonic()
        run_windows(self._places, ["start", windows_path(self._folder / WINDOW)], extra=self.environment)
        try:
            while not _has_window(self._places):
                if time.monotonic() - started > _WINDOW_SECONDS:
                    raise BuildError(f"the window did not open:\n{self._logs()}")
                time.sleep(0.1)
            say(f"window after {time.monotonic() - started:.1f} s")
            time.sleep(_FILL_SECONDS)
            _take_picture(self._places, picture)
            printed = (self.home / "logs" / "window-output.log").read_text(encoding="utf-8")
            if printed.strip():
                raise BuildError(f"the window complained:\n{printed}")
        finally:
            self._quit()
        say(f"picture: {picture}")

    def _quit(self) -> None:
        code, printed = self.try_deai("quit")
        if code != 0:
            raise BuildError(f"deai quit failed ({code}):\n{printed}")

    def _logs(self) -> str:
        texts = (
            file.read_text(encoding="utf-8", errors="replace") for file in (self.home / "logs").glob("*.log")
        )
        return "".join(text[-2000:] for text in texts)


def _expect_answer(answer: str) -> None:
    if "tokens/s" not in answer or len(answer.split()) < _FEWEST_WORDS:
        raise BuildError(f"this is no answer: {answer!r}")


def _has_window(places: Places) -> bool:
    search = ["xdotool", "search", "--onlyvisible", "--name", "^DeAI"]
    environment = {**os.environ, "DISPLAY": display(places)}
    return subprocess.run(search, env=environment, capture_output=True, check=False).returncode == 0


def _take_picture(places: Places, picture: Path) -> None:
    picture.parent.mkdir(parents=True, exist_ok=True)
    environment = {**os.environ, "DISPLAY": display(places)}
    subprocess.run(["import", "-window", "root", str(picture)], env=environment, check=True, timeout=60)
    count = ["identify", "-format", "%k", str(picture)]
    colours = int(subprocess.run(count, capture_output=True, text=True, check=True, timeout=60).stdout)
    if colours < _FEWEST_COLOURS:
        raise BuildError(f"{picture} has {colours} colours: nothing is drawn in the window")


@contextmanager
def _served_starter(folder: Path) -> Iterator[tuple[Path, list[str]]]:
    """Serve the starter model on this PC; yield a catalogue that names it there, and the requests."""
    from tests.starter import starter_model_path

    model = starter_model_path()
    asked: list[str] = []

    class Handler(SimpleHTTPRequestHandler):
        def log_message(self, form: str, *arguments: Any) -> None:
            asked.append(form % arguments)

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(model.parent)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    catalogue = folder / "catalogue.json"
    about = json.loads((ROOT / "resources" / "catalogue.json").read_text(encoding="utf-8"))
    starter = next(one for one in about["models"] if one.get("starter"))
    address = f"http://127.0.0.1:{server.server_port}/{model.name}"
    starter["files"][0]["sources"] = [{"kind": "https", "url": address}]
    catalogue.write_text(json.dumps({**about, "models": [starter]}), encoding="utf-8")
    try:
        yield catalogue, asked
    finally:
        server.shutdown()
        server.server_close()
