"""What a node can be asked about the files of its models."""

from __future__ import annotations

from collections.abc import Sequence

from deai_desktop.api.calls import Calls, quoted
from deai_desktop.api.schemas.library import (
    CopyModel,
    FetchNewer,
    FoundModels,
    Library,
    LibraryCopy,
    LibraryMove,
    MoveLibrary,
    NewerVersion,
    Removal,
    UsedModels,
    UseFound,
    Verified,
    VerifyProgress,
)
from deai_desktop.api.schemas.models import LookForNewer, NewerVersions


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

    def look_for_newer(self, model: str = "") -> NewerVersions:
        """Ask the hub whether it has newer versions of one downloaded model, or of all."""
        body = LookForNewer(model=model)
        return self.call(NewerVersions, "POST", "/api/models/look-for-newer", body, timeout=None)

    def fetch_newer(self, model: str, *, keep_old: bool = False) -> NewerVersion:
        """Begin to fetch the newer version of a model, if there is one; it takes the model's place in the end."""
        path = f"/api/models/{quoted(model)}/fetch-newer"
        return self.call(NewerVersion, "POST", path, FetchNewer(keep_old=keep_old), timeout=None)
