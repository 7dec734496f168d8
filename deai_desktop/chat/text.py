"""Make text fit to be stored, and derive a title from it."""

from __future__ import annotations

from deai_desktop.core.errors import InvalidInputError

LONGEST_CONTENT = 2_000_000
LONGEST_NAME = 200
LONGEST_DERIVED_TITLE = 60


def clean_content(text: str, param: str = "content") -> str:
    """Replace what can't be stored (NUL, half of a surrogate pair); refuse more than 2,000,000 characters."""
    if len(text) > LONGEST_CONTENT:
        raise InvalidInputError(
            f"The text has {len(text):,} characters; at most {LONGEST_CONTENT:,} can be kept.",
            hint="Shorten the text or split it over several messages.",
            param=param,
        )
    return storable(text)


def clean_name(text: str, param: str) -> str:
    """Make one line of a title or a model's name; refuse more than 200 characters."""
    line = " ".join(storable(text).split())
    if len(line) > LONGEST_NAME:
        raise InvalidInputError(
            f"The {param} has {len(line)} characters; at most {LONGEST_NAME} are possible.",
            hint=f"Choose a shorter {param}.",
            param=param,
        )
    return line


def storable(text: str) -> str:
    """Replace NUL and lone surrogates by U+FFFD, as a browser would; join surrogates that form a pair."""
    text = text.replace("\0", "\N{REPLACEMENT CHARACTER}")
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text


def derive_title(content: str) -> str:
    """Take the first line that is not blank, cut at a word to at most 60 characters."""
    line = next((" ".join(line.split()) for line in content.splitlines() if line.strip()), "")
    if len(line) <= LONGEST_DERIVED_TITLE:
        return line
    room = line[:LONGEST_DERIVED_TITLE]  # one longer than what is kept: the ellipsis needs a place
    words = room.rpartition(" ")[0].rstrip(" ,;:–-") or room[:-1]
    return f"{words}…"
