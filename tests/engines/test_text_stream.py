"""Text comes out whole: no half characters, no part of a stop text."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from deai_desktop.engines.base import TokenLogprob
from deai_desktop.engines.text_stream import TextStream


def collect(stream: TextStream, pieces: list[bytes]) -> str:
    text = "".join(stream.feed(piece)[0] for piece in pieces)
    return text + stream.finish()[0]


def test_a_character_in_two_tokens_comes_out_once_and_whole() -> None:
    stream = TextStream()
    octets = "ü".encode()
    assert stream.feed(octets[:1]) == ("", ())
    assert stream.feed(octets[1:]) == ("ü", ())


def test_bytes_that_are_no_text_become_replacement_characters() -> None:
    assert collect(TextStream(), [b"a\xff", b"\xe2\x82"]) == "a��"


def test_stops_at_a_stop_text_that_spans_tokens() -> None:
    stream = TextStream(("END",))
    assert collect(stream, [b"one E", b"N", b"D two"]) == "one "
    assert stream.stopped


def test_gives_back_what_only_looked_like_a_stop_text() -> None:
    stream = TextStream(("END",))
    assert stream.feed(b"the EN")[0] == "the "
    assert stream.feed(b"tent")[0] == "ENtent"


def test_the_first_of_several_stop_texts_wins() -> None:
    assert collect(TextStream(("world", "lo")), [b"hello world"]) == "hel"


def test_logprobs_come_with_the_text_of_their_token() -> None:
    one, two = (TokenLogprob(text, (), -1.0) for text in ("a E", "x"))
    stream = TextStream(("END",))
    assert stream.feed(b"a E", one) == ("a ", (one,))
    assert stream.feed(b"x", two) == ("Ex", (two,))


def test_logprobs_after_a_stop_text_are_dropped() -> None:
    stream = TextStream(("END",))
    stream.feed(b"END", TokenLogprob("END", (), -1.0))
    assert stream.finish() == ("", ())


@given(st.text(), st.lists(st.integers(0, 200), max_size=10))
def test_however_text_is_cut_it_comes_out_the_same(text: str, cuts: list[int]) -> None:
    octets = text.encode("utf-8", "replace")
    places = sorted({0, len(octets), *(min(cut, len(octets)) for cut in cuts)})
    pieces = [octets[a:b] for a, b in itertools.pairwise(places)]
    assert collect(TextStream(), pieces) == octets.decode("utf-8", "replace")


@given(
    st.text("abx", max_size=40),
    st.lists(st.text("abx", min_size=1, max_size=4), min_size=1, max_size=3),
    st.data(),
)
def test_nothing_after_a_stop_text_ever_comes_out(text: str, stops: list[str], data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=8)))
    places = [0, *cuts, len(text)]
    out = collect(TextStream(stops), [text[a:b].encode() for a, b in itertools.pairwise(places)])
    assert text.startswith(out)
    if not any(stop in text for stop in stops):
        assert out == text
    assert not any(stop in out for stop in stops)
