"""Whatever paths and notes say: nothing breaks, nothing outside is touched."""

from __future__ import annotations

import string
import tempfile
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deai_desktop.core.errors import BadFolderError, InvalidInputError
from deai_desktop.models.library.found import find_models
from deai_desktop.models.library.job import Job
from deai_desktop.models.library.reading import is_later_part, own_name
from deai_desktop.models.library.scan import Scan
from deai_desktop.models.library.target_folder import checked_target
from deai_desktop.models.store import existing_file, slug
from tests.models.gguf_builder import tiny_gguf
from tests.models.library.homes import linux_home, put

NAMES = st.text(
    st.one_of(st.characters(), st.sampled_from('./\\:~*?"<>|\0\n \u202e')), min_size=0, max_size=40
)
PARTS = st.lists(st.sampled_from(["..", ".", "a", "models", "b c", "ü", ""]), max_size=6)


@given(PARTS)
@settings(deadline=None)
def test_a_target_is_never_inside_around_or_on_the_old_folder(parts: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder).resolve()
        current = root / "x" / "models"
        put(current / "model" / "m.gguf", b"x")
        try:
            target = checked_target(current.joinpath(*parts), current)
        except BadFolderError:
            pass
        else:
            assert target == target.resolve()
            assert not target.is_relative_to(current)
            assert not current.is_relative_to(target)
            assert list(target.iterdir()) == []
        assert (current / "model" / "m.gguf").read_bytes() == b"x"


@given(NAMES)
@settings(deadline=None)
def test_any_name_of_a_folder_or_file_is_taken_or_refused_in_words(name: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder).resolve()
        (root / "models").mkdir()
        with pytest.raises(InvalidInputError):
            existing_file(Path(name))
        if "/" not in name and "\\" not in name:
            with suppress(BadFolderError):
                checked_target(root / name, root / "models")


@given(st.one_of(NAMES, st.from_regex(r"\A.{0,20}-\d{5}-of-\d{5}\.gguf\Z")))
def test_every_file_name_makes_an_id(name: str) -> None:
    made = slug(own_name(Path(name)))
    assert set(made) <= set(string.ascii_lowercase + string.digits + "._-")
    assert 0 < len(made) <= 90
    assert is_later_part(name) in (True, False)


@given(st.text(max_size=200), st.text(max_size=60))
@settings(deadline=None, max_examples=60)
def test_notes_of_other_programs_may_say_anything(note: str, name: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        data = note.encode(errors="surrogatepass")
        for place in (
            ".lmstudio-home-pointer",
            ".lmstudio/settings.json",
            ".config/Jan/settings.json",
            ".config/nomic.ai/GPT4All.ini",
            ".local/share/Jan/data/llamacpp/models/x/model.yml",
            ".ollama/models/manifests/registry.ollama.ai/library/x/latest",
        ):
            put(home / place, data)
        path = f"model_path: {name}\nname: {name}\n".encode(errors="surrogatepass")
        put(home / ".local/share/Jan/data/llamacpp/models/y/model.yml", path)
        file = put(home / ".lmstudio/models/a/b/c.gguf", tiny_gguf())
        assert [one.path for one in find_models(linux_home(home), Scan())] == [file.resolve()]


@given(st.lists(st.integers(0, 1000), max_size=20))
@settings(deadline=None)
def test_a_job_counts_what_was_done(counts: list[int]) -> None:
    def work(advance: object) -> None:
        assert callable(advance)
        for count in counts:
            advance(count)

    job = Job("counting", sum(counts), work)
    job.start()
    view = job.wait(5)
    assert (view.state.value, view.done) == ("finished", sum(counts))
