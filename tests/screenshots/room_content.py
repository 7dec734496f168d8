"""Invented models, downloads and a hub, for pictures of the room of models."""

from __future__ import annotations

from deai_desktop.api.schemas.downloads import DownloadView
from deai_desktop.api.schemas.errors import error_detail
from deai_desktop.api.schemas.fit import ModelFit
from deai_desktop.api.schemas.hub import HubFile, HubModel, HubQuantization
from deai_desktop.api.schemas.library import FoundModel, Library, Removal
from deai_desktop.api.schemas.models import ModelView
from deai_desktop.core.errors import DownloadError
from tests.fakes.node_models import FakeModelNode

QWEN = "qwen2.5-1.5b-instruct"
_DAY = 86_400.0
_NOW = 1_790_000_000.0

_CARD = """# Qwen3 4B Instruct

A small model of the **Qwen3** family for chat, translation and programming, quantized with llama.cpp.

| Version | Size | Good for |
|---------|-----:|----------|
| Q4_K_M  | 2.5 GB | most PCs |
| Q8_0    | 4.3 GB | PCs with memory to spare |

## How to use it

Ask it in the language that you want the answer in. For code, say which version of the language you use:

```python
print("Hello from Qwen")
```

Read more in [the report](https://example.org/qwen3/report.pdf).

![a chart of benchmarks](https://example.org/chart.png)
"""


def fill_room(node: FakeModelNode) -> None:
    """Have the node know what a person has collected."""
    node.views += [*_installed(), *_offers()]
    node.installed = {view.id for view in node.views if view.installed}
    node.loaded = {QWEN}
    room = node.room
    room.fits = {fit.model: fit for fit in _fits()}
    room.hub = {model.id: model for model in _hub()}
    room.found = _found()
    room.library = Library(
        folder="/home/ada/.local/share/deai/models",
        free_bytes=72_400_000_000,
        used_bytes=6_100_000_000,
        models=3,
    )
    room.removals = {QWEN: Removal(id=QWEN, frees_bytes=986_048_768, shared_with=["mistral-7b"])}


def fill_queue(node: FakeModelNode) -> None:
    """Have downloads in every state."""
    failed = DownloadError(
        "What example.org sent is not what the hub promised: its SHA-256 is another one.",
        hint="The file was put aside and is not used. Try again later.",
    )
    downloads = (
        _download("1", "Llama 3.2 3B Instruct", "finished", 2_019_377_696, 2_019_377_696, verified=True),
        _download(
            "2", "Qwen3 4B Instruct Q4_K_M", "running", 1_204_000_000, 2_497_280_256, speed=11_400_000.0
        ),
        _download("3", "Gemma 3 12B Instruct Q4_K_M", "queued", 0, 7_300_574_976, position=1),
        _download("4", "Phi-4 mini Instruct Q6_K", "queued", 0, 3_155_000_000, position=2),
        _download(
            "5",
            "Mistral Small 3.2 24B Instruct Q4_K_M",
            "queued",
            310_000_000,
            14_333_908_832,
            position=3,
            waiting_for="This connection is a metered one.",
        ),
        _download("6", "SmolLM2 1.7B Instruct Q8_0", "paused", 620_000_000, 1_820_414_944),
        _download("7", "Pythia 1B Q4_K_M", "failed", 610_000_000, 629_000_000).model_copy(
            update={"error": error_detail(failed)}
        ),
    )
    node.room.downloads = {one.id: one for one in downloads}


def _download(number: str, name: str, state: str, done: int, total: int, **more: object) -> DownloadView:
    model = name.lower().replace(" ", "-")
    source = "huggingface.co" if state in ("running", "finished") else ""
    return DownloadView.model_validate(
        {
            "id": number,
            "model": model,
            "name": name,
            "state": state,
            "done": done,
            "total": total,
            "source": source,
        }
        | more
    )


def _installed() -> list[ModelView]:
    return [
        ModelView(
            id=QWEN,
            name="Qwen2.5 1.5B Instruct",
            description="Small, quick and good at many languages. A fine first step up on a PC without a graphics"
            " card.",
            licence="Apache-2.0",
            engine="llama.cpp",
            quantization="Q4_K_M",
            context_length=32_768,
            size=986_048_768,
            source="https://huggingface.co/Qwen/Qwen2.5-1.5B-Instruct-GGUF/resolve/main/model.gguf",
            path="/home/ada/.local/share/deai/models/qwen/model.gguf",
            installed=True,
            needs_memory=1_400_000_000,
        ),
        ModelView(
            id="mistral-7b",
            name="Mistral 7B Instruct v0.3",
            licence="Apache-2.0",
            engine="llama.cpp",
            quantization="Q4_K_M",
            context_length=32_768,
            size=4_372_812_000,
            source="imported",
            path="/home/ada/.cache/lm-studio/models/lmstudio-community/Mistral-7B-Instruct-v0.3.Q4_K_M.gguf",
            installed=True,
            imported=True,
            needs_memory=5_400_000_000,
        ),
        ModelView(
            id="llama-3.3-70b",
            name="Llama 3.3 70B Instruct",
            licence="Llama 3.3",
            engine="llama.cpp",
            quantization="Q4_K_M",
            context_length=131_072,
            size=42_520_398_432,
            source="imported",
            path="/media/ada/Backup disk/models/Llama-3.3-70B-Instruct-Q4_K_M.gguf",
            installed=True,
            imported=True,
            available=False,
            needs_memory=46_000_000_000,
            fits=False,
        ),
    ]


def _offers() -> list[ModelView]:
    offers = (
        (
            "smollm2-135m-instruct",
            "SmolLM2 135M Instruct",
            98_362_432,
            True,
            "Apache-2.0",
            "A very small chat model in English that answers at once on any PC; good for trying things out, not for"
            " facts.",
        ),
        (
            "gemma-3-4b-it",
            "Gemma 3 4B",
            2_489_757_856,
            True,
            "Gemma",
            "Writes well in more than 140 languages and understands pictures.",
        ),
        (
            "qwen3-30b-a3b",
            "Qwen3 30B A3B",
            18_556_686_912,
            False,
            "Apache-2.0",
            "Large and clever, and quick for its size, because only a tenth of it works at a time.",
        ),
    )
    return [
        ModelView(
            id=model_id,
            name=name,
            description=description,
            licence=licence,
            engine="llama.cpp",
            quantization="Q4_K_M",
            context_length=8192,
            size=size,
            starter=model_id.startswith("smollm2"),
            installed=False,
            needs_memory=round(size * 1.2),
            fits=fits,
        )
        for model_id, name, size, fits, licence, description in offers
    ]


def _fits() -> list[ModelFit]:
    common = {
        "context_length": 4096,
        "cache_bytes": 0,
        "available_memory": 16 * 10**9,
        "device": "cpu",
        "sentence": "",
    }
    return [
        ModelFit.model_validate(
            common
            | {
                "model": QWEN,
                "weights_bytes": 986_048_768,
                "needs_memory": 1_400_000_000,
                "fits": True,
                "largest_context": 32_768,
                "tokens_per_second_low": 21.3,
                "tokens_per_second_high": 24.8,
                "basis": "measured",
                "measured_at": _NOW,
            }
        ),
        ModelFit.model_validate(
            common
            | {
                "model": "mistral-7b",
                "weights_bytes": 4_372_812_000,
                "needs_memory": 5_400_000_000,
                "fits": True,
                "largest_context": 16_384,
                "tokens_per_second_low": 4.1,
                "tokens_per_second_high": 6.2,
                "basis": "similar",
            }
        ),
    ]


def _quantization(
    model: str, name: str, size: int, *, fits: bool = True, recommended: bool = False
) -> HubQuantization:
    return HubQuantization(
        id=f"{model}:{name}",
        name=name,
        size=size,
        files=[HubFile(name=f"model-{name}.gguf", size=size, sha256="0" * 64)],
        needs_memory=round(size * 1.2),
        fits=fits,
        recommended=recommended,
        recommended_because="the best that fits and is fast enough" if recommended else "",
        tokens_per_second_low=2.4e10 / size,
        tokens_per_second_high=3.1e10 / size,
        largest_context=16_384 if fits else 0,
    )


def _hub() -> list[HubModel]:
    qwen = "unsloth/Qwen3-4B-Instruct-2507-GGUF"
    gated = "google/gemma-3-4b-it-qat-q4_0-gguf"
    models = [
        HubModel(
            id=qwen,
            owner="unsloth",
            name="Qwen3-4B-Instruct-2507-GGUF",
            kind="gguf",
            downloads=1_214_402,
            likes=512,
            updated_at=_NOW - 20 * _DAY,
            licence="apache-2.0",
            parameters=4_022_468_096,
            context_length=262_144,
            card=_CARD,
            base_model="Qwen/Qwen3-4B-Instruct-2507",
            web_address=f"https://huggingface.co/{qwen}",
            left_out=["pytorch_model.bin", "modeling_qwen.py"],
            quantizations=[
                _quantization(qwen, "Q2_K", 1_669_499_680),
                _quantization(qwen, "Q4_K_M", 2_497_280_256),
                _quantization(qwen, "Q6_K", 3_306_260_256, recommended=True),
                _quantization(qwen, "BF16", 8_051_284_736, fits=False),
            ],
        ),
        HubModel(
            id=gated,
            owner="google",
            name="gemma-3-4b-it-qat-q4_0-gguf",
            kind="gguf",
            downloads=88_204,
            likes=190,
            updated_at=_NOW - 200 * _DAY,
            gated=True,
            licence="gemma",
            parameters=3_880_099_328,
            context_length=131_072,
            web_address=f"https://huggingface.co/{gated}",
            quantizations=[_quantization(gated, "Q4_0", 3_155_051_328, recommended=True)],
        ),
    ]
    others = (
        ("bartowski", "Qwen_Qwen3-8B-GGUF-with-a-rather-long-name-for-a-model-that-somebody-made", 402_118),
        ("lmstudio-community", "Qwen3-1.7B-GGUF", 51_003),
        ("Qwen", "Qwen3-0.6B-GGUF", 9_870),
    )
    for owner, name, downloads in others:
        model = HubModel(
            id=f"{owner}/{name}",
            owner=owner,
            name=name,
            kind="gguf",
            downloads=downloads,
            updated_at=_NOW - 90 * _DAY,
            licence="apache-2.0",
            parameters=1_720_574_976,
            quantizations=[],
        )
        models.append(model)
    return models


def _found() -> list[FoundModel]:
    home = "/home/ada"
    return [
        FoundModel(
            path=f"{home}/.lmstudio/models/lmstudio-community/gemma-3-12b-it-GGUF/gemma-3-12b-it-Q4_K_M.gguf",
            name="gemma-3-12b-it-Q4_K_M",
            size=7_300_574_976,
            program="LM Studio",
            architecture="gemma3",
            quantization="Q4_K_M",
        ),
        FoundModel(
            path=f"{home}/.lmstudio/models/lmstudio-community/Mistral-7B-Instruct-v0.3.Q4_K_M.gguf",
            name="Mistral-7B-Instruct-v0.3",
            size=4_372_812_000,
            program="LM Studio",
            architecture="llama",
            quantization="Q4_K_M",
            listed=True,
        ),
        FoundModel(
            path=f"{home}/.ollama/models/blobs/sha256-dde5aa3fc5ffc17176b5e8bdc82f587b24b2678c6c66101bf7da77af9f7ccdff",
            name="llama3.2:3b",
            size=2_019_377_376,
            program="Ollama",
            architecture="llama",
            quantization="Q4_K_M",
        ),
        FoundModel(
            path=f"{home}/.cache/huggingface/hub/models--someone--old/model.gguf",
            name="old-model",
            size=12_000_000,
            program="Hugging Face cache",
            problem="The file ends too early.",
        ),
    ]
