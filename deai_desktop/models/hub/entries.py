"""Turns versions of a hub's models into entries that can be fetched like those of the catalogue."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from deai_desktop.core.errors import HubError
from deai_desktop.models.catalogue_entry import CatalogueEntry, CatalogueFile, HttpsSource, HubSource
from deai_desktop.models.hub.address import HubAddress
from deai_desktop.models.hub.known import Details, HubFile, Version
from deai_desktop.models.hub.names import entry_id

_PREFERRED = (
    "Q4_K_M", "UD-Q4_K_XL", "Q4_K_S", "IQ4_XS", "Q4_0", "IQ4_NL", "Q4_1", "Q4_K_L", "MXFP4", "Q5_K_M", "Q5_K_S", "Q5_0",
    "Q6_K", "Q8_0",
)  # fmt: skip
"""Four bits and a little more: what most people find the best of quality and size, best first."""


def entry_of(model: Details, version: Version) -> CatalogueEntry:
    """Describe a version of a model as the catalogue would."""
    is_onnx = version in model.onnx_versions
    return CatalogueEntry.model_validate(
        {
            "id": entry_id(model.id, version.name),
            "name": f"{_plain_name(model.id)} {version.quantization or version.name}"[:200],
            "family": "",
            "description": "",
            "parameters": model.parameters,
            "licence": _licence(model.licence),
            "engine": "onnx-genai" if is_onnx else "llama.cpp",
            "quantization": version.quantization,
            "context_length": model.context_length,
            "kind": model.purpose,
            "gated": model.gated,
            "files": tuple(_file(model, file) for file in version.files),
        }
    )


def with_addresses(file: CatalogueFile, address: str) -> CatalogueFile:
    """Replace what only a hub understands by the address of the file."""
    web = HttpsSource(kind="https", url=address)
    sources = tuple(web if isinstance(one, HubSource) else one for one in file.sources)
    return file.model_copy(update={"sources": sources})


def hub_source_of(file: CatalogueFile) -> HubSource | None:
    """Return where a hub has a file, if one has."""
    return next((one for one in file.sources if isinstance(one, HubSource)), None)


def is_of(entry: CatalogueEntry, repository: str, version: Version) -> bool:
    """Tell whether an entry of the catalogue is that version of that model of the hub."""
    sources = [source for file in entry.files if (source := hub_source_of(file))]
    paths = {file.path.lower() for file in version.files}
    return bool(sources) and all(
        one.repository.lower() == repository.lower() and one.path.lower() in paths for one in sources
    )


def resolved(entry: CatalogueEntry, hub: HubAddress, look_up: Callable[[str], Details]) -> CatalogueEntry:
    """Fill in addresses; and sizes and hashes that are open, from what ``look_up`` tells of a repository.

    Raises `HubError`.
    """
    files: list[CatalogueFile] = []
    for file in entry.files:
        source = hub_source_of(file)
        if source is None:
            files.append(file)
        elif file.sha256 or (source.revision != "main" and file.size):
            files.append(with_addresses(file, hub.file(source.repository, source.revision, source.path)))
        else:
            files += _looked_up(file, look_up(source.repository), source.path, hub)
    return entry.model_copy(update={"files": tuple(files)})


def _looked_up(file: CatalogueFile, model: Details, path: str, hub: HubAddress) -> list[CatalogueFile]:
    """Return what a file of the catalogue stands for, with sizes, hashes and addresses; raises `HubError`."""
    found = _rest_of(path, model.versions + model.onnx_versions)
    if not found:
        raise HubError(
            f"{model.id} has no file {path} any more.", hint=f"See what there is: deai models show {model.id}"
        )
    if any(not one.size for one in found):
        raise HubError(f"It does not say how large {path} is.", hint="Try again later.")
    return [
        with_addresses(
            file.model_copy(update={"name": one.name, "size": one.size, "sha256": one.sha256}),
            hub.file(model.id, model.revision, one.path),
        )
        for one in found
    ]


def _rest_of(path: str, versions: Iterable[Version]) -> tuple[HubFile, ...]:
    """Return all that a path of the catalogue stands for: a folder, the parts of a split file, or one file.

    Makers rename a file now and then by its capital letters alone; it is found all the same.
    """
    for version in versions:
        names = [file.path.lower() for file in version.files]
        if path.lower() in names:
            at = names.index(path.lower())
            return version.files if at == 0 else (version.files[at],)
    return ()


def recommended(versions: Iterable[tuple[Version, bool]]) -> Version | None:
    """Choose among versions and whether each fits: the preferred quantization that does, else the smallest."""
    fitting = [version for version, fits in versions if fits]
    for name in _PREFERRED:
        for version in fitting:
            if version.name.upper() == name:
                return version
    on_cpu = [version for version in fitting if "cpu" in version.name.lower()]
    return min(on_cpu or fitting, key=lambda version: (not version.size, version.size), default=None)


def _file(model: Details, file: HubFile) -> CatalogueFile:
    source = HubSource(kind="hub", repository=model.id, path=file.path, revision=model.revision)
    return CatalogueFile(name=file.name, size=file.size, sha256=file.sha256, sources=(source,))


def _plain_name(repository: str) -> str:
    """Leave out the owner, and what every such name ends in."""
    return re.sub(r"[-_.](gguf|onnx)$", "", repository.partition("/")[2], flags=re.IGNORECASE)


def _licence(name: str) -> str:
    words = re.sub(r"[^A-Za-z0-9.+() -]", "-", name)[:100].strip(" -.+()")
    return words or "not stated"
