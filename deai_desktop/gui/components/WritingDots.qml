// Three dots that take turns: work goes on. They step a few times a second, since an endless smooth animation would
// paint the whole window at the screen's rate for as long as an answer is written.
pragma ComponentBehavior: Bound

import QtQuick

Row {
    id: dots

    property bool running: visible
    property int step: 0
    property double stepped: 0

    function take() {
        stepped = Date.now();
        step = (step + 1) % 3;
    }

    // Take steps together with something else that is painted, not in frames of their own.
    function accompany() {
        turns.restart();
        if (Date.now() - stepped >= turns.interval)
            take();
    }

    spacing: Math.round(4 * Theme.scale)
    Accessible.ignored: true

    Repeater {
        model: 3

        Rectangle {
            required property int index

            width: Math.round(6 * Theme.scale)
            height: width
            radius: width / 2
            color: Theme.accent
            opacity: dots.step === index ? 1 : 0.35
        }
    }

    Timer {
        id: turns

        interval: 350
        repeat: true
        running: dots.running
        onTriggered: dots.take()
    }
}
