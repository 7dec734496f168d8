"""The GGUF reader and llama.cpp's own agree about a real model."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from deai_desktop.models.gguf import gguf_facts, read_gguf
from deai_desktop.models.gguf_metadata import GgufArray

_ASK = """
import json, sys, llama_cpp
from deai_desktop.engines.llama_cpp.backends import load_backends
def quiet(level, text, data): pass
log = llama_cpp.llama_log_callback(quiet)
llama_cpp.llama_log_set(log, None)
load_backends()
model = llama_cpp.llama_model_load_from_file(sys.argv[1].encode(), llama_cpp.llama_model_default_params())
vocabulary = llama_cpp.llama_model_get_vocab(model)
def text(call, *place):
    import ctypes
    buffer = ctypes.create_string_buffer(1 << 16)
    call(model, *place, buffer, len(buffer))
    return buffer.value.decode()
print(json.dumps({
    "parameters": llama_cpp.llama_model_n_params(model),
    "weights_bytes": llama_cpp.llama_model_size(model),
    "context_length": llama_cpp.llama_model_n_ctx_train(model),
    "embedding_length": llama_cpp.llama_model_n_embd(model),
    "block_count": llama_cpp.llama_model_n_layer(model),
    "head_count": llama_cpp.llama_model_n_head(model),
    "head_count_kv": llama_cpp.llama_model_n_head_kv(model),
    "sliding_window": llama_cpp.llama_model_n_swa(model),
    "vocabulary_size": llama_cpp.llama_vocab_n_tokens(vocabulary),
    "described": text(llama_cpp.llama_model_desc),
    "keys": [text(llama_cpp.llama_model_meta_key_by_index, place)
             for place in range(llama_cpp.llama_model_meta_count(model))],
}))
"""


@pytest.mark.real_model
def test_agrees_with_llama_cpp(starter: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _ASK, str(starter)], capture_output=True, timeout=120, check=True
    )
    native = json.loads(done.stdout.splitlines()[-1])
    found = read_gguf(starter)
    described, keys = native.pop("described"), native.pop("keys")
    facts = gguf_facts(starter)
    assert {name: getattr(facts, name) for name in native} == native
    assert described.startswith(facts.architecture)
    assert facts.quantization in described
    # llama.cpp keeps no lists
    assert set(keys) == {key for key, value in found.metadata.items() if not isinstance(value, GgufArray)}
