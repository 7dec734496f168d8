"""The errors that people are shown: each has a title, a message and a hint."""

from __future__ import annotations

from typing import ClassVar


class DeAIError(Exception):
    """Describe something the world did wrong, in words for the person in front of the screen.

    ``title`` says what happened, ``message`` why, ``hint`` what to do. ``code`` names the kind on the wire,
    so that a front end can raise the same class again (see `error_from_code`). An exception that is *not* a
    `DeAIError` is a fault of ours and ends in a crash report.
    """

    code: ClassVar[str] = "error"
    default_title: ClassVar[str] = "That did not work"

    def __init__(self, message: str, *, hint: str = "", title: str = "", param: str = "") -> None:
        super().__init__(message)
        self.title = title or self.default_title
        self.message = message
        self.hint = hint
        self.param = param
        """The input field at fault, if one is."""

    def __str__(self) -> str:
        return f"{self.title}: {self.message}"


class InvalidInputError(DeAIError):
    """Refuse input that can't be used as it is."""

    code = "invalid_request"
    default_title = "That input can't be used"


class NotFoundError(DeAIError):
    """Say that the thing named does not exist."""

    code = "not_found"
    default_title = "Not found"


class ConflictError(DeAIError):
    """Refuse something that contradicts the present state."""

    code = "conflict"
    default_title = "Not possible right now"


class BadFolderError(InvalidInputError):
    """Refuse a place that the models folder can't be moved to."""

    code = "bad_folder"
    default_title = "The models can't be moved there"


class WorkCancelledError(ConflictError):
    """Say that the person stopped some work with files; everything is as it was before."""

    code = "work_cancelled"
    default_title = "Cancelled"


class SettingError(InvalidInputError):
    """Refuse a setting that is unknown or out of its range."""

    code = "invalid_setting"
    default_title = "That setting can't be used"


class AuthenticationError(DeAIError):
    """Refuse a caller without a valid key."""

    code = "invalid_api_key"
    default_title = "No valid key"


class ForbiddenError(DeAIError):
    """Refuse a caller whose key is valid but may not do this."""

    code = "forbidden"
    default_title = "Not allowed"


class StorageError(DeAIError):
    """Say that the database can't be used as it is."""

    code = "storage_failed"
    default_title = "The database can't be used"


class DiskFullError(StorageError):
    """Say that there is not enough room on the disk."""

    code = "disk_full"
    default_title = "Not enough disk space"


class VaultError(DeAIError):
    """Say that the operating system's credential vault can't be used."""

    code = "vault_unavailable"
    default_title = "No safe place for keys"


class ModelNotFoundError(NotFoundError):
    """Say that no model of that name is known or installed."""

    code = "model_not_found"
    default_title = "Model not found"


class ModelFileError(DeAIError):
    """Refuse a model file that is damaged, incomplete or of a kind we can't run."""

    code = "invalid_model_file"
    default_title = "This model file can't be used"


class DownloadError(DeAIError):
    """Say that a file could not be fetched from any of its sources."""

    code = "download_failed"
    default_title = "Download failed"


class WrongFileError(DownloadError):
    """Say that what a source sends is not the file that was wanted."""

    code = "wrong_file"


class DownloadCancelledError(DownloadError):
    """Say that the person cancelled a download."""

    code = "download_cancelled"
    default_title = "Download cancelled"


class HubError(DeAIError):
    """Say that the model hub does not do what was asked of it."""

    code = "hub_failed"
    default_title = "The model hub can't be used"


class HubUnreachableError(HubError):
    """Say that the model hub does not answer."""

    code = "hub_unreachable"
    default_title = "The model hub can't be reached"


class HubBusyError(HubError):
    """Say that the model hub wants to be asked later."""

    code = "hub_busy"
    default_title = "The model hub is busy"


class HubTokenError(HubError):
    """Say that the hub wants a token, or another one."""

    code = "hub_token_refused"
    default_title = "The model hub wants a token"


class GatedModelError(HubError):
    """Say that the makers of a model give it only to people who agreed to their terms."""

    code = "gated_model"
    default_title = "This model needs a permission"


class UpdateError(DeAIError):
    """Say that an update could not be looked for or fetched."""

    code = "update_failed"
    default_title = "The update did not work"


class UpdateRefusedError(UpdateError):
    """Refuse an update that is not what its makers signed."""

    code = "update_refused"
    default_title = "The update was refused"


class PoolError(DeAIError):
    """Say that something did not work with a pool."""

    code = "pool_error"
    default_title = "The pool can't be used"


class PoolUnreachableError(PoolError):
    """Say that none of a pool's hubs answers, or nobody there who could."""

    code = "pool_unreachable"
    default_title = "The pool can't be reached"


class EngineError(DeAIError):
    """Say that an engine could not do its work."""

    code = "engine_failed"
    default_title = "The model could not answer"


class EngineStartError(EngineError):
    """Say that a model could not be loaded."""

    code = "model_load_failed"
    default_title = "The model could not be loaded"
    lines: tuple[str, ...] = ()
    """What the library wrote last; for a report, not for the wire."""


class LoadCrashedError(EngineStartError):
    """Say that the engine host died while it loaded a model."""

    code = "model_load_crashed"


class ModelHeldBackError(EngineStartError):
    """Refuse to load a model that crashed again and again, until a person wants it tried once more."""

    code = "model_held_back"
    default_title = "This model is held back"


class EngineCrashedError(EngineError):
    """Say that the engine host died while it worked."""

    code = "engine_crashed"
    default_title = "The model stopped unexpectedly"


class ContextOverflowError(EngineError):
    """Refuse a prompt that does not fit into the model's context window."""

    code = "context_length_exceeded"
    default_title = "Too long for this model"


class DeadlineError(EngineError):
    """Hand back work that could not be done in the time it had."""

    code = "deadline_passed"
    default_title = "Not done in time"


class UnsupportedError(EngineError):
    """Refuse something this engine or model can't do."""

    code = "unsupported"
    default_title = "This model can't do that"


class NodeStartError(DeAIError):
    """Say that the node could not start."""

    code = "node_start_failed"
    default_title = "DeAI could not start"


class PortTakenError(NodeStartError):
    """Say that another program uses the port of the local API."""

    code = "port_taken"
    default_title = "The port is in use"


class NodeRunningError(NodeStartError):
    """Refuse to start a second node for the same person."""

    code = "node_running"
    default_title = "Already running"


class NodeUnreachableError(DeAIError):
    """Say that the running node does not answer."""

    code = "node_unreachable"
    default_title = "DeAI does not answer"


class InternalError(DeAIError):
    """Say that the program itself is at fault."""

    code = "internal_error"
    default_title = "This is a fault of ours"


def error_from_code(
    code: str, message: str, *, hint: str = "", title: str = "", param: str = ""
) -> DeAIError:
    """Rebuild the error that another process reported, as the narrowest class known here."""
    found = _by_code().get(code, DeAIError)
    return found(message, hint=hint, title=title, param=param)


def _by_code() -> dict[str, type[DeAIError]]:
    known: dict[str, type[DeAIError]] = {}
    todo: list[type[DeAIError]] = [DeAIError]
    while todo:
        kind = todo.pop()
        known[kind.code] = kind
        todo.extend(kind.__subclasses__())
    return known
