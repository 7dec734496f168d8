"""Lists what errors about adapters say."""

from PySide6.QtCore import QT_TRANSLATE_NOOP

ADAPTER_ERRORS = (
    QT_TRANSLATE_NOOP("Errors", "1 is how it was trained."),
    QT_TRANSLATE_NOOP("Errors", "An adapter is named twice."),
    QT_TRANSLATE_NOOP("Errors", "Choose a LoRA adapter that was made with llama.cpp's convert_lora_to_gguf."),
    QT_TRANSLATE_NOOP("Errors", "Choose an adapter that was trained without it."),
    QT_TRANSLATE_NOOP("Errors", "Choose such a model, and name the adapter along with it."),
    QT_TRANSLATE_NOOP(
        "Errors", "Choose the model that the adapter was trained with, or one of its quantizations."
    ),
    QT_TRANSLATE_NOOP("Errors", "Convert it again with llama.cpp's convert_lora_to_gguf."),
    QT_TRANSLATE_NOOP("Errors", "It is an adapter of another kind than LoRA, which is not understood."),
    QT_TRANSLATE_NOOP("Errors", "Leave some out."),
    QT_TRANSLATE_NOOP("Errors", "Leave them out, or choose the GGUF model that they were made for."),
    QT_TRANSLATE_NOOP("Errors", "Name it once."),
    QT_TRANSLATE_NOOP("Errors", "See which adapters there are: deai models list"),
    QT_TRANSLATE_NOOP("Errors", "This model's engine takes no adapters."),
    QT_TRANSLATE_NOOP("Errors", "Use a file of yours: deai models import FILE"),
    QT_TRANSLATE_NOOP("Errors", "llama.cpp could not use the adapters."),
)

ADAPTER_TEMPLATES = (
    QT_TRANSLATE_NOOP("Errors", "A request can have {most} adapters at most."),
    QT_TRANSLATE_NOOP("Errors", "An adapter's scale is a number from -{most} to {limit}."),
    QT_TRANSLATE_NOOP("Errors", "No adapter named “{name}” is installed."),
    QT_TRANSLATE_NOOP("Errors", "The adapter is packed as {packing}; only {known} can be used."),
    QT_TRANSLATE_NOOP(
        "Errors",
        "The adapter “{name}” changes the token table, which is this model's output too; llama.cpp can't do that.",
    ),
    QT_TRANSLATE_NOOP(
        "Errors",
        "The adapter “{name}” does not fit this model: it was made for another one, whose “{tensor}” is different.",
    ),
    QT_TRANSLATE_NOOP(
        "Errors", "The adapter “{name}” is for {kind} models, and this one is of the kind {own}."
    ),
    QT_TRANSLATE_NOOP("Errors", "llama.cpp refused the adapter “{name}”."),
    QT_TRANSLATE_NOOP("Errors", "“{name}” is a model, not an adapter."),
    QT_TRANSLATE_NOOP("Errors", "“{name}” is an adapter for {kind} models, and no model by itself."),
)
"""Those with values in them."""
