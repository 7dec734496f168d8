"""The layout is the map: imports go down only, and every file says what it is for."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "deai_desktop"
MODULES = sorted(PACKAGE.rglob("*.py"))


def test_imports_go_down_only() -> None:
    pytest.importorskip("importlinter")
    command = [
        sys.executable,
        "-c",
        "from importlinter.cli import lint_imports_command; lint_imports_command()",
    ]
    ended = subprocess.run(
        [*command, "--no-cache"], cwd=PACKAGE.parent, capture_output=True, text=True, check=False
    )
    assert ended.returncode == 0, ended.stdout


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_every_module_begins_with_one_line_on_its_purpose(module: Path) -> None:
    purpose = ast.get_docstring(ast.parse(module.read_text("utf-8")))
    assert purpose, "what is this file for?"
    assert purpose.splitlines()[0].endswith((".", "?", "]")), purpose


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_module_asks_for_the_platform_but_system(module: Path) -> None:
    if module.is_relative_to(PACKAGE / "system"):
        return
    tree = ast.parse(module.read_text("utf-8"))
    asked = [
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and ast.unparse(node) == "sys.platform"
    ]
    assert not asked


_REACHES_OUT = re.compile(
    r"requests\b|urllib3\b|urllib\.request\b|http\.client\b|httpx\b|aiohttp\b|socket\b|ssl\b|PySide6\.QtNetwork\b"
    r"|PySide6\.QtWebSockets\b|smtplib\b|ftplib\b|xmlrpc\b|nats\b|zeroconf\b"
)
_MAY_REACH = {
    "outbound/web.py": "the one door",
    "outbound/certificates.py": "looks at the certificates and connects to nobody",
    "api/calls.py": "calls our own node",
    "api/client.py": "calls our own node",
    "gui/node_link.py": "calls our own node",
    "gui/single_window.py": "a local socket of this person",
    "node/run.py": "listens",
    "pool/hubs/connection.py": "writes down each hub that it may connect to",
    "pool/ledger/book_keeping.py": "appends over a connection that was written down",
    "pool/founded.py": "keeps the log on its own hub",
    "pool/exchange.py": "works over a connection that was written down",
    "pool/membership.py": "holds a connection that was written down",
    "pool/hub_keeping.py": "knows the errors of such a connection",
    "pool/pool_hubs.py": "asks over its own hub's connection",
    "pool/identity/joining.py": "asks over a connection that was written down",
    "pool/jobs/presence.py": "tells over a connection that was written down",
    "pool/jobs/requester.py": "asks over a connection that was written down",
    "pool/jobs/attempt.py": "knows the errors of such a connection",
    "pool/jobs/worker.py": "answers over a connection that was written down",
    "pool/jobs/worker_job.py": "knows the errors of such a connection",
    "pool/ledger/log_keeper.py": "answers over a connection that was written down",
    "pool/ledger/log_member.py": "appends over a connection that was written down",
    "pool/ledger/log_reading.py": "asks over a connection that was written down",
    "pool/ledger/log_taking.py": "asks over a connection that was written down",
    "pool/ledger/log_stream.py": "asks over a connection that was written down",
    "pool/hubs/failover.py": "chooses, and connects to nobody",
    "pool/hubs/hub_encryption.py": "makes certificates and connects to nobody",
    "pool/hubs/hub_health.py": "asks over a connection that was written down",
    "pool/hubs/hub_joining.py": "asks over a connection that was written down",
    "pool/hubs/hub_news.py": "asks over a connection that was written down",
    "pool/hubs/hub_supervisor.py": "passes such a connection on",
    "pool/hubs/lan.py": "writes down that it speaks to the home network",
    "pool/hubs/stream_move.py": "asks over a connection that was written down",
    "system/network.py": "knows this PC's name and its free ports",
    "system/window_door.py": "a local socket of this person",
    "system/systemd.py": "tells the systemd that started it through a local socket",
    "system/sockets.py": "ends what others opened",
}


def test_nothing_reaches_other_computers_but_through_outbound() -> None:
    found = {
        path.relative_to(PACKAGE).as_posix()
        for path in MODULES
        if any(_REACHES_OUT.match(name) for name in _imported(ast.parse(path.read_text("utf-8"))))
    }
    assert found <= set(_MAY_REACH)


_MAY_START = {
    "system/bounded_process.py": "children of the check of itself, for a limited time",
    "models/package_source.py": "pip",
    "engines/supervisor.py": "our own engine hosts",
    "system/autostart_run_key.py": "nothing: it writes a command line as Windows reads it",
    "system/metered.py": "the system's own programs, which know what the network costs",
    "system/processes.py": "our own node",
    "system/programs.py": "the system's own programs",
}


def test_few_modules_start_programs() -> None:
    found = {
        path.relative_to(PACKAGE).as_posix()
        for path in MODULES
        if "subprocess" in _imported(ast.parse(path.read_text("utf-8")))
    }
    assert found <= set(_MAY_START)


def _imported(tree: ast.Module) -> set[str]:
    """Return the modules that a module imports, and what it takes out of them."""
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
        elif isinstance(node, ast.Attribute) and node.attr == "open_connection":
            names.add("socket")  # asyncio's way of opening one
    return names


def test_a_file_is_one_idea() -> None:
    long = [path.name for path in MODULES if len(path.read_text("utf-8").splitlines()) > 400]
    assert not long


def test_nothing_heavy_is_loaded_by_the_node_or_the_cli() -> None:
    heavy = {"llama_cpp", "numpy", "jinja2", "PySide6", "torch", "onnxruntime", "tokenizers"}
    program = "import sys, deai_desktop.node.run, deai_desktop.cli.main; print(*sys.modules)"
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert not heavy & set(ended.stdout.split())


def test_no_qml_knows_where_resources_lie() -> None:
    files = sorted((PACKAGE / "gui").rglob("*.qml"))
    assert files
    knowing = [file.name for file in files if "resources/" in file.read_text("utf-8")]
    assert not knowing, "installed, they lie elsewhere: Theme.icon() knows"
