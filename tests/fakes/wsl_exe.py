"""A ``wsl.exe`` for tests: distributions are folders, and a command in one runs here, with that folder as its home.

Called with the folder that holds them, then as the real one is. A file ``running`` in a distribution says that it runs.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path


def main() -> int:
    """Do what was asked."""
    root, arguments = Path(sys.argv[1]), sys.argv[2:]
    with (root / "asked.txt").open("a") as log:
        log.write(" ".join(arguments) + "\n")
    distributions = sorted(one for one in root.iterdir() if one.is_dir())
    if arguments[:1] == ["--list"]:
        wanted = [one for one in distributions if "--running" not in arguments or (one / "running").exists()]
        if not wanted:
            sys.stdout.buffer.write("There are no running distributions.\r\n".encode("utf-16-le"))
            return 1
        lines = "".join(f"{one.name}\r\n" for one in wanted)
        sys.stdout.buffer.write(lines.encode("utf-16-le"))
        return 0
    option, name, execute, *command = arguments
    assert (option, execute) == ("-d", "-e")
    if not (root / name).is_dir():
        return 1
    variables = dict(line.split("=", 1) for line in (root / name / "environment").read_text().splitlines())
    shell = 'deai() { "$DEAI_PYTHON" -m deai_desktop "$@"; }; '
    if command[:2] == ["sh", "-lc"]:  # the developer's own profile is none of ours
        command = ["sh", "-c", shell + command[2]]
    environment = os.environ | variables | {"WSL_DISTRO_NAME": name, "DEAI_PYTHON": sys.executable}
    return subprocess.run(command, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
