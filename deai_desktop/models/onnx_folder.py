"""Reads the folder of an ONNX Runtime GenAI model strictly, so that native code opens nothing but what is in it."""

from __future__ import annotations

import os
import re
import stat
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from deai_desktop.core.errors import ModelFileError
from deai_desktop.models.genai_config import GenaiConfig, read_genai_config
from deai_desktop.models.gguf_bytes import damaged, incomplete, unreadable
from deai_desktop.models.model_facts import ModelFacts, plain_text
from deai_desktop.models.onnx_graph import ExternalData, OnnxGraph, read_onnx
from deai_desktop.models.tokenizer_config import read_tokenizer_config

CONFIG = "genai_config.json"
MOST_FILES = 1000
_DEEPEST = 4
_TOKENIZERS = ("tokenizer.json", "tokenizer.model", "vocab.json", "vocab.txt")
_PICKLES = {".pkl", ".pickle", ".pt", ".pth", ".ckpt", ".joblib"}
_PROGRAMS = {".py", ".pyc", ".ipynb", ".sh", ".bat", ".cmd", ".ps1", ".js", ".exe", ".dll", ".so", ".dylib"}
_PICKLE_STARTS = re.compile(rb"\x80[\x02-\x05]|PK\x03\x04")
_JUNCTION = 0xA0000003
"""``IO_REPARSE_TAG_MOUNT_POINT``, which the module `stat` knows on Windows only."""
_SAFE = re.compile(r"[^\x00-\x1f\\:*?\"<>|]{1,255}")
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)


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
        return _Folder(folder).read()
    except (OSError, ValueError, RuntimeError) as error:
        raise unreadable(error) from error


class _Folder:
    """Check one folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._sizes: dict[str, int] = {}
        self._ignored: list[str] = []

    def read(self) -> OnnxFolder:
        """Check everything."""
        self._list(self._folder, 1)
        if CONFIG not in self._sizes:
            raise ModelFileError(
                f"The folder has no {CONFIG}, which every ONNX Runtime GenAI model brings.",
                hint="Choose the folder that holds the model's .onnx file, or another build of the model.",
            )
        config = read_genai_config(self._folder / CONFIG)
        if not any(name in self._sizes for name in _TOKENIZERS):
            raise incomplete("its tokenizer is missing")
        for name in (*config.models, *config.others):
            self._own(name)
        graphs = {name: read_onnx(self._folder / name) for name in config.models}
        data = {self._check_data(name, one) for name, graph in graphs.items() for one in graph.external}
        self._refuse_pickles(data)
        weights = sum(self._sizes[name] for name in {*config.models, *data})
        return OnnxFolder(
            self._folder,
            tuple(sorted(self._sizes)),
            tuple(sorted(self._ignored)),
            self._facts(config, graphs.values(), weights),
        )

    def _list(self, folder: Path, depth: int) -> None:
        """Find the files below a folder without following links."""
        with os.scandir(folder) as entries:
            for entry in entries:
                name = Path(entry.path).relative_to(self._folder).as_posix()
                status = entry.stat(follow_symlinks=False)
                if len(self._sizes) + len(self._ignored) == MOST_FILES:
                    raise damaged(f"the folder holds more than {MOST_FILES:,} files")
                if stat.S_ISDIR(status.st_mode) and not _is_link(status):
                    if depth < _DEEPEST and not entry.name.startswith("."):
                        self._list(Path(entry.path), depth + 1)
                elif Path(name).suffix.lower() in _PROGRAMS:
                    self._ignored.append(name)
                elif stat.S_ISREG(status.st_mode) and not _is_link(status):
                    # Not entry.stat(): Windows keeps a size there that may be out of date.
                    self._sizes[name] = Path(entry.path).stat().st_size

    def _own(self, name: str) -> int:
        """Return the size of a file that the model names; refuses all but real files in the folder."""
        said = plain_text(name, 80)
        parts = PurePosixPath(name).parts
        if "/".join(parts) != name or not all(_is_safe(part) for part in parts):
            raise ModelFileError(
                f"The model names the file “{said}”, which is not in its folder.",
                hint="Don't use this model: it tries to read files of yours. Get it from another place.",
            )
        if name not in self._sizes:
            raise incomplete(f"“{said}” is missing, or only a link to somewhere else")
        return self._sizes[name]

    def _check_data(self, model: str, data: ExternalData) -> str:
        """Refuse weights outside the folder or beyond their file; return the file's name in the folder."""
        folder, slash, _ = model.rpartition("/")
        name = f"{folder}{slash}{data.location}"
        if data.offset + data.length > self._own(name):
            raise incomplete(f"{plain_text(name, 80)} ends before the weights that lie in it")
        return name

    def _refuse_pickles(self, data: set[str]) -> None:
        for name in self._sizes:
            suffix = Path(name).suffix.lower()
            if suffix in _PICKLES or (suffix == ".bin" and name not in data and self._is_pickle(name)):
                raise ModelFileError(
                    f"The folder holds “{plain_text(name, 80)}”, which can run programs when it is opened.",
                    hint="Get the model from a place that offers only its ONNX files.",
                )

    def _is_pickle(self, name: str) -> bool:
        with (self._folder / name).open("rb") as stream:
            return bool(_PICKLE_STARTS.match(stream.read(4)))

    def _facts(self, config: GenaiConfig, graphs: Iterable[OnnxGraph], weights: int) -> ModelFacts:
        model, decoder = config.model, config.model.decoder
        heads = decoder.num_attention_heads
        kinds = sum((graph.weights() for graph in graphs), Counter[str]())
        each = decoder.head_size or (decoder.hidden_size // heads if heads else 0)
        window = decoder.sliding_window
        layers = decoder.num_hidden_layers
        sliding = (
            tuple(int(layer in window.layers) for layer in range(layers)) if window and window.layers else ()
        )
        templates = read_tokenizer_config(self._folder, self._sizes).templates
        return ModelFacts(
            architecture=model.type.lower(),
            name=plain_text(self._folder.name),
            parameters=kinds.total() if kinds.total() <= 16 * weights else 0,
            quantization=kinds.most_common(1)[0][0] if kinds else "",
            context_length=model.context_length,
            embedding_length=decoder.hidden_size,
            block_count=layers,
            head_count=heads,
            head_count_kv=decoder.num_key_value_heads or heads,
            has_chat_template=any(text.strip() for text in templates),
            chat_template_mentions_tools=any("tools" in text for text in templates),
            size=sum(self._sizes.values()),
            key_length=each,
            value_length=each,
            sliding_window=window.window_size if window and any(sliding) else 0,
            sliding_layers=sliding if any(sliding) else (),
            vocabulary_size=model.vocab_size,
            weights_bytes=weights,
        )


def _is_safe(part: str) -> bool:
    """Say whether a name means the same file everywhere, on Windows too."""
    return (
        bool(_SAFE.fullmatch(part))
        and part not in (".", "..")
        and part[-1] not in ". "
        and not _RESERVED.fullmatch(part)
    )


def _is_link(status: os.stat_result) -> bool:
    """Say whether it stands for something elsewhere: a symbolic link, or a junction of Windows."""
    return stat.S_ISLNK(status.st_mode) or getattr(status, "st_reparse_tag", 0) == _JUNCTION
