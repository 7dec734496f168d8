"""What the fake node knows of hubs, downloads, fit and folders; its attributes may be changed at any time."""

from __future__ import annotations

import queue
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel

from deai_desktop.api.schemas.downloads import ChangeDownload, DownloadList, DownloadView, PullModel
from deai_desktop.api.schemas.errors import error_detail
from deai_desktop.api.schemas.fit import MeasurementCancelled, ModelFit
from deai_desktop.api.schemas.hub import HubModel, HubModelSummary, HubResults, HubToken, NewHubToken
from deai_desktop.api.schemas.library import (
    FoundModel,
    FoundModels,
    Library,
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
from deai_desktop.api.schemas.models import ModelView, NewerProblem, NewerVersions
from deai_desktop.core.errors import DeAIError, NotFoundError
from tests.fakes.node import FakeNode

Reply = BaseModel | Iterator[BaseModel]
Query = dict[str, list[str]]


class Happening(BaseModel, extra="allow"):
    """An event of the node."""

    type: str


@dataclass
class FakeRoom:
    """Hold what a test says of models; each list grows by what a front end asks for."""

    downloads: dict[str, DownloadView] = field(default_factory=dict)
    hub: dict[str, HubModel] = field(default_factory=dict)
    is_offline: bool = False
    known_at: float | None = None
    page: int = 2
    """Models on one page of a search."""
    search_error: DeAIError | None = None
    searches: list[tuple[str, str, str]] = field(default_factory=list)
    """Query, kind and cursor of each search."""
    search_delay: float = 0.0
    token: str = ""
    fits: dict[str, ModelFit] = field(default_factory=dict)
    measured: list[str] = field(default_factory=list)
    measure_seconds: float = 0.0
    measure_error: DeAIError | None = None
    found: list[FoundModel] = field(default_factory=list)
    used: list[str] = field(default_factory=list)
    use_problems: dict[str, DeAIError] = field(default_factory=dict)
    library: Library = field(
        default_factory=lambda: Library(
            folder="/data/models", free_bytes=72 * 10**9, used_bytes=6 * 10**9, models=3
        )
    )
    move: LibraryMove | None = None
    move_steps: int = 3
    verified: dict[str, Verified] = field(default_factory=dict)
    verify_seconds: float = 0.0
    removals: dict[str, Removal] = field(default_factory=dict)
    newer: list[str] = field(default_factory=list)
    """What the hub has newer versions of, as is known once somebody asks."""
    newer_problems: list[NewerProblem] = field(default_factory=list)
    newer_error: DeAIError | None = None
    steps: list[str] = field(default_factory=list)
    """What was asked of the queue, like ``pause download-1``."""
    _listeners: list[queue.Queue[Happening | None]] = field(default_factory=list)

    def happen(self, kind: str, **values: Any) -> None:
        """Tell all who listen."""
        for listener in self._listeners:
            listener.put(Happening(type=kind, **values))

    def events(self) -> Iterator[BaseModel]:
        """Tell what happens, until the node ends."""
        mine: queue.Queue[Happening | None] = queue.Queue()
        self._listeners.append(mine)
        yield Happening(type="connected")
        while (event := mine.get()) is not None:
            yield event

    def close(self) -> None:
        """End all streams of events."""
        for listener in self._listeners:
            listener.put(None)

    def pull(self, body: PullModel) -> DownloadView:
        """Queue a model of the hub."""
        self.steps.append(f"pull {body.model}")
        name = body.model.rpartition("/")[2].replace(":", " ")
        view = DownloadView(
            id=f"download-{len(self.downloads) + 1}",
            model=body.model,
            name=name,
            state="running",
            done=0,
            total=10**9,
        )
        self.downloads[view.id] = view
        self.happen("download_started", download_id=view.id, model_id=view.model, total=view.total)
        return view

    def steer(self, download: str, step: str, **news: Any) -> DownloadView:
        """Change one download; raises `NotFoundError`."""
        if download not in self.downloads:
            raise NotFoundError("There is no such download.")
        self.steps.append(f"{step} {download}")
        self.downloads[download] = self.downloads[download].model_copy(update=news)
        return self.downloads[download]

    def search(self, query: str, kind: str, cursor: str) -> HubResults:
        """Find by parts of names, a page at a time."""
        self.searches.append((query, kind, cursor))
        time.sleep(self.search_delay)
        if self.search_error is not None:
            raise self.search_error
        found = [
            HubModelSummary.model_validate(one.model_dump())
            for one in self.hub.values()
            if query.lower() in one.id.lower() and one.kind == kind
        ]
        start = int(cursor or 0)
        end = start + self.page
        return HubResults(
            models=found[start:end],
            cursor=str(end) if end < len(found) else "",
            offline=self.is_offline,
            known_at=self.known_at,
        )

    def hub_model(self, owner: str, name: str) -> HubModel:
        """Show one; raises `NotFoundError`."""
        model = self.hub.get(f"{owner}/{name}")
        if model is None:
            raise NotFoundError(f"The hub has no model {owner}/{name}.", hint="Check the name.")
        is_locked = model.gated and not self.token
        return model.model_copy(update={"access": "needs-token" if is_locked else "open"})

    def measure(self, model: str) -> ModelFit:
        """Take a while, then know the speed."""
        self.measured.append(model)
        time.sleep(self.measure_seconds)
        if self.measure_error is not None:
            raise self.measure_error
        known = self.fit(model)
        news = {"tokens_per_second_low": 14.2, "tokens_per_second_high": 16.8, "basis": "measured"}
        self.fits[model] = known.model_copy(update=news | {"measured_at": 1_790_000_000.0})
        return self.fits[model]

    def stop_measuring(self, model: str) -> MeasurementCancelled:
        """Note it."""
        self.steps.append(f"stop measuring {model}")
        return MeasurementCancelled(was_running=True)

    def fit(self, model: str) -> ModelFit:
        """Show how a model fits; raises `NotFoundError`."""
        if model not in self.fits:
            raise NotFoundError(f"No model is named {model}.")
        return self.fits[model]

    def verify(self, model: str) -> Verified:
        """Take a while, then tell; raises `NotFoundError`."""
        time.sleep(self.verify_seconds)
        if model not in self.verified:
            raise NotFoundError(f"No model is named {model}.")
        return self.verified[model]

    def use(self, paths: list[str]) -> UsedModels:
        """List found files, but for those that shall not."""
        self.used += paths
        problems = [
            UseProblem(path=path, error=error_detail(self.use_problems[path]))
            for path in paths
            if path in self.use_problems
        ]
        good = [path for path in paths if path not in self.use_problems]
        self.found = [
            one.model_copy(update={"listed": True}) if one.path in good else one for one in self.found
        ]
        models = [
            ModelView(id=f"found-{at}", name=path, engine="llama.cpp", size=1, installed=True, imported=True)
            for at, path in enumerate(good)
        ]
        return UsedModels(models=models, problems=problems)

    def begin_move(self, folder: str) -> LibraryMove:
        """Begin to move."""
        self.move = LibraryMove(state="running", folder=folder, done=0, total=self.library.used_bytes)
        return self.move

    def look_at_move(self) -> LibraryMove:
        """Go one step on each time somebody looks; raises `NotFoundError`."""
        if self.move is None:
            raise NotFoundError("Nothing is being moved.")
        if self.move.state == "running":
            done = min(self.move.total, self.move.done + self.move.total // self.move_steps + 1)
            is_done = done == self.move.total
            self.move = self.move.model_copy(
                update={"done": done, "state": "finished" if is_done else "running"}
            )
            if is_done:
                self.library = self.library.model_copy(update={"folder": self.move.folder})
        return self.move

    def stop_move(self) -> LibraryMove:
        """Stop moving; raises `NotFoundError`."""
        if self.move is None:
            raise NotFoundError("Nothing is being moved.")
        self.move = self.move.model_copy(update={"state": "cancelled"})
        return self.move


def _known(known: dict[str, Any], model: str) -> Any:
    if model not in known:
        raise NotFoundError(f"No model is named {model}.")
    return known[model]


def _search(node: FakeModelNode, body: bytes, query: Query) -> Reply:
    words = {name: values[0] for name, values in query.items()}
    return node.room.search(words.get("query", ""), words.get("kind", "gguf"), words.get("cursor", ""))


def _set_token(node: FakeModelNode, body: bytes, query: Query) -> Reply:
    node.room.token = NewHubToken.model_validate_json(body).token
    return HubToken(is_set=True)


def _remove_token(node: FakeModelNode, body: bytes, query: Query) -> Reply:
    node.room.token = ""
    return HubToken(is_set=False)


def _prioritize(node: FakeModelNode, body: bytes, query: Query, download: str) -> Reply:
    priority = ChangeDownload.model_validate_json(body).priority
    return node.room.steer(download, f"priority {priority}", priority=priority)


def _fetch_newer(node: FakeModelNode, body: bytes, query: Query, model: str) -> Reply:
    if not node.model_view(model).newer:
        return NewerVersion()
    download = node.room.pull(PullModel(model=f"{model}-newer"))
    return NewerVersion(download=node.room.steer(download.id, "renew with", replaces=model))


def _look_for_newer(node: FakeModelNode, body: bytes, query: Query) -> Reply:
    if node.room.newer_error is not None:
        raise node.room.newer_error
    node.views = [view.model_copy(update={"newer": view.id in node.room.newer}) for view in node.views]
    return NewerVersions(models=node.room.newer, problems=node.room.newer_problems)


def _trust(node: FakeModelNode, body: bytes, query: Query, model: str) -> Reply:
    node.room.steps.append(f"trust {model}")
    node.views = [
        view.model_copy(update={"held_back": False, "crashes": []}) if view.id == model else view
        for view in node.views
    ]
    return node.model_view(model)


def _cancel(node: FakeModelNode, body: bytes, query: Query, download: str) -> Reply:
    view = node.room.steer(download, "cancel", state="cancelled")
    if query.get("discard") == ["true"]:
        del node.room.downloads[download]
    return view


_ROUTES: tuple[tuple[str, Callable[..., Reply]], ...] = (
    ("GET /api/events", lambda node, body, query: node.room.events()),
    ("GET /api/hub/search", _search),
    ("GET /api/hub/models/([^/]+)/([^/]+)", lambda node, body, query, *name: node.room.hub_model(*name)),
    ("GET /api/hub/token", lambda node, body, query: HubToken(is_set=bool(node.room.token))),
    ("PUT /api/hub/token", _set_token),
    ("DELETE /api/hub/token", _remove_token),
    ("GET /api/models/([^/]+)/fit", lambda node, body, query, model: node.room.fit(model)),
    ("POST /api/models/([^/]+)/measure", lambda node, body, query, model: node.room.measure(model)),
    ("DELETE /api/models/([^/]+)/measure", lambda node, body, query, model: node.room.stop_measuring(model)),
    ("POST /api/models/([^/]+)/verify", lambda node, body, query, model: node.room.verify(model)),
    (
        "GET /api/models/([^/]+)/verify",
        lambda node, body, query, model: VerifyProgress(state="running", done=1, total=4),
    ),
    ("POST /api/models/([^/]+)/fetch-newer", _fetch_newer),
    ("POST /api/models/look-for-newer", _look_for_newer),
    ("POST /api/models/([^/]+)/trust", _trust),
    (
        "GET /api/models/([^/]+)/removal",
        lambda node, body, query, model: _known(node.room.removals, model),
    ),
    ("GET /api/library", lambda node, body, query: node.room.library),
    ("GET /api/library/found", lambda node, body, query: FoundModels(files=node.room.found)),
    (
        "POST /api/library/use",
        lambda node, body, query: node.room.use(UseFound.model_validate_json(body).paths),
    ),
    ("GET /api/library/move", lambda node, body, query: node.room.look_at_move()),
    (
        "POST /api/library/move",
        lambda node, body, query: node.room.begin_move(MoveLibrary.model_validate_json(body).folder),
    ),
    ("DELETE /api/library/move", lambda node, body, query: node.room.stop_move()),
    (
        "POST /api/downloads/([^/]+)/pause",
        lambda node, body, query, one: node.room.steer(one, "pause", state="paused"),
    ),
    (
        "POST /api/downloads/([^/]+)/resume",
        lambda node, body, query, one: node.room.steer(
            one, "resume", state="running", waiting_for="", error=None
        ),
    ),
    ("PATCH /api/downloads/([^/]+)", _prioritize),
    ("POST /api/downloads", lambda node, body, query: node.room.pull(PullModel.model_validate_json(body))),
    (
        "GET /api/downloads",
        lambda node, body, query: DownloadList(downloads=list(reversed(node.room.downloads.values()))),
    ),
    ("DELETE /api/downloads/([^/]+)", _cancel),
)


class FakeModelNode(FakeNode):
    """A fake node with all that belongs to models."""

    def __init__(self) -> None:
        super().__init__(more_routes=_ROUTES)
        self.room = FakeRoom()
        self.views: list[ModelView] = []

    def model_views(self) -> list[ModelView]:
        """List what the test says, installed first."""
        return [
            view.model_copy(update={"loaded": view.id in self.loaded})
            for view in sorted(self.views, key=lambda view: not view.installed)
        ]

    def __exit__(self, *arguments: Any) -> None:
        self.room.close()
        super().__exit__(*arguments)
