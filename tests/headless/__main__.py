"""Runs the README's lines for servers and WSL in a bare Debian, as written. ``python -m tests.headless``"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import TypeVar

from tests.headless.bare_debian import BareDebian, CannotRunError, network_environment, require
from tests.running_node import free_port

Result = TypeVar("Result")

ROOT = Path(__file__).parent.parent.parent
_MARK = re.compile(r"<!-- headless commands -->\n```sh\n(.*?)```", re.DOTALL)
_CHECKOUT = "root/deai-desktop"
_AGAIN = 'export PATH="$HOME/deai/bin:$PATH" DEAI_VAULT_PASSPHRASE_FILE="$HOME/.deai-passphrase"\n'
_CALL = """
import json, sys, urllib.request
key = sys.stdin.readline().strip()
body = {"model": "smollm2-135m-instruct", "messages": [{"role": "user", "content": "Name three colours."}]}
request = urllib.request.Request(
    sys.argv[1] + "/v1/chat/completions",
    json.dumps(body).encode(),
    {"Authorization": f"Bearer {key}", "Content-Type": "application/json"},
)
print(json.load(urllib.request.urlopen(request))["choices"][0]["message"]["content"])
"""


def main() -> int:
    """Run everything; 0 when all went well or when this machine can't do it, which is then said."""
    parser = argparse.ArgumentParser(prog="python -m tests.headless", description=__doc__)
    parser.add_argument("--keep", action="store_true", help="leave the folder for looking at")
    options = parser.parse_args()
    try:
        require()
    except CannotRunError as error:
        print(f"skipped: {error}")
        return 0
    folder = Path(tempfile.mkdtemp(prefix="deai-headless-"))
    try:
        return _Trial(folder).run()
    finally:
        if options.keep:
            print(f"kept: {folder}")
        else:
            shutil.rmtree(folder)


class _Trial:
    def __init__(self, folder: Path) -> None:
        self.debian = BareDebian(folder / "root")
        self.environment = network_environment()
        self.port = free_port()

    def run(self) -> int:
        """Make the system, follow the README, then look closer."""
        self._time("a bare Debian", self.debian.make)
        self._time("checkout and llama.cpp's wheel put into it", self._fill)
        lines = _documented()
        said = self._time("the README's lines", lambda: self._sh(f"cd /{_CHECKOUT}\n{lines}\ndeai stop"))
        answer, key = said.splitlines()[-2:]
        print(f"   the model answered: {answer}")
        assert re.fullmatch(r"deai-[\w-]{40,}", key), "the last line is the key"
        self._look_at_the_vault(key)
        self._time("`deai node` in the foreground, a chat, a call with the key", lambda: self._serve(key))
        print("All went well.")
        return 0

    def _fill(self) -> None:
        """Copy what git knows or would take, and the wheel that pip would otherwise build for minutes."""
        listing = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
        names = subprocess.run(listing, cwd=ROOT, capture_output=True, check=True).stdout
        for name in names.decode().split("\0"):
            if name and (ROOT / name).is_file():
                target = self.debian.root / _CHECKOUT / name
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(ROOT / name, target)
        wheels = self.debian.root / "wheels"
        wanted = f"llama-cpp-python=={version('llama-cpp-python')}"
        pip = [sys.executable, "-m", "pip", "-q", "wheel", "--no-deps", "-w", str(wheels), wanted]
        subprocess.run(pip, check=True)
        self.environment["PIP_FIND_LINKS"] = "/wheels"
        settings = self.debian.root / "root/.config/deai-desktop/settings.json"
        settings.parent.mkdir(parents=True)
        # The network is this machine's, where another node may have the usual port.
        settings.write_text(json.dumps({"api": {"port": self.port}}))

    def _look_at_the_vault(self, key: str) -> None:
        home = self.debian.root / "root"
        (file,) = home.rglob("secrets.deai-vault")
        assert file.stat().st_mode & 0o077 == 0
        passphrase = (home / ".deai-passphrase").read_bytes().strip()
        for one in (file for file in (home / ".local").rglob("*") if file.is_file()):
            content = one.read_bytes()
            assert key.encode() not in content, f"the key stands in {one}"
            assert passphrase not in content, f"the passphrase stands in {one}"
        print(f"   the key is nowhere in plain text; the vault is {file.name}, {file.stat().st_size} bytes")

    def _serve(self, key: str) -> None:
        command = self.debian.command(f"{_AGAIN}exec deai node", self.environment)
        node = subprocess.Popen(command, stdin=subprocess.DEVNULL)
        try:
            self._wait_for(node)
            status = self._sh("deai status")
            assert "encrypted file" in status, status
            self._sh('deai chat "Say hello."')
            call = f"python3 -c '{_CALL}' http://127.0.0.1:{self.port}"
            answer = self._sh(call, given=f"{key}\n").strip()
            assert answer
            print(f"   with the key, over HTTP: {answer}")
            self._sh("deai stop")
            assert node.wait(30) == 0, "a node that was told to stop ends with 0"
        finally:
            if node.poll() is None:
                node.send_signal(signal.SIGKILL)
                node.wait()

    def _wait_for(self, node: subprocess.Popen[bytes]) -> None:
        end = time.monotonic() + 60
        while node.poll() is None and time.monotonic() < end:
            with socket.socket() as line:
                if line.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.2)
        raise AssertionError("the node did not start")

    def _sh(self, script: str, given: str = "") -> str:
        if "export PATH" not in script:
            script = _AGAIN + script
        command = self.debian.command(script, self.environment)
        ran = subprocess.run(
            command, input=given, stdout=subprocess.PIPE, check=False, text=True, timeout=1800
        )
        assert ran.returncode == 0, f"code {ran.returncode}: {ran.stdout}"
        return ran.stdout

    def _time(self, what: str, do: Callable[[], Result]) -> Result:
        started = time.monotonic()
        result = do()
        print(f"{time.monotonic() - started:6.1f} s  {what}", flush=True)
        return result


def _documented() -> str:
    found = _MARK.search((ROOT / "README.md").read_text(encoding="utf-8"))
    assert found, "the README has no lines for servers"
    return found[1]


if __name__ == "__main__":
    sys.exit(main())
