"""Writes and reads the bill of materials as CycloneDX 1.6 JSON: parts, and the files of each inside it.

See the CycloneDX specification, "Component": type, name, version, purl, licenses, hashes, components.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from installer.commands import BuildError
from installer.sbom.component import Component, Origin, kind_of
from installer.sbom.describe import Bill

FILE = "sbom.cdx.json"
"""In the packaged folder: the one file that it doesn't name itself."""
_ORIGIN, _SOURCE, _KIND = "deai:origin", "deai:source", "deai:build-kind"


def write_bill(folder: Path, bill: Bill) -> None:
    """Write it into the folder that it describes."""
    used = sorted(bill.used.values(), key=lambda one: one.reference.lower())
    others = [one.reference for one in used if one != bill.own]
    about = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": "program",
                "name": bill.own.name,
                "version": bill.own.version,
            },
            "properties": [_property(_KIND, kind_of(used).value)],
        },
        "components": [_component(one, bill) for one in used],
        "dependencies": [{"ref": bill.own.reference, "dependsOn": others}],
    }
    (folder / FILE).write_text(json.dumps(about, indent=1), encoding="utf-8")


def _component(component: Component, bill: Bill) -> dict[str, Any]:
    files = {path: sha256 for path, (sha256, owner) in bill.files.items() if owner == component}
    about: dict[str, Any] = {
        "type": "application" if component == bill.own else "library",
        "bom-ref": component.reference,
        "name": component.name,
        "version": component.version,
        "licenses": [{"license": {"name": component.licence}}],
        "properties": [_property(_ORIGIN, component.origin.value), _property(_SOURCE, component.source)],
        "components": [
            {"type": "file", "name": path, "hashes": [_hash(sha256)]}
            for path, sha256 in sorted(files.items())
        ],
    }
    if component.source.startswith("pkg:"):
        about["purl"] = component.source
    if component.sha256:
        about["hashes"] = [_hash(component.sha256)]
    return about


def _hash(sha256: str) -> dict[str, str]:
    return {"alg": "SHA-256", "content": sha256}


def _property(name: str, value: str) -> dict[str, str]:
    return {"name": name, "value": value}


def read_bill(folder: Path) -> tuple[list[Component], dict[str, str], str]:
    """Return its parts, the sha256 of each file it names, and the kind of build it speaks of.

    Raises `BuildError` when there is none, or none that can be read.
    """
    try:
        about = json.loads((folder / FILE).read_text(encoding="utf-8"))
        components: list[Component] = []
        files: dict[str, str] = {}
        for entry in about["components"]:
            components.append(_read_component(entry))
            files |= {file["name"]: file["hashes"][0]["content"] for file in entry["components"]}
        return components, files, _value(about["metadata"], _KIND)
    except (OSError, ValueError, KeyError, TypeError, IndexError, StopIteration) as error:
        raise BuildError(f"{FILE} can't be read ({type(error).__name__}: {error})") from error


def _read_component(entry: dict[str, Any]) -> Component:
    return Component(
        entry["name"],
        entry["version"],
        Origin(_value(entry, _ORIGIN)),
        entry["licenses"][0]["license"]["name"],
        _value(entry, _SOURCE),
        entry["hashes"][0]["content"] if "hashes" in entry else "",
    )


def _value(entry: dict[str, Any], name: str) -> str:
    return str(next(one["value"] for one in entry["properties"] if one["name"] == name))
