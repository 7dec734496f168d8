"""The window speaks German wholly: every text of the source is translated, and the window shows it so."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import QCoreApplication, QLocale, QObject
from PySide6.QtGui import QAccessible
from PySide6.QtQuick import QQuickItem
from PySide6.QtWidgets import QApplication

from deai_desktop.core.errors import DownloadError, NodeStartError
from deai_desktop.core.paths import Paths, resources_folder
from deai_desktop.gui.damage_texts import DAMAGES
from deai_desktop.gui.error_templates import TEMPLATES
from deai_desktop.gui.error_texts import ERRORS
from deai_desktop.gui.language import NAMES, Language, spoken_language
from deai_desktop.gui.node_texts import DESCRIPTIONS, said, said_error, said_together
from deai_desktop.gui.pool_refusal_texts import REFUSALS
from deai_desktop.gui.window_state import WindowState
from tests.error_literals import (
    damages_of_model_files,
    error_literals,
    error_templates,
    refusals_of_members,
    without_names,
)
from tests.gui.desktop_window import DesktopWindow, Open, Wait, accessible_name
from tests.gui.model_pages import all_cards
from tests.gui.screens import lived_in_node, open_rich_conversation, settle, visit_all, visit_overlays
from tests.translations import FOLDER, release, unfinished, update

FILES = sorted(FOLDER.glob("*.ts"))
APPEARANCE = 1
_PLACEHOLDER = re.compile(r"%\d|%n|\{\w*\}")
_SAID_BY_THE_TEST = re.compile("Undo|.*The line broke.*|“Bees” was deleted.")
_RESTART = """
import sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from deai_desktop.core.paths import Paths
from tests.gui.desktop_window import DesktopWindow

application = QApplication(sys.argv[:1])
desktop = DesktopWindow(Paths.below(Path(sys.argv[1])))
print(desktop.shell.language.spoken, desktop.find("railSettings").property("text"))
desktop.close()
"""
_FEW_LETTERS = 2
"""So many between placeholders, as in “{done} of {total}”, say nothing about the language."""


@pytest.fixture(autouse=True)
def english_afterwards() -> Iterator[None]:
    """Leave numbers as they were for other tests; translators go with their `Language`."""
    before = QLocale()
    yield
    QLocale.setDefault(before)


@pytest.fixture
def language(application: QApplication, paths: Paths) -> Iterator[Language]:
    """A language that nothing has been chosen for."""
    owner = QObject()
    made = Language(WindowState(paths.settings / "window.json"), owner)
    yield made
    made.chosen = "en"


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
class TestFile:
    """What holds for the file of every language."""

    def test_is_up_to_date_with_the_source(self, file: Path, tmp_path: Path) -> None:
        copy = tmp_path / file.name
        shutil.copy(file, copy)
        update(copy)
        assert copy.read_text("utf-8") == file.read_text("utf-8"), "run: python -m tests.translations"

    def test_translates_every_text(self, file: Path) -> None:
        assert unfinished(file) == []

    def test_keeps_placeholders_and_spaces(self, file: Path) -> None:
        for source, said_so in _pairs(file):
            assert sorted(_PLACEHOLDER.findall(source)) == sorted(_PLACEHOLDER.findall(said_so)), source
            assert _margins(source) == _margins(said_so), source

    def test_is_typeset_with_care(self, file: Path) -> None:
        for _, said_so in _pairs(file):
            assert not re.search(r"\.\.\.|\"| %(?!\d)", said_so), said_so

    def test_is_what_the_window_loads(self, file: Path, tmp_path: Path) -> None:
        made = release(file, tmp_path)
        assert made.read_bytes() == file.with_suffix(".qm").read_bytes(), "run: python -m tests.translations"


def test_every_language_but_the_sources_has_a_file() -> None:
    assert {file.stem.removeprefix("deai_") for file in FILES} == set(NAMES) - {"en"}


def test_every_fixed_text_of_an_error_can_be_translated() -> None:
    found = error_literals()
    missing = {text: place for text, place in found.items() if text not in ERRORS}
    assert not missing, "list them in gui/error_texts.py"
    assert set(ERRORS) - set(found) == set(), "take them out of gui/error_texts.py"


def test_every_text_of_an_error_with_placeholders_can_be_translated() -> None:
    found = error_templates()
    listed = [without_names(str(one)) for one in TEMPLATES]
    missing = {text: place for text, place in found.items() if text not in listed}
    assert not missing, "list them in gui/error_templates.py"
    assert set(listed) - set(found) == set(), "take them out of gui/error_templates.py"
    assert len(listed) == len(set(listed))


def test_all_that_can_be_wrong_in_a_model_file_can_be_translated() -> None:
    assert {without_names(str(one)) for one in DAMAGES} == damages_of_model_files()


def test_every_refusal_of_a_member_can_be_translated() -> None:
    assert {without_names(str(one)) for one in REFUSALS} == refusals_of_members()


def test_every_description_of_our_catalogue_can_be_translated() -> None:
    catalogue = json.loads((resources_folder() / "catalogue.json").read_text("utf-8"))
    assert {model["description"] for model in catalogue["models"]} == set(DESCRIPTIONS)


@pytest.mark.parametrize(
    ("chosen", "wishes", "spoken"),
    [
        ("system", ["de-DE", "en-US"], "de"),
        ("system", ["de_AT"], "de"),
        ("system", ["fr-FR", "de-DE", "en-US"], "de"),
        ("system", ["en-GB", "de-DE"], "en"),
        ("system", ["fr-FR"], "en"),
        ("system", [], "en"),
        ("de", ["en-US"], "de"),
        ("en", ["de-DE"], "en"),
        ("xx", ["de-DE"], "de"),
    ],
)
def test_a_choice_goes_before_the_systems_wishes(chosen: str, wishes: list[str], spoken: str) -> None:
    assert spoken_language(chosen, wishes) == spoken


def test_qts_own_texts_and_numbers_come_along(language: Language) -> None:
    language.chosen = "de"
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Abbrechen"
    assert QLocale().toString(0.5) == "0,5"
    language.chosen = "en"
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Cancel"
    assert QLocale().toString(0.5) == "0.5"


def test_a_wrong_choice_in_the_state_counts_as_none(application: QApplication, paths: Paths) -> None:
    state = WindowState(paths.settings / "window.json")
    for wrong in ("xx", 7, None, ["de"]):
        state.set("language", wrong)
        made = Language(state)
        assert made.chosen == "system"
        made.chosen = "nonsense"
        assert made.chosen == "system"


def test_errors_are_said_in_the_language(language: Language) -> None:
    language.chosen = "de"
    error = DownloadError("deai.gguf: 3 of 4.", hint="Check the connection and try again.")
    assert said_error(error) == {
        "title": "Download fehlgeschlagen",
        "message": "deai.gguf: 3 of 4.",
        "hint": "Die Verbindung prüfen und erneut versuchen.",
    }
    assert said("") == ""
    both = "The credential vault is locked. Shorten it."
    assert said_together(both) == "Der Tresor für Anmeldedaten ist gesperrt. Kürzen."
    assert said_together("Nobody knows this.") == "Nobody knows this."


@pytest.mark.parametrize(
    ("text", "spoken"),
    [
        ("There is no setting named “x”.", "Es gibt keine Einstellung namens „x“."),
        (
            "There is no message “7” in this conversation.",
            "In dieser Unterhaltung gibt es keine Nachricht „7“.",
        ),
        ("There is no message “7”.", "Nicht vorhanden: Nachricht „7“."),
        ("The file is damaged: it ends early.", "Die Datei ist beschädigt: it ends early."),
        (
            "The file is damaged: a yes-or-no value is neither (at byte 1,234).",
            "Die Datei ist beschädigt: ein Wert, der Ja oder Nein heißt, ist keins von beiden (bei Byte 1,234).",
        ),
        (
            "The file is damaged: it uses the unknown value type 77 (at byte 9).",
            "Die Datei ist beschädigt: sie verwendet den unbekannten Werttyp 77 (bei Byte 9).",
        ),
        (
            "The file is damaged: the fact “a (at byte 3)” is there twice.",
            "Die Datei ist beschädigt: die Angabe „a (at byte 3)“ steht zweimal da.",
        ),
        (
            "The file is damaged: the name of a fact is not readable text (at byte 24).",
            "Die Datei ist beschädigt: der Name einer Angabe ist kein lesbarer Text (bei Byte 24).",
        ),
        (
            "The file is incomplete: it ends in the middle of its description (at byte 80).",
            "Die Datei ist unvollständig: sie endet mitten in ihrer Beschreibung (bei Byte 80).",
        ),
        (
            "The file is damaged: genai_config.json has no proper value for “model.type”.",
            "Die Datei ist beschädigt: genai_config.json hat keinen gültigen Wert für „model.type“.",
        ),
        (
            "The file is damaged: model.onnx is larger than an ONNX file can be.",
            "Die Datei ist beschädigt: model.onnx ist größer, als eine ONNX-Datei sein kann.",
        ),
        (
            "The file is incomplete: “model.onnx.data” is missing, or only a link to somewhere else.",
            "Die Datei ist unvollständig: „model.onnx.data“ fehlt oder ist nur eine Verknüpfung nach anderswo.",
        ),
        (
            "“x” does not fit the setting a.b: on or off.",
            "„x“ passt nicht zur Einstellung a.b: an oder aus (on, off).",
        ),
        (
            "“x” does not fit the setting a.b: a whole number from 1 to 9.",
            "„x“ passt nicht zur Einstellung a.b: eine ganze Zahl von 1 bis 9.",
        ),
        ("A node of yours is running.", "Ein eigener Dienst läuft bereits."),
        ("a: b can't be read: c: d.", "a: b lässt sich nicht lesen: c: d."),
        ("a had no luck:\nb is not a file.", "a had no luck:\nb ist keine Datei."),
        (
            "No member took the job. Ada: busy; Bob: Each member may have 900 tokens an hour here.",
            "Kein Mitglied hat den Auftrag angenommen. Ada: beschäftigt; Bob: Jedes Mitglied darf hier"
            " 900 Token pro Stunde haben.",
        ),
        ("There is no setting named “x”", "There is no setting named “x”"),
    ],
)
def test_errors_with_values_are_said_in_the_language(language: Language, text: str, spoken: str) -> None:
    language.chosen = "de"
    assert said(text) == spoken
    language.chosen = "en"
    assert said(text) == text


@pytest.mark.parametrize("value", ["{name}", "%1", r"\1", "<b>", "title", "Try again.", "”.", ""])
def test_values_are_left_as_they_are(language: Language, value: str) -> None:
    language.chosen = "de"
    assert (
        said(f"There is already a key named “{value}”.")
        == f"Es gibt bereits einen Schlüssel namens „{value}“."
    )
    what = f"What answers at {value} is not the node “{{address}}”, or its key was revoked."
    assert said(what).startswith(f"Was unter {value} antwortet, ist nicht der Dienst „{{address}}“")


@pytest.mark.parametrize("template", TEMPLATES)
def test_every_template_is_found_for_its_own_text(language: Language, template: str) -> None:
    language.chosen = "de"
    text, spoken = (
        _PLACEHOLDER.sub("7", one) for one in (template, QCoreApplication.translate("Errors", template))
    )
    assert said(text) == spoken != text


def test_long_texts_are_not_searched_for_long(language: Language) -> None:
    language.chosen = "de"
    long = " can't be read: " * 200 + "."
    began = time.monotonic()
    said(long)
    said(long * 1000)
    said_together("x. " * 100_000)
    assert time.monotonic() - began < 2


def test_a_message_with_values_and_its_hint_are_said_together(language: Language) -> None:
    language.chosen = "de"
    text = "Others may read the passphrase in /a. b. Make it yours alone: chmod 600 /a. b"
    assert said_together(text) == (
        "Andere können die Passphrase in /a. b lesen. Allen anderen den Zugriff nehmen: chmod 600 /a. b"
    )


def test_the_whole_window_changes_its_language_while_it_runs(
    paths: Paths, tmp_path: Path, open_desktop: Open, wait_until: Wait
) -> None:
    texts = _Texts(FOLDER / "deai_de.ts")
    left: set[str] = set()
    with lived_in_node(paths, tmp_path):
        desktop = open_desktop(has_tray=True)
        desktop.shell.language.chosen = "en"
        desktop.app.link.open()
        wait_until(lambda: not desktop.app.chat.blockedReason)
        for screen in visit_all(desktop, wait_until):  # so that all of it is there before
            assert any(texts.is_english(text) for text in _texts(desktop)), screen
        desktop.shell.language.chosen = "de"
        for visit in (visit_all, visit_overlays):
            for screen in visit(desktop, wait_until):
                found = {text for text in _texts(desktop) if not _SAID_BY_THE_TEST.fullmatch(text)}
                left |= {f"{screen}: {text}" for text in found if texts.is_english(text)}
        assert not left
        _check_words_of_python(desktop, wait_until)
        desktop.close()


def _check_words_of_python(desktop: DesktopWindow, wait_until: Wait) -> None:
    tray = desktop.app.tray
    assert tray is not None
    assert [one.text() for one in tray.menu.actions()][2:4] == ["DeAI öffnen", "Neuer Chat"]
    assert tray.icon.toolTip() == "DeAI – Bereit, kein Modell im Arbeitsspeicher"
    cards = all_cards(desktop.app.models)
    assert "98,4 MB" in next(one.facts for one in cards if one.model_id == "smollm2-135m-instruct")
    open_rich_conversation(desktop, wait_until)
    settle(wait_until)
    assert {"Heute", "Gestern", "Letzte 7 Tage"} <= _texts(desktop)
    assert desktop.find("modelPicker").property("displayText") not in ("", "No model yet")


def test_the_picker_without_a_model_changes_its_language(
    paths: Paths, open_desktop: Open, wait_until: Wait
) -> None:
    desktop = open_desktop()
    desktop.shell.language.chosen = "en"
    settle(wait_until)
    picker = desktop.find("modelPicker")
    assert picker.property("displayText") == "No model yet"
    desktop.shell.language.chosen = "de"
    assert picker.property("displayText") == "Noch kein Modell"
    assert str(desktop.app.chat.blockedReason) == "DeAI startet…"


def test_why_the_node_does_not_start_changes_its_language(paths: Paths, open_desktop: Open) -> None:
    desktop = open_desktop()
    desktop.shell.language.chosen = "en"
    desktop.app.link._give_up(NodeStartError("It ended at once.", hint="Try `deai node` to see more."))
    assert desktop.app.link.problem == "It ended at once. Try `deai node` to see more."
    desktop.shell.language.chosen = "de"
    assert desktop.app.link.problem == "Er wurde sofort wieder beendet. Mehr zeigt `deai node`."


def test_the_choice_keeps_its_place_and_survives_a_restart(
    paths: Paths, tmp_path: Path, open_desktop: Open, wait_until: Wait
) -> None:
    with lived_in_node(paths, tmp_path):
        desktop = open_desktop()
        desktop.shell.language.chosen = "en"
        _show_section(desktop, APPEARANCE, wait_until)
        box = desktop.find("language")
        assert box.property("displayText") == "English"
        box.setProperty("currentIndex", 2)
        box.activated.emit(2)  # type: ignore[attr-defined]
        assert desktop.shell.language.spoken == "de"
        settle(wait_until)
        assert desktop.find("sectionList").property("currentIndex") == APPEARANCE
        assert desktop.find("language").property("displayText") == "Deutsch"
        assert {"Sprache", "Darstellung", "Wie das System"} <= _texts(desktop)
        desktop.close()
    command = [sys.executable, "-c", _RESTART, str(paths.data.parent)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=60, check=False)
    assert done.stdout.split() == ["de", "Einstellungen"], done.stderr


def _show_section(desktop: DesktopWindow, place: int, wait_until: Wait) -> None:
    desktop.app.link.open()
    wait_until(lambda: desktop.app.settings.values)
    desktop.app.page = 3
    wait_until(lambda: any(item.objectName() == "sectionList" for item in desktop.items()))
    desktop.find("sectionList").setProperty("currentIndex", place)
    settle(wait_until)


def _texts(desktop: DesktopWindow) -> set[str]:
    """Collect all that is shown or read out."""
    return {text for item in desktop.items() for text in _texts_of(item) if text}


def _texts_of(item: QQuickItem) -> Iterator[str]:
    for name in ("text", "displayText", "placeholderText", "title"):
        if isinstance(text := item.property(name), str):
            yield text
    yield accessible_name(item)
    if (interface := QAccessible.queryAccessibleInterface(item)) is not None:
        yield interface.text(QAccessible.Text.Description)


class _Texts:
    """Tells the source's texts from a language's, whatever stands in their placeholders."""

    def __init__(self, file: Path) -> None:
        pairs = [pair for pair in _pairs(file) if pair[0] != pair[1] and _letters(pair[0]) > _FEW_LETTERS]
        self._english = [_pattern(source) for source, _ in pairs]
        self._translated = [_pattern(said_so) for _, said_so in pairs]

    def is_english(self, text: str) -> bool:
        """Answer True when the source has this text and the language none like it."""
        return any(one.fullmatch(text) for one in self._english) and not any(
            one.fullmatch(text) for one in self._translated
        )


def _letters(text: str) -> int:
    return sum(letter.isalpha() for letter in _PLACEHOLDER.sub("", text))


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(r"[^\n\u2029]{1,100}".join(re.escape(part) for part in _PLACEHOLDER.split(text)))


def _pairs(file: Path) -> Iterator[tuple[str, str]]:
    for message in ElementTree.parse(file).iter("message"):
        translation = message.find("translation")
        assert translation is not None
        for said_so in [form.text or "" for form in translation] or [translation.text or ""]:
            yield message.findtext("source") or "", said_so


def _margins(text: str) -> tuple[str, str]:
    return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
