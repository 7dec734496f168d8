"""Lists what errors about pools say."""

from PySide6.QtCore import QT_TRANSLATE_NOOP

POOL_ERRORS = (
    QT_TRANSLATE_NOOP("Errors", "Install it: pip install deai-desktop[pool]"),
    QT_TRANSLATE_NOOP("Errors", "It does not say what a certificate has to."),
    QT_TRANSLATE_NOOP("Errors", "It gives members other rights than this version of DeAI knows."),
    QT_TRANSLATE_NOOP("Errors", "It has expired."),
    QT_TRANSLATE_NOOP("Errors", "It is a key of another kind."),
    QT_TRANSLATE_NOOP("Errors", "It is another pool's charter."),
    QT_TRANSLATE_NOOP("Errors", "It is damaged, or no key at all."),
    QT_TRANSLATE_NOOP("Errors", "It is damaged."),
    QT_TRANSLATE_NOOP("Errors", "It is from the future; is this PC's clock right?"),
    QT_TRANSLATE_NOOP("Errors", "It is no certificate."),
    QT_TRANSLATE_NOOP("Errors", "It is no charter of a pool."),
    QT_TRANSLATE_NOOP("Errors", "It is no seed of this kind."),
    QT_TRANSLATE_NOOP("Errors", "It is not from this pool."),
    QT_TRANSLATE_NOOP("Errors", "It is of another version."),
    QT_TRANSLATE_NOOP("Errors", "It is signed in a way that is not known here."),
    QT_TRANSLATE_NOOP("Errors", "It would count for ever."),
    QT_TRANSLATE_NOOP("Errors", "Its member was removed from the pool."),
    QT_TRANSLATE_NOOP("Errors", "The certificate is not accepted"),
    QT_TRANSLATE_NOOP("Errors", "The hub did not take the new charter."),
    QT_TRANSLATE_NOOP("Errors", "The hub does not run"),
    QT_TRANSLATE_NOOP("Errors", "The key can't be used"),
    QT_TRANSLATE_NOOP("Errors", "The pool can't be used"),
    QT_TRANSLATE_NOOP("Errors", "The signature is not by the key that it names."),
    QT_TRANSLATE_NOOP("Errors", "The signature is wrong"),
    QT_TRANSLATE_NOOP("Errors", "nats-server is not installed."),
)

POOL_TEMPLATES = (
    QT_TRANSLATE_NOOP("Errors", "All that it wrote is in {file}."),
    QT_TRANSLATE_NOOP("Errors", "What it wrote is in {file}."),
    QT_TRANSLATE_NOOP("Errors", "nats-server ended at once: {reason}"),
    QT_TRANSLATE_NOOP("Errors", "nats-server was not ready within {seconds} seconds."),
)
