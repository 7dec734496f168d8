"""Makes a real model for ONNX Runtime GenAI of the starter: ``python -m tests.onnx_model FOLDER``.

The library's own model builder needs torch and transformers, which are no part of this program and its tests: they
are installed into an environment of their own, which is gone afterwards. With ``DEAI_TEST_ONNX_MODEL=FOLDER`` the tests
of the engine use the model.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import venv
from importlib.metadata import version
from pathlib import Path

from tests.starter import starter_model_path

_NEEDED = ("torch==2.13.0", "transformers>=5,<6", "accelerate", "gguf", "onnx", "onnx-ir", "sentencepiece")
_UNPACK = """
import sys
from pathlib import Path
from transformers import AutoModelForCausalLM, AutoTokenizer

file, folder = Path(sys.argv[1]), sys.argv[2]
model = AutoModelForCausalLM.from_pretrained(file.parent, gguf_file=file.name)
model.hf_quantizer = None  # its weights are plain numbers by now, which save_pretrained would not believe
del model.config.quantization_config
model.save_pretrained(folder)
AutoTokenizer.from_pretrained(file.parent, gguf_file=file.name).save_pretrained(folder)
config = Path(folder) / "tokenizer_config.json"
# Version 0.13 of the library does not know what transformers 5 calls it.
config.write_text(config.read_text().replace("TokenizersBackend", "PreTrainedTokenizerFast"))
"""


def make_onnx_model(gguf: Path, folder: Path, work: Path) -> None:
    """Write the model into the folder, with weights of 4 bits for the processor."""
    venv.create(work / "venv", with_pip=True)
    python = str(work / "venv" / ("Scripts" if os.name == "nt" else "bin") / "python")
    library = f"onnxruntime-genai=={version('onnxruntime-genai')}"
    _run(python, "-m", "pip", "install", "-q", library, *_NEEDED)
    _run(python, "-c", _UNPACK, str(gguf), str(work / "plain"))
    options = ["-p", "int4", "-e", "cpu", "-c", str(work / "cache"), "--extra_options", "hf_token=false"]
    builder = "onnxruntime_genai.models.builder"
    _run(python, "-m", builder, "-i", str(work / "plain"), "-o", str(folder), *options)


def _run(*command: str) -> None:
    subprocess.run(command, check=True, env=os.environ | {"HF_HUB_OFFLINE": "1"})


def main() -> int:
    """Make it where the argument says."""
    folder = Path(sys.argv[1]).resolve()
    with tempfile.TemporaryDirectory(prefix="onnx-model-") as work:
        make_onnx_model(starter_model_path(), folder, Path(work))
    print(f"DEAI_TEST_ONNX_MODEL={folder}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
