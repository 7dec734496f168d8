// The ground of a card.
import QtQuick

Rectangle {
    radius: Theme.radius
    color: Theme.card
    border.color: Theme.stroke
}
