"""Says in the person's language the errors of the node that have values in them, such as names and numbers."""

from __future__ import annotations

import re
from functools import cache

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from deai_desktop.gui.adapter_error_texts import ADAPTER_TEMPLATES
from deai_desktop.gui.damage_texts import AT_BYTE, DAMAGES
from deai_desktop.gui.library_error_texts import LIBRARY_TEMPLATES
from deai_desktop.gui.pool_error_templates import POOL_WORK_TEMPLATES
from deai_desktop.gui.pool_error_texts import POOL_TEMPLATES
from deai_desktop.gui.pool_refusal_texts import REFUSALS

TEMPLATES = (
    *ADAPTER_TEMPLATES,
    *LIBRARY_TEMPLATES,
    *POOL_TEMPLATES,
    *POOL_WORK_TEMPLATES,
    QT_TRANSLATE_NOOP("Errors", "A key's name is one line of 1 to {most} characters."),
    QT_TRANSLATE_NOOP("Errors", "A list can't have {limit} entries from {offset} on."),
    QT_TRANSLATE_NOOP("Errors", "A node of yours is running{where}."),
    QT_TRANSLATE_NOOP("Errors", "A text has {tokens} tokens; embeddings take at most {most}."),
    QT_TRANSLATE_NOOP(
        "Errors",
        "Agree to them on {page} , make a token that may read models, and give it with: deai models token set",
    ),
    QT_TRANSLATE_NOOP(
        "Errors",
        "Agree to them on {page} , with the account that the token belongs to. Some take a while to say yes.",
    ),
    QT_TRANSLATE_NOOP("Errors", "An unexpected fault: {fault}."),
    QT_TRANSLATE_NOOP("Errors", "Another model is already named “{name}”."),
    QT_TRANSLATE_NOOP("Errors", "Another program is using {file} ({reason})."),
    QT_TRANSLATE_NOOP("Errors", "Another program{owner} uses port {port}."),
    QT_TRANSLATE_NOOP("Errors", "Ask for 1 to {most} entries, from 0 on."),
    QT_TRANSLATE_NOOP("Errors", "Call it as http://127.0.0.1:{port}."),
    QT_TRANSLATE_NOOP("Errors", "Choose a shorter {part}."),
    QT_TRANSLATE_NOOP("Errors", "DeAI in the distribution “{distribution}” could not be asked for a key."),
    QT_TRANSLATE_NOOP("Errors", "Did you mean {name}?"),
    QT_TRANSLATE_NOOP("Errors", "End it, or choose another port: deai settings set api.port {port}"),
    QT_TRANSLATE_NOOP(
        "Errors", "Fetch it again with: deai models remove {model}, then deai models pull {again}"
    ),
    QT_TRANSLATE_NOOP("Errors", "Get the starter model: deai models pull {model}"),
    QT_TRANSLATE_NOOP("Errors", "If you trust the page: deai settings set api.allowed_origins {origin}"),
    QT_TRANSLATE_NOOP("Errors", "It answers {status}."),
    QT_TRANSLATE_NOOP("Errors", "It did not answer within {seconds} seconds."),
    QT_TRANSLATE_NOOP("Errors", "It did not take the request within {seconds} seconds and was stopped."),
    QT_TRANSLATE_NOOP("Errors", "It does not answer: {reason}."),
    QT_TRANSLATE_NOOP("Errors", "It does not say how large {file} is."),
    QT_TRANSLATE_NOOP("Errors", "It gives no usable answer: {reason}."),
    QT_TRANSLATE_NOOP("Errors", "It is larger than {size}."),
    QT_TRANSLATE_NOOP("Errors", "It is out of order (it answers {status})."),
    QT_TRANSLATE_NOOP("Errors", "It needs about {size} of memory, and this PC has {room} for models."),
    QT_TRANSLATE_NOOP("Errors", "It replied with status {status}."),
    QT_TRANSLATE_NOOP("Errors", "It runs, but has not answered for {seconds} seconds."),
    QT_TRANSLATE_NOOP("Errors", "It was refused: {reason}."),
    QT_TRANSLATE_NOOP("Errors", "It wrote too little in {seconds} seconds to tell its speed."),
    QT_TRANSLATE_NOOP("Errors", "Its chat template can't be used: {reason}."),
    QT_TRANSLATE_NOOP("Errors", "Its description takes more than {size}, which no real model needs."),
    QT_TRANSLATE_NOOP("Errors", "Its process ended with code {code}."),
    QT_TRANSLATE_NOOP(
        "Errors", "keyring is set to {module}.{name}, which is not a credential vault known to be safe."
    ),
    QT_TRANSLATE_NOOP("Errors", "llama.cpp could not work on the text (status {status})."),
    QT_TRANSLATE_NOOP("Errors", "Make it simpler; counts may go up to {count}, nesting up to {depth}."),
    QT_TRANSLATE_NOOP("Errors", "Make it yours alone: chmod 600 {file}"),
    QT_TRANSLATE_NOOP("Errors", "No model named “{name}” is installed."),
    QT_TRANSLATE_NOOP(
        "Errors",
        "Nothing was deleted. Move the file away to start afresh, or put a copy in its place: one"
        " made before an update may lie beside it as {file}.before-….",
    ),
    QT_TRANSLATE_NOOP("Errors", "Others may read the passphrase in {file}."),
    QT_TRANSLATE_NOOP("Errors", "Port {port} can't be opened at {host}: {reason}."),
    QT_TRANSLATE_NOOP("Errors", "Remove the model and get it again: deai models remove {model}"),
    QT_TRANSLATE_NOOP("Errors", "See what there is: deai models show {model}"),
    QT_TRANSLATE_NOOP("Errors", "The catalogue has no model named “{name}”."),
    QT_TRANSLATE_NOOP("Errors", "The conversation has {messages} messages; at most {most} fit into a file."),
    QT_TRANSLATE_NOOP("Errors", "The disk reports an error at {file} ({reason})."),
    QT_TRANSLATE_NOOP("Errors", "The encrypted file {file} can't be read: {reason}."),
    QT_TRANSLATE_NOOP("Errors", "The encrypted file {file} can't be written: {reason}."),
    QT_TRANSLATE_NOOP("Errors", "The file can't be read: {reason}."),
    QT_TRANSLATE_NOOP("Errors", "The file is damaged: {damage}."),
    QT_TRANSLATE_NOOP("Errors", "The file is incomplete: {damage}."),
    QT_TRANSLATE_NOOP(
        "Errors", "The file uses version {version} of the GGUF format; versions 2 and 3 are understood."
    ),
    QT_TRANSLATE_NOOP("Errors", "The file {file} can't be made: {reason}."),
    QT_TRANSLATE_NOOP("Errors", "The file {file} can't be opened or written ({reason})."),
    QT_TRANSLATE_NOOP("Errors", "The file {file} is a database of another program."),
    QT_TRANSLATE_NOOP("Errors", "The file {file} is damaged or is not a database."),
    QT_TRANSLATE_NOOP("Errors", "The file {file} is gone or has changed."),
    QT_TRANSLATE_NOOP(
        "Errors",
        "The file {file} was written by a newer version of DeAI Desktop (layout {layout}; this"
        " version knows {newest}).",
    ),
    QT_TRANSLATE_NOOP("Errors", "The hub has no model named “{model}”, or it is not public."),
    QT_TRANSLATE_NOOP("Errors", "The folder holds “{file}”, which can run programs when it is opened."),
    QT_TRANSLATE_NOOP("Errors", "The JSON schema can't be used: {reason}."),
    QT_TRANSLATE_NOOP("Errors", "The key could not be {done} ({kind})."),
    QT_TRANSLATE_NOOP(
        "Errors",
        "The key in DEAI_API_KEY must have {fewest} to {most} characters: plain letters, digits"
        " and signs, no spaces.",
    ),
    QT_TRANSLATE_NOOP("Errors", "The key of the node “{name}” is no longer in the vault."),
    QT_TRANSLATE_NOOP("Errors", "The list of other nodes can't be used: {file}"),
    QT_TRANSLATE_NOOP("Errors", "The log may tell why: {folder}"),
    QT_TRANSLATE_NOOP("Errors", "The makers of {model} give it only to people who agreed to their terms."),
    QT_TRANSLATE_NOOP("Errors", "The model names the file “{file}”, which is not in its folder."),
    QT_TRANSLATE_NOOP("Errors", "The model was split into several files, and {file} is missing."),
    QT_TRANSLATE_NOOP("Errors", "The model's chat template failed: {reason}"),
    QT_TRANSLATE_NOOP("Errors", "The model's chat template says: {words}"),
    QT_TRANSLATE_NOOP("Errors", "The node at {address} does not answer."),
    QT_TRANSLATE_NOOP("Errors", "The node “{name}” at {address} does not answer."),
    QT_TRANSLATE_NOOP("Errors", "The passphrase can't be read from {file}: {reason}."),
    QT_TRANSLATE_NOOP("Errors", "The passphrase in {file} must have {fewest} to {most} bytes."),
    QT_TRANSLATE_NOOP("Errors", "The prompt has {tokens} tokens, the context window holds {length}."),
    QT_TRANSLATE_NOOP(
        "Errors",
        "The prompt has {tokens} tokens, this model's context window holds {length} with the answer.",
    ),
    QT_TRANSLATE_NOOP("Errors", "The request is larger than {size} MB."),
    QT_TRANSLATE_NOOP("Errors", "The settings file can't be read: {reason}."),
    QT_TRANSLATE_NOOP(
        "Errors", "The tensor “{tensor}” is packed in a way (type {kind}) that is not understood."
    ),
    QT_TRANSLATE_NOOP("Errors", "The text has {length} characters; at most {most} can be kept."),
    QT_TRANSLATE_NOOP(
        "Errors", "The Windows side's {program} did not answer as DeAI's vault helper does ({kind})."
    ),
    QT_TRANSLATE_NOOP("Errors", "The {part} has {length} characters; at most {most} are possible."),
    QT_TRANSLATE_NOOP("Errors", "There is already a key named “{name}”."),
    QT_TRANSLATE_NOOP("Errors", "There is no download “{download}”."),
    QT_TRANSLATE_NOOP("Errors", "There is no file {file}."),
    QT_TRANSLATE_NOOP("Errors", "There is no message “{message}” in this conversation."),
    QT_TRANSLATE_NOOP("Errors", "There is no other node named “{name}”."),
    QT_TRANSLATE_NOOP("Errors", "There is no room left on the disk of {folder}."),
    QT_TRANSLATE_NOOP("Errors", "There is no setting named “{name}”."),
    QT_TRANSLATE_NOOP("Errors", "There is no {thing} “{name}”."),
    QT_TRANSLATE_NOOP("Errors", "There is not enough memory for a context of {length} tokens."),
    QT_TRANSLATE_NOOP("Errors", "This file is part {number} of {count} of a model that was split."),
    QT_TRANSLATE_NOOP(
        "Errors", "This is the first of {count} parts of a model, and its name does not say so."
    ),
    QT_TRANSLATE_NOOP("Errors", "This model's tokens run from 0 to {last}."),
    QT_TRANSLATE_NOOP("Errors", "This secret needs {size} bytes; a credential vault keeps at most {most}."),
    QT_TRANSLATE_NOOP("Errors", "This version does not know models of the kind “{kind}”."),
    QT_TRANSLATE_NOOP("Errors", "Try again in {time}."),
    QT_TRANSLATE_NOOP("Errors", "Unpacking takes {size} for a while, and {free} are free."),
    QT_TRANSLATE_NOOP("Errors", "Use a secret of at most {most} characters."),
    QT_TRANSLATE_NOOP(
        "Errors", "What answers at {address} is not the node “{name}”, or its key was revoked."
    ),
    QT_TRANSLATE_NOOP(
        "Errors",
        "What {address} sends is not the file that was wanted: its SHA-256 is another one.",
    ),
    QT_TRANSLATE_NOOP("Errors", "{count} keys have an id that begins like this."),
    QT_TRANSLATE_NOOP("Errors", "{file} can't be read: {reason}."),
    QT_TRANSLATE_NOOP("Errors", "{file} could not be deleted: {reason}."),
    QT_TRANSLATE_NOOP("Errors", "{file} could not be had from any of its {count} sources:\n{reasons}"),
    QT_TRANSLATE_NOOP("Errors", "{file} has changed since it was added: its SHA-256 is another one."),
    QT_TRANSLATE_NOOP("Errors", "{file} is missing or has another size."),
    QT_TRANSLATE_NOOP("Errors", "{file} is not a file."),
    QT_TRANSLATE_NOOP("Errors", "{file} is not the part of the model that its name says."),
    QT_TRANSLATE_NOOP("Errors", "{folder} can't be written: {reason}."),
    QT_TRANSLATE_NOOP("Errors", "{missing} are still to come, and the disk has {free} left."),
    QT_TRANSLATE_NOOP("Errors", "{model} has no file {file} any more."),
    QT_TRANSLATE_NOOP("Errors", "{model} has no version named “{name}”."),
    QT_TRANSLATE_NOOP(
        "Errors",
        "{model} has nothing that can run here: no GGUF files and no ONNX Runtime GenAI folder.",
    ),
    QT_TRANSLATE_NOOP("Errors", "{source} can't be used: {reason}."),
    QT_TRANSLATE_NOOP("Errors", "{source} was not looked up."),
    QT_TRANSLATE_NOOP("Errors", "“{name}” can't be the short name of a model."),
    QT_TRANSLATE_NOOP("Errors", "“{name}” is no name of a model on the hub."),
    QT_TRANSLATE_NOOP("Errors", "“{value}” does not fit the setting {setting}: {expected}."),
    QT_TRANSLATE_NOOP(
        "Errors", "See why: deai models info {model}. Try it again: deai models trust {same_model}"
    ),
    QT_TRANSLATE_NOOP("Errors", "The folder for updates can't be written: {reason}."),
    QT_TRANSLATE_NOOP("Errors", "The signed list does not name {file}."),
    QT_TRANSLATE_NOOP("Errors", "The signed list gives {file} an impossible size or hash."),
    QT_TRANSLATE_NOOP(
        "Errors", "What is offered ({kind}, {platform}) is not for this program ({own_kind}, {own_platform})."
    ),
    QT_TRANSLATE_NOOP("Errors", "There is no file “{name}” in quarantine."),
    QT_TRANSLATE_NOOP(
        "Errors", "Nobody says what {file} has to be like: its size or its SHA-256 is not known."
    ),
)
"""Titles, messages and hints of errors, in the order of the alphabet; the names are for the translators."""

WORDS = (
    QT_TRANSLATE_NOOP("Errors", "conversation"),
    QT_TRANSLATE_NOOP("Errors", "message"),
    QT_TRANSLATE_NOOP("Errors", "title"),
    QT_TRANSLATE_NOOP("Errors", "model"),
    QT_TRANSLATE_NOOP("Errors", "read"),
    QT_TRANSLATE_NOOP("Errors", "kept"),
    QT_TRANSLATE_NOOP("Errors", "removed"),
    QT_TRANSLATE_NOOP("Errors", "on or off"),
    QT_TRANSLATE_NOOP("Errors", "a number"),
    QT_TRANSLATE_NOOP("Errors", "a whole number"),
    QT_TRANSLATE_NOOP("Errors", "a text"),
    QT_TRANSLATE_NOOP("Errors", "the name of a fact"),
    QT_TRANSLATE_NOOP("Errors", "choose one of {choices}"),
    QT_TRANSLATE_NOOP("Errors", "a number from {low} to {high}"),
    QT_TRANSLATE_NOOP("Errors", "a whole number from {low} to {high}"),
    QT_TRANSLATE_NOOP("Errors", "a list of texts with commas between"),
    QT_TRANSLATE_NOOP("Errors", "an address that begins with https://, without ? and #"),
)
"""What we say ourselves where other texts have a value."""

_WORDED = {"done", "expected", "part", "thing"}
"""Placeholders that these words stand in; in any other they would be a name that somebody gave."""
_LONGEST = 4000
"""Longer texts have a value that nobody reads to its end; they stay English."""
_PLACEHOLDER = re.compile(r"\{(\w+)\}")


def said_by_template(text: str) -> str | None:
    """Say a text that one of the templates has made; None when there is no such template."""
    return _said_by(TEMPLATES, text) if len(text) <= _LONGEST else None


def _said_by(templates: tuple[object, ...], text: str) -> str | None:
    for template, names, literals in _by_detail(templates):
        if (values := _values(text, literals)) is not None:
            return _filled(template, dict(zip(names, values, strict=True)))
    return None


@cache
def _by_detail(templates: tuple[object, ...]) -> list[tuple[str, list[str], list[str]]]:
    """Take templates apart, into names and what stands around them, those that say most first."""
    split = [(str(one), _PLACEHOLDER.split(str(one))) for one in templates]
    parts = [(one, pieces[1::2], pieces[::2]) for one, pieces in split if len(pieces) > 1]
    return sorted(parts, key=lambda part: -sum(map(len, part[2])))


def _values(text: str, literals: list[str]) -> list[str] | None:
    """Read what stands between the literals, in one pass: a regular expression might try every way."""
    first, *middle, last = literals
    end = len(text) - len(last)
    place = len(first)
    if place > end or not (text.startswith(first) and text.endswith(last)):
        return None
    values = []
    for literal in middle:
        found = text.find(literal, place, end)
        if found < 0:
            return None
        values.append(text[place:found])
        place = found + len(literal)
    return [*values, text[place:end]]


def _filled(template: str, values: dict[str, str]) -> str:
    """Put the values into the translation, all at once, so that none is taken for a placeholder."""
    said = QCoreApplication.translate("Errors", template)
    return _PLACEHOLDER.sub(lambda found: _said_value(found[1], values.get(found[1], found[0])), said)


def _said_damage(value: str) -> str:
    """Say what is wrong in a model file, and where if the text ends in that."""
    what, at_byte, place = value.rpartition(" (at byte ")
    if at_byte and place.endswith(")"):
        return _filled(str(AT_BYTE), {"what": _said_damage(what), "place": place.removesuffix(")")})
    return _said_one_of(DAMAGES, value)


def _said_value(name: str, value: str) -> str:
    if name == "damage":
        return _said_damage(value)
    if name == "reasons":
        return "; ".join(map(_said_refusal, value.split("; ")))
    if name not in _WORDED:
        return value
    return _said_one_of(WORDS, value)


def _said_refusal(value: str) -> str:
    """Say why a member refused, whose name stands before that."""
    name, colon, why = value.partition(": ")
    return f"{name}{colon}{_said_one_of(REFUSALS, why)}"


def _said_one_of(texts: tuple[object, ...], value: str) -> str:
    """Say a value that is one of these texts or made from one; any other stays as it is."""
    return QCoreApplication.translate("Errors", value) if value in texts else _said_by(texts, value) or value
