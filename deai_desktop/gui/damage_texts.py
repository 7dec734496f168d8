"""What the reader of model files finds wrong in a file, said within another sentence; a test keeps the list whole."""

from PySide6.QtCore import QT_TRANSLATE_NOOP

DAMAGES = (
    QT_TRANSLATE_NOOP("Errors", "a list claims to have {count} entries"),
    QT_TRANSLATE_NOOP("Errors", "a text in a list claims to be {size} long"),
    QT_TRANSLATE_NOOP("Errors", "a yes-or-no value is neither"),
    QT_TRANSLATE_NOOP("Errors", "halves of the adapter are missing"),
    QT_TRANSLATE_NOOP("Errors", "it claims to have {count} layers"),
    QT_TRANSLATE_NOOP("Errors", "it claims to hold {tensors} tensors and {facts} facts"),
    QT_TRANSLATE_NOOP("Errors", "it does not say what kind of model it is"),
    QT_TRANSLATE_NOOP("Errors", "it ends in the middle of its description"),
    QT_TRANSLATE_NOOP("Errors", "it ends in the middle of its list of tensors"),
    QT_TRANSLATE_NOOP("Errors", "it has lists within lists, more than any model needs"),
    QT_TRANSLATE_NOOP("Errors", "it has {size}, and its weights go on beyond that"),
    QT_TRANSLATE_NOOP("Errors", "it is too short to be a model"),
    QT_TRANSLATE_NOOP("Errors", "it uses the unknown value type {kind}"),
    QT_TRANSLATE_NOOP("Errors", "its alignment is not a power of two from 8 up"),
    QT_TRANSLATE_NOOP("Errors", "its lists hold more than {count} texts"),
    QT_TRANSLATE_NOOP("Errors", "its parts don't belong together"),
    QT_TRANSLATE_NOOP("Errors", "its texts take more than {size}"),
    QT_TRANSLATE_NOOP("Errors", "its vocabulary is not a list of texts"),
    QT_TRANSLATE_NOOP("Errors", "the adapter's alpha is not a sensible number"),
    QT_TRANSLATE_NOOP("Errors", "the fact “{name}” has no proper name"),
    QT_TRANSLATE_NOOP("Errors", "the fact “{name}” is there twice"),
    QT_TRANSLATE_NOOP("Errors", "the interval between its layers is 0"),
    QT_TRANSLATE_NOOP("Errors", "the name of a tensor is not readable text"),
    QT_TRANSLATE_NOOP("Errors", "the name of a tensor is {size} long"),
    QT_TRANSLATE_NOOP("Errors", "the tensor “{name}” has an impossible size"),
    QT_TRANSLATE_NOOP("Errors", "the tensor “{name}” has no place in an adapter"),
    QT_TRANSLATE_NOOP("Errors", "the tensor “{name}” has no proper name"),
    QT_TRANSLATE_NOOP("Errors", "the tensor “{name}” has {count} dimensions"),
    QT_TRANSLATE_NOOP("Errors", "the tensor “{name}” is not where it should be"),
    QT_TRANSLATE_NOOP("Errors", "the tensor “{name}” is there twice"),
    QT_TRANSLATE_NOOP("Errors", "the two halves for “{name}” don't fit together"),
    QT_TRANSLATE_NOOP("Errors", "{thing} is not readable text"),
    QT_TRANSLATE_NOOP("Errors", "{thing} is {size} long, where {limit} is the limit"),
    QT_TRANSLATE_NOOP("Errors", "“{name}” does not fit its {count} tokens"),
)
"""In the order of the alphabet."""

AT_BYTE = QT_TRANSLATE_NOOP("Errors", "{what} (at byte {place})")
"""One of them with its place."""
