"""Formulas are set as in a book, or shown as their source: never an error, never a window that waits."""

from __future__ import annotations

import base64
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QMetaObject, Qt, QThreadPool, QUrl
from PySide6.QtGui import QColor, QGuiApplication, QImage
from PySide6.QtQuick import QQuickItem, QQuickWindow

from deai_desktop.api.schemas.conversations import Conversation, MessageView
from deai_desktop.core.paths import Paths
from deai_desktop.gui.chat.formula_typesetting import INK, FormulaError, typeset
from deai_desktop.gui.chat.formulas import Formulas
from deai_desktop.gui.chat.image_address import png_address
from deai_desktop.gui.chat.made_later import MadeLater
from deai_desktop.gui.chat.markdown_blocks import parse_blocks
from tests.gui.chat_window import Chat, Wait, click, count, find, press, write_window

_GOOD = [
    r"E = mc^2",
    r"x = \frac{-b \pm \sqrt{b^2 - 4ac}}{2a}",
    r"\sum_{n=1}^{\infty} \frac{1}{n^2} = \frac{\pi^2}{6}",
    r"\int_0^\infty e^{-x^2}\,dx",
    r"\begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix}",
    r"\begin{aligned} a &= b \\ &= c \end{aligned}",
    r"f(x) = \begin{cases} x & \text{if } x < 0 \\ 1 & \text{otherwise} \end{cases}",
    r"\sqrt[3]{\alpha + \Omega}",
    r"\text{a < b & c}",
    r"\hat{y} \in \mathbb{R}^n",
    r"\begin{equation} x = 1 \label{one} \end{equation}",
    r"x = y \tag{1}",
]
_BAD = [
    r"\nosuchcommand{x}",
    r"\frac{1}",
    r"\left( x",
    r"x^",
    r"{",
    r"\text{日本}",
    r"\input{/etc/passwd}",
    r"\href{https://example.org}{x}",
    r"\newcommand{\a}{\a\a}\a",
    r"\text{</mtext></math>}\begin{matrix}",
    "",
    "x" * 5000,
]
_SLOW = {
    "long": "1+" * 900,
    "deep roots": r"\sqrt{" * 20 + "x" + "}" * 20,
    "deep fractions": r"\frac{1}{" * 20 + "x" + "}" * 20,
    "deep braces": "{" * 900 + "x" + "}" * 900,
    "deep tables": r"\begin{matrix}" * 12 + "x" + r"\end{matrix}" * 12,
    "wide": r"\quad" * 390,
}
_PIECES = [
    r"\frac",
    r"\sqrt",
    r"\left(",
    r"\right)",
    "{",
    "}",
    "[",
    "]",
    "^",
    "_",
    "&",
    r"\\",
    r"\text{",
    "x",
    "1",
]
_PIECES += [r"\begin{matrix}", r"\end{matrix}", r"\alpha", r"\sum", "+", "<", ">", '"', "'", "%", "#", "~"]


@pytest.mark.parametrize("source", _GOOD)
def test_sets_formulas(source: str) -> None:
    drawing = typeset(source, is_display=True)
    assert INK in drawing.svg
    assert "black" not in drawing.svg
    assert drawing.width > 0.4
    assert drawing.ascent > 0.2


@pytest.mark.parametrize("source", _BAD)
def test_refuses_what_it_cannot_set(source: str) -> None:
    with pytest.raises(FormulaError):
        typeset(source, is_display=False)


@pytest.mark.parametrize("source", _SLOW.values(), ids=_SLOW.keys())
def test_gives_up_in_time(source: str) -> None:
    started = time.thread_time()
    with pytest.raises(FormulaError):
        typeset(source, is_display=True)
    assert time.thread_time() - started < 2


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(_PIECES), max_size=12).map(" ".join) | st.text(max_size=40))
def test_never_fails_otherwise(source: str) -> None:
    try:
        drawing = typeset(source, is_display=False)
    except FormulaError:
        return
    assert "<image" not in drawing.svg
    assert "href" not in drawing.svg


def test_loads_nothing_before_a_formula_is_shown() -> None:
    code = "import sys, deai_desktop.gui.app; print([one for one in sys.modules if one in ('ziamath', 'latex2mathml')])"
    assert (
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
        == "[]\n"
    )


def test_keeps_what_was_used_last_and_makes_nothing_when_the_program_ends(
    application: object, wait_until: Wait
) -> None:
    made: list[int] = []

    def make(key: int) -> int:
        made.append(key)
        time.sleep(0.05)
        return key

    values = MadeLater(make, lambda _: 1000, 6000)
    for key in range(5):
        values.get(key)
        wait_until(lambda key=key: values.get(key) == key)
    assert made == [0, 1, 2, 3, 4]
    assert values.get(0) is None
    for key in range(10, 20):
        values.get(key)
    values.give_up()
    QThreadPool.globalInstance().waitForDone()
    assert len(made) <= 7


@pytest.fixture
def formulas(application: object) -> Formulas:
    """Formulas without a window."""
    return Formulas()


def _in_text(formulas: Formulas, html: str, wait_until: Wait, number: int = 1) -> str:
    def shown() -> str:
        return formulas.inText(html, 14, QColor("#1b1b1b"), 1.0, formulas.revision)

    wait_until(lambda: shown().count(" alt=") == number)
    return shown()


def test_shows_the_source_until_a_formula_is_set(formulas: Formulas, wait_until: Wait) -> None:
    html = parse_blocks("so $a<b$, at $5 and $10")[0].html
    first = formulas.inText(html, 14, QColor("black"), 1.0, 0)
    assert first == "<p>so <code>a&lt;b</code>, at $5 and $10</p>"
    then = _in_text(formulas, html, wait_until)
    assert 'alt="$a&lt;b$"' in then
    assert then.endswith("at $5 and $10</p>")


def test_keeps_showing_the_source_of_what_cannot_be_set(formulas: Formulas, wait_until: Wait) -> None:
    html = parse_blocks(r"$x$ and $\nosuchcommand$")[0].html
    assert r"<code>\nosuchcommand</code>" in _in_text(formulas, html, wait_until)


def test_sets_all_formulas_of_a_text_equally_deep(formulas: Formulas, wait_until: Wait) -> None:
    """Qt puts such an image's end where the deepest part of its line ends."""
    html = _in_text(formulas, parse_blocks(r"$x$ and $\frac{1}{2}$")[0].html, wait_until, 2)
    assert html.count("vertical-align: middle") == 2
    flat = _in_text(formulas, parse_blocks("$x$ and $n$")[0].html, wait_until, 2)
    assert "vertical-align: middle" not in flat


def test_reads_and_copies_formulas_as_their_source(formulas: Formulas, wait_until: Wait) -> None:
    html = _in_text(formulas, parse_blocks(r"a $x$ b $\frac{1}{2}$ c")[0].html, wait_until, 2)
    strut = "\ufffc\ufeff"
    text = f"a {strut}\ufffc b {strut}{strut}\ufffc c"
    assert formulas.spoken(html, text, "") == r"a $x$ b $\frac{1}{2}$ c"
    formulas.copy(html, text[5:], text[:5])
    assert QGuiApplication.clipboard().text() == r" b $\frac{1}{2}$ c"


@pytest.fixture
def chat(paths: Paths, application: object) -> Iterator[Chat]:
    """A chat without a node."""
    one = Chat(paths)
    yield one
    one.close()


@pytest.fixture
def show(chat: Chat, load: Callable[..., QQuickWindow], tmp_path: Path) -> Callable[[str], QQuickWindow]:
    """Show an answer in a window."""

    def show_one(content: str) -> QQuickWindow:
        window = load(write_window(tmp_path), chat=chat.view)
        message = MessageView(
            id="m", parent_id=None, role="assistant", content=content, status="complete",
            destination="this-pc", model="echo", created_at=0, versions=["m"],
        )  # fmt: skip
        chat.view._show(
            Conversation(id="c", title="", model="", created_at=0, updated_at=0, messages=[message])
        )
        return window

    return show_one


def _all(item: QQuickItem) -> list[QQuickItem]:
    return [item, *(below for child in item.childItems() for below in _all(child))]


def _has_colour(window: QQuickWindow, name: str, colour: QColor) -> bool:
    item = find(window, name)
    place = item.mapRectToScene(item.boundingRect()).toRect()
    image = window.grabWindow().copy(place)
    rows, columns = range(image.height()), range(image.width())
    return any(image.pixelColor(x, y) == colour for y in rows for x in columns)


def test_draws_a_formula_in_the_colour_of_the_text(
    show: Callable[[str], QQuickWindow], wait_until: Wait
) -> None:
    window = show("$$\n\\frac{a+b}{2}\n$$")
    wait_until(lambda: count(window, "formula"))
    is_light = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Light
    wait_until(lambda: _has_colour(window, "formula", QColor("#1b1b1b" if is_light else "#ffffff")))
    click(window, "copyFormula")
    assert QGuiApplication.clipboard().text() == "\\frac{a+b}{2}"


def test_copies_selected_text_with_its_formulas(
    show: Callable[[str], QQuickWindow], wait_until: Wait
) -> None:
    window = show(r"One $x^2$ and $\frac{1}{2}$.")
    wait_until(lambda: count(window, "richText"))
    text = find(window, "richText")
    wait_until(lambda: text.property("text").count(" alt=") == 2)
    QMetaObject.invokeMethod(text, "selectAll")
    text.forceActiveFocus()
    window.requestActivate()
    wait_until(lambda: text.property("activeFocus"))
    press(window, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == r"One $x^2$ and $\frac{1}{2}$."


def test_shows_a_formula_that_cannot_be_set_as_code(
    show: Callable[[str], QQuickWindow], wait_until: Wait, chat: Chat
) -> None:
    window = show("$$\\nosuchcommand$$\n\n$$x$$")
    wait_until(lambda: count(window, "formula") == 1)


def test_shows_an_image_that_stands_in_the_answer(
    show: Callable[[str], QQuickWindow], wait_until: Wait
) -> None:
    image = QImage(3000, 60, QImage.Format.Format_RGB32)
    image.fill(QColor("#008080"))
    window = show(f"![a box]({png_address(image)})")
    wait_until(lambda: count(window, "answerImage"))
    wait_until(lambda: _has_colour(window, "answerImage", QColor("#008080")))
    assert find(window, "answerImage").width() <= 780
    click(window, "answerImage")
    wait_until(lambda: any(one.objectName() == "largerPicture" for one in _all(window.contentItem())))


def test_saves_an_image_as_it_came(chat: Chat, tmp_path: Path) -> None:
    image = QImage(4, 4, QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    pictures = chat.view.pictures
    pictures.save(png_address(image), QUrl.fromLocalFile(str(tmp_path / "a.png")))
    assert QImage(str(tmp_path / "a.png")) == image
    assert pictures.suffix(png_address(image)) == "png"
    pictures.save(png_address(image), QUrl.fromLocalFile(str(tmp_path / "a.png" / "b.png")))
    assert chat.banners == ["The image could not be saved"]


_NO_IMAGES = [b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"\x89PNG\r\n\x1a\nbroken", b"GIF89a"]


@pytest.mark.parametrize("content", _NO_IMAGES)
def test_names_an_image_that_cannot_be_decoded(chat: Chat, wait_until: Wait, content: bytes) -> None:
    address = "data:image/png;base64," + base64.b64encode(content).decode()
    pictures = chat.view.pictures
    wait_until(lambda: pictures.shown(address, 0)["isReady"])
    assert pictures.shown(address, 0)["address"] == ""


def test_shows_the_first_frame_of_an_animation(chat: Chat, wait_until: Wait) -> None:
    address = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"
    wait_until(lambda: chat.view.pictures.shown(address, 0)["isReady"])
    assert chat.view.pictures.shown(address, 0)["width"] == 1
