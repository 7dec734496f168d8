"""What PyInstaller finds and the program doesn't use, and what belongs to Windows."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

MODULES = [
    "IPython",
    "PyInstaller",
    "_pytest",
    "brotli",
    "doctest",
    "gi",
    "huggingface_hub",
    "hypothesis",
    "lib2to3",
    "matplotlib",
    "mypy",
    "nats_server",
    "numpy.distutils",
    "numpy.f2py",
    "numpy.testing",
    "onnx",
    "onnxruntime.quantization",
    "onnxruntime.tools",
    "onnxruntime.transformers",
    "onnxruntime_genai.models",
    "pip",
    "pydoc_data",
    "pytest",
    "scipy",
    "setuptools",
    "socks",
    "tkinter",
    "torch",
    "trio",
    "unittest.mock",
    "uvloop",
    "wheel",
    "yaml",
]

_CPP_RUNTIME = re.compile(r"msvcp140(_\d)?\.dll", re.IGNORECASE)
_WINDOWS_OWN = re.compile(
    r"(api-ms-win-.*|ext-ms-win-.*|ucrtbase|icu(uc|in|dt)?|mscms|bcryptprimitives|kernel32|ntdll|vulkan-1)\.dll",
    re.IGNORECASE,
)
"""Parts of Windows 10 and its graphics drivers that PyInstaller would copy from the computer it runs on; here they may
be stand-ins."""
_SYSTEM_OF_LINUX = re.compile(
    r"lib(gtk-3|gdk-3|gio-2|glib-2|gobject-2|gmodule-2|cairo|pango|atk|atspi|epoxy|harfbuzz|pixman|systemd|gcrypt|"
    r"X11|xcb|EGL|GL|GLX|GLdispatch|OpenGL|drm|gbm|wayland|fontconfig|freetype|dbus|krb5|gssapi_krb5|mount|selinux)\b.*"
)
"""Libraries that belong to a Linux desktop, in the version that goes with its drivers, fonts and theme."""


def is_loose_cpp_runtime(destination: str) -> bool:
    """Say whether this is a C++ runtime beside the programs: every wheel that needs one brings its own along."""
    return _CPP_RUNTIME.fullmatch(destination) is not None


def is_windows_own(name: str) -> bool:
    """Say whether a DLL is a part of Windows, which is never shipped."""
    return _WINDOWS_OWN.fullmatch(PurePosixPath(name.replace("\\", "/")).name) is not None


def is_left_to_the_system(destination: str) -> bool:
    """Say whether a library is the system's business; one that comes in a wheel lies in a folder."""
    path = PurePosixPath(destination.replace("\\", "/"))
    if is_windows_own(path.name):
        return True
    return len(path.parts) == 1 and _SYSTEM_OF_LINUX.fullmatch(path.name) is not None


def is_for_developers(destination: str) -> bool:
    """Say whether a file is of use to those who compile or install packages only."""
    path = PurePosixPath(destination.replace("\\", "/"))
    if path.parent.name.endswith(".dist-info") or any(
        part.endswith(".dist-info") for part in path.parts[:-1]
    ):
        return path.name not in ("METADATA", "entry_points.txt")
    return path.suffix in (".pyi", ".h", ".lib", ".a", ".pxd", ".pyx") or "tests" in path.parts
