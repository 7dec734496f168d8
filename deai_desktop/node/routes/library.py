"""``/api/library``: the models folder, what other programs hold, and what becomes of a model's files."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

from fastapi import APIRouter, Request

from deai_desktop.api.schemas.errors import error_detail
from deai_desktop.api.schemas.library import (
    CopyModel,
    FetchNewer,
    FoundModel,
    FoundModels,
    Library,
    LibraryCopy,
    LibraryMove,
    MoveLibrary,
    NewerVersion,
    Removal,
    UsedModels,
    UseFound,
    UseProblem,
    Verified,
    VerifyProgress,
)
from deai_desktop.api.schemas.models import ModelView
from deai_desktop.core.errors import DeAIError, WorkCancelledError
from deai_desktop.models.library.job import JobState
from deai_desktop.models.library.service import CopyWork, MoveWork, VerifyWork
from deai_desktop.models.model import Model
from deai_desktop.models.store import aside_id
from deai_desktop.node.node import Node
from deai_desktop.node.routes.models import full_path
from deai_desktop.node.views import download_view
from deai_desktop.system.wsl import path_here

_POLL_SECONDS = 0.1

ModelViewer = Callable[[Model], ModelView]


def library_routes(node: Node, view: ModelViewer) -> APIRouter:
    """Serve the models folder."""
    router = APIRouter(prefix="/api/library", tags=["models"])

    @router.get("")
    def library() -> Library:
        """Tell where downloaded models lie, what they take and what room is left."""
        facts = node.library.facts
        return Library(
            folder=str(facts.folder), free_bytes=facts.free, used_bytes=facts.used, models=facts.models
        )

    @router.get("/found")
    def found() -> FoundModels:
        """Look for models that LM Studio, Ollama, Jan, GPT4All or the Hugging Face cache hold."""
        return FoundModels(
            files=[
                FoundModel(
                    path=str(one.path),
                    name=one.name,
                    size=one.size,
                    program=one.program,
                    architecture=one.architecture,
                    quantization=one.quantization,
                    listed=node.library.is_listed(one.path),
                    problem=one.problem,
                )
                for one in node.library.find()
            ]
        )

    @router.post("/use")
    def use(body: UseFound) -> UsedModels:
        """Use files, and what lies in folders, where they are: nothing is copied or ever deleted."""
        used = UsedModels(models=[], problems=[])
        for path, outcome in node.library.use(Path(path_here(text)) for text in body.paths):
            if isinstance(outcome, DeAIError):
                used.problems.append(UseProblem(path=str(path), error=error_detail(outcome)))
            else:
                used.models.append(view(outcome))
        return used

    @router.post("/move", status_code=202)
    def begin_move(body: MoveLibrary) -> LibraryMove:
        """Begin to move the models folder to an empty or new one; models are taken out of memory."""
        return _move_view(node.library.move(Path(path_here(body.folder))))

    @router.get("/move")
    def look_at_move() -> LibraryMove:
        """Tell how far the last move is."""
        return _move_view(node.library.last_move)

    @router.delete("/move")
    def cancel_move() -> LibraryMove:
        """Stop a move; once all is copied, it goes on to its end."""
        work = node.library.last_move
        work.job.cancel()
        work.job.wait(5)
        return _move_view(work)

    @router.post("/copy", status_code=202)
    def begin_copy(body: CopyModel) -> LibraryCopy:
        """Begin to take a GGUF file into the models folder, without taking room where the disk can do that."""
        return _copy_view(node.library.copy(full_path(body.path), body.id, body.name), view)

    @router.get("/copy")
    def look_at_copy() -> LibraryCopy:
        """Tell how far the last copy is."""
        return _copy_view(node.library.last_copy, view)

    @router.delete("/copy")
    def cancel_copy() -> LibraryCopy:
        """Stop a copy."""
        work = node.library.last_copy
        work.job.cancel()
        work.job.wait(5)
        return _copy_view(work, view)

    return router


def model_file_routes(node: Node, view: ModelViewer) -> APIRouter:
    """Serve what becomes of one model's files."""
    router = APIRouter(prefix="/api/models", tags=["models"])

    @router.post("/{model_id}/verify")
    async def verify(model_id: str, request: Request) -> Verified:
        """Hash a model's files again and answer when that is done; who hangs up stops it."""
        work = await asyncio.to_thread(node.library.verify, model_id)
        while not work.view.state.is_final:
            await asyncio.sleep(_POLL_SECONDS)
            if await request.is_disconnected():
                work.job.cancel()
        return await asyncio.to_thread(_verified, node, work)

    @router.get("/{model_id}/verify")
    def look_at_verification(model_id: str) -> VerifyProgress:
        """Tell how far the last verification of a model is."""
        return _progress(node.library.last_verification(model_id))

    @router.delete("/{model_id}/verify")
    def cancel_verification(model_id: str) -> VerifyProgress:
        """Stop a verification."""
        work = node.library.last_verification(model_id)
        work.job.cancel()
        work.job.wait(5)
        return _progress(work)

    @router.get("/{model_id}/removal")
    def removal(model_id: str) -> Removal:
        """Tell what removing a model would free and what would stay; nothing is done yet."""
        plan = node.models.plan_removal(model_id)
        return Removal(
            id=model_id, frees_bytes=plan.frees, keeps_file=plan.kept_file, shared_with=list(plan.shared_with)
        )

    @router.post("/{model_id}/fetch-newer")
    def fetch_newer(model_id: str, body: FetchNewer) -> NewerVersion:
        """Ask the catalogue and the hub for other content of a downloaded model, and fetch it.

        Until it is here and was checked, the present version is used as before; then it takes that one's place.
        """
        download = node.fetch_newer(model_id, keeps_old=body.keep_old)
        if download is None:
            return NewerVersion()
        kept_as = aside_id(node.models.get(model_id)) if body.keep_old else ""
        return NewerVersion(download=download_view(download), kept_as=kept_as)

    return router


def _move_view(work: MoveWork) -> LibraryMove:
    now = work.view
    return LibraryMove(
        state=now.state.value,
        folder=str(work.folder),
        done=now.done,
        total=now.total,
        error=error_detail(now.error) if now.error else None,
    )


def _copy_view(work: CopyWork, view: ModelViewer) -> LibraryCopy:
    now = work.view
    return LibraryCopy(
        state=now.state.value,
        path=str(work.path),
        done=now.done,
        total=now.total,
        how=work.how.value if work.how else "",
        model=view(work.model) if work.model else None,
        error=error_detail(now.error) if now.error else None,
    )


def _verified(node: Node, work: VerifyWork) -> Verified:
    """Tell what came of a verification; raises why it ended without a result."""
    now, result = work.view, work.result
    if now.error is not None:
        raise now.error
    if now.state is JobState.CANCELLED or result is None:
        raise WorkCancelledError("It was cancelled, and everything is as it was before.")
    return Verified(
        id=work.model_id,
        sha256=result.files[0].sha256,
        was_known=result.was_known,
        matches=result.matches,
        verified_at=node.models.get(work.model_id).verified_at,
        changed_file=result.wrong,
    )


def _progress(work: VerifyWork) -> VerifyProgress:
    return VerifyProgress(state=work.view.state.value, done=work.view.done, total=work.view.total)
