"""Real models as their files describe them, for tests of what they need."""

from __future__ import annotations

from deai_desktop.models.model_facts import ModelFacts

SMOLLM2_135M = ModelFacts(
    architecture="llama",
    parameters=134_515_008,
    quantization="Q4_1",
    context_length=8192,
    embedding_length=576,
    block_count=30,
    head_count=9,
    head_count_kv=3,
    feed_forward_length=1536,
    vocabulary_size=49_152,
    weights_bytes=96_576_768,
    size=98_362_432,
)
GEMMA_3_270M = ModelFacts(
    architecture="gemma3",
    parameters=268_098_176,
    quantization="Q4_K_M",
    context_length=32_768,
    embedding_length=640,
    block_count=18,
    head_count=4,
    head_count_kv=1,
    key_length=256,
    value_length=256,
    sliding_window=512,
    sliding_layers=(1, 1, 1, 1, 1, 0) * 3,
    feed_forward_length=2048,
    vocabulary_size=262_144,
    weights_bytes=246_587_904,
    repacked_bytes=13_271_040,
    size=253_113_024,
)
LLAMA_3_8B = ModelFacts(
    architecture="llama",
    parameters=8_030_000_000,
    quantization="Q4_K_M",
    context_length=8192,
    embedding_length=4096,
    block_count=32,
    head_count=32,
    head_count_kv=8,
    feed_forward_length=14_336,
    vocabulary_size=128_256,
    weights_bytes=4_912_000_000,
    lookup_bytes=295_000_000,
    size=4_920_000_000,
)
MIXTRAL_8X7B = ModelFacts(
    architecture="llama",
    parameters=46_702_792_704,
    quantization="Q4_K_M",
    context_length=32_768,
    embedding_length=4096,
    block_count=32,
    head_count=32,
    head_count_kv=8,
    expert_count=8,
    expert_used_count=2,
    feed_forward_length=14_336,
    vocabulary_size=32_000,
    weights_bytes=26_440_000_000,
    lookup_bytes=74_000_000,
    expert_bytes=25_300_000_000,
    size=26_441_000_000,
)
