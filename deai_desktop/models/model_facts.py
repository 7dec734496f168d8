"""What a model file says about itself, cleaned for people and programs."""

from __future__ import annotations

import json
import unicodedata
from dataclasses import asdict, dataclass, fields
from typing import Any


@dataclass(frozen=True)
class ModelFacts:
    """Hold what the metadata of a model tells; 0, "" and () mean that it does not say.

    What the memory for a context is worked out from: ``block_count``, ``head_count``, ``head_count_kv`` or
    ``head_counts_kv``, ``key_length``, ``value_length``, ``sliding_window`` and ``sliding_layers``,
    ``shared_kv_layers``; what the speed is worked out from: ``weights_bytes``, ``expert_count`` and
    ``expert_used_count``.
    """

    architecture: str = ""
    name: str = ""
    parameters: int = 0
    quantization: str = ""
    context_length: int = 0
    embedding_length: int = 0
    block_count: int = 0
    """Layers that compute the next token (those that only guess further tokens are left out)."""
    head_count: int = 0
    """Heads that ask; the most of any layer when they differ."""
    head_count_kv: int = 0
    """Heads whose keys and values are kept; 0 when it differs from layer to layer."""
    has_chat_template: bool = False
    chat_template_mentions_tools: bool = False
    licence: str = ""
    size: int = 0
    """Bytes of the file, or of all files of the model together."""
    part_sizes: tuple[int, ...] = ()
    """Bytes of each file of a model that was split into several, in their order."""
    key_length: int = 0
    """Numbers in one key of one head."""
    value_length: int = 0
    """Numbers in one value of one head."""
    key_length_sliding: int = 0
    """The same in layers with a sliding window, where the file says that they differ."""
    value_length_sliding: int = 0
    sliding_window: int = 0
    """Tokens that a layer with a sliding window looks back on."""
    sliding_layers: tuple[int, ...] = ()
    """Per layer 1 if it looks through the sliding window and 0 if it sees all; empty when all see all."""
    head_counts_kv: tuple[int, ...] = ()
    """`head_count_kv` per layer, 0 for layers that keep none; empty when it is the same in all."""
    values_in_keys: bool = False
    """Whether values are worked out from the stored keys and take no memory of their own (DeepSeek's MLA)."""
    shared_kv_layers: int = 0
    """Last layers that keep no keys and values of their own but use those of earlier ones."""
    expert_count: int = 0
    expert_used_count: int = 0
    vocabulary_size: int = 0
    weights_bytes: int = 0
    """Bytes of all tensors together: what lies in memory once the model is loaded."""
    tensor_bytes: tuple[tuple[str, int], ...] = ()
    """Bytes by kind of tensor, as ("Q4_K", 4_000_000), largest first."""
    lookup_bytes: int = 0
    """Bytes of a table of which only a row is read for a token."""
    expert_bytes: int = 0
    """Bytes of weights that belong to experts."""
    repacked_bytes: int = 0
    """Bytes of tensors that llama.cpp holds a second time, reordered for the processor."""
    feed_forward_length: int = 0
    """Numbers in the widest feed-forward layer; of all experts that a token uses together."""
    tokenizer: str = ""
    chat_templates: tuple[str, ...] = ()
    """Names of the further templates a file offers beside its usual one, such as "tool_use"."""
    rope_freq_base: float = 0.0
    rope_scaling: str = ""
    original_context_length: int = 0
    """Context the model was first trained with, where its context was stretched afterwards."""

    def may_be_of(self, found: ModelFacts) -> bool:
        """Say whether a file with the facts ``found`` can be the one that these were read from.

        Only what earlier versions have read too is compared, and nothing that these do not say.
        """
        return all(
            getattr(self, name) in (getattr(found, name), type(getattr(self, name))())
            for name in ("architecture", "parameters", "size")
        )

    def to_json(self) -> str:
        """Write the facts as they stand in the database."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> ModelFacts:
        """Read facts that this version or another one wrote; unknown ones are left out."""
        data = {key: _frozen(value) for key, value in json.loads(text or "{}").items()}
        kinds: dict[str, type] = {one.name: type(one.default) for one in fields(cls)}
        known: dict[str, Any] = {key: value for key, value in data.items() if type(value) is kinds.get(key)}
        return cls(**known)


def _frozen(value: object) -> object:
    """Turn the lists of JSON into tuples again."""
    return tuple(_frozen(one) for one in value) if isinstance(value, list) else value


def plain_text(value: object, limit: int = 200) -> str:
    """Clean a text from a stranger's file: one line, no control or direction characters, not too long."""
    if not isinstance(value, str):
        return ""
    words = " ".join(value[: 4 * limit].split())
    return "".join(one for one in words if not unicodedata.category(one).startswith("C"))[:limit].strip()
