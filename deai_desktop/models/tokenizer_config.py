"""Reads what a model's folder says of its special tokens and chat template, in the files of transformers."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from deai_desktop.models.genai_config import read_json

_CONFIG = "tokenizer_config.json"
_TEMPLATE = "chat_template.jinja"
_LARGEST_CONFIG = 16 * 1024 * 1024
_LARGEST_TEMPLATE = 1024 * 1024


@dataclass(frozen=True)
class TokenizerConfig:
    """Hold what prompts are written with."""

    bos_token: str = ""
    eos_token: str = ""
    templates: tuple[str, ...] = ()
    """Chat templates, the one for plain chats first."""


def read_tokenizer_config(folder: Path, files: Collection[str]) -> TokenizerConfig:
    """Read it from those files of a checked folder; raises `ModelFileError`."""
    stated = read_json(folder / _CONFIG, _LARGEST_CONFIG) if _CONFIG in files else {}
    if _TEMPLATE in files:
        with (folder / _TEMPLATE).open("rb") as stream:
            templates = [stream.read(_LARGEST_TEMPLATE).decode(errors="replace")]
    else:
        templates = _templates(stated.get("chat_template"))
    return TokenizerConfig(_token(stated.get("bos_token")), _token(stated.get("eos_token")), tuple(templates))


def _templates(stated: Any) -> list[str]:
    """Take the template, or several that have names."""
    several = stated if isinstance(stated, list) else [stated]
    found = [(_name(one), text) for one in several if (text := _template(one))]
    return [text for _, text in sorted(found, key=lambda one: one[0] != "default")]


def _name(stated: Any) -> str:
    return str(stated.get("name")) if isinstance(stated, dict) else ""


def _template(stated: Any) -> str:
    text = stated.get("template") if isinstance(stated, dict) else stated
    return text if isinstance(text, str) else ""


def _token(stated: Any) -> str:
    """Take a special token: its text, or a description with the text in it."""
    text = stated.get("content") if isinstance(stated, dict) else stated
    return text if isinstance(text, str) else ""
