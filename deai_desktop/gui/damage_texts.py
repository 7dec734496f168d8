"""What the readers of model files find wrong in a file, said within another sentence; a test keeps the lists whole."""

from PySide6.QtCore import QT_TRANSLATE_NOOP

_GGUF = (
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
"""Of GGUF files, in the order of the alphabet."""

_ONNX = (
    QT_TRANSLATE_NOOP("Errors", "a list of sizes is too long"),
    QT_TRANSLATE_NOOP("Errors", "a name is not readable text"),
    QT_TRANSLATE_NOOP("Errors", "a number in it does not end"),
    QT_TRANSLATE_NOOP("Errors", "a number stands in place of a part"),
    QT_TRANSLATE_NOOP("Errors", "a number stands in place of a text"),
    QT_TRANSLATE_NOOP("Errors", "a part of it goes on beyond the whole"),
    QT_TRANSLATE_NOOP("Errors", "a part of it has no proper number"),
    QT_TRANSLATE_NOOP("Errors", "a part of it has the unknown kind {kind}"),
    QT_TRANSLATE_NOOP("Errors", "a tensor does not say properly where it lies"),
    QT_TRANSLATE_NOOP("Errors", "a tensor has an impossible size"),
    QT_TRANSLATE_NOOP("Errors", "a tensor says twice where it lies"),
    QT_TRANSLATE_NOOP("Errors", "a text takes {size} bytes, where {limit} are the limit"),
    QT_TRANSLATE_NOOP("Errors", "an operator packs its weights in an impossible way"),
    QT_TRANSLATE_NOOP("Errors", "it ends too early"),
    QT_TRANSLATE_NOOP("Errors", "it has graphs within graphs, more than any model needs"),
    QT_TRANSLATE_NOOP("Errors", "it has more than {count} parts, which no real model needs"),
    QT_TRANSLATE_NOOP("Errors", "it is empty"),
    QT_TRANSLATE_NOOP("Errors", "it is no ONNX model of a version that is understood"),
    QT_TRANSLATE_NOOP("Errors", "it names too many sets of operators"),
    QT_TRANSLATE_NOOP("Errors", "its names take more room than in any real model"),
    QT_TRANSLATE_NOOP("Errors", "its settings are nested deeper than in any real model"),
    QT_TRANSLATE_NOOP("Errors", "its tokenizer is missing"),
    QT_TRANSLATE_NOOP("Errors", "the folder holds more than {count} files"),
    QT_TRANSLATE_NOOP("Errors", "{file} ends before the weights that lie in it"),
    QT_TRANSLATE_NOOP("Errors", "{file} has no proper value for “{setting}”"),
    QT_TRANSLATE_NOOP("Errors", "{file} is larger than an ONNX file can be"),
    QT_TRANSLATE_NOOP("Errors", "{file} is larger than {size}"),
    QT_TRANSLATE_NOOP("Errors", "{file} is no proper JSON"),
    QT_TRANSLATE_NOOP("Errors", "{file} names no model"),
    QT_TRANSLATE_NOOP("Errors", "“{file}” is missing, or only a link to somewhere else"),
)
"""Of folders and files of the ONNX format, in the order of the alphabet."""

DAMAGES = (*_GGUF, *_ONNX)

AT_BYTE = QT_TRANSLATE_NOOP("Errors", "{what} (at byte {place})")
"""One of them with its place."""
