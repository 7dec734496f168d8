// Sizes and colours that every screen shares; colours come from the palette, so that light, dark and high contrast work.
pragma Singleton

import QtQuick

QtObject {
    readonly property SystemPalette system: SystemPalette {}
    readonly property SystemPalette systemDisabled: SystemPalette {
        colorGroup: SystemPalette.Disabled
    }
    // Where the system does not say, the controls of FluentWinUI3 are dark: so is the rest.
    readonly property bool dark: Application.styleHints.colorScheme !== Qt.ColorScheme.Light

    // The person asked the system for colours that differ strongly: then only the system's own are used.
    property bool contrast: Application.styleHints.accessibility.contrastPreference === Qt.ContrastPreference.HighContrast

    readonly property int gap: 8
    readonly property int pad: 16
    readonly property int wide: 24
    readonly property int radius: 8
    readonly property int rail: Math.round(72 * scale)
    readonly property int column: Math.round(780 * scale) // widest text column, in which lines stay readable

    property real scale: 1 // the person's text size, 1 to 2
    property url icons // the window says where they lie: in a checkout it is another place than when installed

    readonly property int small: Math.round(12 * scale)
    readonly property int body: Math.round(14 * scale)
    readonly property int large: Math.round(18 * scale)
    readonly property int title: Math.round(24 * scale)

    readonly property color window: contrast ? system.window : dark ? "#202020" : "#f3f3f3"
    readonly property color layer: contrast ? system.window : dark ? "#2b2b2b" : "#fbfbfb"
    readonly property color card: contrast ? system.window : dark ? "#323232" : "#ffffff"
    readonly property color stroke: contrast ? system.windowText : dark ? "#3d3d3d" : "#e1e1e1"
    readonly property color text: contrast ? system.windowText : dark ? "#ffffff" : "#1b1b1b"
    readonly property color quiet: contrast ? system.windowText : dark ? "#c5c5c5" : "#5d5d5d"
    readonly property color faint: contrast ? systemDisabled.windowText : dark ? "#5dffffff" : "#5c000000" // what can't be used
    readonly property color button: contrast ? system.button : dark ? "#0fffffff" : "#b3ffffff"
    readonly property color accent: contrast ? system.highlight : system.accent
    readonly property color accentText: contrast ? system.highlightedText : dark ? "#000000" : "#ffffff"
    readonly property color danger: contrast ? system.windowText : dark ? "#ff99a4" : "#c42b1c"
    readonly property color good: contrast ? system.windowText : dark ? "#6ccb5f" : "#0f7b0f"
    readonly property color warning: contrast ? system.windowText : dark ? "#fce100" : "#9d5d00"
    readonly property string monospace: "Cascadia Mono, Consolas, DejaVu Sans Mono, monospace"

    // A shortcut by the names that stand on the keys: Ctrl+N is Strg+N on a German keyboard.
    function keys(sequence: string): string {
        return sequence.replace(/Ctrl/g, qsTr("Ctrl")).replace(/Del/g, qsTr("Del"));
    }

    function icon(name: string): url {
        return icons.toString() === "" ? "" : icons + name + ".svg";
    }
}
