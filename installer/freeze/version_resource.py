"""What Windows shows under Properties → Details of a program."""

from __future__ import annotations

from typing import Any

NAME = "DeAI Desktop"


def version_resource(version: str, file: str, about: str) -> Any:
    """Describe one program; a test build's version says what it is. For PyInstaller under Windows."""
    from PyInstaller.utils.win32 import versioninfo as vi

    numbers = [int(part) for part in version.partition("+")[0].split(".")]
    numbers = [*numbers, 0, 0, 0, 0][:4]
    is_test = "+" in version
    texts = {
        "CompanyName": "DeAI Desktop contributors",
        "FileDescription": f"{about} (test build)" if is_test else about,
        "FileVersion": version,
        "InternalName": file,
        "LegalCopyright": "Apache License 2.0",
        "OriginalFilename": file,
        "ProductName": NAME,
        "ProductVersion": version,
    }
    strings = [vi.StringStruct(name, text) for name, text in texts.items()]
    return vi.VSVersionInfo(
        ffi=vi.FixedFileInfo(
            filevers=tuple(numbers), prodvers=tuple(numbers), mask=0x3F, flags=0x2 if is_test else 0
        ),
        kids=[
            vi.StringFileInfo([vi.StringTable("040904B0", strings)]),
            vi.VarFileInfo([vi.VarStruct("Translation", [0x0409, 1200])]),
        ],
    )
