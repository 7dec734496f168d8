"""Lists what errors about the models folder and other programs' models say."""

from PySide6.QtCore import QT_TRANSLATE_NOOP

LIBRARY_ERRORS = (
    QT_TRANSLATE_NOOP("Errors", "A whole drive can't be the models folder."),
    QT_TRANSLATE_NOOP("Errors", "Check that the folder is yours and that no other program uses the files."),
    QT_TRANSLATE_NOOP("Errors", "Choose a folder of its own, beside it."),
    QT_TRANSLATE_NOOP("Errors", "Choose a folder on it."),
    QT_TRANSLATE_NOOP("Errors", "Choose a folder that is yours."),
    QT_TRANSLATE_NOOP("Errors", "Choose a folder."),
    QT_TRANSLATE_NOOP("Errors", "Choose an empty folder, or a new one inside it."),
    QT_TRANSLATE_NOOP("Errors", "Choose another folder."),
    QT_TRANSLATE_NOOP(
        "Errors", "Connect the drive it lies on, or choose another folder: deai models move FOLDER"
    ),
    QT_TRANSLATE_NOOP("Errors", "It was cancelled, and everything is as it was before."),
    QT_TRANSLATE_NOOP("Errors", "Make room, or choose a folder on another disk."),
    QT_TRANSLATE_NOOP("Errors", "Model files are being moved or copied already."),
    QT_TRANSLATE_NOOP("Errors", "Models are being downloaded into the present folder."),
    QT_TRANSLATE_NOOP("Errors", "No model was copied since DeAI started."),
    QT_TRANSLATE_NOOP("Errors", "The copy is damaged"),
    QT_TRANSLATE_NOOP("Errors", "The disk became full meanwhile."),
    QT_TRANSLATE_NOOP("Errors", "The disk may be failing: choose another one. Nothing was removed."),
    QT_TRANSLATE_NOOP("Errors", "The models are there already."),
    QT_TRANSLATE_NOOP("Errors", "The models can't be moved there"),
    QT_TRANSLATE_NOOP("Errors", "The models folder is being moved."),
    QT_TRANSLATE_NOOP("Errors", "The models folder was not moved since DeAI started."),
    QT_TRANSLATE_NOOP("Errors", "This model was not verified since DeAI started."),
    QT_TRANSLATE_NOOP("Errors", "Wait until that has ended, or cancel it."),
    QT_TRANSLATE_NOOP("Errors", "Wait until that has ended, or cancel it: deai models move --cancel"),
    QT_TRANSLATE_NOOP("Errors", "Wait until they are here, or cancel them: deai downloads list"),
)
"""Texts without placeholders, in the order of the alphabet."""

LIBRARY_TEMPLATES = (
    QT_TRANSLATE_NOOP("Errors", "One of {folder} and {target} lies inside the other."),
    QT_TRANSLATE_NOOP("Errors", "The models folder {folder} is not there."),
    QT_TRANSLATE_NOOP("Errors", "{name} can't be the name of a folder."),
    QT_TRANSLATE_NOOP("Errors", "{file} can't be written or moved: {reason}."),
    QT_TRANSLATE_NOOP("Errors", "{folder} can't be written to: {reason}."),
    QT_TRANSLATE_NOOP("Errors", "{folder} is a file."),
    QT_TRANSLATE_NOOP("Errors", "{file} is not what was written to it."),
    QT_TRANSLATE_NOOP("Errors", "{folder} is not empty: it holds {name}, for example."),
    QT_TRANSLATE_NOOP("Errors", "{model} does not lie in the models folder."),
    QT_TRANSLATE_NOOP("Errors", "{model} is kept as {name} already."),
    QT_TRANSLATE_NOOP("Errors", "{model} lies in the models folder already."),
    QT_TRANSLATE_NOOP("Errors", "{size} are needed there, and the disk has {left} left."),
    QT_TRANSLATE_NOOP("Errors", "ONNX Runtime says: {reason}"),
    QT_TRANSLATE_NOOP("Errors", "There is no {file} beside it, which a model for embeddings needs."),
    QT_TRANSLATE_NOOP("Errors", "ONNX Runtime GenAI can't keep this model's answers in a form: {reason}"),
)
