"""Hashes a model's files again, to see that nothing has changed since."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from deai_desktop.core.errors import ModelFileError
from deai_desktop.downloads.partial_file import sha256_of
from deai_desktop.models.model import Model, ModelFile

Progress = Callable[[int, int], None]
"""Told how many bytes of how many are done, often; may raise to stop."""


@dataclass(frozen=True)
class Verification:
    """Hold what the hashes turned out to be."""

    files: tuple[ModelFile, ...]
    was_known: bool
    """Whether every file's hash was known before, so that there was something to compare with."""
    wrong: str = ""
    """Name of the first file whose hash is another one."""

    @property
    def matches(self) -> bool:
        """Whether nothing has changed as far as we know."""
        return not self.wrong


def hash_files(model: Model, progress: Progress) -> Verification:
    """Hash all files of a model; raises `ModelFileError` when one is missing or can't be read."""
    if (missing := model.missing) is not None:
        raise ModelFileError(f"{missing} is missing or has another size.", hint=restore_hint(model))
    done = 0
    found = []
    wrong = ""
    for path, file in zip(model.paths, model.files, strict=True):
        meter = _Meter(progress, done, model.size)
        try:
            sha256 = sha256_of(path, meter)
        except OSError as error:
            raise ModelFileError(
                f"{path} can't be read: {error.strerror}.", hint=restore_hint(model)
            ) from error
        done += file.size
        found.append(ModelFile(file.name, file.size, sha256))
        if file.sha256 and file.sha256 != sha256:
            wrong = wrong or file.name
    progress(model.size, model.size)
    return Verification(tuple(found), all(file.sha256 for file in model.files), wrong)


def restore_hint(model: Model) -> str:
    """Say how a model whose file is gone or changed comes back."""
    if model.imported:
        return "Put the file back or import it again."
    return f"Fetch it again with: deai models remove {model.id}, then deai models pull {model.id}"


class _Meter:
    """Count the chunks of a megabyte that are about to be hashed."""

    def __init__(self, progress: Progress, before: int, total: int) -> None:
        self._progress, self._done, self._total = progress, before, total

    def __call__(self) -> None:
        self._progress(min(self._done, self._total), self._total)
        self._done += 1024 * 1024
