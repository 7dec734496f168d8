// A window whose controls have the colours of the theme, also when that changes while they are there.
// The style's own colours reach only controls that are made later: those that are there would keep the others.
// Each group is set for itself: what is set for all of them at once would win over what is set for one.
import QtQuick
import QtQuick.Controls

ApplicationWindow {
    id: window

    // The edges of buttons, as WinUI 3 has them; systems other than Windows know no such colours.
    readonly property color edge: Theme.dark ? "#12ffffff" : "#0f000000"
    readonly property color edgeBelow: Theme.dark ? "#18ffffff" : "#29000000"
    readonly property color accentEdge: "#14ffffff"
    readonly property color accentEdgeBelow: Theme.dark ? "#23000000" : "#66000000"

    color: Theme.window

    palette {
        active {
            window: Theme.window
            windowText: Theme.text
            text: Theme.text
            button: Theme.button
            buttonText: Theme.text
            placeholderText: Theme.quiet
            accent: Theme.accent
            highlight: Theme.accent
            highlightedText: Theme.accentText
            toolTipBase: Theme.card
            toolTipText: Theme.text
            light: window.accentEdge
            midlight: window.edge
            mid: window.accentEdgeBelow
            dark: window.edgeBelow
        }

        inactive {
            window: Theme.window
            windowText: Theme.text
            text: Theme.text
            button: Theme.button
            buttonText: Theme.text
            placeholderText: Theme.quiet
            accent: Theme.accent
            highlight: Theme.accent
            highlightedText: Theme.accentText
            toolTipBase: Theme.card
            toolTipText: Theme.text
            light: window.accentEdge
            midlight: window.edge
            mid: window.accentEdgeBelow
            dark: window.edgeBelow
        }

        disabled {
            window: Theme.window
            windowText: Theme.faint
            text: Theme.faint
            button: Theme.button
            buttonText: Theme.faint
            placeholderText: Theme.faint
            accent: Theme.faint
            highlight: Theme.faint
            highlightedText: Theme.accentText
            light: window.accentEdge
            midlight: window.edge
            mid: window.accentEdgeBelow
            dark: window.edgeBelow
        }
    }
}
