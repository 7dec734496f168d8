// A window whose controls have the colours of the theme, also when that changes while they are there.
// The style's own colours reach only controls that are made later: those that are there would keep the others.
// Each group is set for itself: what is set for all of them at once would win over what is set for one.
import QtQuick
import QtQuick.Controls

ApplicationWindow {
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
            light: Theme.system.light
            midlight: Theme.system.midlight
            mid: Theme.system.mid
            dark: Theme.system.dark
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
            light: Theme.system.light
            midlight: Theme.system.midlight
            mid: Theme.system.mid
            dark: Theme.system.dark
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
            light: Theme.system.light
            midlight: Theme.system.midlight
            mid: Theme.system.mid
            dark: Theme.system.dark
        }
    }
}
