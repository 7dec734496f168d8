"""The GGUF reader: facts of good files, plain words about bad ones."""

from __future__ import annotations

import os
import struct
import time
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from deai_desktop.core.errors import ModelFileError
from deai_desktop.models.gguf import gguf_facts, read_gguf
from deai_desktop.models.gguf_metadata import GgufArray
from deai_desktop.models.model_facts import ModelFacts, plain_text
from tests.models.gguf_builder import GgufBuilder, TensorSpec, array, scalar, text, tiny_gguf
from tests.models.hostile import Change, attribute, fact, list_head, tensor
from tests.starter import starter_model_path


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "tiny.gguf"


def test_tells_the_facts_of_a_good_file(file: Path) -> None:
    size = GgufBuilder().write(file).stat().st_size
    assert gguf_facts(file) == ModelFacts(
        architecture="llama",
        name="Tiny Test",
        parameters=32 * 4 + 32,
        quantization="Q4_1",
        context_length=2048,
        embedding_length=32,
        block_count=2,
        has_chat_template=True,
        chat_template_mentions_tools=False,
        licence="apache-2.0",
        size=size,
        vocabulary_size=4,
        weights_bytes=128 // 32 * 20 + 32 * 4,
        tensor_bytes=(("F32", 128), ("Q4_1", 80)),
        rope_freq_base=10000.0,
    )


def test_reads_version_2_and_another_alignment(file: Path) -> None:
    builder = GgufBuilder(version=2, alignment=64).set("general.alignment", scalar("u32", 64))
    found = read_gguf(builder.write(file))
    assert found.version == 2
    assert found.data_offset % 64 == 0
    assert found.tensors[1].offset == found.tensors[0].offset + 128


def test_leaves_lists_in_the_file_until_they_are_wanted(file: Path) -> None:
    found = read_gguf(GgufBuilder().write(file))
    tokens = found.metadata["tokenizer.ggml.tokens"]
    assert isinstance(tokens, GgufArray)
    assert list(tokens.values()) == ["<s>", "</s>", "a", "é"]
    scores = found.metadata["tokenizer.ggml.scores"]
    assert isinstance(scores, GgufArray)
    assert list(scores.values()) == [0.0, 1.0, 2.0, 3.0]


def test_a_list_that_has_changed_since_is_an_error(file: Path) -> None:
    tokens = read_gguf(GgufBuilder().write(file)).metadata["tokenizer.ggml.tokens"]
    assert isinstance(tokens, GgufArray)
    file.write_bytes(b"GGUF")
    with pytest.raises(ModelFileError):
        list(tokens.values())
    file.unlink()
    with pytest.raises(ModelFileError):
        list(tokens.values())


def test_counts_the_tensors_when_the_file_type_is_silent(file: Path) -> None:
    assert gguf_facts(GgufBuilder().drop("general.file_type").write(file)).quantization == "Q4_1"


def test_notices_templates_with_tools_and_files_without_a_template(file: Path) -> None:
    builder = GgufBuilder().set("tokenizer.chat_template", scalar("str", "{% if tools %}…{% endif %}"))
    assert gguf_facts(builder.write(file)).chat_template_mentions_tools
    bare = gguf_facts(GgufBuilder().drop("tokenizer.chat_template").write(file))
    assert not bare.has_chat_template
    assert not bare.chat_template_mentions_tools


def test_cleans_names_that_could_trick_a_screen(file: Path) -> None:
    builder = GgufBuilder().set("general.name", scalar("str", "\x1b[2JEvil\n\u202emodel" + "x" * 5000))
    name = gguf_facts(builder.write(file)).name
    assert name.startswith("[2JEvil model")
    assert len(name) == 200
    assert plain_text(7) == ""


def test_facts_that_make_no_sense_are_unknown(file: Path) -> None:
    builder = GgufBuilder().set("llama.context_length", scalar("i32", -5)).drop("general.name")
    facts = gguf_facts(builder.write(file))
    assert facts.context_length == 0
    assert facts.name == "tiny"


def test_facts_survive_the_database_and_other_versions(file: Path) -> None:
    facts = gguf_facts(GgufBuilder().write(file))
    assert ModelFacts.from_json(facts.to_json()) == facts
    assert ModelFacts.from_json('{"name": 7, "size": 3, "unheard_of": true}') == ModelFacts(size=3)
    assert ModelFacts.from_json("") == ModelFacts()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (attribute("magic", b"GGML"), "not a GGUF file"),
        (attribute("magic", b"tjgg"), "old format"),
        (attribute("magic", b"<!DO"), "web page"),
        (attribute("version", 1), "version 1"),
        (attribute("version", 4), "version 4"),
        (attribute("version", 3 << 24), "big-endian"),
        (attribute("tensor_count", 2**63), "claims to hold"),
        (attribute("metadata_count", 2**64 - 1), "claims to hold"),
        (attribute("tensor_count", 60_000), "incomplete|damaged"),
        (attribute("metadata_count", 60_000), "incomplete|damaged"),
        (lambda b: b.metadata.append(("general.name", scalar("str", "again"))), "there twice"),
        (fact("", scalar("u8", 1)), "no proper name"),
        (fact("a b", scalar("u8", 1)), "no proper name"),
        (fact("großes", scalar("u8", 1)), "no proper name"),
        (fact("k" * 65_536, scalar("u8", 1)), "the name of a fact is"),
        (fact("x", struct.pack("<I", 13)), "unknown value type 13"),
        (fact("x", struct.pack("<I", 2**31)), "unknown value type"),
        (fact("x", struct.pack("<IB", 7, 2)), "yes-or-no"),
        (fact("x", struct.pack("<IQ", 8, 2**63)), "a text is"),
        (fact("x", struct.pack("<IQ", 8, 1_000_000)), "incomplete"),
        (fact("x", struct.pack("<I", 8) + text(b"\xff\xfe")), "not readable text"),
        (fact("x", list_head(4, 2**62)), "a list claims"),
        (fact("x", list_head(4, 60_000_000)), "incomplete"),
        (fact("x", list_head(8, 2**22 + 1)), "more than 4,194,304 texts"),
        (fact("x", list_head(8, 4_000_000)), "incomplete|damaged"),
        (fact("x", list_head(8, 1) + struct.pack("<Q", 2**64 - 1)), "a text in a list"),
        (fact("x", list_head(99, 1)), "unknown value type 99"),
        (
            fact("x", list_head(9, 1) + b"".join(struct.pack("<IQ", 9, 1) for _ in range(9))),
            "lists within",
        ),
        (fact("x", list_head(9, 70_000)), "lists within"),
        (fact("general.alignment", scalar("u32", 0)), "alignment"),
        (fact("general.alignment", scalar("u32", 48)), "alignment"),
        (fact("general.alignment", scalar("u32", 2**31)), "alignment"),
        (fact("general.alignment", scalar("str", "32")), "alignment"),
        (tensor(TensorSpec("token_embd.weight")), "there twice"),
        (tensor(TensorSpec("n" * 64)), "the name of a tensor is"),
        (tensor(TensorSpec("")), "no proper name"),
        (tensor(TensorSpec("a\nb")), "no proper name"),
        (fact("llama.block_count", scalar("u32", 513)), "513 layers"),
        (fact("llama.nextn_predict_layers", scalar("u32", 3)), "layers"),
        (fact("llama.full_attention_interval", scalar("u32", 0)), "interval"),
        (fact("tokenizer.ggml.tokens", scalar("str", "a")), "not a list of texts"),
        (fact("tokenizer.ggml.scores", array("f32", [0.0])), "does not fit its 4 tokens"),
        (fact("tokenizer.ggml.token_type", scalar("u8", 1)), "does not fit its 4 tokens"),
        (tensor(TensorSpec("t", ())), "0 dimensions"),
        (tensor(TensorSpec("t", (32, 1, 1, 1, 1))), "5 dimensions"),
        (tensor(TensorSpec("t", (0,))), "impossible size"),
        (tensor(TensorSpec("t", (33,))), "impossible size"),
        (tensor(TensorSpec("t", (2**63, 2**63), 0)), "impossible size"),
        (tensor(TensorSpec("t", (32,), 4)), "type 4"),
        (tensor(TensorSpec("t", (32,), 31)), "type 31"),
        (tensor(TensorSpec("t", (32,), 2**32 - 1)), "not understood"),
        (tensor(TensorSpec("t", (1_000_000,), 0)), "weights go on beyond"),
        (tensor(TensorSpec("t", offset=0)), "not where it should be"),
        (tensor(TensorSpec("t", offset=2**63)), "not where it should be"),
        (tensor(TensorSpec("t", offset=7)), "not where it should be"),
        (fact("general.architecture", scalar("u32", 1)), "what kind of model"),
        (fact("general.architecture", scalar("str", "../evil")), "what kind of model"),
        (lambda b: b.drop("general.architecture"), "what kind of model"),
        (fact("split.count", scalar("u16", 3)), "first of 3 parts"),
        (lambda b: b.set("split.count", scalar("u16", 3)).set("split.no", scalar("u16", 1)), "part 2 of 3"),
        (fact("general.type", scalar("str", "adapter")), "is none itself"),
        (fact("general.architecture", scalar("str", "clip")), "is none itself"),
        (attribute("tensors", []), "is none itself"),
    ],
)
def test_says_what_is_wrong_with_a_bad_file(file: Path, change: Change, words: str) -> None:
    builder = GgufBuilder()
    change(builder)
    with pytest.raises(ModelFileError, match=words) as caught:
        gguf_facts(builder.write(file))
    assert caught.value.hint


def test_allows_shallow_lists_of_lists_without_reading_them(file: Path) -> None:
    inner = array("u8", [1, 2])[4:]
    found = read_gguf(GgufBuilder().set("x", list_head(9, 2) + inner + inner).write(file))
    nested = found.metadata["x"]
    assert isinstance(nested, GgufArray)
    with pytest.raises(ModelFileError):
        list(nested.values())


def test_every_truncation_is_an_error(file: Path) -> None:
    whole = GgufBuilder().build()
    for length in range(len(whole)):
        file.write_bytes(whole[:length])
        with pytest.raises(ModelFileError):
            gguf_facts(file)


def test_a_description_without_end_is_refused(file: Path) -> None:
    head = b"GGUF" + struct.pack("<IQQ", 3, 0, 1) + text("x") + list_head(4, 60_000_000)
    with file.open("wb") as stream:
        stream.write(head)
        stream.truncate(1_000_000_000)
    with pytest.raises(ModelFileError, match="no real model needs"):
        read_gguf(file)


@pytest.mark.parametrize("kind", ["folder", "missing", "pipe", "zero"])
def test_what_is_no_file_is_refused(tmp_path: Path, kind: str) -> None:
    place = tmp_path / "x.gguf"
    if kind == "folder":
        place.mkdir()
    elif kind == "pipe":
        if not hasattr(os, "mkfifo"):
            pytest.skip("this system has no named pipes")
        os.mkfifo(place)
    elif kind == "zero":
        place = tmp_path / "bad\0name"
    with pytest.raises(ModelFileError):
        gguf_facts(place)


_WHOLE = tiny_gguf()


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    changes=st.lists(
        st.tuples(st.integers(0, len(_WHOLE) - 1), st.integers(0, 255) | st.just(255)), min_size=1, max_size=8
    ),
    length=st.integers(0, len(_WHOLE)) | st.just(len(_WHOLE)),
    extra=st.binary(max_size=64),
)
def test_random_damage_gives_facts_or_an_error(
    tmp_path: Path, changes: list[tuple[int, int]], length: int, extra: bytes
) -> None:
    content = bytearray(_WHOLE)
    for place, value in changes:
        content[place] = value
    file = tmp_path / "damaged.gguf"
    file.write_bytes(bytes(content[:length]) + extra)
    _facts_or_error(file)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=st.integers(4, 600), value=st.integers(0, 2**64 - 1))
def test_random_lengths_and_counts_give_facts_or_an_error(tmp_path: Path, place: int, value: int) -> None:
    content = bytearray(_WHOLE)
    content[place : place + 8] = struct.pack("<Q", value)
    file = tmp_path / "damaged.gguf"
    file.write_bytes(content)
    _facts_or_error(file)


def _facts_or_error(file: Path) -> None:
    started = time.monotonic()
    with suppress(ModelFileError):
        assert gguf_facts(file).size == file.stat().st_size
    assert time.monotonic() - started < 2


@pytest.mark.real_model
def test_reads_the_real_starter_model_quickly() -> None:
    started = time.monotonic()
    facts = gguf_facts(starter_model_path())
    assert time.monotonic() - started < 60
    assert facts.architecture == "llama"
    assert facts.parameters == 134_515_008
    assert facts.quantization == "Q4_1"
    assert facts.context_length == 8192
    assert (facts.embedding_length, facts.block_count) == (576, 30)
    assert facts.has_chat_template
    assert facts.licence == "apache-2.0"
    tokens = read_gguf(starter_model_path()).metadata["tokenizer.ggml.tokens"]
    assert isinstance(tokens, GgufArray)
    assert sum(1 for _ in tokens.values()) == tokens.length == 49_152
