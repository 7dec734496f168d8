// How models run.
import QtQuick
import QtQuick.Layouts
import "../components"

Section {
    id: section

    required property var viewModel

    title: qsTr("Engine")
    about: qsTr("A change counts from the next time a model is loaded.")

    NumberSetting {
        viewModel: section.viewModel
        name: "engine.context_length"
        title: qsTr("Context length")
        about: qsTr("Tokens a model keeps in view. More needs more memory; a model's own limit is never passed.")
        step: 1024
    }

    NumberSetting {
        viewModel: section.viewModel
        name: "engine.threads"
        title: qsTr("Processor threads")
        about: qsTr("For one model. More than the processor has cores makes it slower.")
        special: 0
        specialText: qsTr("Automatic")
    }

    NumberSetting {
        viewModel: section.viewModel
        name: "engine.gpu_layers"
        title: qsTr("GPU layers")
        about: qsTr("How much of a model the graphics card holds. 0 uses the processor only.")
        special: -1
        specialText: qsTr("Automatic")
    }

    TextSetting {
        viewModel: section.viewModel
        name: "engine.graphics_card"
        title: qsTr("Graphics card for ONNX models")
        about: qsTr("On Windows, a part of its name. Empty takes the fastest one that works.")
        emptyText: qsTr("Automatic")
    }

    NumberSetting {
        viewModel: section.viewModel
        name: "engine.slots"
        title: qsTr("Answers at once")
        about: qsTr("That one model works on; each takes memory for a whole context.")
        special: 0
        specialText: qsTr("Automatic")
    }

    NumberSetting {
        viewModel: section.viewModel
        name: "engine.memory_gb"
        title: qsTr("Memory for models (GB)")
        about: [qsTr("What they may take together; a model that is alone may take more. When another is needed, the one used longest ago leaves."), section.viewModel.status.modelsMemory].join(" ")
        special: 0
        specialText: qsTr("Automatic")
    }

    NumberSetting {
        viewModel: section.viewModel
        name: "engine.loaded_models"
        title: qsTr("Models in memory")
        about: qsTr("At once, at most.")
    }

    NumberSetting {
        viewModel: section.viewModel
        name: "engine.idle_minutes"
        title: qsTr("Free the memory when idle")
        about: qsTr("Minutes after which a model that nobody uses leaves memory.")
        special: 0
        specialText: qsTr("Never")
    }

    EngineRuns {
        Layout.fillWidth: true
        Layout.topMargin: Theme.pad
        runs: section.viewModel.engineRuns
    }
}
