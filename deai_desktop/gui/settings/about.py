"""What the program is made of: versions, licences of others, and what has changed."""

from __future__ import annotations

import platform
from importlib import metadata
from pathlib import Path

from PySide6.QtCore import qVersion

from deai_desktop.core.build import this_build
from deai_desktop.core.paths import resources_folder

BUNDLED = (
    "PySide6-Essentials",
    "llama-cpp-python",
    "fastapi",
    "filelock",
    "jinja2",
    "keyring",
    "markdown-it-py",
    "numpy",
    "onnxruntime",
    "onnxruntime-directml",
    "onnxruntime-genai",
    "onnxruntime-genai-directml",
    "platformdirs",
    "prompt-toolkit",
    "psutil",
    "pydantic",
    "pygments",
    "requests",
    "segno",
    "tokenizers",
    "typer",
    "urllib3",
    "uvicorn",
    "zeroconf",
    "ziamath",
)
"""The libraries of others that the program stands on; a frozen one brings their metadata along."""
_LONGEST_NAME = 80


def version_line() -> str:
    """Say what runs."""
    return f"DeAI Desktop {this_build().version} · Python {platform.python_version()} · Qt {qVersion()}"


def licences() -> list[dict[str, str]]:
    """List the libraries we ship with, each with its version and licence."""
    found = []
    for name in BUNDLED:
        try:
            about = metadata.metadata(name)
        except metadata.PackageNotFoundError:
            continue
        found.append({"name": about["Name"], "version": about["Version"], "licence": _licence(about)})
    return found


def changelog() -> str:
    """Return the changelog as Markdown; empty where it was not installed."""
    resources = resources_folder()
    for file in (resources / "CHANGELOG.md", resources.parent / "CHANGELOG.md"):
        if file.is_file():
            return _without_title(file)
    return ""


def _without_title(file: Path) -> str:
    title, _, rest = file.read_text(encoding="utf-8").partition("\n")
    return rest.strip() if title.startswith("# ") else f"{title}\n{rest}".strip()


def _licence(about: metadata.PackageMetadata) -> str:
    """Read the licence's short name from where a package keeps it: an expression, a text, or a classifier."""
    for field in ("License-Expression", "License"):
        lines = (about.get(field) or "").strip().splitlines()  # type: ignore[attr-defined]
        if lines and len(lines[0]) <= _LONGEST_NAME:
            return str(lines[0])
    classifiers = about.get_all("Classifier") or []
    named = [one.rpartition(" :: ")[2] for one in classifiers if one.startswith("License ::")]
    return ", ".join(named)
