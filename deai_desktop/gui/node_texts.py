"""Says in the person's language what the node tells in English; what is not listed here stays English."""

from __future__ import annotations

import re

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from deai_desktop.core.errors import DeAIError
from deai_desktop.gui.error_templates import said_by_template

ERRORS = (
    QT_TRANSLATE_NOOP("Errors", "A newer version of DeAI wrote the encrypted file."),
    QT_TRANSLATE_NOOP("Errors", "A node in WSL 2 is reached at such an address, too."),
    QT_TRANSLATE_NOOP("Errors", "A secret's name has up to 100 lower-case letters, digits and . _ - /"),
    QT_TRANSLATE_NOOP("Errors", "Already running"),
    QT_TRANSLATE_NOOP("Errors", "An answer is being written in this conversation."),
    QT_TRANSLATE_NOOP("Errors", "An empty text has no embedding."),
    QT_TRANSLATE_NOOP("Errors", "An unexpected fault of ours; the log has more."),
    QT_TRANSLATE_NOOP("Errors", "Another program has held the encrypted file for too long."),
    QT_TRANSLATE_NOOP("Errors", "Ask again."),
    QT_TRANSLATE_NOOP("Errors", "Ask again: it will be loaded again."),
    QT_TRANSLATE_NOOP("Errors", "Begin it at the root."),
    QT_TRANSLATE_NOOP("Errors", "Call it by its address in your network, which `deai status` tells on it."),
    QT_TRANSLATE_NOOP("Errors", "Check that folder."),
    QT_TRANSLATE_NOOP(
        "Errors",
        "Check that it is DeAI's own deai.exe, of the same version, and that it starts: deai.exe --version",
    ),
    QT_TRANSLATE_NOOP("Errors", "Check that it is still there and yours."),
    QT_TRANSLATE_NOOP("Errors", "Check that path."),
    QT_TRANSLATE_NOOP(
        "Errors",
        "Check that you may write to that folder, and that no other program has locked the file.",
    ),
    QT_TRANSLATE_NOOP("Errors", "Check that you may write to that folder, or choose another with DEAI_HOME."),
    QT_TRANSLATE_NOOP("Errors", "Check the connection and try again."),
    QT_TRANSLATE_NOOP("Errors", "Check the connection and try again: what has arrived is kept."),
    QT_TRANSLATE_NOOP("Errors", "Check the connection and try again; nothing is lost."),
    QT_TRANSLATE_NOOP(
        "Errors",
        "Check the disk. The database must lie on a local disk, not on a network drive.",
    ),
    QT_TRANSLATE_NOOP("Errors", "Check the path."),
    QT_TRANSLATE_NOOP("Errors", "Choose a download of this model that is one single file."),
    QT_TRANSLATE_NOOP("Errors", "Choose a file that ends in .gguf, or download the model again."),
    QT_TRANSLATE_NOOP("Errors", "Choose a file that was exported as JSON."),
    QT_TRANSLATE_NOOP("Errors", "Choose a smaller one: deai settings set engine.context_length 2048"),
    QT_TRANSLATE_NOOP("Errors", "Choose another name, or revoke that key first."),
    QT_TRANSLATE_NOOP("Errors", "Choose another name."),
    QT_TRANSLATE_NOOP("Errors", "Choose another quantization of this model, such as Q4_K_M."),
    QT_TRANSLATE_NOOP("Errors", "Choose another."),
    QT_TRANSLATE_NOOP("Errors", "Choose the .gguf file itself, not its folder."),
    QT_TRANSLATE_NOOP("Errors", "Choose the file with the model's weights; it is usually the largest one."),
    QT_TRANSLATE_NOOP("Errors", "Choose the model's .gguf file."),
    QT_TRANSLATE_NOOP("Errors", "Choose the ordinary download of this model."),
    QT_TRANSLATE_NOOP(
        "Errors",
        "Close other programs, choose a smaller model, or a smaller engine.context_length.",
    ),
    QT_TRANSLATE_NOOP("Errors", "Close the other program, or wait a moment and try again."),
    QT_TRANSLATE_NOOP("Errors", "Copy all of what `deai pair` printed."),
    QT_TRANSLATE_NOOP("Errors", "DeAI could not start"),
    QT_TRANSLATE_NOOP("Errors", "DeAI does not answer"),
    QT_TRANSLATE_NOOP("Errors", "DeAI in WSL asks for this program; it is not for people."),
    QT_TRANSLATE_NOOP("Errors", "DeAI is closing and no longer keeps anything."),
    QT_TRANSLATE_NOOP("Errors", "DeAI is closing."),
    QT_TRANSLATE_NOOP("Errors", "DEAI_LAN_ADDRESS must be one IPv4 address of this PC."),
    QT_TRANSLATE_NOOP("Errors", "Delete versions that you no longer need."),
    QT_TRANSLATE_NOOP("Errors", "Do this on the PC itself."),
    QT_TRANSLATE_NOOP("Errors", "Download cancelled"),
    QT_TRANSLATE_NOOP("Errors", "Download failed"),
    QT_TRANSLATE_NOOP("Errors", "Download it again, or try another quantization of this model."),
    QT_TRANSLATE_NOOP("Errors", "Download the model again, or import another copy of it."),
    QT_TRANSLATE_NOOP("Errors", "End it with: deai stop"),
    QT_TRANSLATE_NOOP("Errors", "From another computer, /v1 is all that can be called."),
    QT_TRANSLATE_NOOP("Errors", "Get this model from another source."),
    QT_TRANSLATE_NOOP("Errors", "Give an address like 192.168.1.5, or unset the variable."),
    QT_TRANSLATE_NOOP("Errors", "Give it as ordinary text."),
    QT_TRANSLATE_NOOP("Errors", "Give more of the id."),
    QT_TRANSLATE_NOOP("Errors", "Give the passphrase it was made with. Nothing was changed."),
    QT_TRANSLATE_NOOP("Errors", "Install a build of llama-cpp-python for this processor."),
    QT_TRANSLATE_NOOP("Errors", "Install DeAI Desktop again or update it."),
    QT_TRANSLATE_NOOP("Errors", "Install DeAI Desktop again."),
    QT_TRANSLATE_NOOP(
        "Errors",
        "Install DeAI Desktop on Windows, or set DEAI_VAULT_HELPER to the path of its deai.exe.",
    ),
    QT_TRANSLATE_NOOP(
        "Errors",
        "Install it: apt-get install libgomp1, or your distribution's package of that name.",
    ),
    QT_TRANSLATE_NOOP("Errors", "Install it: pip install 'deai-desktop[server]'"),
    QT_TRANSLATE_NOOP("Errors", "It ended at once."),
    QT_TRANSLATE_NOOP("Errors", "It ended without a reason."),
    QT_TRANSLATE_NOOP(
        "Errors",
        "It is a base model without a chat template: it continues text, but does not chat.",
    ),
    QT_TRANSLATE_NOOP("Errors", "It is not a conversation that DeAI Desktop has exported."),
    QT_TRANSLATE_NOOP("Errors", "It is not an echo model."),
    QT_TRANSLATE_NOOP("Errors", "It may have been deleted. Reload the list."),
    QT_TRANSLATE_NOOP("Errors", "It may have ended long ago."),
    QT_TRANSLATE_NOOP("Errors", "It stopped answering."),
    QT_TRANSLATE_NOOP("Errors", "It was deleted. Try again later, or choose another model."),
    QT_TRANSLATE_NOOP("Errors", "It was unloaded in the meantime."),
    QT_TRANSLATE_NOOP("Errors", "It was unloaded while it was loading."),
    QT_TRANSLATE_NOOP("Errors", "Its reply can't be read; another version may be running."),
    QT_TRANSLATE_NOOP("Errors", "List them with: deai keys list"),
    QT_TRANSLATE_NOOP("Errors", "List them with: deai models list"),
    QT_TRANSLATE_NOOP("Errors", "List them with: deai nodes list"),
    QT_TRANSLATE_NOOP("Errors", "List them with: deai settings list"),
    QT_TRANSLATE_NOOP("Errors", "List them: GET /api/downloads"),
    QT_TRANSLATE_NOOP("Errors", "Lists of lists are not read."),
    QT_TRANSLATE_NOOP("Errors", "llama.cpp crashed (arithmetic fault)."),
    QT_TRANSLATE_NOOP("Errors", "llama.cpp crashed (memory access fault)."),
    QT_TRANSLATE_NOOP("Errors", "llama.cpp gave up in the middle of its work."),
    QT_TRANSLATE_NOOP("Errors", "llama.cpp has no code for this processor."),
    QT_TRANSLATE_NOOP("Errors", "llama.cpp refused the file."),
    QT_TRANSLATE_NOOP("Errors", "Install DeAI Desktop again, in case a file is missing."),
    QT_TRANSLATE_NOOP(
        "Errors",
        "Look for a newer download of this model, or a newer version of DeAI Desktop.",
    ),
    QT_TRANSLATE_NOOP("Errors", "Make a good one with: openssl rand -base64 32"),
    QT_TRANSLATE_NOOP("Errors", "Make one that may do everything: deai keys create NAME --scope full"),
    QT_TRANSLATE_NOOP(
        "Errors",
        "Make one with: deai keys create NAME, and send it as “Authorization: Bearer KEY”.",
    ),
    QT_TRANSLATE_NOOP("Errors", "Make one with: openssl rand -hex 32"),
    QT_TRANSLATE_NOOP("Errors", "Make room and start the download again."),
    QT_TRANSLATE_NOOP("Errors", "Make room and start the download again: it goes on where it stopped."),
    QT_TRANSLATE_NOOP(
        "Errors",
        "Make room, for example by removing models you no longer use, and try again.",
    ),
    QT_TRANSLATE_NOOP("Errors", "Make the schema simpler."),
    QT_TRANSLATE_NOOP("Errors", "Model not found"),
    QT_TRANSLATE_NOOP(
        "Errors",
        "Most models want user and assistant to take turns, beginning with the user.",
    ),
    QT_TRANSLATE_NOOP("Errors", "Move that file away and pair the nodes again."),
    QT_TRANSLATE_NOOP("Errors", "Name it after the program that will use it."),
    QT_TRANSLATE_NOOP("Errors", "No model is installed yet."),
    QT_TRANSLATE_NOOP("Errors", "No safe place for keys"),
    QT_TRANSLATE_NOOP("Errors", "No valid key"),
    QT_TRANSLATE_NOOP("Errors", "Not allowed"),
    QT_TRANSLATE_NOOP("Errors", "Not enough disk space"),
    QT_TRANSLATE_NOOP("Errors", "Not found"),
    QT_TRANSLATE_NOOP("Errors", "Not possible right now"),
    QT_TRANSLATE_NOOP("Errors", "Nothing was changed. Install the newer version again."),
    QT_TRANSLATE_NOOP(
        "Errors",
        "Nothing was changed. Move the file away, or choose another folder with DEAI_HOME.",
    ),
    QT_TRANSLATE_NOOP(
        "Errors",
        "On a PC without a desktop, put a passphrase into a file that only you may read and set"
        " DEAI_VAULT_PASSPHRASE_FILE to its path; or start DeAI inside a session with an unlocked vault"
        " (dbus-run-session, then gnome-keyring-daemon --unlock); or give the key of the local API in"
        " the environment variable DEAI_API_KEY, which is never stored.",
    ),
    QT_TRANSLATE_NOOP(
        "Errors",
        "Only a node on this PC can be used, at an address like http://127.0.0.1:3325.",
    ),
    QT_TRANSLATE_NOOP("Errors", "Only an answer can be written again."),
    QT_TRANSLATE_NOOP("Errors", "Only your own messages can be edited."),
    QT_TRANSLATE_NOOP(
        "Errors",
        "Open that distribution and run `deai pair` there: it shows what is wrong, or a code for `deai"
        " nodes add` here.",
    ),
    QT_TRANSLATE_NOOP("Errors", "Pair it again: `deai pair` there, then `deai nodes add` here."),
    QT_TRANSLATE_NOOP("Errors", "Pick one from the list."),
    QT_TRANSLATE_NOOP("Errors", "Please report it."),
    QT_TRANSLATE_NOOP(
        "Errors",
        "Put one into a file that only you may read and set DEAI_VAULT_PASSPHRASE_FILE to its path.",
    ),
    QT_TRANSLATE_NOOP("Errors", "Put the file back or import it again."),
    QT_TRANSLATE_NOOP("Errors", "Remove the model and download it again."),
    QT_TRANSLATE_NOOP(
        "Errors",
        "Restore it from a backup, or move it away and make the keys anew. Nothing was changed.",
    ),
    QT_TRANSLATE_NOOP("Errors", "See `deai status`; if it hangs, `deai stop` ends it."),
    QT_TRANSLATE_NOOP("Errors", "Send less at once."),
    QT_TRANSLATE_NOOP(
        "Errors",
        "Shorten it, or choose a larger window: deai settings set engine.context_length",
    ),
    QT_TRANSLATE_NOOP("Errors", "Shorten it."),
    QT_TRANSLATE_NOOP("Errors", "Shorten the text or split it over several messages."),
    QT_TRANSLATE_NOOP("Errors", "Something went wrong that should not have."),
    QT_TRANSLATE_NOOP("Errors", "Split it into shorter texts."),
    QT_TRANSLATE_NOOP("Errors", "Start DeAI again."),
    QT_TRANSLATE_NOOP("Errors", "Start it again to go on where it stopped."),
    QT_TRANSLATE_NOOP("Errors", "Start it again."),
    QT_TRANSLATE_NOOP("Errors", "Stop it with `deai stop` and try again."),
    QT_TRANSLATE_NOOP("Errors", "That did not work"),
    QT_TRANSLATE_NOOP("Errors", "That input can't be used"),
    QT_TRANSLATE_NOOP("Errors", "That setting can't be used"),
    QT_TRANSLATE_NOOP("Errors", "The catalogue names no model to start with."),
    QT_TRANSLATE_NOOP("Errors", "The conversation can't be imported"),
    QT_TRANSLATE_NOOP("Errors", "The credential vault is locked."),
    QT_TRANSLATE_NOOP("Errors", "The database can't be used"),
    QT_TRANSLATE_NOOP("Errors", "The download was cancelled. What has arrived is kept."),
    QT_TRANSLATE_NOOP("Errors", "The encrypted file has no passphrase."),
    QT_TRANSLATE_NOOP("Errors", "The encrypted file is damaged or was changed by somebody else."),
    QT_TRANSLATE_NOOP(
        "Errors",
        "The encrypted file needs the Python package “cryptography”, which is not installed.",
    ),
    QT_TRANSLATE_NOOP("Errors", "The encrypted file was made with another passphrase."),
    QT_TRANSLATE_NOOP("Errors", "The engine host sent something unexpected."),
    QT_TRANSLATE_NOOP("Errors", "The file may be damaged: export the conversation again."),
    QT_TRANSLATE_NOOP("Errors", "The file was written for big-endian computers."),
    QT_TRANSLATE_NOOP("Errors", "The JSON schema asks for a form that can't be enforced."),
    QT_TRANSLATE_NOOP("Errors", "The JSON schema is too large."),
    QT_TRANSLATE_NOOP("Errors", "The key is missing, wrong or revoked."),
    QT_TRANSLATE_NOOP("Errors", "The llama.cpp library is missing or broken."),
    QT_TRANSLATE_NOOP("Errors", "The log of DeAI Desktop tells more."),
    QT_TRANSLATE_NOOP("Errors", "The model catalogue can't be used"),
    QT_TRANSLATE_NOOP("Errors", "The model could not answer"),
    QT_TRANSLATE_NOOP("Errors", "The model could not be loaded"),
    QT_TRANSLATE_NOOP("Errors", "The model does not take these messages"),
    QT_TRANSLATE_NOOP(
        "Errors",
        "The model file could not be read to its end; it changed or the disk is failing.",
    ),
    QT_TRANSLATE_NOOP("Errors", "The model file is damaged or incomplete."),
    QT_TRANSLATE_NOOP("Errors", "The model is not loaded."),
    QT_TRANSLATE_NOOP("Errors", "The model stopped unexpectedly"),
    QT_TRANSLATE_NOOP("Errors", "The model's chat template is faulty"),
    QT_TRANSLATE_NOOP("Errors", "The path must be a full one."),
    QT_TRANSLATE_NOOP("Errors", "The port is in use"),
    QT_TRANSLATE_NOOP("Errors", "The prompt is empty."),
    QT_TRANSLATE_NOOP("Errors", "The system ended it, most often because the PC ran out of memory."),
    QT_TRANSLATE_NOOP("Errors", "The system lacks the library libgomp, which llama.cpp was built with."),
    QT_TRANSLATE_NOOP("Errors", "The text could not be turned into tokens."),
    QT_TRANSLATE_NOOP("Errors", "The Windows side refused without a reason."),
    QT_TRANSLATE_NOOP("Errors", "There is no DeAI on the Windows side to keep secrets."),
    QT_TRANSLATE_NOOP("Errors", "There is no key of that name or id."),
    QT_TRANSLATE_NOOP("Errors", "There is no such download."),
    QT_TRANSLATE_NOOP("Errors", "There is no such file."),
    QT_TRANSLATE_NOOP("Errors", "There is no such message in this conversation."),
    QT_TRANSLATE_NOOP("Errors", "There is nothing to answer."),
    QT_TRANSLATE_NOOP("Errors", "There was not enough memory for the model."),
    QT_TRANSLATE_NOOP("Errors", "This API answers on this PC only."),
    QT_TRANSLATE_NOOP("Errors", "This API needs a key."),
    QT_TRANSLATE_NOOP(
        "Errors",
        "This file belongs to a model but is none itself: an adapter, a vocabulary or a vision part.",
    ),
    QT_TRANSLATE_NOOP(
        "Errors",
        "This file is one part of a model that was split into several, which can't be used yet.",
    ),
    QT_TRANSLATE_NOOP("Errors", "This is a fault of ours"),
    QT_TRANSLATE_NOOP("Errors", "This is no name of a WSL distribution."),
    QT_TRANSLATE_NOOP("Errors", "This is no pairing code."),
    QT_TRANSLATE_NOOP("Errors", "This is no request of DeAI in WSL."),
    QT_TRANSLATE_NOOP("Errors", "This key comes from the environment variable DEAI_API_KEY."),
    QT_TRANSLATE_NOOP("Errors", "This key may call /v1 only."),
    QT_TRANSLATE_NOOP("Errors", "This model can't do that"),
    QT_TRANSLATE_NOOP("Errors", "This model file can't be used"),
    QT_TRANSLATE_NOOP("Errors", "This name stands for the key in DEAI_API_KEY."),
    QT_TRANSLATE_NOOP("Errors", "This name stands for this PC's own node."),
    QT_TRANSLATE_NOOP("Errors", "This PC does not go by that name."),
    QT_TRANSLATE_NOOP("Errors", "This PC offers no credential vault that is running."),
    QT_TRANSLATE_NOOP(
        "Errors",
        "This PC's processor lacks instructions that the llama.cpp library was built for.",
    ),
    QT_TRANSLATE_NOOP("Errors", "This secret is empty or not text."),
    QT_TRANSLATE_NOOP("Errors", "This version does not know the model's vocabulary."),
    QT_TRANSLATE_NOOP("Errors", "Too long for this model"),
    QT_TRANSLATE_NOOP("Errors", "Try `deai node` to see more."),
    QT_TRANSLATE_NOOP("Errors", "Try again."),
    QT_TRANSLATE_NOOP(
        "Errors",
        "Try again; if it happens again with this model, get the file from another source.",
    ),
    QT_TRANSLATE_NOOP("Errors", "Try again; if it happens again, this model's file is at fault."),
    QT_TRANSLATE_NOOP(
        "Errors",
        "Two nodes can't share a port: deai settings set api.port 3325 on one of them, then start it"
        " again. Or go back to this PC's own: deai nodes use this-pc",
    ),
    QT_TRANSLATE_NOOP("Errors", "Type a message."),
    QT_TRANSLATE_NOOP("Errors", "Unload the model, or close the program that uses the file, and try again."),
    QT_TRANSLATE_NOOP(
        "Errors",
        "Unlock it and try again. On a PC without a desktop, put a passphrase into a file that only you"
        " may read and set DEAI_VAULT_PASSPHRASE_FILE to its path; or start DeAI inside a session with"
        " an unlocked vault (dbus-run-session, then gnome-keyring-daemon --unlock); or give the key of"
        " the local API in the environment variable DEAI_API_KEY, which is never stored.",
    ),
    QT_TRANSLATE_NOOP(
        "Errors",
        "Unset PYTHON_KEYRING_BACKEND or mend keyring's settings file. On a PC without a desktop, put a"
        " passphrase into a file that only you may read and set DEAI_VAULT_PASSPHRASE_FILE to its path;"
        " or start DeAI inside a session with an unlocked vault (dbus-run-session, then"
        " gnome-keyring-daemon --unlock); or give the key of the local API in the environment variable"
        " DEAI_API_KEY, which is never stored.",
    ),
    QT_TRANSLATE_NOOP("Errors", "Unset the variable and start DeAI again."),
    QT_TRANSLATE_NOOP("Errors", "Update DeAI Desktop, or choose another model."),
    QT_TRANSLATE_NOOP("Errors", "Update DeAI on both sides."),
    QT_TRANSLATE_NOOP("Errors", "Update DeAI; nothing was changed."),
    QT_TRANSLATE_NOOP(
        "Errors",
        "Use another file of this model; this one can still be used through /v1/completions.",
    ),
    QT_TRANSLATE_NOOP("Errors", "Use it through /v1/completions, or choose a chat (instruct) model."),
    QT_TRANSLATE_NOOP("Errors", "Use it, or end it with: deai stop"),
    QT_TRANSLATE_NOOP(
        "Errors",
        "Use the common parts of JSON schema: types, properties, required, items, enum, $defs.",
    ),
    QT_TRANSLATE_NOOP("Errors", "Use up to 100 small letters, digits, dots, hyphens and underscores."),
    QT_TRANSLATE_NOOP("Errors", "Wait for it, or stop it first."),
    QT_TRANSLATE_NOOP("Errors", "Web pages may not use this API unless you allow it."),
    QT_TRANSLATE_NOOP("Errors", "A fault of ours; the log has more."),
    QT_TRANSLATE_NOOP(
        "Errors",
        "Check the date and time of this PC. If they are right, somebody may be holding newer versions back:"
        " try again from another network. Nothing was changed.",
    ),
    QT_TRANSLATE_NOOP("Errors", "DeAI is busy with an update already."),
    QT_TRANSLATE_NOOP("Errors", "Fetch it first: deai update"),
    QT_TRANSLATE_NOOP("Errors", "It is not signed by the keys that this program came with."),
    QT_TRANSLATE_NOOP("Errors", "It was deleted. Nothing was changed."),
    QT_TRANSLATE_NOOP("Errors", "It was removed. Fetch it again."),
    QT_TRANSLATE_NOOP("Errors", "Look for one: deai update --check"),
    QT_TRANSLATE_NOOP("Errors", "Make room and try again."),
    QT_TRANSLATE_NOOP("Errors", "Mend that setting."),
    QT_TRANSLATE_NOOP("Errors", "Newer versions have to be fetched by hand."),
    QT_TRANSLATE_NOOP("Errors", "No update is ready."),
    QT_TRANSLATE_NOOP("Errors", "Nothing was changed. Do not install it from elsewhere; try again later."),
    QT_TRANSLATE_NOOP("Errors", "The file has changed since it was checked."),
    QT_TRANSLATE_NOOP("Errors", "The list of versions can't be read."),
    QT_TRANSLATE_NOOP(
        "Errors",
        "The server offers something older than this PC has seen already, or parts that do not belong together.",
    ),
    QT_TRANSLATE_NOOP("Errors", "The update did not work"),
    QT_TRANSLATE_NOOP("Errors", "The update server can't be used: it does not answer."),
    QT_TRANSLATE_NOOP("Errors", "The update was refused"),
    QT_TRANSLATE_NOOP("Errors", "There is no newer version to fetch."),
    QT_TRANSLATE_NOOP("Errors", "There is no room for the list of versions."),
    QT_TRANSLATE_NOOP("Errors", "Wait a moment."),
    QT_TRANSLATE_NOOP("Errors", "What the server says can't be read."),
    QT_TRANSLATE_NOOP("Errors", "What the server says of the newest version has expired."),
    QT_TRANSLATE_NOOP("Errors", "What the server sends is not what the signed list names."),
    QT_TRANSLATE_NOOP("Errors", "updates.address must begin with https://."),
)
"""Titles, messages and hints of errors that have no placeholders, in the order of the alphabet."""

DESCRIPTIONS = (
    QT_TRANSLATE_NOOP(
        "Catalogue",
        "A very small chat model in English that answers at once on any PC; good for trying things out,"
        " not for facts.",
    ),
)
"""What our own catalogue says of its models."""


_END_OF_SENTENCE = re.compile(r"[.?] ")
_LONGEST_MESSAGE = 1000
"""So far into a text is looked for the end of its message."""


def said(text: str) -> str:
    """Say a title, a message or a hint."""
    return _known(text) or text


def said_together(text: str) -> str:
    """Say a message and the hint that follows it, of which the node made one text."""
    for end in _END_OF_SENTENCE.finditer(text[:_LONGEST_MESSAGE]):
        message, hint = _known(text[: end.start() + 1]), text[end.end() :]
        if message and (text[: end.start() + 1] in ERRORS or _known(hint)):
            return f"{message} {said(hint)}"
    return said(text)


def _known(text: str) -> str | None:
    """Say a text of ours; None when it is none."""
    return QCoreApplication.translate("Errors", text) if text in ERRORS else said_by_template(text)


def said_error(error: DeAIError) -> dict[str, str]:
    """Say all of an error: its ``title``, ``message`` and ``hint``."""
    return {"title": said(error.title), "message": said(error.message), "hint": said(error.hint)}


def described(text: str) -> str:
    """Say what a catalogue tells of a model."""
    return QCoreApplication.translate("Catalogue", text)
