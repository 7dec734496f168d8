"""Which of Qt's files the window uses. PyInstaller would bring all of Qt Quick, which is three times as much."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

_QML = {
    "QtCore",
    "QtQml",
    "QtQml/Models",
    "QtQml/WorkerScript",
    "QtQuick",
    "QtQuick/Controls",
    "QtQuick/Controls/Basic",
    "QtQuick/Controls/Basic/impl",
    "QtQuick/Controls/FluentWinUI3",
    "QtQuick/Controls/FluentWinUI3/impl",
    "QtQuick/Controls/Fusion",
    "QtQuick/Controls/Fusion/impl",
    "QtQuick/Controls/impl",
    "QtQuick/Dialogs",
    "QtQuick/Dialogs/quickimpl",
    "QtQuick/Effects",
    "QtQuick/Layouts",
    "QtQuick/Shapes",
    "QtQuick/Templates",
    "QtQuick/Window",
    "Qt/labs/folderlistmodel",
}
"""Folders of QML modules: what our QML imports, and what that imports. Basic and Fusion lend our style controls."""
_FLUENT_PARTS = ("QtQuick/Controls/FluentWinUI3/", "QtQuick/Controls/Fusion/", "QtQuick/Controls/Basic/")
_PLUGINS = {
    "iconengines/qsvgicon",
    "imageformats/qgif",
    "imageformats/qico",
    "imageformats/qjpeg",
    "imageformats/qsvg",
    "imageformats/qwebp",
    "networkinformation/qnetworklistmanager",
    "platforms/qoffscreen",
    "platforms/qwayland",
    "platforms/qwindows",
    "platforms/qxcb",
    "platforminputcontexts/composeplatforminputcontextplugin",
    "platforminputcontexts/ibusplatforminputcontextplugin",
    "platformthemes/qgtk3",
    "platformthemes/qxdgdesktopportal",
    "styles/qmodernwindowsstyle",
    "tls/qschannelbackend",
    "wayland-decoration-client/adwaita",
    "wayland-graphics-integration-client/qt-plugin-wayland-egl",
    "wayland-shell-integration/xdg-shell",
    "xcbglintegrations/qxcb-egl-integration",
    "xcbglintegrations/qxcb-glx-integration",
}
_LIBRARIES = {
    "Core",
    "DBus",
    "Gui",
    "LabsFolderListModel",
    "Network",
    "OpenGL",
    "Qml",
    "QmlCore",
    "QmlMeta",
    "QmlModels",
    "QmlWorkerScript",
    "Quick",
    "QuickControls2",
    "QuickControls2Basic",
    "QuickControls2BasicStyleImpl",
    "QuickControls2FluentWinUI3StyleImpl",
    "QuickControls2Fusion",
    "QuickControls2FusionStyleImpl",
    "QuickControls2Impl",
    "QuickDialogs2",
    "QuickDialogs2QuickImpl",
    "QuickDialogs2Utils",
    "QuickEffects",
    "QuickLayouts",
    "QuickShapes",
    "QuickTemplates2",
    "Svg",
    "WaylandClient",
    "Widgets",
    "WlShellIntegration",
    "XcbQpa",
}
_TRANSLATIONS = re.compile(r"(qtbase|qtdeclarative)_de\.qm")
"""English is in the sources; German is the other language that the window speaks."""
_LEFT_OUT = {"opengl32sw.dll"}
"""A software OpenGL of 20 MB: Qt draws with Direct3D here, which Windows can do without a graphics card."""
_NOT_READ = (".qmltypes", ".a", ".lib", ".prl", ".pyi")
"""For developers' tools."""


def is_used(destination: str) -> bool:
    """Say whether a file is used, by its path in the frozen folder; files that are not Qt's are."""
    parts = PurePosixPath(destination.replace("\\", "/")).parts
    if "PySide6" not in parts:
        return True
    parts = parts[parts.index("PySide6") + 1 :]
    if parts[:1] == ("Qt",):  # on Linux
        parts = parts[1:]
    if not parts or parts[-1] in _LEFT_OUT or parts[-1].endswith(_NOT_READ):
        return False
    folder, name = "/".join(parts[1:-1]), parts[-1]
    if parts[0] == "qml":
        return folder in _QML or f"{folder}/".startswith(_FLUENT_PARTS)
    if parts[0] == "plugins":
        return f"{folder}/{name.partition('.')[0].removeprefix('lib')}" in _PLUGINS
    if parts[0] == "translations":
        return _TRANSLATIONS.fullmatch(name) is not None
    if library := re.match(r"(?:lib)?Qt6(\w+)\.(?:dll|so)", name):
        return library[1] in _LIBRARIES
    return True
