// The least that a program with this style could be: what our window is measured against.
import QtQuick
import QtQuick.Controls

ApplicationWindow {
    width: 1100
    height: 720
    visible: true

    Column {
        TextField {}
        Button {
            text: "Bare"
        }
    }
}
