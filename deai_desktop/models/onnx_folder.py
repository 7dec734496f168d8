"""Reads the folder of an ONNX Runtime GenAI model strictly, so that native code opens nothing but what is in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from deai_desktop.core.errors import ModelFileError
from deai_desktop.models.checked_folder import CheckedFolder
from deai_desktop.models.genai_config import GenaiConfig, read_genai_config
from deai_desktop.models.gguf_bytes import incomplete, unreadable
from deai_desktop.models.model_facts import ModelFacts, plain_text
from deai_desktop.models.onnx_graph import OnnxGraph, read_onnx
from deai_desktop.models.tokenizer_config import read_tokenizer_config

CONFIG = "genai_config.json"
_TOKENIZERS = ("tokenizer.json", "tokenizer.model", "vocab.json", "vocab.txt")


@dataclass(frozen=True)
class OnnxFolder:
    """Hold the folder of a model that has been checked."""

    path: Path
    files: tuple[str, ...]
    """Paths of the files that belong to the model, below the folder."""
    ignored: tuple[str, ...]
    """Programs that lie beside the model, which are never run."""
    facts: ModelFacts


def onnx_facts(folder: Path) -> ModelFacts:
    """Return what an ONNX Runtime GenAI model says about itself; raises `ModelFileError`."""
    return read_onnx_folder(folder).facts


def read_onnx_folder(folder: Path) -> OnnxFolder:
    """Read and check the folder of a model; raises `ModelFileError`, never anything else."""
    try:
        return _read(CheckedFolder(folder))
    except (OSError, ValueError, RuntimeError) as error:
        raise unreadable(error) from error


def _read(folder: CheckedFolder) -> OnnxFolder:
    """Check everything."""
    if CONFIG not in folder.sizes:
        raise ModelFileError(
            f"The folder has no {CONFIG}, which every ONNX Runtime GenAI model brings.",
            hint="Choose the folder that holds the model's .onnx file, or another build of the model.",
        )
    config = read_genai_config(folder.path / CONFIG)
    if not any(name in folder.sizes for name in _TOKENIZERS):
        raise incomplete("its tokenizer is missing")
    for name in (*config.models, *config.others):
        folder.own(name)
    graphs = {name: read_onnx(folder.path / name) for name in config.models}
    data = {one for name, graph in graphs.items() for one in folder.data_of(name, graph)}
    folder.refuse_pickles(folder.sizes, data)
    weights = sum(folder.sizes[name] for name in {*config.models, *data})
    facts = _facts(folder, config, graphs.values(), weights)
    return OnnxFolder(folder.path, tuple(sorted(folder.sizes)), tuple(sorted(folder.ignored)), facts)


def _facts(
    folder: CheckedFolder, config: GenaiConfig, graphs: Iterable[OnnxGraph], weights: int
) -> ModelFacts:
    model, decoder = config.model, config.model.decoder
    heads = decoder.num_attention_heads
    kinds = sum((graph.weights() for graph in graphs), Counter[str]())
    each = decoder.head_size or (decoder.hidden_size // heads if heads else 0)
    window = decoder.sliding_window
    layers = decoder.num_hidden_layers
    sliding = (
        tuple(int(layer in window.layers) for layer in range(layers)) if window and window.layers else ()
    )
    templates = read_tokenizer_config(folder.path, folder.sizes).templates
    return ModelFacts(
        architecture=model.type.lower(),
        name=plain_text(folder.path.name),
        parameters=kinds.total() if kinds.total() <= 16 * weights else 0,
        quantization=kinds.most_common(1)[0][0] if kinds else "",
        context_length=model.context_length,
        embedding_length=decoder.hidden_size,
        block_count=layers,
        head_count=heads,
        head_count_kv=decoder.num_key_value_heads or heads,
        has_chat_template=any(text.strip() for text in templates),
        chat_template_mentions_tools=any("tools" in text for text in templates),
        size=sum(folder.sizes.values()),
        key_length=each,
        value_length=each,
        sliding_window=window.window_size if window and any(sliding) else 0,
        sliding_layers=sliding if any(sliding) else (),
        vocabulary_size=model.vocab_size,
        weights_bytes=weights,
    )
