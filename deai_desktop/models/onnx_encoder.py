"""Reads a plain ONNX model that makes embeddings, with its tokenizer and settings beside it.

The files are those of sentence-transformers: https://sbert.net/docs/sentence_transformer/usage/custom_models.html
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from deai_desktop.core.errors import ModelFileError
from deai_desktop.models.checked_folder import CheckedFolder
from deai_desktop.models.genai_config import LARGEST_CONFIG, Count, read_json
from deai_desktop.models.gguf_bytes import damaged, unreadable
from deai_desktop.models.model_facts import ModelFacts, plain_text
from deai_desktop.models.onnx_graph import read_onnx

TOKENIZER = "tokenizer.json"
_CONFIG = "config.json"
_POOLING = "1_Pooling/config.json"
_OTHERS = ("tokenizer_config.json", "special_tokens_map.json", "modules.json", "sentence_bert_config.json")
_FROM_TWO = ("roberta", "xlm-roberta", "camembert", "mpnet")
"""Kinds of models whose positions begin after two that no text has."""


_Part = TypeVar("_Part", bound=BaseModel)


class EncoderConfig(BaseModel):
    """Describe the model, as ``config.json`` does."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    model_type: Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$")]
    hidden_size: Annotated[Count, Field(gt=0)]
    max_position_embeddings: Annotated[Count, Field(gt=2)]
    num_hidden_layers: Count = 0
    num_attention_heads: Count = 0
    vocab_size: Count = 0

    @property
    def longest_text(self) -> int:
        """Tokens of the longest text that it takes, its special ones included."""
        return self.max_position_embeddings - (2 if self.model_type in _FROM_TWO else 0)


class _Pooling(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)

    pooling_mode_cls_token: bool = False
    pooling_mode_mean_tokens: bool = True


@dataclass(frozen=True)
class OnnxEncoder:
    """Hold a model that has been checked."""

    files: tuple[str, ...]
    """The files that belong to it, below its folder; the ONNX file is the first."""
    facts: ModelFacts
    longest_text: int
    takes_first: bool
    """Whether a text's vector is that of its first token; else it is the mean of all."""


def read_onnx_encoder(path: Path) -> OnnxEncoder:
    """Read and check a model by its ONNX file; raises `ModelFileError`, never anything else."""
    try:
        return _read(CheckedFolder(path.parent), path.name)
    except (OSError, ValueError, RuntimeError) as error:
        raise unreadable(error) from error


def _read(folder: CheckedFolder, name: str) -> OnnxEncoder:
    folder.own(name)
    for needed in (TOKENIZER, _CONFIG):
        if needed not in folder.sizes:
            raise ModelFileError(
                f"There is no {needed} beside it, which a model for embeddings needs.",
                hint="Put tokenizer.json and config.json beside it; of a model that chats, choose genai_config.json.",
            )
    graph = read_onnx(folder.path / name)
    data = folder.data_of(name, graph)
    config = _checked(EncoderConfig, folder, _CONFIG)
    pooling = _checked(_Pooling, folder, _POOLING) if _POOLING in folder.sizes else _Pooling()
    if not (pooling.pooling_mode_cls_token or pooling.pooling_mode_mean_tokens):
        raise ModelFileError(
            "It makes its vectors in a way that this version does not know.",
            hint="Choose a model that takes the mean of all tokens, or the first one.",
        )
    others = [one for one in (TOKENIZER, _CONFIG, _POOLING, *_OTHERS) if one in folder.sizes]
    files = (name, *sorted(data), *others)
    kinds = Counter(graph.weights())
    facts = ModelFacts(
        architecture=config.model_type.lower(),
        name=plain_text(folder.path.name),
        parameters=kinds.total(),
        quantization=kinds.most_common(1)[0][0] if kinds else "",
        context_length=config.longest_text,
        embedding_length=config.hidden_size,
        block_count=config.num_hidden_layers,
        head_count=config.num_attention_heads,
        size=sum(folder.sizes[one] for one in files),
        vocabulary_size=config.vocab_size,
        weights_bytes=sum(folder.sizes[one] for one in (name, *data)),
    )
    takes_first = pooling.pooling_mode_cls_token and not pooling.pooling_mode_mean_tokens
    return OnnxEncoder(files, facts, config.longest_text, takes_first)


def _checked(kind: type[_Part], folder: CheckedFolder, name: str) -> _Part:
    try:
        return kind.model_validate(read_json(folder.path / name, LARGEST_CONFIG))
    except ValidationError as error:
        place = ".".join(map(str, error.errors()[0]["loc"]))
        raise damaged(f"{name} has no proper value for “{place}”") from None
