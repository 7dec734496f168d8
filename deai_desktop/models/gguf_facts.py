"""Makes the facts of a model out of the metadata and the tensors of its GGUF files."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping

from deai_desktop.models.gguf_bytes import damaged
from deai_desktop.models.gguf_layers import kept_heads, sliding_layers
from deai_desktop.models.gguf_metadata import MOST_LAYERS, GgufArray, Value
from deai_desktop.models.gguf_tensors import GgufTensor
from deai_desktop.models.gguf_types import FILE_TYPES, STRING
from deai_desktop.models.model_facts import ModelFacts, plain_text

ARCHITECTURE = "general.architecture"
_ARCHITECTURE = re.compile(r"[a-z0-9][a-z0-9_.-]{0,63}")
_TEMPLATE = "tokenizer.chat_template"
_TOKENS = "tokenizer.ggml.tokens"
_MOST_TEMPLATES = 16
_REPACKED = ("Q4_0", "Q4_K", "IQ4_NL", "MXFP4")
"""Of these, llama.cpp makes second copies on processors with AVX2 (``ggml-cpu/repack.cpp``)."""
_REPACKED_ROWS = 8


class FactReader:
    """Read what the metadata says about the model; raises `ModelFileError` if it can't be one."""

    def __init__(self, metadata: Mapping[str, Value]) -> None:
        self._metadata = metadata
        architecture = metadata.get(ARCHITECTURE)
        if not isinstance(architecture, str) or not _ARCHITECTURE.fullmatch(architecture):
            raise damaged("it does not say what kind of model it is")
        self._architecture = architecture

    def read(self, name: str, tensors: Iterable[GgufTensor], sizes: tuple[int, ...]) -> ModelFacts:
        """Return the facts; ``sizes`` are those of the model's files, ``name`` is for one that has none."""
        self._check_vocabulary()
        weights = _Weights(tensors)
        layers = self._layers()
        heads = max(self._counts("attention.head_count"), default=0)
        embedding = self._count("embedding_length")
        kept = kept_heads(self._architecture, layers, heads, self._counts)
        window, sliding = sliding_layers(self._architecture, layers, self._counts)
        each = embedding // heads if heads else 0
        template = self._text(_TEMPLATE)
        return ModelFacts(
            architecture=self._architecture,
            name=plain_text(self._text("general.name")) or plain_text(name),
            parameters=weights.parameters,
            quantization=self._quantization(weights),
            context_length=self._count("context_length"),
            embedding_length=embedding,
            block_count=layers,
            head_count=heads,
            head_count_kv=kept[0] if len(set(kept)) == 1 else 0,
            head_counts_kv=kept if len(set(kept)) > 1 else (),
            has_chat_template=bool(template.strip()),
            chat_template_mentions_tools="tools" in template,
            chat_templates=self._template_names(),
            licence=plain_text(self._text("general.license")),
            size=sum(sizes),
            part_sizes=sizes if len(sizes) > 1 else (),
            key_length=self._count("attention.key_length") or each,
            value_length=self._count("attention.value_length") or each,
            key_length_sliding=self._count("attention.key_length_swa"),
            value_length_sliding=self._count("attention.value_length_swa"),
            values_in_keys=self._count("attention.key_length_mla") > 0,
            sliding_window=window,
            sliding_layers=sliding,
            shared_kv_layers=self._shared_layers(layers),
            expert_count=self._count("expert_count"),
            expert_used_count=max(self._counts("expert_used_count"), default=0),
            vocabulary_size=self._vocabulary() or self._count("vocab_size"),
            weights_bytes=weights.bytes,
            tensor_bytes=tuple(weights.by_type.most_common()),
            lookup_bytes=weights.table_bytes if weights.has_output else 0,
            expert_bytes=weights.expert_bytes,
            repacked_bytes=weights.repacked_bytes,
            feed_forward_length=self._feed_forward_length(),
            tokenizer=plain_text(self._text("tokenizer.ggml.model"), 40),
            rope_freq_base=self._number("rope.freq_base"),
            rope_scaling=plain_text(self._text(f"{self._architecture}.rope.scaling.type"), 40),
            original_context_length=self._count("rope.scaling.original_context_length"),
        )

    def _layers(self) -> int:
        """Count the layers; refuses what would end llama.cpp's process."""
        layers, guessing = self._count("block_count"), self._count("nextn_predict_layers")
        if layers > MOST_LAYERS or guessing > layers:
            raise damaged(f"it claims to have {layers:,} layers")
        if self._counts("full_attention_interval") == (0,):
            raise damaged("the interval between its layers is 0")
        return layers - guessing

    def _check_vocabulary(self) -> None:
        """Refuse lists about the tokens that don't fit together, as native code walks them side by side."""
        tokens = self._metadata.get(_TOKENS)
        if tokens is None:
            return
        if not isinstance(tokens, GgufArray) or tokens.element_type != STRING:
            raise damaged("its vocabulary is not a list of texts")
        for key in ("tokenizer.ggml.scores", "tokenizer.ggml.token_type"):
            beside = self._metadata.get(key, tokens)
            if not isinstance(beside, GgufArray) or beside.length < tokens.length:
                raise damaged(f"“{key}” does not fit its {tokens.length:,} tokens")

    def _vocabulary(self) -> int:
        tokens = self._metadata.get(_TOKENS)
        return tokens.length if isinstance(tokens, GgufArray) else 0

    def _shared_layers(self, layers: int) -> int:
        """Gemma 3n keeps keys and values in its first 20 layers only; its files don't say so."""
        if self._architecture == "gemma3n":
            return max(layers - 20, 0)
        return min(self._count("attention.shared_kv_layers"), layers)

    def _feed_forward_length(self) -> int:
        """Return the widest layer's; that of all experts together where a token uses several."""
        experts = self._count("expert_feed_forward_length") * max(
            self._counts("expert_used_count"), default=0
        )
        return max(experts, *self._counts("feed_forward_length"), 0)

    def _template_names(self) -> tuple[str, ...]:
        """Name the templates beside the usual one, in the order of the file."""
        found = (
            plain_text(key[len(_TEMPLATE) + 1 :], 40)
            for key in self._metadata
            if key.startswith(f"{_TEMPLATE}.")
        )
        return tuple(name for _, name in zip(range(_MOST_TEMPLATES), found, strict=False))

    def _text(self, key: str) -> str:
        value = self._metadata.get(key)
        return value if isinstance(value, str) else ""

    def _number(self, name: str) -> float:
        value = self._metadata.get(f"{self._architecture}.{name}")
        return float(value) if isinstance(value, (int, float)) and math.isfinite(value) else 0.0

    def _count(self, name: str) -> int:
        """Return a count from the metadata, 0 if there is none that makes sense."""
        counts = self._counts(name)
        return counts[0] if len(counts) == 1 else 0

    def _counts(self, name: str) -> tuple[int, ...]:
        """Return a count, or one for each layer; empty if there are none that make sense."""
        value = self._metadata.get(f"{self._architecture}.{name}")
        values = value.kept if isinstance(value, GgufArray) else (value,)
        counts = tuple(int(one) for one in values if isinstance(one, int) and 0 <= one < 2**53)
        return counts if len(counts) == len(values) else ()

    def _quantization(self, weights: _Weights) -> str:
        """Believe the file type; else take how most weights are packed (norms stay F32 in every file)."""
        stated = self._metadata.get("general.file_type")
        if type(stated) is int and stated in FILE_TYPES:
            return FILE_TYPES[stated]
        return weights.main_type


class _Weights:
    """Add up the tensors of a model."""

    def __init__(self, tensors: Iterable[GgufTensor]) -> None:
        self.by_type: Counter[str] = Counter()
        parameters: Counter[str] = Counter()
        self.table_bytes = self.expert_bytes = self.repacked_bytes = 0
        self.has_output = False
        for tensor in tensors:
            self._sort(tensor)
            self.by_type[tensor.type.name] += tensor.size
            parameters[tensor.type.name] += tensor.parameters
        self.bytes = self.by_type.total()
        self.parameters = parameters.total()
        self.main_type = parameters.most_common(1)[0][0] if parameters else ""

    def _sort(self, tensor: GgufTensor) -> None:
        """Add to what is read only in part, or held twice."""
        is_table = tensor.name == "token_embd.weight"
        self.has_output |= tensor.name == "output.weight"
        if is_table:
            self.table_bytes += tensor.size
        if "_exps." in tensor.name:
            self.expert_bytes += tensor.size
        if not is_table and _is_repacked(tensor):
            self.repacked_bytes += tensor.size


def _is_repacked(tensor: GgufTensor) -> bool:
    """Tell whether llama.cpp copies a matrix into another order for the processor."""
    return len(tensor.shape) >= 2 and tensor.type.name in _REPACKED and tensor.shape[1] % _REPACKED_ROWS == 0
