"""How llama.cpp is built for Windows."""

from __future__ import annotations

import base64
import csv
import dataclasses
import hashlib
import io
import zipfile
from pathlib import Path

import pytest

from installer.llama import vulkan, wheel
from installer.llama.recipe import CPU_VARIANTS, Recipe, keep_variants

LISTS = """
    if (GGML_SYSTEM_ARCH STREQUAL "x86")
        ggml_add_cpu_backend_variant(x64)
        ggml_add_cpu_backend_variant(sse42              SSE42)
            ggml_add_cpu_backend_variant(piledriver     SSE42 AVX F16C FMA)
        ggml_add_cpu_backend_variant(haswell            SSE42 AVX F16C FMA AVX2 BMI2)
        endif()
function(ggml_add_cpu_backend_variant tag_name)
"""


def test_only_the_chosen_processors_are_built_for() -> None:
    kept = keep_variants(LISTS)
    assert "piledriver" not in kept
    assert kept == LISTS.replace(
        "            ggml_add_cpu_backend_variant(piledriver     SSE42 AVX F16C FMA)\n", ""
    )


def test_there_is_code_for_every_64_bit_processor_and_for_fast_ones() -> None:
    assert CPU_VARIANTS[0] == "x64"
    assert "haswell" in CPU_VARIANTS


def test_another_recipe_makes_another_wheel() -> None:
    recipe = Recipe.default()
    source = dataclasses.replace(recipe.source, hashes=("0" * 64,))
    digests = {recipe.digest, Recipe.default(has_vulkan=True).digest, Recipe(source).digest}
    assert len(digests) == 3
    assert recipe.digest == Recipe.default().digest


def test_vulkans_import_library_names_what_every_driver_has() -> None:
    header = """
VKAPI_ATTR VkResult VKAPI_CALL vkCreateInstance(
VKAPI_ATTR void VKAPI_CALL vkCmdSetLineWidth(
VKAPI_ATTR void VKAPI_CALL vkDestroySurfaceKHR(
VKAPI_ATTR void VKAPI_CALL vkCmdBeginConditionalRenderingEXT(
VKAPI_ATTR void VKAPI_CALL vkCmdBindShadingRateImageNV(
"""
    expected = "LIBRARY vulkan-1.dll\nEXPORTS\nvkCmdSetLineWidth\nvkCreateInstance\n"
    assert vulkan.definition(header) == expected


def test_the_settings_of_vulkans_validation_are_left_out() -> None:
    source = """
    VkBool32 enable_best_practice = layer_settings;
    std::vector<vk::LayerSettingEXT> settings = { { "a", 1, &enable_best_practice }, };
    vk::LayerSettingsCreateInfoEXT layer_setting_info(settings);
    vk::InstanceCreateInfo made(flags{}, &app, layers, extensions, &layer_setting_info);
    next();
"""
    assert vulkan.without_validation(source) == (
        "\n    vk::InstanceCreateInfo made(flags{}, &app, layers, extensions);\n    next();\n"
    )


def test_the_wheel_lists_its_files_with_their_hashes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wheel, "_COMPILER", {})
    source = tmp_path / "source"
    for path in (
        "llama_cpp/__init__.py",
        "llama_cpp/server/app.py",
        "LICENSE.md",
        "vendor/llama.cpp/LICENSE",
    ):
        (source / path).parent.mkdir(parents=True, exist_ok=True)
        (source / path).write_text(path, encoding="utf-8")
    (source / "PKG-INFO").write_text(
        "Metadata-Version: 2.1\nName: llama_cpp_python\nVersion: 1.2\n", encoding="utf-8"
    )
    library = tmp_path / "ggml.dll"
    library.write_bytes(b"MZ")
    with zipfile.ZipFile(wheel.pack(source, [library], tmp_path, {})) as archive:
        record = archive.read("llama_cpp_python-1.2.dist-info/RECORD").decode()
        listed = {row[0]: row[1] for row in csv.reader(io.StringIO(record))}
        assert set(listed) == set(archive.namelist())
        assert "llama_cpp/lib/ggml.dll" in listed
        assert "llama_cpp/server/app.py" not in listed
        for name, digest in listed.items():
            if digest:
                expected = (
                    base64.urlsafe_b64encode(hashlib.sha256(archive.read(name)).digest())
                    .rstrip(b"=")
                    .decode()
                )
                assert digest == f"sha256={expected}"
