"""Sorts the files of a model into versions that can be fetched: quantizations (GGUF) and folders (ONNX)."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from deai_desktop.models.hub.answers import DescribedModel, Sibling
from deai_desktop.models.hub.known import (
    Details,
    HubFile,
    Version,
    base_model_of,
    licence_of,
    purpose_of,
    summary_of,
)
from deai_desktop.models.hub.names import CONFIG, FileKind, is_path, kind_of
from deai_desktop.models.model_facts import plain_text

_PART = re.compile(r"(.+)-(\d{5})-of-(\d{5})\.gguf", re.IGNORECASE)
_QUANTIZATION = re.compile(
    r"(?:^|[-._/])((?:UD-)?(?:I?Q\d(?:_(?:\d|K|NL|X{0,2}S|XL|M|L))*|TQ\d_\d|MXFP4(?:_MOE)?|NVFP4|BF16|FP?16|FP?32|F64))(?=$|[-._/])",
    re.IGNORECASE,
)
_ACCESSORY = re.compile(r"(^|[-_.])(mmproj|imatrix|mtp-)", re.IGNORECASE)
"""GGUF files that go with a model and are none: projectors for pictures, statistics, draft heads."""
_MOST_LEFT_OUT = 100
WHOLE = "onnx"
"""Name of the version that lies at the top of a repository."""


class _Sorted:
    """Hold the versions of a model, what goes with them, and what is never fetched."""

    def __init__(self, siblings: Iterable[Sibling]) -> None:
        self.projectors: list[HubFile] = []
        left_out: list[str] = []
        gguf: list[HubFile] = []
        onnx: list[HubFile] = []
        seen: set[str] = set()
        for one in siblings:
            kind = kind_of(one.path)
            if kind is FileKind.OTHER:
                continue
            is_twin = one.path.lower() in seen  # to Windows, two names that differ by capital letters are one
            seen.add(one.path.lower())
            if kind is FileKind.UNSAFE or is_twin or not is_path(one.path):
                left_out.append(plain_text(one.path) or "?")
                continue
            file = HubFile(path=one.path, size=one.size, sha256=one.sha256)
            (gguf if kind is FileKind.GGUF else onnx).append(file)
        self.gguf = tuple(self._quantizations(gguf))
        self.onnx = tuple(_folders(onnx))
        self.left_out = tuple(sorted(left_out)[:_MOST_LEFT_OUT])

    def _quantizations(self, files: Iterable[HubFile]) -> Iterable[Version]:
        """Join the parts of split files; a set with a part missing is of no use."""
        groups: dict[str, dict[int, HubFile]] = defaultdict(dict)
        counts: dict[str, int] = {}
        for file in files:
            if _ACCESSORY.search(file.name):
                if "mmproj" in file.name.lower():
                    self.projectors.append(file)
                continue
            part = _PART.fullmatch(file.path)
            stem, number, count = (part[1], int(part[2]), int(part[3])) if part else (file.path[:-5], 1, 1)
            key = f"{stem}/{count}"
            groups[key][number], counts[key] = file, count
        whole = {
            key.rpartition("/")[0]: tuple(parts[number] for number in sorted(parts))
            for key, parts in groups.items()
            if sorted(parts) == list(range(1, counts[key] + 1))
        }
        return _named(whole)


def details_of(answer: DescribedModel) -> Details:
    """Put together all that is shown and fetched of a model, but for its card."""
    parts = _Sorted(answer.siblings)
    summary = summary_of(answer, "gguf" if parts.gguf or not parts.onnx else "onnx")
    return Details(
        **summary.model_dump() | {"licence": licence_of(answer)},
        base_model=base_model_of(answer),
        revision=answer.commit or "main",
        purpose=purpose_of(answer),
        versions=parts.gguf,
        onnx_versions=parts.onnx,
        projectors=tuple(parts.projectors),
        left_out=parts.left_out,
    )


def quantization_of(stem: str) -> str:
    """Read the quantization out of a file's name without its ending; empty when it names none."""
    found = _QUANTIZATION.findall(stem.rpartition("/")[2]) or _QUANTIZATION.findall(stem)
    return found[-1].upper() if found else ""


def _named(groups: dict[str, tuple[HubFile, ...]]) -> Iterable[Version]:
    """Call each version by its quantization, or by its file where two have the same."""
    quantizations = {stem: quantization_of(stem) for stem in groups}
    counts = Counter(quantizations.values())
    for stem, files in sorted(groups.items(), key=lambda item: _order(item[1])):
        quantization = quantizations[stem]
        is_clear = quantization and counts[quantization] == 1
        yield Version(name=quantization if is_clear else stem, quantization=quantization, files=files)


def _order(files: Sequence[HubFile]) -> tuple[int, str]:
    return sum(file.size for file in files), files[0].path


def _folders(files: Sequence[HubFile]) -> Iterable[Version]:
    """Take each folder that has the configuration of a model, with the files right in it; that file comes first."""
    folders: dict[str, list[HubFile]] = defaultdict(list)
    for file in files:
        folders[file.path.rpartition("/")[0]].append(file)
    for folder, members in sorted(folders.items()):
        if any(file.name == CONFIG for file in members) and any(".onnx" in file.name for file in members):
            members.sort(key=lambda file: (file.name != CONFIG, file.name))
            yield Version(name=folder or WHOLE, quantization=_precision(folder), files=tuple(members))


def _precision(folder: str) -> str:
    found = re.search(r"(?:^|[-_/])(int4|int8|fp16|bf16|fp32)(?=$|[-_/])", folder, re.IGNORECASE)
    return found[1].lower() if found else ""
