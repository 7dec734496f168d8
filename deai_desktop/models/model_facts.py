"""What a model file says about itself, cleaned for people and programs."""

from __future__ import annotations

import json
import unicodedata
from dataclasses import asdict, dataclass, fields
from typing import Any


@dataclass(frozen=True)
class ModelFacts:
    """Hold what the metadata of a model tells; 0 and "" mean that it does not say."""

    architecture: str = ""
    name: str = ""
    parameters: int = 0
    quantization: str = ""
    context_length: int = 0
    embedding_length: int = 0
    block_count: int = 0
    head_count: int = 0
    head_count_kv: int = 0
    """Heads whose keys and values are kept; 0 when it differs from layer to layer."""
    has_chat_template: bool = False
    chat_template_mentions_tools: bool = False
    licence: str = ""
    size: int = 0
    """Bytes of the file."""

    def to_json(self) -> str:
        """Write the facts as they stand in the database."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> ModelFacts:
        """Read facts that this version or another one wrote; unknown ones are left out."""
        data = json.loads(text or "{}")
        kinds: dict[str, type] = {one.name: type(one.default) for one in fields(cls)}
        known: dict[str, Any] = {key: value for key, value in data.items() if type(value) is kinds.get(key)}
        return cls(**known)


def plain_text(value: object, limit: int = 200) -> str:
    """Clean a text from a stranger's file: one line, no control or direction characters, not too long."""
    if not isinstance(value, str):
        return ""
    words = " ".join(value[: 4 * limit].split())
    return "".join(one for one in words if not unicodedata.category(one).startswith("C"))[:limit].strip()
