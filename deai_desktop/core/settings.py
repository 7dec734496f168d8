"""What the person chose: typed, with defaults, in one JSON file."""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace
from typing import Any, cast

from deai_desktop.core.addresses import is_base_address
from deai_desktop.core.errors import SettingError

Value = bool | int | float | str | tuple[str, ...]


def _setting(
    default: Value,
    about: str,
    *,
    low: float | None = None,
    high: float | None = None,
    choices: tuple[str, ...] = (),
    restart: bool = False,
    is_address: bool = False,
) -> Any:
    """Declare one setting with what a person must know about it."""
    metadata = {
        "about": about,
        "low": low,
        "high": high,
        "choices": choices,
        "restart": restart,
        "is_address": is_address,
    }
    return field(default=default, metadata=metadata)


@dataclass(frozen=True)
class ApiSettings:
    """The local API."""

    port: int = _setting(3324, "Port of the local API on this PC.", low=1024, high=65535, restart=True)
    allowed_origins: tuple[str, ...] = _setting(
        (), "Web pages that may call the local API, as origins like https://example.org."
    )
    lan: bool = _setting(
        False,
        "Let other computers on your network use /v1 with a key. It is not encrypted: anyone on that network"
        " could read along.",
    )


@dataclass(frozen=True)
class EngineSettings:
    """How models run; a change counts from the next time a model is loaded."""

    context_length: int = _setting(
        4096,
        "Tokens a model keeps in view; more needs more memory. Never above the model's own limit.",
        low=256,
        high=1_048_576,
    )
    threads: int = _setting(0, "Processor threads for one model; 0 chooses by measure.", low=0, high=256)
    gpu_layers: int = _setting(
        -1,
        "Layers of a model to keep on the GPU. -1 takes as many as its free memory has room for, or all where that"
        " memory is not known; 0 uses the CPU only.",
        low=-1,
        high=1000,
    )
    graphics_card: str = _setting(
        "",
        "Graphics card for models in ONNX format on Windows, by a part of its name; empty takes the fastest.",
    )
    slots: int = _setting(
        0,
        "Answers that a model works on at once, each with a whole context in memory; 0 chooses up to 4 by the"
        " memory there is.",
        low=0,
        high=64,
    )
    shared_slots: int = _setting(
        0, "Of these, how many may work for a pool at most; 0 leaves one free.", low=0, high=64
    )
    shared_cells: int = _setting(
        0, "Tokens of context that an answer for a pool may take; 0 as many as yours.", low=0, high=1_048_576
    )
    memory_gb: int = _setting(
        0,
        "Gigabytes of memory that models may take together; 0 takes what this PC has free, with room left for other"
        " programs. A model that is alone may take more.",
        low=0,
        high=4096,
    )
    loaded_models: int = _setting(
        4, "Models kept in memory at once, at most; fewer when their memory is used up.", low=1, high=16
    )
    idle_minutes: int = _setting(
        30,
        "Minutes after its last use until a model is taken out of memory; 0 never does.",
        low=0,
        high=10_080,
    )


@dataclass(frozen=True)
class ChatSettings:
    """Defaults of a new conversation."""

    model: str = _setting("", "Model of a new conversation; empty takes the one used last.")
    system_prompt: str = _setting("", "What every new conversation starts with.")
    temperature: float = _setting(
        0.7, "0 always takes the likeliest word; higher is more varied.", low=0, high=2
    )


@dataclass(frozen=True)
class DownloadSettings:
    """How files are fetched."""

    bandwidth_limit: int = _setting(
        0, "Most kilobytes a second a download may use; 0 is no limit.", low=0, high=10**9
    )
    parallel_parts: int = _setting(
        4, "Most connections for one file at once; more are used only where that is faster.", low=1, high=16
    )
    on_metered: bool = _setting(
        False, "Download models also while the network is metered, as mobile data mostly are."
    )


@dataclass(frozen=True)
class HubSettings:
    """Where models are searched for."""

    address: str = _setting(
        "https://huggingface.co",
        "The model hub: Hugging Face, or a mirror or company hub that speaks its API. Begins with https://.",
        is_address=True,
    )


@dataclass(frozen=True)
class PoolSettings:
    """How this PC deals with members of its pools."""

    when_needed: bool = _setting(
        False,
        "Ask a pool that you trust for a model that this PC does not have, can't hold, or is too busy for.",
    )
    lan: bool = _setting(
        True,
        "Find a hub of your pools again in your own network when its address has changed, and tell there that a hub"
        " runs on this PC, but not of which pool. Only for pools whose hub is in that network.",
    )
    refused_words: tuple[str, ...] = _setting(
        (),
        "Words and phrases: what members of your pools ask with one of these in it, this PC leaves to others.",
    )
    checks_percent: int = _setting(
        5,
        "Of a hundred answers from members of a pool, how many lead to a check whether a member answers with the"
        " model that it names. No words of yours go to anybody else for that. 0 never checks.",
        low=0,
        high=100,
    )


@dataclass(frozen=True)
class UpdateSettings:
    """How newer versions are found; nothing is fetched or installed unasked."""

    check: bool = _setting(False, "Look once a day whether there is a newer version.")
    address: str = _setting("", "Where to look for updates, an address that begins with https://.")


@dataclass(frozen=True)
class LogSettings:
    """What is written to the log; never prompts, answers or keys."""

    level: str = _setting("info", "How much the log tells.", choices=("debug", "info", "warning", "error"))


@dataclass(frozen=True)
class Settings:
    """All settings, by section; a name on the command line and in the API is ``section.name``."""

    api: ApiSettings = ApiSettings()
    engine: EngineSettings = EngineSettings()
    chat: ChatSettings = ChatSettings()
    downloads: DownloadSettings = DownloadSettings()
    hub: HubSettings = HubSettings()
    pools: PoolSettings = PoolSettings()
    updates: UpdateSettings = UpdateSettings()
    log: LogSettings = LogSettings()


@dataclass(frozen=True)
class SettingInfo:
    """Describe one setting: its present and default value and what may be chosen."""

    name: str
    value: Value
    default: Value
    about: str
    low: float | None
    high: float | None
    choices: tuple[str, ...]
    restart: bool
    """Whether a change counts only after the node has been started again."""
    is_address: bool
    """Whether it is the address of a server, where nothing but HTTPS will do."""


def describe(settings: Settings) -> list[SettingInfo]:
    """List every setting in the order of its section."""
    found = []
    for section in fields(settings):
        values = getattr(settings, section.name)
        for one in fields(values):
            about = one.metadata
            found.append(
                SettingInfo(
                    name=f"{section.name}.{one.name}",
                    value=getattr(values, one.name),
                    default=cast(Value, one.default),
                    about=about["about"],
                    low=about["low"],
                    high=about["high"],
                    choices=about["choices"],
                    restart=about["restart"],
                    is_address=about["is_address"],
                )
            )
    return found


def changed(settings: Settings, name: str, value: object) -> Settings:
    """Return the settings with one of them changed; text is read as the setting's own type.

    Raises `SettingError` when the name is unknown or the value does not fit.
    """
    info = next((one for one in describe(settings) if one.name == name), None)
    if info is None:
        raise SettingError(
            f"There is no setting named “{name}”.", hint="List them with: deai settings list", param=name
        )
    section, _, key = name.partition(".")
    values = getattr(settings, section)
    return replace(settings, **{section: replace(values, **{key: _checked(info, value)})})


def _checked(info: SettingInfo, value: object) -> Value:
    try:
        read = _read(info.default, value)
    except (TypeError, ValueError, OverflowError):
        raise _unfit(info, value) from None
    if info.is_address and not is_base_address(str(read)):
        raise _unfit(info, value)
    in_range = isinstance(read, str | tuple) or (
        (info.low is None or read >= info.low) and (info.high is None or read <= info.high)
    )
    if not in_range or (info.choices and read not in info.choices):
        raise _unfit(info, value)
    return read


def _unfit(info: SettingInfo, value: object) -> SettingError:
    return SettingError(
        f"“{value}” does not fit the setting {info.name}: {_expected(info)}.",
        hint=info.about,
        param=info.name,
    )


def _read(default: Value, value: object) -> Value:
    """Read a JSON value or a text typed by a person as the type of the default."""
    if isinstance(default, bool):
        words = {"true": True, "on": True, "yes": True, "false": False, "off": False, "no": False}
        if isinstance(value, bool):
            return value
        if isinstance(value, str) and value.lower() in words:
            return words[value.lower()]
        raise ValueError(value)
    if isinstance(default, int | float):
        if isinstance(value, bool) or not isinstance(value, int | float | str):
            raise ValueError(value)
        if isinstance(default, float):
            return float(value)
        if isinstance(value, float) and not value.is_integer():
            raise ValueError(value)
        return int(value)
    if isinstance(default, tuple):
        if isinstance(value, str):
            return tuple(part.strip() for part in value.split(",") if part.strip())
        if isinstance(value, list | tuple) and all(isinstance(part, str) for part in value):
            return tuple(value)
        raise ValueError(value)
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def _expected(info: SettingInfo) -> str:
    if info.is_address:
        return "an address that begins with https://, without ? and #"
    if info.choices:
        return "choose one of " + ", ".join(info.choices)
    if isinstance(info.default, bool):
        return "on or off"
    if isinstance(info.default, int | float):
        kind = "a number" if isinstance(info.default, float) else "a whole number"
        return f"{kind} from {info.low:g} to {info.high:g}" if info.high is not None else kind
    return "a list of texts with commas between" if isinstance(info.default, tuple) else "a text"
