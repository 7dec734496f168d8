"""Reads from a GGUF file what decides how much memory a model takes and how fast it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from deai_desktop.models.gguf_metadata import GgufArray, Value
from deai_desktop.models.gguf_tensors import GgufTensor

MOST_LAYERS = 4096
"""What per-layer lists may have; the largest models known have about 130 layers."""

_REPACKED = ("Q4_0", "Q4_K", "IQ4_NL", "MXFP4")
"""Tensors that llama.cpp copies into another order for this processor (``ggml-cpu/repack.cpp``, AVX2)."""
_REPACKED_ROWS = 8


@dataclass(frozen=True)
class GgufShape:
    """Look up counts of one architecture in the metadata; 0 and () where it does not say."""

    architecture: str
    metadata: Mapping[str, Value]
    tensors: Sequence[GgufTensor]

    def facts(self) -> dict[str, Any]:
        """Return fields of `ModelFacts`."""
        return {
            "feed_forward_length": self._feed_forward_length(),
            "attention_interval": self._count("full_attention_interval"),
            "caches_keys_only": self._count("attention.key_length_mla") > 0,
            **self._weights(),
        }

    def _count(self, key: str) -> int:
        value = self.metadata.get(f"{self.architecture}.{key}", 0)
        return value if type(value) is int and 0 <= value < 2**53 else 0

    def _per_layer(self, key: str) -> tuple[int, ...]:
        value = self.metadata.get(f"{self.architecture}.{key}")
        if not isinstance(value, GgufArray) or not 0 < value.length <= MOST_LAYERS:
            return ()
        counts = tuple(value.values())
        if any(type(one) is not int or not 0 <= one < 2**53 for one in counts):
            return ()
        return tuple(int(one) for one in counts)

    def _feed_forward_length(self) -> int:
        """Return the widest feed-forward layer; the experts' together where a token uses several."""
        experts = self._count("expert_feed_forward_length") * self._count("expert_used_count")
        widest = max(self._per_layer("feed_forward_length"), default=self._count("feed_forward_length"))
        return max(experts, widest)

    def _weights(self) -> dict[str, int]:
        has_output = any(one.name == "output.weight" for one in self.tensors)
        embedding = sum(one.size for one in self.tensors if one.name == "token_embd.weight")
        return {
            "lookup_bytes": embedding if has_output else 0,
            "expert_bytes": sum(one.size for one in self.tensors if "_exps." in one.name),
            "repacked_bytes": sum(one.size for one in self.tensors if _is_repacked(one)),
        }


def _is_repacked(tensor: GgufTensor) -> bool:
    """Tell whether llama.cpp keeps a second copy of a tensor: of matrices that are multiplied, not looked up in."""
    return (
        len(tensor.shape) >= 2
        and tensor.type.name in _REPACKED
        and tensor.shape[1] % _REPACKED_ROWS == 0
        and tensor.name != "token_embd.weight"
    )
