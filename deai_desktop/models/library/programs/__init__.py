"""Other programs that keep GGUF files on this PC: where each has them, and what it calls them."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from deai_desktop.models.library.programs.candidate import Candidate
from deai_desktop.models.library.programs.gpt4all import gpt4all_files
from deai_desktop.models.library.programs.hugging_face import hugging_face_files
from deai_desktop.models.library.programs.jan import jan_files
from deai_desktop.models.library.programs.lm_studio import lm_studio_files
from deai_desktop.models.library.programs.ollama import ollama_files
from deai_desktop.models.library.scan import Scan
from deai_desktop.system.user_folders import UserFolders

Finder = Callable[[UserFolders, Scan], Iterator[Candidate]]

PROGRAMS: dict[str, Finder] = {
    "LM Studio": lm_studio_files,
    "Ollama": ollama_files,
    "Jan": jan_files,
    "GPT4All": gpt4all_files,
    "Hugging Face cache": hugging_face_files,
}
"""How to find each program's files. A member of the person's pool may be one more source later."""
