"""Sleep, lock and sign-out are heard on Windows; elsewhere nothing is, and nothing breaks."""

from __future__ import annotations

import sys
import threading

import pytest

from deai_desktop.system.session_events import SessionEvent, SessionEvents, event_of

_END_SESSION, _POWER, _SESSION = 0x16, 0x218, 0x2B1
MEANINGS = [
    (_POWER, 0x04, SessionEvent.SUSPENDING),
    (_POWER, 0x12, SessionEvent.RESUMED),
    (_POWER, 0x0A, None),  # the battery's level changed
    (_SESSION, 7, SessionEvent.LOCKED),
    (_SESSION, 8, SessionEvent.UNLOCKED),
    (_SESSION, 5, None),
    (_END_SESSION, 0, None),  # another program refused: the session goes on
    (_END_SESSION, 1, SessionEvent.ENDING),
    (0x11, 1, None),
]


@pytest.mark.parametrize(("message", "what", "meaning"), MEANINGS)
def test_messages_are_understood(message: int, what: int, meaning: SessionEvent | None) -> None:
    assert event_of(message, what) is meaning


def test_can_be_closed_twice() -> None:
    events = SessionEvents(lambda _: None)
    events.close()
    events.close()


@pytest.mark.skipif(sys.platform != "win32", reason="only Windows sends such messages")
def test_a_real_window_hears_them_in_a_thread_of_its_own() -> None:
    import ctypes

    heard: list[tuple[int, SessionEvent]] = []
    events = SessionEvents(lambda event: heard.append((threading.get_ident(), event)))
    assert events.window
    for message, what, _ in MEANINGS:
        ctypes.windll.user32.SendMessageW(events.window, message, what, 0)  # type: ignore[attr-defined,unused-ignore]
    events.close()
    assert [event for _, event in heard] == [meaning for *_, meaning in MEANINGS if meaning]
    assert threading.get_ident() not in {thread for thread, _ in heard}
    assert events.window == 0


@pytest.mark.expects_errors_in_log
@pytest.mark.skipif(sys.platform != "win32", reason="only Windows sends such messages")
def test_a_listener_that_fails_does_not_deafen_it() -> None:
    import ctypes

    heard: list[SessionEvent] = []

    def listen(event: SessionEvent) -> None:
        heard.append(event)
        raise OSError("broken")

    events = SessionEvents(listen)
    for _ in range(2):
        ctypes.windll.user32.SendMessageW(events.window, _POWER, 0x12, 0)  # type: ignore[attr-defined,unused-ignore]
    events.close()
    assert heard == [SessionEvent.RESUMED] * 2
