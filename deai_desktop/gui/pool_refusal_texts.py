"""Lists why members of a pool do not do a job, as they say it; it stands behind their names in one text."""

from PySide6.QtCore import QT_TRANSLATE_NOOP

REFUSALS = (
    QT_TRANSLATE_NOOP("Errors", "busy"),
    QT_TRANSLATE_NOOP("Errors", "There were too many offers."),
    QT_TRANSLATE_NOOP("Errors", "The offer is old; is the clock right?"),
    QT_TRANSLATE_NOOP("Errors", "Members with this role may not ask."),
    QT_TRANSLATE_NOOP("Errors", "Members with this role may not ask here."),
    QT_TRANSLATE_NOOP("Errors", "No receipt came back for what was done before."),
    QT_TRANSLATE_NOOP("Errors", "The model is not offered any more."),
    QT_TRANSLATE_NOOP("Errors", "This model is not for others."),
    QT_TRANSLATE_NOOP("Errors", "Each member may have {tokens} tokens an hour here."),
)
