"""Lists what errors say about the work of pools with values in it, such as names and numbers."""

from PySide6.QtCore import QT_TRANSLATE_NOOP

POOL_WORK_TEMPLATES = (
    QT_TRANSLATE_NOOP("Errors", "A certificate does not count: {reason}"),
    QT_TRANSLATE_NOOP("Errors", "A pool has {most} hubs at most."),
    QT_TRANSLATE_NOOP("Errors", "All who offer {model} are busy."),
    QT_TRANSLATE_NOOP("Errors", "Entry {place} of the export is not in the log."),
    QT_TRANSLATE_NOOP("Errors", "If that is all right: deai pool trust {name}"),
    QT_TRANSLATE_NOOP("Errors", "It has {size} bytes; the pool takes {most}."),
    QT_TRANSLATE_NOOP("Errors", "Its receipt is not right: {reason}"),
    QT_TRANSLATE_NOOP("Errors", "No member took the job. {reasons}"),
    QT_TRANSLATE_NOOP("Errors", "Nobody offers {model} at the moment."),
    QT_TRANSLATE_NOOP("Errors", "The hub does not give the log out ({status})."),
    QT_TRANSLATE_NOOP("Errors", "The hub does not keep it: {reason}"),
    QT_TRANSLATE_NOOP("Errors", "Try again in about {seconds} seconds."),
    QT_TRANSLATE_NOOP(
        "Errors",
        "Whoever works on a prompt can read it, so your words would be seen by a member of “{name}”.",
    ),
    QT_TRANSLATE_NOOP("Errors", "“{name}” names no model of a pool."),
)
