"""What a node can be asked about the files of its models."""

from __future__ import annotations

from collections.abc import Sequence

from deai_desktop.api.calls import Calls, quoted
from deai_desktop.api.schemas.library import (
    CopyModel,
    FoundModels,
    Library,
    LibraryCopy,
    LibraryMove,
    MoveLibrary,
    NewerVersion,
    Removal,
    TakeNewer,
    UsedModels,
    UseFound,
    Verified,
    VerifyProgress,
)
from deai_desktop.api.schemas.models import ModelView


class LibraryCalls(Calls):
    """Call a node about model files. Every method raises the `DeAIError` that the node reported."""

    def library(self) -> Library:
        """Ask where downloaded models lie."""
        return self.call(Library, "GET", "/api/library")

    def found_models(self) -> FoundModels:
        """Have it look for models that other programs hold; takes as long as that takes."""
        return self.call(FoundModels, "GET", "/api/library/found", timeout=None)

    def use_models(self, paths: Sequence[str]) -> UsedModels:
        """Use files, and what lies in folders, where they are."""
        return self.call(UsedModels, "POST", "/api/library/use", UseFound(paths=list(paths)), timeout=None)

    def move_library(self, folder: str) -> LibraryMove:
        """Begin to move the models folder."""
        return self.call(LibraryMove, "POST", "/api/library/move", MoveLibrary(folder=folder), timeout=None)

    def library_move(self) -> LibraryMove:
        """Ask how far the last move is."""
        return self.call(LibraryMove, "GET", "/api/library/move")

    def cancel_library_move(self) -> LibraryMove:
        """Stop a move; everything is as it was before then."""
        return self.call(LibraryMove, "DELETE", "/api/library/move")

    def copy_model(self, path: str, model_id: str = "", name: str = "") -> LibraryCopy:
        """Begin to take a file into the models folder."""
        return self.call(
            LibraryCopy, "POST", "/api/library/copy", CopyModel(path=path, id=model_id, name=name)
        )

    def library_copy(self) -> LibraryCopy:
        """Ask how far the last copy is."""
        return self.call(LibraryCopy, "GET", "/api/library/copy")

    def cancel_library_copy(self) -> LibraryCopy:
        """Stop a copy."""
        return self.call(LibraryCopy, "DELETE", "/api/library/copy")

    def verify_model(self, model: str) -> Verified:
        """Have a model's files hashed again and wait for it; hanging up stops it."""
        return self.call(Verified, "POST", f"/api/models/{quoted(model)}/verify", timeout=None)

    def verify_progress(self, model: str) -> VerifyProgress:
        """Ask how far a verification is."""
        return self.call(VerifyProgress, "GET", f"/api/models/{quoted(model)}/verify")

    def cancel_verify(self, model: str) -> VerifyProgress:
        """Stop a verification."""
        return self.call(VerifyProgress, "DELETE", f"/api/models/{quoted(model)}/verify")

    def model_removal(self, model: str) -> Removal:
        """Ask what removing a model would free."""
        return self.call(Removal, "GET", f"/api/models/{quoted(model)}/removal")

    def set_model_aside(self, model: str) -> ModelView:
        """Keep a downloaded model under an id of its own, so that a newer version can come beside it."""
        return self.call(ModelView, "POST", f"/api/models/{quoted(model)}/set-aside")

    def fetch_newer(self, model: str) -> NewerVersion:
        """Begin to fetch the newer version of a model beside it, if there is one."""
        return self.call(NewerVersion, "POST", f"/api/models/{quoted(model)}/fetch-newer", timeout=None)

    def take_newer(self, model: str, newer: str) -> ModelView:
        """Give a model's id to the version that was fetched beside it; return the older one, which stays."""
        return self.call(
            ModelView, "POST", f"/api/models/{quoted(model)}/take-newer", TakeNewer(newer=newer), timeout=None
        )
