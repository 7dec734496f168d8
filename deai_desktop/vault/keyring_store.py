"""Keep secrets in the operating system's credential vault, through the keyring library."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from deai_desktop.core.errors import VaultError
from deai_desktop.vault.secrets import NoVaultError, check_name, check_value

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

log = logging.getLogger(__name__)

_T = TypeVar("_T")

WAY_OUT = (
    "On a PC without a desktop, put a passphrase into a file that only you may read and set"
    " DEAI_VAULT_PASSPHRASE_FILE to its path; or start DeAI inside a session with an unlocked vault"
    " (dbus-run-session, then gnome-keyring-daemon --unlock); or give the key of the local API in the"
    " environment variable DEAI_API_KEY, which is never stored."
)

# An allowlist: a backend nobody has looked at may write plain text to disk.
_VAULTS = {
    "keyring.backends.Windows.WinVaultKeyring": "Windows Credential Manager",
    "keyring.backends.macOS.Keyring": "macOS Keychain",
    "keyring.backends.SecretService.Keyring": "Secret Service",
    "keyring.backends.libsecret.Keyring": "Secret Service",
    "keyring.backends.kwallet.DBusKeyring": "KWallet",
}


class KeyringStore:
    """Talk to the vault of this platform, found at first use and looked for again while there is none.

    May block while the operating system asks the person to unlock the vault.
    """

    def __init__(self, service: str = "deai-desktop") -> None:
        self._service = service
        self._choosing = threading.Lock()
        self._chosen: KeyringBackend | None = None

    def __repr__(self) -> str:
        return f"KeyringStore({self._service!r})"

    @property
    def description(self) -> str:
        """Name the vault for people, or say that there is none."""
        try:
            return _VAULTS[_path(self._backend())]
        except VaultError:
            return "no credential vault"

    def check(self) -> None:
        """Raise `VaultError` when this PC offers no vault."""
        self._backend()

    def get(self, name: str) -> str | None:
        """Return a secret, or nothing when there is none of that name."""
        check_name(name)
        return _asked("read", lambda: self._backend().get_password(self._entry(name), name))

    def set(self, name: str, value: str) -> None:
        """Keep a secret, in place of an older one of that name."""
        check_name(name)
        check_value(value)
        _asked("kept", lambda: self._backend().set_password(self._entry(name), name, value))

    def delete(self, name: str) -> bool:
        """Remove a secret; return whether there was one."""
        check_name(name)
        if self.get(name) is None:
            return False
        _asked("removed", lambda: self._backend().delete_password(self._entry(name), name))
        return True

    def _entry(self, name: str) -> str:
        # One service per secret: with a shared one, keyring shuffles Windows credentials at every write.
        return f"{self._service}/{name}"

    def _backend(self) -> KeyringBackend:
        with self._choosing:
            if self._chosen is None:
                self._chosen = _choose()
                log.info("keys are kept in: %s", _VAULTS[_path(self._chosen)])
            return self._chosen


def _choose() -> KeyringBackend:
    """Take the vault that the person configured for keyring, else the best one that works here.

    keyring's own detection is not used: it remembers a failure for good, and may chain a plain-text file
    behind a real vault.
    """
    from keyring import core
    from keyring.backends.chainer import ChainerBackend

    configured = _asked(
        "looked up in the vault that keyring is set to", lambda: core.load_env() or core.load_config()
    )
    if configured is not None and not isinstance(configured, ChainerBackend):
        if _path(configured) not in _VAULTS:
            raise VaultError(
                f"keyring is set to {_path(configured)}, which is not a credential vault known to be safe.",
                hint=f"Unset PYTHON_KEYRING_BACKEND or mend keyring's settings file. {WAY_OUT}",
            )
        return _prepared(configured)
    found = []
    for path in _VAULTS:
        try:
            found.append(core.load_keyring(path))
        except Exception as error:  # noqa: BLE001 - a backend that does not fit may raise anything
            log.debug("%s is no choice here: %s", path, error)
    if not found:
        raise NoVaultError("This PC offers no credential vault that is running.", hint=WAY_OUT)
    return _prepared(max(found, key=lambda backend: backend.priority))


def _prepared(backend: KeyringBackend) -> KeyringBackend:
    if "Windows" in _path(backend):
        # The default, "enterprise", would copy the keys to other PCs of a Windows domain.
        backend.persist = "local machine"  # type: ignore[attr-defined]
    return backend


def _path(backend: KeyringBackend) -> str:
    return f"{type(backend).__module__}.{type(backend).__qualname__}"


def _asked(what: str, ask: Callable[[], _T]) -> _T:
    """Turn whatever keyring and the vault behind it raise into `VaultError`, without repeating a word of it.

    Its text and the variables in its traceback could hold the secret: only the exception's name is kept.
    """
    try:
        return ask()
    except VaultError:
        raise
    except Exception as error:  # noqa: BLE001 - keyring lets through whatever D-Bus and Windows raise
        kind = type(error).__name__
    # Raised out here, where the original is no longer attached as the context.
    if "Locked" in kind or "Dismissed" in kind:
        raise VaultError("The credential vault is locked.", hint=f"Unlock it and try again. {WAY_OUT}")
    raise VaultError(f"The key could not be {what} ({kind}).", hint=WAY_OUT)
